"""What the page shows of a text: questions, texts, and each problem at its field."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from reportgen.config.edits import read_document
from reportgen.diagnostics import Severity
from reportgen.editor.fields import Field, Question, plain
from reportgen.editor.questions import questions, text_fields

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reportgen.diagnostics import Diagnostic, Place
    from reportgen.model.configuration import KeyPath

_FILL_IN = "Fill this in."
_PLAIN = {
    "CFG025": "This is no date. Write a day or a month, such as 16 July 2026 or July 2026.",
    "CFG056": "Add a file with your numbers.",
}
"""Messages that name keys, in words for those who do not see the file."""
_OF_KIND = {
    "number": "This is no number. Write it as 25,000, 0.9 or 75%.",
    "date": _PLAIN["CFG025"],
}
_LACKING = "CFG021"
_QUESTIONS = {"CFG056": "files"}
"""The question whose answer puts a problem right that belongs to no field."""
_NAME = re.compile(r"`([^`]*)`")


def page_model(text: str, problems: Sequence[Diagnostic], *, file: str) -> dict[str, Any]:
    """Return the data of the page for a text.

    Parameters
    ----------
    text : str
        The text of the configuration.
    problems : sequence of Diagnostic
        What is wrong with it.
    file : str
        The path of the configuration, as the problems name it.
    """
    content, places = read_document(text)
    asked = questions(content) if content is not None else []
    texts = [*text_fields(content)] if content is not None else []
    of_field = {one.path: one for question in (*asked, *texts) for one in question.every_field()}
    for one in of_field.values():
        if one.is_required and not one.value.strip():
            one.problem = _FILL_IN
    listed = []
    for item in problems:
        path = _path_of(item, places, file)
        about = _field_at(path, of_field) if path is not None else None
        is_error = item.severity is Severity.ERROR
        if about is not None and is_error and not about.problem:
            about.problem = _words(item, about)
        record = _record(item, about, of_field, path)
        listed += [record] if record is not None else []
    for one in of_field.values():
        if one.problem == _FILL_IN and not any(
            item["field"] == field_id(one.path) for item in listed
        ):
            listed.append(_lacking(one))
    return {
        "is_readable": content is not None,
        "questions": [_data(question) for question in asked],
        "texts": [_data(question) for question in texts],
        "problems": listed,
    }


def field_id(path: KeyPath) -> str:
    """Return the id of the field of a value in the page."""
    return "f-" + "-".join(re.sub(r"\W", "_", str(part)) for part in path)


def _data(question: Question) -> dict[str, Any]:
    data = plain(question)
    ready = [data, *data["items"], *([data["blank"]] if data["blank"] else [])]
    for group in ready:
        for one in group["fields"]:
            one["id"] = field_id(one["path"])
    return data


def _path_of(item: Diagnostic, places: Mapping[KeyPath, Place], file: str) -> KeyPath | None:
    """Return the path of the value that a problem is about; None if it is in another file."""
    place = item.place
    if place is None or place.line is None or place.file != file:
        return None
    best: tuple[int, int, int, KeyPath] | None = None
    for path, spot in places.items():
        here = path[:-1] if path[-1:] == ("#key",) else path
        line, column = spot.line or 0, spot.column or 0
        if (line, column) > (place.line, place.column or 10**6):
            continue
        rank = (line, column, len(here), here)
        if best is None or rank[:3] >= best[:3]:
            best = rank
    return best[3] if best is not None else ()


def _field_at(path: KeyPath, of_field: Mapping[KeyPath, Field]) -> Field | None:
    """Return the field of a value, or of the group that the value is a part of."""
    for depth in range(len(path), 0, -1):
        if path[:depth] in of_field:
            return of_field[path[:depth]]
    return None


def _words(item: Diagnostic, one: Field) -> str:
    """Return a problem in words for the person who sees a field, not a file."""
    if item.code in _PLAIN:
        return _PLAIN[item.code]
    if item.code == "CFG022" and one.kind in _OF_KIND:
        return _OF_KIND[one.kind]
    return f"{_sentence(item.message)} {_sentence(item.help)}".strip()


def _record(
    item: Diagnostic, one: Field | None, of_field: Mapping[KeyPath, Field], path: KeyPath | None
) -> dict[str, Any] | None:
    """Return a problem for the list of all; None if a field without an answer says it."""
    if one is None and item.code == _LACKING and path is not None:
        below = [each for at, each in of_field.items() if at[: len(path)] == path]
        if any(each.problem == _FILL_IN for each in below):
            return None
    place = item.place
    is_here = path is not None and place is not None
    return {
        "severity": str(item.severity),
        "code": item.code,
        "message": _PLAIN.get(item.code) or _sentence(item.message),
        "help": "" if item.code in _PLAIN else _sentence(item.help),
        "note": _sentence(item.note),
        "line": place.line if is_here and place is not None else None,
        "place": "" if is_here or place is None else str(place),
        "field": field_id(one.path) if one is not None else "",
        "label": one.label if one is not None else "",
        "question": _QUESTIONS.get(item.code, ""),
    }


def _lacking(one: Field) -> dict[str, Any]:
    return {
        "severity": "error",
        "code": _LACKING,
        "message": _FILL_IN,
        "help": "",
        "note": "",
        "line": None,
        "place": "",
        "field": field_id(one.path),
        "label": one.label,
        "question": "",
    }


def _sentence(text: str) -> str:
    """Return a message as a sentence, without the marks around names."""
    words = _NAME.sub(r"\1", str(text)).strip()
    if not words:
        return ""
    return words[0].upper() + words[1:] + ("" if words.endswith((".", "?", "!")) else ".")
