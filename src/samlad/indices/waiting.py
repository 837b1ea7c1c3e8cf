"""Who waits is told how far a long computation has come: nothing for two seconds, then a line.

On a terminal the line stands on stderr and goes away when all is done; `hearing` sends it
elsewhere. Knows nothing of what is computed.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from threading import local
from time import monotonic
from typing import TypeVar

#: Takes what is being computed and the part of it that is done, 0 to 1.
Hears = Callable[[str, float], None]
Part = TypeVar("Part")

#: Seconds before anything is told, and between two times that it is.
PATIENCE, PAUSE = 2.0, 0.2

_HEARS: ContextVar[Hears | None] = ContextVar("hears", default=None)
_WAITS = local()


@contextmanager
def hearing(hears: Hears) -> Iterator[None]:
    """Tell this function, and not the terminal, how far what takes longer has come.

    >>> with hearing(lambda what, part: print(f"{what}: {part:.0%}")):
    ...     sum(told([1, 2], 2, "adding"))  # too short to be told of
    3
    """
    token = _HEARS.set(hears)
    try:
        yield
    finally:
        _HEARS.reset(token)


@dataclass(slots=True)
class _Wait:
    """One computation from its start: how many parts each level within it has, and has done."""

    what: str
    hears: Hears
    started: float
    told: float = 0.0
    levels: list[list[int]] = field(default_factory=list)

    def tell(self) -> None:
        now = monotonic()
        if now - self.started >= PATIENCE and now - self.told >= PAUSE:
            self.told = now
            self.hears(self.what, self.part())

    def part(self) -> float:
        part = 0.0
        for done, many in reversed(self.levels):
            part = (done + part) / max(many, 1)
        return min(part, 1.0)


def told(parts: Iterable[Part], many: int, what: str) -> Iterator[Part]:
    """Hand on the parts of a computation, so many in all, and tell how far they have come.

    A computation within another is a part of it, and is told of as such.
    """
    wait: _Wait | None = getattr(_WAITS, "now", None)
    is_outermost = wait is None
    if wait is None:
        hears = _HEARS.get() or (_draw if sys.stderr.isatty() else None)
        if hears is None:
            yield from parts
            return
        wait = _WAITS.now = _Wait(what, hears, monotonic())
    level = [0, many]
    wait.levels.append(level)
    try:
        for part in parts:
            yield part
            level[0] += 1
            wait.tell()
    finally:
        wait.levels.remove(level)
        if is_outermost:
            _WAITS.now = None
            if wait.told:
                wait.hears(what, 1.0)


def _draw(what: str, part: float) -> None:
    """Draw the line anew over the old one; leave nothing when all is done."""
    line = f"{what}: {part:.0%}"
    sys.stderr.write(f"\r{' ' * (len(what) + 6)}\r" + ("" if part >= 1 else line))
    sys.stderr.flush()
