"""A form sent twice, by an impatient finger or a page opened again, makes one record.

Each form holds a random key. The key is kept in the same transaction as what the form did, with a
hash of all that was sent, and the second time leads where the first one led. Something else sent
under the same key, as after going back and writing on, is a sending of its own.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponseRedirect
from django.utils.timezone import now

from samlad.errors import InputError
from samlad.portal.accounts.models import Account
from samlad.portal.accounts.unsent import TOKEN
from samlad.portal.wording import words
from samlad.portal.work.models import FormKey

FIELD = "nyckel"
KEPT = timedelta(days=2)


def new_key() -> str:
    """The key of a form that is about to be shown."""
    return secrets.token_urlsafe(18)


def once(request: HttpRequest, account: Account, do: Callable[[], str]) -> HttpResponseRedirect:
    """Do it and go to the address it gives; a form that was taken in before only goes there.

    Whatever `do` raises undoes all, the key too, so that the form can be sent again. Raises
    InputError when the form has no key.
    """
    key = request.POST.get(FIELD, "")
    if not 0 < len(key) <= 64 or "\0" in key:
        raise InputError(words("work.no_key"))
    try:
        with transaction.atomic():
            row = FormKey.objects.create(account=account.name, key=key, sent=_hash_of_sent(request))
            row.address = do()
            row.save(update_fields=["address"])
            FormKey.objects.filter(at__lt=now() - KEPT).delete()
            return HttpResponseRedirect(row.address)
    except IntegrityError:
        before = taken_in(request, account)
        if before is None:
            raise
        return before


def taken_in(request: HttpRequest, account: Account) -> HttpResponseRedirect | None:
    """Where the form led when just this was taken in before; None when it was not.

    For forms whose second sending would be refused for what the first one made.
    """
    key = request.POST.get(FIELD, "")
    rows = FormKey.objects.filter(account=account.name, key=key, sent=_hash_of_sent(request))
    before = rows.exclude(address="").first()
    return HttpResponseRedirect(before.address) if before else None


def _hash_of_sent(request: HttpRequest) -> str:
    """Of where it was sent and every field but the session's token, which a new sign-in renews."""
    fields = sorted((name, values) for name, values in request.POST.lists() if name != TOKEN)
    return hashlib.sha256(json.dumps([request.path, fields]).encode()).hexdigest()
