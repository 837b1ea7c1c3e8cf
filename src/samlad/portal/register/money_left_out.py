"""What the sums of a section hold and what they leave out, in words that stand at the chart.

Amounts that are left out are never added: told are how many, why, and the largest.
"""

from __future__ import annotations

from collections import Counter

from samlad.portal.numbers import kronor, number
from samlad.portal.register.money_sections import Section, held_ids
from samlad.portal.register.sums import Reason
from samlad.portal.wording import counted, language, words


def finding(section: Section) -> str:
    """What the sums hold, in a sentence."""
    if not section.sums:
        return words("register.money_nothing")
    return counted("register.money_held", section.held, number(section.held, 0, language()))


def left_out(section: Section) -> str:
    """How many amounts are in no sum, why, and the largest; empty where every one is in one.

    An amount for several years that is in the sum of one of them is not left out.
    """
    held = held_ids(section.totals)
    out = {left.entry.id: left for left in section.left_out if left.entry.id not in held}
    if not out:
        return ""
    reasons = Counter(left.reason for left in out.values())
    why = _why(reasons)
    largest = kronor(max(left.entry.amount for left in out.values()), language())
    if len(out) == 1:
        return words("register.money_left_one", why=why, largest=largest)
    n = number(len(out), 0, language())
    return words("register.money_left_many", n=n, why=why, largest=largest)


def _why(reasons: Counter[Reason]) -> str:
    """The reasons, the most frequent first; with numbers where there are several."""
    said = [
        (words(f"register.why_{reason}".replace("-", "_")), number(n, 0, language()))
        for reason, n in reasons.most_common()
    ]
    if len(said) == 1:
        return said[0][0]
    return ", ".join(f"{n} {why}" for why, n in said)
