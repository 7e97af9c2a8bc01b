"""What SMART goals measure: its name, its result and its target, as a brief prints them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from reportgen.analysis.default_periods import REPORTING
from reportgen.languages.current import translated
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.goal import TargetDirection
from reportgen.model.metric import MetricKind
from reportgen.model.quantity import Form
from reportgen.model.quantity_ids import (
    LATEST,
    GoalIds,
    ObservedIds,
    contrasted,
    group_of,
    is_of_committee,
    parsed,
    subject_of,
)
from reportgen.narrative.latest_time import latest_time
from reportgen.narrative.numbers.number_text import (
    date_text,
    month_text,
    short_date_text,
    short_month_text,
)
from reportgen.narrative.numbers.period_text import step_text
from reportgen.narrative.period_names import during, label_of, named
from reportgen.narrative.phrases import compose, phrase
from reportgen.narrative.topics.shares import is_pooled
from reportgen.narrative.topics.survey_scale import said

if TYPE_CHECKING:
    from datetime import date

    from reportgen.analysis.goals.progress import GoalProgress
    from reportgen.model.goal import Measure
    from reportgen.model.metric import Metric
    from reportgen.model.prose import Prose
    from reportgen.model.survey import Survey
    from reportgen.narrative.quantity_phrases import QuantityFormatter

_MEAN = gettext_noop("mean of {label}{when}")
_STATISTICS = {
    "mean": _MEAN,
    "rate": _MEAN,
    "ratio": _MEAN,
    "rate_ratio": _MEAN,
    "difference": _MEAN,
    "gain_mean": gettext_noop("mean {monthly} gain in {label}{when}"),
    "total": gettext_noop("total of {label}{when}"),
}
_COMMITTEE_MEASURES = {
    "members": gettext_noop("members of the committee"),
    "levels": gettext_noop("levels of the committee"),
    "hierarchy": gettext_noop("people above a member, on average"),
    "retention": gettext_noop("members who stayed"),
    "retention_to_end": gettext_noop("members who stayed"),
    "trainee_lead_share": gettext_noop("lead positions held by trainees"),
    "mentoring_two_way_share": gettext_noop("mentoring pairs that teach in both directions"),
    "mentoring_upward_share": gettext_noop("mentoring directions that run upward"),
    "matched_role_share": gettext_noop("roles whose skills are there"),
}
_SURVEY_MEASURES = {
    "before": gettext_noop("those who said yes before"),
    "after": gettext_noop("those who said yes after"),
    "all": gettext_noop("those who said yes"),
}
_SURVEY_CENTRES = {
    "mean": gettext_noop("mean answer"),
    "median": gettext_noop("median answer"),
    "answers": gettext_noop("number of answers"),
    "difference": gettext_noop("change in the share who said yes"),
}
_COMMITTEE_RESULTS = {
    "hierarchy": gettext_noop("the average member had {value} people above them"),
    "retention": gettext_noop("{count} of {total} members stayed ({share})"),
    "retention_to_end": gettext_noop("{count} of {total} members stayed ({share})"),
    "trainee_lead_share": gettext_noop("trainees held {count} of {total} lead positions ({share})"),
    "mentoring_two_way_share": gettext_noop(
        "{count} of {total} mentoring pairs taught in both directions ({share})"
    ),
    "mentoring_upward_share": gettext_noop(
        "{count} of {total} mentoring directions ran upward ({share})"
    ),
    "matched_role_share": gettext_noop(
        "{count} of {total} roles had the skills they need ({share})"
    ),
}
_GROUP_HELD = gettext_noop(
    "people in the group “{group}” held {count} of {total} lead positions ({share})"
)
_ALL_STAYED = gettext_noop("all {total} members stayed")
_SURVEY_RESULTS = {
    "before": gettext_noop("of {total} respondents, {count} ({share}) {said} before"),
    "after": gettext_noop("of {total} respondents, {count} ({share}) {said} afterwards"),
    "all": gettext_noop("of {total} respondents, {count} ({share}) {said}"),
}
_TIMES = {
    "growth": gettext_noop("growth of {label} was {ratio} times that of {base}"),
    "trend": gettext_noop(
        "growth of {label}, by the fitted trend, was {ratio} times that of {base}"
    ),
    "mean": gettext_noop("the average of {label} was {ratio} times that of {base}"),
}
_TIMES_IN = {
    "growth": gettext_noop("growth of {label} in {later} was {ratio} times that of {base}"),
    "trend": gettext_noop(
        "growth of {label} in {later}, by the fitted trend, was {ratio} times that of {base}"
    ),
    "mean": gettext_noop("the average of {label} in {later} was {ratio} times that of {base}"),
}
_GROWN = frozenset({"slope", "gain_mean"})
_PLAIN = frozenset({"mean", "rate", "value", "last"})
# Below so many a month, counts say more than their average.
_RARE = 5


def due_text(day: date, *, is_short: bool = False) -> str:
    """Return a due date: its month if it is the last day of one, ``June 2023``."""
    if (day + timedelta(days=1)).day == 1:
        return short_month_text(day) if is_short else month_text(day)
    return short_date_text(day) if is_short else date_text(day)


def target_period(measure: Measure) -> str:
    """Return the period that a target is for: ``2025``, ``Q3 2025``; empty for any other target."""
    step = measure.target_for
    return step_text(step.span, step.frequency) if step is not None else ""


def target_text(formatter: QuantityFormatter, progress: GoalProgress) -> Prose:
    """Return the target of a goal without its unit: ``1.5 times``, ``at most 2``."""
    measure, name = progress.goal.measurable, GoalIds(progress.goal.id).target
    target: Prose = (formatter.number(name),)
    if formatter.quantity(name).form.public is Form.RATIO:
        target = phrase("{ratio} times", ratio=target)
    if measure is not None and measure.direction is TargetDirection.AT_MOST:
        return phrase("at most {target}", target=target)
    return target


def is_budget(formatter: QuantityFormatter, measure: Measure) -> bool:
    """Return whether a target by period is one for a sum of money."""
    metric = formatter.configuration.metrics.get(subject_of(measure.quantity))
    is_total = parsed(measure.quantity).statistic == "total"
    return metric is not None and metric.kind is MetricKind.AMOUNT and is_total


def goal_result(formatter: QuantityFormatter, progress: GoalProgress, measure: Measure) -> Prose:
    """Return what was measured: ``523 donors at the end of June 2026``."""
    name, path = GoalIds(progress.goal.id).value, parsed(measure.quantity)
    quantity = formatter.quantity(name)
    template = ""
    parts: dict[str, str | Prose] = {"value": (formatter.number(name),)}
    if quantity.numerator is not None and quantity.n is not None:
        parts["count"] = (formatter.number(name, "numerator"),)
        parts["total"] = (formatter.number(name, "n"),)
        parts["share"] = (formatter.number(name),)
    if path.subject == "committee":
        template = _COMMITTEE_RESULTS.get(path.statistic, "")
        is_retention = path.statistic.startswith("retention")
        if is_retention and quantity.numerator == quantity.n:
            template = _ALL_STAYED
        if group := group_of(measure.quantity):
            template, parts["group"] = _GROUP_HELD, group
    elif (survey := _survey(formatter, measure)) is not None and "share" in parts:
        template = _SURVEY_RESULTS[path.middle[-1]]
        parts["said"] = said(survey)
    if template:
        return phrase(template, parts)
    if quantity.form.public is Form.RATIO and (times := _times(formatter, name, measure)):
        return times
    return _plain_result(formatter, name, measure)


def _times(formatter: QuantityFormatter, name: str, measure: Measure) -> Prose:
    """Return a ratio of two periods: ``growth of donors was 1.7 times that of the year before``."""
    path = parsed(measure.quantity)
    metric = formatter.configuration.metrics.get(path.subject)
    periods = formatter.outcomes.plan.periods
    found = [periods[key] for key in contrasted(path.period) if key in periods]
    if metric is None or path.analysis not in _TIMES or len(found) != 2:
        return ()
    later, base = found
    # The first two periods are those around the change, which the names of both say.
    is_clear = base.first == min(item.first for item in periods.values())
    templates = _TIMES if is_clear or later.id == REPORTING else _TIMES_IN
    # Of a running total, the mean gains are compared; the slopes give another ratio.
    is_trend = path.statistic == "slope_ratio" and metric.kind is MetricKind.LEVEL
    template = templates["trend" if is_trend else path.analysis]
    return phrase(
        template,
        label=metric.label,
        ratio=formatter.number(name),
        later=named(formatter, later.id),
        base=named(formatter, base.id),
    )


def _plain_result(formatter: QuantityFormatter, name: str, measure: Measure) -> Prose:
    """Return a value with its unit and its time, or with the name of its measure in brackets."""
    path = parsed(measure.quantity)
    metric = formatter.configuration.metrics.get(path.subject)
    value = goal_value(formatter, name)
    if metric is None or metric.unit.casefold() not in metric.label.casefold() or not metric.unit:
        is_named = metric is None and formatter.unit_text(name) in measure_words(formatter, measure)
        if is_named and formatter.unit_text(name):
            return value
        return phrase("{value} ({measure})", value=value, measure=measure_words(formatter, measure))
    when = _when(formatter, path.period, metric) if path.period else ""
    if path.statistic in _GROWN:
        return phrase("a growth of {value}{when}", value=value, when=when)
    is_mean = path.statistic in ("mean", "rate") and metric.kind.adds_up
    # The observed mean of a count is in its unit, the mean of a comparison in its unit a month.
    if is_mean and formatter.quantity(name).unit == metric.unit:
        per_month = formatter.time(metric.id)["per_month"]
        value = phrase("{value} {per_month}", value=value, per_month=per_month)
    if path.statistic in _PLAIN and metric.kind not in (MetricKind.RATE, MetricKind.AVERAGE):
        return compose(value, when, _counted(formatter, name, measure, metric))
    return phrase("{value} ({measure})", value=value, measure=measure_words(formatter, measure))


def _counted(formatter: QuantityFormatter, name: str, measure: Measure, metric: Metric) -> Prose:
    """Return the counts behind a small average: `` (5 in 11 months)``; empty for others."""
    path = parsed(measure.quantity)
    ids = ObservedIds(metric.id, path.period)
    is_rare = metric.kind is MetricKind.COUNT and path.statistic in ("mean", "rate")
    if not is_rare or not formatter.has(ids.total) or formatter.value(name) >= _RARE:
        return ()
    is_one = formatter.value(ids.n) == 1
    return phrase(
        " ({total} in {number} {months})",
        total=formatter.number(ids.total),
        number=formatter.number(ids.n),
        months=formatter.time(metric.id)["month" if is_one else "months"],
    )


def measure_words(formatter: QuantityFormatter, measure: Measure) -> str:
    """Return the measure of a goal: ``growth of Twitter followers, after against before``."""
    path = parsed(measure.quantity)
    head, middle, last = path.subject, path.middle, path.statistic
    if head == "committee":
        if group := group_of(measure.quantity):
            return translated("lead positions held by the group “{group}”").format(group=group)
        return translated(_COMMITTEE_MEASURES.get(last, last.replace("_", " ")))
    if head == "surveys":
        survey = _survey(formatter, measure)
        is_share = bool(middle) and last == "share"
        if is_share and survey is not None and survey.statement:
            words = translated(gettext_noop("respondents who {statement}"))
            return words.format(statement=survey.statement)
        named = _SURVEY_MEASURES.get(middle[-1]) if is_share else _SURVEY_CENTRES.get(last)
        return translated(named or gettext_noop("survey answers"))
    if head == "campaigns":
        one, many = gettext_noop("the best campaign"), gettext_noop("all campaigns")
        return translated(one if middle == ("record",) else many)
    metric = formatter.configuration.metrics.get(head)
    # The id of a metric's quantity is metric.analysis.period.statistic.
    if metric is None or len(middle) != 2:
        return translated(gettext_noop("value"))
    found = formatter.outcomes.quantities.get(measure.quantity)
    is_single = found is not None and found.n == 1
    template = _measured(metric, middle[0], last, is_single=is_single)
    when = _when(formatter, middle[1], metric)
    return translated(template).format(label=metric.label, when=when, **formatter.time(metric.id))


def _measured(metric: Metric, analysis: str, statistic: str, *, is_single: bool) -> str:
    """Return the message for a statistic of a metric, which a single value may stand for."""
    if analysis == "growth":
        return gettext_noop("growth of {label}{when}")
    if statistic in ("mean", "rate") and metric.kind.adds_up:
        return gettext_noop("{label} {per_month}{when}")
    plain = gettext_noop("{label}{when}")
    if statistic in ("mean", "rate") and is_single:
        return plain
    if statistic in ("mean", "rate") and metric.kind is MetricKind.RATE:
        return _POOLED if is_pooled(metric, analysis) else _MEAN_OF_SHARES
    return (
        plain
        if metric.kind in (MetricKind.RATE, MetricKind.AVERAGE)
        else _STATISTICS.get(statistic, plain)
    )


_POOLED = gettext_noop("pooled share of {label}{when}")
_MEAN_OF_SHARES = gettext_noop("{label}, mean of {monthly} shares{when}")


def _when(formatter: QuantityFormatter, period: str, metric: Metric) -> str:
    """Return the period of a quantity, or both of its periods."""
    periods = formatter.outcomes.plan.periods
    # A contrast is two periods; a single period is padded with an empty base.
    later, base = (*contrasted(period), "")[:2]
    if period == LATEST:
        return latest_time(formatter, metric)
    if later not in periods:
        return ""
    label = label_of(formatter, later)
    if base in periods:
        against = label_of(formatter, base)
        return translated(", {later} against {base}").format(later=label, base=against)
    # A name of the author's own need not fit after "in".
    return f" {during(formatter, later)}" if label == named(formatter, later) else f", {label}"


def _survey(formatter: QuantityFormatter, measure: Measure) -> Survey | None:
    path = parsed(measure.quantity)
    surveys = formatter.configuration.surveys if path.subject == "surveys" else ()
    return next((item for item in surveys if item.id in path.middle), None)


def goal_value(formatter: QuantityFormatter, name: str, measure: Measure | None = None) -> Prose:
    """Return the number of a goal with its unit: ``1.7 times``, ``100% (15 of 15 members)``.

    The unit is omitted if the name of the `measure` already contains it.
    """
    quantity = formatter.quantity(name)
    if quantity.numerator is not None and quantity.n is not None:
        is_of_people = any(is_of_committee(item) for item in quantity.derived_from)
        return phrase(
            gettext_noop("{share} ({count} of {total} members)")
            if is_of_people
            else gettext_noop("{share} ({count} of {total})"),
            count=formatter.number(name, "numerator"),
            total=formatter.number(name, "n"),
            share=formatter.number(name),
        )
    if quantity.form.public is Form.RATIO:
        return phrase("{ratio} times", ratio=formatter.number(name))
    if measure is not None and _has_unit(formatter, measure):
        return (formatter.number(name),)
    return formatter.measured(name)


def _has_unit(formatter: QuantityFormatter, measure: Measure) -> bool:
    """Return whether the name of a measure contains the unit."""
    metric = formatter.configuration.metrics.get(subject_of(measure.quantity))
    return metric is not None and metric.unit in measure_words(formatter, measure)
