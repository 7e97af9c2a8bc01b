"""Sentences on a metric in the reporting period: all follow its one verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.analysis.monitoring.monitoring import is_year_earlier
from reportgen.analysis.monitoring.signals import SignalRule
from reportgen.languages.current import translated
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.estimate import Refusal
from reportgen.model.monitoring_verdict import Course, Tone
from reportgen.model.prose import Claim
from reportgen.model.quantity import Form
from reportgen.model.quantity_ids import monitoring_subject
from reportgen.model.verdict import VerdictKind
from reportgen.narrative.claim_words import claim, within_margin_words
from reportgen.narrative.comparisons.closing import margin_of
from reportgen.narrative.comparisons.comparison_words import base_period, compared_ids
from reportgen.narrative.comparisons.decision import is_beyond_trend, is_one_sided, sided_p_value
from reportgen.narrative.message_text import message_text
from reportgen.narrative.numbers.period_text import (
    against_text,
    between_text,
    step_text,
)
from reportgen.narrative.numbers.time_parts import time_parts
from reportgen.narrative.period_names import during, named
from reportgen.narrative.phrases import (
    bracketed,
    enumerated,
    labelled,
    listed,
    non_empty,
    phrase,
    sentence,
)
from reportgen.narrative.statement import Statement
from reportgen.narrative.topics.expected_range import (
    baseline_sentences,
    clusters_sentence,
    period_range,
    range_sentence,
    redefinition_sentence,
    target_sentence,
)
from reportgen.narrative.topics.period_values import (
    compared_text,
    comparisons_of,
    earlier_text,
    period_values,
    value_text,
)

if TYPE_CHECKING:
    from reportgen.analysis.monitoring.monitoring import MetricMonitoring
    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.model.frequency import DateSpan
    from reportgen.model.monitoring_verdict import MonitoringVerdict
    from reportgen.model.prose import Prose, Sentences
    from reportgen.narrative.quantity_phrases import QuantityFormatter

_CHART = "of a control chart"
_CLAIMS = {
    (Course.CHANGED, True): gettext_noop("rose", context=_CHART),
    (Course.CHANGED, False): gettext_noop("fell", context=_CHART),
    (Course.SINCE, True): gettext_noop("ran higher than expected", context=_CHART),
    (Course.SINCE, False): gettext_noop("ran lower than expected", context=_CHART),
    (Course.PASSED, True): gettext_noop("ran higher than expected", context=_CHART),
    (Course.PASSED, False): gettext_noop("ran lower than expected", context=_CHART),
    (Course.UNLIKE_A_YEAR_AGO, True): gettext_noop(
        "came out higher than a year earlier", context=_CHART
    ),
    (Course.UNLIKE_A_YEAR_AGO, False): gettext_noop(
        "came out lower than a year earlier", context=_CHART
    ),
    (Course.EXPECTED, False): gettext_noop("stayed within the expected range", context=_CHART),
    (Course.UNCLEAR, False): gettext_noop("varied too much to judge a change", context=_CHART),
    (Course.NOT_ASSESSABLE, False): gettext_noop(
        "can't be compared with an expected range", context=_CHART
    ),
}
"""Keyed by course and by whether the change is upward."""
_IN_A_TABLE = {
    (Course.CHANGED, True): gettext_noop("rose", context="in a table"),
    (Course.CHANGED, False): gettext_noop("fell", context="in a table"),
    (Course.SINCE, True): gettext_noop("higher than expected", context="in a table"),
    (Course.SINCE, False): gettext_noop("lower than expected", context="in a table"),
    (Course.PASSED, True): gettext_noop("higher for a time", context="in a table"),
    (Course.PASSED, False): gettext_noop("lower for a time", context="in a table"),
    (Course.UNLIKE_A_YEAR_AGO, True): gettext_noop(
        "higher than a year earlier", context="in a table"
    ),
    (Course.UNLIKE_A_YEAR_AGO, False): gettext_noop(
        "lower than a year earlier", context="in a table"
    ),
    (Course.EXPECTED, False): gettext_noop("as expected", context="in a table"),
    (Course.UNCLEAR, False): gettext_noop("too variable to judge", context="in a table"),
    (Course.NOT_ASSESSABLE, False): gettext_noop("not assessable", context="in a table"),
}
_IN_A_LIST = {
    **_IN_A_TABLE,
    (Course.CHANGED, True): gettext_noop("up on a year earlier", context="in a table"),
    (Course.CHANGED, False): gettext_noop("down on a year earlier", context="in a table"),
}
"""After a value, in a key point: *67%, up on a year earlier*."""
_TONES = {
    Tone.BETTER: gettext_noop("{what}, for the better"),
    Tone.WORSE: gettext_noop("{what}, for the worse"),
}


def describe_monitoring(formatter: QuantityFormatter, found: MetricMonitoring) -> Statement:
    """Return the statement on a metric in the reporting period."""
    short = non_empty(
        *_finding(formatter, found),
        _beside_a_year_earlier(formatter, found),
        () if _names_range(formatter, found) else range_sentence(formatter, found),
        outside_sentence(formatter, found),
        _equivalence(formatter, found),
    )
    change = redefinition_sentence(found)
    return Statement(
        subject=monitoring_subject(found.metric.id),
        # A board report has the target in the margin.
        short=non_empty(*short, change),
        full=non_empty(
            *short,
            target_sentence(formatter, found),
            *baseline_sentences(formatter, found),
            clusters_sentence(formatter, found),
            change,
        ),
    )


def describe_evidence(
    formatter: QuantityFormatter, outcome: ComparisonOutcome, found: MetricMonitoring
) -> Statement:
    """Return the statement on a comparison of the reporting period: numbers without a claim.

    What is claimed of the metric is its one verdict, in `describe_monitoring`.
    """
    base, later = compared_ids(outcome)
    primary = outcome.verdict.primary
    label = _ESTIMATES.get(formatter.quantity(primary).form, _DIFFERENCE)
    if is_beyond_trend(formatter, outcome):
        label = _BEYOND
    estimate = formatter.estimate(label, primary, names_sides=is_one_sided(outcome))
    values = phrase(
        "{subject}: {later} {span}, after {base} in {against}",
        context=_CHART,
        subject=subject_of(found),
        later=formatter.measured(later),
        span=during(formatter, found.period.id),
        base=formatter.number(base),
        against=_base(formatter, outcome),
    )
    return Statement(
        subject=outcome.comparison.id,
        short=(sentence(values),),
        full=(sentence(values, bracketed(estimate, sided_p_value(formatter, outcome))),),
    )


_DIFFERENCE = gettext_noop("difference")
_BEYOND = gettext_noop("difference beyond the trend through both periods")
_ESTIMATES = {Form.RATIO: gettext_noop("ratio")}


def monitoring_claim(found: MetricMonitoring) -> Claim:
    """Return the claim of the verdict, bound to the quantity that counts the signals."""
    words = _CLAIMS[found.verdict.course, found.verdict.is_high]
    return Claim(translated(words, context=_CHART), found.ids.signals)


def variation_claim(found: MetricMonitoring) -> Claim:
    """Return the claim of the verdict, as a table prints it."""
    verdict = found.verdict
    words = translated(_IN_A_TABLE[verdict.course, verdict.is_high], context="in a table")
    if tone := _TONES.get(verdict.tone):
        words = translated(tone).format(what=words)
    return Claim(words, found.ids.signals)


def listed_claim(found: MetricMonitoring) -> Claim:
    """Return the claim of the verdict as it follows a value: ``67%, up on a year earlier``."""
    words = _IN_A_LIST[found.verdict.course, found.verdict.is_high]
    return Claim(translated(words, context="in a table"), found.ids.signals)


def subject_of(found: MetricMonitoring) -> str:
    """Return what the chart shows: the metric, or the monthly gains of a running total."""
    label = found.metric.label
    if not found.is_of_gains:
        return translated("{label}", context="what a control chart shows").format(label=label)
    return translated("{monthly} gains in {label}").format(
        label=label, monthly=time_parts(found.frequency)["monthly"]
    )


def _finding(formatter: QuantityFormatter, found: MetricMonitoring) -> Sentences:
    """Return the verdict with the values that it is of, that of the reporting period first.

    Where the verdict is dated, the values are those of another, longer time and say so.
    """
    finding, values = finding_phrase(formatter, found), period_values(formatter, found)
    if found.verdict.course is Course.NOT_ASSESSABLE and isinstance(found.chart, Refusal):
        reason = message_text(formatter, found.chart.reason).rstrip(".")
        return sentence(finding, ": ", reason), _of_whole(formatter, found, _VALUES)
    if is_dated(found.verdict):
        return sentence(finding), _of_whole(formatter, found, _OVERALL)
    if _names_range(formatter, found):
        limits = period_range(formatter, found, has_unit=False)
        finding = phrase("{finding} of {range}", finding=finding, range=limits)
        # The period before has other months; the table has its value.
        year = values.of_year_earlier(found)
        values = year if year.earlier else values
    if found.verdict.course is not Course.CHANGED:
        return (sentence(finding, labelled(": ", compared_text(formatter, values))),)
    # A rise or fall is one from a year earlier; the period before, of other months, need not agree.
    year = values.of_year_earlier(found)
    if not year.earlier:
        return (sentence(finding),)
    template = _UP_FROM if found.verdict.is_high else _DOWN_FROM
    return (sentence(phrase(template, finding=finding, earlier=earlier_text(formatter, year))),)


def _names_range(formatter: QuantityFormatter, found: MetricMonitoring) -> bool:
    """Return whether the finding is that the metric stayed within a range that is known."""
    is_within = found.verdict.course is Course.EXPECTED
    return is_within and bool(period_range(formatter, found, has_unit=False))


_UP_FROM = gettext_noop("{finding}, up from {earlier}")
_DOWN_FROM = gettext_noop("{finding}, down from {earlier}")


def _of_whole(
    formatter: QuantityFormatter, found: MetricMonitoring, templates: tuple[str, str, str]
) -> Prose:
    """Return the values of the whole reporting period; empty without any."""
    values = period_values(formatter, found)
    if not values.own or (templates is _VALUES and not values.earlier):
        return ()
    of_totals, of_gains, of_averages = templates
    template = of_gains if found.is_of_gains else of_averages
    if values.are_totals:
        template = of_totals
    elif not found.is_of_gains and formatter.quantity(values.own).n == 1:
        template = _SINGLE
    return sentence(phrase(template, values=compared_text(formatter, values)))


_VALUES = (
    gettext_noop("The total was {values}"),
    gettext_noop("The growth was {values}"),
    gettext_noop("The average was {values}"),
)
_OVERALL = (
    gettext_noop("Over the whole period, the total was {values}"),
    gettext_noop("Over the whole period, the growth was {values}"),
    gettext_noop("Over the whole period, the average was {values}"),
)
"""Of totals, of gains, and of averages."""
_SINGLE = gettext_noop("The value was {values}")


def _beside_a_year_earlier(formatter: QuantityFormatter, found: MetricMonitoring) -> Prose:
    """Say why a year earlier leaves open what the chart shows."""
    if found.verdict.course is not Course.SINCE:
        return ()
    of_year = period_values(formatter, found).of_year_earlier(found)
    is_tested = any(
        item.decision is not None and is_year_earlier(base_period(formatter, item), found.period)
        for item in comparisons_of(formatter, found)
    )
    why = _NOT_TESTED if of_year.earlier else _UNKNOWN
    template = _HIGHER if found.verdict.is_high else _LOWER
    return sentence(phrase(template, why=phrase(_MAY_BE_CHANCE if is_tested else why)))


_HIGHER = gettext_noop("Whether that is higher than a year earlier is uncertain: {why}")
_LOWER = gettext_noop("Whether that is lower than a year earlier is uncertain: {why}")
_MAY_BE_CHANCE = gettext_noop("the test can't tell that difference from chance")
_NOT_TESTED = gettext_noop("the values are too few for a test")
_UNKNOWN = gettext_noop("the data do not reach back so far")


def finding_phrase(
    formatter: QuantityFormatter, found: MetricMonitoring, *, in_period: bool = False
) -> Prose:
    """Return the verdict as a clause: ``Visits ran lower than expected from March 2026 on``.

    Parameters
    ----------
    in_period : bool
        Whether to name the reporting period, for a figure that does not show it.
    """
    verdict = found.verdict
    parts: dict[str, str | Prose | Claim] = {
        "subject": subject_of(found),
        "claim": monitoring_claim(found),
        "value": value_text(formatter, period_values(formatter, found)),
        "period": named(formatter, found.period.id),
    }
    if verdict.first is not None and verdict.last is not None:
        parts["first"], parts["last"] = (step_of(found, at) for at in (verdict.first, verdict.last))
    is_of_whole = verdict.course is Course.SINCE and found.has_several and not is_dated(verdict)
    template = _WHOLE if is_of_whole else _template(verdict)
    clause = phrase(template, parts, context=_CHART)
    if template in (_PLAIN, _TO) and in_period and verdict.course is not Course.NOT_ASSESSABLE:
        span = between_text(found.period)
        clause = phrase("{clause} {span}", context=_CHART, clause=clause, span=span)
    if verdict.course is Course.UNLIKE_A_YEAR_AGO and not isinstance(found.chart, Refusal):
        return phrase("{finding}, within the expected range", finding=clause)
    return clause


def is_dated(verdict: MonitoringVerdict) -> bool:
    """Return whether a verdict is of a part of the reporting period, which has dates."""
    return _template(verdict) not in (_PLAIN, _TO)


_PLAIN = gettext_noop("{subject} {claim}", context=_CHART)
_TO = gettext_noop("{subject} {claim} to {value}", context=_CHART)
_WHOLE = gettext_noop("{subject} {claim} over {period} as a whole", context=_CHART)
_FROM = gettext_noop("{subject} {claim} from {first} on", context=_CHART)
_AT_LAST = gettext_noop("{subject} {claim} in {last}", context=_CHART)
_UNTIL = gettext_noop("{subject} {claim} until {last} and as expected since", context=_CHART)
_AT = gettext_noop("{subject} {claim} in {last} and as expected since", context=_CHART)
_FROM_TO = gettext_noop(
    "{subject} {claim} from {first} to {last} and as expected since", context=_CHART
)


def _template(verdict: MonitoringVerdict) -> str:
    """Return the message of a verdict, by where in the period its signal lies."""
    is_single = verdict.first == verdict.last
    if verdict.course is Course.PASSED:
        if is_single:
            return _AT
        return _UNTIL if verdict.is_from_start else _FROM_TO
    if verdict.first is not None and not verdict.is_from_start:
        return _AT_LAST if is_single else _FROM
    return _TO if verdict.course is Course.CHANGED else _PLAIN


def step_of(found: MetricMonitoring, span: DateSpan) -> str:
    """Return the name of a step of the chart, such as a month."""
    return step_text(span, found.frequency, year_starts=found.year_starts)


def outside_sentence(formatter: QuantityFormatter, found: MetricMonitoring) -> Prose:
    """Return how many months lay outside their ranges; empty without signals, or for one month."""
    ids = found.ids
    if not found.signals or not found.has_several:
        return ()
    time = time_parts(found.frequency)
    parts = [
        phrase(
            of_all if formatter.value(name) == formatter.value(ids.period_months) else of_some,
            time,
            count=formatter.number(name),
            all=formatter.measured(ids.period_months),
        )
        for of_some, of_all, name in (
            (_ABOVE, _ALL_ABOVE, ids.above),
            (_BELOW, _ALL_BELOW, ids.below),
        )
        if formatter.value(name)
    ]
    if any(signal.rule is SignalRule.NONE_IN_A_ROW for signal in found.signals):
        parts.append(phrase("a stretch of {months} with none was longer than expected", time))
    return sentence(enumerated(parts)) if parts else ()


_ABOVE = gettext_noop("in {count} of {all}, the value was above its own expected range")
_BELOW = gettext_noop("in {count} of {all}, the value was below its own expected range")
_ALL_ABOVE = gettext_noop("in all {all}, the value was above its own expected range")
_ALL_BELOW = gettext_noop("in all {all}, the value was below its own expected range")


def _equivalence(formatter: QuantityFormatter, found: MetricMonitoring) -> Prose:
    """Return which periods a planned margin shows to be equivalent, if all went as expected."""
    if found.verdict.course is not Course.EXPECTED:
        return ()
    clauses = [
        phrase(
            "compared with {period}, it {equivalent}",
            period=_base(formatter, item),
            equivalent=claim(within_margin_words(margin_of(formatter, item)), item.verdict),
        )
        for item in comparisons_of(formatter, found)
        if item.verdict.verdict is VerdictKind.EQUIVALENT
    ]
    return sentence(listed(clauses, "; ")) if clauses else ()


def _base(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> str:
    later = formatter.period(outcome.comparison.later)
    return against_text(later, base_period(formatter, outcome))
