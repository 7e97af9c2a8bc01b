"""Quantities of survey answers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.analysis.quantities.family import QuantityFamily
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.estimate import Refusal
from reportgen.model.quantity import Form
from reportgen.model.quantity_ids import SurveyIds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.analysis.survey_outcome import SurveyOutcome
    from reportgen.model.quantity import Quantity

_TEST_NAMES = {
    "mcnemar_exact": gettext_noop(
        "McNemar's exact test of those who changed their answer, two-sided"
    ),
    "fisher_exact": gettext_noop("Fisher's exact test of the two groups' answers, two-sided"),
}


_YES = {
    "before": gettext_noop("those who said yes before among those asked; Wilson interval"),
    "after": gettext_noop("those who said yes after among those asked; Wilson interval"),
}
_PAIRED = gettext_noop(
    "the share after minus the share before; Newcombe interval for paired answers"
)
_INDEPENDENT = gettext_noop(
    "the share after minus the share before; Newcombe interval for two groups"
)


def survey_quantities(outcome: SurveyOutcome, position: int) -> Iterator[Quantity]:
    """Yield shares, difference and P value of a survey; `position` is its index in the YAML."""
    ids = SurveyIds(outcome.survey.id)
    family = QuantityFamily(ids=ids, method="survey-change", config_key=("surveys", position))
    for when, share in (("before", outcome.before), ("after", outcome.after)):
        yield family.share(f"{when}_share", share, formula=_YES[when])
    derived = replace(family, derived_from=(ids.before_share, ids.after_share))
    yield derived.interval(
        "difference",
        outcome.difference,
        form=Form.POINTS,
        unit=gettext_noop("percentage points"),
        formula=_PAIRED if outcome.survey.paired else _INDEPENDENT,
    )
    formula = _TEST_NAMES[outcome.method]
    if isinstance(outcome.difference, Refusal):
        yield derived.refused("p_value", outcome.difference, form=Form.P_VALUE, formula=formula)
    else:
        yield derived.number("p_value", outcome.p_value, form=Form.P_VALUE, formula=formula)
