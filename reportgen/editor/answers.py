"""What people type in the fields of the editor, as values of the configuration."""

from __future__ import annotations

import calendar
import json
import re
from typing import TYPE_CHECKING, Any

from reportgen.config.edits import ABSENT
from reportgen.config.schema.goal_words import WORDS
from reportgen.config.to_model import slug
from reportgen.editor.fields import as_shown
from reportgen.editor.paragraphs import broken_like

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportgen.model.configuration import KeyPath

Edit = tuple["KeyPath", Any]

_MONTHS = {
    name.casefold(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
} | {"sept": 9}
_NAMED_DAY = re.compile(
    r"(?:(\d{1,2})\.?\s+)?([A-Za-z]+)\.?\s+(?:(\d{1,2}),?\s+)?(\d{4})", re.ASCII
)
_DAY_FIRST = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})", re.ASCII)
_MONTH_FIRST = re.compile(r"(\d{1,2})/(\d{4})", re.ASCII)
_THOUSANDS = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?", re.ASCII)
_NUMBER = re.compile(r"-?(0|[1-9]\d{0,14})(\.\d+)?", re.ASCII)
# Lists whose entries need a key before the first answer is given.
_NAMED = {"goals": "goal", "surveys": "survey"}


def read_answer(kind: str, answer: str, earlier: Any = None) -> Any:
    """Return the value that an answer means; `ABSENT` where it is empty.

    Parameters
    ----------
    kind : str
        The kind of field: ``line``, ``long``, ``date``, ``number``, ``choice``, ``check``,
        ``list`` or ``parts``.
    answer : str
        What was typed or chosen. What can't be read stays as it is: the loader says what is wrong.
    earlier : Any
        The value so far.
    """
    if kind == "check":
        return True if answer == "true" else ABSENT
    if kind == "long":
        text = answer.replace("\r\n", "\n").rstrip()
        ends = isinstance(earlier, str) and earlier.endswith("\n")
        if isinstance(earlier, str):
            text = broken_like(text, earlier.rstrip())
        return f"{text}\n" if text and (ends or "\n" in text) else text or ABSENT
    text = answer.strip()
    if not text:
        return ABSENT
    if kind in ("list", "parts"):
        return [part for part in (item.strip() for item in text.split(",")) if part] or ABSENT
    if kind == "date":
        return read_day(text)
    return read_number(text) if kind == "number" else text


def read_day(text: str) -> str | int:
    """Return a day or month as the configuration has it: ``30 June 2020`` is ``2020-06-30``."""
    if named := _NAMED_DAY.fullmatch(text):
        month = _MONTHS.get(named[2].casefold())
        if month is not None:
            day = named[1] or named[3]
            return f"{named[4]}-{month:02d}" + (f"-{int(day):02d}" if day else "")
    if day_first := _DAY_FIRST.fullmatch(text):
        return f"{day_first[3]}-{int(day_first[2]):02d}-{int(day_first[1]):02d}"
    if month_first := _MONTH_FIRST.fullmatch(text):
        return f"{month_first[2]}-{int(month_first[1]):02d}"
    return int(text) if re.fullmatch(r"\d{4}", text, re.ASCII) else text


def read_number(text: str) -> str | int | float:
    """Return a number where the text is one; ``75%`` and anything else stay texts."""
    plain = text.replace(",", "") if _THOUSANDS.fullmatch(text) else text
    if not _NUMBER.fullmatch(plain):
        return text
    return float(plain) if "." in plain else int(plain)


def edits_of(document: Mapping[str, Any], path: KeyPath, kind: str, answer: str) -> list[Edit]:
    """Return the changes of the configuration that an answer makes.

    Parameters
    ----------
    document : mapping
        The configuration as it is.
    path : tuple of str and int
        The keys of the value; the number of entries of a list for a new one.
    kind, answer : str
        As for `read_answer`; of kind ``measure``, the answer is JSON of the words of a goal.
    """
    earlier = _at(document, path)
    if kind == "measure":
        return _measured(document, path, answer)
    if earlier is not None and answer.strip() == as_shown(kind, earlier).strip():
        return []
    if kind == "choice" and not answer and isinstance(earlier, dict):
        return []  # what is chosen is the group itself: "the days below"
    value = read_answer(kind, answer, earlier)
    if value is ABSENT and _at(document, path, missing=ABSENT) is ABSENT:
        return []
    # `last quarter` in place of a group with two days.
    owner = _at(document, path[:-1])
    if isinstance(owner, str) and isinstance(path[-1], str) and len(path) > 1:
        return [(path[:-1], {path[-1]: value})] if value is not ABSENT else []
    return [*(_entry_first(document, path) if value is not ABSENT else ()), (path, value)]


def _entry_first(document: Mapping[str, Any], path: KeyPath) -> list[Edit]:
    """Return the change that begins a new entry of a list whose entries need an id."""
    is_new = len(path) > 2 and _at(document, path[:2]) is None
    if not is_new or path[0] not in _NAMED:
        return []
    taken = {str(item.get("id")) for item in _groups(document.get(str(path[0])))}
    return [(path[:2], {"id": _free_key(_NAMED[str(path[0])], taken)})]


def _measured(document: Mapping[str, Any], path: KeyPath, answer: str) -> list[Edit]:
    """Return the changes that make a goal measure another number; its target stays."""
    try:
        words = json.loads(answer) if answer else {}
    except ValueError:
        words = {}
    known = (*WORDS, "quantity")
    if not isinstance(words, dict) or not set(words) <= {*known}:
        return []
    earlier = _at(document, path)
    edits = _entry_first(document, path) if words else []
    edits += [((*path, key), words[key]) for key in known if key in words]
    if isinstance(earlier, dict):
        edits += [((*path, key), ABSENT) for key in known if key in earlier and key not in words]
    return edits


def _groups(entries: Any) -> list[dict[str, Any]]:
    return [item for item in entries if isinstance(item, dict)] if isinstance(entries, list) else []


def _free_key(word: str, taken: set[str]) -> str:
    number = len(taken) + 1
    while f"{word}-{number}" in taken:
        number += 1
    return f"{word}-{number}"


def free_metric_key(name: str, taken: set[str]) -> str:
    """Return a key for a name that no other entry has."""
    key = slug(name).replace("-", "_") or "metric"
    key = key if key[0].isalpha() else f"metric_{key}"
    return key if key not in taken else _free_key(key, taken)


def _at(document: Any, path: KeyPath, missing: Any = None) -> Any:
    for part in path:
        is_entry = isinstance(document, list) and isinstance(part, int) and part < len(document)
        if not is_entry and not (isinstance(document, dict) and part in document):
            return missing
        document = document[part]
    return document
