"""Sentences on a metric in the reporting period: all of them follow its one verdict."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from reportgen.analysis.analyse import analyse
from reportgen.analysis.monitoring.control_chart import ControlChart
from reportgen.model.comparison import Comparison, Margin, Test
from reportgen.model.frequency import DateSpan, Frequency
from reportgen.model.goal import Goal, Measure, TargetDirection
from reportgen.model.metric import Direction, MetricKind, Redefinition
from reportgen.model.monitoring_verdict import Course, MonitoringVerdict, Tone
from reportgen.model.period import Period
from reportgen.model.prose import Strong, plain_text
from reportgen.model.series import Observation, Series
from reportgen.model.verdict import Strength, VerdictKind
from reportgen.narrative.phrases import paragraph
from tests.analysis.factories import configuration, dataset, metric, monthly
from tests.narrative.factories import Case

if TYPE_CHECKING:
    from collections.abc import Sequence

START = date(2018, 7, 1)
HALF_YEAR = Period(id="reporting", label="r", first=date(2021, 1, 1), last=date(2021, 6, 30))
STEADY = (100 + np.random.default_rng(3).normal(0, 3, 36)).round(1).tolist()
MONTHS = [DateSpan(date(2021, at, 1), date(2021, at, 28)) for at in range(1, 7)]


def monitored(
    later: Sequence[float],
    *,
    kind: MetricKind = MetricKind.AVERAGE,
    period: Period | None = HALF_YEAR,
    comparisons: tuple[Comparison, ...] = (),
    goals: tuple[Goal, ...] = (),
    **changes: Any,
) -> Case:
    """Return 36 monthly values up to June 2021, of which the last ones are replaced."""
    values = [*STEADY[: 36 - len(later)], *later]
    data = dataset(monthly(metric("posts", kind, **changes), START, values))
    config = configuration(data, reporting_period=period, comparisons=comparisons, goals=goals)
    return Case(configuration=config, outcomes=analyse(config, data))


def test_days_are_expected_to_be_like_the_same_days_of_other_weeks() -> None:
    days = [date(2022, 7, 1) + timedelta(days=n) for n in range(731)]
    noise = np.random.default_rng(5).normal(0, 4, len(days)).round()
    visits = metric("visits", MetricKind.COUNT)
    seen = tuple(
        Observation(
            first=day,
            last=day,
            value=float((40 if day.weekday() >= 5 else 100) + more),
            file=visits.file,
            rows=(row,),
        )
        for row, (day, more) in enumerate(zip(days, noise, strict=True), 2)
    )
    data = dataset(
        Series(metric=visits, frequency=Frequency.DAY, observations=seen, column="visits")
    )
    june = Period(id="reporting", label="r", first=date(2024, 6, 1), last=date(2024, 6, 30))
    config = configuration(data, reporting_period=june)
    known = Case(configuration=config, outcomes=analyse(config, data))
    [found] = known.outcomes.monitoring
    assert isinstance(found.chart, ControlChart)
    highest = {
        is_free: max(
            limits.high or 0.0
            for day, limits in zip(found.days[-30:], found.chart.limits, strict=True)
            if (day.weekday() >= 5) is is_free
        )
        for is_free in (True, False)
    }
    # A free day like a working day is a signal; one like other free days is none.
    assert highest[True] < 70 < highest[False]
    assert not found.signals
    assert found.verdict.course is Course.EXPECTED


def judged(known: Case, verdict: MonitoringVerdict) -> Case:
    """Return a case with another verdict on its metric."""
    (found,) = known.outcomes.monitoring
    changed = (replace(found, verdict=verdict),)
    return replace(known, outcomes=replace(known.outcomes, monitoring=changed))


def statement_texts(known: Case, subject: str = "monitoring.posts") -> tuple[str, str]:
    statement = known.narrative.statements[subject]
    return plain_text(paragraph(*statement.short)), plain_text(paragraph(*statement.full))


def verdict(course: Course, tone: Tone = Tone.NEUTRAL, **changes: Any) -> MonitoringVerdict:
    return MonitoringVerdict(course=course, tone=tone, **changes)


def signal(first: int, last: int) -> dict[str, Any]:
    return {
        "is_high": True,
        "first": MONTHS[first],
        "last": MONTHS[last],
        "is_from_start": first == 0,
    }


OVERALL = "Over the whole period, the average was 101 posts, after "
CASES = [
    (
        verdict(Course.CHANGED, Tone.BETTER, **signal(0, 5)),
        "Posts rose to 101 posts, up from 101 a year earlier. The expected ",
        "Posts rose to 101 posts",
        "Rose, for the better",
    ),
    (
        verdict(Course.CHANGED, Tone.WORSE, **{**signal(2, 5), "is_high": False}),
        f"Posts fell from March 2021 on. {OVERALL}",
        "Posts fell from March 2021 on",
        "Fell, for the worse",
    ),
    (
        verdict(Course.SINCE, **signal(0, 5)),
        "Posts ran higher than expected over the half-year as a whole: 101 posts, after ",
        "Posts ran higher than expected over the half-year as a whole",
        "Higher than expected",
    ),
    (
        verdict(Course.SINCE, Tone.WORSE, **signal(5, 5)),
        f"Posts ran higher than expected in June 2021. {OVERALL}",
        "Posts ran higher than expected in June 2021",
        "Higher than expected, for the worse",
    ),
    (
        verdict(Course.PASSED, **signal(0, 2)),
        f"Posts ran higher than expected until March 2021 and as expected since. {OVERALL}",
        "Posts ran higher than expected until March 2021 and as expected since",
        "Higher for a time",
    ),
    (
        verdict(Course.PASSED, **{**signal(1, 2), "is_high": False}),
        (
            "Posts ran lower than expected from February 2021 to March 2021 and as expected since. "
            f"{OVERALL}"
        ),
        "Posts ran lower than expected from February 2021 to March 2021 and as expected since",
        "Lower for a time",
    ),
    (
        verdict(Course.PASSED, **signal(2, 2)),
        f"Posts ran higher than expected in March 2021 and as expected since. {OVERALL}",
        "Posts ran higher than expected in March 2021 and as expected since",
        "Higher for a time",
    ),
    (
        verdict(Course.UNLIKE_A_YEAR_AGO, Tone.BETTER, is_high=True),
        "Posts came out higher than a year earlier, within the expected range: 101 posts, after ",
        "Posts came out higher than a year earlier, within the expected range",
        "Higher than a year earlier, for the better",
    ),
    (
        verdict(Course.EXPECTED),
        "Posts stayed within the expected range of ",
        "Posts stayed within the expected range",
        "As expected",
    ),
    (
        verdict(Course.UNCLEAR),
        "Posts varied too much to judge a change: 101 posts, after ",
        "Posts varied too much to judge a change",
        "Too variable to judge",
    ),
]


@pytest.mark.parametrize(("found", "sentence", "title", "cell"), CASES)
def test_sentence_title_and_cell_follow_the_verdict_and_the_alternative_text_has_none(
    found: MonitoringVerdict, sentence: str, title: str, cell: str
) -> None:
    known = judged(monitored([101.0] * 6), found)
    limits = {Course.UNCLEAR: " is too wide to tell: ", Course.EXPECTED: " of "}
    for text in statement_texts(known):
        assert text.startswith(sentence)
        assert f"he expected range{limits.get(found.course, ' was ')}" in text
        is_open = "Whether that is higher than a year earlier is uncertain: the test" in text
        assert is_open is (found.course is Course.SINCE)
    words = known.narrative.figure_words["xmr.posts"]
    assert plain_text(words.title) == title
    assert title not in plain_text(words.alt)
    assert plain_text(known.narrative.variations["posts"]) == cell
    label = plain_text(known.narrative.headlines[0].label)
    assert label == f"Posts, compared with 101 a year earlier: {cell[0].lower()}{cell[1:]}"


@pytest.mark.parametrize("found", [found for found, *_ in CASES])
def test_list_panel_title_and_alternative_text_share_no_sentence(found: MonitoringVerdict) -> None:
    known = judged(monitored([101.0] * 6), found)
    words = known.narrative.figure_words["xmr.posts"]
    panel, _ = statement_texts(known)
    (point,) = map(plain_text, known.narrative.must_know)
    alt = plain_text(words.alt)
    assert "; in the period: 101; expected for June 2021: " in alt
    parts = [re.split(r"(?<=[.;:]) ", text) for text in (panel, point, alt)]
    for place, sentences in enumerate(parts):
        for other in parts[place + 1 :]:
            assert not set(sentences) & set(other)


KEY_POINTS = [
    "Posts: 101, up on a year earlier. That compares with ",
    "Posts: down on a year earlier since March 2021; 101 posts in June 2021. The period as a whole",
    "Posts: 101, higher than expected. That compares with ",
    "Posts: higher than expected in June 2021; 101 posts in June 2021. The period as a whole had ",
    "Posts: higher for a time (January 2021 to March 2021). The period as a whole had 101 posts, a",
    "Posts: lower for a time (February 2021 to March 2021). The period as a whole had 101 posts, a",
    "Posts: higher for a time (March 2021). The period as a whole had 101 posts, after ",
    "Posts: 101, higher than a year earlier. That compares with ",
    "Posts: 101, as expected. That compares with ",
    "Posts: 101, too variable to judge. That compares with ",
]


@pytest.mark.parametrize(
    ("found", "start"),
    [(found, start) for (found, *_), start in zip(CASES, KEY_POINTS, strict=True)],
)
def test_a_key_point_dates_its_claim_and_its_value_alike(
    found: MonitoringVerdict, start: str
) -> None:
    (point,) = judged(monitored([101.0] * 6), found).narrative.must_know
    assert plain_text(point).startswith(start)
    (bold, *_) = point
    assert isinstance(bold, Strong)
    assert plain_text((bold,)) == f"{start.split('. ', maxsplit=1)[0]}."


@pytest.mark.parametrize("found", [found for found, *_ in CASES])
def test_a_comparison_of_the_period_has_numbers_and_no_claim_of_its_own(
    found: MonitoringVerdict,
) -> None:
    known = judged(monitored([101.0] * 6), found)
    outcomes = tuple(
        replace(
            item,
            verdict=replace(
                item.verdict,
                verdict=VerdictKind.INCREASE,
                strength=Strength.FRAGILE,
                is_significant=True,
            ),
        )
        for item in known.outcomes.comparisons
    )
    known = replace(known, outcomes=replace(known.outcomes, comparisons=outcomes))
    assert len(outcomes) == 1
    for item in outcomes:
        short, full = statement_texts(known, item.comparison.id)
        assert short.startswith("Posts: 101 posts in the half-year, after ")
        assert full.startswith(short[:-1] + " (ratio ")
        assert "; P" in full
        assert "rose" not in full
        assert "significant" not in full
    assert not any("fragile" in plain_text(item) for item in known.narrative.limitations)


def test_the_counts_of_months_outside_their_ranges_are_said() -> None:
    short, _ = statement_texts(monitored([130.0, 131, 100, 129, 70, 128]))
    assert (
        "In 4 of 6 months, the value was above its own expected range and in 1 of 6 months, the "
        "value was below its own expected range."
    ) in short
    assert "its own" not in statement_texts(monitored([100.0] * 6))[0]
    assert "In all 6 months, the value was above" in statement_texts(monitored([140.0] * 6))[0]
    assert "In all 6 months, the value was below" in statement_texts(monitored([60.0] * 6))[0]


def test_a_single_month_is_named_once() -> None:
    june = Period(id="reporting", label="r", first=date(2021, 6, 1), last=date(2021, 6, 30))
    short, _ = statement_texts(monitored([140.0], period=june))
    assert short.startswith(
        "Posts ran higher than expected: 140 posts, after 100 in the month before and 98.5 a year "
        "earlier."
    )
    assert "its own" not in short


def test_gains_are_called_gains() -> None:
    totals = [1000.0 + 10 * at + at % 3 for at in range(36)]
    data = dataset(monthly(metric("posts"), START, totals))
    config = configuration(data, reporting_period=HALF_YEAR)
    known = Case(configuration=config, outcomes=analyse(config, data))
    short, full = statement_texts(known)
    assert short.startswith(
        "Monthly gains in Posts stayed within the expected range of 9.8 to 10.2: 10 posts a month, "
    )
    assert "The range is forecast from the 29 months before, whose mean is 10" in full


def test_without_a_chart_the_reason_is_said_and_nothing_is_claimed() -> None:
    data = dataset(monthly(metric("posts", MetricKind.COUNT), date(2021, 1, 1), STEADY[:6]))
    config = configuration(data, reporting_period=HALF_YEAR)
    known = Case(configuration=config, outcomes=analyse(config, data))
    short, full = statement_texts(known)
    assert short == full
    assert short == (
        "Posts can't be compared with an expected range: limits need a baseline of at least 12 "
        "values, and this one has 0."
    )
    assert plain_text(known.narrative.variations["posts"]) == "Not assessable"
    assert known.narrative.must_know == ()


def test_without_a_chart_a_clear_difference_from_a_year_earlier_is_said() -> None:
    data = dataset(monthly(metric("posts", MetricKind.COUNT), date(2021, 1, 1), STEADY[:6]))
    config = configuration(data, reporting_period=HALF_YEAR)
    known = Case(configuration=config, outcomes=analyse(config, data))
    clear = judged(known, verdict(Course.UNLIKE_A_YEAR_AGO, Tone.WORSE, is_high=False))
    assert statement_texts(clear)[0] == (
        "Posts came out lower than a year earlier: 99 posts a month."
    )
    title = clear.narrative.figure_words["months.posts"].title
    assert plain_text(title) == (
        "Posts came out lower than a year earlier between January and June 2021"
    )


def _goal(quantity: str) -> Goal:
    return Goal(
        id="posts",
        specific="Post more",
        measurable=Measure(quantity=quantity, target=101, direction=TargetDirection.AT_LEAST),
        achievable="",
        relevant="",
        time_bound=date(2021, 6, 30),
    )


def test_the_months_that_met_the_target_are_counted() -> None:
    goals = (_goal("posts.mean.reporting.mean"),)
    known = monitored([100.0, 102, 103, 99, 101, 104], goals=goals)
    short, full = statement_texts(known)
    assert "The target of at least 101 posts was met in 4 of 6 months." in full
    # A board report has the target in the margin.
    assert "target" not in short


def test_without_a_chart_the_months_that_met_the_target_are_counted_too() -> None:
    data = dataset(monthly(metric("posts", MetricKind.COUNT), date(2021, 1, 1), [99, 105, 104.0]))
    period = Period(id="reporting", label="r", first=date(2021, 1, 1), last=date(2021, 3, 31))
    config = configuration(
        data, reporting_period=period, goals=(_goal("posts.observed.reporting.mean"),)
    )
    known = Case(configuration=config, outcomes=analyse(config, data))
    assert "The target of at least 101 posts was met in 2 months." in statement_texts(known)[1]


@pytest.mark.parametrize(
    ("target", "months"), [(90.0, "in all 6 months"), (150.0, "in none of the 6")]
)
def test_a_target_that_all_or_no_months_met_is_told_so(target: float, months: str) -> None:
    goal = _goal("posts.mean.reporting.mean")
    assert goal.measurable is not None
    goal = replace(goal, measurable=replace(goal.measurable, target=target))
    _, full = statement_texts(monitored([100.0, 102, 103, 99, 101, 104], goals=(goal,)))
    assert f"posts was met {months}" in full


def test_a_redefinition_is_explained_and_earlier_periods_are_no_longer_compared() -> None:
    change = Redefinition(on=date(2019, 3, 1), note="the door counter was replaced.")
    known = monitored([101.0] * 6, redefined=(change,))
    short, full = statement_texts(known)
    for text in (short, full):
        assert text.endswith(
            "The expected range rests on the values from March 2019 on, when the definition "
            "changed: the door counter was replaced."
        )
    assert "forecast from the 22 months before" in full
    assert "a year earlier" in short
    late = replace(change, on=date(2020, 2, 15))
    short, _ = statement_texts(monitored([101.0] * 6, redefined=(late,)))
    assert short.startswith(
        "Posts can't be compared with an expected range: its definition changed on 15 February "
        "2020, and limits need a baseline of at least 12 values, and this one has 10."
    )
    assert "a year earlier" not in short


def test_a_redefinition_within_a_month_is_named_by_its_day() -> None:
    change = Redefinition(on=date(2019, 3, 15), note="staff count by hand")
    short, _ = statement_texts(monitored([101.0] * 6, redefined=(change,)))
    assert "from 15 March 2019 on" in short


def test_a_redefinition_after_the_period_changes_nothing() -> None:
    change = Redefinition(on=date(2022, 1, 1), note="not yet")
    plain, later = monitored([101.0] * 6), monitored([101.0] * 6, redefined=(change,))
    assert statement_texts(later) == statement_texts(plain)


def test_a_planned_margin_does_not_overrule_the_chart() -> None:
    asked = Comparison(
        id="reach",
        metric="posts",
        test=Test.MEAN,
        later="reporting",
        base="previous",
        equivalence_margin=Margin(value=500, is_relative=False),
    )
    known = monitored([140.0] * 6, comparisons=(asked,))
    text = statement_texts(known)[0]
    assert text.startswith(
        "Posts ran higher than expected over the half-year as a whole: 140 posts, "
    )
    assert "equivalent" not in statement_texts(known, "reach")[1]


def test_the_first_key_point_is_what_got_worse_and_says_so_once() -> None:
    known = monitored([140.0] * 6, good=Direction.DOWN)
    (point, *_) = known.narrative.must_know
    text = plain_text(point)
    assert text.startswith("Posts: 140, up on a year earlier. That compares with ")
    assert text.count("140") == 1


@pytest.mark.parametrize("kind", [MetricKind.AVERAGE, MetricKind.COUNT])
def test_a_month_without_a_range_has_its_value_and_that_of_the_month_before(
    kind: MetricKind,
) -> None:
    june = Period(id="reporting", label="r", first=date(2021, 6, 1), last=date(2021, 6, 30))
    data = dataset(
        monthly(metric("posts", kind), date(2020, 12, 1), [100.0, 101, 99, 100, 103, 98, 104])
    )
    config = configuration(data, reporting_period=june)
    short, _ = statement_texts(Case(configuration=config, outcomes=analyse(config, data)))
    assert short == (
        "Posts can't be compared with an expected range: limits need a baseline of at least 12 "
        "values, and this one has 6. The value was 104 posts, after 98 in the month before."
    )


def test_a_rise_from_a_value_that_counted_otherwise_does_not_name_it() -> None:
    change = Redefinition(on=date(2020, 4, 1), note="New counting")
    known = monitored([101.0] * 6, redefined=(change,))
    verdict = replace(
        known.outcomes.monitoring[0].verdict,
        course=Course.CHANGED,
        is_high=True,
        tone=Tone.NEUTRAL,
        first=MONTHS[0],
        last=MONTHS[-1],
        is_from_start=True,
    )
    assert statement_texts(judged(known, verdict))[0].split(". ")[0] == "Posts rose to 101 posts."
