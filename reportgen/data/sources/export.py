"""The declaration of a platform's export.

Each platform has a module in this package that declares the names of its columns, the format
of its dates and the kind of each number; docs/how-to/add-a-source.md shows the steps.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from reportgen.model.metric import MetricKind

LEVEL, COUNT, RATE = MetricKind.LEVEL, MetricKind.COUNT, MetricKind.RATE


class RowIs(StrEnum):
    """What one row of an export describes."""

    DAY = "day"
    POST = "post"
    """A single event (a tweet, a campaign, a new member); days without one are not gaps."""
    PART = "part"
    """A part (a page, an age group) of one span of days; rows are summed to the total."""


class DayOrder(StrEnum):
    """Order of day and month in an export's dates; the values are 7 August."""

    MONTH_FIRST = "08/07"
    DAY_FIRST = "07/08"


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """One kind of file that a platform lets people download.

    Attributes
    ----------
    id : str
        The value of `source:` in a configuration.
    name : str
        Its name in messages.
    signature : tuple of str
        Columns that the header of every such file has and that identify the export.
    date : str or None
        The column with the days. None if the file has none: then `span` finds the first and
        the last day, or the file can't become a series.
    metrics : mapping of str to MetricKind
        The columns with numbers that are worth reporting, and the kind of each.
    is_detected : bool
        Whether the signature is specific enough to recognize the file without `source:`.
    row : RowIs
        What a row describes.
    key : str or None
        The column that identifies an event, so that a post in two downloads counts once.
    day_order : DayOrder or None
        For dates such as 07/08/2018; None if the export's dates are unambiguous.
    descriptions : int
        Number of rows below the header that describe its columns.
    is_stacked : bool
        Whether the file contains several tables, separated by blank lines.
    titled : str or None
        The column that has the same name in every file; the title above it says what it holds.
    span : tuple of (str, str) or None
        Regular expressions for the first and the last day in the comments above the table.
    is_report : bool
        Whether the file is a page of ``key: value`` lines, which make one row.
    lacks_year : bool
        Whether its dates have no year.
    instead : str
        For a file without dates: the export of the platform that has them.
    """

    id: str
    name: str
    signature: tuple[str, ...]
    date: str | None
    metrics: dict[str, MetricKind]
    is_detected: bool = True
    row: RowIs = RowIs.DAY
    key: str | None = None
    day_order: DayOrder | None = None
    descriptions: int = 0
    is_stacked: bool = False
    titled: str | None = None
    span: tuple[str, str] | None = None
    is_report: bool = False
    lacks_year: bool = False
    instead: str = ""
