"""Indicator files: what is read from them, and what is said when one is wrong."""

from pathlib import Path

import pytest

from samlad.catalogue import facts, indicators, reasons, sources
from samlad.catalogue.groups import cells_of, read_group
from samlad.catalogue.indicators import FOLDER, read_indicators
from samlad.catalogue.kinds import KINDS
from samlad.errors import DefinitionError
from samlad.indices import find
from samlad.model import LANGUAGES, GroupKnown, GroupShare, GroupSum, Level

ALL = tuple(indicators().values())

MINIMAL = """
id = "tiny"
area = "labour"
kind = "share"
unit = "per_cent"
direction = "up"
levels = ["nation"]
title = { sv = "Titel", en = "Title" }
short = { sv = "Kort", en = "Short" }
definition = { sv = "Definition", en = "Definition" }
limits = { sv = "Begränsning", en = "Limit" }

[[series]]
source = "scb-deso"
table = "labour_status"
division = "deso-2018"
numerator = "antal sysselsatta"
denominator = "antal totalt"
"""


def read(tmp_path: Path, text: str, name: str = "tiny"):
    path = tmp_path / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return read_indicators(path)


def test_a_file_in_the_folder_is_an_indicator_without_python(tmp_path):
    read(tmp_path, MINIMAL)
    found = indicators(tmp_path)
    assert list(found) == ["tiny"]
    assert found["tiny"].series[0].groups["numerator"].plus == ("labour_status/antal sysselsatta",)


def test_a_new_file_is_computed_from_the_real_inputs_without_python(tmp_path, inputs):
    import duckdb

    from samlad.indicators import Inputs, compute
    from samlad.sources import read_all

    read(tmp_path, MINIMAL)
    connection = duckdb.connect()
    read_all(inputs, connection)
    rows = compute(indicators(tmp_path).values(), Inputs(connection, {}))
    assert rows.place.tolist() == ["00"]
    assert rows.value[0] == pytest.approx(100 * 4993137 / 6421785)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('kind = "share"', 'kind = "shares"', "'kind': unknown kind of indicator 'shares'; did you mean 'share'"),
        ('unit = "per_cent"', 'unit = "percent"', "'unit': unknown unit 'percent'; did you mean 'per_cent'"),
        ('direction = "up"', 'direction = "upp"', "'direction': unknown direction 'upp'"),
        ('area = "labour"', 'area = "labor"', "'area': unknown policy area 'labor'; did you mean 'labour'"),
        ('["nation"]', '["country"]', "'levels': unknown levels 'country'"),
        ('direction = "up"', "", "'direction' is missing"),
        ('direction = "up"', 'direction = "up"\nmeasure = 1', "'measure': unknown key 'measure'"),
        ('direction = "up"', 'direction = "up"\nindex = "gini"', "'index': unknown key 'index'"),
        ('direction = "up"', 'direction = "up"\ngoals = ["delmal"]', "'goals': unknown goal 'delmal'"),
        ('direction = "up"', 'direction = "up"\nnear_goals = ["delmal"]', "'near_goals': unknown goal"),
        (
            'direction = "up"',
            'direction = "up"\ngoals = ["ben-1"]\nnear_goals = ["ben-1"]',
            "'ben-1' stands in 'goals' too; keep one",
        ),
        ('id = "tiny"', 'id = "other"', "'id' is not the file's name 'tiny'"),
        ('{ sv = "Kort", en = "Short" }', '{ sv = "Kort" }', "'short' has no text in 'en'"),
        ('sv = "Kort"', 'sv = "Kort {typ}"', "'short': a word in braces is not filled"),
        ("denominator = ", "denominators = ", "'series.denominators': unknown key"),
        ('denominator = "antal totalt"', "", "'series.denominator' is missing"),
        ('"antal totalt"', "{ plus = 1, times = 2 }", "is no group"),
        ('"antal totalt"', '{ per_cent = "a", of = "b", rest = 1 }', "'rest' is 1; write true or false"),
        ('"antal totalt"', "[1]", "1 is not the name of a published group"),
        ('division = "deso-2018"', 'division = "deso-2018"\nlevels = ["deso"]', "holds more than 'levels'"),
        ('area = "labour"', "area = ", "not TOML"),
    ],
)  # fmt: skip
def test_a_fault_names_file_and_key(tmp_path, old, new, told):
    assert old in MINIMAL
    with pytest.raises(DefinitionError) as raised:
        read(tmp_path, MINIMAL.replace(old, new, 1))
    assert "tiny.toml" in str(raised.value)
    assert told in str(raised.value)


def test_two_files_cannot_share_an_id(tmp_path):
    read(tmp_path, MINIMAL)
    twin = MINIMAL.replace('id = "tiny"\n', "") + '\n[[variant]]\nid = "tiny"\n'
    (tmp_path / "twin.toml").write_text(twin, encoding="utf-8")
    with pytest.raises(DefinitionError, match="id 'tiny' is already taken"):
        indicators(tmp_path)


