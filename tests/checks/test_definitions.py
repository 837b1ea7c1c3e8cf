"""The definitions are what they claim to be, and a fault in them is one line that says where."""

from collections.abc import Iterator
from typing import Any

import pytest

from samlad.catalogue import CheckRule, check_rules
from samlad.checks import check_definitions, definitions, fact_tables
from samlad.checks.finding import Found, findings_of
from samlad.errors import DefinitionError
from samlad.model import Text


def test_the_definitions_hold() -> None:
    assert [finding.line() for finding in check_definitions()] == []


def test_every_rule_speaks_both_languages_and_has_its_kind() -> None:
    from samlad.checks import observations, sums
    from samlad.portal.register import checking

    kinds = {
        "definitions": definitions.KINDS,
        "facts": fact_tables.KINDS,
        "observations": observations.KINDS | sums.KINDS | {"reads": None},
        "register": checking.KINDS,
    }
    for rule in check_rules().values():
        assert rule.kind in kinds[rule.on], rule.id
        assert rule.sentence.sv != rule.sentence.en or rule.sentence.sv == "{value}", rule.id


TABLES = {
    "things": (
        {"id": "a", "parent": "b;c", "from": "2020", "to": "2019-05", "kr": "10 kr", "n_sv": "x", "n_en": ""},
        {"id": "a", "parent": "", "from": "2020-13", "to": "", "kr": "10", "n_sv": "", "n_en": "y"},
        {"id": "", "parent": "a", "from": "", "to": "", "kr": "", "n_sv": "x", "n_en": "y"},
    ),
}  # fmt: skip


@pytest.fixture
def tables(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr("samlad.checks.fact_tables.facts", TABLES.__getitem__)
    yield


def lines(kind: str, sentence: str = "'{value}' {other}", **options: Any) -> list[str]:
    text = Text(sv=sentence, en=sentence)
    rule = CheckRule("rule", "facts", kind, "error", text, options)

    def with_all_words() -> Iterator[Found]:
        for found in fact_tables.KINDS[kind](rule):
            words = {"value": "", "other": "", **found.words}
            yield Found(found.file, found.at, found.column, words)

    prefix = "error: definitions/facts/things.csv, "
    return [one.line().removeprefix(prefix) for one in findings_of(rule, with_all_words())]


@pytest.mark.usefixtures("tables")
@pytest.mark.parametrize(
    ("kind", "options", "expected"),
    [
        ("unique", {"keys": {"things": "id"}}, ["row 3, column 'id': 'a' row 2 [rule]", "row 4, column 'id': '' row 4 [rule]"]),
        ("filled", {"columns": ["things.to"]}, ["row 3, column 'to': ''  [rule]", "row 4, column 'to': ''  [rule]"]),
        ("dates", {"columns": ["things.from", "things.to"]}, ["row 3, column 'from': '2020-13'  [rule]"]),
        ("order", {"pairs": [["things", "from", "to"]]}, ["row 2, column 'to': '2019-05' 2020 [rule]"]),
        ("references", {"columns": {"things.parent": "things.id"}}, ["row 2, column 'parent': 'b' things.csv [rule]", "row 2, column 'parent': 'c' things.csv [rule]"]),
        ("one-of", {"columns": ["things.parent"], "values": ["b"], "also": [{"column": "things.id"}]}, ["row 2, column 'parent': 'c' b, things.id [rule]"]),
        ("form", {"columns": ["things.kr"], "form": "[0-9]+"}, ["row 2, column 'kr': '10 kr'  [rule]"]),
        ("together", {"pairs": [["things", "kr", "to"]]}, ["row 3, column 'to': '' 'kr' [rule]"]),
    ],
)  # fmt: skip
def test_a_fault_in_a_fact_table_names_row_and_column(
    kind: str, options: dict[str, Any], expected: list[str]
) -> None:
    assert lines(kind, **options) == expected


@pytest.mark.usefixtures("tables")
def test_the_number_of_rows_is_the_declared_one() -> None:
    assert lines("rows", rows={"things": 4}) == [
        "error: definitions/facts/things.csv: '3' 4 [rule]"
    ]


def test_a_text_in_one_language_only_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    from samlad.catalogue import facts

    rows = [dict(row) for row in facts("goals")]
    rows[0]["title_en"] = ""
    monkeypatch.setattr(
        "samlad.checks.fact_tables.facts",
        lambda name: tuple(rows) if name == "goals" else facts(name),
    )
    found = [finding.line() for finding in check_definitions()]
    assert found == [
        "error: definitions/facts/goals.csv, row 2, column 'title_en': is empty; fill the cell [fact-filled]",
        "error: definitions/facts/goals.csv, row 2, column 'title_en': has no text although 'title_sv' has one; write both languages [fact-both-languages]",
    ]


def test_a_file_that_does_not_load_is_the_only_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise DefinitionError("definitions/breaks.toml: not TOML (line 3); mend that line")

    monkeypatch.setattr(definitions, "LOADERS", (broken,))
    found = [finding.line() for finding in check_definitions()]
    assert found == [
        "error: definitions/breaks.toml: not TOML (line 3); mend that line [definitions-load]"
    ]


def test_only_the_first_of_many_are_shown_and_the_rest_counted() -> None:
    rule = CheckRule("rule", "facts", "x", "warning", Text("{value}", "{value}"), {})
    many = [Found("a.csv", f"row {n}", "id", {"value": n}) for n in range(2, 12)]
    found = findings_of(rule, many)
    assert [one.line("sv") for one in found] == [
        "varning: a.csv, rad 2, kolumn 'id': 2 [rule]",
        "varning: a.csv, rad 3, kolumn 'id': 3 [rule]",
        "varning: a.csv, rad 4, kolumn 'id': 4 (och 7 till) [rule]",
    ]
