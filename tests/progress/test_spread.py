"""How values spread, worked by hand."""

import pytest

from samlad.progress import Quarters, spread
from tests.statistics.hand_made import result


def test_the_quarters_cut_nine_values_at_the_third_the_middle_and_the_seventh() -> None:
    found = spread([result("2022", float(n)) for n in (9, 1, 8, 2, 7, 3, 6, 4, 5)])
    assert (found.low, found.high, found.quarters) == (1, 9, Quarters(3, 5, 7))
    assert (found.number, found.missing) == (9, 0)


def test_between_two_values_the_quarter_lies_where_the_line_between_them_does() -> None:
    """Eight values have seven steps between them: the quarters lie 1.75, 3.5 and 5.25 steps up."""
    found = spread([result("2022", 10.0 * n) for n in range(8)])
    assert found.quarters == Quarters(17.5, 35, 52.5)


@pytest.mark.parametrize(("values", "has_quarters"), [(7, False), (8, True)])
def test_few_values_have_no_quarters(values: int, has_quarters: bool) -> None:
    found = spread([result("2022", 1.0)] * values)
    assert (found.quarters is not None) is has_quarters


def test_places_without_a_value_are_counted_and_never_taken_as_0() -> None:
    found = spread([result("2022", None), result("2022", 4.0), result("2022", None)])
    assert (found.number, found.missing, found.low, found.high) == (1, 2, 4, 4)
    assert spread([]).low is None and spread([]).number == 0


def test_the_corrected_value_is_the_one_that_counts() -> None:
    assert spread([result("2022", 0.4, corrected=0.3)]).high == 0.3
