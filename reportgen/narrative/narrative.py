"""Outcomes to everything that a brief says about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.model.estimate import Refusal
from reportgen.narrative.board_summary import must_know
from reportgen.narrative.brief_title import brief_opening, brief_title
from reportgen.narrative.comparisons.comparison_registry import words_of
from reportgen.narrative.comparisons.refusal import describe_refusal
from reportgen.narrative.data_notes import describe_data_notes
from reportgen.narrative.figures.words import describe_figures
from reportgen.narrative.headlines import describe_headlines
from reportgen.narrative.limitations import describe_limitations
from reportgen.narrative.methods import describe_methods
from reportgen.narrative.numbers.number_style import number_style
from reportgen.narrative.phrases import capitalized
from reportgen.narrative.quantity_phrases import Speaker
from reportgen.narrative.statement import FigureWords, Narrative, Statement
from reportgen.narrative.topics.committee import describe_committee
from reportgen.narrative.topics.goals import describe_goal
from reportgen.narrative.topics.milestones import describe_milestones
from reportgen.narrative.topics.monitoring import describe_monitoring, variation_claim
from reportgen.narrative.topics.record import describe_record
from reportgen.narrative.topics.retention import describe_retention
from reportgen.narrative.topics.role_holdings import describe_holdings
from reportgen.narrative.topics.surveys import describe_survey

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.analysis.outcomes import ComparisonOutcome, Outcomes
    from reportgen.diagnostics import Diagnostic
    from reportgen.model.configuration import Configuration

__all__ = ["FigureWords", "Narrative", "Statement", "describe_comparison", "describe_outcomes"]


def describe_outcomes(
    configuration: Configuration,
    outcomes: Outcomes,
    *,
    diagnostics: tuple[Diagnostic, ...] = (),
) -> Narrative:
    """Return the sentences, figure words, methods, limits and notes of one organization.

    Parameters
    ----------
    configuration : Configuration
        Whose labels and units the sentences use.
    outcomes : Outcomes
        Every number comes from its quantities, every claim word from its verdicts.
    diagnostics : tuple of Diagnostic
        Findings about the data files; those for the reader of the brief become data notes.
    """
    style = number_style(configuration.brief.number_style, alpha=configuration.analysis.alpha)
    speaker = Speaker(configuration=configuration, outcomes=outcomes, style=style)
    statements = {statement.subject: statement for statement in _statements(speaker)}
    return Narrative(
        style=style,
        statements=statements,
        figure_words=describe_figures(speaker),
        methods=describe_methods(speaker),
        limitations=describe_limitations(speaker),
        data_notes=describe_data_notes(speaker, diagnostics),
        title=brief_title(speaker),
        opening=brief_opening(speaker),
        headlines=describe_headlines(speaker),
        must_know=must_know(speaker, statements),
        variations={
            found.metric.id: capitalized((variation_claim(found),)) for found in outcomes.monitoring
        },
    )


def describe_comparison(speaker: Speaker, outcome: ComparisonOutcome) -> Statement:
    """Return the statement of one comparison, by the kind of its result."""
    if isinstance(outcome.result, Refusal):
        return describe_refusal(speaker, outcome)
    statement: Statement = words_of(outcome.result).describe(speaker, outcome, outcome.result)
    return statement


def _statements(speaker: Speaker) -> Iterator[Statement]:
    outcomes = speaker.outcomes
    for outcome in outcomes.comparisons:
        yield describe_comparison(speaker, outcome)
    for found in outcomes.monitoring:
        yield describe_monitoring(speaker, found)
    for progress in outcomes.goals:
        yield describe_goal(speaker, progress)
    if outcomes.record is not None:
        yield describe_record(speaker, outcomes.record)
    committee = speaker.configuration.committee
    if outcomes.committee is not None and committee is not None and committee.is_of_holdings:
        if outcomes.committee.measures:
            yield from describe_holdings(speaker, outcomes.committee)
    elif outcomes.committee is not None:
        yield from describe_committee(speaker, outcomes.committee)
        if retention := describe_retention(speaker, outcomes.committee):
            yield retention
    for survey in outcomes.surveys:
        yield describe_survey(speaker, survey)
    if milestones := describe_milestones(speaker):
        yield milestones
