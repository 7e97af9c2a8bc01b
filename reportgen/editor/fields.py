"""Fields, questions and lists of the editor's page, as plain data for its script."""

from __future__ import annotations

import calendar
import re
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from reportgen.editor.paragraphs import flowing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportgen.model.configuration import KeyPath

_DAY = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?", re.ASCII)

Choices = tuple[tuple[str, str], ...]


@dataclass(slots=True, kw_only=True)
class Field:
    """One value that can be typed or chosen.

    Attributes
    ----------
    path : tuple of str and int
        The keys of the value in the configuration.
    kind : str
        As for `answers.read_answer`, or ``measure``.
    hint : str
        What may be typed; shown below the field.
    problem : str
        What is wrong with the value, and how to put it right.
    """

    path: KeyPath
    label: str
    kind: str = "line"
    value: str = ""
    hint: str = ""
    choices: Choices = ()
    is_required: bool = False
    has_numbers: bool = False
    problem: str = ""


@dataclass(slots=True, kw_only=True)
class Item:
    """One entry of a list: a goal, a person, a column."""

    path: KeyPath
    title: str
    fields: list[Field]
    note: str = ""
    about: str = ""


@dataclass(slots=True, kw_only=True)
class Question:
    """A question with its answer in one line, and the fields behind it.

    Attributes
    ----------
    id : str
        A name that stays the same while the answers change.
    answer : str
        The answer in one line; empty if there is none.
    blank : Item or None
        The fields of a new entry; `adds` is the name of the button.
    takes_files : bool
        Whether files can be dropped here.
    """

    id: str
    title: str
    answer: str = ""
    hint: str = ""
    fields: list[Field] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    blank: Item | None = None
    adds: str = ""
    takes_files: bool = False
    problems: list[str] = field(default_factory=list)

    def every_field(self) -> list[Field]:
        """Return the fields of the question and of its entries."""
        return [*self.fields, *(one for item in self.items for one in item.fields)]


def plain(question: Question) -> dict[str, Any]:
    """Return a question as data for JSON."""
    return asdict(question)


def at(content: Any, *path: str | int) -> Any:
    """Return the value at a path of a configuration, None if there is none."""
    for part in path:
        if isinstance(content, dict):
            content = content.get(part)
        elif isinstance(content, list) and isinstance(part, int) and part < len(content):
            content = content[part]
        else:
            return None
    return content


def as_shown(kind: str, value: Any) -> str:
    """Return a value as a field of a kind has it."""
    if kind == "date":
        return day_words(value)
    return flowing(shown(value)) if kind == "long" else shown(value)


def shown(value: Any) -> str:
    """Return a value as a text in one line, or in its own lines."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ", ".join(shown(item) for item in value)
    if isinstance(value, dict):
        return ", ".join(f"{key}: {shown(item)}" for key, item in value.items())
    return str(value).rstrip("\n")


def day_words(value: Any) -> str:
    """Return a day or month of the configuration in words; anything else as it is."""
    text = shown(value)
    found = _DAY.fullmatch(text)
    if found is None or not 1 <= int(found[2]) <= 12:
        return text
    month = f"{calendar.month_name[int(found[2])]} {found[1]}"
    return f"{int(found[3])} {month}" if found[3] else month


class Form:
    """Makes fields for a configuration, each with its value."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        self.content = content

    def line(self, label: str, *path: str | int, **more: Any) -> Field:
        """Return a field with its value."""
        words = as_shown(more.get("kind", "line"), at(self.content, *path))
        return Field(path=path, label=label, value=words, **more)

    def entries(self, *path: str | int) -> list[Any]:
        """Return the entries of a list; empty if there is none."""
        value = at(self.content, *path)
        return value if isinstance(value, list) else []

    def groups(self, *path: str | int) -> dict[str, Any]:
        """Return the entries of a group; empty if there is none."""
        value = at(self.content, *path)
        return value if isinstance(value, dict) else {}
