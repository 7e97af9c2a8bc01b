"""A metric: what is counted, where it is read from, and which way is good."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt


class MetricKind(StrEnum):
    """What kind of number a metric is, which decides how it may be analysed."""

    LEVEL = "level"
    """A running total, a stock: followers, members."""
    COUNT = "count"
    """How many in a period, a flow: impressions, events."""
    RATE = "rate"
    """A share, as a fraction of 1: retention, engagement."""


class Combine(StrEnum):
    """How the days of a month become the month's value."""

    SUM = "sum"
    LAST = "last"
    MEAN = "mean"


class Direction(StrEnum):
    """Which way is good for the organization."""

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
        The metric file, relative to the configuration; with ``*`` or ``?`` a pattern that
        several files fit, which make one series.
    date, value : str or None
        The two columns. `date` is None where the platform export says it, `value` where rows
        are counted.
    count_rows : bool
        Whether each row is one happening, and the metric is how many there were.
    source : str or None
        The platform export that the file is; None where it is detected, or a plain table.
    sheet : str or None
        The sheet of a workbook; None for the only one that fits.
    zone : str or None
        The time zone whose days count, for times that say how far they are from UTC.
    first_year : int or None
        The year of a file's first row, for dates without one.
    absent_days_are_zero : bool
        Whether the source leaves out days on which nothing happened.
    absent_months_are_zero : bool
        Whether the source leaves out months in which nothing happened.
    covered_from, covered_to : date or None
        The first and the last day of which the source has everything; None for those of its
        first and last row.
    check_against : str or None
        A metric that counts the same from another source.
    where : tuple of (column, text)
        Only rows that hold these texts belong to the metric, in a file of many organizations.
    combine : Combine or None
        How days become a month; None for what the kind implies.
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
