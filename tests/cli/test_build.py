"""`samlad build` and `samlad verify` on the real inputs, and what they say when they cannot."""

import json
import shutil
from pathlib import Path

import duckdb
import pytest

from samlad.cli import main
from samlad.indicators.release import BUNDLED, Built
from samlad.indicators.verification import differences

RESULTS = f"read_parquet('{BUNDLED}/results.parquet')"
FILES = {"areas.parquet", "manifest.json", "results.parquet", "shapes.json"}


@pytest.fixture(scope="module")
def built(inputs: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release built once from the real inputs."""
    folder = tmp_path_factory.mktemp("built") / "release"
    assert main(["build", "--inputs", str(inputs), "--out", str(folder)]) == 0
    return folder


def test_a_build_makes_four_files_and_nothing_else(built):
    assert {path.name for path in built.iterdir()} == FILES
    assert {path.name for path in built.parent.iterdir()} == {"release"}


def test_a_second_build_gives_the_same_bytes_and_one_line(built, inputs, tmp_path, capsys):
    again = tmp_path / "again"
    assert main(["build", "--inputs", str(inputs / "observations"), "--out", str(again)]) == 0
    line = capsys.readouterr().out
    assert line.count("\n") == 1
    assert " results of " in line and " indicators for " in line and line.endswith(" s\n")
    for name in FILES:
        assert (again / name).read_bytes() == (built / name).read_bytes(), name


def test_the_bundled_release_is_what_the_inputs_give(built, inputs, capsys, monkeypatch):
    def build(folder: Path, out: Path) -> Built:  # the release built above, not a third one
        assert folder == inputs
        shutil.copytree(built, out)
        return Built(rows=242_737, indicators=66, places=312)

    monkeypatch.setattr("samlad.indicators.release.build", build)
    assert main(["verify", "--inputs", str(inputs)]) == 0
    assert "are what the inputs give" in capsys.readouterr().out


def test_the_manifest_names_inputs_definitions_and_engine(built, inputs):
    from hashlib import sha256

    from samlad import __version__
    from samlad.catalogue import indicators, results_hash

    manifest = json.loads((built / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["engine"] == __version__
    assert manifest["definitions"] == results_hash()
    assert manifest["rows"]["indicators"] == len(indicators())
    schools = "skolverket_schools_2009_2023.parquet"
    content = (inputs / "observations" / schools).read_bytes()
    assert manifest["inputs"][schools]["sha256"] == sha256(content).hexdigest()
    assert "regso2020_names.parquet" in manifest["inputs"]
    assert set(manifest["files"]) == FILES - {"manifest.json"}


@pytest.fixture
def changed(tmp_path: Path):
    """The bundled release with its results put through SQL; what verify finds against it."""

    def make(select: str) -> list[str]:
        folder = tmp_path / "changed"
        shutil.copytree(BUNDLED, folder)
        duckdb.sql(f"COPY ({select.format(results=RESULTS)}) TO '{folder}/results.parquet'")
        return [
            line for line in differences(folder, BUNDLED) if line.startswith("results.parquet: ")
        ]

    return make


WHERE = "indicator = 'overcrowding' AND place = '0180' AND period = '2020'"


def test_verify_names_the_row_and_column_of_a_changed_value(changed):
    found = changed(
        f"SELECT * REPLACE (CASE WHEN {WHERE} THEN value + 1 ELSE value END AS value) FROM {{results}}"
    )
    assert len(found) == 1
    assert found[0].startswith(
        "results.parquet: overcrowding 0180 municipality 2020 value is 21.77"
    )
    assert " and should be 20.77" in found[0]


def test_verify_compares_in_a_folder_whose_name_looks_like_a_pattern(tmp_path):
    folder = tmp_path / "mine [1]"
    shutil.copytree(BUNDLED, folder)
    duckdb.sql(f"COPY (FROM {RESULTS} LIMIT 10) TO '{folder}/results.parquet'")
    found = [line for line in differences(folder, BUNDLED) if line.startswith("results.parquet: ")]
    assert len(found) == 6
    assert found[0].endswith("is missing")


def test_verify_lets_the_last_digits_of_another_machine_pass(changed):
    assert not changed("SELECT * REPLACE (value * (1 + 1e-10) AS value) FROM {results}")


def test_verify_lets_a_small_number_be_rounded_the_other_way_but_no_further(changed):
    assert not changed("SELECT * REPLACE (corrected + 1e-10 AS corrected) FROM {results}")


def test_verify_finds_a_small_number_that_differs(changed):
    small = "indicator LIKE '%-theil-h' AND corrected BETWEEN 1e-6 AND 1e-4"
    found = changed(
        f"SELECT * REPLACE (CASE WHEN {small} THEN corrected + 1e-9 ELSE corrected END AS corrected)"
        " FROM {results}"
    )
    assert found


def test_verify_names_a_missing_row_a_row_too_many_and_a_changed_status(changed):
    found = changed(
        f"""
        SELECT * REPLACE (CASE WHEN indicator = 'turnout-riksdag' AND place = '0114'
            THEN 'rounded' ELSE status END AS status) FROM {{results}} WHERE NOT ({WHERE})
        UNION ALL SELECT * REPLACE ('zzz' AS indicator) FROM {{results}} WHERE {WHERE}
        """
    )
    assert found == [
        "results.parquet: overcrowding 0180 municipality 2020 is missing",
        "results.parquet: turnout-riksdag 0114 district-2022 2022 status is rounded and should be shown",
        "results.parquet: zzz 0180 municipality 2020 is no longer computed",
    ]


def test_verify_counts_the_rows_beyond_the_first(changed):
    found = changed("SELECT * FROM {results} WHERE indicator <> 'area-type'")
    assert len(found) == 6
    assert found[-1] == "results.parquet: 3358 more rows differ"


def test_verify_says_when_definitions_inputs_or_engine_have_changed(tmp_path):
    folder = tmp_path / "release"
    shutil.copytree(BUNDLED, folder)
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest["engine"], manifest["definitions"] = "0.0.0", "x"
    manifest["inputs"]["val_districts_2022.parquet"]["sha256"] = "x"
    manifest["inputs"]["old.parquet"] = manifest["inputs"].pop("regso2020_names.parquet")
    path.write_text(json.dumps(manifest), encoding="utf-8")
    found = " | ".join(differences(folder, BUNDLED))
    assert "made by engine 0.0.0" in found
    assert "the definitions have changed" in found
    assert "input val_districts_2022.parquet is not the file" in found
    assert "input regso2020_names.parquet was not there" in found
    assert "input old.parquet is no longer read" in found


def test_verify_with_a_difference_ends_with_2_and_the_next_step(
    inputs, tmp_path, capsys, monkeypatch
):
    def copied(inputs: Path, out: Path) -> Built:
        shutil.copytree(BUNDLED, out)
        return Built(rows=0, indicators=0, places=0)

    monkeypatch.setattr("samlad.indicators.release.build", copied)
    folder = tmp_path / "release"
    shutil.copytree(BUNDLED, folder)
    (folder / "shapes.json").write_text("{}", encoding="utf-8")
    assert main(["verify", "--inputs", str(inputs), "--release", str(folder)]) == 2
    told = capsys.readouterr().err
    assert "shapes.json is not what the borders give" in told
    assert "make it again with 'samlad build" in told


@pytest.mark.parametrize("command", ["build", "verify"])
def test_a_missing_folder_of_inputs_is_one_sentence(command, tmp_path, capsys):
    arguments = [command, "--inputs", str(tmp_path / "nowhere")]
    arguments += ["--out", str(tmp_path / "out")] if command == "build" else []
    assert main(arguments) == 2
    told = capsys.readouterr().err
    assert told.startswith("samlad: ") and "nowhere: is no folder" in told
    assert told.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_the_release_never_replaces_its_inputs(inputs, capsys):
    assert main(["build", "--inputs", str(inputs), "--out", str(inputs / "observations")]) == 2
    assert "holds the inputs" in capsys.readouterr().err


def test_a_file_is_no_folder_for_a_release(tmp_path, capsys):
    (tmp_path / "out").write_text("mine", encoding="utf-8")
    assert main(["build", "--inputs", str(tmp_path), "--out", str(tmp_path / "out")]) == 2
    assert "is a file" in capsys.readouterr().err
    assert (tmp_path / "out").read_text(encoding="utf-8") == "mine"


def test_a_broken_input_leaves_the_old_release_as_it_was(inputs, tmp_path, capsys):
    broken, out = tmp_path / "inputs", tmp_path / "out"
    shutil.copytree(inputs / "observations", broken)
    (broken / "val_districts_2022.parquet").chmod(0o644)
    (broken / "val_districts_2022.parquet").write_bytes(b"PAR1 broken")
    out.mkdir()
    (out / "results.parquet").write_bytes(b"old")
    assert main(["build", "--inputs", str(broken), "--out", str(out)]) == 2
    assert "val_districts_2022.parquet" in capsys.readouterr().err
    assert {path.name for path in out.iterdir()} == {"results.parquet"}
    assert (out / "results.parquet").read_bytes() == b"old"
    assert {path.name for path in tmp_path.iterdir()} == {"inputs", "out"}
