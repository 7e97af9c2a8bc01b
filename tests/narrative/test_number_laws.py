"""Printed numbers agree with each other: laws over generated estimates, intervals and pairs."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.ledger.recorded_quantity import quantity_record, recorded_quantity
from reportgen.model.comparison import Test
from reportgen.model.metric import MetricKind
from reportgen.model.quantity import Form, Quantity
from reportgen.model.quantity_ids import PeriodIds, XmrIds, contrast
from reportgen.narrative.numbers.common_decimals import with_common_decimals
from reportgen.narrative.numbers.decimals import is_off_null, printed_decimals
from reportgen.narrative.numbers.number_style import JMIR
from reportgen.narrative.numbers.number_text import number_text
from tests.narrative.factories import case, comparison

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportgen.analysis.outcomes import Outcomes

PARTS = ("ci_low", "value", "ci_high")
MEAN = "readers.mean.after_vs_before"
# Four decimals at most, as data have them; a bound of 1e-9 is 0 to every reader.
numbers = st.integers(-(10**7), 10**7).map(lambda x: x / 10**4)
estimates = st.builds(
    lambda ends, form: Quantity(
        id=f"{MEAN}.{'ratio' if form is Form.RATIO else 'difference'}",
        value=sorted(ends)[1],
        ci_low=sorted(ends)[0],
        ci_high=sorted(ends)[2],
        form=form,
        unit="percentage points" if form is Form.POINTS else "",
    ),
    st.tuples(numbers, numbers, numbers),
    st.sampled_from([Form.MEASURE, Form.RATIO, Form.POINTS]),
)


def printed(quantity: Quantity, part: str = "value") -> Decimal:
    """Return a number as printed, ``<1`` as 0.5, ``>99%`` as 99.5."""
    text = number_text(quantity, JMIR, part).replace("\u2212", "-").replace(",", "").rstrip("%")
    number = Decimal(text.lstrip("<>"))
    if text[0] not in "<>":
        return number
    half = Decimal(5).scaleb(-printed_decimals(quantity) - 1)
    return number + half if number > 50 else number - half.copy_sign(number)


@given(estimates)
def test_an_estimate_that_is_not_0_is_not_printed_as_0(found: Quantity) -> None:
    assert bool(printed(found)) is bool(found.value)


@given(st.integers(-(10**6), 10**6), st.integers(0, 3))
def test_halves_are_rounded_away_from_0(whole: int, decimals: int) -> None:
    half = Decimal(2 * whole + (1 if whole >= 0 else -1)) / 2
    value = float(half.scaleb(-decimals))
    found = Quantity(id="a", value=value, form=Form.MEASURE, decimals=decimals)
    away = whole + (1 if whole >= 0 else -1)
    assert printed(found) == Decimal(away).scaleb(-decimals)


@given(estimates)
def test_a_significant_estimate_and_its_interval_are_off_the_null_value(found: Quantity) -> None:
    null = 1 if found.form is Form.RATIO else 0
    if is_off_null(found):
        assert all((printed(found, part) > null) == (printed(found) > null) for part in PARTS)
        assert null not in {printed(found, part) for part in PARTS}


@given(estimates)
def test_a_significant_difference_of_one_digit_has_no_end_one_unit_from_0(found: Quantity) -> None:
    unit = Decimal(1).scaleb(-printed_decimals(found))
    if is_off_null(found) and found.form is not Form.RATIO and abs(printed(found)) < 10 * unit:
        ends = [abs(printed(found, part)) for part in ("ci_low", "ci_high")]
        assert unit not in ends or printed_decimals(found) > 3


@given(estimates)
def test_two_ends_do_not_print_alike(found: Quantity) -> None:
    assert found.ci_high is not None
    assert found.ci_low is not None
    if found.ci_high - found.ci_low >= 0.01:
        assert printed(found, "ci_low") < printed(found, "ci_high")


@given(estimates)
def test_an_estimate_has_the_decimals_of_its_ends_and_at_most_two_more(found: Quantity) -> None:
    digits = {number_text(found, JMIR, part).partition(".")[2] for part in PARTS}
    assert len({len(item) for item in digits}) == 1
    if not is_off_null(found):
        assert printed_decimals(found) <= 6


@given(estimates)
def test_the_ledger_prints_the_same(found: Quantity) -> None:
    again = recorded_quantity(found.id, quantity_record(found, JMIR))
    assert [number_text(again, JMIR, part) for part in PARTS] == [
        number_text(found, JMIR, part) for part in PARTS
    ]


@pytest.mark.parametrize("kind", [MetricKind.AVERAGE, MetricKind.RATE])
@settings(max_examples=60, deadline=None)
@given(
    before=st.integers(1, 10**5),
    change=st.integers(-70, 100),
    spread=st.sampled_from([0.001, 0.03, 0.2]),
)
def test_printed_means_agree_with_their_difference_and_ratio(
    kind: MetricKind, before: int, change: int, spread: float
) -> None:
    scale = 10**5 * 2.6 if kind is MetricKind.RATE else 997
    after = before * (100 + change) / 100
    base, later = (
        [mean * (1 + place * spread) / scale for place in (-1, 0, 1)] for mean in (before, after)
    )
    quantities = _compared(base, later, kind)
    stem = PeriodIds("readers", Test.MEAN.analysis, contrast("before", "after")).stem
    first, second = (quantities[f"readers.mean.{period}.mean"] for period in ("before", "after"))
    difference, ratio = quantities[f"{stem}.difference"], quantities[f"{stem}.ratio"]
    assert len({printed_decimals(item) for item in (first, second, difference)}) == 1
    unit = Decimal(1).scaleb(-printed_decimals(difference))
    off = abs(printed(second) - printed(first) - printed(difference))
    assert off < unit or (off == unit and abs(printed(difference)) >= 10 * unit)
    if is_off_null(difference):
        assert printed(first) != printed(second)
    # Of a mean with two digits, a ratio of three is not that of the printed ones.
    digit = Decimal(1).scaleb(-printed_decimals(ratio))
    if min(printed(first), printed(second)) >= unit / digit:
        quotient = (printed(second) / printed(first)).quantize(digit, rounding=ROUND_HALF_UP)
        assert abs(quotient - printed(ratio)) <= digit


def _compared(base: list[float], later: list[float], kind: MetricKind) -> Mapping[str, Quantity]:
    analysed = case(base, later, comparison(Test.MEAN), kind=kind)
    return with_common_decimals(analysed.outcomes).quantities


@pytest.mark.parametrize("form", [Form.SHARE, Form.LIMIT])
@settings(deadline=None)
@given(low=st.integers(0, 9990), width=st.integers(10, 300))
def test_two_ends_of_a_range_do_not_print_alike(form: Form, low: int, width: int) -> None:
    ids = XmrIds("readers", "after")
    ends = {ids.period_low: low / 10**4, ids.period_high: (low + width) / 10**4}
    known = {name: Quantity(id=name, value=value, form=form) for name, value in ends.items()}
    found = with_common_decimals(replace(_plain(), quantities=known)).quantities
    assert printed(found[ids.period_low]) < printed(found[ids.period_high])
    assert len({printed_decimals(item) for item in found.values()}) == 1


@cache
def _plain() -> Outcomes:
    return case([1.0] * 12, [2.0] * 12).outcomes
