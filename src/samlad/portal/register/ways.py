"""The views of the register and the ways between them."""

from __future__ import annotations

from django.urls import reverse

from samlad.portal.navigation import Link, trail
from samlad.portal.wording import words

#: Name of each view's address and the text of the way there, in order.
VIEWS = (
    ("initiatives", "register.way_list"),
    ("actors", "register.way_actors"),
    ("money", "register.way_money"),
    ("timeline", "register.way_timeline"),
    ("calendar", "register.way_calendar"),
    ("quality", "register.way_quality"),
)


def ways(here: str) -> list[Link]:
    """Every view, the one that is open marked."""
    return [Link(words(text), reverse(name), is_current=name == here) for name, text in VIEWS]


def register_trail(*links: Link) -> list[Link]:
    """The way from the theme page over the list of initiatives to a page of the register."""
    return trail(Link(words("register.title"), reverse("initiatives")), *links)
