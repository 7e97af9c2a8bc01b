"""A metric: what it counts, where it is read from, and which direction is good."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from reportgen.model.board import NO_VIEW, View

if TYPE_CHECKING:
    import datetime as dt

    from reportgen.model.frequency import Frequency


class MetricKind(StrEnum):
    """The kind of number, which determines how it may be analysed."""

    LEVEL = "level"
    """A running total (stock): followers, members."""
    COUNT = "count"
    """How many in a period, a flow: impressions, events."""
    AMOUNT = "amount"
    """How much money in a period, a flow: donations, grant income."""
    RATE = "rate"
    """A share, as a fraction of 1: retention, engagement."""
    AVERAGE = "average"
    """A mean of what was measured: a score, minutes, days; it does not add up."""

    @property
    def adds_up(self) -> bool:
        """Return whether the values of successive months make a total."""
        return self in (MetricKind.COUNT, MetricKind.AMOUNT)


class Combine(StrEnum):
    """How the rows of one step of a metric, such as the days of a month, become its value."""

    SUM = "sum"
    LAST = "last"
    MEAN = "mean"


class Restarts(StrEnum):
    """When a running total starts again from nothing."""

    NEVER = "never"
    YEARLY = "yearly"
    """With each of its years, as a total of the year to date does."""
    ONCE = "once"
    """Where it falls: a counter that was set back."""


class Season(StrEnum):
    """Whether a metric may depend on the time of year."""

    AUTOMATIC = "automatic"
    """As its values show: decisions allow for it."""
    NONE = "none"
    """It does not, by what the organization knows: decisions leave it out of account."""


class Direction(StrEnum):
    """The direction that is good for the organization."""

    UP = "up"
    DOWN = "down"
    NEITHER = "neither"


NO_SIZE = "none"
"""In place of a metric by which a count is divided: all organizations are of one size."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Per:
    """What a count or amount is divided by to compare organizations of different size.

    Attributes
    ----------
    metric : str
        The id of a metric, or `NO_SIZE`; empty if the size is a number.
    count : float or None
        The size of the organization.
    of : str
        What it counts, in the plural: ``residents``.
    """

    metric: str = ""
    count: float | None = None
    of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Redefinition:
    """A declared change of what a metric counts; `on` is the first day of the new definition."""

    on: dt.date
    note: str


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
    query : str or None
        The SELECT whose rows a database gives; None for other files.
    zone : str or None
        The time zone that assigns timestamps with a UTC offset to days.
    first_year : int or None
        The year of a file's first row, for dates without one.
    every : Frequency or None
        How often the metric is kept; None where its dates show it.
    year_starts : int or None
        The month with which its years and quarters begin; None where its dates show it.
    numerator, misses, denominator : str or None
        The columns of a share: how many did, or did not, of how many.
    weight : str or None
        The column that says how many each value of an average is the mean of.
    in_percent : bool
        Whether the numbers of a share are percentages: 85 is 0.85.
    currency : str or None
        The ISO 4217 code of an amount.
    restarts : Restarts or None
        Whether a running total starts again from nothing; None where the configuration does not
        say.
    season : Season
        Whether decisions allow for the time of year.
    season_reason : str or None
        Why they do not; None unless `season` is NONE.
    redefined : tuple of Redefinition
        Changes of what it counts, oldest first: values before and after each are of different
        things.
    per : Per or None
        What it is divided by on the page over many organizations.
    short : str or None
        A shorter name than `label`, for titles and key figures.
    absent_days_are_zero : bool
        Whether the source leaves out days on which nothing happened.
    absent_months_are_zero : bool
        Whether the source leaves out months in which nothing happened.
    covered_from, covered_to : date or None
        First and last day that the source covers completely; None for those of its first and
        last row.
    leaves_out_undated : bool
        Whether rows with a value and no date are left out; otherwise they are an error.
    check_against : str or None
        A metric that counts the same from another source.
    where : tuple of (column, text)
        Only rows with these values belong to the metric, in a file of many organizations.
    combine : Combine or None
        How the rows of one step become its value; None for what the kind implies.
    owner : str
        Who answers for it, as printed; empty if not given.
    view : View
        What the organization says of it.
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
    query: str | None = None
    zone: str | None = None
    first_year: int | None = None
    absent_days_are_zero: bool = False
    absent_months_are_zero: bool = False
    covered_from: dt.date | None = None
    covered_to: dt.date | None = None
    leaves_out_undated: bool = False
    check_against: str | None = None
    every: Frequency | None = None
    year_starts: int | None = None
    numerator: str | None = None
    misses: str | None = None
    denominator: str | None = None
    weight: str | None = None
    in_percent: bool = False
    currency: str | None = None
    restarts: Restarts | None = None
    season: Season = Season.AUTOMATIC
    season_reason: str | None = None
    redefined: tuple[Redefinition, ...] = ()
    per: Per | None = None
    short: str | None = None
    owner: str = ""
    view: View = NO_VIEW

    @property
    def short_label(self) -> str:
        """Return the name in titles and key figures."""
        return self.short or self.label

    @property
    def measured(self) -> dict[str, str]:
        """Return the columns of its numbers by their keys: one, or the two of a quotient."""
        names = {
            "value": self.value,
            "numerator": self.numerator,
            "misses": self.misses,
            "denominator": self.denominator,
            "weight": self.weight,
        }
        return {key: name for key, name in names.items() if name is not None}

    @property
    def unit_beside_number(self) -> str:
        """Return the unit as printed after numbers; empty for money and shares with their signs."""
        return "" if self.currency or self.kind is MetricKind.RATE else self.unit
