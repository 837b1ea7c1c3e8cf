"""What a series of results says: has it changed, how far, how surely, and how its values spread.

Takes results, gives differences with intervals, verdicts, quarters, trends, and where an indicator
stands against its goal; knows nothing of pages.
"""

from samlad.progress.assessment import Assessment, Start, assess
from samlad.progress.change import (
    COURSES,
    Change,
    Difference,
    Verdict,
    best,
    change,
    difference,
    turn,
    usual_swing,
    verdict,
)
from samlad.progress.grounds import Ground, Standing
from samlad.progress.movement import Movement, movement
from samlad.progress.path import Outlook, Path
from samlad.progress.spread import Quarters, Spread, spread
from samlad.progress.tally import Tally, tally
from samlad.progress.trend import Trend, fewest_for_interval, start_year, theil_sen, trend
from samlad.progress.written import as_written

__all__ = [
    "COURSES",
    "Assessment",
    "Change",
    "Difference",
    "Ground",
    "Movement",
    "Outlook",
    "Path",
    "Quarters",
    "Spread",
    "Standing",
    "Start",
    "Tally",
    "Trend",
    "Verdict",
    "as_written",
    "assess",
    "best",
    "change",
    "difference",
    "fewest_for_interval",
    "movement",
    "spread",
    "start_year",
    "tally",
    "theil_sen",
    "trend",
    "turn",
    "usual_swing",
    "verdict",
]
