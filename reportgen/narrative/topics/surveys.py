"""Sentences on survey questions asked once, or before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.analysis.survey_outcome import ShareTest
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.quantity_ids import SurveyIds
from reportgen.narrative.comparisons.closing import adjustment
from reportgen.narrative.phrases import bracketed, compose, listed, non_empty, phrase, sentence
from reportgen.narrative.statement import Statement
from reportgen.narrative.topics.survey_claims import share_finding
from reportgen.narrative.topics.survey_scale import (
    chosen,
    describe_scale,
    time_words,
)

if TYPE_CHECKING:
    from reportgen.analysis.survey_outcome import SurveyOutcome
    from reportgen.model.prose import Prose, Sentences
    from reportgen.narrative.quantity_phrases import QuantityFormatter

_TESTS = {
    ShareTest.PAIRED: gettext_noop("exact unconditional McNemar test, {p_value}"),
    ShareTest.GROUPS: gettext_noop("Barnard exact test, {p_value}"),
}


def describe_survey(formatter: QuantityFormatter, outcome: SurveyOutcome) -> Statement:
    """Return the statement on the answers to one question."""
    return Statement(
        subject=SurveyIds(outcome.survey.id).stem,
        short=_sentences(formatter, outcome, is_short=True),
        full=_sentences(formatter, outcome, is_short=False),
    )


def _sentences(
    formatter: QuantityFormatter, outcome: SurveyOutcome, *, is_short: bool
) -> Sentences:
    shares: Sentences = ()
    if outcome.overall is not None:
        shares = (_one_time(formatter, outcome, is_short=is_short),)
    elif outcome.before is not None:
        shares = (
            _answers(formatter, outcome, is_short=is_short),
            share_finding(outcome.verdict, is_short=is_short),
        )
        if not is_short:
            adjusted = adjustment(formatter, outcome.verdict) if outcome.verdict else ()
            shares = (*shares, _difference(formatter, outcome), adjusted)
    scale = describe_scale(formatter, outcome, is_short=is_short, has_asked=bool(shares))
    same = () if is_short else _same(outcome)
    return non_empty(*shares, *scale, same)


def _one_time(formatter: QuantityFormatter, outcome: SurveyOutcome, *, is_short: bool) -> Prose:
    name, question = SurveyIds(outcome.survey.id).all_share, outcome.survey.question.strip()
    if not formatter.has(name):
        refused = phrase(
            "Answers to “{question}” could not be reported: {reason}",
            question=question,
            reason=formatter.reason(name),
        )
        return sentence(refused)
    share = _yes(formatter, name, is_short=is_short)
    answers = chosen(outcome)
    if not answers:
        clause = phrase("Asked “{question}”, {share} said yes", question=question, share=share)
        return sentence(clause)
    return sentence(
        phrase(
            "Asked “{question}”, {share} chose {answers}",
            question=question,
            share=share,
            answers=answers,
        )
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
    shares: dict[str, str | Prose] = {
        "question": question,
        "before": _yes(formatter, before, is_short=is_short),
        "after": _yes(formatter, after, is_short=is_short),
    }
    if outcome.divided is None:
        return sentence(
            phrase("Asked “{question}”, {before} said yes before and {after} after", shares)
        )
    template = _CHOSE if chosen(outcome) else _SAID_YES
    return sentence(phrase(template, {**shares, **time_words(outcome)}, answers=chosen(outcome)))


_SAID_YES = gettext_noop("Asked “{question}”, {before} said yes {then} and {after} {later}")
_CHOSE = gettext_noop("Asked “{question}”, {before} chose {answers} {then} and {after} {later}")


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
    test = phrase(_TESTS[outcome.test], p_value=p_value) if p_value else ()
    clause = phrase("The difference was {difference}", difference=formatter.measured(name))
    return sentence(clause, bracketed(formatter.interval(name), test))


def _same(outcome: SurveyOutcome) -> Prose:
    if outcome.is_paired:
        return sentence(phrase("The same people answered both times"))
    if outcome.overall is not None or (
        outcome.divided is not None and len(outcome.divided.groups) == 1
    ):
        return ()
    if outcome.divided is not None:
        return sentence(
            phrase(
                "The answers may come from different people, so a difference need not be a change "
                "in anyone"
            )
        )
    return sentence(phrase("The two groups of answers are treated as independent"))
