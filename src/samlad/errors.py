"""What can go wrong for a user. Each message is one sentence: the fact, the place, the next step.

SamladError                   shown plainly by the command line, the API and the pages
├── InputError                a file or folder a user gave cannot be used as it is
│   ├── UnusableCounts        counts an index cannot be computed from
│   └── ObservationError      an official input breaks what its source declares
├── DefinitionError           a file in definitions/ is wrong: names file and key
├── UnknownName               a code or id that does not exist; offers the nearest that does
└── EnvironmentFault          the machine says no: port in use, no permission, a newer database
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class SamladError(Exception):
    """Base of everything a user can mend. Never shown with a traceback; exit code 2."""


class InputError(SamladError):
    """A file or folder that the user gave cannot be used as it is."""


class UnusableCounts(InputError):
    """Counts an index cannot be computed from: negative, missing, text, or one group only."""


class ObservationError(InputError):
    """An official input breaks what its source declares: names file, row, column and value."""


class DefinitionError(SamladError):
    """A file in definitions/ is wrong; the message names the file and the key."""


class EnvironmentFault(SamladError):
    """The machine refuses: a port in use, no write permission, a database of another version."""


class UnknownName(SamladError):
    """A code or id that does not exist.

    >>> str(UnknownName("indicator", "turnout", ["turnout-riksdag", "employed-share"]))
    "unknown indicator 'turnout'; did you mean 'turnout-riksdag'?"
    """

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        self.kind = kind
        self.name = name
        self.nearest = get_close_matches(name, list(known), n=1, cutoff=0.5)
        hint = f"; did you mean '{self.nearest[0]}'?" if self.nearest else ""
        super().__init__(f"unknown {kind} '{name}'{hint}")
