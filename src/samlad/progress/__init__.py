"""What a series of results says: has it changed, how far, and how surely.

Takes results, gives differences with intervals and verdicts; knows nothing of pages. Assessing a
series against a goal will stand here too.
"""

from samlad.progress.change import (
    Change,
    Difference,
    Verdict,
    best,
    change,
    difference,
    turn,
    verdict,
)

__all__ = ["Change", "Difference", "Verdict", "best", "change", "difference", "turn", "verdict"]
