"""The ways through the portal: the main links, and the trail from the theme page to a page."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from samlad.portal.wording import words

#: Address name and text of each main link, in order; the address comes from Django's urls.
MAIN = (
    ("situation", "base.nav_situation"),
    ("goals", "base.nav_goals"),
    ("indicators", "base.nav_indicators"),
    ("places", "base.nav_places"),
    ("initiatives", "base.nav_initiatives"),
    ("items", "base.nav_items"),
    ("ministers", "base.nav_ministers"),
    ("about", "base.nav_about"),
)
#: The one of those who have signed in.
WORK = ("work", "work.title")


@dataclass(frozen=True, slots=True)
class Link:
    """A way to a page; a trail's last link has no address, being the page itself."""

    text: str
    address: str = ""
    is_current: bool = False


def main_links(path: str, *, is_signed_in: bool = False) -> list[Link]:
    """The main links, the one that the path lies below marked as current."""
    links = []
    for name, key in (*MAIN, WORK) if is_signed_in else MAIN:
        try:
            address = reverse(name)
        except NoReverseMatch:
            continue
        links.append(Link(words(key), address, is_current=path.startswith(address)))
    return links


def trail(*links: Link) -> list[Link]:
    """The way from the theme page to this page, for the breadcrumb."""
    return [Link(words("base.home"), reverse("theme")), *links]
