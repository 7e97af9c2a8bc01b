"""Spans of time: named periods, the intervention between them, and dated happenings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A named span of days, both ends included.

    A month in the configuration means its first day as a start and its last as an end.
    """

    id: str
    label: str
    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise AssertionError(f"the period ends before it starts: {self}")

    def contains(self, day: date) -> bool:
        """Return whether the day lies in the period."""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True, kw_only=True)
class Intervention:
    """The change whose surroundings a brief compares; `on` is its first day."""

    on: date
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something outside that happened in a period and is named beside its findings."""

    on: date
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """Something that the organization reached."""

    on: date
    what: str
