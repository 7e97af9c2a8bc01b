"""Sentences that know how they were put together, so that they can be said in another language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Naming(StrEnum):
    """How a terminal names something by its id: with what it is, or in backquotes alone."""

    METRIC = "metric `{name}`"
    PERIOD = "period `{name}`"
    THE_PERIOD = "the period `{name}`"
    COMPARISON = "comparison `{name}`"
    ID = "`{name}`"


@dataclass(frozen=True, slots=True)
class Named:
    """Something of the configuration, named by its id; a brief gives its label instead."""

    naming: Naming
    id: str

    def __str__(self) -> str:
        """Return the words of a terminal."""
        return self.naming.format(name=self.id)


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the calendar; a day of it says which."""

    day: date

    def __str__(self) -> str:
        """Return the month as ISO 8601 writes it."""
        return f"{self.day:%Y-%m}"


Part = str | date | Month | Named
"""What stands in a message's place: text or a message, or what a brief writes in its own way."""

Item = TypeVar("Item", bound=Part)


class Message(str):
    """English text made of a template and its parts; for everybody else it is that text.

    Attributes
    ----------
    template : str
        The sentence with names in braces, as a catalogue of translations lists it.
    parts : Mapping[str, Part]
        What stands in the places of the names: text, a message, or what a brief writes
        otherwise than a terminal, such as a day.
    singular : str
        The template for a count of one, where the message follows a count; else empty.
    number : int
        That count.
    """

    __slots__ = ("number", "parts", "singular", "template")

    template: str
    parts: Mapping[str, Part]
    singular: str
    number: int

    def __new__(cls, template: str, /, **parts: Part) -> Message:
        """Return the English sentence."""
        made = super().__new__(cls, template.format(**parts))
        made.template = template
        made.parts = MappingProxyType(parts)
        made.singular, made.number = "", 0
        return made

    def __reduce__(self) -> tuple[object, tuple[str, str, int, dict[str, Part]]]:
        """Return how a copy is made, in another process as well."""
        return _again, (self.singular, self.template, self.number, dict(self.parts))


def counted_message(one: str, many: str, count: int, /, **parts: Part) -> Message:
    """Return a message that follows a count: `one` and `many` are the two English forms."""
    return _again(one, many, count, parts)


def joined(template: str, items: Sequence[Item]) -> Item | Message:
    """Return items in one message, put together pairwise by a template with two names.

    The names are ``{earlier}``, for all up to then, and ``{next}``.
    """
    earlier: Item | Message
    earlier, *others = items
    for item in others:
        earlier = Message(template, earlier=earlier, next=item)
    return earlier


def _again(singular: str, template: str, count: int, parts: Mapping[str, Part]) -> Message:
    if not singular:
        return Message(template, **parts)
    made = Message(singular if count == 1 else template, **parts)
    made.template, made.singular, made.number = template, singular, count
    return made
