"""A room imports only from the rooms above it; the order is the order of docs/design.md."""

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "samlad"

#: From the top of the house to the bottom.
ROOMS = [
    "errors", "model", "catalogue", "indices", "sources", "store", "areas", "indicators",
    "checks", "progress", "secrecy", "reports", "portal", "cli",
]  # fmt: skip

FILES = sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)


def room_of(path: Path) -> str:
    first = path.relative_to(SOURCE).parts[0]
    return first.removesuffix(".py")


def rooms_imported_by(path: Path) -> set[str]:
    rooms = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("samlad."):
            rooms.add(node.module.split(".")[1])
        elif isinstance(node, ast.ImportFrom) and node.module == "samlad":
            rooms.update(alias.name for alias in node.names if alias.name in ROOMS)
        elif isinstance(node, ast.Import):
            rooms.update(a.name.split(".")[1] for a in node.names if a.name.startswith("samlad."))
    return rooms


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_room_imports_only_from_rooms_above_it(path: Path) -> None:
    room = room_of(path)
    if room in {"__init__", "__main__"}:
        return
    assert room in ROOMS, f"{room} is no room of docs/design.md; add it there and here"
    above = set(ROOMS[: ROOMS.index(room) + 1])
    assert rooms_imported_by(path) <= above


def test_the_indices_know_nothing_of_sweden_files_or_pages() -> None:
    for path in (SOURCE / "indices").rglob("*.py"):
        assert rooms_imported_by(path) <= {"errors", "indices"}


#: A room of the portal → what it may not import. Dates as exact as their source are content's.
APART = {
    "finding": ("content", "register", "goals", "filter", "work", "archive", "pages"),
    "filter": ("content", "register", "goals", "work", "archive", "pages"),
    "content": ("register", "goals", "work", "archive"),
}
SHARED = ("samlad.portal.content.partial_date", "samlad.portal.pages.models")


@pytest.mark.parametrize("room", APART)
def test_the_filter_knows_no_kind_and_content_knows_no_register(room: str) -> None:
    for path in (SOURCE / "portal" / room).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            module = node.module or "" if isinstance(node, ast.ImportFrom) else ""
            if module in SHARED or not module.startswith("samlad.portal."):
                continue
            assert module.split(".")[2] not in APART[room], f"{path.name} imports {module}"
