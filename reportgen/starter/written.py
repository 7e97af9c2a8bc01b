"""The text of the configuration that ``reportgen init --from`` writes."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.model.metric import MetricKind
from reportgen.starter.guessed_metric import GoalGuess

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from reportgen.starter.guessed_metric import (
        Guess,
        MetricGuess,
        PeopleGuess,
        SurveyGuess,
        Value,
    )

SCHEMA = "reportgen.schema.json"
_PLAIN = re.compile(r"[^\W\d_][\w ().%/-]*[\w)%]")
# Also the words of YAML 1.1: other programs may read the file.
_WORDS_OF_YAML = frozenset({"true", "false", "null", "yes", "no", "on", "off"})
_HALF = 6
"""The last month of the first half of a year."""
_KINDS = {
    MetricKind.LEVEL: "a running total, such as members at the end of the month",
    MetricKind.COUNT: "counted anew each time, such as visits in a month",
    MetricKind.AMOUNT: "money of each time, such as donations in a month",
    MetricKind.RATE: "a share, such as the percentage of letters answered",
    MetricKind.AVERAGE: "an average, such as a score or minutes of waiting",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a configuration says besides what was guessed: answers of a person, or defaults."""

    name: str
    kind: str = "board"
    period: str | None = None
    report_date: date | None = None
    is_asked: bool = False


def kind_words(kind: MetricKind) -> str:
    """Return what a kind of number is, in plain words with an example."""
    return _KINDS[kind]


def configuration_text(plan: Plan, guesses: Sequence[Guess]) -> str:
    """Return a configuration in YAML, with comments where something is left to fill in."""
    files = " ".join(f"--from {item.file}" for item in guesses if "*" not in item.file)
    lines = [
        f"# yaml-language-server: $schema={SCHEMA}",
        f"# Written by `{' '.join(f'reportgen init {files}'.split())}`: change what is wrong.",
        "# Text after a # is for you and is not printed.",
        "",
        "reportgen: 1",
        "",
        "organization:",
        f"  name: {quoted(plan.name)}{'' if plan.is_asked else '   # as it should be printed'}",
        "",
        "brief:",
        f"  kind: {plan.kind}   # board: a report to a board; editorial: a text about a change",
    ]
    if plan.report_date is not None:
        lines.append(f"  report_date: {plan.report_date}   # the day that the report speaks from")
    if plan.period is not None:
        other = "or last month, last half-year, last year, year to date"
        lines += ["", f"reporting_period: {plan.period}   # {other}"]
    lines += [
        "",
        "# If something was changed on a day, the report compares the time before and after it:",
        "# intervention: {on: 2025-01-01, label: What was changed}",
    ]
    metrics = [(guess.file, metric) for guess in guesses for metric in guess.metrics]
    lines += ["", "metrics:"] if metrics else []
    for file, metric in metrics:
        lines += _metric(file, metric)
    lines += _goals([metric for _, metric in metrics])
    surveys = [(guess.file, survey) for guess in guesses for survey in guess.surveys]
    lines += ["", "surveys:"] if surveys else []
    for file, survey in surveys:
        lines += _survey(file, survey)
    people = [(guess.file, guess.people) for guess in guesses if guess.people is not None]
    lines += _committee(*people[0]) if people else _committee_to_fill_in()
    return "\n".join(lines) + "\n"


def _metric(file: str, metric: MetricGuess) -> Iterator[str]:
    yield ""
    yield f"  {metric.id}:"
    yield f"    kind: {metric.kind}   # {_KINDS[metric.kind]}"
    yield f"    # guessed: {' '.join(metric.why.split())}"
    yield f"    file: {quoted(f'data/{file}')}"
    yield from (f"    {key}: {_value(value)}" for key, value in metric.keys.items())
    if "good" not in metric.keys:
        yield "    # good: down   # if less of it is better"


