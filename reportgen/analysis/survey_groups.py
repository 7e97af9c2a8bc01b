"""Divide the answers in the export of a form into those of one or two times."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.model.survey import Answers, PairedAnswers

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from reportgen.model.period import Intervention, Period
    from reportgen.model.survey import FormAnswer, FormQuestion, Scale, Survey


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerGroup:
    """The answers of one time, in the order of the file; in that of the people if paired.

    Attributes
    ----------
    time : str
        ``before``, ``after``, or ``all`` where there is one time only.
    period : Period or None
        Where the configuration names the period.
    """

    time: str
    answers: tuple[FormAnswer, ...]
    period: Period | None = None

    @property
    def steps(self) -> tuple[int, ...]:
        """Return the positions of the answers on their scale, from 0."""
        return tuple(item.step for item in self.answers if item.step is not None)

    @property
    def share(self) -> Answers:
        """Return how many of the answers count as yes."""
        return Answers(
            yes=sum(item.is_yes is True for item in self.answers), asked=len(self.answers)
        )

    def counts(self, scale: Scale) -> tuple[int, ...]:
        """Return how many gave each answer of the scale."""
        steps = self.steps
        return tuple(steps.count(step) for step in range(len(scale.labels)))


@dataclass(frozen=True, slots=True, kw_only=True)
class DividedAnswers:
    """The answers of one or two times, the earlier first.

    Attributes
    ----------
    is_paired : bool
        Whether both groups hold the same people in the same order.
    late, outside : int
        How many answers were left out because they are later than the report date, or in
        neither period.
    repeated : int
        How many because the same person answered again at that time.
    alone : int
        How many because their person did not answer at the other time.
    """

    groups: tuple[AnswerGroup, ...]
    is_paired: bool
    late: int = 0
    outside: int = 0
    repeated: int = 0
    alone: int = 0

    @property
    def pairs(self) -> PairedAnswers:
        """Return the paired answers as a fourfold table."""
        first, second = (group.answers for group in self.groups)
        cells = [(one.is_yes, other.is_yes) for one, other in zip(first, second, strict=True)]
        return PairedAnswers(
            both=cells.count((True, True)),
            gained=cells.count((False, True)),
            lost=cells.count((True, False)),
            neither=cells.count((False, False)),
        )


def divide_answers(
    survey: Survey,
    form: FormQuestion,
    *,
    intervention: Intervention | None,
    periods: Mapping[str, Period],
    report_date: date,
) -> DividedAnswers:
    """Return the answers by time, one per person where the file says who answered.

    Two files are two times. Dates divide one file at the intervention, or into the two periods
    that the survey names; without either there is one time. Answers after the report date do
    not count.
    """
    known = [item for item in survey.form_answers if item.day is None or item.day <= report_date]
    parts = _parts(form, known, intervention, periods)
    used = sum(len(part.answers) for part in parts)
    is_paired = form.person is not None and len(parts) == 2
    groups = [
        part if form.person is None else _last_of_each(part, names_all=not is_paired)
        for part in parts
    ]
    unique = sum(len(group.answers) for group in groups)
    nameless = sum(not item.person for part in parts for item in part.answers) if is_paired else 0
    repeated = used - unique - nameless
    if is_paired:
        groups = _paired(groups[0], groups[1])
    return DividedAnswers(
        groups=tuple(groups),
        is_paired=is_paired,
        late=len(survey.form_answers) - len(known),
        outside=len(known) - used,
        repeated=repeated,
        alone=unique + nameless - sum(len(group.answers) for group in groups),
    )


def _parts(
    form: FormQuestion,
    answers: list[FormAnswer],
    intervention: Intervention | None,
    periods: Mapping[str, Period],
) -> list[AnswerGroup]:
    if form.before_file is not None:
        return [
            _group("before", (item for item in answers if item.file == form.before_file)),
            _group("after", (item for item in answers if item.file == form.after_file)),
        ]
    if form.contrast is not None:
        later, base = (periods.get(key) for key in form.contrast)
        return [
            _group("before", _within(answers, base), base),
            _group("after", _within(answers, later), later),
        ]
    if form.date is not None and intervention is not None:
        day = intervention.on
        return [
            _group("before", (item for item in answers if item.day and item.day < day)),
            _group("after", (item for item in answers if item.day and item.day >= day)),
        ]
    return [_group("all", answers)]


def _group(time: str, answers: Iterable[FormAnswer], period: Period | None = None) -> AnswerGroup:
    return AnswerGroup(time=time, answers=tuple(answers), period=period)


def _within(answers: list[FormAnswer], period: Period | None) -> list[FormAnswer]:
    # The data may not reach back to a default period, such as that of a year earlier.
    if period is None:
        return []
    return [item for item in answers if item.day and period.first <= item.day <= period.last]


def _last_of_each(group: AnswerGroup, *, names_all: bool) -> AnswerGroup:
    """Return the last answer of each person; without a name, only if `names_all`."""
    in_order = sorted(
        enumerate(group.answers), key=lambda item: (item[1].day is not None, item[1].day, item[0])
    )
    last = {item.person or index: item for index, item in in_order}
    kept = [item for item in last.values() if item.person or names_all]
    return _group(group.time, sorted(kept, key=lambda item: item.line), group.period)


def _paired(before: AnswerGroup, after: AnswerGroup) -> list[AnswerGroup]:
    later = {item.person: item for item in after.answers}
    first = [item for item in before.answers if item.person in later]
    second = [later[item.person] for item in first]
    return [
        _group(before.time, first, before.period),
        _group(after.time, second, after.period),
    ]
