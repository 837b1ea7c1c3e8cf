"""What can be chosen in each tab of the filter over items: types, topics, ministers, senders."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from samlad.portal.content.models import ContentType, Person, Sender, Topic
from samlad.portal.content.words import SenderKind
from samlad.portal.filter.choices import Choice, Choices, area_choices, by_code
from samlad.portal.kept import kept
from samlad.portal.ordering import alphabetical
from samlad.portal.wording import language


@kept
def item_choices() -> Choices:
    """Every facet's choices as they are now. Policy areas stand among the topics, so that they can
    be chosen together.
    """
    return by_code(
        typ=_types(),
        omrade=[*area_choices("content.choices_policy_areas"), *_topics()],
        statsrad=_ministers(),
        avsandare=_senders(),
    )


def _types() -> Iterator[Choice]:
    """The types by name, the kinds of a type after it."""
    rows = ContentType.objects.order_by().values_list("code", f"name_{language()}", "parent_id")
    below = _below(rows)
    for code, name in below[None]:
        yield Choice(code, code, name)
        yield from (Choice(kind, kind, label, depth=1) for kind, label in below[code])


def _topics() -> Iterator[Choice]:
    """The topics by name, below each its narrower ones and the names it had before."""
    rows = Topic.objects.order_by().values_list(
        "code", f"name_{language()}", "successor_id", "parent_id"
    )
    below = _below((code, name, later or wider) for code, name, later, wider in rows)

    def at(parent: str | None, depth: int) -> Iterator[Choice]:
        for code, name in below[parent]:
            yield Choice(code, code, name.strip(), depth, "content.choices_topics")
            yield from at(code, depth + 1)

    yield from at(None, 0)


def _ministers() -> Iterator[Choice]:
    names = Person.objects.order_by().values_list("id", "name")
    for id_, name in sorted(names, key=lambda row: alphabetical(row[1])):
        yield Choice(id_, id_, name)


def _senders() -> Iterator[Choice]:
    """Ministries first, then the other bodies; ministers have a tab of their own."""
    for kind in (SenderKind.DEPARTMENT, SenderKind.BODY):
        rows = Sender.objects.filter(kind=kind).order_by()
        names = rows.values_list("code", f"name_{language()}")
        for code, name in sorted(names, key=lambda row: alphabetical(row[1])):
            yield Choice(code, code, name, group=f"content.choices_{kind.value}")


def _below(
    rows: Iterable[tuple[str, str, str | None]],
) -> Mapping[str | None, list[tuple[str, str]]]:
    """Parent → code and name of those below it, by name."""
    found: dict[str | None, list[tuple[str, str]]] = defaultdict(list)
    for code, name, parent in sorted(rows, key=lambda row: alphabetical(row[1])):
        found[parent].append((code, name))
    return found
