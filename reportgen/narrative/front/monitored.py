"""What a metric did in a reporting period, in the length of a title."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.analysis.monitoring.monitoring import is_year_earlier
from reportgen.languages.current import translated
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.monitoring_verdict import Course
from reportgen.model.prose import Claim
from reportgen.narrative.front.finding import GAINS, IN_TITLE, Finding, Rank, amount
from reportgen.narrative.numbers.period_text import against_text
from reportgen.narrative.phrases import compose, phrase
from reportgen.narrative.statement import Headline
from reportgen.narrative.topics.monitoring import monitoring_claim, step_of, variation_claim
from reportgen.narrative.topics.period_values import compared_text, period_values, value_text

if TYPE_CHECKING:
    from reportgen.analysis.monitoring.monitoring import MetricMonitoring
    from reportgen.model.prose import Prose
    from reportgen.narrative.quantity_phrases import QuantityFormatter


def monitored_finding(formatter: QuantityFormatter, found: MetricMonitoring) -> Finding | None:
    """Return the verdict on a metric with its values; None without any."""
    verdict = found.verdict
    if not period_values(formatter, found).own or verdict.course is Course.NOT_ASSESSABLE:
        return None
    base, when = _earlier_value(formatter, found)
    parts: dict[str, str | Prose | Claim] = {
        "subject": short_subject(formatter, found),
        "claim": monitoring_claim(found),
        "level": _level(formatter, found),
        "values": values_phrase(formatter, found),
        "base": (formatter.number(base),) if base else (),
        "when": when,
        "before": _before(formatter, found),
        "within": Claim(translated(_RANGE), found.ids.signals),
    }
    if verdict.first is not None and verdict.last is not None:
        parts["first"], parts["last"] = (step_of(found, at) for at in (verdict.first, verdict.last))
    is_news = not _is_older(formatter, found)
    templates = _templates(found) if is_news else (_WAS_BEFORE,)
    titles = tuple(phrase(template, parts, context=_TITLE) for template in templates)
    said = {_TO: _TO_COMPARED, _AT: _COMPARED}.get(templates[0]) if base else None
    return Finding(
        metric=found.metric.id,
        rank=Rank.FOUND if verdict.is_remarkable and is_news else Rank.EXPECTED,
        titles=titles,
        clause=phrase(said or templates[0], parts, context=_TITLE),
        tone=verdict.tone,
        figure=Headline(
            value=value_text(formatter, period_values(formatter, found)),
            label=phrase(
                _FIGURE if base else _FIGURE_ALONE,
                parts,
                context=_TITLE,
                verdict=variation_claim(found),
            ),
        ),
    )


def _is_older(formatter: QuantityFormatter, found: MetricMonitoring) -> bool:
    """Return whether the period before was already as unlike the same time a year earlier.

    Then the difference is no news of the reporting period.
    """
    if found.verdict.course is not Course.UNLIKE_A_YEAR_AGO:
        return False
    values = period_values(formatter, found)
    year = {item.name for item in values.of_year_earlier(found).earlier}
    before = [item.name for item in values.earlier if item.name not in year]
    if not year or not before:
        return False
    own, then, last = map(formatter.value, (values.own, *year, before[0]))
    return abs(last - then) > abs(last - own)


_RANGE = gettext_noop("within the expected range")
_TITLE = "title on a reporting period"
_BARE = gettext_noop("{subject} {claim}", context=_TITLE)
_VALUES = gettext_noop("{subject} {claim}, at {values}", context=_TITLE)
_WITHIN = gettext_noop("{subject} came to {values}, {within}", context=_TITLE)
_TO_COMPARED = gettext_noop(
    "{subject} {claim} to {level}, compared with {base} {when}", context=_TITLE
)
_COMPARED = gettext_noop(
    "{subject} {claim}, at {level}, compared with {base} {when}", context=_TITLE
)
_FIGURE = gettext_noop("{subject}, compared with {base} {when}: {verdict}", context=_TITLE)
_FIGURE_ALONE = gettext_noop("{subject}: {verdict}", context=_TITLE)
_TO = gettext_noop("{subject} {claim} to {level}", context=_TITLE)
_AT = gettext_noop("{subject} {claim}, at {level}", context=_TITLE)
_FROM = gettext_noop("{subject} {claim} from {first} on", context=_TITLE)
_LAST = gettext_noop("{subject} {claim} in {last}", context=_TITLE)
_UNTIL = gettext_noop("{subject} {claim} until {last}", context=_TITLE)
_WAS_BEFORE = gettext_noop("{subject}: {before}", context=_TITLE)
_FROM_TO = gettext_noop("{subject} {claim} from {first} to {last}", context=_TITLE)


def _templates(found: MetricMonitoring) -> tuple[str, ...]:
    """Return messages from the most to the least detailed one."""
    verdict = found.verdict
    is_single = verdict.first == verdict.last
    if verdict.course is Course.PASSED:
        if is_single:
            return (_LAST,)
        return (_UNTIL if verdict.is_from_start else _FROM_TO,)
    if verdict.first is not None and not verdict.is_from_start:
        return (_LAST if is_single else _FROM, _BARE)
    if verdict.course is Course.CHANGED:
        return _TO, _BARE
    if verdict.course is Course.EXPECTED:
        return _VALUES, _WITHIN, _AT, _BARE
    return _AT, _BARE


def values_phrase(formatter: QuantityFormatter, found: MetricMonitoring) -> Prose:
    """Return the value of the period and that of a year earlier, without judging them.

    ``75%, compared with 79% a year earlier``.
    """
    name = period_values(formatter, found).own
    base, when = _earlier_value(formatter, found)
    level = _level(formatter, found)
    if not base:
        return level
    earlier = formatter.number(base)
    parts: dict[str, str | Prose] = {"later": level, "base": (earlier,), "when": when}
    if earlier.text == formatter.number(name).text:
        return phrase(_AS, parts)
    # "Down from" would be read as a finding, which the verdict is not.
    return phrase(_COMPARED_WITH, parts)


def _level(formatter: QuantityFormatter, found: MetricMonitoring) -> Prose:
    """Return the value of the period; its unit only where the label before it has none."""
    values = period_values(formatter, found)
    # A total is a number of things, and an average of them a number per month.
    if values.are_totals and found.metric.unit.casefold() in found.metric.short_label.casefold():
        return (formatter.number(values.own),)
    if values.are_totals or values.unit != values.own:
        return value_text(formatter, values)
    return amount(formatter, values.own, found.metric)


def _earlier_value(formatter: QuantityFormatter, found: MetricMonitoring) -> tuple[str, str]:
    """Return the id of the value a year earlier, or else before, and when that was."""
    values = period_values(formatter, found)
    for item in (*values.of_year_earlier(found).earlier, *values.earlier):
        if is_year_earlier(item.period, found.period):
            return item.name, translated("a year earlier")
        when = against_text(found.period, item.period)
        return item.name, translated("in {last}").format(last=when)
    return "", ""


def _before(formatter: QuantityFormatter, found: MetricMonitoring) -> Prose:
    """Return the value of the period with that of the one before it."""
    values = period_values(formatter, found)
    year = values.of_year_earlier(found).earlier
    kept = tuple(item for item in values.earlier if item not in year)
    return compared_text(formatter, replace(values, earlier=kept))


_AS = gettext_noop("{later}, as {when}")
_COMPARED_WITH = gettext_noop("{later}, compared with {base} {when}")


def short_subject(formatter: QuantityFormatter, found: MetricMonitoring) -> Prose:
    """Return the metric by its short name, or the gains of a running total."""
    label = found.metric.short_label
    if not found.is_of_gains:
        return compose(label)
    return phrase(GAINS, formatter.time(found.metric.id), context=IN_TITLE, label=label)
