"""What tests share: the real inputs, a database filled with the facts, a browser on a portal.

Tests that need something which is not there skip with the reason.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from tests.browser.serving import browser, page, served

__all__ = ["browser", "django_db_setup", "inputs", "page", "served"]

#: Playwright keeps a loop running in the thread of the tests; the database is used beside it, not in it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

INPUTS = Path(os.environ.get("SAMLAD_INPUTS", Path(__file__).parents[2] / "shared" / "data"))


@pytest.fixture(scope="session")
def inputs() -> Path:
    """The folder of real official inputs (its `observations/`, `exports/`, `reference/` …)."""
    if not (INPUTS / "observations").is_dir():
        pytest.skip(f"the real inputs are not at {INPUTS}; set SAMLAD_INPUTS to their folder")
    return INPUTS.resolve()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Fill the test database as `samlad serve` fills its own, once for the run."""
    from samlad.portal.loading import load_facts

    with django_db_blocker.unblock():
        load_facts()
