"""Periods, the intervention between them, and dated events."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import date


class _Days(Protocol):
    """Days from the first to the last: a step of a calendar, or an observation."""

    @property
    def first(self) -> date: ...
    @property
    def last(self) -> date: ...


class RelativePeriod(StrEnum):
    """A reporting period that moves with the data: the last full one of its kind."""

    MONTH = "last month"
    QUARTER = "last quarter"
    HALF_YEAR = "last half-year"
    YEAR = "last year"
    YEAR_TO_DATE = "year to date"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A named span of days; both ends are included.

    A month in the configuration means its first day as a start, its last day as an end. `short`
    is its name in sentences, empty if they name it by its place and length; `has_own_label` says
    that the configuration gives the label.
    """

    id: str
    label: str
    first: date
    last: date
    short: str = ""
    has_own_label: bool = False

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise AssertionError(f"the period ends before it starts: {self}")

    def contains(self, day: date) -> bool:
        """Return whether the day is in the period."""
        return self.first <= day <= self.last

    def holds(self, span: _Days) -> bool:
        """Return whether all days of a step or an observation are in the period."""
        return self.first <= span.first and span.last <= self.last


@dataclass(frozen=True, slots=True, kw_only=True)
class Intervention:
    """The change whose before and after a brief compares.

    Attributes
    ----------
    on : date
        Its first day.
    label : str
        What was changed.
    since : str or None
        The same as a clause in the past tense, which follows "after": ``trainees took the lead``.
    """

    on: date
    label: str
    since: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An external event, mentioned with the findings of the periods that it falls into."""

    on: date
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """An achievement of the organization."""

    on: date
    what: str
