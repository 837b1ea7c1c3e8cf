"""Which of the register's links could not be opened, as `samlad register links` last found.

The result is a file in the data folder: address → the answer and the day. Pages only read it; no
page ever asks another website.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import lru_cache
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from django.conf import settings

FILE = "links.json"
#: Answers that say that the page is not there; others may pass: a server that is busy, a guard.
GONE = frozenset({404, 410})
TIMEOUT = 20
#: No connection at all, as it is kept.
UNREACHABLE = 0


def dead_links() -> Mapping[str, str]:
    """The addresses that lead nowhere, and the day that was found."""
    if settings.DATA is None:
        return {}
    path = Path(settings.DATA) / FILE
    try:
        changed = path.stat().st_mtime_ns
    except OSError:
        return {}
    return _dead(path, changed)


@lru_cache(maxsize=2)
def _dead(path: Path, _changed: int) -> Mapping[str, str]:
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {url: one["day"] for url, one in kept.items() if is_dead(one["status"])}


def is_dead(status: int) -> bool:
    """Whether the answer says that the address leads nowhere."""
    return status in GONE or status == UNREACHABLE


def ask(address: str) -> int:
    """The status that the address answers with; 0 when there is no answer."""
    request = Request(address, method="GET", headers={"User-Agent": "Samlad link check"})
    try:
        with urlopen(request, timeout=TIMEOUT) as answer:
            return int(answer.status)
    except HTTPError as error:
        return error.code
    except (URLError, HTTPException, TimeoutError, OSError, ValueError):
        return UNREACHABLE


def check_links(
    addresses: Iterable[str], folder: Path, today: date, asked: Callable[[str], int] = ask
) -> dict[str, Any]:
    """Ask each address once and keep the answers in the folder; address → answer and day."""
    kept = {
        address: {"status": asked(address), "day": today.isoformat()}
        for address in sorted(set(addresses))
    }
    path, own = folder / FILE, folder / f".{FILE}"
    own.write_text(json.dumps(kept, indent=1, ensure_ascii=False), encoding="utf-8")
    own.replace(path)
    return kept
