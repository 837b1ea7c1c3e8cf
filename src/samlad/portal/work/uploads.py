"""Files that somebody has sent and has yet to say yes to: kept for an hour, under random names.

They lie in the data folder, outside everything that is served, readable to nobody else, and are
never opened as anything but bytes.
"""

from __future__ import annotations

import re
import secrets
import tempfile
import time
from pathlib import Path

from django.conf import settings

from samlad.portal.accounts.models import Account

KEPT = 3600
_TOKEN = re.compile(r"[A-Za-z0-9_-]{32}")


def keep(account: Account, data: bytes) -> str:
    """Keep the file; gives the random name by which this account finds it again."""
    _forget_old()
    token = secrets.token_urlsafe(24)
    path = _path(account, token)
    path.touch(mode=0o600)
    path.write_bytes(data)
    return token


def found(account: Account, token: str) -> bytes | None:
    """The file of that name that the account sent; None when there is none any more."""
    if not _TOKEN.fullmatch(token):
        return None
    path = _path(account, token)
    try:
        return path.read_bytes() if path.stat().st_mtime > time.time() - KEPT else None
    except OSError:
        return None


def forget(account: Account, token: str) -> None:
    """Take the file away."""
    if _TOKEN.fullmatch(token):
        _path(account, token).unlink(missing_ok=True)


def _path(account: Account, token: str) -> Path:
    return _folder() / f"{account.pk}-{token}"


def _folder() -> Path:
    folder = Path(settings.DATA or tempfile.gettempdir()) / "samlad-uploads"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def _forget_old() -> None:
    for path in _folder().iterdir():
        try:
            if path.stat().st_mtime < time.time() - KEPT:
                path.unlink(missing_ok=True)
        except OSError:  # another request took it away
            continue
