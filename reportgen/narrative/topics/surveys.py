"""Sentences on survey questions asked once, or before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.analysis.survey_outcome import ShareTest
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.quantity_ids import SurveyIds
from reportgen.narrative.comparisons.decision import with_adjusted
from reportgen.narrative.phrases import (
    bracketed,
    compose,
    counted,
    listed,
    non_empty,
    phrase,
    sentence,
)
from reportgen.narrative.statement import Statement
from reportgen.narrative.topics.survey_claims import compared_with, share_finding
from reportgen.narrative.topics.survey_scale import describe_scale, said, time_words

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
        shares = _answers(formatter, outcome, is_short=is_short)
    scale = describe_scale(formatter, outcome, is_short=is_short, has_asked=bool(shares))
    different = () if is_short else _different(formatter, outcome)
    return non_empty(*shares, *scale, different)


def _one_time(formatter: QuantityFormatter, outcome: SurveyOutcome, *, is_short: bool) -> Prose:
    name = SurveyIds(outcome.survey.id).all_share
    if not formatter.has(name):
        refused = phrase(
            "Answers to “{question}” could not be reported: {reason}",
            question=outcome.survey.question.strip(),
            reason=formatter.reason(name),
        )
        return sentence(refused)
    evidence = [compose(formatter.number(name))]
    if not is_short and (interval := formatter.interval(name)):
        evidence.append(interval)
    clause = counted(
        "Of {total} respondent, {count} ({evidence}) {said}",
        "Of {total} respondents, {count} ({evidence}) {said}",
        formatter.quantity(name).n or 0,
        total=formatter.number(name, "n"),
        count=formatter.number(name, "numerator"),
        evidence=listed(evidence),
        said=_said_to(outcome),
    )
    return sentence(clause)


def _answers(formatter: QuantityFormatter, outcome: SurveyOutcome, *, is_short: bool) -> Sentences:
    ids = SurveyIds(outcome.survey.id)
    before, after = ids.before_share, ids.after_share
    if not (formatter.has(before) and formatter.has(after)):
        reason = formatter.reason(before) or formatter.reason(after)
        refused = phrase(
            "Answers to “{question}” could not be compared: {reason}",
            question=outcome.survey.question.strip(),
            reason=reason,
        )
        return (sentence(refused),)
    parts: dict[str, str | Prose] = {
        "n": (formatter.number(after, "n"),),
        "count": (formatter.number(after, "numerator"),),
        "share": (formatter.number(after),),
        "base_n": (formatter.number(before, "n"),),
        "base_count": (formatter.number(before, "numerator"),),
        "base_share": (formatter.number(before),),
        "said": _said_to(outcome),
        "compared": compared_with(outcome.verdict),
        **time_words(formatter, outcome),
    }
    one, several = _SAME_PEOPLE if outcome.is_paired else _OTHER_PEOPLE
    clause = phrase(one if formatter.quantity(after).n == 1 else several, parts)
    finding = share_finding(formatter, outcome.verdict)
    if is_short:
        return (sentence(phrase(_SO, answers=clause, finding=finding) if finding else clause),)
    return sentence(clause), _difference(formatter, outcome, finding)


_SO = gettext_noop("{answers}; {finding}")


_SAME_PEOPLE = (
    gettext_noop(
        "Of the {n} person who answered both times, {count} ({share}) {said} {later}, {compared} "
        "{base_count} ({base_share}) {then}"
    ),
    gettext_noop(
        "Of the {n} who answered both times, {count} ({share}) {said} {later}, {compared} "
        "{base_count} ({base_share}) {then}"
    ),
)
_OTHER_PEOPLE = (
    gettext_noop(
        "Of the {n} person who answered {later}, {count} ({share}) {said}, {compared} "
        "{base_count} of {base_n} ({base_share}) {then}"
    ),
    gettext_noop(
        "Of the {n} who answered {later}, {count} ({share}) {said}, {compared} {base_count} of "
        "{base_n} ({base_share}) {then}"
    ),
)


def _said_to(outcome: SurveyOutcome) -> Prose:
    """Return what those who said yes did, with the question unless a statement replaces it."""
    survey = outcome.survey
    if survey.statement:
        return said(survey)
    question = survey.question.strip()
    return phrase("{said} when asked “{question}”", said=said(survey), question=question)


def _difference(formatter: QuantityFormatter, outcome: SurveyOutcome, finding: Prose) -> Prose:
    """Return ``The difference may be chance (11 percentage points, 95% CI …; … test, P=.40).``."""
    ids = SurveyIds(outcome.survey.id)
    verdict = outcome.verdict
    if verdict is None or not formatter.has(ids.difference):
        return ()
    p_value = formatter.p_value(ids.p_value)
    p_value = with_adjusted(formatter, verdict, ids.p_value, p_value)
    test = phrase(_TESTS[outcome.test], p_value=p_value) if p_value else ()
    difference, interval = formatter.measured(ids.difference), formatter.interval(ids.difference)
    if not finding:
        clause = phrase("the difference is {difference}", difference=difference)
        return sentence(clause, bracketed(interval, test))
    estimate = listed([part for part in (difference, interval) if part])
    return sentence(finding, bracketed(estimate, test))


def _different(formatter: QuantityFormatter, outcome: SurveyOutcome) -> Prose:
    """Say that the people of two times may be different ones; nothing where none are compared."""
    ids = SurveyIds(outcome.survey.id)
    pairs = (
        (ids.of_time("before", name), ids.of_time("after", name))
        for name in ("share", "mean", "median")
    )
    is_compared = any(formatter.has(before) and formatter.has(after) for before, after in pairs)
    if outcome.is_paired or not is_compared:
        return ()
    return sentence(
        phrase(
            "The answers may come from different people, so a difference need not be a change in "
            "anyone"
        )
    )