def test_variants_share_what_stands_once_and_fill_their_words(tmp_path):
    text = MINIMAL.replace('id = "tiny"\n', "").replace(
        'sv = "Titel", en = "Title"', 'sv = "Typ {n}", en = "Type {n}"'
    )
    for number in (1, 2):
        text += f'\n[[variant]]\nid = "type-{number}"\ntypes = [{number}]\n'
        text += f'words = {{ n = {{ sv = "{number}", en = "{number}" }} }}\n'
    first, second = read(tmp_path, text)
    assert (first.id, second.id) == ("type-1", "type-2")
    assert (first.title.sv, second.title.en) == ("Typ 1", "Type 2")
    assert second.options == {"types": [2]}
    assert first.series == second.series


def test_groups_are_sums_differences_percentages_and_what_is_known():
    def of(entry):
        return read_group("g", entry, "t", "here")

    assert of("a") == GroupSum("g", plus=("t/a",))
    assert of(["a", "u/b"]) == GroupSum("g", plus=("t/a", "u/b"))
    assert of({"plus": "a", "minus": ["b"]}) == GroupSum("g", plus=("t/a",), minus=("t/b",))
    assert of({"per_cent": "a", "of": "u/b"}) == GroupShare("g", "t/a", "u/b")
    assert of({"per_cent": "a", "of": "b", "rest": True}).is_rest
    assert of({"known": "a", "of": "u/b"}) == GroupKnown("g", "t/a", "u/b")


@pytest.mark.parametrize("indicator", ALL, ids=lambda indicator: indicator.id)
class TestEveryIndicator:
    def test_stands_on_tables_and_groups_that_the_sources_have(self, indicator):
        for series in indicator.series:
            assert series.division == sources()[series.source].options["division"]
            stands = [(series.source, cells_of(group)) for group in series.groups.values()]
            if series.weights:
                stands.append((series.weights.source, cells_of(series.weights.group)))
            for source, cells in stands:
                tables = sources()[source].options["tables"]
                for table, group in (cell.split("/", 1) for cell in cells):
                    assert group in tables[table]["groups"]
            assert series.table in sources()[series.source].options["tables"]

    def test_has_an_id_in_kebab_case_and_texts_that_differ_between_languages(self, indicator):
        assert indicator.id == indicator.id.lower().replace("_", "-")
        for text in (indicator.title, indicator.definition, indicator.limits):
            assert text.sv != text.en
            assert all("  " not in text[language] for language in LANGUAGES)
        assert len(indicator.short.sv) <= 60 and len(indicator.short.en) <= 60
        assert indicator.definition.sv.endswith(".") and indicator.limits.en.endswith(".")

    def test_names_indices_that_exist_and_levels_its_kind_can_have(self, indicator):
        if indicator.kind == "index":
            assert find(indicator.options["index"])
        if indicator.kind in {"index", "gap", "tenth-gap", "published"}:
            assert not {Level.REGSO, Level.DESO} & set(indicator.levels)

    def test_is_described_in_the_manual(self, indicator):
        manual = (Path(__file__).parents[2] / "docs" / "indicators.md").read_text(encoding="utf-8")
        assert f"`{indicator.id}`" in manual
        assert indicator.title.en in manual


def test_no_file_is_left_unread():
    ids = {indicator.id for indicator in ALL}
    for path in FOLDER.glob("*.toml"):
        assert {indicator.id for indicator in read_indicators(path)} <= ids


def test_each_policy_area_has_two_or_three_cards_in_an_order_of_their_own():
    areas: dict[str, list[int]] = {}
    for indicator in ALL:
        if indicator.card is not None:
            areas.setdefault(indicator.area, []).append(indicator.card)
    for cards in areas.values():
        assert cards == list(range(1, len(cards) + 1))
        assert len(cards) in {2, 3}
    assert len(areas) == 6


def test_the_shares_of_who_lives_somewhere_have_no_desired_direction():
    for id_ in ("foreign-born-share", "foreign-background-share", "residential-birth-isolation",
                "foreign-citizen-electorate-share"):  # fmt: skip
        assert indicators()[id_].direction == "none"


def test_indicators_link_to_goals_that_exist():
    known = {row["id"] for row in facts("goals")}
    linked = {goal for indicator in ALL for goal in indicator.goals}
    assert linked <= known
    assert {"delmal-boende", "delmal-utbildning", "delmal-arbetsmarknad", "delmal-demokrati",
            "delmal-brottslighet"} <= linked  # fmt: skip


def test_every_kind_is_computed_by_a_function_of_its_name():
    from samlad.indicators import KINDS as computed_by

    assert set(computed_by) == set(KINDS)
    assert {indicator.kind for indicator in ALL} == set(KINDS)


def test_every_reason_the_engine_gives_has_a_text_and_every_text_is_used():
    from samlad import indicators as room

    code = "".join(
        path.read_text(encoding="utf-8") for path in Path(room.__file__).parent.glob("*.py")
    )
    for reason in reasons():
        assert f'"{reason}"' in code, reason


def test_every_reason_is_described_in_the_manual():
    manual = (Path(__file__).parents[2] / "docs" / "indicators.md").read_text(encoding="utf-8")
    for reason in reasons():
        assert f"`{reason}`" in manual


@pytest.mark.parametrize("id_", ["overcrowding", "overcrowding-norm-3"])
def test_a_short_name_says_whom_the_value_is_of(id_: str) -> None:
    short = indicators()[id_].short
    assert "i flerbostadshus" in short.sv and "in flats" in short.en
