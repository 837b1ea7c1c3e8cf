"""Events under the government that held office on their day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from samlad.portal.content.models import Government
from samlad.portal.register.models import TimelineEvent


@dataclass(frozen=True, slots=True)
class Era:
    """The events of a government's days; no government: before the first one that is known.

    id: of its heading on the page.
    """

    government: Government | None
    events: tuple[TimelineEvent, ...]

    @property
    def id(self) -> str:
        """The government's, or that there is none."""
        return f"regering-{self.government.id}" if self.government else "fore"


def eras(events: Sequence[TimelineEvent], governments: Sequence[Government]) -> list[Era]:
    """The events by government, in the order of time; a government without events is left out.

    governments: in the order of time. An event known to the year stands where the year begins.
    """
    found: dict[str, list[TimelineEvent]] = {}
    by_id = {government.id: government for government in governments}
    for event in events:
        government = government_at(event.date.first_day, governments)
        found.setdefault(government.id if government else "", []).append(event)
    order = ["", *by_id]
    return [Era(by_id.get(id_), tuple(found[id_])) for id_ in order if id_ in found]


def government_at(day: date, governments: Sequence[Government]) -> Government | None:
    """The government that held office on the day: the new one on the day of a change."""
    begun = [one for one in governments if one.start.first_day <= day]
    last = begun[-1] if begun else None
    return None if last is None or (last.end and last.end.last_day < day) else last
