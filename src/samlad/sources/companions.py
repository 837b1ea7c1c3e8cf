"""The lists that observations are read with: names of areas, which area lies in which."""

from __future__ import annotations

from pathlib import Path

from samlad.errors import ObservationError


def companion_of(inputs: Path, name: str) -> Path:
    """The list of that name: in the inputs' folder, or in `observations/` in or beside it."""
    for folder in (inputs, inputs / "observations", inputs.resolve().parent / "observations"):
        if (folder / name).is_file():
            return folder / name
    raise ObservationError(
        f"{inputs}: '{name}' is not there; put it in that folder or in 'observations' beside it"
    )
