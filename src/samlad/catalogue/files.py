"""The files of definitions/: where they lie, and TOML read with the file named in every fault."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from samlad.errors import DefinitionError
from samlad.model import LANGUAGES, Text

DEFINITIONS = Path(__file__).parents[1] / "definitions"

#: The space between thousands as Swedish texts are typed.
THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
#: The definitions that decide what results a release holds.
BEHIND_RESULTS = (
    "indicators/*.toml", "sources/*.toml", "breaks.toml", "corrections.toml", "divisions.toml",
    "rules.toml", "facts/counties.csv", "facts/municipalities.csv",
)  # fmt: skip
#: Keys that only readers of pages meet: wording them anew leaves the results as they are, and so
#: does an indicator’s own break, which says what is compared.
FOR_READERS = frozenset(
    {
        "title",
        "short",
        "definition",
        "limits",
        "reason",
        "words",
        "licence",
        "url",
        "publisher",
        "break",
    }
    | {"card", "goals", "near_goals", "direction", "decimals", "date", "fact"}
)


def read_toml(path: Path) -> dict[str, Any]:
    """The file's tables; a fault in its syntax is a DefinitionError with file and line."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DefinitionError(f"{shown(path)}: not TOML ({error}); mend that line") from None
    except OSError as error:
        raise DefinitionError(f"{shown(path)}: cannot be read ({error.strerror})") from None


def text_of(table: Mapping[str, Any], key: str, path: Path) -> Text:
    """The text under `key`, which must be there in both languages and not empty."""
    entry = table.get(key)
    if not isinstance(entry, Mapping):
        raise DefinitionError(
            f"{shown(path)}: '{key}' is missing; write it as a table with sv and en"
        )
    for language in LANGUAGES:
        if not isinstance(entry.get(language), str) or not entry[language].strip():
            raise DefinitionError(f"{shown(path)}: '{key}' has no text in '{language}'")
    return Text(sv=_bound(entry["sv"].strip()), en=entry["en"].strip())


def _bound(swedish: str) -> str:
    """The text with a narrow no-break space between thousands, where a line must not end.

    >>> _bound("6 160 områden 2022").encode("ascii", "replace")
    b'6?160 omr?den 2022'
    """
    return THOUSANDS.sub("\u202f", swedish)


def shown(path: Path) -> str:
    """The path as a reader of the definitions knows it: from definitions/ on."""
    try:
        return f"definitions/{path.relative_to(DEFINITIONS).as_posix()}"
    except ValueError:
        return str(path)


@cache
def definitions_hash() -> str:
    """SHA-256 over the names and contents of all files in definitions/, in order of name."""
    return _hash((path for path in DEFINITIONS.rglob("*") if path.is_file()), Path.read_bytes)


@cache
def results_hash() -> str:
    """SHA-256 over what results rest on in the definitions.

    Page texts, comments and facts about initiatives and content may change without a new release.
    """
    found = {path for pattern in BEHIND_RESULTS for path in DEFINITIONS.glob(pattern)}
    return _hash(found, _behind_results)


def _behind_results(path: Path) -> bytes:
    if path.suffix != ".toml":
        return path.read_bytes()
    return json.dumps(_for_results(read_toml(path)), sort_keys=True, default=str).encode()


def _for_results(part: Any) -> Any:
    """The tables without the keys that are for readers."""
    if isinstance(part, list):
        return [_for_results(each) for each in part]
    if not isinstance(part, dict):
        return part
    return {key: _for_results(value) for key, value in part.items() if key not in FOR_READERS}


def _hash(paths: Iterable[Path], read: Callable[[Path], bytes]) -> str:
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(path.relative_to(DEFINITIONS).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(read(path)).digest())
    return digest.hexdigest()
