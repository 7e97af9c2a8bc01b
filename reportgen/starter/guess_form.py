"""Guess the questions of a form, from its columns of answers on a scale."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportgen.data.findings import shorten
from reportgen.data.values.numbers import read_numbers
from reportgen.starter.guessed_metric import SurveyGuess, key_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.data.files.table import Table

_MIDDLE = (
    "neither agree nor disagree|neither agree or disagree|neither|neutral|undecided|unsure"
    "|neither satisfied nor dissatisfied"
)
_MITTE = "teils-teils|teils teils|neutral"
_MEDIO = "ni de acuerdo ni en desacuerdo|neutral"
_SCALES: tuple[tuple[tuple[str, ...], int], ...] = (
    (("strongly disagree", "disagree", _MIDDLE, "agree", "strongly agree"), 2),
    (("very dissatisfied", "dissatisfied", _MIDDLE, "satisfied", "very satisfied"), 2),
    (("very unlikely", "unlikely", _MIDDLE, "likely", "very likely"), 2),
    (("very poor", "poor", "fair|average|ok", "good", "very good|excellent"), 2),
    (("poor", "fair", "good", "very good", "excellent"), 3),
    (("never", "rarely|seldom", "sometimes", "often", "always"), 2),
    (("trifft nicht zu", "trifft eher nicht zu", _MITTE, "trifft eher zu", "trifft zu"), 2),
    (("en total desacuerdo", "en desacuerdo", _MEDIO, "de acuerdo", "muy de acuerdo"), 2),
)
"""Scales in words, from the least to the most, and how many of the last answers count as yes."""
_YES_NO = ("yes", "no"), ("ja", "nein"), ("sí", "no"), ("oui", "non")
_NO_ANSWER = frozenset({"don't know", "dont know", "not applicable", "n/a", "prefer not to say"})
_ENDS = re.compile(r"\b([01]) ?(?:[-–/]|to|bis|a|à) ?(5|7|10)\b")
_FEWEST_ANSWERS = 3
_STAMPS = frozenset({"timestamp", "completion time", "start time", "submitted at", "zeitstempel"})
_MOST_SURVEYS = 6


def guess_surveys(table: Table) -> tuple[SurveyGuess, ...]:
    """Return the questions of a form, none where the table is not the export of one.

    A table is one if it says when each row was filled in, or has answers in words of a scale.
    """
    found = []
    in_words = False
    for index, name in enumerate(table.header):
        answers = [" ".join(row.cells[index].split()) for row in table.rows]
        survey = _in_words(name, answers)
        in_words = in_words or survey is not None
        survey = survey or _in_numbers(name, answers)
        if survey is not None:
            found.append(survey)
    is_form = in_words or any(name.strip().casefold() in _STAMPS for name in table.header)
    return tuple(found[:_MOST_SURVEYS]) if is_form else ()


def _in_words(name: str, answers: Sequence[str]) -> SurveyGuess | None:
    given = {answer.casefold(): answer for answer in answers if answer}
    none = [text for key, text in given.items() if key.replace("’", "'") in _NO_ANSWER]
    chosen = {key for key, text in given.items() if text not in none}
    if not name or len([answer for answer in answers if answer]) < _FEWEST_ANSWERS or not chosen:
        return None
    more: dict[str, str | list[str]] = {"no_answer": none} if none else {}
    for yes, no in _YES_NO:
        if chosen <= {yes, no} and len(chosen) > 1:
            keys = {"yes": [given[yes]], **more}
            return _survey(name, keys, f"its answers are `{given[yes]}` and `{given[no]}`")
    for steps, yes_steps in _SCALES:
        forms = [step.split("|") for step in steps]
        if len(chosen) < 2 or not chosen <= {form for step in forms for form in step}:
            continue
        scale = [next((given[form] for form in step if form in given), step[0]) for step in forms]
        if any(sum(form in given for form in step) > 1 for step in forms):
            continue
        labels = [label[0].upper() + label[1:] for label in scale]
        keys = {"scale": labels, "yes": labels[-yes_steps:], **more}
        return _survey(name, keys, f"its answers go from `{labels[0]}` to `{labels[-1]}`")
    return None


def _in_numbers(name: str, answers: Sequence[str]) -> SurveyGuess | None:
    ends = _ENDS.search(name.casefold())
    numbers = read_numbers(answers, is_whole=True)
    values = [value for value in numbers.values if value is not None]
    if ends is None or numbers.faults or len(values) < _FEWEST_ANSWERS:
        return None
    low, high = int(ends[1]), int(ends[2])
    if any(value % 1 or not low <= value <= high for value in values):
        return None
    return _survey(name, {"scale": f"{low}-{high}"}, f"its answers are {low} to {high}")


def _survey(name: str, keys: dict[str, str | list[str]], why: str) -> SurveyGuess:
    said = f"`{shorten(name)}` is a question of a form: {why}"
    return SurveyGuess(id=key_of(name).replace("_", "-"), question=name, keys=keys, why=said)
