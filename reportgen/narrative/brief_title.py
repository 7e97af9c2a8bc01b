"""Default title, standfirst and opening of a brief."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.analysis.default_periods import REPORTING
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.prose import plain_text
from reportgen.narrative.front.finding import LONGEST_TITLE, Rank, fitted
from reportgen.narrative.front.goal_lines import goal_titles
from reportgen.narrative.numbers.number_text import date_text
from reportgen.narrative.numbers.period_text import against_text, range_text
from reportgen.narrative.period_names import introduction
from reportgen.narrative.phrases import enumerated, paragraph, phrase, sentence
from reportgen.narrative.topics.record import campaign_name

if TYPE_CHECKING:
    from reportgen.model.period import Period
    from reportgen.model.prose import Prose
    from reportgen.narrative.front.finding import Finding
    from reportgen.narrative.quantity_phrases import QuantityFormatter


def brief_title(formatter: QuantityFormatter, findings: tuple[Finding, ...]) -> Prose:
    """Return ``Garden: 39 more volunteer hours a month, which may be chance``."""
    name = formatter.configuration.organization.name
    about = _committee_only(formatter) or _found(formatter, findings, LONGEST_TITLE - len(name) - 2)
    about = about or _without_findings(formatter)
    # A second colon would leave open what the first one introduces.
    template = _DASH if ": " in plain_text(about) else _COLON
    return phrase(template, organization=name, about=about)


_COLON = gettext_noop("{organization}: {about}")
_DASH = gettext_noop("{organization} – {about}")


def _without_findings(formatter: QuantityFormatter) -> Prose:
    """Say plainly what there is where nothing was found: that there are no values, or a survey."""
    configuration, outcomes = formatter.configuration, formatter.outcomes
    if configuration.metrics:
        labels = enumerated([item.short_label for item in configuration.metrics.values()])
        if not outcomes.latest:
            day = date_text(outcomes.plan.report_date)
            return phrase("no values of {labels} up to {day}", labels=labels, day=day)
        return phrase("{labels} could not be compared", labels=labels)
    if configuration.surveys:
        question = configuration.surveys[0].question.strip()
        return phrase("answers to “{question}”", question=question)
    if outcomes.record is not None:
        campaign = campaign_name(outcomes.record.record)
        return phrase("the best campaign was {campaign}", campaign=campaign)
    if outcomes.committee is not None:
        return phrase("how its committee is built")
    return phrase("no results yet")


def _found(formatter: QuantityFormatter, findings: tuple[Finding, ...], room: int) -> Prose:
    """Return the most important finding, and one more of its kind."""
    if not findings:
        return ()
    first, *others = findings
    parts = [first.titles]
    if first.rank is Rank.FOUND:
        new = (item for item in others if item.rank is first.rank and item.metric != first.metric)
        parts += [item.titles for item in new][:1]
    elif first.rank is Rank.KNOWN:
        lines = (goal_titles(formatter, item) for item in formatter.outcomes.goals)
        parts += [versions[-1:] for versions in lines if versions][:1]
    return fitted(parts, room)


def standfirst(findings: tuple[Finding, ...]) -> Prose:
    """Return the most important finding with its values, and one more of its kind.

    Empty where nothing could be compared: the title and the key figures have the counts.
    """
    if not findings or findings[0].rank is Rank.KNOWN:
        return ()
    first, *others = findings
    new = [item for item in others if item.rank is first.rank and item.metric != first.metric]
    # The change is reported once, and what follows it twice.
    return paragraph(first.sentence, *(sentence(item.clause) for item in new[:1]))


def brief_opening(formatter: QuantityFormatter) -> Prose:
    """Return the change under study and the periods compared; empty without either."""
    change = formatter.configuration.intervention
    if change is None:
        return _reported(formatter)
    label, day = change.label.strip().rstrip("."), date_text(change.on)
    clause = phrase("The change under study began on {day}: {label}", label=label, day=day)
    if label in ("", "the intervention"):  # the default of `config` without a label
        clause = phrase("The change under study began on {day}", day=day)
    if change.since:
        clause = phrase("{since} on {day}", since=change.since, day=day)
    return paragraph(sentence(clause), *introduction(formatter))


def _reported(formatter: QuantityFormatter) -> Prose:
    """Name the reporting period and the periods it is compared with."""
    plan = formatter.outcomes.plan
    if not (plan.is_monitoring and plan.shown):
        return ()
    periods = plan.periods
    reporting = periods[REPORTING]
    bases = dict.fromkeys(item.base for item in plan.shown if item.later == REPORTING)
    bases_text = [_named_span(reporting, periods[key]) for key in bases if key in periods]
    span = range_text(reporting)
    if not bases_text:
        return sentence(phrase("This report covers {period}", period=span))
    clause = phrase(
        "This report covers {period} and compares it with {periods}",
        period=span,
        periods=enumerated(bases_text),
    )
    return sentence(clause)


def _named_span(reporting: Period, base: Period) -> str:
    """Return ``the quarter before (April to June 2024)``; the span alone if it has no such name."""
    span, name = range_text(base), against_text(reporting, base)
    return span if span == name else f"{name} ({span})"


def _committee_only(formatter: QuantityFormatter) -> Prose:
    """Return the days compared if the brief is about a committee only; empty otherwise."""
    configuration, outcome = formatter.configuration, formatter.outcomes.committee
    committee = configuration.committee
    if committee is None or outcome is None or not committee.is_of_holdings:
        return ()
    others = (configuration.metrics, configuration.campaigns, configuration.surveys)
    if any(others):
        return ()
    first, last = outcome.measures[0].structure.first, outcome.measures[-1].structure.first
    if first == last:
        return phrase("the committee on {day}", day=date_text(first))
    return phrase(
        "the committee on {first} and on {last}", first=date_text(first), last=date_text(last)
    )
