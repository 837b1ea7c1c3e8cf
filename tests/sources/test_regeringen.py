"""Item lists of regeringen.se: rows as given, faults named by row, the good ones kept."""

from __future__ import annotations

import http.server
import json
import threading
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from samlad.errors import InputError
from samlad.sources.regeringen import Link, PublishedItem, path_of, read_items, read_names

GOOD = {
    "title": "Uppdrag  om\nskolor",
    "url": "https://www.regeringen.se/regeringsuppdrag/2024/02/uppdrag-om-skolor/",
    "published": "2024-02-28",
    "updated": None,
    "types": ["1342"],
    "senders": ["1294"],
    "categories": ["1276"],
    "id": "U2024/1",
    "shortcuts": [{"name": "Mer - extern webbplats,", "url": "https://example.org/"}],
    "attachments": [{"name": "Uppdraget (pdf 1 kB)", "url": "/contentassets/a/u.pdf"}],
}


def listed(folder: Path, *rows: object) -> str:
    path = folder / "items.json"
    path.write_text(json.dumps(rows), encoding="utf-8")
    return str(path)


def test_a_row_is_read_as_it_is_given(tmp_path):
    assert read_items(listed(tmp_path, GOOD)).items == (
        PublishedItem(
            path="/regeringsuppdrag/2024/02/uppdrag-om-skolor",
            title="Uppdrag om skolor",
            published="2024-02-28",
            reference="U2024/1",
            types=("1342",),
            senders=("1294",),
            topics=("1276",),
            attachments=(
                Link("Uppdraget (pdf 1 kB)", "https://www.regeringen.se/contentassets/a/u.pdf"),
            ),
            shortcuts=(Link("Mer", "https://example.org/"),),
        ),
    )


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"title": "  "}, "'title' is empty"),
        ({"title": 5}, "'title' is no text: 5"),
        ({"title": "x" * 601}, "'title' has 601 characters"),
        ({"url": None}, "'url' is empty"),
        ({"url": "https://example.org/a"}, "no address of regeringen.se"),
        ({"url": "//example.org/a"}, "no address of regeringen.se"),
        ({"published": "28 februari"}, "'published' is no date"),
        ({"published": "2024-02-30"}, "no day of the calendar: 2024-02-30"),
        ({"published": "2024-13"}, "no day of the calendar: 2024-13"),
        ({"updated": "24"}, "'updated' is no date"),
        ({"types": "1342"}, "'types' is no list of codes"),
        ({"senders": [["1294"]]}, "'senders' is no list of codes"),
        ({"categories": ["a b"]}, "'categories' holds what is no code"),
        ({"attachments": {"a": 1}}, "'attachments' is no list of links"),
        ({"attachments": "[{"}, "'attachments' is no list of links"),
        ({"shortcuts": ["x"]}, "'shortcuts' holds what is no link"),
    ],
)
def test_a_bad_row_is_named_and_the_good_ones_are_kept(tmp_path, change, reason):
    found = read_items(listed(tmp_path, GOOD, {**GOOD, **change}, "x"))
    assert [item.title for item in found.items] == ["Uppdrag om skolor"]
    assert [bad.number for bad in found.bad] == [2, 3]
    assert reason in found.bad[0].reason
    assert not found.bad[0].is_kept


def test_an_address_that_stands_twice_is_taken_once(tmp_path):
    again = {**GOOD, "url": "/regeringsuppdrag/2024/02/uppdrag-om-skolor"}
    found = read_items(listed(tmp_path, GOOD, again))
    assert len(found.items) == 1 and "earlier row" in found.bad[0].reason


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:C:/x.pdf", "//example.org/x"])
def test_a_link_to_no_web_address_is_left_out_and_said(tmp_path, url):
    found = read_items(listed(tmp_path, {**GOOD, "shortcuts": [{"name": "x", "url": url}]}))
    assert found.items[0].shortcuts == ()
    assert found.bad[0].is_kept and "kept without it" in found.bad[0].reason


def test_parquet_gives_what_json_gives(tmp_path):
    as_json = tmp_path / "items.json"
    as_json.write_text(json.dumps([GOOD]), encoding="utf-8")
    path = tmp_path / "items.parquet"
    duckdb.sql(f"COPY (SELECT * FROM read_json('{as_json}')) TO '{path}' (FORMAT parquet)")
    assert read_items(str(path)).items == read_items(str(as_json)).items


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "neither whole JSON nor Parquet"),
        (b"PAR1 cut off", "no whole Parquet file"),
        (b"[]", "the list is empty"),
        (b'{"a": 1}', "no list of items"),
        (b"<html>", "neither whole JSON nor Parquet"),
    ],
)
def test_what_is_no_list_is_said_in_a_sentence(tmp_path, content, said):
    path = tmp_path / "list"
    path.write_bytes(content)
    with pytest.raises(InputError, match=said):
        read_items(str(path))


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("nowhere.json", "there is no such file"),
        (".", "this is a folder"),
        ("ftp://example.org/x", "neither a file nor"),
        ("http://127.0.0.1:1/x", "did not answer"),
    ],
)
def test_what_cannot_be_fetched_is_said_in_a_sentence(source, said):
    with pytest.raises(InputError, match=said):
        read_items(source)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *arguments: object) -> None:
            super().__init__(*arguments, directory=str(tmp_path))  # type: ignore[arg-type]

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def test_a_list_is_fetched_from_an_address(tmp_path, site):
    listed(tmp_path, GOOD)
    assert len(read_items(f"{site}/items.json").items) == 1
    with pytest.raises(InputError, match="answered 404"):
        read_items(f"{site}/none.json")


def test_names_of_codes_come_with_the_list_and_from_a_code_list(tmp_path):
    row = {**GOOD, "types_names": ["Regeringsuppdrag"], "senders_names": []}
    assert read_items(listed(tmp_path, row)).names == {"1342": "Regeringsuppdrag"}
    codes = tmp_path / "codes.json"
    codes.write_text('{"1012": "EU"}', encoding="utf-8")
    assert read_names(str(codes)) == {"1012": "EU"}
    codes.write_text("[1]", encoding="utf-8")
    with pytest.raises(InputError, match="no code list"):
        read_names(str(codes))


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("/tal/2018/ett/", "/tal/2018/ett"),
        ("HTTP://regeringen.se/tal/2018/ett#a", "/tal/2018/ett"),
        ("https://www.regeringen.se.example.org/tal", ""),
        ("tal/2018", ""),
    ],
)
def test_items_are_told_apart_by_their_path(url, path):
    assert path_of(url) == path


def test_the_real_list_is_read_whole(inputs):
    found = read_items(str(inputs / "content" / "regeringen_items.parquet"))
    assert len(found.items) == 44_398
    assert all(bad.is_kept for bad in found.bad)
    assert sum(len(item.attachments) for item in found.items) > 42_000
