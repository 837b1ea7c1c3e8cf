"""What a series of results says: has it changed, how far, how surely, and how its values spread.

Takes results, gives differences with intervals, verdicts and quarters; knows nothing of pages.
Assessing a series against a goal will stand here too.
"""

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
from samlad.progress.spread import Quarters, Spread, spread

__all__ = [
    "COURSES",
    "Change",
    "Difference",
    "Quarters",
    "Spread",
    "Verdict",
    "best",
    "change",
    "difference",
    "spread",
    "turn",
    "usual_swing",
    "verdict",
]
