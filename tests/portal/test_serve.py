"""`samlad serve` as a user starts it: one line, and one sentence for whatever is wrong."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from samlad.portal.results import BUNDLED

LINE = "Samlad is served at http://127.0.0.1:{port} (Ctrl+C stops)\n"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "samlad", "serve", *map(str, arguments)]


@contextmanager
def serving(folder: Path, port: int, *more: object) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        command("--port", port, "--data", folder, *more),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.wait(timeout=10)
        for stream in (process.stdout, process.stderr):
            if stream:
                stream.close()


def said(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline()


def page(port: int, path: str = "/") -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=20) as answer:
        return str(answer.read().decode())


def refusal(*arguments: object, **environment: str) -> str:
    """The sentence on stderr; exit code 2, nothing on stdout, no traceback."""
    done = subprocess.run(
        command(*arguments),
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, **environment},
    )
    assert done.returncode == 2, done.stderr
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1 and done.stderr.startswith("samlad: "), done.stderr
    return done.stderr


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that has been served once."""
    made = tmp_path_factory.mktemp("served") / "made" / "by samlad"
    port = free_port()
    with serving(made, port) as process:
        assert said(process) == LINE.format(port=port)
        assert "Samlade insatser mot segregation" in page(port)
    return made


def test_the_first_start_makes_the_folder_and_says_one_line(folder: Path) -> None:
    assert (folder / "samlad.sqlite3").is_file()
    assert (folder / "static").is_dir()


def test_a_second_start_needs_under_three_seconds_to_its_first_page(folder: Path) -> None:
    """Measured as the process's own time, so that other work on the machine does not count."""
    times: list[float] = []
    while len(times) < 4 and min(times, default=3) >= 3:
        port, before = free_port(), children_time()
        with serving(folder, port) as process:
            said(process)
            page(port)
        times.append(children_time() - before)
    assert min(times) < 3, times


def children_time() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_cleanly(folder: Path, stop: signal.Signals) -> None:
    with serving(folder, free_port()) as process:
        said(process)
        process.send_signal(stop)
        out, err = process.communicate(timeout=10)
        assert (process.returncode, out, err) == (0, "", "")


def test_two_can_run_side_by_side(folder: Path, tmp_path: Path) -> None:
    first, second = free_port(), free_port()
    with serving(folder, first) as one, serving(tmp_path, second) as other:
        said(one), said(other)
        assert page(first, "/om/") == page(second, "/om/").replace(str(second), str(first))


def test_static_files_are_named_by_content_and_last(folder: Path) -> None:
    port = free_port()
    with serving(folder, port) as process:
        said(process)
        address = page(port).split('rel="stylesheet" href="')[1].split('"')[0]
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{address}") as answer:
            assert "immutable" in answer.headers["Cache-Control"]
            assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        script = page(port).split('<script type="module" src="')[1].split('"')[0]
        assert "./tabs.js" not in page(port, script)  # imports are named by content as well


def test_a_host_that_is_not_ours_is_refused(folder: Path) -> None:
    port = free_port()
    with serving(folder, port) as process:
        said(process)
        request = urllib.request.Request(
            f"http://127.0.0.1:{port}/", headers={"Host": "elsewhere.example"}
        )
        with pytest.raises(urllib.error.HTTPError, match="400"):
            urllib.request.urlopen(request)


# What is wrong


def test_a_port_in_use(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        sentence = refusal("--port", port, "--data", tmp_path)
    assert f"port {port} on 127.0.0.1 is in use" in sentence
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("port", ["70000", "-1"])
def test_a_port_out_of_range(tmp_path: Path, port: str) -> None:
    assert "is not a port" in refusal(f"--port={port}", "--data", tmp_path)


def test_a_host_of_another_machine(tmp_path: Path) -> None:
    assert "is not an address of this machine" in refusal(
        "--host", "203.0.113.7", "--port", free_port(), "--data", tmp_path
    )


def test_a_data_folder_that_is_a_file(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("")
    assert f"{path}: is a file" in refusal("--port", free_port(), "--data", path)


def test_a_data_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    sentence = refusal("--port", free_port(), "--data", tmp_path / "file" / "below")
    assert "cannot be written" in sentence


def test_a_database_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "samlad.sqlite3").write_text("this is a letter to somebody else")
    sentence = refusal("--port", free_port(), "--data", tmp_path)
    assert "is not an SQLite database" in sentence
    assert (tmp_path / "samlad.sqlite3").read_text().startswith("this is a letter")


def test_a_broken_database(tmp_path: Path) -> None:
    (tmp_path / "samlad.sqlite3").write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)
    assert "cannot be used as Samlad's database" in refusal(
        "--port", free_port(), "--data", tmp_path
    )


def test_a_database_of_a_newer_version(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "samlad.sqlite3"
    with sqlite3.connect(folder / "samlad.sqlite3") as old, sqlite3.connect(path) as new:
        old.backup(new)
        new.execute(
            "INSERT INTO django_migrations (app, name, applied) "
            "VALUES ('pages', '0999_later', '2027-01-01')"
        )
    new.close()
    sentence = refusal("--port", free_port(), "--data", tmp_path)
    assert "was made by a newer version of Samlad (pages 0999_later)" in sentence


def test_results_that_are_not_there(tmp_path: Path) -> None:
    sentence = refusal(
        "--port", free_port(), "--data", tmp_path / "data", "--results", tmp_path / "none"
    )
    assert "samlad build" in sentence
    assert not (tmp_path / "data" / "samlad.sqlite3").exists()


def test_results_that_are_broken(tmp_path: Path) -> None:
    (tmp_path / "results.parquet").write_bytes(b"PAR1 but not really")
    sentence = refusal("--port", free_port(), "--data", tmp_path / "data", "--results", tmp_path)
    assert "results.parquet" in sentence


@pytest.mark.parametrize("name", ["manifest.json", "shapes.json", "areas.parquet"])
def test_results_that_lack_a_file(tmp_path: Path, name: str) -> None:
    shutil.copytree(BUNDLED, tmp_path / "results", ignore=shutil.ignore_patterns(name))
    sentence = refusal(
        "--port", free_port(), "--data", tmp_path / "data", "--results", tmp_path / "results"
    )
    assert name in sentence and "samlad build" in sentence


@pytest.mark.parametrize("address", ["mysql://a@b/c", "postgresql://a@b:port/c", "postgresql://b"])
def test_a_database_address_that_is_none(tmp_path: Path, address: str) -> None:
    sentence = refusal("--port", free_port(), "--data", tmp_path, SAMLAD_DATABASE=address)
    assert "SAMLAD_DATABASE: is no database address" in sentence


def test_a_database_without_its_driver(tmp_path: Path) -> None:
    for name in ("psycopg", "psycopg2"):  # found before an installed one
        (tmp_path / f"{name}.py").write_text("raise ImportError")
    sentence = refusal(
        "--port", free_port(), "--data", tmp_path / "data",
        SAMLAD_DATABASE="postgresql://a@127.0.0.1:1/c", PYTHONPATH=str(tmp_path),
    )  # fmt: skip
    assert "pip install psycopg" in sentence
