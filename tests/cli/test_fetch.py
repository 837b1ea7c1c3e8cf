"""`samlad fetch regeringen` and `samlad reindex` as their user runs them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROW = {
    "title": "Uppdrag om viadukter",
    "url": "/regeringsuppdrag/2024/02/v/",
    "published": "2024-02",
}


def samlad(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "samlad", *arguments], capture_output=True, text=True, check=False
    )


def test_a_list_is_taken_in_and_can_be_searched(tmp_path: Path):
    items = tmp_path / "items.json"
    items.write_text(json.dumps([ROW, {**ROW, "title": ""}]), encoding="utf-8")
    data = str(tmp_path / "data")
    done = samlad("fetch", "regeringen", "--from", str(items), "--data", data)
    assert done.returncode == 0, done.stderr
    assert done.stdout == (
        "1 item: 1 new, 0 changed, 0 as before, 0 of them with our own summary; "
        "0 vanished; 1 row left out\n"
    )
    assert done.stderr == "row 2: 'title' is empty\n"
    assert any((tmp_path / "data" / "search" / "item").iterdir())
    again = samlad("reindex", "--data", data)
    assert again.returncode == 0, again.stderr
    assert "251 items\n" in again.stdout
    shutil.rmtree(tmp_path / "data" / "search")
    settings = {"DJANGO_SETTINGS_MODULE": "samlad.portal.settings", "SAMLAD_DATA": data}
    made = subprocess.run(
        [sys.executable, "-m", "samlad.portal.finding.making", "item"],
        env={**os.environ, **settings}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (made.returncode, made.stderr) == (0, "")
    assert [path.name for path in (tmp_path / "data" / "search").iterdir()] == ["item"]


def test_what_cannot_be_used_is_one_sentence_and_exit_2(tmp_path: Path):
    bad = tmp_path / "bad.json"
    bad.write_text(json.dumps([{"url": "x"}]), encoding="utf-8")
    for source, said in (("none.json", "no such file"), (str(bad), "no row can be used")):
        done = samlad("fetch", "regeringen", "--from", source, "--data", str(tmp_path / "data"))
        assert done.returncode == 2
        assert said in done.stderr.splitlines()[-1]
        assert "Traceback" not in done.stderr
    assert not (tmp_path / "data").exists()
