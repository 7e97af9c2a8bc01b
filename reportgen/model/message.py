"""Sentences that know how they were put together, so that they can be said in another language."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Message(str):
    """English text made of a template and its parts; for everybody else it is that text.

    Attributes
    ----------
    template : str
        The sentence with names in braces, as a catalogue of translations lists it.
    parts : Mapping[str, str]
        What stands in the places of the names; a part may be a message itself.
    """

    __slots__ = ("parts", "template")

    template: str
    parts: Mapping[str, str]

    def __new__(cls, template: str, /, **parts: str) -> Message:
        """Return the English sentence."""
        made = super().__new__(cls, template.format(**parts))
        made.template = template
        made.parts = MappingProxyType(parts)
        return made

    def __reduce__(self) -> tuple[object, tuple[str, dict[str, str]]]:
        """Return how a copy is made, in another process as well."""
        return _again, (self.template, dict(self.parts))


def _again(template: str, parts: dict[str, str]) -> Message:
    return Message(template, **parts)
