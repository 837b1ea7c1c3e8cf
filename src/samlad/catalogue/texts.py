"""The words of the pages: short texts by key from definitions/texts/*.toml, long ones as Markdown.

A key is the file's name and the key in it: `base.skip_link` stands in texts/base.toml as
`skip_link = { sv = "…", en = "…" }`. A long text is texts/<name>.sv.md and texts/<name>.en.md.
"""

from __future__ import annotations

from functools import cache

from samlad.catalogue.files import DEFINITIONS, read_toml, shown, text_of
from samlad.errors import DefinitionError
from samlad.model import Text

FOLDER = DEFINITIONS / "texts"


@cache
def texts() -> dict[str, Text]:
    """Every short text by key; both languages are there or it is a DefinitionError."""
    return {
        f"{path.stem}.{key}": text_of(table, key, path)
        for path in sorted(FOLDER.glob("*.toml"))
        for table in (read_toml(path),)
        for key in table
    }


@cache
def prose(name: str) -> Text:
    """The long text of that name, Markdown, in both languages."""
    found = {}
    for language in ("sv", "en"):
        path = FOLDER / f"{name}.{language}.md"
        if not path.is_file():
            raise DefinitionError(f"{shown(path)}: is missing; each long text has both languages")
        found[language] = path.read_text(encoding="utf-8")
    return Text(**found)
