"""Rows of survey questions in the table of comparisons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.document.material import EN_DASH
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.quantity_ids import SurveyIds
from reportgen.narrative.phrases import compose, phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.analysis.survey_outcome import SurveyOutcome
    from reportgen.document.material import Material
    from reportgen.model.prose import Prose
    from reportgen.model.verdict import Verdict

SHARE, SCALE = gettext_noop("share of yes"), gettext_noop("answers on a scale")
_CENTRES = ("mean", "median")


def judged_surveys(material: Material) -> Iterator[tuple[SurveyOutcome, Verdict]]:
    """Yield each verdict on a survey with its outcome."""
    for outcome in material.outcomes.surveys:
        for verdict in outcome.verdicts:
            yield outcome, verdict


def survey_stub(outcome: SurveyOutcome, verdict: Verdict) -> Prose:
    """Return what of the answers to a question is compared."""
    is_of_scale = verdict.comparison == SurveyIds(outcome.survey.id).scale
    return phrase(SCALE if is_of_scale else SHARE)


def survey_values(material: Material, outcome: SurveyOutcome, verdict: Verdict) -> list[Prose]:
    """Return the share, or the mean or median, of the earlier and of the later time."""
    ids = SurveyIds(outcome.survey.id)
    names = ("share",) if verdict.comparison == ids.stem else _CENTRES
    values = []
    for time in ("before", "after"):
        found = (ids.of_time(time, name) for name in names)
        known = next((name for name in found if material.quantity(name)), "")
        values.append(material.value(known) if known else compose(EN_DASH))
    return values
