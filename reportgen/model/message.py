"""Translatable messages: English text that keeps its template and its parts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from reportgen.model.frequency import Calendar, DateSpan, Frequency

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Naming(StrEnum):
    """How a terminal refers to an item of the configuration: by kind and id, or by id alone."""

    METRIC = "metric `{name}`"
    PERIOD = "period `{name}`"
    THE_PERIOD = "the period `{name}`"
    COMPARISON = "comparison `{name}`"
    ID = "`{name}`"


@dataclass(frozen=True, slots=True)
class Named:
    """An item of the configuration: terminals print its id, briefs its label."""

    naming: Naming
    id: str

    def __str__(self) -> str:
        """Return the text for terminals."""
        return self.naming.format(name=self.id)


@dataclass(frozen=True, slots=True)
class Month:
    """A calendar month, given by any of its days."""

    day: date

    def __str__(self) -> str:
        """Return the month in ISO 8601 format."""
        return f"{self.day:%Y-%m}"


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a metric's calendar: a week, a quarter, a year or another span of days."""

    span: DateSpan
    frequency: Frequency

    @property
    def text(self) -> str:
        """The step as a terminal shows it, ``2021-Q1``; a message where it has words."""
        first, last = self.span
        if self.frequency is Frequency.WEEK:
            return Message("the week to {day}", day=last)
        if self.frequency is Frequency.QUARTER:
            return (
                f"{first.year}-Q{(first.month + 2) // 3}"
                if first.month % 3 == 1
                else Message("{first} to {last}", first=Month(first), last=Month(last))
            )
        if first.year == last.year:
            return str(first.year)
        together = f"{last.year % 100:02}" if self.frequency is Frequency.YEAR else str(last.year)
        return f"{first.year}{'/' if self.frequency is Frequency.YEAR else '-'}{together}"

    def __str__(self) -> str:
        """Return the text for terminals."""
        return str(self.text)


def step_of(span: DateSpan, frequency: Frequency) -> Part:
    """Return what a message says of one step of a calendar."""
    if frequency is Frequency.MONTH:
        return Month(span.first)
    if span.first == span.last:
        return span.first
    return Step(span, frequency)


@dataclass(frozen=True, slots=True)
class Steps:
    """Steps of a calendar, in order: terminals list them all, briefs only a few."""

    spans: tuple[DateSpan, ...]
    calendar: Calendar

    @property
    def parts(self) -> tuple[Part, ...]:
        """What a message says of each step."""
        return tuple(step_of(span, self.calendar.frequency) for span in self.spans)

    def __str__(self) -> str:
        """Return the text for terminals."""
        return ", ".join(map(str, self.parts))


@dataclass(frozen=True, slots=True)
class StepRuns:
    """Steps of a calendar, those that follow each other together: ``2016-01 to 2016-08``.

    Terminals list all runs, briefs of many only those within what they compare.
    """

    runs: tuple[tuple[DateSpan, ...], ...]
    calendar: Calendar

    @property
    def ends(self) -> tuple[tuple[Part, Part], ...]:
        """What a message says of the first and the last step of each run."""
        frequency = self.calendar.frequency
        return tuple((step_of(run[0], frequency), step_of(run[-1], frequency)) for run in self.runs)

    def __str__(self) -> str:
        """Return the text for terminals."""
        return ", ".join(
            str(first) if first == last else f"{first} to {last}" for first, last in self.ends
        )


Part = str | date | Month | Step | Steps | StepRuns | Named
"""The value of a placeholder: text, a message, or a value that briefs format by language."""

Item = TypeVar("Item", bound=Part)


# A subclass of str, so that only the translation of briefs has to know about messages: logs,
# diagnostics and JSON use the English text as it is.
class Message(str):
    """English text formatted from a template and its parts.

    Attributes
    ----------
    template : str
        The sentence with placeholders in braces, the key of the translation catalogue.
    parts : Mapping[str, Part]
        The values of the placeholders: text, a message, or a value that briefs format by
        language, such as a day.
    singular : str
        The template for a count of one, if the message depends on a count; else empty.
    number : int
        That count.
    """

    __slots__ = ("number", "parts", "singular", "template")

    template: str
    parts: Mapping[str, Part]
    singular: str
    number: int

    def __new__(cls, template: str, /, **parts: Part) -> Message:
        """Return the English text."""
        made = super().__new__(cls, template.format(**parts))
        made.template = template
        made.parts = MappingProxyType(parts)
        made.singular, made.number = "", 0
        return made

    def __reduce__(self) -> tuple[object, tuple[str, str, int, dict[str, Part]]]:
        """Return how to rebuild the message in another process."""
        # str pickles its text alone; a mapping proxy can't be pickled.
        return _rebuilt, (self.singular, self.template, self.number, dict(self.parts))


def counted_message(one: str, many: str, count: int, /, **parts: Part) -> Message:
    """Return a message that depends on a count: `one` and `many` are the English forms."""
    return _rebuilt(one, many, count, parts)


def joined(template: str, items: Sequence[Item]) -> Item | Message:
    """Join items into one message by applying a template to them from left to right.

    The template has the placeholders ``{earlier}``, everything joined so far, and ``{next}``.
    """
    # Pairwise, because a message can be translated only if its placeholders are fixed.
    earlier: Item | Message
    earlier, *others = items
    for item in others:
        earlier = Message(template, earlier=earlier, next=item)
    return earlier


def _rebuilt(singular: str, template: str, count: int, parts: Mapping[str, Part]) -> Message:
    if not singular:
        return Message(template, **parts)
    # English has two forms; a catalogue chooses among those of its language by `number`.
    made = Message(singular if count == 1 else template, **parts)
    made.template, made.singular, made.number = template, singular, count
    return made
