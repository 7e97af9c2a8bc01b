"""The Brief: everything that a finished document says, in order, as text and prose trees.

Nothing in it is there to be computed with. Templates, and the writers of other formats,
see this and nothing else, so no format can say more than another.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from reportgen.model.prose import TextBlock
from reportgen.narrative.phrases import paragraph

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportgen.document.labels import Words
    from reportgen.ledger.records import AnyLedger
    from reportgen.model.prose import Prose


class Align(StrEnum):
    """How the cells of a column stand."""

    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefAuthor:
    """One author; `marks` are the numbers of the affiliations, as printed."""

    name: str
    degrees: str = ""
    marks: tuple[str, ...] = ()
    orcid: str = ""
    email: str = ""
    is_corresponding: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Affiliation:
    """Where authors work; `mark` is empty where all share the only one."""

    mark: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyNumber:
    """One number of the strip under the title, and what it says."""

    value: Prose
    label: Prose


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureBlock:
    """A numbered figure; `anchor` is what references point at, `label` is ``Figure 1``."""

    anchor: str
    label: str
    title: Prose
    subtitle: Prose
    caption: Prose
    source: str
    svg: str
    alt: str
    width_mm: float
    height_mm: float
    data_columns: tuple[str, ...]
    data_rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnLabel:
    """The head of one column."""

    text: Prose
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture the size of a word, which says no more than the words beside it."""

    anchor: str
    svg: str
    alt: str
    width_mm: float
    height_mm: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell; `status` names the shape that stands before its words, empty for none.

    A `picture` stands beside the words in formats that can draw.
    """

    text: Prose
    status: str = ""
    picture: Picture | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: its stub, and a cell for each further column.

    A row that `is_head` names what the rows below it have in common; its cells are empty.
    """

    stub: Prose
    cells: tuple[Cell, ...]
    is_head: bool = False

    @property
    def columns(self) -> int:
        """Return how many columns the row crosses, its stub among them."""
        return len(self.cells) + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class TableBlock:
    """A numbered table.

    `stub_head` stands above the stubs; a table that `is_wide` crosses the margin, one that
    `is_long` may break over pages, one that `is_dense` is set small; `design` names its widths
    of columns. One that is not `is_numbered` stands under its section's heading without a label
    or a title. Footnotes that explain shapes have the names of these in `footnote_statuses`, in
    the same order.
    """

    anchor: str
    label: str
    design: str
    title: Prose
    subtitle: Prose
    stub_head: Prose
    column_labels: tuple[ColumnLabel, ...]
    rows: tuple[Row, ...]
    footnotes: tuple[Prose, ...] = ()
    footnote_statuses: tuple[str, ...] = ()
    source_note: str = ""
    is_wide: bool = False
    is_long: bool = False
    is_dense: bool = False
    is_numbered: bool = True

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row.cells) != len(self.column_labels):
                raise AssertionError(f"a row has {len(row.cells)} cells: {self.anchor}")


@dataclass(frozen=True, slots=True, kw_only=True)
class SideNote:
    """A note in the margin, beside the block that follows it."""

    heading: str
    text: Prose


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitsBox:
    """What the brief cannot show."""

    heading: str
    items: tuple[Prose, ...]


Block = TextBlock | FigureBlock | TableBlock | SideNote | LimitsBox
"""What a section is made of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefSection:
    """A section with its heading; `anchor` is unique in the brief.

    `design` names how a page lays it out, such as ``half`` for half a page; empty for text
    that runs on.
    """

    anchor: str
    heading: str
    blocks: tuple[Block, ...]
    design: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormattedReference:
    """An entry of the reference list; `number` as printed, `item` its fields in CSL-JSON."""

    key: str
    anchor: str
    number: str
    text: Prose
    item: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Abbreviation:
    """A short form and what it stands for."""

    short: str
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """What stands before the first section, in the order of a journal's editorial."""

    masthead: str
    masthead_note: str
    kicker: str
    title: Prose
    short_title: str
    standfirst: Prose
    authors: tuple[BriefAuthor, ...]
    affiliations: tuple[Affiliation, ...]
    abstract: tuple[TextBlock, ...]
    citation: str
    keywords: tuple[str, ...]
    key_numbers: tuple[KeyNumber, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BackMatter:
    """What stands after the last section; `sections` such as acknowledgments and funding.

    `dates` are the manuscript's, such as ``submitted``, in ISO, for formats that keep them
    apart; `history` is the same as a sentence, with who edited it.
    """

    sections: tuple[BriefSection, ...]
    references: tuple[FormattedReference, ...]
    abbreviations: tuple[Abbreviation, ...]
    history: str
    copyright: str
    license: str
    license_url: str
    appendices: tuple[BriefSection, ...]
    dates: Mapping[str, str] = field(default_factory=dict)
    edited_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One outcome in plain words: `subject` such as a comparison id or ``goals.<id>``."""

    subject: str
    sentences: tuple[Prose, ...]

    @property
    def text(self) -> Prose:
        """The sentences, one after the other."""
        return paragraph(*self.sentences)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadMatter:
    """What machines read in the head: `named` metas, `properties` of Open Graph, JSON-LD."""

    title: str
    description: str
    named: tuple[tuple[str, str], ...]
    properties: tuple[tuple[str, str], ...]
    json_ld: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """A brief, complete, before it takes the form of a file.

    Attributes
    ----------
    kind : str
        ``editorial`` or another folder of templates.
    page_size : str
        ``a4`` or ``letter``.
    report_date : str
        ISO; `report_date_text` as it is printed.
    labels : mapping of anchor to label
        ``fig-trend-followers`` to ``Figure 1``, for references in the text.
    citations : mapping of key to number
        As printed, in the order of first citation.
    ledger : Ledger, PortfolioLedger or None
        Every number and claim with what it rests on; `| json` writes outcomes.json.
    findings : tuple of Finding
        Every outcome in plain words, in reporting order.
    """

    language: str
    kind: str
    page_size: str
    organization: str
    short_name: str
    report_date: str
    report_date_text: str
    is_synthetic: bool
    words: Words
    front: FrontMatter
    sections: tuple[BriefSection, ...]
    back: BackMatter
    head: HeadMatter
    labels: Mapping[str, str]
    citations: Mapping[str, str]
    ledger: AnyLedger | None = None
    findings: tuple[Finding, ...] = ()
