"""Why a value is missing, in words: reason code → text, from definitions/reasons.toml."""

from __future__ import annotations

from functools import cache

from samlad.catalogue.files import DEFINITIONS, read_toml, text_of
from samlad.model import Text


@cache
def reasons() -> dict[str, Text]:
    """Every reason code with its sentence for the public, in the order of the file."""
    path = DEFINITIONS / "reasons.toml"
    table = read_toml(path)
    return {code: text_of(table, code, path) for code in table}
