"""Types of the portfolio for templates: a brief with a table of organizations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.document.brief import Brief, BriefSection

if TYPE_CHECKING:
    from reportgen.model.prose import Prose, TextBlock
    from reportgen.narrative.portfolio import PortfolioLabels

MOST_WITH_LINES = 100
"""A longer table is printed without sparklines; the HTML page always has them."""
MOST_LINES = 3
"""Sparklines in a row that have room on a printed page."""


MOST_PRINTED = 150
"""Rows of a printed table; the page on screens and portfolio.json have all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PortfolioHead:
    """The head of a column; `is_line` marks the column of sparklines, `is_sign` that of a goal."""

    text: str
    is_sign: bool = False
    is_number: bool = False
    is_line: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sparkline:
    """A sparkline in a box of 136 by 28 units; `x` and `y` are the position of its last point."""

    alt: str
    path: str
    x: int
    y: int
    line_colour: str
    mark_colour: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GridSign:
    """The status of one goal and its word; without a status, the organization lacks the goal."""

    status: str
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GridRow:
    """One organization with its goals, or the name of the group whose organizations follow."""

    name: str
    signs: tuple[GridSign, ...] = ()
    value: Prose = ()
    is_group: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """All organizations by all goals, in columns next to each other.

    `value` is the head of the value of the first goal, empty if there is no room for it.
    """

    heading: str
    organization: str
    letters: tuple[str, ...]
    value: str
    columns: tuple[tuple[GridRow, ...], ...]

    @property
    def width(self) -> int:
        """Return how many cells a row has."""
        return 1 + len(self.letters) + bool(self.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class PortfolioCell:
    """One cell; `sort` is the key for sorting the column, empty if there is no value."""

    text: Prose
    sort: str = ""
    spark: Sparkline | None = None
    is_line: bool = False
    status: str = ""
    is_sign: bool = False
    note: str = ""
    is_number: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PortfolioRow:
    """One organization."""

    name: str
    href: str
    is_current: bool
    is_beyond: bool
    cells: tuple[PortfolioCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PortfolioTable:
    """The table of all organizations."""

    text: tuple[TextBlock, ...]
    heads: tuple[PortfolioHead, ...]
    rows: tuple[PortfolioRow, ...]
    label: str
    words: PortfolioLabels
    legend: tuple[str, ...] = ()
    printed: tuple[PortfolioRow, ...] = ()

    @property
    def printed_note(self) -> str:
        """Return that not all rows are printed; empty if they are."""
        if len(self.printed) == len(self.rows):
            return ""
        return self.words.printed_first.format(count=len(self.printed))

    @property
    def is_lean(self) -> bool:
        """Return whether to print the table without sparklines.

        In a long table they take most of the time, and in one of many metrics there is no room.
        """
        lines = sum(head.is_line for head in self.heads)
        return len(self.rows) > MOST_WITH_LINES or lines > MOST_LINES


@dataclass(frozen=True, slots=True, kw_only=True)
class PortfolioBrief(Brief):
    """A brief about many organizations.

    In print, the picture of the first metric (`lead`) is on the first page, and the `rest` of the
    sections follows the table.
    """

    table: PortfolioTable
    lead: tuple[BriefSection, ...]
    rest: tuple[BriefSection, ...]
    summary: tuple[BriefSection, ...]
    beside: tuple[BriefSection, ...]
    grid: Grid | None
    failures: BriefSection | None
