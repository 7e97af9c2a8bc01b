"""Expected sentences of every kind; they change only on purpose."""

from __future__ import annotations

from datetime import date

import pytest

from reportgen.model.comparison import Alternative, Margin, Test, Variant
from reportgen.model.metric import MetricKind
from reportgen.model.period import Event
from reportgen.model.prose import plain_text
from reportgen.model.verdict import Strength, VerdictKind
from reportgen.narrative.phrases import paragraph
from tests.narrative.factories import Case, case, comparison, with_verdict

RISE = [100, 112, 119, 133, 140, 152, 158, 171, 180, 188, 201, 209]
STEEP = [230, 262, 280, 311, 333, 360, 395, 410, 445, 470, 490, 520]
LOW = [40, 38, 44, 41, 39, 43, 42, 40, 37, 45, 41, 42]
HIGH = [60, 64, 58, 66, 61, 63, 67, 59, 62, 65, 60, 64]
FIFTH = Margin(value=0.2, is_relative=True)
THREE_TENTHS = Margin(value=0.3, is_relative=True)
YEARS = "between January and December 2019 than between January and December 2018"
LATER, EARLIER = "between January and December 2019", "between January and December 2018"
PANDEMIC = Event(on=date(2019, 3, 11), what="a pandemic was declared")


def short(known: Case) -> str:
    return plain_text(paragraph(*known.narrative.statements["reach"].short))


def full(known: Case) -> str:
    return plain_text(paragraph(*known.narrative.statements["reach"].full))


def slopes(before: list[int], after: list[int], margin: Margin | None = None) -> Case:
    asked = comparison(Test.SLOPE, margin=margin)
    return case(before, after, asked, kind=MetricKind.LEVEL)


def test_a_steeper_slope_gives_both_tests_and_says_which_decides() -> None:
    known = slopes(RISE, STEEP)
    assert short(known) == (
        f"Newsletter readers grew faster {YEARS}: 26.3 readers a month against 9.8, or 2.7 times "
        "as fast. The finding held in all 4 other analyses."
    )
    assert full(known) == (
        f"Newsletter readers grew statistically significantly faster {YEARS} (slope ratio 2.7, "
        "95% CI 2.5-2.8; slope difference 16.4 readers a month, 95% CI 15.7-17.1; interaction "
        "test, t(20)=46.63; P<.001). The slopes were 26.3 readers a month (95% CI 25.5-27.0) "
        f"{LATER} and 9.8 readers a month (95% CI 9.6-10.1) {EARLIER}. Simple linear regression "
        "gave R2=0.998 (n=12) in the earlier period and R2=0.998 (n=12) in the later one. Because "
        "successive values of a running total depend on each other, the gains from one "
        "value to the next were compared as well (difference 16 readers a month, 95% CI 11-21; "
        "Welch test, t(15.22)=7.48; P<.001); the larger of the two P values decides, here that of "
        "the gains. The finding held in all 4 further analyses."
    )


def test_a_total_that_falls_is_never_said_to_grow() -> None:
    known = slopes([-x for x in RISE], [-x for x in STEEP])
    assert short(known).startswith(f"Newsletter readers fell faster {YEARS}: −26.3 readers")
    assert "fell statistically significantly faster" in full(known)


def test_a_fall_that_slows_down_is_an_increase_in_words_of_its_own() -> None:
    known = slopes([-x for x in STEEP], [-429 - x for x in RISE])
    assert known.outcomes.comparisons[0].verdict.verdict is VerdictKind.INCREASE
    assert short(known).startswith(f"Newsletter readers fell more slowly {YEARS}")


def test_a_turn_from_fall_to_growth_gains_more_on_average_and_has_no_ratio() -> None:
    known = slopes([-x for x in RISE], [x - 299 for x in RISE])
    assert short(known).startswith(
        f"Newsletter readers gained more on average {YEARS}: 9.8 readers a month against −9.8."
    )
    assert "times as fast" not in short(known)
    assert "(no slope ratio: the two estimates do not have the same sign; " in full(known)


