"""The statistical map: places in classes of colour, hatched where there is no value.

Takes shapes, a class and a text for each place; gives SVG.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString

from samlad.areas.shapes import Shape
from samlad.portal.statistics.charts.svg import coordinate, escape, linked_picture


@dataclass(frozen=True, slots=True)
class Place:
    """What a map says of one place: its class of drawing, its words, where it leads.

    kind: `map-1` … for classes of values, `map-none` for no value, `map-plain` where only the
    place itself is shown.
    """

    kind: str
    text: str
    href: str


def map_chart(
    shapes: Mapping[str, Shape],
    places: Mapping[str, Place],
    *,
    id: str,
    title: str,
    description: str,
    box: tuple[int, int, int, int],
    borders: Iterable[Shape] = (),
    chosen: str | None = None,
) -> SafeString:
    """One path for each place in `places`, with its words as title and a link to its page.

    box: the part to show, in the shapes' steps. borders: larger places drawn as lines on top.
    chosen: a place drawn with a heavy border. The links are for the mouse and out of the
    keyboard's way: the table beside the map holds the same ones, in order.
    """
    side = max(box[2:]) / 110
    body = [_hatch(id, side)]
    for code, place in places.items():
        fill = f' fill="url(#{id}-hatch)"' if place.kind == NO_VALUE else ""
        body.append(
            f'<a href="{escape(place.href)}" tabindex="-1">'
            f'<path class="{place.kind}"{fill} d="{shapes[code].path}">'
            f"<title>{escape(place.text)}</title></path></a>"
        )
    body.extend(f'<path class="map-border" d="{border.path}"/>' for border in borders)
    if chosen is not None:
        body.append(f'<path class="map-chosen" d="{shapes[chosen].path}"/>')
    return linked_picture(
        "chart chart--map", id=id, box=box, title=title, description=description, body=body
    )


#: The class of a place without a value.
NO_VALUE = "map-none"


def _hatch(id: str, side: float) -> str:
    """Slanted lines, so that no value never looks like a low one."""
    s = coordinate(side)
    return (
        f'<pattern id="{id}-hatch" width="{s}" height="{s}" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect class="map-none" width="{s}" height="{s}"/>'
        f'<path class="hatch-line" d="M0 0V{s}"/></pattern>'
    )
