"""The question about goals: what is measured, in words, and the target."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from reportgen.config.schema.goal_words import WORDS
from reportgen.editor.fields import Field, Form, Item, Question, at, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.model.configuration import KeyPath

_SIDES = (
    ("", "at the target or better"),
    ("at_least", "at least the target"),
    ("at_most", "at most the target"),
)
_PERIODS = {
    "reporting": "in the reporting period",
    "previous": "in the period before it",
    "before": "before the change",
    "after": "after the change",
}


def goal_question(form: Form, *, is_board: bool) -> Question:
    """Return the question with one entry for each goal."""
    goals = form.entries("goals")
    measures = tuple(measure_choices(form))
    items = []
    for place, goal in enumerate(goals):
        path = ("goals", place)
        title = shown(at(goal, "short")) or shown(at(goal, "specific")) or "A new goal"
        fields = _goal(form, path, measures, is_board=is_board)
        key = shown(at(goal, "id"))
        items.append(Item(path=path, title=title, about=key, fields=fields))
    blank = _goal(form, ("goals", len(goals)), measures, is_board=is_board)
    return Question(
        id="goals",
        title="What are your goals?",
        answer=", ".join(item.title for item in items),
        items=items,
        blank=Item(path=(), title="", fields=blank),
        adds="Add a goal",
    )


def _goal(
    form: Form, path: KeyPath, measures: tuple[tuple[str, str], ...], *, is_board: bool
) -> list[Field]:
    from reportgen.editor.questions import view_fields

    measure = Field(
        path=(*path, "measurable"),
        label="What do you measure?",
        kind="measure",
        value=_chosen(at(form.content, *path, "measurable")),
        choices=(("", "Nothing yet"), *measures),
    )
    if measure.value and measure.value not in dict(measures):
        words = at(form.content, *path, "measurable")
        measure.choices = (*measure.choices, (measure.value, _other(words)))
    is_measured = bool(measure.value)
    target = form.line(
        "Target",
        *path,
        "measurable",
        "target",
        kind="number",
        hint="Such as 25,000 or 75%.",
        is_required=is_measured,
    )
    fields = [
        form.line(
            "What should be achieved?",
            *path,
            "specific",
            hint="Such as: Twelve walks a month.",
            is_required=True,
        ),
        measure,
        form.line(
            "Met when it is", *path, "measurable", "direction", kind="choice", choices=_SIDES
        ),
        target,
        form.line(
            "By when?", *path, "time_bound", kind="date", hint="Such as June 2027 or 30 June 2027."
        ),
        form.line("Who looks after it?", *path, "owner", hint="A name or a role."),
        form.line("Why can it be reached?", *path, "achievable"),
        form.line("Why does it matter?", *path, "relevant"),
    ]
    return fields + (view_fields(form, path) if is_board else [])


def _chosen(words: Any) -> str:
    """Return the words of a measure as the value of its choice."""
    if not isinstance(words, dict):
        return ""
    named = {key: words[key] for key in (*WORDS, "quantity") if words.get(key) is not None}
    return _value(named) if named else ""


def _value(words: dict[str, Any]) -> str:
    return json.dumps(words, sort_keys=True, ensure_ascii=False)


def _other(words: Any) -> str:
    quantity = at(words, "quantity")
    if quantity:
        return f"The number {quantity}"
    named = [shown(value) for key, value in words.items() if key in WORDS]
    return f"Another number: {', '.join(named)}"


def measure_choices(form: Form) -> Iterator[tuple[str, str]]:
    """Yield what a goal may measure, each with its words."""
    is_compared = bool(form.groups("intervention") or form.entries("interventions"))
    periods = ["before", "after"] if is_compared else ["reporting", "previous"]
    own = form.groups("periods")
    names = {key: _PERIODS[key] for key in periods}
    names |= {key: f"in “{shown(at(item, 'label')) or key}”" for key, item in own.items()}
    for key, metric in form.groups("metrics").items():
        label = shown(at(metric, "label")) or key.replace("_", " ")
        kind = at(metric, "kind")
        name = label[:1].upper() + label[1:]
        yield _value({"metric": key, "latest": True}), f"{name}: the latest value"
        for period, when in names.items():
            words = f"{name}: the average {when}"
            yield _value({"metric": key, "average_of": period}), words
            if kind in ("count", "amount"):
                words = f"{name}: the total {when}"
                yield _value({"metric": key, "total_of": period}), words
            if kind == "level":
                words = f"{name}: the change {when}"
                yield _value({"metric": key, "change_over": period}), words
        if kind == "level" and {"before", "after"} <= names.keys():
            words = f"{name}: how many times as fast as before the change"
            yield _value({"metric": key, "growth_ratio": ["after", "before"]}), words
    for survey in form.entries("surveys"):
        asked = shown(at(survey, "question")) or shown(at(survey, "id"))
        yield _value({"survey": shown(at(survey, "id"))}), f"The share who said yes: {asked}"
    for structure in form.entries("committee", "structures"):
        key = shown(at(structure, "id"))
        name = shown(at(structure, "label")) or key
        yield _value({"retention": key}), f"The share of members who stayed ({name})"
