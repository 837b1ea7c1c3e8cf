"""`samlad index` takes a user's own file and says in one sentence what is wrong with it."""

import json
import os
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from samlad.cli import main
from samlad.indices import all_indices

ROWS = [
    ("0114", "A", "utländsk", "30"), ("0114", "A", "svensk", "70"),
    ("0114", "B", "utländsk", "10"), ("0114", "B", "svensk", "90"),
    ("0115", "C", "utländsk", "5"), ("0115", "C", "svensk", "95"),
]  # fmt: skip
HEADER = ("kommun", "skola", "bakgrund", "antal")
COLUMNS = ["--unit", "skola", "--group", "bakgrund", "--count", "antal", "--by", "kommun"]


def write_csv(path: Path, rows=ROWS, separator=";", encoding="utf-8", header=HEADER) -> Path:
    text = "\n".join(separator.join(row) for row in [header, *rows]) + "\n"
    path.write_bytes(text.encode(encoding))
    return path


def rows_from(capsys, *arguments: str) -> list[dict]:
    assert main(["index", *arguments, "--format", "json"]) == 0
    return json.loads(capsys.readouterr().out)


def sentence_from(capsys, *arguments: str) -> str:
    assert main(["index", *arguments]) == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err.startswith("samlad: ")
    assert output.err.count("\n") == 1
    return output.err


def test_each_municipality_gets_its_indices(tmp_path, capsys) -> None:
    rows = rows_from(capsys, str(write_csv(tmp_path / "elever.csv")), *COLUMNS)
    assert [(row["kommun"], row["index"]) for row in rows] == [
        (code, name)
        for code in ("0114", "0115")
        for name in ("dissimilarity", "theil-h", "isolation")
    ]
    first, alone = rows[0], rows[3]
    assert list(first) == [
        "kommun", "index", "estimate", "corrected", "low", "high", "units", "persons", "status", "reason",
    ]  # fmt: skip
    assert first["estimate"] == pytest.approx(0.3125)  # ½ (|30/40 − 70/160| + |10/40 − 90/160|)
    assert first["low"] <= first["corrected"] <= first["estimate"] <= first["high"]
    assert (first["units"], first["persons"], first["status"]) == (2, 200, "shown")
    assert (alone["estimate"], alone["status"], alone["reason"]) == (
        None, "not_applicable", "too_few_units",
    )  # fmt: skip


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "utf-16"])
def test_separator_and_encoding_are_found_out(tmp_path, capsys, separator, encoding) -> None:
    path = write_csv(tmp_path / "elever.csv", separator=separator, encoding=encoding)
    rows = rows_from(capsys, str(path), *COLUMNS, "--of", "utländsk")
    assert rows[0]["estimate"] == pytest.approx(0.3125)


def test_parquet_and_workbook_give_the_same_as_csv(tmp_path, capsys) -> None:
    frame = pd.DataFrame(ROWS, columns=HEADER).astype({"antal": int})
    frame.to_parquet(tmp_path / "elever.parquet")
    write_workbook(tmp_path / "elever.xlsx", [HEADER, *ROWS])
    expected = rows_from(capsys, str(write_csv(tmp_path / "elever.csv")), *COLUMNS)
    for name in ("elever.parquet", "elever.xlsx"):
        assert rows_from(capsys, str(tmp_path / name), *COLUMNS) == expected


def test_decimal_comma_and_spaced_thousands_are_numbers(tmp_path, capsys) -> None:
    rows = [
        ("1", "A", "x", "1 030,5"),
        ("1", "A", "y", "7\u00a0000"),
        ("1", "B", "x", "0"),
        ("1", "B", "y", "5"),
    ]
    found = rows_from(capsys, str(write_csv(tmp_path / "a.csv", rows)), *COLUMNS)
    assert found[0]["persons"] == 1030.5 + 7000 + 5


def test_rows_are_people_without_a_count(tmp_path, capsys) -> None:
    people = [row for row in ROWS for _ in range(int(row[3]))]
    path = write_csv(tmp_path / "people.csv", people)
    rows = rows_from(capsys, str(path), "--unit", "skola", "--group", "bakgrund", "--by", "kommun")
    assert rows[0]["estimate"] == pytest.approx(0.3125)


