"""Describe outcomes: all generated text of a brief."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.model.estimate import Refusal
from reportgen.narrative.brief_title import brief_opening, brief_title, standfirst
from reportgen.narrative.comparisons.comparison_registry import words_of
from reportgen.narrative.comparisons.refusal import describe_refusal, describe_single_values
from reportgen.narrative.figures.words import describe_figures
from reportgen.narrative.front.board_title import board_title
from reportgen.narrative.front.ranked import ranked_findings
from reportgen.narrative.goal_risks import describe_risks
from reportgen.narrative.headlines import describe_headlines
from reportgen.narrative.key_points import must_know
from reportgen.narrative.limitations import describe_limitations
from reportgen.narrative.message_text import describe_data_notes
from reportgen.narrative.methods import describe_analyses, describe_methods
from reportgen.narrative.numbers.number_style import number_style
from reportgen.narrative.period_names import introduction, label_of
from reportgen.narrative.phrases import capitalized
from reportgen.narrative.quantity_phrases import QuantityFormatter
from reportgen.narrative.statement import FigureWords, Narrative, Statement
from reportgen.narrative.topics.committee import describe_committee, describe_retention
from reportgen.narrative.topics.goals import describe_goal, describe_goals, describe_milestones
from reportgen.narrative.topics.monitoring import (
    describe_evidence,
    describe_monitoring,
    variation_claim,
)
from reportgen.narrative.topics.record import describe_record
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
    """Return the statements, figure texts, methods, limitations and notes of one organization.

    Parameters
    ----------
    configuration : Configuration
        Provides labels and units.
    outcomes : Outcomes
        Every number comes from a quantity, every claim word from a verdict.
    diagnostics : tuple of Diagnostic
        Problems of the data files; those marked for the brief become data notes.
    """
    style = number_style(configuration.brief.number_style, alpha=configuration.analysis.alpha)
    formatter = QuantityFormatter(configuration=configuration, outcomes=outcomes, style=style)
    findings = ranked_findings(formatter)
    statements = {statement.subject: statement for statement in _statements(formatter)}
    return Narrative(
        style=style,
        statements=statements,
        figure_words=describe_figures(formatter),
        methods=describe_methods(formatter),
        analyses=describe_analyses(formatter),
        limitations=describe_limitations(formatter),
        data_notes=describe_data_notes(formatter, diagnostics),
        title=brief_title(formatter, findings),
        board_title=board_title(formatter, findings),
        standfirst=standfirst(findings),
        opening=brief_opening(formatter),
        introduction=introduction(formatter),
        period_labels={key: label_of(formatter, key) for key in outcomes.plan.periods},
        headlines=describe_headlines(formatter, findings),
        must_know=must_know(formatter, statements),
        risks=describe_risks(formatter),
        variations={
            found.metric.id: capitalized((variation_claim(found),)) for found in outcomes.monitoring
        },
    )


def describe_comparison(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Statement:
    """Return the statement of one comparison, by the kind of its result."""
    if isinstance(outcome.result, Refusal):
        return describe_refusal(formatter, outcome)
    found = formatter.outcomes.monitoring_of(outcome.comparison)
    if found is not None:
        return describe_evidence(formatter, outcome, found)
    statement: Statement = words_of(outcome.result).describe(formatter, outcome, outcome.result)
    return statement


# In order of reporting, see `Narrative.statements`.
def _statements(formatter: QuantityFormatter) -> Iterator[Statement]:
    outcomes = formatter.outcomes
    for outcome in outcomes.comparisons:
        yield describe_comparison(formatter, outcome)
    yield from describe_single_values(formatter)
    for found in outcomes.monitoring:
        yield describe_monitoring(formatter, found)
    if goals := describe_goals(formatter):
        yield goals
    for progress in outcomes.goals:
        yield describe_goal(formatter, progress)
    if outcomes.record is not None:
        yield describe_record(formatter, outcomes.record)
    committee = formatter.configuration.committee
    if outcomes.committee is not None and committee is not None and committee.is_of_holdings:
        yield from describe_holdings(formatter, outcomes.committee)
    elif outcomes.committee is not None:
        yield from describe_committee(formatter, outcomes.committee)
        if retention := describe_retention(formatter, outcomes.committee):
            yield retention
    for survey in outcomes.surveys:
        yield describe_survey(formatter, survey)
    if milestones := describe_milestones(formatter):
        yield milestones
