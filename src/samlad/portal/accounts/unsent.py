"""What somebody sent from a page of work after their session had ended: shown to them again, whole,
so that they sign in beside it and send the same once more.

Nothing of it is kept on the server and nothing is done with it: what is sent again goes to the same
address under a new token, with permissions and key asked for as ever. Files are not among it.
"""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from samlad.portal.accounts.models import Account

#: Pages whose forms hold what somebody has written; passwords are typed elsewhere.
_OF_WORK = re.compile(r"(?:/en)?/arbete/.*", re.DOTALL)
TOKEN = "csrfmiddlewaretoken"


def is_kept(request: HttpRequest) -> bool:
    """Whether what is sent to the address is shown again."""
    return request.method == "POST" and _OF_WORK.fullmatch(request.path_info) is not None


def what_was_sent(request: HttpRequest, account: Account | None = None) -> HttpResponse:
    """403: what was sent, to be sent again. account: who has signed in meanwhile; only they get a
    token, and nobody else gets a session.
    """
    fields = [
        (name, value) for name, values in request.POST.lists() if name != TOKEN for value in values
    ]
    context = {
        "account": account,
        "address": request.get_full_path(),
        "fields": fields,
        "written": [value for _, value in fields if len(value.split()) > 1],
        "has_files": bool(request.FILES),
        "work": reverse("work"),
    }
    return render(request, "accounts/unsent.html", context, status=403)
