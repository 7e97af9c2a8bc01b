"""Check the consistency of the keys of each survey."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.config.checks.plan import default_periods

if TYPE_CHECKING:
    from reportgen.config.checks.checker import Checker
    from reportgen.config.schema.surveys import AnswersSchema, SurveySchema
    from reportgen.model.configuration import KeyPath

_TIMES = ("before", "after", "answers")


def check_surveys(checker: Checker) -> None:
    """Check that each survey has answers in one way, and that they can be what they say."""
    surveys = checker.schema.surveys
    checker.distinct([item.id for item in surveys], ("surveys",), key="id", kind="survey")
    for index, survey in enumerate(surveys):
        path = ("surveys", index)
        _check_ways(checker, survey, path)
        _check_counts(checker, survey, path)
        if survey.is_form:
            _check_form(checker, survey, path)


def _check_ways(checker: Checker, survey: SurveySchema, path: KeyPath) -> None:
    has_one = (survey.before is None) != (survey.after is None)
    ways = [survey.paired, survey.before or survey.after, survey.answers, survey.file]
    if has_one or sum(way is not None for way in ways) != 1:
        checker.error(
            "CFG057",
            f"survey `{survey.id}` needs its answers in one of four ways",
            path,
            "give `paired: {…}`, or `before: {…}` and `after: {…}`, or `answers: {…}`, or "
            "`file: …`",
        )


def _check_counts(checker: Checker, survey: SurveySchema, path: KeyPath) -> None:
    paired = survey.paired
    if paired is not None and paired.both + paired.gained + paired.lost + paired.neither == 0:
        checker.error("CFG058", f"survey `{survey.id}` has no answers", (*path, "paired"))
    for key in _TIMES:
        answers: AnswersSchema | None = getattr(survey, key)
        if answers is None:
            continue
        counts = (answers.yes, answers.asked)
        has_counts = all(count is not None for count in counts)
        if has_counts == (answers.file is not None) or (answers.file and counts != (None, None)):
            checker.error(
                "CFG170",
                f"survey `{survey.id}`: `{key}` needs either two counts or a file",
                (*path, key),
                "give `yes: …` and `asked: …`, or `file: …`",
            )
        elif answers.yes is not None and answers.asked is not None:
            _check_pair(checker, survey.id, answers.yes, answers.asked, (*path, key))


def _check_pair(checker: Checker, name: str, yes: int, asked: int, path: KeyPath) -> None:
    if yes > asked:
        checker.error(
            "CFG058",
            f"survey `{name}`: {yes} said yes of {asked} asked",
            (*path, "yes"),
            "fix one of the two numbers",
        )
    elif asked == 0:
        checker.error("CFG058", f"survey `{name}` has no answers", (*path, "asked"))


def _check_form(checker: Checker, survey: SurveySchema, path: KeyPath) -> None:
    times = [getattr(survey, key) for key in _TIMES]
    if survey.file is None and not any(item.file for item in times if item is not None):
        key = survey.form_keys[0]
        checker.error(
            "CFG171",
            f"survey `{survey.id}`: `{key}` is about the export of a form, and there is none",
            (*path, key),
            f"add `file: …`, or delete `{key}`",
        )
    if survey.before and survey.after and bool(survey.before.file) != bool(survey.after.file):
        key = "after" if survey.before.file else "before"
        checker.error(
            "CFG170",
            f"survey `{survey.id}` has a file for one time and counts for the other",
            (*path, key),
            "give a file for both, so that all answers are counted in one way",
        )
    before, after = survey.before, survey.after
    if before and after and before.file is not None and before.file == after.file:
        checker.error(
            "CFG170",
            f"survey `{survey.id}` has the same file before and after",
            (*path, "after", "file"),
            "give one `file: …` with `date: …`, or the export of the other time",
        )
    _check_answers(checker, survey, path)
    _check_contrast(checker, survey, path)


def _check_answers(checker: Checker, survey: SurveySchema, path: KeyPath) -> None:
    """Check that the answers that count as yes are among those of the scale."""
    if survey.scale is None:
        return
    for position, answer in enumerate(survey.yes):
        checker.known(
            answer.casefold(),
            [label.casefold() for label in survey.scale.labels],
            (*path, "yes", position),
            code="CFG172",
            message=f"survey `{survey.id}`: `{answer}` is no answer of its scale",
        )


def _check_contrast(checker: Checker, survey: SurveySchema, path: KeyPath) -> None:
    if survey.contrast is None:
        return
    if survey.date is None or survey.file is None:
        checker.error(
            "CFG173",
            f"survey `{survey.id}` compares two periods, but nothing says when its answers were "
            "given",
            (*path, "contrast"),
            "add `date: …`, the column with the days, to one `file`",
        )
    known = (*checker.schema.periods, *default_periods(checker.schema))
    for position, name in enumerate(survey.contrast):
        checker.known(
            name,
            known,
            (*path, "contrast", position),
            code="CFG030",
            message=f"survey `{survey.id}` names the unknown period `{name}`",
        )
    if survey.contrast[0] == survey.contrast[1]:
        checker.error(
            "CFG050",
            f"survey `{survey.id}` compares the period `{survey.contrast[0]}` with itself",
            (*path, "contrast"),
            "name the later period, then the earlier one",
        )
