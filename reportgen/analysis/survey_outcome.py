"""A survey question before and after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.analysis.proportion import ProportionEstimate
    from reportgen.model.estimate import Estimate, Refusal
    from reportgen.model.survey import Survey


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyOutcome:
    """Shares of yes before and after, their difference, and its P value.

    The difference has a Newcombe interval (independent groups: method 10; paired:
    method 10 with the phi correction of his 1998 paper on paired data); `p_value` is McNemar's
    exact test for paired answers, Fisher's exact test otherwise, None where it can't be had.
    """

    survey: Survey
    before: ProportionEstimate | Refusal
    after: ProportionEstimate | Refusal
    difference: Estimate | Refusal
    p_value: float | None
    method: str
