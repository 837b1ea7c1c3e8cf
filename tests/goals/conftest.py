"""A made-up target, since no real one is known: what the pages say of one has to be seen."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import pytest

from samlad.catalogue import targets
from samlad.model import Target

#: School segregation at 0.1 by 2030.
MADE_UP = {
    ("syfte-skolsegregation", "school-background-theil-h"): Target(
        0.1, "2030", "https://example.se/beslut"
    )
}
#: Modules whose kept answers rest on the release alone.
OF_RELEASE = ("samlad.portal.results", "samlad.portal.statistics.rows")


@pytest.fixture
def with_target(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """School segregation has a target, in every room that asks for targets."""
    for module in list(sys.modules.values()):
        if module.__name__.startswith("samlad.") and getattr(module, "targets", None) is targets:
            monkeypatch.setattr(module, "targets", lambda: MADE_UP)
    forget()
    yield
    forget()


def forget() -> None:
    """Drop what the pages have kept, also what is kept inside a function."""
    for name, module in list(sys.modules.items()):
        if not name.startswith("samlad.portal.") or name in OF_RELEASE:
            continue
        for one in list(vars(module).values()):
            held = [cell.cell_contents for cell in getattr(one, "__closure__", None) or ()]
            for kept in (one, *held):
                clear(kept)


def clear(kept: Any) -> None:
    """Empty a function that keeps its answers."""
    if callable(kept) and hasattr(kept, "cache_clear"):
        kept.cache_clear()
