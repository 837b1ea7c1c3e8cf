"""Who answered for the work when, and who was in the group of 2018."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from samlad.portal.content.departments import department_history
from samlad.portal.content.ministers import (
    governments_at,
    ministers_in_2018_group,
    ministers_responsible,
    posts_at,
    responsible_over_time,
    verified_to,
)
from samlad.portal.content.partial_date import PartialDate

pytestmark = pytest.mark.django_db


def test_the_group_of_2018_is_that_of_the_founding_page():
    group = [(role.person.name, role.title_sv) for role in ministers_in_2018_group()]
    assert group == [
        ("Ibrahim Baylan", "samordnings- och energiminister"),
        ("Alice Bah Kuhnke", "kultur- och demokratiminister"),
        ("Anna Ekström", "gymnasie- och kunskapslyftsminister"),
        ("Gustav Fridolin", "utbildningsminister"),
        ("Heléne Fritzon", "migrationsminister och biträdande justitieminister"),
        ("Karolina Skog", "miljöminister"),
        ("Lena Hallengren", "barn-, äldre- och jämställdhetsminister"),
        ("Morgan Johansson", "justitie- och inrikesminister"),
        ("Peter Eriksson", "bostads- och digitaliseringsminister"),
        ("Ylva Johansson", "arbetsmarknads- och etableringsminister"),
    ]


def test_each_of_the_group_held_the_post_in_june_2018():
    assert all(role.held(PartialDate("2018-06-26")) for role in ministers_in_2018_group())


def test_the_founding_page_names_the_group(inputs: Path):
    page = (inputs.parent / "seed" / "founding-page.txt").read_text(encoding="utf-8")
    for role in ministers_in_2018_group():
        assert role.person.name in page
        assert role.title_sv in page


@pytest.mark.parametrize(
    ("day", "names"),
    [
        (date(2015, 1, 1), []),
        (date(2016, 5, 25), ["Ibrahim Baylan"]),
        (date(2018, 6, 26), ["Ibrahim Baylan"]),
        (date(2019, 1, 21), ["Åsa Lindhagen"]),
        (date(2021, 2, 4), ["Åsa Lindhagen"]),
        (date(2021, 2, 5), ["Märta Stenevi"]),
        (date(2022, 1, 1), ["Anders Ygeman"]),
        (date(2023, 1, 1), ["Johan Pehrson"]),
        (date(2025, 1, 1), ["Mats Persson"]),
        (date(2026, 1, 28), ["Simona Mohamsson"]),
        (date(2026, 11, 22), ["Simona Mohamsson"]),
    ],
)
def test_one_after_another_has_answered_for_the_work(day, names):
    on = PartialDate(day.isoformat())
    assert [role.person.name for role in ministers_responsible(on).now] == names


def test_the_posts_that_answered_follow_each_other_without_a_gap():
    posts = responsible_over_time()
    assert [str(p.end) for p in posts[:-1]] == [str(p.start) for p in posts[1:]]
    assert str(verified_to()) == "2026-01-28"


@pytest.mark.parametrize(
    ("when", "governments"),
    [
        ("2018-06", ["lofven-1"]),
        ("2019-01", ["lofven-1", "lofven-2"]),
        ("2019-01-20", ["lofven-1"]),
        ("2019-01-21", ["lofven-2"]),
        ("2022", ["andersson-1", "kristersson-1"]),
        ("2025-12", ["kristersson-1"]),
        ("2014-09-04", []),
    ],
)
def test_a_date_belongs_to_the_government_of_its_day(when, governments):
    assert [g.id for g in governments_at(PartialDate(when))] == governments


@pytest.mark.parametrize(
    ("department", "when", "names"),
    [
        ("kn", "2018-05", {"n", "m-2015"}),
        ("kn", "2014-05", {"n", "m-2014"}),
        ("kn", "2024", {"kn"}),
        ("li", "2020", {"i"}),
        ("li", "2018", set()),
        ("a", "2018", {"a"}),
        ("kn", "2019-03", {"n", "m-2015"}),
        ("kn", "2019", {"n", "m-2019"}),  # of two names in one year the later one
    ],
)
def test_a_ministry_had_other_names_before(department, when, names):
    found = department_history().at(department, PartialDate(when))
    assert {d.id for d in found} == names


def test_a_ministry_of_the_past_leads_to_that_of_today():
    history = department_history()
    assert history.today("m-2014").id == "kn"
    assert history.today("n").id == "kn"
    assert history.today("i").id == "li"
    assert history.today("ku").id == "ku"


def test_posts_at_a_department_are_those_held_then():
    held = posts_at(PartialDate("2018-09"), ["ku"], [])
    assert [role.person.name for role in held] == ["Alice Bah Kuhnke"]
    assert posts_at(PartialDate("2018-09"), [], ["ebba-busch"]) == []
