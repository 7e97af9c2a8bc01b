"""Wording of interrupted time series (segmented regression around an intervention)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.analysis.comparisons.interrupted_series import InterruptedSeriesEstimate
from reportgen.languages.current import translated
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.comparison import Impact, Test
from reportgen.model.metric import MetricKind
from reportgen.model.period import Period
from reportgen.narrative.claim_words import FOUND, LEVEL_WORDS, claim
from reportgen.narrative.comparisons.closing import closing_full, closing_short
from reportgen.narrative.comparisons.comparison_words import (
    TREND,
    ComparisonWords,
)
from reportgen.narrative.comparisons.decision import (
    allowed_for,
    is_one_sided,
    is_open,
    open_claim,
    p_values,
    sided_interval,
)
from reportgen.narrative.comparisons.finding import may_have_moved_claim
from reportgen.narrative.comparisons.models import decision_methods
from reportgen.narrative.numbers.number_text import date_text
from reportgen.narrative.numbers.period_text import (
    end_text,
    in_step_text,
    range_text,
    start_text,
    step_text,
)
from reportgen.narrative.phrases import bracketed, enumerated, non_empty, phrase, sentence
from reportgen.narrative.statement import Statement

if TYPE_CHECKING:
    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.model.prose import Claim, Prose
    from reportgen.narrative.phrases import Part
    from reportgen.narrative.quantity_phrases import QuantityFormatter


def describe_interrupted_series(
    formatter: QuantityFormatter, outcome: ComparisonOutcome, _result: InterruptedSeriesEstimate
) -> Statement:
    """Return the statement on the effect of one intervention, and what it is made of."""
    return Statement(
        subject=outcome.comparison.id,
        short=non_empty(
            _sentence(formatter, outcome),
            _left_out(outcome),
            _redefined(outcome),
            *closing_short(formatter, outcome),
        ),
        full=non_empty(
            _sentence(formatter, outcome, _evidence(formatter, outcome)),
            _parts(formatter, outcome),
            allowed_for(formatter, outcome),
            _left_out(outcome),
            _redefined(outcome),
            *closing_full(formatter, outcome),
        ),
    )


def _sentence(
    formatter: QuantityFormatter, outcome: ComparisonOutcome, evidence: Prose = ()
) -> Prose:
    name = outcome.ids.decided_difference
    parts: dict[str, Part] = {
        "label": _label(outcome),
        "start": start_of_change(formatter, outcome),
        "end": effect_time(formatter, outcome),
        "evidence": evidence,
    }
    if is_open(outcome):
        above = formatter.value(name) > 0
        template = _OPEN[above, _is_of_level(outcome)]
        clause = phrase(template, parts, change=formatter.measured(name, "size"))
        if not evidence:
            verdict = open_claim(formatter, outcome)
            clause = phrase("{values}, but {verdict}", values=clause, verdict=verdict)
        return sentence(clause)
    template = _CHANGED_LEVEL if _is_of_level(outcome) else _CHANGED
    change = formatter.measured(name)
    return sentence(phrase(template, parts, claim=_claim(formatter, outcome), change=change))


def _claim(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Claim:
    kind = outcome.verdict.verdict
    if kind in FOUND:
        return claim(LEVEL_WORDS[kind], outcome.verdict)
    return may_have_moved_claim(formatter, outcome)


def _evidence(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Prose:
    name, sides = outcome.ids.decided_difference, is_one_sided(outcome)
    # The size in the sentence has no sign, which the interval needs.
    if is_open(outcome) and formatter.value(name) < 0:
        estimate = formatter.estimate(gettext_noop("difference"), name, names_sides=sides)
    else:
        estimate = sided_interval(formatter, outcome, name)
    return bracketed(estimate, p_values(formatter, outcome))


def _is_of_level(outcome: ComparisonOutcome) -> bool:
    """Return whether the effect is the same at any time."""
    return not outcome.comparison.impact.has_slope


def _label(outcome: ComparisonOutcome) -> str | Prose:
    """Return the label of the metric; of a running total, its gains are judged."""
    label = outcome.metric.label
    if outcome.metric.kind is not MetricKind.LEVEL:
        return label
    return phrase("the gains of {label}", label=label)


_CHANGED = gettext_noop(
    "{label} {claim} after {start}: for {end}, the difference from the earlier trend carried on is "
    "{change}{evidence}"
)
_CHANGED_LEVEL = gettext_noop(
    "{label} {claim} after {start}: the difference from the earlier trend carried on is "
    "{change}{evidence}"
)
# By whether the series is above, and whether the effect is the same at any time.
_OPEN = {
    (True, False): gettext_noop(
        "after {start}, {label} ran {change} above the earlier trend carried on to {end}{evidence}"
    ),
    (False, False): gettext_noop(
        "after {start}, {label} ran {change} below the earlier trend carried on to {end}{evidence}"
    ),
    (True, True): gettext_noop(
        "after {start}, {label} ran {change} above the earlier trend carried on{evidence}"
    ),
    (False, True): gettext_noop(
        "after {start}, {label} ran {change} below the earlier trend carried on{evidence}"
    ),
}


def start_of_change(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> str | Prose:
    """Return when an intervention began; with its name where the series has several."""
    comparison = outcome.comparison
    later, own = formatter.period(comparison.later), comparison.intervention
    if own is None:
        return start_text(later)
    when = start_text(replace(later, first=own.on))
    if len(comparison.interventions) == 1:
        return when
    return phrase("{when} ({change})", when=when, change=own.label.strip())


def effect_time(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> str:
    """Return the step that the effect is of, by default the last one of the year after."""
    if outcome.effect_on is None:
        return end_text(formatter.period(outcome.comparison.later))
    calendar = formatter.calendar(outcome.metric.id)
    return step_text(outcome.effect_on, calendar.frequency, year_starts=calendar.year_starts)


def _parts(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Prose:
    """Return what the effect is made of: a difference at first, and what each step adds to it."""
    ids, time = outcome.ids, formatter.time(outcome.metric.id)
    level, slope = ids.decided_level_change, ids.decided_slope_change
    if not formatter.has(slope):
        return ()
    slope_text = formatter.measured(slope), bracketed(formatter.interval(slope))
    if not formatter.has(level):
        clause = phrase(_SLOPE_ALONE, time, slope=slope_text[0], interval=slope_text[1])
        return sentence(clause)
    begins = outcome.level_on
    clause = phrase(
        _LEVEL_AND_SLOPE,
        time,
        in_step=translated(_AT_FIRST)
        if begins is None
        else in_step_text(begins, formatter.calendar(outcome.metric.id)),
        level=formatter.measured(level),
        level_interval=bracketed(formatter.interval(level)),
        slope=slope_text[0],
        interval=slope_text[1],
    )
    return sentence(clause)


_LEVEL_AND_SLOPE = gettext_noop(
    "{in_step}, the difference was {level}{level_interval}, and the slope changed by "
    "{slope}{interval}"
)
_AT_FIRST = gettext_noop("at first")
_SLOPE_ALONE = gettext_noop("The slope changed by {slope}{interval}")


def _left_out(outcome: ComparisonOutcome) -> Prose:
    span = outcome.left_out
    if span is None:
        return ()
    days = range_text(Period(id="", label="", first=span.first, last=span.last))
    return sentence(phrase("We left out {span}, as planned", span=days))


def _redefined(outcome: ComparisonOutcome) -> Prose:
    """Name the changes of definition that the line has a step for, once for a series."""
    if outcome.comparison.place:
        return ()
    named = [f"{date_text(change.on)} ({change.note.rstrip('.')})" for change in outcome.redefined]
    if not named:
        return ()
    clause = phrase(
        "Where what is counted changed, the line may jump: {changes}",
        changes=enumerated(named),
    )
    return sentence(clause)


_LINES = {
    Impact.BOTH: gettext_noop(
        "We fitted a line to the whole series that may jump and bend at a change, and compared it "
        "with the earlier course carried on"
    ),
    Impact.LEVEL: gettext_noop(
        "We fitted a line of one slope to the whole series that may jump at a change, and compared "
        "it with the earlier course carried on"
    ),
    Impact.SLOPE: gettext_noop(
        "We fitted a line to the whole series that may bend at a change without a jump, and "
        "compared it with the earlier course carried on"
    ),
}
_YEAR_AFTER = gettext_noop(
    "We give the effect at the end of the year after the change, or at the last value before that "
    "or before another change"
)
_NAMED_TIME = gettext_noop(
    "We give the effect at the time that we planned, or at the last value before that or before "
    "another change"
)
_WANDERING = gettext_noop(
    "We claim nothing where successive values are so alike that the series may have wandered by "
    "itself"
)


def _methods(
    formatter: QuantityFormatter, outcome: ComparisonOutcome, _result: InterruptedSeriesEstimate
) -> tuple[Prose, ...]:
    comparison = outcome.comparison
    at = _YEAR_AFTER if comparison.effect_at is None else _NAMED_TIME
    return (
        sentence(phrase(_LINES[comparison.impact])),
        _left_out(outcome),
        sentence(phrase(at)) if comparison.impact.has_slope else (),
        sentence(phrase(_WANDERING)),
        *decision_methods(formatter, outcome),
    )


def _title(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Prose:
    return phrase(
        "{label} {rose} after {start}",
        label=_label(outcome),
        rose=claim(LEVEL_WORDS[outcome.verdict.verdict], outcome.verdict),
        start=start_of_change(formatter, outcome),
    )


def _open_title(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Prose:
    return phrase(
        "{label} after {start}: {verdict}",
        label=_label(outcome),
        start=start_of_change(formatter, outcome),
        verdict=open_claim(formatter, outcome),
    )


def _headline(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> tuple[str, Prose]:
    is_of_several = len(outcome.comparison.interventions) > 1
    template = _HEADLINE_OF_SEVERAL if is_of_several else _HEADLINE
    clause = phrase(
        template,
        label=_label(outcome),
        start=start_of_change(formatter, outcome),
        end=effect_time(formatter, outcome),
    )
    return outcome.ids.decided_difference, clause


_HEADLINE = gettext_noop("difference of {label} from its earlier trend, for {end}")
_HEADLINE_OF_SEVERAL = gettext_noop(
    "difference of {label} from its earlier trend after {start}, for {end}"
)


ITS = ComparisonWords(
    test=Test.ITS,
    result_type=InterruptedSeriesEstimate,
    figure=TREND,
    describe=describe_interrupted_series,
    methods=_methods,
    title=_title,
    headline=_headline,
    may_have_moved=may_have_moved_claim,
    open_title=_open_title,
)