def _goals(metrics: Sequence[MetricGuess]) -> Iterator[str]:
    """Yield the goals that were given; if there are none, one for each metric to fill in."""
    given = [(metric, metric.goal) for metric in metrics if metric.goal is not None]
    if given:
        yield from ("", "goals:")
        for metric, goal in given:
            yield from _goal(metric, goal)
        return
    if not metrics:
        return
    yield ""
    yield "# Goals: delete the `# ` in front of those that you have, and put your own numbers in."
    yield "# goals:"
    for metric in metrics:
        goal = example_goal(metric)
        yield from (f"# {line}" for line in _goal(metric, goal))


def example_goal(metric: MetricGuess) -> GoalGuess:
    """Return a goal to fill in: its target is the latest value, its date the end of a year."""
    return GoalGuess(target=_latest(metric), by=next_december(metric.reaches), owner="Who")


def next_december(reached: date | None) -> str:
    """Return the end of the year, or that of the next one if half of the year is over."""
    return "" if reached is None else f"{reached.year + (reached.month > _HALF)}-12"


def _goal(metric: MetricGuess, goal: GoalGuess) -> Iterator[str]:
    what = "latest: true" if metric.kind is MetricKind.LEVEL else "average_of: reporting"
    yield f"  - id: {metric.id.replace('_', '-')}"
    yield f"    specific: {quoted(_specific(metric, goal.target))}"
    yield f"    measurable: {{metric: {metric.id}, {what}, target: {_target(goal.target)}}}"
    if goal.by:
        yield f"    time_bound: {goal.by}"
    if goal.owner:
        yield f"    owner: {quoted(goal.owner)}"


def _specific(metric: MetricGuess, target: str) -> str:
    name = metric.name[:1].upper() + metric.name[1:]
    side = "below" if metric.keys.get("good") == "down" else "above"
    return f"{name}: {target} or {side}"


def _target(typed: str) -> str:
    return typed if re.fullmatch(r"[0-9]+(\.[0-9]+)?%?", typed) else json.dumps(typed)


def _latest(metric: MetricGuess) -> str:
    """Return the latest value as it would be typed: three figures are enough to begin with."""
    value = 1.0 if metric.latest is None else metric.latest
    if metric.kind is MetricKind.RATE:
        return f"{value * 100:.3g}%"
    return f"{value:.0f}" if abs(value) >= 100 or not value % 1 else f"{value:.3g}"


def _survey(file: str, survey: SurveyGuess) -> Iterator[str]:
    yield ""
    yield f"  - id: {survey.id}"
    yield f"    question: {quoted(survey.question)}"
    yield f"    file: {quoted(f'data/{file}')}"
    yield from (f"    {key}: {_value(value)}" for key, value in survey.keys.items())


def _committee(file: str, people: PeopleGuess) -> Iterator[str]:
    yield from ("", "committee:")
    if not people.members:
        keys = {"file": f"data/{file}", **people.columns}
        yield f"  holdings: {_value(keys)}"
        return
    yield "  members:"
    for name, role in people.members:
        entry = {key: text for key, text in (("name", name), ("role", role)) if text}
        yield f"    - {_value(entry)}"


def _committee_to_fill_in() -> Iterator[str]:
    yield ""
    yield "# Who is on the committee:"
    yield "# committee:"
    yield "#   members:"
    yield "#     - {name: Ada Example, role: Chair}"
    yield "#     - {name: Bo Example, role: Treasurer}"


def _value(value: Value | list[str]) -> str:
    if isinstance(value, dict):
        inside = ", ".join(f"{quoted(key)}: {quoted(text)}" for key, text in value.items())
        return f"{{{inside}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(quoted, value))}]"
    return quoted(value) if isinstance(value, str) else json.dumps(value)


def quoted(text: str) -> str:
    """Return a text as a YAML scalar, quoted if necessary."""
    if _PLAIN.fullmatch(text) and text.casefold() not in _WORDS_OF_YAML:
        return text
    return json.dumps(text, ensure_ascii=False)
