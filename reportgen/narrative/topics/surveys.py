"""Sentences on survey questions asked before and after.

Surveys have no verdict: the difference is reported with interval and P value, without a claim.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.quantity_ids import SurveyIds
from reportgen.narrative.phrases import bracketed, compose, listed, non_empty, phrase, sentence
from reportgen.narrative.statement import Statement

if TYPE_CHECKING:
    from reportgen.analysis.survey_outcome import SurveyOutcome
    from reportgen.model.prose import Prose
    from reportgen.narrative.quantity_phrases import QuantityFormatter

_TESTS = {
    "mcnemar_exact": gettext_noop("exact McNemar test, {p_value}"),
    "fisher_exact": gettext_noop("Fisher exact test, {p_value}"),
}


def describe_survey(formatter: QuantityFormatter, outcome: SurveyOutcome) -> Statement:
    """Return the statement on the answers to one question."""
    ids = SurveyIds(outcome.survey.id)
    return Statement(
        subject=ids.stem,
        short=(_answers(formatter, outcome, is_short=True),),
        full=non_empty(
            _answers(formatter, outcome, is_short=False),
            _difference(formatter, outcome),
            _same(outcome),
        ),
    )


def _answers(formatter: QuantityFormatter, outcome: SurveyOutcome, *, is_short: bool) -> Prose:
    ids, question = SurveyIds(outcome.survey.id), outcome.survey.question.strip()
    before, after = ids.before_share, ids.after_share
    if not (formatter.has(before) and formatter.has(after)):
        reason = formatter.reason(before) or formatter.reason(after)
        refused = phrase(
            "Answers to “{question}” could not be compared: {reason}",
            question=question,
            reason=reason,
        )
        return sentence(refused)
    clause = phrase(
        "Asked “{question}”, {before} said yes before and {after} after",
        question=question,
        before=_yes(formatter, before, is_short=is_short),
        after=_yes(formatter, after, is_short=is_short),
    )
    return sentence(clause)


def _yes(formatter: QuantityFormatter, name: str, *, is_short: bool) -> Prose:
    evidence = compose(formatter.number(name))
    if not is_short:
        evidence = listed([part for part in (evidence, formatter.interval(name)) if part])
    counts = phrase(
        "{count} of {total}",
        count=formatter.number(name, "numerator"),
        total=formatter.number(name, "n"),
    )
    return compose(counts, bracketed(evidence))


def _difference(formatter: QuantityFormatter, outcome: SurveyOutcome) -> Prose:
    ids = SurveyIds(outcome.survey.id)
    name = ids.difference
    if not formatter.has(name):
        return ()
    p_value = formatter.p_value(ids.p_value)
    template = _TESTS.get(outcome.method, gettext_noop("exact test, {p_value}"))
    test = phrase(template, p_value=p_value) if p_value else ()
    clause = phrase("The difference was {difference}", difference=formatter.measured(name))
    return sentence(clause, bracketed(formatter.interval(name), test))


def _same(outcome: SurveyOutcome) -> Prose:
    if outcome.survey.paired is None:
        return sentence(phrase("The two groups of answers are treated as independent"))
    return sentence(phrase("The same people answered both times"))
