"""The portfolio as its templates see it: a brief with a table of organizations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.document.brief import Brief, BriefSection

if TYPE_CHECKING:
    from reportgen.model.prose import Prose, TextBlock
    from reportgen.narrative.portfolio import PortfolioLabels

MOST_WITH_LINES = 100
"""A printed table of more organizations has no sparklines; the page on screens has them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PortfolioHead:
    """The head of a column; one of lines is left out where the table is long and printed."""

    text: str
    is_number: bool = False
    is_line: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sparkline:
    """A line the size of a word, in a box of 136 by 28; `x` and `y` are its latest value."""

    alt: str
    path: str
    x: int
    y: int
    line_colour: str
    mark_colour: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PortfolioCell:
    """One cell; `sort` is what the column is sorted by, empty where there is nothing."""

    text: Prose
    sort: str = ""
    spark: Sparkline | None = None
    is_line: bool = False
    status: str = ""
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

    @property
    def is_long(self) -> bool:
        """Return whether a printed table goes without lines, which are most of its cost."""
        return len(self.rows) > MOST_WITH_LINES


@dataclass(frozen=True, slots=True, kw_only=True)
class PortfolioBrief(Brief):
    """A brief over many organizations."""

    table: PortfolioTable
    failures: BriefSection | None
