"""Sentences for rare cases."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from reportgen.analysis.analyse import analyse
from reportgen.errors import ReportgenError
from reportgen.model.comparison import Comparison, Margin, Test
from reportgen.model.goal import Goal, GoalStatus, Measure, TargetDirection
from reportgen.model.metric import MetricKind
from reportgen.model.period import Intervention, Period
from reportgen.model.prose import Claim, Number, Text, plain_text
from reportgen.model.quantity import Form, Quantity
from reportgen.model.verdict import Strength, VerdictKind
from reportgen.narrative.comparisons.closing import margin_of
from reportgen.narrative.headlines import latest_value
from reportgen.narrative.numbers.number_style import long_date
from reportgen.narrative.numbers.number_text import JMIR
from reportgen.narrative.numbers.p_value_text import p_value_text
from reportgen.narrative.numbers.period_text import between_text, start_text
from reportgen.narrative.phrases import capitalized, paragraph, sentence
from reportgen.narrative.quantity_phrases import QuantityFormatter
from tests.analysis.cases import COMMITTEE, full_configuration, full_dataset
from tests.analysis.factories import campaign, configuration, dataset, growing, metric, monthly
from tests.narrative.factories import Case, case
from tests.narrative.factories import comparison as compared_by

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.model.metric import Metric

START = date(2018, 7, 1)
FULL = full_dataset()


def with_changes(**changes: Any) -> Case:
    """Return the organization with all topics, with changes to its configuration."""
    config = full_configuration(FULL, **{"comparisons": (), "goals": (), **changes})
    return Case(configuration=config, outcomes=analyse(config, FULL))


def statement_texts(known: Case, subject: str) -> tuple[str, str]:
    statement = known.narrative.statements[subject]
    return plain_text(paragraph(*statement.short)), plain_text(paragraph(*statement.full))


def board_title(*statuses: GoalStatus, target: float = 1) -> str:
    """Return the title of a board brief with goals of these statuses."""
    known = with_changes(
        goals=tuple(_goal(str(number), target=target) for number in range(len(statuses)))
    )
    progress = tuple(
        replace(item, status=status)
        for item, status in zip(known.outcomes.goals, statuses, strict=True)
    )
    outcomes = replace(known.outcomes, goals=progress)
    return plain_text(replace(known, outcomes=outcomes).narrative.board_title)


def _goal(id_: str, quantity: str = "followers.observed.latest.value", target: float = 1) -> Goal:
    return Goal(
        id=id_,
        specific="Grow",
        measurable=Measure(quantity=quantity, target=target, direction=TargetDirection.AT_LEAST),
        achievable="",
        relevant="",
        time_bound=date(2020, 6, 30),
    )


@pytest.mark.parametrize(
    ("status", "title"),
    [
        (GoalStatus.MET, "was met"),
        (GoalStatus.MET_LATE, "was met late"),
        (GoalStatus.MISSED, "was missed"),
        (GoalStatus.ON_TRACK, "is on track"),
        (GoalStatus.AT_RISK, "is at risk"),
    ],
)
def test_a_boards_title_names_its_goal_by_its_number(status: GoalStatus, title: str) -> None:
    words = board_title(status, target=2500)
    grew = "Followers grew faster, at 69 a month, compared with 40"
    assert words.startswith(f"{grew}, and the goal of ")
    assert f", and the goal of 2500 followers {title}; " in words


def test_a_goal_that_is_missed_comes_before_one_that_is_met() -> None:
    title = board_title(GoalStatus.MET, GoalStatus.MISSED)
    assert ", and the goal of 1 follower was missed; " in title
    # Both are on the same metric, whose other goal has a place of its own below.
    assert "was met" not in title


def test_a_board_without_goals_is_titled_by_what_is_known() -> None:
    assert plain_text(with_changes().narrative.board_title)


def test_a_change_within_a_month_is_dated_by_its_day() -> None:
    change = Intervention(on=date(2019, 7, 15), label=" ")
    known = with_changes(intervention=change)
    assert plain_text(known.narrative.opening).startswith(
        "The change under study began on 15 July 2019. "
    )
    text = "\n".join(map(plain_text, known.narrative.methods))
    assert "The change began on 15 July 2019." in text
    trend = known.narrative.figure_words["trend.followers"]
    assert "The vertical line marks 15 July 2019." in plain_text(trend.caption)


def test_where_nothing_is_compared_the_methods_name_no_periods_and_no_test() -> None:
    data = dataset(
        monthly(metric("visits", MetricKind.COUNT), START, [90.0 + n * 5 % 7 for n in range(24)]),
        monthly(metric(), START, growing(900, 30, 24)),
    )
    year = Period(id="year", label="year", first=START, last=date(2019, 6, 30))
    later = Period(id="later", label="later", first=date(2019, 7, 1), last=date(2020, 6, 30))

    def methods(**periods: Period) -> str:
        config = configuration(data, periods=periods)
        known = Case(configuration=config, outcomes=analyse(config, data))
        return "\n".join(map(plain_text, known.narrative.methods))

    default = (
        "For the rest we used the program's standard settings. The report date is the last day"
    )
    assert default in methods(year=year)
    assert "compared" not in methods(year=year)
    assert "2-tailed" not in methods(year=year)
    compared = "We compared the second year with the first year."
    assert compared in methods(year=year, later=later)


def test_nothing_compared_and_nothing_measured_is_titled_by_the_name_alone() -> None:
    campaigns = [campaign("A", date(2019, 2, 1), 9.0)]
    data = dataset(campaigns=campaigns)
    config = configuration(data, report_date=date(2019, 12, 31))
    known = Case(configuration=config, outcomes=analyse(config, data))
    title = plain_text(known.narrative.title)
    assert title.startswith("Garden")
    assert "before and after" not in title


def test_a_list_of_campaigns_that_may_miss_one_is_a_limitation() -> None:
    whole = with_changes()
    assert whole.configuration.campaigns is not None
    part = with_changes(campaigns=replace(whole.configuration.campaigns, is_complete=False))
    words = "The list of campaigns may be incomplete, so another one may hold the record."
    assert words in map(plain_text, part.narrative.limitations)
    assert words not in map(plain_text, whole.narrative.limitations)


@pytest.mark.parametrize(
    ("quantity", "words"),
    [
        (
            "campaigns.record.value",
            "Met: 415,000 impressions (the best campaign); the goal was 1 by",
        ),
        ("campaigns.all.total", "Met: 540,000 impressions (all campaigns); "),
        ("followers.observed.before.last", "Met: 1480 followers in the year before; "),
        ("campaigns.record.ratio_to_previous", "Met: 5.8 times (the best campaign); "),
        ("verdicts.reach.p_value", "Missed: <.001 (value); "),
    ],
)
def test_a_goal_says_what_it_measures(quantity: str, words: str) -> None:
    chosen = Comparison(
        id="reach", metric="followers", test=Test.SLOPE, later="after", base="before"
    )
    known = with_changes(goals=(_goal("g", quantity),), comparisons=(chosen,))
    assert words in statement_texts(known, "goals.g")[0]


def monitored(values: Sequence[float], **changes: Any) -> Case:
    """Return an organization whose values and reporting period end in 2020."""
    first = date(2020 - (len(values) - 1) // 12, 12 - (len(values) - 1) % 12, 1)
    data = dataset(monthly(metric("visits", MetricKind.COUNT), first, values))
    config = configuration(data, report_date=date(2020, 12, 31), **changes)
    return Case(configuration=config, outcomes=analyse(config, data))


def test_a_goal_without_a_value_is_titled_by_its_target() -> None:
    later = Period(id="later", label="Later", first=date(2021, 1, 1), last=date(2021, 6, 30))
    goals = (_goal("g", "visits.observed.later.total", target=5000),)
    known = monitored([9.0] * 20, goals=goals, periods={"later": later})
    assert plain_text(known.narrative.title) == (
        "Garden: Visits came to 9 in December 2020; the goal of 5000 visits was not measured"
    )


def test_a_title_says_that_the_data_begin_after_the_report() -> None:
    data = dataset(monthly(metric(unit="readers"), date(2018, 7, 1), growing(900, 30, 12)))
    config = configuration(data, report_date=date(2018, 6, 30))
    known = Case(configuration=config, outcomes=analyse(config, data))
    assert plain_text(known.narrative.title) == "Garden: no values of Followers up to 30 June 2018"


def test_a_goal_names_the_period_that_it_is_measured_over_if_it_has_one() -> None:
    quantity = "followers.observed.{}.last"
    known = with_changes(goals=(_goal("year", quantity.format("before")),))
    assert "Met: 1480 followers in the year before; " in statement_texts(known, "goals.year")[0]
    spring = Period(
        id="spring", label="Spring term", first=date(2020, 1, 1), last=date(2020, 6, 30)
    )
    named = with_changes(
        goals=(_goal("term", quantity.format("spring")),), periods={"spring": spring}
    )
    assert "followers, Spring term; " in statement_texts(named, "goals.term")[0]
    whole = monitored([9.0] * 20, goals=(_goal("all", "visits.observed.all.total"),))
    assert "Met: 180 visits (total of Visits); " in statement_texts(whole, "goals.all")[0]


def test_a_range_of_counts_does_not_begin_below_none() -> None:
    values = [3.0, 19, 2, 11, 4, 8, 1, 12, 3, 10, 2, 9]
    short, _ = statement_texts(monitored([*values, 0, 5, 3, 2, 9, 4]), "monitoring.visits")
    assert re.search(r"the expected range of up to \d\d\.\d: ", short)
    short, _ = statement_texts(monitored([63.0, 69, 62, 71, 64, 68, 66] * 5), "monitoring.visits")
    assert re.search(r"the expected range of [56]\d\.\d to 7\d\.\d: ", short)


def test_a_first_reporting_period_is_compared_with_no_other() -> None:
    short, full = statement_texts(monitored([5.0, 6, 7]), "monitoring.visits")
    assert short == full
    assert short == (
        "Visits can't be compared with an expected range: limits need a baseline of at least 12 "
        "values, and this one has 0."
    )


def test_two_refusals_for_the_same_periods_name_them_once() -> None:
    comparisons = tuple(
        Comparison(id=id_, metric=id_, test=Test.MEAN, later="never", base="before")
        for id_ in ("impressions", "events")
    )
    known = with_changes(comparisons=comparisons)
    assert statement_texts(known, "impressions")[0].startswith(
        "Impressions in the period “never” and in the year before could not be compared"
    )
    assert statement_texts(known, "events")[0] == (
        "Events could not be compared either: the data do not reach a period “never”. In the year "
        "before, the count was 18 events."
    )


def test_levels_that_stayed_are_said_to_have_stayed() -> None:
    before, after = COMMITTEE.structures
    known = with_changes(
        committee=replace(
            COMMITTEE,
            structures=(
                before,
                replace(before, id="after", label="After", first=after.first, last=None),
            ),
        )
    )
    short, _ = statement_texts(known, "committee.change")
    assert short.startswith(
        "The new structure had as many levels as the old one: 2. The average member had 0.5 people "
        "above them, as before. Trainees held no lead position under either structure."
    )
    title = plain_text(known.narrative.figure_words["committee"].title)
    assert title == "The committee had 3 members on 2 levels"


def test_a_structure_with_more_levels_is_said_to_have_more() -> None:
    before, after = COMMITTEE.structures
    taller = replace(before, id="later", label="Later", first=after.first, last=None)
    known = with_changes(
        committee=replace(
            COMMITTEE, structures=(replace(after, first=before.first, last=before.last), taller)
        )
    )
    short, _ = statement_texts(known, "committee.change")
    assert short.startswith(
        "The new structure had more levels: 2 instead of 1. The average member had 0.5 people "
        "above them, up from 0."
    )


def test_one_structure_alone_has_no_change_and_its_own_subtitle() -> None:
    known = with_changes(committee=replace(COMMITTEE, structures=COMMITTEE.structures[:1]))
    assert "committee.change" not in known.narrative.statements
    words = known.narrative.figure_words["committee"]
    assert plain_text(words.subtitle) == "Roles and reporting lines: Before"


def test_a_past_structure_reports_retention_to_its_end() -> None:
    first = replace(COMMITTEE.structures[0], last=date(2020, 6, 30))
    known = with_changes(committee=replace(COMMITTEE, structures=(first,)))
    _, full = statement_texts(known, "retention")
    assert (
        "Of the 3 members present on 1 July 2018, 2 (67%) were still there on 30 June 2020."
    ) in full
    lasting = with_changes(committee=replace(COMMITTEE, structures=(replace(first, last=None),)))
    assert "still there" not in statement_texts(lasting, "retention")[1]


def test_a_flow_compared_by_its_slope_has_no_gains() -> None:
    chosen = Comparison(
        id="flow", metric="impressions", test=Test.SLOPE, later="after", base="before"
    )
    known = with_changes(comparisons=(chosen,))
    assert statement_texts(known, "flow")[1].startswith(
        "The growth of Impressions was −231 impressions a month every month in the year after, "
        "compared with −115 in the year before. The difference is −115 "
    )
    assert "R2=" in plain_text(paragraph(*known.narrative.statements["flow"].notes))


def test_the_slopes_of_a_flow_differ_without_a_rise_to_them() -> None:
    moved = [20.0 + 3 * (place * 5 % 7) + 2 * place for place in range(12)]
    known = case([10.0] * 12, moved, compared_by(Test.SLOPE))
    assert statement_texts(known, "reach")[1].startswith(
        "Newsletter readers gained more on average: 2.3 readers a month every month in 2019, "
        "compared with 0 in 2018."
    )


def test_a_comparison_without_a_margin_has_no_words_for_one() -> None:
    chosen = Comparison(
        id="reach", metric="followers", test=Test.SLOPE, later="after", base="before"
    )
    margin = Margin(value=0.2, is_relative=True)
    for asked, words in ((chosen, ""), (replace(chosen, equivalence_margin=margin), "20%")):
        known = with_changes(comparisons=(asked,))
        formatter = QuantityFormatter(
            configuration=known.configuration, outcomes=known.outcomes, style=JMIR
        )
        assert margin_of(formatter, known.outcomes.comparisons[0]) == words


def test_a_reporting_period_may_be_equivalent_or_grow_faster() -> None:
    base = [100.0 + 3 * (place * 5 % 7) for place in range(24)]
    totals = [*growing(900, 10, 24), *growing(1140, 90, 12)]
    data = dataset(
        monthly(metric("visits", MetricKind.COUNT), START, [*base, *base[:12]]),
        monthly(metric(), START, totals),
    )
    margin = Margin(value=0.5, is_relative=True)
    config = configuration(
        data,
        report_date=date(2021, 6, 30),
        reporting_period=Period(
            id="reporting", label="year", first=date(2020, 7, 1), last=date(2021, 6, 30)
        ),
    )
    outcomes = analyse(config, data)
    comparisons = tuple(
        replace(item, equivalence_margin=margin) if item.metric == "visits" else item
        for item in outcomes.plan.comparisons
    )
    config = replace(config, comparisons=comparisons)
    known = Case(configuration=config, outcomes=analyse(config, data))
    text = " ".join(statement_texts(known, key)[1] for key in known.narrative.statements)
    assert "Compared with the year before, it stayed the same to within 50%" in text
    assert "Monthly gains in Followers rose to 90 followers a month" in text


def test_an_empty_sentence_has_no_full_stop() -> None:
    assert sentence() == ()
    assert capitalized(()) == ()
    number = Number("3", "a.b.c.d")
    assert capitalized((number, Text(" rose"))) == (number, Text(" rose"))
    assert capitalized((Claim("rose", "reach"),)) == (Claim("Rose", "reach"),)


def test_a_single_day_is_a_span_of_one() -> None:
    day = Period(id="d", label="d", first=date(2020, 2, 3), last=date(2020, 2, 3))
    assert between_text(day) == "on 3 February 2020"
    week = replace(day, last=date(2020, 2, 9))
    assert between_text(week) == "in the week to 9 February 2020"
    days = replace(day, last=date(2020, 2, 10))
    assert between_text(days) == "between 3 February 2020 and 10 February 2020"
    assert start_text(day) == "3 February 2020"


@pytest.mark.parametrize(
    ("p_value", "alpha", "text"),
    [
        ("0.04999999999", "0.05", "<.05"),
        ("0.05000000001", "0.05", ">.05"),
        ("0.05", "0.05", ".05"),
        ("0.0496", "0.05", ".0496"),
        ("0.053", "0.05", ".053"),
        ("0.0103", "0.01", ".0103"),
        ("0.01111110", "0.01111111", ".01"),
        ("0.01111112", "0.01111111", ">.01111111"),
    ],
)
def test_a_p_value_next_to_alpha_is_printed_as_its_side(
    p_value: str, alpha: str, text: str
) -> None:
    assert p_value_text(Decimal(p_value), Decimal(alpha)) == text


def test_text_and_dates_are_not_numbers() -> None:
    day = Quantity(id="milestones.1.on", value="2020-01-01", form=Form.DATE)
    known = with_changes()
    quantities = {**known.outcomes.quantities, day.id: day}
    formatter = QuantityFormatter(
        configuration=known.configuration,
        outcomes=replace(known.outcomes, quantities=quantities),
        style=JMIR,
    )
    with pytest.raises(ValueError, match=r"`milestones\.1\.on` is not a number"):
        formatter.value(day.id)


def test_an_unknown_language_is_an_error_that_names_it() -> None:
    with pytest.raises(ReportgenError, match="there is no language `xx-yy`"):
        long_date(date(2020, 1, 1), "xx-yy")


def test_a_missing_number_has_no_interval_and_no_level() -> None:
    known = with_changes()
    share = known.outcomes.quantities["committee.after.retention"]
    names = {
        "none": replace(share, value=None, reason="not asked"),
        "bare": replace(share, confidence_level=None),
        "few": replace(share, value=None, unit="members", smallest_group=5, reason="kept back"),
    }
    formatter = QuantityFormatter(
        configuration=known.configuration,
        outcomes=replace(known.outcomes, quantities=names),
        style=JMIR,
    )
    assert formatter.interval("none") == ()
    assert plain_text(formatter.interval("bare")) == "CI 21%-94%"
    assert plain_text(formatter.measured("few")) == "fewer than 5 members"
    assert formatter.estimate("slope ratio", "none") == ()
    reason = formatter.estimate_or_reason("slope ratio", "none")
    assert plain_text(reason) == "no slope ratio: not asked"


def test_a_latest_value_is_printed_without_a_unit_or_not_at_all() -> None:
    totals = monthly(metric(unit="readers"), START, growing(900, 30, 12))
    visits = monthly(metric("visits", MetricKind.COUNT, unit=""), START, [90.0, 95.0, 88.0])
    data = dataset(totals, visits)

    def printed(of: Metric, report_date: date) -> str:
        config = configuration(data, report_date=report_date)
        formatter = QuantityFormatter(
            configuration=config, outcomes=analyse(config, data), style=JMIR
        )
        return plain_text(latest_value(formatter, of))

    assert printed(totals.metric, date(2019, 6, 30)) == "1260 readers at the end of June 2019"
    assert printed(visits.metric, date(2019, 6, 30)) == "88 in September 2018"
    assert printed(totals.metric, date(2018, 6, 30)) == ""


def judged(known: Case, name: str, **changes: Any) -> Case:
    """Return the case with another verdict on one of its comparisons."""
    comparisons = tuple(
        replace(item, verdict=replace(item.verdict, **changes))
        if item.comparison.id == name
        else item
        for item in known.outcomes.comparisons
    )
    return replace(known, outcomes=replace(known.outcomes, comparisons=comparisons))


def test_gains_that_differ_beyond_a_trend_are_said_to_do_so() -> None:
    name = "followers_followup_vs_after"
    found = judged(
        with_changes(),
        name,
        verdict=VerdictKind.INCREASE,
        strength=Strength.MODERATE,
        is_significant=True,
        restraint=None,
    )
    assert statement_texts(found, name)[1].startswith(
        "Allowing for the trend through both periods, Followers again gained more on average: 61 "
        "a month in the second year, compared with 69 in the year after. Beyond the trend, the "
        "difference is 5 followers a month ("
    )
    labels = [plain_text(item.label) for item in found.narrative.headlines]
    assert (
        "difference from the year after beyond the trend through both periods, in the growth of "
        "Followers (95% CI −5 to 16); one of the three checks agrees"
    ) in labels


def test_gains_whose_difference_only_the_adjustment_leaves_open_may_have_grown() -> None:
    name = "followers_after_vs_before"
    known = judged(
        with_changes(),
        name,
        verdict=VerdictKind.INCONCLUSIVE,
        strength=Strength.NONE,
        is_significant=False,
        is_blocked_by_holm=True,
    )
    assert statement_texts(known, name)[1].startswith(
        "Followers may have grown faster: by 69 a month in the year after, compared with 40 in "
        "the year before (ratio 1.7, 95% CI 1.6-1.9; P<.001). "
    )


def test_an_open_result_without_checks_has_a_figure_that_names_none() -> None:
    low = [40, 38, 44, 41, 39, 43, 42, 40, 37, 45, 41, 42]
    known = case(
        low, [value + place % 5 - 2 for place, value in enumerate(low)], compared_by(Test.MEAN)
    )
    checks = tuple(
        replace(item, counted=False) for item in known.outcomes.comparisons[0].verdict.sensitivity
    )
    found = judged(known, "reach", sensitivity=checks)
    assert plain_text(found.narrative.figure_words["sensitivity.reach"].title) == (
        "Newsletter readers: 41 a month, compared with 41; the difference may be chance"
    )
