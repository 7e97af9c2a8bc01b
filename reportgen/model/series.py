"""What a metric file said: dated values that remember the rows they came from."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from reportgen.model.committee import HoldingList
    from reportgen.model.metric import Metric
    from reportgen.model.period import Period
    from reportgen.model.survey import Survey


class Frequency(StrEnum):
    """How far apart the observations of a series are."""

    MONTH = "month"
    WEEK = "week"
    DAY = "day"
    IRREGULAR = "irregular"


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One value and the span of days that it describes.

    `rows` are physical lines of `file`, counted from 1, header included. A value that was
    added up over several files has the others, with their rows, in `also`.
    """

    first: date
    last: date
    value: float
    file: str
    rows: tuple[int, ...]
    also: tuple[tuple[str, tuple[int, ...]], ...] = ()

    @property
    def sources(self) -> tuple[tuple[str, tuple[int, ...]], ...]:
        """Return every file of the value with its rows."""
        return ((self.file, self.rows), *self.also)


def joined_sources(
    sources: Iterable[tuple[str, tuple[int, ...]]],
) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Return each file once, with all its rows, in the order in which the files come."""
    rows: dict[str, tuple[int, ...]] = {}
    for file, lines in sources:
        rows[file] = (*rows.get(file, ()), *lines)
    return tuple(rows.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A metric's observations, oldest first, no two of the same span.

    A cell without a value gives no observation: blank is not 0.
    """

    metric: Metric
    frequency: Frequency
    observations: tuple[Observation, ...]
    column: str

    def within(self, period: Period) -> Series:
        """Return the observations that lie wholly in the period."""
        kept = tuple(
            item
            for item in self.observations
            if period.first <= item.first and item.last <= period.last
        )
        return Series(
            metric=self.metric, frequency=self.frequency, observations=kept, column=self.column
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """A campaign and what it reached; `on` is its day, or the first of its month."""

    name: str
    on: date
    value: float
    file: str
    row: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignList:
    """The organization's campaigns, oldest first; `is_complete` where none was left out."""

    campaigns: tuple[Campaign, ...]
    column: str
    unit: str
    is_complete: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DataFile:
    """A file that was read, named as the configuration names it."""

    name: str
    sha256: str
    is_synthetic: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """Everything that the metric files of one configuration said.

    `surveys` holds every survey of the configuration by id, with its answers counted where
    they stand in a file; `holdings` are those of the committee's file.
    """

    series: Mapping[str, Series]
    campaigns: CampaignList | None
    files: Mapping[str, DataFile]
    surveys: Mapping[str, Survey] = field(default_factory=dict)
    holdings: HoldingList | None = None
