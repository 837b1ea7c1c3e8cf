"""What the page of one item says: senders and posts then and now, topics, government, what relates.

Related goals and indicators are those of the item's policy areas.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from samlad.catalogue import indicators, policy_areas
from samlad.model import Indicator, PolicyArea, Text
from samlad.portal.content.departments import DepartmentHistory, department_history
from samlad.portal.content.ministers import governments_at, posts_at, verified_to
from samlad.portal.content.models import (
    Department,
    Government,
    Item,
    ItemLink,
    ItemMinister,
    ItemSender,
    ItemTopic,
    Role,
    Sender,
    Topic,
)
from samlad.portal.content.partial_date import PartialDate
from samlad.portal.content.words import LinkKind, SenderKind

#: Names before a name: more than any topic has had.
LONGEST_CHAIN = 9


@dataclass(frozen=True, slots=True)
class SenderThen:
    """A sender under its name of today, with the ministry's names on the day, where they differ.

    is_unknown_then: a ministry that the material does not name for that day.
    """

    sender: Sender
    is_suggested: bool
    then: tuple[Department, ...]
    is_unknown_then: bool


@dataclass(frozen=True, slots=True)
class TopicThen:
    """A topic with the names it had before and has now, as far as the list tells.

    A name that is no topic of the list is plain Swedish text.
    """

    topic: Topic
    is_suggested: bool
    earlier: tuple[Text | str, ...]
    later: Text | str


@dataclass(frozen=True, slots=True)
class ItemPage:
    """All that the page of an item shows.

    posts: held at the sender's ministries, or by the senders, when it was published; posts_now: at
    what those ministries have become, on the day to which posts were checked.
    """

    item: Item
    senders: tuple[SenderThen, ...]
    topics: tuple[TopicThen, ...]
    governments: tuple[Government, ...]
    posts: tuple[Role, ...]
    posts_now: tuple[Role, ...]
    links: tuple[ItemLink, ...]
    ministers: tuple[ItemMinister, ...]

    @property
    def attachments(self) -> list[ItemLink]:
        """The documents that belong to it."""
        return [link for link in self.links if link.kind == LinkKind.ATTACHMENT]

    @property
    def shortcuts(self) -> list[ItemLink]:
        """The pages that it leads on to."""
        return [link for link in self.links if link.kind == LinkKind.SHORTCUT]

    @property
    def indicators(self) -> list[Indicator]:
        """The indicators that stand first for its policy areas."""
        ids = {link.area for link in self.item.area_links.all()}
        shown = [each for each in indicators().values() if each.area in ids and each.card]
        return sorted(shown, key=lambda each: (each.area, each.card or 0))

    @property
    def is_of_earlier_government(self) -> bool:
        """Whether every government it can come from has been followed by another."""
        return bool(self.governments) and all(g.end is not None for g in self.governments)

    @property
    def areas(self) -> list[PolicyArea]:
        """The policy areas it belongs to."""
        return [policy_areas()[link.area] for link in self.item.area_links.all()]

    @property
    def is_tagged_by_us(self) -> bool:
        """Whether any sender or topic is our suggestion."""
        return any(s.is_suggested for s in self.senders) or any(t.is_suggested for t in self.topics)


def item_page(id_: str) -> ItemPage | None:
    """The page of that item; None when there is no such item."""
    item = (
        Item.objects.select_related("type__parent")
        .prefetch_related("sender_links__sender__department", "topic_links__topic", "area_links")
        .filter(pk=id_)
        .first()
    )
    if item is None:
        return None
    history = department_history()
    senders = tuple(_sender_then(link, item, history) for link in item.sender_links.all())
    names = {
        topic.name_sv: topic
        for topic in Topic.objects.exclude(predecessor_name="", successor_name="")
    }
    return ItemPage(
        item=item,
        senders=senders,
        topics=tuple(_topic_then(link, names) for link in item.topic_links.all()),
        governments=tuple(governments_at(item.published)),
        posts=tuple(_posts(item, senders)),
        posts_now=tuple(_posts_now(senders, history)),
        links=tuple(item.links.all()),
        ministers=tuple(item.minister_links.select_related("person")),
    )


def _sender_then(link: ItemSender, item: Item, history: DepartmentHistory) -> SenderThen:
    department = link.sender.department_id
    then = history.at(department, item.published) if department else []
    is_same = [d.id for d in then] == [department]
    return SenderThen(
        sender=link.sender,
        is_suggested=link.is_suggested,
        then=() if is_same else tuple(then),
        is_unknown_then=department is not None and not then,
    )


def _posts(item: Item, senders: tuple[SenderThen, ...]) -> list[Role]:
    departments = {
        department.id
        for link in senders
        if link.sender.kind == SenderKind.DEPARTMENT
        for department in (link.then or _present(link))
    }
    return _held(item.published, departments, senders)


def _posts_now(senders: tuple[SenderThen, ...], history: DepartmentHistory) -> list[Role]:
    """Whoever holds posts at the ministries today; where a minister sent it, what they hold."""
    departments = {
        history.today(link.sender.department_id).id for link in senders if link.sender.department_id
    }
    return _held(verified_to(), departments, senders)


def _held(
    when: PartialDate | None, departments: set[str], senders: Iterable[SenderThen]
) -> list[Role]:
    """The posts of these ministries and of the ministers among the senders, on that date."""
    persons = {link.sender.person_id for link in senders if link.sender.person_id}
    return posts_at(when, departments, persons) if departments or persons else []


def _present(link: SenderThen) -> tuple[Department, ...]:
    return () if link.is_unknown_then or not link.sender.department else (link.sender.department,)


def _topic_then(link: ItemTopic, renamed: dict[str, Topic]) -> TopicThen:
    """Earlier names: back along predecessors; later names: forward along successors."""
    earlier: list[Text | str] = []
    name = link.topic.predecessor_name
    while name and len(earlier) < LONGEST_CHAIN:
        earlier.append(renamed[name].name if name in renamed else name)
        name = renamed[name].predecessor_name if name in renamed else ""
    name = link.topic.successor_name
    while name in renamed and renamed[name].successor_name:
        name = renamed[name].successor_name
    later = renamed[name].name if name in renamed else name
    return TopicThen(link.topic, link.is_suggested, tuple(earlier), later)
