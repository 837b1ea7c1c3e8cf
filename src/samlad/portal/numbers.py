"""How numbers are written in Swedish and English: decimals, thousands, minus, units, money.

Takes numbers and the language; knows nothing of pages. What has no number gets a dash, never a 0.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from samlad.model import Unit

THIN = "\u202f"  # narrow no-break space between thousands in Swedish
FIXED = "\u00a0"  # no-break space before a unit
MINUS = "\u2212"
NOTHING = "–"

#: What follows a value of the unit: (Swedish, English). The space belongs to it.
UNITS = {
    Unit.PER_CENT: (f"{FIXED}%", "%"),
    Unit.PERCENTAGE_POINTS: (f"{FIXED}procentenheter", f"{FIXED}percentage points"),
    Unit.PER_100000: (f"{FIXED}per{FIXED}100{THIN}000", f"{FIXED}per{FIXED}100,000"),
    Unit.PER_INHABITANT: (f"{FIXED}per invånare", f"{FIXED}per inhabitant"),
    Unit.INDEX: ("", ""),
    Unit.NUMBER: ("", ""),
    Unit.AREA_TYPE: ("", ""),
}


def number(value: float | None, decimals: int, language: str) -> str:
    """The value with that many decimals, rounded half up as printed statistics are.

    >>> number(-1234.55, 1, "en")
    '−1,234.6'
    >>> number(12.345, 1, "sv")
    '12,3'
    """
    if value is None:
        return NOTHING
    exact = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    text = f"{abs(exact):,f}"
    if language == "sv":
        text = text.replace(",", THIN).replace(".", ",")
    return f"{MINUS}{text}" if exact < 0 else text


def with_unit(value: float | None, unit: Unit | str, decimals: int, language: str) -> str:
    """The value and its unit, kept on one line.

    >>> with_unit(12.34, Unit.PER_CENT, 1, "en")
    '12.3%'
    """
    if value is None:
        return NOTHING
    return number(value, decimals, language) + UNITS[Unit(unit)][language == "en"]


def change(difference: float | None, unit: Unit | str, decimals: int, language: str) -> str:
    """A change with its sign; a change of a share is in percentage points.

    >>> change(1.25, Unit.PER_CENT, 1, "en").replace(FIXED, " ")
    '+1.3 percentage points'
    """
    if difference is None:
        return NOTHING
    kept = Unit.PERCENTAGE_POINTS if Unit(unit) is Unit.PER_CENT else Unit(unit)
    text = with_unit(difference, kept, decimals, language)
    is_nothing = not any(digit in "123456789" for digit in number(difference, decimals, language))
    return text if is_nothing or text.startswith(MINUS) else f"+{text}"


def size(amount: int, language: str) -> str:
    """How large an amount of exact kronor is, in words; empty where `kronor` writes it so already.

    >>> size(1_234_567, "en").replace(FIXED, " "), size(1_200_000, "sv"), size(900, "sv")
    ('SEK 1.2 million', '', '')
    """
    unit = 10**9 if amount >= 10**9 else 10**6
    tenths = (amount * 10 + unit // 2) // unit
    if amount < unit or amount * 100 % unit == 0:
        return ""
    return kronor(tenths * unit // 10, language)


def kronor(amount: int, language: str) -> str:
    """An amount in whole SEK, in millions or billions where that loses nothing.

    >>> kronor(2_250_000_000, "en").replace(FIXED, " ")
    'SEK 2.25 billion'
    """
    for size, swedish, english in (
        (1_000_000_000, "miljarder", "billion"),
        (1_000_000, "miljoner", "million"),
    ):
        if abs(amount) >= size and amount * 100 % size == 0:
            parts = Decimal(amount) / size
            places = max(0, -int(parts.normalize().as_tuple().exponent))
            text = number(float(parts), places, language)
            if language == "en":
                return f"SEK{FIXED}{text}{FIXED}{english}"
            word = swedish.removesuffix("er") if amount == size else swedish
            return f"{text}{FIXED}{word}{FIXED}kronor"
    text = number(amount, 0, language)
    return f"SEK{FIXED}{text}" if language == "en" else f"{text}{FIXED}kronor"
