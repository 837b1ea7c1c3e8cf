"""How values are written in sentences, tables and on axes."""

from samlad.model import Unit
from samlad.portal.statistics.formats import Format


def test_units_in_sentences() -> None:
    assert Format(Unit.PER_CENT, 1, "sv").full(12.34) == "12,3\u00a0%"
    assert Format(Unit.PER_CENT, 1, "en").full(12.34) == "12.3%"
    assert Format(Unit.INDEX, 3, "sv").full(0.3456) == "0,346"
    assert "per" in Format(Unit.PER_100000, 0, "sv").full(1234)
    assert "per" not in Format(Unit.PER_100000, 0, "sv").short(1234)


def test_a_difference_of_shares_is_in_percentage_points() -> None:
    assert "procentenheter" in Format(Unit.PER_CENT, 1, "sv").size(-2)
    assert not Format(Unit.PER_CENT, 1, "sv").size(-2).startswith("−")


def test_intervals() -> None:
    form = Format(Unit.PERCENTAGE_POINTS, 1, "sv")
    assert form.interval(1, 2) == "1,0–2,0"
    assert form.interval(-1, 2) == "−1,0 till 2,0"
    assert form.interval(None, None) == "–"


def test_axes_have_the_decimals_their_step_needs() -> None:
    form = Format(Unit.PER_CENT, 1, "sv")
    assert form.axis(20, 20) == "20\u00a0%"
    assert form.axis(0.5, 0.25) == "0,50\u00a0%"
