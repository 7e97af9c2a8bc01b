"""Expected sentences of every kind; they change only on purpose."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from reportgen.model.comparison import Alternative, Impact, Margin, Test, Variant, WashOut
from reportgen.model.metric import MetricKind, Redefinition
from reportgen.model.period import Event, Intervention
from reportgen.model.prose import plain_text
from reportgen.model.verdict import Restraint, Strength, VerdictKind
from reportgen.narrative.phrases import paragraph
from tests.analysis.samples import normal_values
from tests.narrative.factories import Case, case, comparison, with_verdict

if TYPE_CHECKING:
    from reportgen.model.comparison import Comparison

RISE = [100, 112, 119, 133, 140, 152, 158, 171, 180, 188, 201, 209]
STEEP = [230, 262, 280, 311, 333, 360, 395, 410, 445, 470, 490, 520]
LOW = [40, 38, 44, 41, 39, 43, 42, 40, 37, 45, 41, 42]
HIGH = [60, 64, 58, 66, 61, 63, 67, 59, 62, 65, 60, 64]
FIFTH = Margin(value=0.2, is_relative=True)
PANDEMIC = Event(on=date(2019, 3, 11), what="a pandemic was declared")


def short(known: Case) -> str:
    return plain_text(paragraph(*known.narrative.statements["reach"].short))


def full(known: Case) -> str:
    return plain_text(paragraph(*known.narrative.statements["reach"].full))


def notes(known: Case) -> str:
    return plain_text(paragraph(*known.narrative.statements["reach"].notes))


def slopes(before: list[int], after: list[int], margin: Margin | None = None) -> Case:
    asked = comparison(Test.SLOPE, margin=margin)
    return case(before, after, asked, kind=MetricKind.LEVEL)


def test_a_steeper_slope_leads_with_gains_and_gives_the_fitted_trend() -> None:
    known = slopes(RISE, STEEP)
    assert short(known) == (
        "Newsletter readers grew faster: by 26 a month in 2019, compared with 10 in 2018."
    )
    assert full(known) == (
        "Newsletter readers grew faster: by 26 a month in 2019, compared with 10 in 2018 (ratio "
        "2.6, 95% CI 2.0-3.5; P<.001)."
    )
    assert notes(known) == (
        "Fitted trend, which decides nothing here: slopes of 26.3 readers a month "
        "and 9.8 (slope ratio 2.7, 95% CI 2.5-2.8; interaction test, t(20)=46.63; P<.001). Simple "
        "linear regression: R2=0.998 (n=12) in 2018 and R2=0.998 (n=12) in 2019."
    )


def test_a_total_that_falls_is_never_said_to_grow() -> None:
    known = slopes([-x for x in RISE], [-x for x in STEEP])
    expected = "Newsletter readers fell faster: by 26 a month in 2019, compared with 10 in 2018"
    assert short(known) == f"{expected}."
    assert full(known).startswith(f"{expected} (ratio 2.6")


def test_a_fall_that_slows_down_is_an_increase_in_words_of_its_own() -> None:
    known = slopes([-x for x in STEEP], [-429 - x for x in RISE])
    assert known.outcomes.comparisons[0].verdict.verdict is VerdictKind.INCREASE
    assert short(known).startswith("Newsletter readers fell more slowly: by 10 a month in 2019")


def test_a_turn_from_fall_to_growth_is_named_as_one_and_has_no_ratio() -> None:
    known = slopes([-x for x in RISE], [x - 299 for x in RISE])
    expected = (
        "Newsletter readers turned from losses to gains: a gain of 10 a month in 2019, following a "
        "loss of 10 in 2018"
    )
    assert short(known) == f"{expected}."
    assert full(known).startswith(f"{expected}. The difference is 20 readers a month (95% CI")


def test_equivalent_gains_name_their_margin_and_their_interval() -> None:
    known = slopes(RISE, [x + 110 for x in RISE], Margin(value=0.4, is_relative=True))
    assert known.outcomes.comparisons[0].verdict.verdict is VerdictKind.EQUIVALENT
    expected = (
        "Newsletter readers changed at the same pace to within 40%: 9 a month in 2019, "
        "compared with 10 in 2018"
    )
    assert short(known) == f"{expected}."
    assert full(known) == (
        f"{expected}. The ratio lies within that margin (90% CI 0.68-1.23; two 1-sided "
        "tests, P=.02)."
    )


def test_gains_that_differ_within_the_margin_are_said_to_differ_by_less_than_it() -> None:
    base = [100 * month + month % 3 for month in range(12)]
    known = slopes(base, [base[-1] + 105 * month + month % 3 for month in range(1, 13)], FIFTH)
    verdict = known.outcomes.comparisons[0].verdict
    assert verdict.verdict is VerdictKind.EQUIVALENT
    assert verdict.is_significant
    assert short(known) == (
        "Newsletter readers changed at the same pace to within 20%: 105.0 a month in "
        "2019, compared with 100.2 in 2018. The difference is clear, but smaller than the margin."
    )


def test_a_margin_that_was_not_met_leaves_neither_difference_nor_equivalence() -> None:
    known = slopes(RISE, [x + 110 for x in RISE], FIFTH)
    assert known.outcomes.comparisons[0].verdict.verdict is VerdictKind.INCONCLUSIVE
    assert short(known) == (
        "Newsletter readers grew by 9 a month in 2019, compared with 10 in 2018, perhaps by chance."
    )
    assert "It is not shown to stay within the margin of 20% (ratio of mean gains, 90% CI " in full(
        known
    )


def test_a_higher_mean_gives_the_deciding_test_and_then_the_plain_one() -> None:
    known = case(LOW, HIGH, comparison(Test.MEAN, variant=Variant.STUDENT))
    assert short(known) == "Newsletter readers rose to 62 a month in 2019, from 41 in 2018."
    assert full(known) == (
        "Newsletter readers rose to 62 a month in 2019, from 41 in 2018 (ratio 1.52, 95% "
        "CI 1.45-1.60; P<.001)."
    )
    assert notes(known) == (
        "2-tailed unpaired Student test, for comparison: t(22)=19.90, P<.001, Hedges g=7.84 (95% "
        "CI 5.41-10.26)."
    )


def test_a_lower_mean_fell() -> None:
    known = case(HIGH, LOW, comparison(Test.MEAN))
    assert short(known) == "Newsletter readers fell to 41 a month in 2019, from 62 in 2018."


def test_a_one_sided_result_on_the_other_side_is_named_by_the_two_sided_test() -> None:
    known = case(HIGH, LOW, comparison(Test.MEAN, alternative=Alternative.GREATER))
    assert full(known).startswith(
        "Newsletter readers fell to 41 a month in 2019, from 62 in 2018 (ratio 0.66, 95% "
        "CI 0.62-0.69; 2-tailed P<.001)."
    )


def test_a_one_sided_result_has_a_two_sided_interval_and_names_its_test() -> None:
    known = case(LOW, HIGH, comparison(Test.MEAN, alternative=Alternative.GREATER))
    assert "(ratio 1.52, 2-sided CI 1.45-1.60; 1-tailed P<.001)" in full(known)


def test_a_significant_difference_within_its_margin_is_said_to_be_both() -> None:
    margin = Margin(value=6, is_relative=False)
    known = case(LOW, [x + 3 for x in LOW], comparison(Test.MEAN, margin=margin))
    assert full(known) == (
        "Newsletter readers stayed the same to within 6 readers a month: 44 a month in "
        "2019, compared with 41 in 2018. The difference lies within that margin "
        "(90% CI 1.1-4.9; two 1-sided tests, P=.009). The difference is clear, but smaller than "
        "the margin."
    )


def test_small_counts_give_their_totals_and_the_exact_test() -> None:
    known = case([1, 0, 2, 1, 0, 1] * 2, [4, 3, 5, 6, 2, 4] * 2, comparison(Test.MEAN))
    assert full(known) == (
        "Newsletter readers rose to 48 in 2019, from 10 in 2018 (ratio 4.8, 95% CI 2.8-13.9; "
        "P<.001)."
    )
    assert notes(known) == (
        "2-tailed exact conditional test, for comparison: P<.001, rate ratio 4.8, 95% CI 2.4-10.6."
    )


def test_small_counts_of_unequal_periods_are_given_as_rates() -> None:
    known = case([1, 0, 2, 1, 0, 1] * 2, [4, 3, 5, 6, 2, 4], comparison(Test.MEAN))
    assert full(known).startswith("Newsletter readers rose to 4 a month between January and June")


def test_a_period_too_short_for_a_claim_is_inconclusive_whatever_its_p_value() -> None:
    known = case([1, 0, 2, 1, 0], [4, 3, 5, 6, 2, 4], comparison(Test.MEAN))
    values = (
        "Newsletter readers averaged 4 a month between June and November 2018, compared with 0.8 "
        "between January and May 2018"
    )
    assert short(known) == f"{values}, but the values are too few to tell."
    assert full(known).startswith(
        f"{values} (difference 3.2 readers a month; P=.02). The values are too few to tell: a "
        "period has fewer than six months."
    )


def test_periods_of_different_months_are_not_compared_without_an_earlier_year() -> None:
    known = case(LOW[:6], HIGH[6:], comparison(Test.MEAN))
    assert short(known) == (
        "Newsletter readers averaged 63 a month in the second half-year, compared with 41 in the "
        "first half-year, but the difference may be the season."
    )
    assert full(known).endswith(
        "The difference may be the season: the two periods hold different parts of the year, and "
        "the data do not reach the same parts a year earlier."
    )


def test_an_inconclusive_comparison_says_what_it_could_have_shown() -> None:
    known = case(LOW, [*LOW[:-1], 50], comparison(Test.MEAN))
    assert re.search(
        r"\. The difference may be chance, but these data would show a difference of [\d.]+ a "
        r"month four times in five\.$",
        full(known),
    )


def test_equal_averages_are_said_to_be_equal() -> None:
    known = case(LOW, LOW[::-1], comparison(Test.MEAN))
    assert short(known) == (
        "Newsletter readers came to 41 a month both in 2019 and in 2018, but any difference may be "
        "chance."
    )


def test_open_results_say_why_checks_do_not_settle_them() -> None:
    base = case(LOW, HIGH, comparison(Test.MEAN))
    blocked = with_verdict(
        base, VerdictKind.INCONCLUSIVE, votes=(True,) * 3, is_blocked_by_holm=True
    )
    assert full(blocked).endswith(
        " All three checks show a change, but only before P values are adjusted."
    )


@pytest.mark.parametrize(
    ("votes", "adjusted", "expected"),
    [
        (
            *((True, True, True), (0.001, 0.2, 0.06)),
            "All three checks show a change, but only one after adjustment.",
        ),
        (
            *((True, True, True), (0.001, 0.01, 0.06)),
            "All three checks show a change, but only two after adjustment.",
        ),
        (
            *((True, False, True), (0.001, 0.2, 0.04)),
            (
                "Two of the three checks show a change, even after adjustment, unlike the deciding "
                "test."
            ),
        ),
    ],
)
def test_checks_that_withstand_the_adjustment_are_counted(
    votes: tuple[bool, ...], adjusted: tuple[float, ...], expected: str
) -> None:
    blocked = with_verdict(
        case(LOW, HIGH, comparison(Test.MEAN)),
        VerdictKind.INCONCLUSIVE,
        votes=votes,
        adjusted=adjusted,
        is_blocked_by_holm=True,
    )
    assert full(blocked).endswith(f" {expected}")


def test_an_interrupted_series_gives_the_effect_and_what_it_is_made_of() -> None:
    known = case(LOW, HIGH, comparison(Test.ITS))
    assert short(known).startswith(
        "Newsletter readers rose after January 2019: for December 2019, the difference from the "
        "earlier trend carried on is 18 readers a month."
    )
    assert full(known).startswith(
        "Newsletter readers rose after January 2019: for December 2019, the difference from the "
        "earlier trend carried on is 18 readers a month (95% CI 4-32; P=.02). In January 2019, the "
        "difference was 18 readers a month (95% CI 9-26), and the slope changed by −0.01 readers a "
        "month every month (95% CI −0.98 to 0.96)."
    )


def test_a_series_whose_plan_names_one_change_tells_no_other() -> None:
    jump = case(LOW, HIGH, replace(comparison(Test.ITS), impact=Impact.LEVEL))
    assert short(jump).startswith(
        "Newsletter readers rose after January 2019: the difference from the earlier trend carried "
        "on is "
    )
    assert "slope" not in full(jump)
    bend = case(LOW, LOW, replace(comparison(Test.ITS), impact=Impact.SLOPE))
    assert ". The slope changed by " in full(bend)
    assert "the difference was" not in full(bend)


HOURS = Intervention(on=date(2019, 1, 1), label="Longer hours")
ROOM = Intervention(on=date(2019, 10, 1), label="Second room")
LONG = [*HIGH[:9], *(value + 30 for value in HIGH)]


def of_two(asked: Comparison, *more: Any, after: list[int] = LONG, **options: Any) -> Case:
    return case(LOW, after, asked, *more, interventions=(HOURS, ROOM), **options)


def statement(known: Case, name: str) -> str:
    return plain_text(paragraph(*known.narrative.statements[name].full))


def test_each_of_two_interventions_has_sentences_of_its_own() -> None:
    known = of_two(comparison(Test.ITS))
    first, second = full(known), statement(known, "reach-change-2")
    assert " after January 2019 (Longer hours): for September 2019, the difference " in first
    assert " after October 2019 (Second room): for September 2020, the difference " in second
    assert "In October 2019, the difference was " in second
    # What the one model allows for is said once.
    assert "The test allows for" in first
    assert "The test allows for" not in second
    sentences = [set(text.split(". ")) for text in (first, second)]
    assert not {text for text in sentences[0] & sentences[1] if "checks" not in text}


def test_an_intervention_within_a_period_is_named_by_its_own_month() -> None:
    known = case(LOW, LONG, comparison(Test.ITS), interventions=(ROOM,))
    assert " ran 7 readers a month above the earlier trend carried on to September 2020 (" in full(
        known
    )


def test_headlines_and_titles_of_two_interventions_tell_them_apart() -> None:
    known = of_two(comparison(Test.ITS))
    labels = [plain_text(item.label) for item in known.narrative.headlines]
    named = [text for text in labels if " from its earlier trend after " in text]
    assert len(named) == len(set(named))
    words = known.narrative.figure_words["trend.readers"]
    assert plain_text(words.title).endswith(" after January 2019 (Longer hours)")
    caption = plain_text(words.caption)
    assert "Each dashed line continues the line before a change, with its 95% CI" in caption
    assert caption.endswith(
        "The vertical lines mark 1 January 2019 (Longer hours) and 1 October 2019 (Second room)."
    )


def test_what_a_series_leaves_out_is_named_in_text_and_figure() -> None:
    asked = replace(comparison(Test.ITS), wash_out=WashOut(steps=2))
    known = case(LOW, LONG, asked, interventions=(HOURS,))
    for text in (short(known), full(known)):
        assert "We left out January to February 2019, as planned." in text
    assert "We left out January to February 2019, as planned." in plain_text(
        paragraph(*known.narrative.methods)
    )
    caption = plain_text(known.narrative.figure_words["trend.readers"].caption)
    assert "The small gray points were left out." in caption


NEW = Redefinition(on=date(2019, 7, 1), note="Children count too.")


def test_a_series_names_the_step_of_another_definition_once() -> None:
    asked, words = comparison(Test.ITS), "Where what is counted changed, the line may jump"
    known = of_two(asked, redefined=(NEW,), after=[*HIGH, *LONG])
    assert f"{words}: 1 July 2019 (Children count too)." in full(known)
    assert words not in statement(known, "reach-change-2")


def test_means_across_another_definition_are_inconclusive() -> None:
    known = case(LOW, HIGH, comparison(Test.MEAN), redefined=(NEW,))
    assert full(known).startswith(
        "Newsletter readers averaged 62 a month in 2019, compared with 41"
    )
    assert full(known).endswith(
        "The difference may be the new way of counting: what is counted changed in between: "
        "Children count too (1 July 2019)."
    )


def test_a_series_that_may_have_wandered_says_so_once() -> None:
    walk = [200 + float(step) for step in np.cumsum(normal_values(1, 66, sd=5))]
    known = case(walk[:22], walk[22:], comparison(Test.ITS), interventions=(OPENED, LATER_ROOM))
    assert {item.verdict.restraint for item in known.outcomes.comparisons} == {Restraint.WANDERING}
    wandered = "The series may have wandered by itself"
    assert f"{wandered}: successive values are very alike." in full(known)
    second = statement(known, "reach-change-2")
    assert f"{wandered}, for the same reason as above." in second


OPENED, LATER_ROOM = replace(HOURS, on=date(2019, 11, 1)), replace(ROOM, on=date(2021, 9, 1))


def test_of_a_running_total_the_gains_are_judged() -> None:
    gains = [*LOW, *HIGH, *HIGH, *HIGH]
    total = [float(value) for value in np.cumsum(gains)]
    known = case(total[:12], total[12:], comparison(Test.ITS), kind=MetricKind.LEVEL)
    assert full(known).startswith(
        "The gains of newsletter readers rose after January 2019: for December 2019, the difference"
    )
    assert " readers a month every month (95% CI " in full(known)


def test_without_steps_the_end_of_the_period_is_the_time_of_the_effect() -> None:
    known = case(LOW, HIGH, comparison(Test.ITS))
    (outcome,) = known.outcomes.comparisons
    outcome = replace(outcome, effect_on=None, level_on=None)
    known = replace(known, outcomes=replace(known.outcomes, comparisons=(outcome,)))
    assert ": for December 2019, the difference " in full(known)
    assert ". At first, the difference was " in full(known)


def test_too_few_months_beside_a_change_allow_no_claim() -> None:
    known = case(LOW, LONG[:6], comparison(Test.ITS), interventions=(HOURS,))
    assert (
        "The values are too few to tell: there are fewer than eight months before or after a "
        "change." in full(known)
    )


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2019, 2, 1), " could not be compared for the same reason."),
        (date(2020, 9, 30), " could not be compared: there is no value after the intervention."),
    ],
)
def test_a_second_intervention_that_can_not_be_judged_says_why(on: date, expected: str) -> None:
    after = LONG if on.year == 2019 else [*LONG, *LONG][:20]
    room = replace(ROOM, on=on)
    known = case(LOW, after, comparison(Test.ITS), interventions=(HOURS, room))
    if on.year == 2020:
        known = case(LOW, [*after, None], comparison(Test.ITS), interventions=(HOURS, room))
    assert statement(known, "reach-change-2") == (
        f"Newsletter readers before and after “Second room”{expected}"
    )


def test_an_open_series_says_where_it_ran_and_what_the_difference_may_be() -> None:
    known = case(LOW, LOW[::-1], comparison(Test.ITS))
    where = (
        "After January 2019, newsletter readers ran 3 readers a month below the earlier trend "
        "carried on to December 2019"
    )
    assert short(known) == f"{where}, but the difference may be chance."
    assert full(known).startswith(f"{where} (difference −3 readers a month, 95% CI ")
    title = plain_text(known.narrative.figure_words["trend.readers"].title)
    assert title == "Newsletter readers after January 2019: the difference may be chance"


def test_what_cannot_be_compared_says_why_and_gives_no_number() -> None:
    known = case([5], [6, 7, 8], comparison(Test.MEAN))
    assert short(known) == full(known)
    assert full(known).startswith(
        "Newsletter readers between February and April 2018 and in January 2018 could not be "
        "compared: "
    )


@pytest.mark.parametrize(
    ("votes", "expected"),
    [
        ((True, True, False), "Two of the three checks agree."),
        ((True, False), "One of the two checks agrees."),
        ((True,), "The one check that could be computed agrees."),
        ((), "No check could be computed."),
    ],
)
def test_a_finding_says_how_many_checks_agree(votes: tuple[bool, ...], expected: str) -> None:
    known = with_verdict(
        case(LOW, HIGH, comparison(Test.MEAN)),
        VerdictKind.INCREASE,
        Strength.MODERATE,
        votes=votes,
    )
    assert expected in full(known)
    assert expected not in short(known)


def test_that_all_checks_agree_needs_no_words() -> None:
    base = case(LOW, HIGH, comparison(Test.MEAN))
    known = with_verdict(base, VerdictKind.INCREASE, Strength.MODERATE, votes=(True, True))
    assert "check" not in full(known)


def test_where_holm_alone_blocks_a_finding_the_sentence_says_so() -> None:
    known = with_verdict(
        case(LOW, HIGH, comparison(Test.MEAN)), VerdictKind.INCONCLUSIVE, is_blocked_by_holm=True
    )
    assert short(known) == (
        "Newsletter readers may have risen: 62 a month in 2019, compared with 41 in 2018."
    )


def test_events_of_either_period_are_told_once_with_the_periods() -> None:
    known = case(LOW, HIGH, comparison(Test.MEAN), events=(PANDEMIC,))
    assert plain_text(paragraph(*known.narrative.introduction)) == (
        "We compare 2019 with 2018. In 2019, a pandemic was declared (11 March 2019)."
    )
    assert "pandemic" not in full(known)


@pytest.mark.parametrize("kind", [MetricKind.RATE])
def test_a_rate_is_printed_in_percent_and_its_difference_in_points(kind: MetricKind) -> None:
    before, after = [0.12, 0.14, 0.11, 0.13, 0.15, 0.12], [0.2, 0.22, 0.24, 0.21, 0.19, 0.23]
    known = case(before * 2, after * 2, comparison(Test.MEAN), kind=kind)
    assert full(known).startswith(
        "Newsletter readers rose to 22% in 2019, from 12.8% in 2018. The difference is 9 "
        "percentage points (95% CI 7-10; P<.001)."
    )
