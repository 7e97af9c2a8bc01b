"""Sentences on answers on a scale: means or medians, and their difference."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.analysis.survey_scale import ScaleTest
from reportgen.languages.current import translated
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.quantity_ids import SurveyIds
from reportgen.narrative.comparisons.decision import with_adjusted
from reportgen.narrative.numbers.period_text import between_text
from reportgen.narrative.phrases import bracketed, compose, counted, listed, phrase, sentence
from reportgen.narrative.topics.survey_claims import scale_finding

if TYPE_CHECKING:
    from reportgen.analysis.survey_groups import AnswerGroup
    from reportgen.analysis.survey_outcome import SurveyOutcome
    from reportgen.analysis.survey_scale import ScaleOutcome
    from reportgen.model.prose import Prose, Sentences
    from reportgen.model.survey import Survey
    from reportgen.narrative.quantity_phrases import QuantityFormatter

_TIME = "the time of an answer"
_BEFORE = gettext_noop("before", context=_TIME)
_AFTER = gettext_noop("after", context=_TIME)
_CLAUSES = {
    (True, 2): gettext_noop(
        "on a scale from {low} to {high}, the mean answer{to} was {after} {later}, compared with "
        "{before} {then}"
    ),
    (False, 2): gettext_noop(
        "on a scale from {low} to {high}, the median answer{to} was {after} {later}, compared with "
        "{before} {then}"
    ),
    (True, 1): gettext_noop("on a scale from {low} to {high}, the mean answer{to} was {all}"),
    (False, 1): gettext_noop("on a scale from {low} to {high}, the median answer{to} was {all}"),
}
_BEFORE_CHANGE = gettext_noop("before the change")
_AFTER_CHANGE = gettext_noop("after the change")
_FIRST_TIME = gettext_noop("the first time")
_SECOND_TIME = gettext_noop("the second time")
_TESTS = {
    ScaleTest.WELCH: gettext_noop("Welch t test, {p_value}"),
    ScaleTest.PAIRED_T: gettext_noop("paired t test, {p_value}"),
    ScaleTest.RANK_SUM: gettext_noop("Wilcoxon-Mann-Whitney test, {p_value}"),
    ScaleTest.SIGN: gettext_noop("exact unconditional sign test, {p_value}"),
}


def said(survey: Survey) -> Prose:
    """Return what those did who said yes: the statement on them, or which answers they chose."""
    if survey.statement:
        return compose(survey.statement.strip().rstrip("."))
    answers = _chosen(survey)
    return phrase("chose {answers}", answers=answers) if answers else phrase("said yes")


def _chosen(survey: Survey) -> Prose:
    """Return the answers that count as yes: ``“Agree” or “Strongly agree”``; empty for yes."""
    form = survey.form
    quoted = [phrase("“{answer}”", answer=answer) for answer in (form.yes if form else ())]
    if len(quoted) < 2:
        return compose(*quoted)
    return phrase("{earlier} or {last}", earlier=listed(quoted[:-1]), last=quoted[-1])


def time_words(formatter: QuantityFormatter, outcome: SurveyOutcome) -> dict[str, str | Prose]:
    """Return the two times as placeholders of sentences: the periods, or before and after."""
    groups = outcome.divided.groups if outcome.divided is not None else ()
    words = [between_text(item.period) for item in groups if item.period is not None]
    if len(words) < 2:
        is_changed = formatter.configuration.intervention is not None
        names = (_BEFORE_CHANGE, _AFTER_CHANGE) if is_changed else (_FIRST_TIME, _SECOND_TIME)
        words = [translated(name) for name in names]
    return {"then": words[0], "later": words[1]}


def time_text(group: AnswerGroup) -> str:
    """Return when answers were given, as in a sentence; empty for a single time."""
    if group.period is not None:
        return between_text(group.period)
    words = {"before": _BEFORE, "after": _AFTER}.get(group.time)
    return translated(words, context=_TIME) if words else ""


def describe_scale(
    formatter: QuantityFormatter, outcome: SurveyOutcome, *, is_short: bool, has_asked: bool
) -> Sentences:
    """Return the sentences on the answers on a scale; empty for a question without one.

    Parameters
    ----------
    formatter : QuantityFormatter
        The quantities of the brief.
    outcome : SurveyOutcome
        The outcome of the question.
    is_short : bool
        Whether to leave out intervals and tests.
    has_asked : bool
        Whether a sentence before these has quoted the question.
    """
    scale, divided = outcome.scale, outcome.divided
    if scale is None or divided is None:
        return ()
    question = outcome.survey.question.strip()
    ids = SurveyIds(outcome.survey.id)
    name = "mean" if scale.has_means else "median"
    names = [ids.of_time(group.time, name) for group in divided.groups]
    refused = next((item for item in names if not formatter.has(item)), None)
    if refused is not None:
        template = gettext_noop("Answers to “{question}” could not be compared: {reason}")
        if len(names) == 1:
            template = gettext_noop("Answers to “{question}” could not be reported: {reason}")
        reason = formatter.reason(refused)
        return (sentence(phrase(template, question=question, reason=reason)),)
    # Of two times, the interval of the difference says enough.
    is_alone = len(names) == 1
    values = {
        group.time: _centre(formatter, scale, item, has_interval=is_alone and not is_short)
        for group, item in zip(divided.groups, names, strict=True)
    }
    ends = {"low": _label(scale, 0), "high": _label(scale, len(scale.scale.labels) - 1)}
    to = () if has_asked else phrase(" to “{question}”", question=question)
    clause = phrase(
        _CLAUSES[scale.has_means, len(names)],
        {**ends, **values, **time_words(formatter, outcome), "to": to},
    )
    verdict = outcome.scale_verdict
    finding = scale_finding(formatter, verdict)
    if is_short:
        clause = (
            phrase("{answers}; {finding}", answers=clause, finding=finding) if finding else clause
        )
        return (sentence(clause),)
    p_value = formatter.p_value(ids.scale_p_value)
    if verdict is not None:
        p_value = with_adjusted(formatter, verdict, ids.scale_p_value, p_value)
    change = _change(formatter, scale, ids, p_value)
    if finding and change:
        change = phrase("{finding}: {change}", finding=finding, change=change)
    return (sentence(clause), sentence(change or finding))


def _centre(
    formatter: QuantityFormatter, scale: ScaleOutcome, name: str, *, has_interval: bool
) -> Prose:
    """Return a mean or median with its evidence; the median of words as one of them."""
    value = formatter.number(name)
    quantity = formatter.quantity(name)
    answers = counted(
        "{count} answer", "{count} answers", quantity.n or 0, count=formatter.number(name, "n")
    )
    interval = formatter.interval(name) if has_interval else ()
    if scale.scale.is_numeric:
        return compose(value, bracketed(interval, answers))
    step = round(formatter.value(name)) - scale.scale.first
    place = phrase("{number} of {count}", number=value, count=str(scale.scale.last))
    return compose(_label(scale, step), bracketed(place, interval, answers))


def _label(scale: ScaleOutcome, step: int) -> Prose:
    label = scale.scale.labels[step]
    return compose(label) if scale.scale.is_numeric else phrase("“{answer}”", answer=label)


def _change(
    formatter: QuantityFormatter, scale: ScaleOutcome, ids: SurveyIds, p_value: Prose
) -> Prose:
    test = phrase(_TESTS[scale.test], p_value=p_value) if p_value else ()

    def evidence(name: str) -> Prose:
        return bracketed(formatter.interval(name), test)

    if formatter.has(name := ids.mean_difference):
        is_paired = scale.test is ScaleTest.PAIRED_T
        template = _OF_EACH if is_paired else _OF_MEANS
        return compose(phrase(template, difference=formatter.number(name)), evidence(name))
    if formatter.has(name := ids.superiority):
        return compose(phrase(_OF_PAIRS, share=formatter.number(name)), evidence(name))
    if formatter.has(name := ids.balance):
        higher, lower = (_counts(formatter, item) for item in (ids.higher, ids.lower))
        clause = phrase(_MOVED, higher=higher, lower=lower, difference=formatter.measured(name))
        return compose(clause, evidence(name))
    reason = formatter.reason(ids.mean_difference)
    return phrase("no test was made: {reason}", reason=reason) if reason else ()


_OF_MEANS = gettext_noop("the means differ by {difference}")
_OF_EACH = gettext_noop("each person’s answers differ by {difference} on average")
_OF_PAIRS = gettext_noop(
    "in {share} of all pairs of an earlier and a later answer, the later one is higher, equal ones "
    "counted as halves"
)
_MOVED = gettext_noop(
    "{higher} gave a higher answer the second time and {lower} a lower one, a difference of "
    "{difference}"
)


def _counts(formatter: QuantityFormatter, name: str) -> Prose:
    counts = phrase(
        "{count} of {total}",
        count=formatter.number(name, "numerator"),
        total=formatter.number(name, "n"),
    )
    return compose(counts, bracketed(formatter.number(name)))