def test_equivalent_slopes_name_their_margin_and_their_interval() -> None:
    known = slopes(RISE, [x + 110 for x in RISE], THREE_TENTHS)
    assert known.outcomes.comparisons[0].verdict.verdict is VerdictKind.EQUIVALENT
    assert short(known) == (
        "The growth of newsletter readers in the two periods is equivalent within the margin of "
        f"30%: it is estimated at 9.8 readers a month {LATER} and 9.8 {EARLIER}."
    )
    assert (
        "The mean gains of the two periods are equivalent within the margin of 30% "
        "(ratio of mean gains, 90% CI 0.70-1.19; two 1-sided tests, P=.047)." in full(known)
    )


def test_a_margin_that_was_not_met_leaves_neither_difference_nor_equivalence() -> None:
    known = slopes(RISE, [x + 110 for x in RISE], FIFTH)
    assert known.outcomes.comparisons[0].verdict.verdict is VerdictKind.INCONCLUSIVE
    assert short(known).startswith(
        "For newsletter readers, the data do not show whether growth differed between the two "
        "periods, nor that any difference stays within the margin of 20%: it is estimated at"
    )
    assert "Equivalence within the margin of 20% was not shown (ratio of" in full(known)


def test_a_higher_mean_gives_means_ratio_difference_effect_size_and_test() -> None:
    known = case(LOW, HIGH, comparison(Test.MEAN, variant=Variant.STUDENT))
    assert short(known) == (
        f"Newsletter readers rose from an average of 41 readers a month {EARLIER} to 62 {LATER}, "
        "1.52 times as many. The finding held in all 5 other analyses."
    )
    assert full(known) == (
        "Newsletter readers increased statistically significantly from a mean of 41 readers a "
        f"month (SD 2.4; n=12) {EARLIER} to 62 readers a month (SD 2.9; n=12) {LATER} (ratio of "
        "means 1.52, 95% CI 1.45-1.59; difference 21 readers a month, 95% CI 19-24; Hedges g=7.84, "
        "95% CI 5.41-10.26; 2-tailed unpaired Student test, t(22)=19.90; P<.001). The finding "
        "held in all 5 further analyses."
    )


def test_a_lower_mean_fell() -> None:
    known = case(HIGH, LOW, comparison(Test.MEAN))
    assert short(known).startswith("Newsletter readers fell from an average of 62 readers a month")
    assert "decreased statistically significantly" in full(known)


def test_a_one_sided_result_on_the_other_side_concludes_nothing() -> None:
    known = case(HIGH, LOW, comparison(Test.MEAN, alternative=Alternative.GREATER))
    assert short(known) == (
        "For newsletter readers, the data do not show that the average was higher in the later "
        f"period: it was 41 readers a month {LATER} and 62 {EARLIER}."
    )
    assert full(known).startswith(
        "The mean of newsletter readers was not statistically significantly higher (ratio of means "
        "0.66, 95% CI 0.63 or more; "
    )
    assert "1-tailed unpaired Welch test, t(21.24)=−19.90; P>.99)" in full(known)


def test_a_significant_difference_within_its_margin_is_said_to_be_both() -> None:
    margin = Margin(value=6, is_relative=False)
    known = case(LOW, [x + 3 for x in LOW], comparison(Test.MEAN, margin=margin))
    assert "The averages differed, but by less than the margin." in short(known)
    assert "The mean of newsletter readers differed statistically significantly (" in full(known)
    assert "are equivalent within the margin of 6 readers a month (difference of means" in full(
        known
    )


def test_small_counts_give_their_totals_and_the_exact_test() -> None:
    known = case([1, 0, 2, 1, 0, 1], [4, 3, 5, 6, 2, 4], comparison(Test.MEAN))
    assert full(known) == (
        "Newsletter readers increased statistically significantly from 0.8 readers a month (5 in "
        "all; 95% CI 0.3-1.9) between January and June 2018 to 4 readers a month (24 in all; 95% "
        "CI 3-6) between July and December 2018 (rate ratio 4.8, 95% CI 1.8-16.1; 2-tailed exact "
        "conditional test, P<.001). "
        "The finding held in 4 of 5 further analyses."
    )


