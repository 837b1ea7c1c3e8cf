"""What stands in the way of a step in the workflow, for a person to see and decide.

PermissionDenied
└── MayNot        the account may not do this: one sentence of who may
SamladError
├── NotNow        the step does not fit where the thing stands, or who takes it: one sentence
└── Changed       somebody else has changed it since it was opened: what it is now
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied

from samlad.errors import SamladError


class MayNot(PermissionDenied):
    """The account may not do this; the message says who may."""


class NotNow(SamladError):
    """The step does not fit where the draft or report stands; the message says why."""


class Changed(SamladError):
    """It is not what the person saw. now: the document as it stands, with its revision."""

    def __init__(self, now: dict[str, Any], revision: int, version: int, by: str) -> None:
        self.now = now
        self.revision = revision
        self.version = version
        self.by = by
        super().__init__("changed since it was opened")
