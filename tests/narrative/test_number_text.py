from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.model.quantity import Form, Quantity
from reportgen.narrative.numbers.number_text import (
    AMA,
    JMIR,
    has_part,
    interval_text,
    number,
    number_style,
    number_text,
)

MINUS = "\u2212"
FORMS_OF_ESTIMATES = (Form.MEASURE, Form.RATIO, Form.COEFFICIENT, Form.SHARE)


def quantity(
    value: float | str | None,
    form: Form,
    *,
    low: float | None = None,
    high: float | None = None,
    name: str = "readers.mean.before.mean",
    n: int | None = None,
    numerator: int | None = None,
    unit: str = "",
) -> Quantity:
    return Quantity(
        id=name,
        value=value,
        form=form,
        ci_low=low,
        ci_high=high,
        confidence_level=0.95,
        n=n,
        numerator=numerator,
        unit=unit,
        reason="" if value is not None else "the base is 0",
    )


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.03, ".03"),
        (0.025, ".03"),
        (0.035, ".04"),
        (0.15, ".15"),
        (0.2, ".20"),
        (0.049, ".049"),
        (0.0496, ".0496"),
        (0.0504, ".0504"),
        (0.05, ".05"),
        (0.051, ".051"),
        (0.01, ".01"),
        (0.0099, ".01"),
        (0.0094, ".009"),
        (0.004, ".004"),
        (0.0045, ".005"),
        (0.0055, ".006"),
        (0.001, ".001"),
        (0.00099, "<.001"),
        (1.81e-5, "<.001"),
        (0.0, "<.001"),
        (0.99, ".99"),
        (0.991, ">.99"),
        (1.0, ">.99"),
    ],
)
def test_p_values_follow_ama_and_are_never_rounded_across_alpha(value: float, text: str) -> None:
    assert number_text(quantity(value, Form.P_VALUE), JMIR) == text


def test_another_alpha_keeps_its_own_side() -> None:
    style = number_style("jmir", alpha=0.1)
    assert number_text(quantity(0.0951, Form.P_VALUE), style) == ".095"
    assert number_text(quantity(0.0951, Form.P_VALUE), JMIR) == ".10"


@given(st.floats(0, 1), st.sampled_from([0.05, 0.01, 0.1, 0.005]))
def test_a_printed_p_value_is_on_the_side_of_alpha_that_it_is_on(p: float, alpha: float) -> None:
    text = number_text(quantity(p, Form.P_VALUE), number_style("ama", alpha=alpha))
    assert not text.startswith("0")
    if text[0] == "." and p != alpha:
        assert (Decimal(text) < Decimal(repr(alpha))) == (p < alpha)
    assert text != ".000"


@pytest.mark.parametrize(
    ("value", "low", "high", "text"),
    [
        (1.72, 1.5, 1.9, "1.7"),
        (2.68, 0.3, 5.1, "2.7"),
        (5.78, None, None, "5.8"),
        (0.866, 0.71, 1.06, "0.87"),
        (1.02, None, None, "1.02"),
        (1.25, None, None, "1.3"),
        (1.35, None, None, "1.4"),
        (2.11, 2.08, 2.14, "2.11"),
        (2.113, 2.1128, 2.1132, "2.11"),
        (1.2, 1.03, 1.4, "1.20"),
        (1.2, 1.002, 1.4, "1.200"),
        (12.3, None, None, "12.3"),
        (0.004, None, None, "0.004"),
        (0.00004, None, None, "<0.01"),
    ],
)
def test_ratios_have_one_or_two_decimals(
    value: float, low: float | None, high: float | None, text: str
) -> None:
    assert number_text(quantity(value, Form.RATIO, low=low, high=high), JMIR) == text


@pytest.mark.parametrize(
    ("value", "low", "high", "text"),
    [
        (68.24, 60.0, 77.0, "68"),
        (68.24, 67.8, 68.7, "68.2"),
        (68.246, 68.20, 68.29, "68.25"),
        (68.2, 68.1999, 68.2001, "68.20"),
        (0.0123, 0.0111, 0.0135, "0.012"),
        (44991.7, 33842, 56141, "44,992"),
        (44991.7, None, None, "44,992"),
        (9999.4, None, None, "9999"),
        (9999.6, None, None, "10,000"),
        (1512.3, None, None, "1512"),
        (45.67, None, None, "45.7"),
        (4.567, None, None, "4.57"),
        (0.04567, None, None, "0.046"),
        (1500.0, None, None, "1500"),
        (-9.2, -22.0, 4.0, f"{MINUS}9"),
        (-0.2, -22.0, 4.0, f"{MINUS}0.2"),
        (-0.002, -22.0, 4.0, f">{MINUS}1"),
        (-1e-14, -22.0, 4.0, "0"),
        (2.0, 1.0, 3.0, "2.0"),
        (39.0, 1.2, 76.8, "39"),
        (26.01, 26.0001, 26.4, "26.0"),
        (3.0, 0.4, 5.6, "3.0"),
        (2.5, None, None, "2.5"),
        (2.504, None, None, "2.50"),
    ],
)
def test_measures_follow_their_interval_or_three_digits(
    value: float, low: float | None, high: float | None, text: str
) -> None:
    assert number_text(quantity(value, Form.MEASURE, low=low, high=high), JMIR) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(2.5, "3"), (3.5, "4"), (0.5, "1"), (-1.5, f"{MINUS}2"), (12345.0, "12,345")],
)
def test_exact_halves_round_away_from_zero(value: float, text: str) -> None:
    assert number_text(quantity(value, Form.COUNT), JMIR) == text


