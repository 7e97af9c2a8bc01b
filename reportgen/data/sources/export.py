"""What there is to know about one platform's export.

A reader is a declaration. Adding one is a file beside this one that says what its columns
are called, how its dates are written and what each number is; docs/how-to/add-a-source.md
shows it step by step.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from reportgen.model.metric import MetricKind

LEVEL, COUNT, RATE = MetricKind.LEVEL, MetricKind.COUNT, MetricKind.RATE


class RowIs(StrEnum):
    """What one row of an export tells of."""

    DAY = "day"
    POST = "post"
    """A single happening (a tweet, a campaign, a member); days without one are no gap."""
    PART = "part"
    """A part (a page, an age group) of the whole file's span of days; its rows add up."""


class DayOrder(StrEnum):
    """How an export writes the day that the seventh of August is."""

    MONTH_FIRST = "08/07"
    DAY_FIRST = "07/08"


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """One kind of file that a platform lets people download.

    Attributes
    ----------
    id : str
        What `source:` names.
    name : str
        What messages call it.
    signature : tuple of str
        Columns that the header of every such file has; they tell it from other files.
    date : str or None
        The column with the days. None where the file has none: then `span` says where its
        first and last day stand, or the file can't make a series.
    metrics : mapping of str to MetricKind
        The columns with numbers that are worth reporting, and what kind each is.
    is_detected : bool
        Whether the signature is telling enough to know the file without `source:`.
    row : RowIs
        What a row tells of.
    key : str or None
        The column whose text tells one row from another, so that a post which stands in two
        downloads counts once.
    day_order : DayOrder or None
        For dates such as 07/08/2018; None where the export writes them so that all agree.
    descriptions : int
        Rows below the header that explain its columns.
    is_stacked : bool
        Whether several tables stand in one file, with blank lines between them.
    titled : str or None
        The column that is called the same in every file; the title above it says what it is.
    span : tuple of (str, str) or None
        Regular expressions for the first and the last day in the comments above the table.
    is_report : bool
        Whether the file is a page of ``key: value`` lines, which make one row.
    lacks_year : bool
        Whether its dates are days and months without a year.
    instead : str
        For a file without dates: which export of the platform has them.
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