def test_the_smaller_group_is_the_one_isolated_unless_another_is_named(tmp_path, capsys) -> None:
    path = str(write_csv(tmp_path / "elever.csv"))
    main(["index", path, *COLUMNS, "--index", "isolation"])
    assert "isolation: of utländsk" in capsys.readouterr().err
    other = rows_from(capsys, path, *COLUMNS, "--index", "isolation", "--of", "svensk")
    assert other[0]["estimate"] == pytest.approx((70 * 0.7 + 90 * 0.9) / 160)


def test_more_than_two_groups_get_the_indices_that_take_them(tmp_path, capsys) -> None:
    path = write_csv(tmp_path / "a.csv", [*ROWS, ("0114", "A", "okänd", "3")])
    rows = rows_from(capsys, str(path), *COLUMNS)
    assert [row["index"] for row in rows[:3]] == ["dissimilarity", "theil-h", "theil-m"]
    said = sentence_from(capsys, str(path), *COLUMNS, "--index", "isolation")
    assert "isolation needs two groups and the counts have 3 (okänd, svensk, utländsk)" in said


def test_groups_are_put_in_the_order_asked_for(tmp_path, capsys) -> None:
    rows = [("0114", "A", "låg", "9"), ("0114", "A", "hög", "1"), ("0114", "A", "mellan", "5"),
            ("0114", "B", "låg", "1"), ("0114", "B", "hög", "9"), ("0114", "B", "mellan", "5")]  # fmt: skip
    path = str(write_csv(tmp_path / "a.csv", rows))
    asked = ["--index", "ordinal-h", "--order", "låg", "mellan", "hög"]
    in_order = rows_from(capsys, path, *COLUMNS, *asked)
    main(["index", path, *COLUMNS, *asked])
    assert "ordinal-h: in the order låg, mellan, hög" in capsys.readouterr().err
    assert (
        in_order[0]["estimate"]
        > rows_from(capsys, path, *COLUMNS, "--index", "ordinal-h")[0]["estimate"]
    )
    assert "name each group once" in sentence_from(capsys, path, *COLUMNS, "--order", "låg", "hög")


def test_every_index_is_listed_with_its_meaning(capsys) -> None:
    assert main(["index", "--list"]) == 0
    listed = capsys.readouterr().out
    for index in all_indices():
        assert f"{index.name}\n    {index.meaning}\n" in listed


def test_a_table_is_shown_by_default(tmp_path, capsys) -> None:
    main(["index", str(write_csv(tmp_path / "elever.csv")), *COLUMNS])
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == [
        "kommun", "index", "estimate", "corrected", "low", "high", "units", "persons", "status", "reason",
    ]  # fmt: skip
    assert lines[1].split()[:3] == ["0114", "dissimilarity", "0.3125"]


@pytest.mark.parametrize("name", ["out.csv", "out.json", "out.parquet"])
def test_rows_are_written_whole_in_the_format_of_the_name(tmp_path, capsys, name) -> None:
    path, out = write_csv(tmp_path / "elever.csv"), tmp_path / name
    assert main(["index", str(path), *COLUMNS, "--out", str(out)]) == 0
    reader = {"csv": pd.read_csv, "json": pd.read_json, "parquet": pd.read_parquet}[out.suffix[1:]]
    written = reader(out)
    assert len(written) == 6
    assert written["estimate"][0] == pytest.approx(0.3125)
    assert pd.isna(written["estimate"][3])
    assert sorted(file.name for file in tmp_path.iterdir()) == sorted(["elever.csv", name])


