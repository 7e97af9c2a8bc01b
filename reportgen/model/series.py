"""Time series and campaigns as read from files, with the rows of every value."""

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
    """The spacing of the observations of a series."""

    MONTH = "month"
    WEEK = "week"
    DAY = "day"
    IRREGULAR = "irregular"


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """A value and the span of days that it describes.

    `rows` are physical lines of `file`, counted from 1 including the header, as spreadsheets and
    editors number them. For a sum over several files, `also` has the other files and their rows.
    """

    first: date
    last: date
    value: float
    file: str
    rows: tuple[int, ...]
    also: tuple[tuple[str, tuple[int, ...]], ...] = ()

    @property
    def sources(self) -> tuple[tuple[str, tuple[int, ...]], ...]:
        """Return all files of the value with their rows."""
        return ((self.file, self.rows), *self.also)


def joined_sources(
    sources: Iterable[tuple[str, tuple[int, ...]]],
) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Merge sources by file; files keep the order of their first occurrence."""
    rows: dict[str, tuple[int, ...]] = {}
    for file, lines in sources:
        rows[file] = (*rows.get(file, ()), *lines)
    return tuple(rows.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """The observations of a metric, oldest first, with unique spans.

    An empty cell is no observation: blank is not 0.
    """

    metric: Metric
    frequency: Frequency
    observations: tuple[Observation, ...]
    column: str

    def within(self, period: Period) -> Series:
        """Return the series restricted to observations entirely within the period."""
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
    """A campaign and its result; `on` is its day, or the first day of its month."""

    name: str
    on: date
    value: float
    file: str
    row: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignList:
    """The campaigns, oldest first; `is_complete` if the list is declared to omit none."""

    campaigns: tuple[Campaign, ...]
    column: str
    unit: str
    is_complete: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DataFile:
    """A file that was read; `name` is its name in the configuration."""

    name: str
    sha256: str
    is_synthetic: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """The data of one configuration.

    `surveys` contains all surveys of the configuration by id; answers in files are counted.
    `holdings` are the role holdings of the committee's file.
    """

    series: Mapping[str, Series]
    campaigns: CampaignList | None
    files: Mapping[str, DataFile]
    surveys: Mapping[str, Survey] = field(default_factory=dict)
    holdings: HoldingList | None = None
