"""Sentences that know how they were put together, so that they can be said in another language."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Message(str):
    """English text made of a template and its parts; for everybody else it is that text.

    Attributes
    ----------
    template : str
        The sentence with names in braces, as a catalogue of translations lists it.
    parts : Mapping[str, str]
        What stands in the places of the names; a part may be a message itself.
    singular : str
        The template for a count of one, where the message follows a count; else empty.
    number : int
        That count.
    """

    __slots__ = ("number", "parts", "singular", "template")

    template: str
    parts: Mapping[str, str]
    singular: str
    number: int

    def __new__(cls, template: str, /, **parts: str) -> Message:
        """Return the English sentence."""
        made = super().__new__(cls, template.format(**parts))
        made.template = template
        made.parts = MappingProxyType(parts)
        made.singular, made.number = "", 0
        return made

    def __reduce__(self) -> tuple[object, tuple[str, str, int, dict[str, str]]]:
        """Return how a copy is made, in another process as well."""
        return _again, (self.singular, self.template, self.number, dict(self.parts))


def counted_message(one: str, many: str, count: int, /, **parts: str) -> Message:
    """Return a message that follows a count: `one` and `many` are the two English forms."""
    return _again(one, many, count, parts)


def joined(template: str, items: Sequence[str]) -> str:
    """Return items in one message, put together pairwise by a template with two names.

    The names are ``{earlier}``, for all up to then, and ``{next}``.
    """
    earlier, *others = items
    for item in others:
        earlier = Message(template, earlier=earlier, next=item)
    return earlier


def _again(singular: str, template: str, count: int, parts: dict[str, str]) -> Message:
    if not singular:
        return Message(template, **parts)
    made = Message(singular if count == 1 else template, **parts)
    made.template, made.singular, made.number = template, singular, count
    return made
