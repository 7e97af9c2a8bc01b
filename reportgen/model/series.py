"""Time series and campaigns as read from files, with the rows of every value."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from reportgen.model.frequency import Calendar, Frequency

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from reportgen.model.committee import HoldingList
    from reportgen.model.metric import Metric
    from reportgen.model.period import Period
    from reportgen.model.survey import Survey


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """A value and the span of days that it describes.

    Attributes
    ----------
    rows : tuple of int
        Physical lines of `file`, counted from 1, header included.
    also : tuple of (file, rows)
        The other files of a value that was added up over several.
    numerator, denominator : float or None
        What a pooled share or weighted mean is the quotient of; None where only the quotient
        is known.
    is_partial : bool
        Whether it is a running total's last reading, before the end of its month.
    column : str
        The column or sheet of the value if it is not the column of the series: ``Mar``,
        ``2023!visits``.
    """

    first: date
    last: date
    value: float
    file: str
    rows: tuple[int, ...]
    also: tuple[tuple[str, tuple[int, ...]], ...] = ()
    numerator: float | None = None
    denominator: float | None = None
    is_partial: bool = False
    column: str = ""

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


def joined_columns(columns: Iterable[str]) -> str:
    """Return the first and last of several columns as text: ``Jan–Mar``; empty for none."""
    names = list(dict.fromkeys(name for name in columns if name))
    return "–".join(dict.fromkeys((*names[:1], *names[-1:])))


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """The observations of a metric, oldest first, with unique spans.

    A cell without a value gives no observation: blank is not 0.

    Attributes
    ----------
    year_starts, week_starts : int
        The month with which years and quarters begin, the weekday with which weeks do; see
        `Calendar`.
    restarted : tuple of date
        The last days of the readings with which a running total starts again from nothing.
    doubt : str
        Why the observations may be of other days than these, empty where they are not: then
        nothing is claimed about them.
    """

    metric: Metric
    frequency: Frequency
    observations: tuple[Observation, ...]
    column: str
    year_starts: int = 1
    week_starts: int = 0
    restarted: tuple[date, ...] = ()
    doubt: str = ""

    @property
    def calendar(self) -> Calendar:
        """Return the steps that the observations follow."""
        return Calendar(self.frequency, self.year_starts, self.week_starts)

    @property
    def has_denominators(self) -> bool:
        """Return whether means are pooled over what each observation counts or weighs."""
        return bool(self.observations) and self.observations[0].denominator is not None

    def within(self, period: Period) -> Series:
        """Return the series restricted to observations entirely within the period."""
        kept = tuple(item for item in self.observations if period.holds(item))
        return replace(self, observations=kept)

    def whole(self) -> Series:
        """Return the series without a last reading that is before the end of its month."""
        kept = tuple(item for item in self.observations if not item.is_partial)
        return replace(self, observations=kept)

    def straddling(self, period: Period) -> tuple[Observation, ...]:
        """Return the observations that lie partly in a period and partly outside it."""
        return tuple(
            item
            for item in self.observations
            if item.first <= period.last and item.last >= period.first and not period.holds(item)
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
class QueryResult:
    """What a metric read from a database: the query, and its rows as a count and a hash."""

    file: str
    query: str
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """The data of one configuration.

    `surveys` contains all surveys of the configuration by id; answers in files are counted.
    `holdings` are the role holdings of the committee's file.
    `queries` has one entry per metric that is read from a database.
    """

    series: Mapping[str, Series]
    campaigns: CampaignList | None
    files: Mapping[str, DataFile]
    surveys: Mapping[str, Survey] = field(default_factory=dict)
    holdings: HoldingList | None = None
    queries: Mapping[str, QueryResult] = field(default_factory=dict)
