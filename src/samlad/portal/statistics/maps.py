"""Maps of one indicator: classes by quantile, legend with limits and counts, finding in words.

Takes an indicator, a division, a period and a size of place; gives a figure. A map is kept once
drawn, since a release does not change while it is served.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from html import escape

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override

from samlad.model import Indicator, Level, Result
from samlad.portal.statistics import findings, rows
from samlad.portal.statistics.charts.classes import Classes, quantile_classes
from samlad.portal.statistics.charts.map import NO_VALUE, Place, map_chart
from samlad.portal.statistics.figures import Figure, source_line, why_missing
from samlad.portal.statistics.formats import Format, format_of
from samlad.portal.statistics.places import (
    municipalities,
    name_of,
    shapes,
)
from samlad.portal.statistics.words import word
from samlad.progress import best

#: Classes of colour; more cannot be told apart.
CLASSES = 5


@lru_cache(maxsize=256)
def map_figure(
    indicator_id: str,
    division: str,
    period: str,
    level: Level,
    language: str,
    *,
    id: str = "karta",
) -> Figure:
    """The indicator on the map of municipalities or counties, without links to data."""
    indicator = rows.indicator_of(indicator_id)
    form = format_of(indicator, language)
    found = rows.at(indicator_id, division, period, level)
    values = [round(v, indicator.decimals) for row in found if (v := best(row)) is not None]
    classes = quantile_classes(values, CLASSES, indicator.decimals)
    title = map_title(indicator, level, period, language)
    with override(language):
        source = source_line(indicator, division, [period], language)
        drawn = _drawing(found, classes, level, form, id=id, title=title)
    return Figure(
        id=id,
        title=title,
        finding=findings.distribution(indicator, found, language, of=str(level)),
        svg=mark_safe(f"{drawn}{legend(classes, found, form, level)}"),
        table=None,
        source=source,
        note=word("map_note", language),
    )


def map_title(indicator: Indicator, level: Level, period: str, language: str) -> str:
    """Indicator, size of place and period, which is named once."""
    name = indicator.title[language]
    key = f"map_title_{level}" if period not in name else f"map_title_{level}_undated"
    return word(key, language, title=name, period=period)


def _drawing(
    found: Sequence[Result], classes: Classes, level: Level, form: Format, *, id: str, title: str
) -> SafeString:
    language = form.language
    drawn = {row.place: _place(row, classes, form) for row in found}
    every = shapes()
    of_level = every.municipalities if level is Level.MUNICIPALITY else every.counties
    for code in of_level:
        if code not in drawn:
            drawn[code] = Place(NO_VALUE, _said(code, word("no_value", language), language),
                                place_address(code))  # fmt: skip
    return map_chart(
        of_level,
        dict(sorted(drawn.items())),
        id=f"{id}-bild",
        title=title,
        description=word("map_description", language, number=len(classes.cuts) + 1),
        box=every.box,
        borders=every.counties.values() if level is Level.MUNICIPALITY else (),
    )


def _place(row: Result, classes: Classes, form: Format) -> Place:
    value = best(row)
    if value is None:
        text = _said(row.place, why_missing(row, form.language), form.language)
        return Place(NO_VALUE, text, place_address(row.place))
    kind = classes.of(round(value, form.decimals)) + 1
    text = _said(row.place, form.full(value), form.language)
    return Place(f"map-{kind}", text, place_address(row.place))


def _said(code: str, words: str, language: str) -> str:
    return f"{name_of(code, language)}: {words}"


def legend(classes: Classes, found: Sequence[Result], form: Format, level: Level) -> SafeString:
    """Each class with its limits and how many places it holds, then those without a value."""
    language = form.language
    values = [round(v, form.decimals) for row in found if (v := best(row)) is not None]
    items = []
    step = 10.0**-form.decimals
    if values:
        counts = classes.counts(values)
        for kind, ((low, high), count) in enumerate(
            zip(classes.limits, counts, strict=True), start=1
        ):
            upper = high if kind == len(counts) else high - step
            limits = form.plain(low) if upper <= low else form.interval(low, upper)
            items.append((f"map-{kind}", limits, count))
    missing = len(found) - len(values)
    if missing:
        items.append((NO_VALUE, word("no_value", language), missing))
    lines = "".join(
        '<li><svg class="legend-swatch" viewBox="0 0 28 18" aria-hidden="true">'
        f'<rect class="{kind}" x="1" y="1" width="26" height="16"/></svg>'
        f'<span class="legend-limits">{escape(limits)}</span> '
        f'<span class="legend-count">{count}<span class="visually-hidden"> '
        f"{escape(_named(count, level, language))}</span></span></li>"
        for kind, limits, count in items
    )
    of_level = word(f"level_{level}", language)
    head = escape(form.unit_name[:1].upper() + form.unit_name[1:])
    return mark_safe(
        f'<div class="map-legend"><p class="legend-title"><span>{head}</span> '
        f'<span class="legend-count" aria-hidden="true">{escape(of_level)}</span></p>'
        f'<ul class="legend">{lines}</ul></div>'
    )


def county_map(county: str, language: str, *, id: str, chosen: str | None = None) -> SafeString:
    """The municipalities of a county, each leading to its page; one may be chosen."""
    every = shapes()
    x, y, width, height = every.counties[county].box
    room = max(width, height) // 20
    drawn = {
        area.code: Place(
            "map-4" if area.code == chosen else "map-plain",
            name_of(area.code, language),
            place_address(area.code),
        )
        for area in municipalities(county)
    }
    title = word("county_map_title", language, county=name_of(county, language))
    return map_chart(
        every.municipalities,
        drawn,
        id=id,
        title=title,
        description=word("county_map_description", language, number=len(drawn)),
        box=(x - room, y - room, width + 2 * room, height + 2 * room),
        chosen=chosen,
    )


def place_address(code: str) -> str:
    """The address of a place's page, in the language of the page."""
    return reverse("place", args=["0000"]).replace("0000", code)


def _named(count: int, level: Level, language: str) -> str:
    return word(f"{level}_one" if count == 1 else f"{level}_several", language)
