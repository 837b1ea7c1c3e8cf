"""The thresholds of an assessment, from definitions/progress.toml."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from samlad.catalogue.files import DEFINITIONS, read_toml, shown
from samlad.errors import DefinitionError
from samlad.model import Thresholds

FILE = DEFINITIONS / "progress.toml"


@cache
def thresholds(path: Path = FILE) -> Thresholds:
    """The thresholds as they stand; a DefinitionError names the key that is wrong."""
    table = read_toml(path)
    try:
        found = Thresholds(**table)
    except TypeError as error:
        raise DefinitionError(
            f"{shown(path)}: keys are not those of the thresholds ({error}); compare with model.py"
        ) from None
    for key, is_right, rule in (
        ("baseline", _is_year(found.baseline), "a year in quotes"),
        ("fewest_points", _is_whole(found.fewest_points, 2), "a whole number, 2 or more"),
        ("confidence", _is_within(found.confidence, 50, 100), "more than 50 and less than 100"),
        ("on_path_from", _is_within(found.on_path_from, 0, 1000), "more than 0"),
    ):
        if not is_right:
            raise DefinitionError(f"{shown(path)}: '{key}' must be {rule}")
    return found


def _is_year(value: object) -> bool:
    return isinstance(value, str) and len(value) == 4 and value.isdecimal()


def _is_whole(value: object, least: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= least


def _is_within(value: object, low: float, high: float) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and low < value < high
