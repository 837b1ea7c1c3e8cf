"""A browser is found only where it starts."""

from pathlib import Path

import pytest

from tests.browser.find_chromium import find_chromium


@pytest.mark.parametrize(("ends_with", "is_found"), [(0, True), (1, False)])
def test_a_browser_that_does_not_start_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ends_with: int, is_found: bool
) -> None:
    browser = tmp_path / "chromium"
    browser.write_text(f"#!/bin/sh\nexit {ends_with}\n")
    browser.chmod(0o755)
    monkeypatch.setenv("SAMLAD_CHROMIUM", str(browser))
    assert find_chromium() == (str(browser) if is_found else None)


def test_a_named_browser_that_is_not_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAMLAD_CHROMIUM", "/nowhere/chromium")
    assert find_chromium() is None
