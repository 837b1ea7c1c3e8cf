"""How dates and periods are written in Swedish and English, as precisely as they are known.

Takes ISO text (2018, 2018-06, 2018-06-26, 2018/19) or dates; knows nothing of pages.
"""

from __future__ import annotations

from datetime import date

MONTHS = {
    "sv": (
        "januari", "februari", "mars", "april", "maj", "juni",
        "juli", "augusti", "september", "oktober", "november", "december",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip


def in_words(day: date | str | None, language: str) -> str:
    """The date in words; a month or a year where no more is known; as it stands if it is no date.

    >>> in_words("2018-06-26", "sv"), in_words("2018-06", "en"), in_words("2018", "sv")
    ('26 juni 2018', 'June 2018', '2018')
    """
    if not day:
        return ""
    parts = str(day)[:10].split("-")
    if not all(part.isdigit() for part in parts) or len(parts) > 3:
        return str(day)
    numbers = [int(part) for part in parts]
    if len(numbers) == 1:
        return str(day)
    if not 1 <= numbers[1] <= 12:
        return str(day)
    return " ".join(map(str, [*numbers[2:], MONTHS[language][numbers[1] - 1], numbers[0]]))


def period_in_words(period: str, language: str) -> str:
    """A period of results: a year as it is, a school year said to be one.

    >>> period_in_words("2023/24", "sv")
    'läsåret 2023/24'
    """
    if "/" not in period:
        return period
    return f"läsåret {period}" if language == "sv" else f"school year {period}"