def test_the_same_file_gives_the_same_bytes(tmp_path) -> None:
    path = write_csv(tmp_path / "elever.csv")
    for name in ("one.parquet", "two.parquet"):
        main(["index", str(path), *COLUMNS, "--out", str(tmp_path / name)])
    assert (tmp_path / "one.parquet").read_bytes() == (tmp_path / "two.parquet").read_bytes()


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("-3", "row 4, column 'antal': '-3' is negative; a count of people cannot be"),
        ("många", "row 4, column 'antal': 'många' is not a number; write a count of people"),
        ("nan", "row 4, column 'antal': 'nan' is not a number"),
        ("1e999", "row 4, column 'antal': '1e999' is not a number"),
        ("", "row 4, column 'antal': there is no count; write 0 or a number"),
    ],
)
def test_a_faulty_count_is_named_by_its_row(tmp_path, capsys, value, says) -> None:
    rows = [*ROWS[:2], (*ROWS[2][:3], value), *ROWS[3:]]
    assert says in sentence_from(capsys, str(write_csv(tmp_path / "a.csv", rows)), *COLUMNS)


def test_a_faulty_count_in_parquet_and_workbook_is_named_too(tmp_path, capsys) -> None:
    frame = pd.DataFrame(ROWS, columns=HEADER).astype({"antal": int})
    frame.loc[2, "antal"] = -3
    frame.to_parquet(tmp_path / "a.parquet")
    assert "row 3, column 'antal': '-3' is neg" in sentence_from(
        capsys, str(tmp_path / "a.parquet"), *COLUMNS
    )
    write_workbook(tmp_path / "a.xlsx", [HEADER, *ROWS[:2], (*ROWS[2][:3], "x"), *ROWS[3:]])
    assert "row 4, column 'antal': 'x' is not" in sentence_from(
        capsys, str(tmp_path / "a.xlsx"), *COLUMNS
    )
    write_workbook(tmp_path / "b.xlsx", [(), (), HEADER, ROWS[0], (*ROWS[1][:3], "x")])
    assert "row 5, column 'antal': 'x' is not" in sentence_from(
        capsys, str(tmp_path / "b.xlsx"), *COLUMNS
    )


def test_older_letters_are_read_where_the_machine_has_none(tmp_path) -> None:
    path = write_csv(tmp_path / "elever.csv", encoding="latin-1")
    done = subprocess.run(
        [sys.executable, "-m", "samlad", "index", str(path), *COLUMNS, "--format", "json"],
        env={**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        capture_output=True, check=False,
    )  # fmt: skip
    assert (done.returncode, len(json.loads(done.stdout))) == (0, 6), done.stderr


def test_a_missing_key_is_named_by_its_row(tmp_path, capsys) -> None:
    path = write_csv(tmp_path / "a.csv", [*ROWS, ("0114", "", "svensk", "4")])
    said = sentence_from(capsys, str(path), *COLUMNS)
    assert "row 8, column 'skola': there is no value" in said


def test_an_ambiguous_comma_is_no_number(tmp_path, capsys) -> None:
    rows = [*ROWS, ("0114", "B", "svensk", '"1,234"')]
    said = sentence_from(capsys, str(write_csv(tmp_path / "a.csv", rows, separator=",")), *COLUMNS)
    assert "row 8, column 'antal': '1,234' is not a number" in said


def test_a_wrong_column_offers_the_nearest(tmp_path, capsys) -> None:
    path = str(write_csv(tmp_path / "a.csv"))
    said = sentence_from(capsys, path, "--unit", "skolan", "--group", "bakgrund")
    assert (
        "unknown column 'skolan'; did you mean 'skola'? (it has kommun, skola, bakgrund, antal)"
        in said
    )


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"", "a.csv", "the file is empty"),
        (b"kommun;skola;bakgrund;antal\n", "a.csv", "no rows below the header"),
        (
            b"kommun;skola;bakgrund;antal\n0114;A;x\n",
            "a.csv",
            "row 2: 3 columns where the header has 4",
        ),
        (
            b'kommun;skola;bakgrund;antal\n0114;"A;x;1\n',
            "a.csv",
            "a quotation mark is never closed",
        ),
        (b"kommun;skola;skola;antal\n0114;A;x;1\n", "a.csv", "two columns are called 'skola'"),
        (b"PK\x03\x04 not a workbook", "a.xlsx", "no whole Excel file"),
        (b"PAR1 not parquet", "a.parquet", "no whole Parquet file"),
        (b"\x00\x01\x02\x03\x04", "a.csv", "no text file"),
        (b"\n\n", "a.csv", "the first row is empty"),
    ],
)
def test_a_broken_file_is_one_sentence(tmp_path, capsys, content, name, says) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    said = sentence_from(capsys, str(path), *COLUMNS)
    assert says in said
    assert str(path) in said


