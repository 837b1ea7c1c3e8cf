"""A running Samlad and a real browser: fixtures for the tests of pages, one of each for a run."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.find_chromium import find_chromium

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a Samlad started as a user would start it, on a data folder of its own."""
    port = free_port()
    data = tmp_path_factory.mktemp("data")
    log = Path(data) / "serve.log"
    with log.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "samlad", "serve", "--port", str(port), "--data", str(data)],
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_until_served(address, process, log)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = find_chromium()
    if path is None:
        pytest.skip("no Chromium here: install chromium or set SAMLAD_CHROMIUM to its path")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


def lasting_page(browser: Browser, served: str, **options: Any) -> Iterator[Page]:
    """A page for many tests that each begin by going somewhere and leave nothing behind.

    A page of its own costs four times as much as the test itself.
    """
    context = browser.new_context(base_url=served, **options)
    yield context.new_page()
    context.close()


@pytest.fixture
def page(browser: Browser, served: str) -> Iterator[Page]:
    context = browser.new_context(base_url=served, viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until_served(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(600):
        if process.poll() is not None:
            pytest.fail(f"samlad serve ended at once: {log.read_text()}")
        try:
            urllib.request.urlopen(address, timeout=5).read()
            return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"samlad serve did not answer within a minute: {log.read_text()}")
