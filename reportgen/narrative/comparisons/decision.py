"""Wording of what decides a comparison: its estimate, what it allows for, what it could show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.comparison import Alternative
from reportgen.model.message import Message
from reportgen.model.prose import plain_text
from reportgen.model.quantity_ids import VerdictIds
from reportgen.model.verdict import Restraint, VerdictKind
from reportgen.narrative.claim_words import FOUND, NO_DIFFERENCE, OPEN, claim
from reportgen.narrative.numbers.period_text import step_text
from reportgen.narrative.phrases import compose, phrase, sentence

if TYPE_CHECKING:
    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.model.prose import Prose, Sentences
    from reportgen.model.verdict import Verdict
    from reportgen.narrative.quantity_phrases import QuantityFormatter


BEYOND_TREND = gettext_noop("difference beyond the trend")


def deciding_evidence(
    formatter: QuantityFormatter, outcome: ComparisonOutcome
) -> tuple[Prose, ...]:
    """Return the estimate of a decision with its interval, and its P value, in parts.

    The ratio stands for the difference where there is one, because the sentence has both values.
    """
    ids = outcome.ids
    # Else the printed difference seems to contradict the two printed means.
    difference = BEYOND_TREND if is_beyond_trend(formatter, outcome) else _DIFFERENCE
    sides = is_one_sided(outcome)
    return (
        formatter.estimate(_RATIO, ids.decided_ratio, names_sides=sides)
        or formatter.estimate(difference, ids.decided_difference, names_sides=sides),
        p_values(formatter, outcome),
    )


_DIFFERENCE = gettext_noop("difference")
_RATIO = gettext_noop("ratio")


def p_values(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Prose:
    """Return the deciding P value with the number of its tails, and the adjusted one."""
    name, p_value = outcome.ids.decided_p_value, sided_p_value(formatter, outcome)
    # Of a margin, the adjusted value is that of another test.
    is_own = outcome.verdict.decided_by == name
    # What is open without an adjustment is open with one: the table has it.
    is_open_anyway = is_open(outcome) and (outcome.verdict.p_value or 0) >= outcome.verdict.alpha
    if not is_own or is_open_anyway:
        return p_value
    return with_adjusted(formatter, outcome.verdict, name, p_value)


def sided_interval(formatter: QuantityFormatter, outcome: ComparisonOutcome, name: str) -> Prose:
    """Return an interval, called a two-sided one where the P value printed with it is not."""
    interval = formatter.interval(name)
    if interval and is_one_sided(outcome):
        return phrase("2-sided {interval}", interval=interval)
    return interval


def sided_p_value(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Prose:
    """Return the deciding P value with the number of its tails, where one side was planned."""
    p_value = formatter.p_value(outcome.ids.decided_p_value)
    if p_value and is_one_sided(outcome):
        return phrase("1-tailed {p_value}", p_value=p_value)
    if p_value and outcome.comparison.alternative is not Alternative.TWO_SIDED:
        # The methods name the test of this metric as a 1-tailed one.
        return phrase("2-tailed {p_value}", p_value=p_value)
    return p_value


def with_adjusted(
    formatter: QuantityFormatter, verdict: Verdict, name: str, p_value: Prose
) -> Prose:
    """Return ``P=.007, adjusted P=.02``; the adjusted value only where it prints differently.

    `name` is the id of the P value that is adjusted, and `p_value` how it is printed.
    """
    adjusted = formatter.p_value(VerdictIds(verdict.comparison).p_adjusted)
    is_same = plain_text(adjusted) == plain_text(formatter.p_value(name))
    if not p_value or not adjusted or is_same:
        return p_value
    return phrase("{p_value}, adjusted {adjusted}", p_value=p_value, adjusted=adjusted)


def is_beyond_trend(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> bool:
    """Return whether what is judged is the difference beyond a trend in both periods.

    The averages of the periods then differ by another amount, which may have another sign.
    """
    return formatter.has(outcome.ids.decided_trend)


def allowing_for_trend(
    formatter: QuantityFormatter, outcome: ComparisonOutcome, clause: Prose
) -> Prose:
    """Return a clause on a difference, which says first if it is the one beyond a trend."""
    if not is_beyond_trend(formatter, outcome):
        return clause
    return phrase("allowing for the trend through both periods, {clause}", clause=clause)


def is_one_sided(outcome: ComparisonOutcome) -> bool:
    """Return whether the P value has one side: the difference is on the side that was named."""
    wanted = {Alternative.GREATER: 1, Alternative.LESS: -1}.get(outcome.comparison.alternative, 0)
    return outcome.decision is not None and wanted * outcome.decision.direction > 0


def is_held_back(outcome: ComparisonOutcome) -> bool:
    """Return whether the test alone finds a difference that may not be claimed."""
    verdict, decision = outcome.verdict, outcome.decision
    return (
        verdict.verdict is VerdictKind.INCONCLUSIVE
        and decision is not None
        and decision.p_value < verdict.alpha
    )


def may_have_moved(outcome: ComparisonOutcome) -> bool:
    """Return whether only the adjustment for several comparisons holds back what the test finds."""
    return is_held_back(outcome) and outcome.verdict.restraint is None


def direction_of(outcome: ComparisonOutcome) -> VerdictKind:
    """Return the direction of a difference that is held back."""
    is_up = outcome.decision is not None and outcome.decision.direction > 0
    return VerdictKind.INCREASE if is_up else VerdictKind.DECREASE


def is_open(outcome: ComparisonOutcome) -> bool:
    """Return whether nothing is claimed of a difference, not even that there may be one."""
    verdict = outcome.verdict.verdict
    return verdict is VerdictKind.INCONCLUSIVE and not may_have_moved(outcome)


def open_claim(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Prose:
    """Return what the difference may be instead of a change: ``the difference may be chance``."""
    is_chance = outcome.verdict.restraint is None
    is_nil = is_chance and prints_no_difference(formatter, outcome)
    words = compose(
        claim(NO_DIFFERENCE if is_nil else OPEN[outcome.verdict.restraint], outcome.verdict)
    )
    # Of a trend, the words themselves say that it is allowed for.
    return allowing_for_trend(formatter, outcome, words) if is_chance else words


def prints_no_difference(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> bool:
    """Return whether both values print alike, so that their difference prints as 0."""
    name = outcome.ids.decided_difference
    if not formatter.has(name) or is_beyond_trend(formatter, outcome):
        return False
    return not any(digit in "123456789" for digit in formatter.number(name).text)


def decision_full(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Sentences:
    """Return what the test allows for, for journals."""
    return (_year_earlier(formatter, outcome), *decision_short(formatter, outcome))


def decision_short(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Sentences:
    """Return what a reader must know of a decision: a trend, and one large value."""
    return (_beyond_trend(formatter, outcome), _largest(formatter, outcome))


def _year_earlier(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Prose:
    if outcome.compared_with is None:
        return ()
    clause = phrase(
        "The two periods of the plan hold different {months} of the year, so the later one is "
        "compared with the same {months} a year earlier",
        formatter.time(outcome.metric.id),
    )
    return sentence(clause)


def allowed_for(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Prose:
    """Say what the test allows for, with the correlation that it found."""
    decision = outcome.decision
    # All changes of one series have one model, of which the first says this.
    if decision is None or outcome.comparison.place or not formatter.has(outcome.ids.decided_rho):
        return ()
    clause = phrase(
        _WITH_SEASON if decision.has_season else _WITHOUT_SEASON,
        formatter.time(outcome.metric.id),
        rho=formatter.number(outcome.ids.decided_rho),
    )
    return sentence(clause)


_WITHOUT_SEASON = gettext_noop(
    "The test allows for the correlation of successive {months}, here about {rho}"
)
_WITH_SEASON = gettext_noop(
    "The test allows for the season and for the correlation of successive {months}, here about "
    "{rho}"
)


def _beyond_trend(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Prose:
    name = outcome.ids.decided_trend
    if not is_beyond_trend(formatter, outcome):
        return ()
    trend = compose(formatter.number(name, "size"))
    if not isinstance(formatter.quantity(name).unit, Message):
        trend = formatter.measured_of(name, outcome.metric.label, "size")
    rises = formatter.value(name) > 0
    parts: dict[str, str | Prose] = {**formatter.time(outcome.metric.id), "trend": trend}
    template = _WIDER if outcome.verdict.restraint is Restraint.TREND else _ALONE
    return sentence(phrase(template[rises], parts))


# By whether the line rises; wider where the line explains the difference.
_ALONE = {
    True: gettext_noop(
        "One line through both periods rises by {trend} from one {month} to the next"
    ),
    False: gettext_noop(
        "One line through both periods falls by {trend} from one {month} to the next"
    ),
}
_WIDER = {
    True: gettext_noop(
        "One line through both periods, rising by {trend} from one {month} to the next, describes "
        "them about as well as a step"
    ),
    False: gettext_noop(
        "One line through both periods, falling by {trend} from one {month} to the next, describes "
        "them about as well as a step"
    ),
}


def _largest(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Prose:
    """Name the one value that makes more than a third of a found difference."""
    day, ids = outcome.largest_on, outcome.ids
    is_claimed = outcome.verdict.verdict in FOUND or is_held_back(outcome)
    if day is None or not is_claimed or not formatter.has(ids.largest_share):
        return ()
    calendar = formatter.calendar(outcome.metric.id)
    has_ratio = formatter.has(ids.ratio_without_largest)
    clause = phrase(
        _LARGEST_RATIO if has_ratio else _LARGEST_DIFFERENCE,
        formatter.time(outcome.metric.id),
        step=step_text(day, calendar.frequency, year_starts=calendar.year_starts),
        share=formatter.number(ids.largest_share),
        ratio=formatter.number(ids.ratio_without_largest) if has_ratio else "",
        difference=formatter.measured(ids.difference_without_largest),
    )
    return sentence(clause)


_LARGEST_RATIO = gettext_noop(
    "One {month}, {step}, makes {share} of the difference: without it, the ratio is {ratio}"
)
_LARGEST_DIFFERENCE = gettext_noop(
    "One {month}, {step}, makes {share} of the difference: without it, the difference is "
    "{difference}"
)
