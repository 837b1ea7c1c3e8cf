"""The few things every chart draws with: escaped text, short coordinates, a named picture.

Classes only: the pages' policy forbids style attributes, also in SVG.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString, mark_safe

__all__ = [
    "BOLD",
    "NARROW",
    "WIDE",
    "Size",
    "coordinate",
    "escape",
    "label",
    "linked_picture",
    "picture",
    "text_width",
]


@dataclass(frozen=True, slots=True)
class Size:
    """How much room a chart has, in its own units; a narrow one is drawn for phones."""

    name: str
    width: int
    height: int


WIDE = Size("wide", 640, 320)
NARROW = Size("narrow", 352, 280)


def coordinate(value: float) -> str:
    """At most one decimal and nothing that is not needed.

    >>> [coordinate(v) for v in (12.0, 3.14159, -0.04)]
    ['12', '3.1', '0']
    """
    text = f"{value:.1f}"
    text = text.removesuffix(".0")
    return "0" if text == "-0" else text


def label(x: float, y: float, content: str, kind: str, anchor: str = "start") -> str:
    """A piece of text; `kind` is its class."""
    placed = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return (
        f'<text class="{kind}" x="{coordinate(x)}" y="{coordinate(y)}"{placed}>'
        f"{escape(content)}</text>"
    )


def text_width(content: str, letter: float = 7.4) -> float:
    """About how wide the text is in a chart's own units, so that labels find room.

    letter: the mean width of a letter; bold names are wider.
    """
    return letter * len(content)


#: The mean width of a letter in a bold name.
BOLD = 8.6


def picture(  # every part of a named picture
    kind: str,
    *,
    id: str,
    box: tuple[float, float, float, float],
    title: str,
    description: str,
    body: Iterable[str],
) -> SafeString:
    """An SVG with a name and a description that a screen reader says.

    kind: classes of the picture; id: unique on the page; box: x, y, width, height.
    """
    view = " ".join(coordinate(part) for part in box)
    return mark_safe(
        f'<svg class="{kind}" viewBox="{view}" role="img" '
        f'aria-labelledby="{id}-title {id}-desc">{_words(id, title, description)}'
        f"{''.join(body)}</svg>"
    )


def linked_picture(
    kind: str,
    *,
    id: str,
    box: tuple[float, float, float, float],
    title: str,
    description: str,
    body: Iterable[str],
) -> SafeString:
    """An SVG that holds links for the mouse: a named picture to a screen reader, as any other.

    A picture may hold no links, so the name stands on a part of its own and the drawing beside
    it is hidden from screen readers, which find the same links in the page's table or list.
    """
    view = " ".join(coordinate(part) for part in box)
    return mark_safe(
        f'<svg class="{kind}" viewBox="{view}">'
        f'<g role="img" aria-labelledby="{id}-title {id}-desc">'
        f"{_words(id, title, description)}</g>"
        f'<g aria-hidden="true">{"".join(body)}</g></svg>'
    )


def _words(id: str, title: str, description: str) -> str:
    return (
        f'<title id="{id}-title">{escape(title)}</title>'
        f'<desc id="{id}-desc">{escape(description)}</desc>'
    )
