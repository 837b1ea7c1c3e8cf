"""Of several plans the one said last stands, whatever order they are written in."""

from __future__ import annotations

from itertools import permutations

import pytest

from samlad.portal.register.contents import content_of, write
from samlad.portal.register.initiative_times import dates_said
from samlad.portal.register.latest_dates import current
from samlad.portal.register.models import Initiative
from samlad.portal.register.words import Moment


def end(date: str, noted: str | None = None, basis: str = "planned") -> dict[str, object]:
    return {"moment": "end", "basis": basis, "date": date, "noted": noted, "reason": ""}


def test_the_plan_noted_last_stands_in_every_order() -> None:
    plans = [end("2025"), end("2027", "2024-05-01"), end("2026", "2025")]
    for rows in permutations(plans):
        assert current(rows, Moment.END) == "2026"


def test_what_came_to_be_stands_before_every_plan() -> None:
    for rows in permutations([end("2025", basis="actual"), end("2027", "2026")]):
        assert current(rows, Moment.END) == "2025"


def test_of_plans_without_a_day_the_last_row_stands() -> None:
    assert current([end("2025"), end("2026-06")], Moment.END) == "2026-06"
    assert current([end("2025")], Moment.START) is None


@pytest.mark.django_db
def test_the_page_and_the_register_hold_the_same_plan_for_the_latest() -> None:
    id_ = "vr-segregationsmekanismer"
    write({id_: content_of(id_) | {"dates": [end("2027", "2026-03"), end("2025", "2024")]}})
    found = Initiative.objects.get(pk=id_)
    assert str(found.end) == "2027"
    standing = [str(each.date.date) for each in dates_said(found) if not each.is_replaced]
    assert standing == ["2027"]
