"""Where the real inputs lie; tests that need them skip with the reason when they are absent."""

import os
from pathlib import Path

import pytest

INPUTS = Path(os.environ.get("SAMLAD_INPUTS", Path(__file__).parents[2] / "shared" / "data"))


@pytest.fixture(scope="session")
def inputs() -> Path:
    """The folder of real official inputs (its `observations/`, `exports/`, `reference/` …)."""
    if not (INPUTS / "observations").is_dir():
        pytest.skip(f"the real inputs are not at {INPUTS}; set SAMLAD_INPUTS to their folder")
    return INPUTS.resolve()
