"""What people write, as the register keeps it: amounts in whole kronor, and text with plain line
ends. Forms and spreadsheets read by the same rules.
"""

from __future__ import annotations

import re

#: The largest amount that is taken in.
LARGEST_AMOUNT = 10**15
#: The longest text of any length that is taken in: also signs that count twice fit in the cell of
#: a spreadsheet, which holds 32,767.
LONGEST_TEXT = 16_000
#: Spaces between thousands: the ordinary, the no-break, the thin and the narrow no-break one.
SPACE = "[ \u00a0\u2009\u202f]"
_AMOUNT = re.compile(rf"[0-9]+|[0-9]{{1,3}}(?:{SPACE}[0-9]{{3}})+")


def amount_in(text: str) -> int:
    """The amount, with or without spaces between thousands. Raises ValueError where it is none.

    >>> amount_in("1 200 000"), amount_in("1200000")
    (1200000, 1200000)
    """
    said = text.strip()
    if not _AMOUNT.fullmatch(said) or len(said) > 30:
        raise ValueError(text)
    found = int(re.sub(SPACE, "", said))
    if found > LARGEST_AMOUNT:
        raise ValueError(text)
    return found


def with_plain_lines(text: str) -> str:
    r"""The text with every line end as one sign; browsers and files write it as two.

    >>> with_plain_lines("a\r\nb\rc\n")
    'a\nb\nc\n'
    """
    return text.replace("\r\n", "\n").replace("\r", "\n")
