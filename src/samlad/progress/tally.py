"""How many indicators stand in each standing: counts, never an average of them.

Takes assessments, gives numbers; each indicator is counted once however many goals it follows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from samlad.progress.assessment import Assessment
from samlad.progress.grounds import Standing

#: Standings by what they mean to a reader in a hurry.
TOWARDS = (Standing.REACHED, Standing.ON_PATH, Standing.NO_TARGET_IMPROVING)
TOWARDS_TOO_SLOWLY = (Standing.TOO_SLOW,)
AWAY = (Standing.WRONG_WAY, Standing.NO_TARGET_WORSENING)
CANNOT_SAY = (Standing.UNCLEAR, Standing.BROKEN_SERIES, Standing.NO_DATA)


@dataclass(frozen=True, slots=True)
class Tally:
    """counts: every standing with how many indicators stand there, also none."""

    counts: tuple[tuple[Standing, int], ...]

    @property
    def total(self) -> int:
        """How many indicators were assessed."""
        return sum(count for _, count in self.counts)

    def of(self, *standings: Standing) -> int:
        """How many indicators stand in one of these."""
        return sum(count for standing, count in self.counts if standing in standings)


def tally(assessments: Iterable[Assessment]) -> Tally:
    """The standings counted; an indicator that comes twice counts once."""
    standings = {found.goal.indicator: found.standing for found in assessments}
    counted = Counter(standings.values())
    return Tally(tuple((standing, counted[standing]) for standing in Standing))
