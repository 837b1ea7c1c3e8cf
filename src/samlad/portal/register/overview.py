"""All initiatives counted by kind and where they stand, with a link from a number to just those.

Where an initiative stands is what its page says (`Initiative.status_word`): the source's word while
it follows the facts, our own once it was changed here. The list's filter knows the two apart, so a
number has a link only where a filter finds just those that were counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count
from django.urls import reverse
from django.utils.safestring import SafeString

from samlad.model import Text
from samlad.portal.content.partial_date import PartialDate
from samlad.portal.content.words import word
from samlad.portal.kept import kept
from samlad.portal.register.models import Initiative
from samlad.portal.register.words import Kind, State, Status
from samlad.portal.table_html import table_html
from samlad.portal.tables import Cell, Column, Table
from samlad.portal.wording import in_language, words

#: Our own words that say what a word of the sources says; the others have columns of their own.
SAME: Mapping[str, str] = {
    State.ONGOING: Status.ONGOING,
    State.FINISHED: Status.ENDED,
    State.SUPERSEDED: Status.SUPERSEDED,
    State.UNKNOWN: Status.UNKNOWN,
}
#: The columns in order; those that count nothing are left out.
COLUMNS = (*map(str, Status), *(str(state) for state in State if state not in SAME))


@dataclass(frozen=True, slots=True)
class Group:
    """Initiatives alike in kind, the source's status and our state; column: where they stand."""

    kind: str
    status: str
    state: str
    column: str
    number: int


@dataclass(frozen=True, slots=True)
class Overview:
    """How many initiatives of each kind stand where: a line for each kind, with the sums."""

    statuses: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...], int], ...]
    totals: tuple[int, ...]
    total: int
    groups: tuple[Group, ...]

    def filter_of(self, column: str, kind: str = "") -> str:
        """The query of the list that finds just those counted there; empty where none does."""
        within = [group for group in self.groups if kind in ("", group.kind)]
        wanted = [group for group in within if group.column == column]
        for query in _queries(wanted):
            if wanted == [group for group in within if _finds(query, group)]:
                return urlencode(({"typ": kind} if kind else {}) | query)
        return ""


def overview() -> Overview:
    """All initiatives counted by kind and where they stand, in one query."""
    groups = tuple(_groups())
    counts: Counter[tuple[str, str]] = Counter()
    for group in groups:
        counts[group.kind, group.column] += group.number
    statuses = tuple(each for each in COLUMNS if any((kind, each) in counts for kind in Kind))
    rows = tuple(
        (str(kind), line, sum(line))
        for kind in Kind
        if sum(line := tuple(counts[kind, status] for status in statuses))
    )
    totals = tuple(sum(line[at] for _, line, _ in rows) for at in range(len(statuses)))
    return Overview(statuses, rows, totals, sum(totals), groups)


def _groups() -> Iterator[Group]:
    public = Initiative.objects.public().order_by()
    for kind, status, state, follows, number in public.values_list(
        "kind", "status", "state", "follows_facts"
    ).annotate(n=Count("pk")):
        one = Initiative(status=status, state=state, follows_facts=follows)
        stands = SAME.get(one.status_key, one.status_key) if one.stands_by_state else status
        yield Group(kind, status, state, stands, number)


def _queries(wanted: Sequence[Group]) -> Iterator[dict[str, str]]:
    """What the filter can be asked: the source's word, our own, both."""
    status, state = ({getattr(group, name) for group in wanted} for name in ("status", "state"))
    by_status = {"status": status.pop()} if len(status) == 1 and status != {""} else {}
    by_state = {"lage": state.pop()} if len(state) == 1 else {}
    yield from (query for query in (by_status, by_state, by_status | by_state) if query)


def _finds(query: Mapping[str, str], group: Group) -> bool:
    return all(
        asked == value
        for name, value in (("status", group.status), ("lage", group.state))
        if (asked := query.get(name)) is not None
    )


@kept
def overview_html() -> SafeString:
    """The same table, drawn."""
    return table_html(overview_table())


def overview_table() -> Table:
    """Counts by kind and where they stand; a number leads to the list of just those."""
    counts = overview()
    heads = {each: in_language(_heading(each)) for each in counts.statuses}
    rows = tuple(
        (
            Cell(kind_said, f"{reverse('initiatives')}?typ={kind}"),
            *(
                _cell(n, counts.filter_of(column, kind), f"{kind_said}, {said}")
                for (column, said), n in zip(heads.items(), line, strict=True)
            ),
            Cell(str(total)),
        )
        for kind, line, total in counts.rows
        for kind_said in (in_language(word("register.kind", kind)),)
    )
    last = (
        Cell(words("register.all")),
        *(
            _cell(n, counts.filter_of(column), said)
            for (column, said), n in zip(heads.items(), counts.totals, strict=True)
        ),
        Cell(str(counts.total)),
    )
    columns = (
        Column(words("register.kind")),
        *(Column(said, is_numeric=True) for said in (*heads.values(), words("register.all"))),
    )
    return Table("overview", words("register.overview_caption"), columns, (*rows, last))


def _heading(column: str) -> Text:
    return word("register.status" if column in list(Status) else "register.state", column)


def _cell(number: int, query: str, of: str) -> Cell:
    if not number or not query:
        return Cell(str(number))
    return Cell(str(number), f"{reverse('initiatives')}?{query}", of=of)


@kept
def status_as_of() -> PartialDate | None:
    """The latest day for which the status of any initiative was found."""
    stated = Initiative.objects.public().exclude(status_as_of=None)
    return stated.order_by("-status_as_of").values_list("status_as_of", flat=True).first()
