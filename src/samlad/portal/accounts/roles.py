"""The roles of accounts, and which of them need a second factor."""

from __future__ import annotations

from enum import StrEnum


class AccountRole(StrEnum):
    """What an account is for; each in its own scope: actors, policy areas, or all."""

    READER = "reader"
    REPORTER = "reporter"
    EDITOR = "editor"
    PUBLISHER = "publisher"
    ADMINISTRATOR = "administrator"


#: Roles that work on what others have written; they prove who they are twice.
NEED_SECOND_FACTOR = frozenset(
    {AccountRole.EDITOR, AccountRole.PUBLISHER, AccountRole.ADMINISTRATOR}
)
#: Roles for which the account names actors.
FOR_ACTORS = frozenset({AccountRole.READER, AccountRole.REPORTER})
#: Roles that publish what somebody else has written.
PUBLISHING = frozenset({AccountRole.PUBLISHER, AccountRole.ADMINISTRATOR})
