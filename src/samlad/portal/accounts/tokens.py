"""What is answered where a form's token is not the session's."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from samlad.portal.accounts.sessions import signed_in
from samlad.portal.accounts.unsent import is_kept, what_was_sent
from samlad.portal.error_pages import forgotten

#: How the reasons begin that have nothing to do with the token.
_ELSEWHERE = ("Origin checking", "Referer checking")


def token_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form was opened in another session. What was written in it is shown again."""
    if is_kept(request) and not reason.startswith(_ELSEWHERE):
        return what_was_sent(request, signed_in(request))
    return forgotten(request, reason)
