"""What the documents point at is there: pictures, pages, files."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[1]
DOCUMENTS = sorted([*HOUSE.glob("*.md"), *(HOUSE / "docs").glob("*.md")])


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_within_the_house_leads_somewhere(document: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)", document.read_text(encoding="utf-8"))
    within = [link for link in links if "://" not in link and not link.startswith("mailto:")]
    assert [link for link in within if not (document.parent / link).exists()] == []


def test_the_readme_shows_the_start_page() -> None:
    picture = HOUSE / "docs" / "images" / "start.png"
    assert "](docs/images/start.png)" in (HOUSE / "README.md").read_text(encoding="utf-8")
    assert picture.read_bytes().startswith(b"\x89PNG")