@pytest.mark.parametrize(("value", "text"), [(2.675, "2.68"), (2.665, "2.67"), (1.005, "1.01")])
def test_halves_are_those_of_the_decimal_text_not_of_the_binary_number(
    value: float, text: str
) -> None:
    assert number_text(quantity(value, Form.COEFFICIENT), JMIR) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.97, "0.97"),
        (0.996, "0.996"),
        (0.99995, "0.99995"),
        (1.0, "1.00"),
        (-0.854, f"{MINUS}0.85"),
    ],
)
def test_a_coefficient_under_1_is_never_printed_as_1(value: float, text: str) -> None:
    assert number_text(quantity(value, Form.COEFFICIENT), JMIR) == text


@pytest.mark.parametrize(
    ("numerator", "n", "text"),
    [
        (15, 15, "100%"),
        (2, 9, "22%"),
        (98, 99, "99%"),
        (1, 8, "13%"),
        (3, 8, "38%"),
        (333, 999, "33.3%"),
        (333, 1000, "33.30%"),
        (99_999, 100_000, ">99.99%"),
        (0, 9, "0%"),
    ],
)
def test_percentages_have_the_decimals_that_n_allows(numerator: int, n: int, text: str) -> None:
    share = quantity(numerator / n, Form.SHARE, n=n, numerator=numerator)
    assert number_text(share, JMIR) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.023, "2.3%"), (0.64, "64%"), (0.997, ">99%"), (0.0034, "0.34%"), (0.00001, "<0.01%")],
)
def test_a_share_without_counts_has_two_significant_digits(value: float, text: str) -> None:
    assert number_text(quantity(value, Form.SHARE), JMIR) == text


def test_a_difference_of_shares_is_printed_in_points_without_a_percent_sign() -> None:
    share = quantity(0.667, Form.POINTS, low=0.21, high=0.85)
    assert number_text(share, JMIR) == "67"
    assert interval_text(share, JMIR) == "21-85"


@pytest.mark.parametrize(
    ("form", "value", "text"),
    [
        (Form.SHARE, 0.925, "92.5%"),
        (Form.SHARE, 0.9, "90%"),
        (Form.RATIO, 1.25, "1.25"),
        (Form.RATIO, 2.0, "2"),
        (Form.MEASURE, 12345.5, "12,345.5"),
        (Form.POINTS, 0.025, "2.5"),
        (Form.DEGREES_OF_FREEDOM, 8.5, "8.5"),
        (Form.COEFFICIENT, 0.125, "0.125"),
        (Form.COUNT, 12, "12"),
    ],
)
def test_a_target_is_printed_as_it_was_typed(form: Form, value: float, text: str) -> None:
    assert number_text(quantity(value, form.as_target), JMIR) == text


def test_statistics_have_two_decimals_and_whole_degrees_of_freedom_none() -> None:
    assert number_text(quantity(2.204, Form.STATISTIC), JMIR) == "2.20"
    assert number_text(quantity(2.0, Form.STATISTIC), JMIR) == "2.00"
    assert number_text(quantity(22.0, Form.DEGREES_OF_FREEDOM), JMIR) == "22"
    assert number_text(quantity(15.42, Form.DEGREES_OF_FREEDOM), JMIR) == "15.42"


def test_dates_are_written_as_a_journal_writes_them() -> None:
    assert number_text(quantity("2023-06-05", Form.DATE), JMIR) == "5 June 2023"


def test_thousands_are_separated_above_9999_as_in_each_number_style() -> None:
    found = quantity(36127, Form.COUNT)
    assert number_text(found, JMIR) == "36,127"
    assert number_text(found, AMA) == "36\u2009127"
    assert number_text(quantity(6500, Form.COUNT), AMA) == "6500"


@pytest.mark.parametrize(
    ("value", "low", "high", "text"),
    [
        (48.1, 41.2, 55.0, "41-55"),
        (1.1, 0.44, 1.76, "0.4-1.8"),
        (0.21, -0.22, 0.64, f"{MINUS}0.2 to 0.6"),
        (-3.4, -5.5, -1.25, f"{MINUS}5.5 to {MINUS}1.3"),
        (-3.4, -5.5, -1.75, f"{MINUS}6 to {MINUS}2"),
        (48.1, 41.2, None, "41 or more"),
        (48.1, None, 55.0, "55 or less"),
    ],
)
def test_intervals_say_to_where_a_bound_is_negative(
    value: float, low: float | None, high: float | None, text: str
) -> None:
    assert interval_text(quantity(value, Form.MEASURE, low=low, high=high), JMIR) == text


