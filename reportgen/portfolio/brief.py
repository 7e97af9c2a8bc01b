"""What the portfolio's templates see beside a brief's own parts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportgen.document.brief import Brief, BriefSection

if TYPE_CHECKING:
    from reportgen.model.prose import Prose, TextBlock

MOST_WITH_LINES = 100
"""A printed table of more organizations has no sparklines; the page on screens has them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableWords:
    """The fixed words of the table of organizations."""

    organization: str = "Organization"
    search: str = "Search"
    show: str = "Show"
    all: str = "all organizations"
    beyond: str = "those beyond the 99.8% limits"
    failed: str = "those without a current brief"
    not_current: str = "not current"


@dataclass(frozen=True, slots=True, kw_only=True)
class PortfolioHead:
    """The head of a column; one of lines is left out where the table is long and printed."""

    text: str
    is_number: bool = False
    is_line: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Spark:
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
    spark: Spark | None = None
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

    heading: str
    text: tuple[TextBlock, ...]
    heads: tuple[PortfolioHead, ...]
    rows: tuple[PortfolioRow, ...]
    label: str
    caption: str
    line_caption: str
    words: TableWords = field(default_factory=TableWords)

    @property
    def is_long(self) -> bool:
        """Return whether a printed table goes without lines, which are most of its cost."""
        return len(self.rows) > MOST_WITH_LINES


@dataclass(frozen=True, slots=True, kw_only=True)
class PortfolioBrief(Brief):
    """A brief over many organizations."""

    table: PortfolioTable
    failures: BriefSection | None
