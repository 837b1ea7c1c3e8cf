"""Money per year: the page, and the same amounts as a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import urlencode

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from samlad.portal.data_files import FORMS, Data, Plain, data_file
from samlad.portal.navigation import Link
from samlad.portal.parameters import read_one_of
from samlad.portal.register.models import Initiative, Money
from samlad.portal.register.money_entries import grounds
from samlad.portal.register.money_page import figure
from samlad.portal.register.money_sections import SECTIONS, Section, sections
from samlad.portal.register.parts import wholes
from samlad.portal.register.ways import register_trail, ways
from samlad.portal.register.words import MoneyKind
from samlad.portal.wording import words

COLUMNS = (
    "section", "basis", "year", "part", "amount_sek", "in_sum", "left_out", "id", "initiatives",
    "place", "name_sv", "covers_sv", "evidence", "source_url",
)  # fmt: skip


def money(request: HttpRequest) -> HttpResponse:
    """The page: three parts that are never added to each other."""
    asked, found = _asked(request)
    address = reverse("money")
    context = {
        "figures": [
            figure(section)
            | {
                "choices": [
                    (one, f"{address}{_query({**asked, section.name: one.name})}#{section.name}")
                    for one in section.choices
                ]
            }
            for section in found
        ],
        "files": [(form, reverse("money-file", args=[form]) + _query(asked)) for form in FORMS],
        "ways": ways("money"),
        "trail": register_trail(Link(words("register.way_money"))),
    }
    return render(request, "register/money_years.html", context)


def money_file(request: HttpRequest, form: str) -> HttpResponse:
    """Every amount of the parts as they are shown, in the sum or not."""
    asked, found = _asked(request)
    rows = [row for section in found for row in _plain(section)]
    data = Data(words("register.way_money").lower(), COLUMNS, rows, _query(asked)[1:])
    return data_file(form, data)


def sums() -> list[Money]:
    """Every sum with its place and those of its initiatives that are published.

    A sum that stands at an initiative is shown only with it.
    """
    public = Prefetch("initiatives", Initiative.objects.public())
    found = Money.objects.select_related("place").prefetch_related(public)
    return [one for one in found if one.kind != MoneyKind.INITIATIVE or one.initiatives.all()]


def _asked(request: HttpRequest) -> tuple[dict[str, str], list[Section]]:
    """The bases asked for, checked, and the parts they give."""
    every = sums()
    named = {
        name: read_one_of(name, request.GET, grounds(every, SECTIONS[name])) for name in SECTIONS
    }
    asked = {name: basis for name, basis in named.items() if basis}
    return asked, sections(every, wholes(), asked)


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
                "initiatives": [initiative.id for initiative in of.initiatives.all()],
                "place": of.place_id,
                "name_sv": of.name or None,
                "covers_sv": of.covers or None,
                "evidence": of.evidence or None,
                "source_url": of.source_url or None,
            }
