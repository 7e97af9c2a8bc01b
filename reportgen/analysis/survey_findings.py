"""Diagnostics of survey answers that did not count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.diagnostics import Diagnostic, Severity
from reportgen.languages.gettext_noop import ngettext_noop
from reportgen.model.message import Named, Naming, counted_message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.analysis.survey_groups import DividedAnswers
    from reportgen.analysis.survey_outcome import SurveyOutcome
    from reportgen.model.configuration import Configuration

_LATE = ngettext_noop(
    "survey {survey}: {count} answer is later than the report date and did not count",
    "survey {survey}: {count} answers are later than the report date and did not count",
)
_OUTSIDE = ngettext_noop(
    "survey {survey}: {count} answer is of neither period and did not count",
    "survey {survey}: {count} answers are of neither period and did not count",
)
_REPEATED = ngettext_noop(
    "survey {survey}: {count} answer was followed by another one of the same person, which counts "
    "instead",
    "survey {survey}: {count} answers were followed by others of the same people, which count "
    "instead",
)
_ALONE = ngettext_noop(
    "survey {survey}: {count} answer is of someone who did not answer both times and did not count",
    "survey {survey}: {count} answers are of people who did not answer both times and did not "
    "count",
)


def survey_findings(
    configuration: Configuration, surveys: tuple[SurveyOutcome, ...]
) -> Iterator[Diagnostic]:
    """Yield how many answers of each form did not count, and why; not of suppressed surveys."""
    for position, outcome in enumerate(surveys):
        if outcome.divided is None:
            continue
        for code, (one, many), count in _left_out(outcome.divided):
            if count:
                yield Diagnostic(
                    code=code,
                    severity=Severity.WARNING,
                    message=counted_message(
                        one,
                        many,
                        count,
                        survey=Named(Naming.ID, outcome.survey.id),
                        count=str(count),
                    ),
                    place=configuration.place("surveys", position),
                    in_brief=True,
                )


def _left_out(divided: DividedAnswers) -> tuple[tuple[str, tuple[str, str], int], ...]:
    return (
        ("ANA010", _LATE, divided.late),
        ("ANA011", _OUTSIDE, divided.outside),
        ("ANA012", _REPEATED, divided.repeated),
        ("ANA013", _ALONE, divided.alone),
    )
