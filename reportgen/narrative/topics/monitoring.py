"""Sentences on a metric in the reporting period: all follow its one verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.analysis.default_periods import REPORTING
from reportgen.analysis.monitoring.monitoring import is_year_earlier
from reportgen.analysis.monitoring.signals import SignalRule
from reportgen.languages.current import translated
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.comparison import Test
from reportgen.model.estimate import Refusal
from reportgen.model.monitoring_verdict import Course, Tone
from reportgen.model.prose import Claim
from reportgen.model.quantity import Form
from reportgen.model.quantity_ids import ComparisonIds, ObservedIds, PeriodIds, monitoring_subject
from reportgen.model.verdict import VerdictKind
from reportgen.narrative.claim_words import claim, within_margin_words
from reportgen.narrative.comparisons.closing import margin_of
from reportgen.narrative.comparisons.comparison_registry import words_of
from reportgen.narrative.comparisons.comparison_words import (
    base_period,
    compared_ids,
)
from reportgen.narrative.comparisons.decision import is_beyond_trend
from reportgen.narrative.message_text import message_text
from reportgen.narrative.numbers.period_text import (
    against_text,
    between_text,
    step_text,
)
from reportgen.narrative.numbers.time_parts import time_parts
from reportgen.narrative.phrases import (
    bracketed,
    compose,
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
    period_total_phrase,
    redefinition_sentence,
    target_sentence,
)

if TYPE_CHECKING:
    from reportgen.analysis.monitoring.monitoring import MetricMonitoring
    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.model.frequency import DateSpan
    from reportgen.model.monitoring_verdict import MonitoringVerdict
    from reportgen.model.period import Period
    from reportgen.model.prose import Prose
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
    (Course.NOT_ASSESSABLE, False): gettext_noop("not assessable", context="in a table"),
}
_TONES = {
    Tone.BETTER: gettext_noop("{what}, for the better"),
    Tone.WORSE: gettext_noop("{what}, for the worse"),
}


def describe_monitoring(formatter: QuantityFormatter, found: MetricMonitoring) -> Statement:
    """Return the statement on a metric in the reporting period."""
    finding = _finding(formatter, found)
    details = (
        signal_sentence(formatter, found),
        () if _year_earlier(formatter, found) else _values(formatter, found),
        _equivalence(formatter, found),
    )
    target, change = target_sentence(formatter, found), redefinition_sentence(found)
    return Statement(
        subject=monitoring_subject(found.metric.id),
        # A board report has the target in the margin.
        short=non_empty(finding, *details, change),
        full=non_empty(
            finding,
            *details,
            target,
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
    estimate = formatter.estimate(label, primary)
    values = phrase(
        "{subject}: {later} {span}, after {base} in {against}",
        context=_CHART,
        subject=subject_of(found),
        later=formatter.measured(later),
        span=between_text(found.period),
        base=formatter.number(base),
        against=_base(formatter, outcome),
    )
    return Statement(
        subject=outcome.comparison.id,
        short=(sentence(values),),
        full=(
            sentence(values, bracketed(estimate, formatter.p_value(outcome.ids.decided_p_value))),
        ),
    )


_DIFFERENCE = gettext_noop("difference")
_BEYOND = gettext_noop("difference beyond the trend under way")
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


def subject_of(found: MetricMonitoring) -> str:
    """Return what the chart shows: the metric, or the monthly gains of a running total."""
    label = found.metric.label
    if not found.is_of_gains:
        return translated("{label}", context="what a control chart shows").format(label=label)
    return translated("{monthly} gains in {label}").format(
        label=label, monthly=time_parts(found.frequency)["monthly"]
    )


def _finding(formatter: QuantityFormatter, found: MetricMonitoring) -> Prose:
    words = finding_phrase(formatter, found, in_period=True)
    if isinstance(found.chart, Refusal):
        reason = message_text(formatter, found.chart.reason).rstrip(".")
        if found.verdict.course is Course.NOT_ASSESSABLE:
            return sentence(compose(words, ": ", reason))
        return sentence(words)
    if found.verdict.course is Course.SINCE:
        words = phrase("{finding}, and it is too early to say by how much", finding=words)
    if year := _year_earlier(formatter, found):
        words = _with_earlier(formatter, words, year)
    return sentence(words, period_range(formatter, found))


def finding_phrase(
    formatter: QuantityFormatter, found: MetricMonitoring, *, in_period: bool = False
) -> Prose:
    """Return the verdict as a clause: ``Visits ran lower than expected from March 2026 on``.

    Parameters
    ----------
    in_period : bool
        Whether to name the reporting period.
    """
    verdict = found.verdict
    parts: dict[str, str | Prose | Claim] = {
        "subject": subject_of(found),
        "claim": monitoring_claim(found),
        "value": _level(formatter, found),
    }
    template = _template(found.verdict)
    if verdict.first is not None and verdict.last is not None:
        parts["first"], parts["last"] = (step_of(found, at) for at in (verdict.first, verdict.last))
    clause = phrase(template, parts, context=_CHART)
    names_step = template not in (_PLAIN, _TO)
    if in_period and not names_step and verdict.course is not Course.NOT_ASSESSABLE:
        span = between_text(found.period)
        clause = phrase("{clause} {span}", context=_CHART, clause=clause, span=span)
    if verdict.course is Course.UNLIKE_A_YEAR_AGO and not isinstance(found.chart, Refusal):
        return phrase("{finding}, within the expected range", finding=clause)
    return clause


_PLAIN = gettext_noop("{subject} {claim}", context=_CHART)
_TO = gettext_noop("{subject} {claim} to {value}", context=_CHART)
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


def _year_earlier(formatter: QuantityFormatter, found: MetricMonitoring) -> _Known:
    """Return the same time a year earlier if the finding names the average of the period.

    It agrees with a rise or a fall; the period before, of other months, need not.
    """
    if _template(found.verdict) != _TO:
        return []
    return [item for item in _known(formatter, found) if is_year_earlier(item[0], found.period)]


def _with_earlier(formatter: QuantityFormatter, finding: Prose, known: _Known) -> Prose:
    return phrase("{finding}, after {earlier}", finding=finding, earlier=_earlier(formatter, known))


def step_of(found: MetricMonitoring, span: DateSpan) -> str:
    """Return the name of a step of the chart, such as a month."""
    return step_text(span, found.frequency, year_starts=found.year_starts)


def _level(formatter: QuantityFormatter, found: MetricMonitoring) -> Prose:
    """Return the average of the period, with its unit."""
    name = level_id(formatter, found)
    return formatter.measured(name) if name else ()


def level_id(formatter: QuantityFormatter, found: MetricMonitoring) -> str:
    """Return the id of the average of the period, or of its total; empty without either."""
    metric, period = found.metric.id, found.period.id
    growth = PeriodIds(metric, Test.SLOPE.analysis, period)
    means = PeriodIds(metric, Test.MEAN.analysis, period)
    names = (
        (growth.gain_mean,)
        if found.is_of_gains
        else (means.mean, means.rate, ObservedIds(metric, period).mean)
    )
    known = (*names, found.ids.period_mean, found.ids.period_total)
    return next((name for name in known if formatter.has(name)), "")


def signal_sentence(formatter: QuantityFormatter, found: MetricMonitoring) -> Prose:
    """Return how many months lay outside their ranges; empty without signals, or for one month."""
    ids = found.ids
    if not found.signals or isinstance(found.chart, Refusal) or len(found.chart.later) == 1:
        return ()
    time = time_parts(found.frequency)
    parts = [
        phrase(
            template,
            time,
            count=formatter.number(name),
            months=formatter.measured(ids.period_months),
        )
        for template, name in ((_ABOVE, ids.above), (_BELOW, ids.below))
        if formatter.value(name)
    ]
    if any(signal.rule is SignalRule.NONE_IN_A_ROW for signal in found.signals):
        parts.append(phrase("a stretch of {months} with none was longer than expected", time))
    return sentence(enumerated(parts)) if parts else ()


_ABOVE = gettext_noop("{count} of {months} lay above the range expected of each")
_BELOW = gettext_noop("{count} of {months} lay below the range expected of each")


def monitoring_headline(formatter: QuantityFormatter, found: MetricMonitoring) -> Prose:
    """Return the verdict and the compared values in one sentence, for the key points; or none."""
    finding = finding_phrase(formatter, found, in_period=True)
    if year := _year_earlier(formatter, found):
        return sentence(_with_earlier(formatter, finding, year))
    values = _compared_values(formatter, _known(formatter, found))
    if isinstance(found.chart, Refusal) and not values:
        return ()  # there is nothing that anybody must know
    is_tested = any(not isinstance(item.result, Refusal) for item in _outcomes(formatter, found))
    if found.is_of_rare_counts and not is_tested and formatter.has(found.ids.period_high):
        # A mean of half a fall per month says less than three falls in six months.
        values = period_total_phrase(formatter, found)
    return sentence(finding, labelled(": ", values))


def _values(formatter: QuantityFormatter, found: MetricMonitoring) -> Prose:
    """Report the compared values, that of the reporting period first."""
    known = _known(formatter, found)
    if not known:
        return ()
    results = [item.result for item in _outcomes(formatter, found)]
    tested = (words_of(item).values for item in results if not isinstance(item, Refusal))
    template = next(tested, _untested(formatter, found, known))
    return sentence(phrase(template, values=_compared_values(formatter, known)))


def _untested(formatter: QuantityFormatter, found: MetricMonitoring, known: _Known) -> str:
    """Return the sentence on values that no test compares: averages, or single ones."""
    sizes = [formatter.quantity(name).n or 0 for _, *pair in known for name in pair]
    is_average = max(sizes) > 1
    if found.is_of_gains:
        return _MEAN_GAINS if is_average else _GAINS
    return _AVERAGES if is_average else _SINGLE


def _equivalence(formatter: QuantityFormatter, found: MetricMonitoring) -> Prose:
    """Return which periods a planned margin shows to be equivalent, if all went as expected."""
    if found.verdict.course is not Course.EXPECTED:
        return ()
    clauses = [
        phrase(
            "against {period}, it {equivalent}",
            period=_base(formatter, item),
            equivalent=claim(within_margin_words(margin_of(formatter, item)), item.verdict),
        )
        for item in _outcomes(formatter, found)
        if item.verdict.verdict is VerdictKind.EQUIVALENT
    ]
    return sentence(listed(clauses, "; ")) if clauses else ()


_GAINS = gettext_noop("The change was {values}")
_SINGLE = gettext_noop("The value was {values}")
_MEAN_GAINS = gettext_noop("The growth was {values}")
_AVERAGES = gettext_noop("The average was {values}")
"""Where no test compares the values: of a report on a single month, and on a few."""


def _outcomes(formatter: QuantityFormatter, found: MetricMonitoring) -> list[ComparisonOutcome]:
    """Return the comparisons of the reporting period with others that count the same."""
    return [
        item
        for item in formatter.outcomes.comparisons
        if formatter.outcomes.monitoring_of(item.comparison) is found
        and found.is_comparable(base_period(formatter, item))
    ]


_Known = list[tuple["Period", str, str]]
"""Periods with the ids of their values and of that of the reporting period."""


def _known(formatter: QuantityFormatter, found: MetricMonitoring) -> _Known:
    """Return the earlier periods whose values are known, whether or not a test compares them."""
    aside = [
        ComparisonIds(item)
        for item in formatter.outcomes.plan.set_aside
        if item.metric == found.metric.id and item.later == found.period.id
    ]
    pairs = [
        *(
            (base_period(formatter, item), *compared_ids(item))
            for item in _outcomes(formatter, found)
        ),
        *(
            (formatter.period(ids.comparison.base), *_shown_ids(formatter, ids, found))
            for ids in aside
        ),
    ]
    # Two comparisons may both have come to be against the same months a year earlier.
    known = {
        (period.first, period.last): (period, base, later)
        for period, base, later in reversed(pairs)
        if found.is_comparable(period) and formatter.has(base) and formatter.has(later)
    }
    return list(reversed(known.values()))


def _shown_ids(
    formatter: QuantityFormatter, ids: ComparisonIds, found: MetricMonitoring
) -> tuple[str, str]:
    """Return the ids of the base and the later value of a comparison that no test makes."""
    if found.is_of_gains:
        return ids.base.gain_mean, ids.later.gain_mean
    # The mean of several counts is one per step; of a single value there may be a rate as well.
    for pair in ((ids.base.mean, ids.later.mean), (ids.base.rate, ids.later.rate)):
        if all(formatter.has(name) and (formatter.quantity(name).n or 0) > 1 for name in pair):
            return pair
    metric, base, later = ids.comparison.metric, ids.comparison.base, ids.comparison.later
    return ObservedIds(metric, base).mean, ObservedIds(metric, later).mean


def _compared_values(formatter: QuantityFormatter, known: _Known) -> Prose:
    """Return ``4.5 incidents a month, after 1.2 in the half-year before``."""
    if not known:
        return ()
    # The later period, hence its value, is the same in all comparisons.
    _, _, later = known[0]
    return phrase(
        "{later}, after {earlier}",
        later=formatter.measured(later),
        earlier=_earlier(formatter, known),
    )


def _earlier(formatter: QuantityFormatter, known: _Known) -> Prose:
    reporting = formatter.period(REPORTING)
    latest_first = sorted(known, key=lambda item: item[0].first, reverse=True)
    values = [
        phrase(
            "{value} in {period}",
            value=formatter.number(base),
            period=against_text(reporting, period),
        )
        for period, base, _ in latest_first
    ]
    return enumerated(values)


def earlier_value(formatter: QuantityFormatter, found: MetricMonitoring) -> tuple[str, str]:
    """Return the id of the value a year earlier, or else before, and when that was."""
    known = sorted(
        _known(formatter, found),
        key=lambda item: (is_year_earlier(item[0], found.period), item[0].first),
    )
    if not known:
        return "", ""
    period, base, _ = known[-1]
    if is_year_earlier(period, found.period):
        return base, translated("a year earlier")
    return base, translated("in {last}").format(last=against_text(found.period, period))


def _base(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> str:
    later = formatter.period(outcome.comparison.later)
    return against_text(later, base_period(formatter, outcome))
