"""The names a ministry has had: what it was called on a date, and what it is today.

Read once for a page; a ministry that came from several has several earlier names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from samlad.portal.content.models import Department
from samlad.portal.content.partial_date import PartialDate


@dataclass(frozen=True, slots=True)
class DepartmentHistory:
    """All name periods by id, and which ones each came from."""

    departments: Mapping[str, Department]
    earlier: Mapping[str, Sequence[str]]

    def at(self, id_: str, when: PartialDate | None) -> list[Department]:
        """What the department was on the date: itself, or those it came from; empty if unknown."""
        if when is None:
            return []
        if self.departments[id_].existed(when):
            return [self.departments[id_]]
        found: dict[str, Department] = {}
        for before in self.earlier[id_]:
            found |= {department.id: department for department in self.at(before, when)}
        return list(found.values())

    def today(self, id_: str) -> Department:
        """The department that has taken over and is there today; itself when it is."""
        department = self.departments[id_]
        while department.successor_id:
            department = self.departments[department.successor_id]
        return department


def department_history() -> DepartmentHistory:
    """The history as it stands in the database; two queries."""
    departments = {d.id: d for d in Department.objects.prefetch_related("predecessors")}
    earlier: dict[str, list[str]] = {
        id_: [before.id for before in department.predecessors.all()]
        for id_, department in departments.items()
    }
    for id_, department in departments.items():
        if department.successor_id and id_ not in earlier[department.successor_id]:
            earlier[department.successor_id].append(id_)
    return DepartmentHistory(departments, earlier)
