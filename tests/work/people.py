"""Accounts of every role, clients signed in as them, and what their forms send."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from itertools import count
from typing import Any

from django.test import Client

from samlad.portal.accounts.changing import Scope, make_account
from samlad.portal.accounts.models import Account
from samlad.portal.accounts.roles import AccountRole
from samlad.portal.register.contents import EMPTY, Content

HERE = {"sec-fetch-site": "same-origin"}
PASSWORD = "korrekt häst batteri klammer"
_numbers = count()


def account(
    role: str, *, actors: tuple[str, ...] = (), areas: tuple[str, ...] = (), all_areas: bool = False
) -> Account:
    """A new account of that role."""
    scope = Scope(AccountRole(role), actors, areas, has_all_areas=all_areas)
    name = f"{role}-{next(_numbers)}"
    made = make_account("test", name, f"Prov {role.title()}", "", scope)
    if made.needs_second_factor:
        made.totp_salt = "a" * 64
        made.save()
    return made


def client_of(who: Account | None) -> Client:
    """A browser signed in as the account, or of nobody."""
    client = Client(headers=HERE)
    if who is not None:
        client.force_login(who)
        session = client.session
        session["begun"] = session["seen"] = time.time()
        session["second"] = who.needs_second_factor
        session.save()
    return client


def content(**changes: Any) -> Content:
    """A document that can be published: Boverket answers for a grant in housing."""
    return EMPTY | {
        "title_sv": "Ett prov",
        "kind": "grant",
        "evidence": "reported",
        "areas": ["housing"],
        "participations": [{"actor": "boverket", "role": "accountable"}],
        **changes,
    }


def fields_of(page: str, form: int = 0) -> dict[str, list[str]]:
    """What the page's form of work would send as it stands, as a browser would."""
    source = re.findall(r'<form class="work-form".*?</form>', page, re.S)[form]
    found: dict[str, list[str]] = {}
    for tag in re.findall(r"<input\b[^>]*>", source):
        name, kind = _attribute(tag, "name"), _attribute(tag, "type")
        if not name or (kind in ("checkbox", "radio") and " checked" not in tag):
            continue
        found.setdefault(name, []).append(_attribute(tag, "value"))
    for name, inner in re.findall(
        r'<textarea\b[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', source, re.S
    ):
        found[name] = [_plain(inner.removeprefix("\n"))]
    for name, inner in re.findall(
        r'<select\b[^>]*name="([^"]+)"[^>]*>(.*?)</select>', source, re.S
    ):
        options = re.findall(r'<option value="([^"]*)"( selected)?', inner)
        chosen = [value for value, selected in options if selected] or [options[0][0]]
        found[name] = [_plain(chosen[0])]
    return found


def sent(page: str, **changes: str | list[str]) -> Mapping[str, Any]:
    """The same, with some fields typed in."""
    return {**fields_of(page), **changes}


def key_of(page: str) -> str:
    """A one-time key that the page's forms hold."""
    found = re.search(r'name="nyckel" value="([^"]+)"', page)
    assert found, "no form with a key on the page"
    return found[1]


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf'\b{name}="([^"]*)"', tag)
    return _plain(found[1]) if found else ""


def _plain(text: str) -> str:
    from html import unescape

    return unescape(text)