def test_shares_keep_the_percent_sign_on_both_bounds() -> None:
    share = quantity(1.0, Form.SHARE, low=0.796, high=1.0, n=15, numerator=15)
    assert interval_text(share, JMIR) == "80%-100%"


def test_confidence_level_and_counts_are_numbers_of_the_quantity_too() -> None:
    share = quantity(0.6, Form.SHARE, low=0.4, high=0.8, n=15_000, numerator=9000)
    assert number_text(share, JMIR, "confidence_level") == "95%"
    assert number_text(share, JMIR, "n") == "15,000"
    assert number(share, JMIR, "numerator").part == "numerator"


def test_a_missing_part_of_a_quantity_is_an_error_with_the_reason() -> None:
    with pytest.raises(ValueError, match="the base is 0"):
        number_text(quantity(None, Form.RATIO), JMIR)
    with pytest.raises(ValueError, match="open"):
        number_text(quantity(1.0, Form.RATIO, low=0.5), JMIR, "ci_high")
    with pytest.raises(ValueError, match="expected one of"):
        number_text(quantity(1.0, Form.RATIO), JMIR, "median")


def test_an_unknown_style_is_an_error() -> None:
    with pytest.raises(ValueError, match="ama, jmir"):
        number_style("apa")


def parsed(text: str) -> Fraction:
    if text.startswith("<") and "%" not in text:
        return Fraction(0)  # what is not 0 and rounds to it
    plain = text.replace(MINUS, "-").replace(",", "").rstrip("%").lstrip("<>")
    return Fraction(plain)


bounds = st.floats(-1e6, 1e6, allow_nan=False).map(lambda x: round(x, 6) + 0.0)


@given(st.tuples(bounds, bounds, bounds).map(sorted), st.sampled_from(FORMS_OF_ESTIMATES))
def test_a_printed_estimate_lies_inside_its_printed_interval(
    numbers: list[float], form: Form
) -> None:
    low, value, high = numbers
    if form is Form.SHARE:  # shares lie between 0 and 1
        low, value, high = (abs(x) / 1e6 for x in (0.0, min(map(abs, numbers)), 1e6))
    found = quantity(value, form, low=low, high=high)
    texts = [parsed(number_text(found, JMIR, part)) for part in ("ci_low", "value", "ci_high")]
    assert texts == sorted(texts)


@given(bounds, st.sampled_from([Form.MEASURE, Form.RATIO, Form.COUNT, Form.STATISTIC]))
def test_rounding_moves_a_number_by_half_a_unit_at_most(value: float, form: Form) -> None:
    text = number_text(quantity(value, form), JMIR)
    decimals = len(text.partition(".")[2])
    if text[0] in "<>":  # between 0 and one unit of the last digit
        assert abs(parsed(text)) == Fraction(1, 10**decimals) > 2 * abs(Fraction(repr(value)))
        return
    assert abs(parsed(text) - Fraction(repr(value))) <= Fraction(1, 2 * 10**decimals)
    assert text not in {f"{MINUS}0", f"{MINUS}0.0", f"{MINUS}0.00"}
    assert "-" not in text


@given(bounds)
def test_both_number_styles_print_the_same_digits(value: float) -> None:
    found = quantity(value, Form.MEASURE)
    assert number_text(found, JMIR).replace(",", "") == number_text(found, AMA).replace(
        "\u2009", ""
    )


@pytest.mark.parametrize(
    ("value", "text"), [(90.9112, "91"), (2.371, "2.4"), (120_202.3, "120,202"), (0.0571, "0.057")]
)
def test_a_standard_deviation_has_two_significant_digits(value: float, text: str) -> None:
    spread = Quantity(id="hours.mean.after.sd", value=value, form=Form.SPREAD, n=12)
    assert number_text(spread, JMIR) == text


def test_a_mean_over_a_few_people_has_one_decimal() -> None:
    above = Quantity(id="committee.before.hierarchy", value=5.5333, form=Form.MEAN_OF_PEOPLE)
    assert number_text(above, JMIR) == "5.5"


def test_an_interval_of_a_missing_value_is_an_error() -> None:
    nothing = quantity(None, Form.RATIO, low=1.0, high=2.0)
    with pytest.raises(ValueError, match=r"`readers\.mean\.before\.mean` "):
        interval_text(nothing, JMIR)


@pytest.mark.parametrize("form", [*FORMS_OF_ESTIMATES, Form.COUNT, Form.STATISTIC])
@pytest.mark.parametrize("value", [1e300, -1e300, 5e-324])
@pytest.mark.parametrize("name", ["goals.reach.target", "goals.reach.gap", "visits.slope.df"])
def test_the_largest_and_the_smallest_double_can_be_printed(
    form: Form, value: float, name: str
) -> None:
    assert number_text(quantity(value, form, name=name), JMIR)


@pytest.mark.parametrize(("value", "size"), [(-39.0, "39"), (39.0, "39"), (0.0, "0")])
def test_the_size_of_a_number_has_no_sign(value: float, size: str) -> None:
    assert number_text(quantity(value, Form.MEASURE), JMIR, "size") == size


def test_a_day_has_no_size() -> None:
    day = quantity("2024-05-01", Form.DATE)
    assert not has_part(day, "size")
