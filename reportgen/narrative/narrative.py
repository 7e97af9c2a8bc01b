"""Outcomes to everything that a brief says about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.narrative.number_style import number_style
from reportgen.narrative.statement import FigureWords, Narrative, Statement

if TYPE_CHECKING:
    from reportgen.analysis.outcomes import Outcomes
    from reportgen.diagnostics import Diagnostic
    from reportgen.model.configuration import Configuration

__all__ = ["FigureWords", "Narrative", "Statement", "describe_outcomes"]


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
    return Narrative(style=style)