def test_a_missing_file_a_folder_and_an_unknown_index_are_one_sentence(tmp_path, capsys) -> None:
    assert "there is no such file" in sentence_from(capsys, str(tmp_path / "x.csv"), *COLUMNS)
    assert "this is a folder" in sentence_from(capsys, str(tmp_path), *COLUMNS)
    path = str(write_csv(tmp_path / "a.csv"))
    assert "did you mean 'theil-h'" in sentence_from(capsys, path, *COLUMNS, "--index", "thiel-h")
    assert "needs --unit COLUMN" in sentence_from(capsys, path)
    assert "did you mean 'svensk'" in sentence_from(capsys, path, *COLUMNS, "--of", "svenska")


def test_a_column_asked_for_twice_or_named_as_a_result_is_refused(tmp_path, capsys) -> None:
    path = str(write_csv(tmp_path / "a.csv"))
    said = sentence_from(capsys, path, "--unit", "skola", "--group", "skola")
    assert "column 'skola' is asked for twice" in said
    said = sentence_from(capsys, path, "--unit", "skola", "--group", "bakgrund", "--by", "units")
    assert "column 'units' has the name of a result" in said


def test_empty_columns_at_the_end_of_the_header_do_no_harm(tmp_path, capsys) -> None:
    path = write_csv(tmp_path / "a.csv", [(*row, "", "") for row in ROWS], header=(*HEADER, "", ""))
    assert rows_from(capsys, str(path), *COLUMNS)[0]["estimate"] == pytest.approx(0.3125)


def test_without_permission_to_write_nothing_is_left_behind(tmp_path, capsys) -> None:
    path = str(write_csv(tmp_path / "a.csv"))
    said = sentence_from(capsys, path, *COLUMNS, "--out", str(tmp_path / "nowhere" / "out.csv"))
    assert "cannot be written" in said
    if os.getuid() == 0:
        return
    locked = tmp_path / "locked"
    locked.mkdir()
    locked.chmod(stat.S_IRUSR | stat.S_IXUSR)
    assert "cannot be written" in sentence_from(
        capsys, path, *COLUMNS, "--out", str(locked / "o.csv")
    )
    assert list(locked.iterdir()) == []


def test_signs_of_a_pattern_in_a_name_are_only_a_name(tmp_path, capsys) -> None:
    path = write_csv(tmp_path / "elever [2023] *.csv")
    assert len(rows_from(capsys, str(path), *COLUMNS)) == 6


def test_numbers_in_keys_stay_numbers_in_parquet(tmp_path, capsys) -> None:
    duckdb.sql(
        "SELECT 2022 AS year, 's' || i % 2 AS school, 'g' || i % 3 % 2 AS g FROM range(20) t(i)"
    ).write_parquet(str(tmp_path / "a.parquet"))
    path = str(tmp_path / "a.parquet")
    rows = rows_from(capsys, path, "--unit", "school", "--group", "g", "--by", "year")
    assert rows[0]["year"] == 2022


def write_workbook(path: Path, rows: list[tuple]) -> None:
    """The least XLSX that is whole: inline strings, numbers where they look like numbers."""
    cells = ""
    for row in rows:
        cells += (
            "<row>"
            + "".join(_cell(str(value), place == 3) for place, value in enumerate(row))
            + "</row>"
        )
    spreadsheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{spreadsheet}" xmlns:r="{office}"><sheets><sheet name="Blad1" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{spreadsheet}"><sheetData>{cells}</sheetData></worksheet>',
    }  # fmt: skip
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>' + content)


def _cell(value: str, is_count: bool) -> str:
    if is_count and value.isdigit():
        return f"<c><v>{value}</v></c>"
    return f'<c t="inlineStr"><is><t>{value}</t></is></c>'
