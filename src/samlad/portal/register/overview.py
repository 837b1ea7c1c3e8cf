"""All initiatives counted by kind and status, with a link from each number to just those."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse
from django.utils.safestring import SafeString

from samlad.portal.content.partial_date import PartialDate
from samlad.portal.content.words import word
from samlad.portal.kept import kept
from samlad.portal.register.models import Initiative
from samlad.portal.register.words import Kind, Status
from samlad.portal.table_html import table_html
from samlad.portal.tables import Cell, Column, Table
from samlad.portal.wording import in_language, words


@dataclass(frozen=True, slots=True)
class Overview:
    """How many initiatives of each kind stand where: counts[kind][status], with the sums."""

    statuses: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...], int], ...]
    totals: tuple[int, ...]
    total: int


def overview() -> Overview:
    """All initiatives counted by kind and status, in one query."""
    counted = (
        Initiative.objects.public().order_by().values_list("kind", "status").annotate(n=Count("pk"))
    )
    counts: Mapping[tuple[str, str], int] = {(kind, status): n for kind, status, n in counted}
    statuses = tuple(str(s) for s in Status if any((k, s) in counts for k in Kind))
    rows = tuple(
        (str(kind), line, sum(line))
        for kind in Kind
        if sum(line := tuple(counts.get((kind, status), 0) for status in statuses))
    )
    totals = tuple(sum(line[at] for _, line, _ in rows) for at in range(len(statuses)))
    return Overview(statuses, rows, totals, sum(totals))


@kept
def overview_html() -> SafeString:
    """The same table, drawn."""
    return table_html(overview_table())


def overview_table() -> Table:
    """Counts by kind and status; each leads to the list of just those."""
    counts = overview()
    address = reverse("initiatives")
    states = {status: in_language(word("register.status", status)) for status in counts.statuses}
    rows = tuple(
        (
            Cell(kind_said, f"{address}?typ={kind}"),
            *(
                Cell(str(n), f"{address}?typ={kind}&status={status}", of=f"{kind_said}, {said}")
                if n
                else Cell("0")
                for (status, said), n in zip(states.items(), line, strict=True)
            ),
            Cell(str(total)),
        )
        for kind, line, total in counts.rows
        for kind_said in (in_language(word("register.kind", kind)),)
    )
    last = (
        Cell(words("register.all")),
        *(
            Cell(str(n), f"{address}?status={status}", of=said)
            for (status, said), n in zip(states.items(), counts.totals, strict=True)
        ),
        Cell(str(counts.total)),
    )
    heads = (
        Column(words("register.kind")),
        *(Column(said, is_numeric=True) for said in (*states.values(), words("register.all"))),
    )
    return Table("overview", words("register.overview_caption"), heads, (*rows, last))


@kept
def status_as_of() -> PartialDate | None:
    """The latest day for which the status of any initiative was found."""
    stated = Initiative.objects.public().exclude(status_as_of=None)
    return stated.order_by("-status_as_of").values_list("status_as_of", flat=True).first()
