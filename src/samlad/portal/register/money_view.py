"""Money per year: the page, and the same amounts as a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from samlad.portal.data_files import FORMS, Data, Plain, data_file
from samlad.portal.kept import kept
from samlad.portal.kept_behind import kept_behind
from samlad.portal.navigation import Link
from samlad.portal.parameters import read_one_of
from samlad.portal.register.money_entries import grounds
from samlad.portal.register.money_page import figure
from samlad.portal.register.money_reading import all_sums
from samlad.portal.register.money_sections import SECTIONS, Section, sections
from samlad.portal.register.parts import ties
from samlad.portal.register.ways import register_trail, ways
from samlad.portal.wording import language, words

COLUMNS = (
    "section", "basis", "year", "part", "amount_sek", "in_sum", "left_out", "id", "initiatives",
    "place", "name_sv", "covers_sv", "evidence", "source_url",
)  # fmt: skip


def money(request: HttpRequest) -> HttpResponse:
    """The page: three parts that are never added to each other."""
    asked = _asked(request)
    context = {
        "figures": figures_html(tuple(asked.items()), language()),
        "files": [(form, reverse("money-file", args=[form]) + _query(asked)) for form in FORMS],
        "ways": ways("money"),
        "trail": register_trail(Link(words("register.way_money"))),
    }
    return render(request, "register/money_years.html", context)


def money_file(request: HttpRequest, form: str) -> HttpResponse:
    """Every amount of the parts as they are shown, in the sum or not."""
    asked = _asked(request)
    rows = [row for section in sections(all_sums(), ties(), asked) for row in _plain(section)]
    data = Data(words("register.way_money").lower(), COLUMNS, rows, _query(asked)[1:])
    return data_file(form, data)


@kept_behind(most=32)
def figures_html(asked: tuple[tuple[str, str], ...], _language: str) -> SafeString:
    """The parts, drawn; asked: the basis chosen of each."""
    chosen = dict(asked)
    address = reverse("money")
    figures = [
        figure(section)
        | {
            "choices": [
                (one, f"{address}{_query({**chosen, section.name: one.name})}#{section.name}")
                for one in section.choices
            ]
        }
        for section in sections(all_sums(), ties(), chosen)
    ]
    return render_to_string("register/money_figures.html", {"figures": figures})


@kept
def known_grounds() -> Mapping[str, Sequence[str]]:
    """Part → the grounds its amounts have, the most used first."""
    every = all_sums()
    return {name: grounds(every, kind) for name, kind in SECTIONS.items()}


def _asked(request: HttpRequest) -> dict[str, str]:
    """The bases asked for, checked."""
    if not any(name in request.GET for name in SECTIONS):
        return {}
    known = known_grounds()
    named = {name: read_one_of(name, request.GET, known[name]) for name in SECTIONS}
    return {name: basis for name, basis in named.items() if basis}


def _query(asked: Mapping[str, str]) -> str:
    return f"?{urlencode(asked)}" if asked else ""


def _plain(section: Section) -> Iterator[Plain]:
    for total in section.totals:
        reasons = {left.entry.id: left.reason for left in total.left_out}
        for entry in (*total.held, *(left.entry for left in total.left_out)):
            of = section.sums[entry.id]
            yield {
                "section": section.name,
                "basis": section.basis,
                "year": total.year,
                "part": entry.part,
                "amount_sek": entry.amount,
                "in_sum": entry.id not in reasons,
                "left_out": str(reasons[entry.id]) if entry.id in reasons else None,
                "id": of.id,
                "initiatives": [initiative.id for initiative in of.whose],
                "place": of.place_id,
                "name_sv": of.name or None,
                "covers_sv": of.covers or None,
                "evidence": of.evidence or None,
                "source_url": of.source_url or None,
            }