def test_an_interrupted_series_gives_jump_slope_change_and_the_end() -> None:
    known = case(LOW, HIGH, comparison(Test.ITS))
    assert short(known).startswith(
        "Newsletter readers rose at the start of January 2019: the estimated change is 20 readers"
    )
    assert full(known).startswith(
        "The level of newsletter readers increased statistically significantly at the start of "
        "January 2019 (level change 20 readers a month, 95% CI 17-23; t(20)=13.85; P<.001; "
        "segmented regression, first-order autoregressive errors, restricted maximum likelihood). "
        "The slope change was "
    )


@pytest.mark.parametrize(
    ("alternative", "for_a_board", "for_a_journal"),
    [
        (Alternative.TWO_SIDED, "whether the course changed", "did not change"),
        (Alternative.GREATER, "a rise", "did not increase"),
        (Alternative.LESS, "a fall", "did not decrease"),
    ],
)
def test_an_undecided_series_says_what_was_asked_of_it(
    alternative: Alternative, for_a_board: str, for_a_journal: str
) -> None:
    after = LOW if alternative is Alternative.TWO_SIDED else LOW[::-1]
    known = case(LOW, after, comparison(Test.ITS, alternative=alternative))
    assert short(known).startswith(
        f"For newsletter readers, the data do not show {for_a_board} at the start of January 2019"
    )
    assert full(known).startswith(
        f"The level of newsletter readers {for_a_journal} statistically significantly at the start"
    )
    figure = known.narrative.figure_words["trend.readers"]
    assert plain_text(figure.title).endswith(f"the data do not show {for_a_board}")


def test_what_cannot_be_compared_says_why_and_gives_no_number() -> None:
    known = case([5], [6, 7, 8], comparison(Test.MEAN))
    assert short(known) == full(known)
    assert full(known).startswith(
        "Newsletter readers between February and April 2018 and in January 2018 could not be "
        "compared: "
    )


def test_a_fragile_finding_says_so_in_its_own_sentence() -> None:
    known = with_verdict(
        case(LOW, HIGH, comparison(Test.MEAN)),
        VerdictKind.INCREASE,
        Strength.FRAGILE,
        votes=(True, False, False, True, False),
    )
    first = full(known).split(". ")[0] + "."
    assert "; the finding is fragile: it held in 2 of 5 further analyses" in full(known)
    assert first.startswith("Newsletter readers increased statistically significantly")
    assert full(known).count("held in") == 1
    assert "The finding is fragile: it held in 2 of 5 other analyses." in short(known)


def test_a_moderate_finding_gives_its_votes() -> None:
    known = with_verdict(
        case(LOW, HIGH, comparison(Test.MEAN)),
        VerdictKind.INCREASE,
        Strength.MODERATE,
        votes=(True, True, True, True, False),
    )
    assert full(known).endswith("The finding held in 4 of 5 further analyses.")


def test_where_holm_alone_blocks_a_finding_the_sentence_says_so() -> None:
    known = with_verdict(
        case(LOW, HIGH, comparison(Test.MEAN)), VerdictKind.INCONCLUSIVE, is_blocked_by_holm=True
    )
    assert (
        "The interval taken alone excludes no difference, but after Holm adjustment over all "
        "comparisons of this brief the finding is not statistically significant (adjusted P"
        in full(known)
    )


def test_events_of_either_period_follow_the_finding() -> None:
    known = case(LOW, HIGH, comparison(Test.MEAN), events=(PANDEMIC,))
    expected = (
        "The later period includes an outside event: a pandemic was declared (11 March 2019)."
    )
    assert expected in short(known)
    assert expected in full(known)


@pytest.mark.parametrize("kind", [MetricKind.RATE])
def test_a_rate_is_printed_in_percent_and_its_difference_in_points(kind: MetricKind) -> None:
    before, after = [0.12, 0.14, 0.11, 0.13, 0.15, 0.12], [0.2, 0.22, 0.24, 0.21, 0.19, 0.23]
    known = case(before, after, comparison(Test.MEAN), kind=kind)
    assert short(known).startswith(
        "Newsletter readers rose from an average of 13% between January and June 2018 to 22% "
        "between July and December 2018, 1.7 times as high."
    )
    assert "difference 9 percentage points, 95% CI 6-11" in full(known)
