"""The place that a goal's page or the situation is shown for, read from ?plats= and checked."""

from __future__ import annotations

from django.http import HttpRequest

from samlad.errors import InputError
from samlad.model import NATION
from samlad.portal.statistics.places import places
from samlad.portal.statistics.selection import unknown


def read_place(request: HttpRequest, language: str) -> str:
    """The code of the place; the nation where none is named.

    Raises InputError, a sentence with the nearest code, where it is no place with a page.
    """
    code = request.GET.get("plats", "").strip() or NATION
    if code not in places():
        raise InputError(unknown("plats", code, places(), language))
    return code
