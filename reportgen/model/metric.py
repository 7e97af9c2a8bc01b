"""A metric: what it counts, where it is read from, and which direction is good."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt


class MetricKind(StrEnum):
    """The kind of number, which determines how it may be analysed."""

    LEVEL = "level"
    """A running total (stock): followers, members."""
    COUNT = "count"
    """A number per period (flow): impressions, events."""
    RATE = "rate"
    """A share as a fraction of 1: retention, engagement."""


class Combine(StrEnum):
    """How the values of a month's days are aggregated."""

    SUM = "sum"
    LAST = "last"
    MEAN = "mean"


class Direction(StrEnum):
    """The direction that is good for the organization."""

    UP = "up"
    DOWN = "down"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """One metric of the configuration.

    Attributes
    ----------
    unit : str
        What is counted, in the plural and lower case: ``followers``.
    file : str
        The metric file, relative to the configuration; a pattern with ``*`` or ``?`` matches
        several files that form one series.
    date, value : str or None
        The two columns. `date` is None if the platform export defines it, `value` if rows are
        counted.
    count_rows : bool
        Whether each row is one event and the metric is their number.
    source : str or None
        The platform that exported the file; None to detect it, or for a plain table.
    sheet : str or None
        The sheet of a workbook; None for the only one that fits.
    zone : str or None
        The time zone that assigns timestamps with a UTC offset to days.
    first_year : int or None
        The year of the first row, for dates without a year.
    absent_days_are_zero, absent_months_are_zero : bool
        Whether the source omits days or months whose value is 0.
    covered_from, covered_to : date or None
        First and last day that the source covers completely; None for those of its first and
        last row.
    check_against : str or None
        A metric that counts the same from another source.
    where : tuple of (column, text)
        Only rows with these values belong to the metric, in a file of many organizations.
    combine : Combine or None
        How days are aggregated to months; None for the default of the kind.
    """

    id: str
    label: str
    kind: MetricKind
    unit: str
    file: str
    date: str | None
    value: str | None
    source: str | None = None
    good: Direction = Direction.UP
    where: tuple[tuple[str, str], ...] = ()
    combine: Combine | None = None
    count_rows: bool = False
    sheet: str | None = None
    zone: str | None = None
    first_year: int | None = None
    absent_days_are_zero: bool = False
    absent_months_are_zero: bool = False
    covered_from: dt.date | None = None
    covered_to: dt.date | None = None
    check_against: str | None = None
