"""Sentences on survey questions asked before and after.

A survey has no verdict: its difference stands with interval and P value, without a claim word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.narrative.compose import bracketed, compose, labelled, paragraph, sentence
from reportgen.narrative.statement import Statement

if TYPE_CHECKING:
    from reportgen.analysis.survey_outcome import SurveyOutcome
    from reportgen.model.prose import Prose
    from reportgen.narrative.speaker import Speaker

_TESTS = {"mcnemar_exact": "exact McNemar test, ", "fisher_exact": "Fisher exact test, "}


def describe_survey(speaker: Speaker, outcome: SurveyOutcome) -> Statement:
    """Return what the answers to one question let a brief say."""
    stem = f"surveys.{outcome.survey.id}"
    return Statement(
        subject=stem,
        short=_answers(speaker, outcome, is_short=True),
        full=paragraph(
            _answers(speaker, outcome, is_short=False),
            _difference(speaker, outcome),
            _same(outcome),
        ),
    )


def _answers(speaker: Speaker, outcome: SurveyOutcome, *, is_short: bool) -> Prose:
    stem, question = f"surveys.{outcome.survey.id}", outcome.survey.question.strip()
    before, after = f"{stem}.before.share", f"{stem}.after.share"
    if not (speaker.has(before) and speaker.has(after)):
        reason = speaker.reason(before) or speaker.reason(after)
        return sentence(f"Answers to “{question}” could not be compared: {reason}")
    return sentence(
        f"Asked “{question}”, ",
        _yes(speaker, before, is_short=is_short),
        " said yes before and ",
        _yes(speaker, after, is_short=is_short),
        " after",
    )


def _yes(speaker: Speaker, name: str, *, is_short: bool) -> Prose:
    evidence = compose(speaker.number(name))
    if not is_short:
        evidence = compose(evidence, labelled(", ", speaker.interval(name)))
    return compose(
        speaker.number(name, "numerator"), " of ", speaker.number(name, "n"), bracketed(evidence)
    )


def _difference(speaker: Speaker, outcome: SurveyOutcome) -> Prose:
    name = f"surveys.{outcome.survey.id}.change.difference"
    if not speaker.has(name):
        return ()
    p_value = speaker.p_value(f"surveys.{outcome.survey.id}.change.p_value")
    test = labelled(_TESTS.get(outcome.method, "exact test, "), p_value)
    return sentence(
        "The difference was ",
        speaker.measured(name),
        bracketed(speaker.interval(name), test),
    )


def _same(outcome: SurveyOutcome) -> Prose:
    if outcome.survey.paired is None:
        return sentence("The two groups of answers are treated as independent")
    return sentence("The same people answered both times")
