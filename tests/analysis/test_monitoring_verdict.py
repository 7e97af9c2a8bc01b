"""One verdict from control chart, year-on-year comparison and goal."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from reportgen.analysis.calendar_months import add_months, last_of_month, month_index
from reportgen.analysis.monitoring.control_chart import ControlChart, ValueKind, chart_values
from reportgen.analysis.monitoring.decide import YearEarlier, decide
from reportgen.model.frequency import DateSpan
from reportgen.model.metric import Direction
from reportgen.model.monitoring_verdict import Course, MonitoringVerdict, TargetCount, Tone

UP, DOWN, NEITHER = Direction.UP, Direction.DOWN, Direction.NEITHER
MEASURED = ValueKind()
BASELINE = (100 + np.random.default_rng(11).normal(0, 3, 36)).tolist()
HIGHER, LOWER = YearEarlier(difference=9.0, found=UP), YearEarlier(difference=-9.0, found=DOWN)
UNCLEAR = YearEarlier(difference=9.0)


def months(count: int) -> list[DateSpan]:
    starts = [add_months(date(2024, 1, 1), at) for at in range(count)]
    return [DateSpan(start, last_of_month(month_index(start))) for start in starts]


def verdict(
    later: list[float],
    year: YearEarlier = UNCLEAR,
    *,
    good: Direction = UP,
    before: list[float] = BASELINE,
    kind: ValueKind = MEASURED,
) -> MonitoringVerdict:
    values = [*before, *later]
    chart = chart_values(range(len(values)), values, n_baseline=len(before), kind=kind)
    return decide(chart, months(len(later)), year=year, good=good)


def stretch(found: MonitoringVerdict) -> tuple[int, int]:
    assert found.first is not None
    assert found.last is not None
    return found.first.first.month, found.last.first.month


def test_a_signal_to_the_end_that_a_year_earlier_confirms_is_a_change() -> None:
    found = verdict([112.0] * 6, HIGHER)
    assert (found.course, found.is_high, found.tone) == (Course.CHANGED, True, Tone.BETTER)
    assert (stretch(found), found.is_from_start) == ((1, 6), True)
    low = verdict([88.0] * 6, LOWER)
    assert (low.course, low.is_high, low.tone) == (Course.CHANGED, False, Tone.WORSE)


@pytest.mark.parametrize("year", [UNCLEAR, LOWER, YearEarlier()])
def test_a_signal_to_the_end_that_a_year_earlier_does_not_confirm_is_new(year: YearEarlier) -> None:
    found = verdict([100.0, 100, 100, 112, 113, 112], year)
    assert (found.course, found.is_high) == (Course.SINCE, True)
    assert (stretch(found), found.is_from_start) == ((4, 6), False)


def test_a_difference_beyond_a_trend_that_the_averages_do_not_show_is_none() -> None:
    year = YearEarlier(difference=-9.0, found=UP)
    assert year.found is NEITHER
    assert verdict([112.0] * 6, year).course is Course.SINCE
    assert verdict([100.0] * 6, year).course is Course.EXPECTED


def test_a_signal_that_is_over_is_neither_better_nor_worse() -> None:
    found = verdict([115.0, 116, 115, 100, 99, 101, 100, 100], HIGHER)
    assert (found.course, found.is_high, found.tone) == (Course.PASSED, True, Tone.NEUTRAL)
    assert (stretch(found), found.is_from_start) == ((1, 3), True)
    middle = verdict([100.0, 99, 80, 100, 101, 100], LOWER)
    assert (middle.course, middle.is_high, stretch(middle)) == (Course.PASSED, False, (3, 3))


def test_without_a_signal_a_clear_difference_from_a_year_earlier_is_said() -> None:
    found = verdict([100.0] * 6, LOWER, good=DOWN)
    assert (found.course, found.is_high, found.tone) == (
        Course.UNLIKE_A_YEAR_AGO,
        False,
        Tone.BETTER,
    )
    assert found.first is None


def test_without_either_it_went_as_expected() -> None:
    found = verdict([100.0, 102, 98, 100, 101, 99])
    assert (found.course, found.tone, found.is_remarkable) == (Course.EXPECTED, Tone.NEUTRAL, False)


def test_a_test_of_fewer_than_six_months_decides_nothing() -> None:
    assert verdict([100.0, 101, 99], HIGHER).course is Course.EXPECTED
    assert decide(None, months(3), year=HIGHER, good=UP).course is Course.NOT_ASSESSABLE


@pytest.mark.parametrize("difference", [9.0, -9.0, 0.0, None])
def test_the_sign_alone_of_a_year_earlier_makes_no_change(difference: float | None) -> None:
    # A test of three against three would find nothing, or find it by chance.
    year = YearEarlier(difference=difference, found=NEITHER)
    assert verdict([115.0, 116, 115], year).course is Course.SINCE


WILD = [207.0, 3, 150, 12, 90, 4, 180, 2, 60, 230, 5, 110] * 3
RARE = [0.0, 5, 0, 0, 1, 9, 0, 0, 3, 0, 8, 0] * 3
COUNTED = ValueKind(is_count=True, floor=0.0)


@pytest.mark.parametrize(
    ("later", "before", "course"),
    [
        # A collapse that a wide range holds is not called expected.
        ([4.0, 2, 9], WILD, Course.UNCLEAR),
        ([90.0, 70, 75], WILD, Course.EXPECTED),
        # 5 is not far from 2: such counts differ by chance.
        ([2.0, 1, 2], [*RARE, 0.0, 1, 1], Course.EXPECTED),
        ([5.0, 6, 7], [*RARE, 0.0, 1, 1], Course.UNCLEAR),
        ([0.0, 0, 0], [*RARE, 0.0, 0, 0], Course.EXPECTED),
    ],
)
def test_a_range_that_holds_a_value_and_its_double_says_little(
    later: list[float], before: list[float], course: Course
) -> None:
    assert verdict(later, YearEarlier(), before=before, kind=COUNTED).course is course


def test_a_year_earlier_is_as_far_as_the_period_before() -> None:
    later = [70.0, 80, 75]
    for difference, course in ((-110.0, Course.UNCLEAR), (-20.0, Course.EXPECTED)):
        year = YearEarlier(difference=difference)
        assert verdict(later, year, before=WILD, kind=COUNTED).course is course


def test_gains_are_not_called_far_from_each_other() -> None:
    values = [*WILD, 4.0, 2, 9]
    chart = chart_values(range(len(values)), values, n_baseline=len(WILD))
    found = decide(chart, months(3), year=YearEarlier(), good=UP, is_of_gains=True)
    assert found.course is Course.EXPECTED


def test_without_a_chart_a_clear_difference_is_said() -> None:
    found = decide(None, months(6), year=HIGHER, good=NEITHER)
    assert (found.course, found.is_high, found.tone) == (
        Course.UNLIKE_A_YEAR_AGO,
        True,
        Tone.NEUTRAL,
    )
    unknown = decide(None, months(6), year=UNCLEAR, good=UP)
    assert (unknown.course, unknown.is_remarkable) == (Course.NOT_ASSESSABLE, False)


@pytest.mark.parametrize(
    ("good", "tone"), [(UP, Tone.BETTER), (DOWN, Tone.WORSE), (NEITHER, Tone.NEUTRAL)]
)
def test_the_good_direction_gives_a_change_its_tone(good: Direction, tone: Tone) -> None:
    assert verdict([112.0] * 6, HIGHER, good=good).tone is tone


def test_a_month_within_its_own_range_does_not_date_a_change_of_the_whole_period() -> None:
    # Half a year of admissions to a hospital: the most likely onset is January, in its range.
    before = [100.0, 97, 102, 99, 103, 98, 101, 100, 96, 104, 99, 101] * 2
    for later in ([95.0, 105, 100, 107, 112, 107], [108.0, 106, 107, 106, 107, 100]):
        found = verdict(later, before=before)
        assert found.course is Course.SINCE, later
        assert (stretch(found), found.is_from_start) == ((1, 6), True), later


def test_a_single_month_outside_its_range_is_where_a_change_begins() -> None:
    found = verdict([100.0, 98, 96, 104, 112, 104])
    assert (found.course, stretch(found)) == (Course.SINCE, (5, 6))


def test_a_low_month_does_not_end_a_change_of_the_whole_period() -> None:
    found = verdict([108.0, 112, 109, 111, 103, 110, 108, 109, 111, 110, 109, 104], HIGHER)
    assert (found.course, stretch(found)) == (Course.CHANGED, (1, 12))


def test_the_period_as_a_whole_counts_more_than_a_month() -> None:
    found = verdict([112.0, 113, 112, 113, 112, 80, 113, 112, 113, 112, 112, 113], HIGHER)
    assert (found.course, found.is_high) == (Course.CHANGED, True)


def test_a_month_that_rises_counts_more_than_an_earlier_one_that_fell() -> None:
    found = verdict([100.0, 82, 100, 100, 100, 119])
    assert (found.course, found.is_high, stretch(found)) == (Course.SINCE, True, (6, 6))


def test_what_it_did_last_counts_more_than_what_it_did_before() -> None:
    found = verdict([118.0, 119, 118, 119, 118, 119, 118, 119, 118, 100, 100, 70], HIGHER)
    assert (found.course, found.is_high, stretch(found)) == (Course.SINCE, False, (12, 12))
    over = verdict([118.0, 119, 118, 119, 118, 119, 118, 119, 118, 75, 100, 100], HIGHER)
    assert (over.course, over.is_high, stretch(over)) == (Course.PASSED, False, (10, 10))


def test_no_value_outside_its_limits_is_called_expected() -> None:
    before = [0.0, 1] * 12
    kind = ValueKind(is_count=True, floor=0.0)
    found = verdict([0.0, 19, 0, 9, 0, 0], before=before, kind=kind)
    assert (found.course, stretch(found)) == (Course.PASSED, (2, 4))


def test_a_stretch_without_events_is_low() -> None:
    before = [2.0, 1, 2, 1, 3, 1, 2, 1, 2, 1, 2, 2] * 2
    kind = ValueKind(is_count=True, floor=0.0)
    found = verdict([0.0] * 8, before=before, kind=kind, good=DOWN)
    assert (found.course, found.is_high, found.tone) == (Course.SINCE, False, Tone.BETTER)


def test_the_verdict_knows_how_many_months_met_the_target() -> None:
    target = TargetCount(goal="posts", met=4, total=6)
    assert decide(None, months(6), year=UNCLEAR, good=UP, target=target).target == target


@pytest.mark.parametrize(
    "changes",
    [
        {"course": Course.CHANGED},
        {"course": Course.EXPECTED, "tone": Tone.BETTER},
        {"course": Course.EXPECTED, "first": months(1)[0], "last": months(1)[0]},
    ],
)
def test_a_verdict_that_contradicts_itself_is_an_error(changes: dict[str, object]) -> None:
    with pytest.raises(AssertionError):
        MonitoringVerdict(**changes)  # type: ignore[arg-type]


def test_a_chart_keeps_its_later_values() -> None:
    made = chart_values(range(14), [*BASELINE[:12], 5.0, 6.0], n_baseline=12)
    assert isinstance(made, ControlChart)
    assert made.later == (5.0, 6.0)
