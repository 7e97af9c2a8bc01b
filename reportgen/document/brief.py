"""The Brief: the complete content of a document, as text and prose trees in reading order.

It holds formatted text and no numbers to compute with. Templates and the writers of other
formats receive only a Brief, so that all formats have the same content.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from reportgen.model.prose import TextBlock
from reportgen.narrative.phrases import paragraph

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportgen.document.labels import Words
    from reportgen.ledger.records import AnyLedger
    from reportgen.model.prose import Prose, Sentences


class Align(StrEnum):
    """Alignment of the cells of a column."""

    LEFT = "left"
    RIGHT = "right"


class Beside(StrEnum):
    """What a figure shares its row with."""

    NOTHING = ""
    NEXT = "next"
    PREVIOUS = "previous"
    LIST = "list"


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefAuthor:
    """An author; `marks` are the printed numbers of the affiliations."""

    name: str
    degrees: str = ""
    marks: tuple[str, ...] = ()
    orcid: str = ""
    email: str = ""
    is_corresponding: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Affiliation:
    """An affiliation; `mark` is empty if all authors share it."""

    mark: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyNumber:
    """A number displayed under the title, and its label."""

    value: Prose
    label: Prose


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureBlock:
    """A numbered figure; `anchor` is the target of references, `label` such as ``Figure 1``.

    `caption` is empty if an earlier figure has said all of it. `narrow_svg` is the same figure for
    narrow screens; empty if there is none. `beside` says what it shares its row with: another
    figure or the list before it.
    """

    anchor: str
    label: str
    title: Prose
    subtitle: Prose
    caption_sentences: Sentences
    source: str
    svg: str
    alt: str
    width_mm: float
    height_mm: float
    data_columns: tuple[str, ...]
    data_rows: tuple[tuple[str, ...], ...]
    narrow_svg: str = ""
    narrow_width_mm: float = 0.0
    narrow_height_mm: float = 0.0
    beside: Beside = Beside.NOTHING

    @property
    def caption(self) -> Prose:
        """Return the sentences below the figure."""
        return paragraph(*self.caption_sentences)


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnLabel:
    """The header of one column."""

    text: Prose
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A word-sized graphic that repeats information in the adjacent text."""

    anchor: str
    svg: str
    alt: str
    width_mm: float
    height_mm: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell.

    `status` names the status whose symbol precedes the text, and is empty for none. A `picture`
    follows the text in formats that support graphics.
    """

    text: Prose
    status: str = ""
    picture: Picture | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: its stub (row header), and one cell per further column.

    A row with `is_head` is the heading of a group of rows; its cells are empty. A group without
    a heading begins with a row that `begins_group`.
    """

    stub: Prose
    cells: tuple[Cell, ...]
    is_head: bool = False
    begins_group: bool = False

    @property
    def columns(self) -> int:
        """Return the number of columns, including the stub."""
        return len(self.cells) + 1


# Maximum rows of a table that is kept on one page.
LONGEST_WHOLE_TABLE = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class TableBlock:
    """A table.

    `stub_head` is the header of the stub column; `design` names the column widths in the
    stylesheet. A table extends into the margin if `is_wide`, may break across pages if `is_long`,
    and is set in small type if `is_dense`. Unless it `is_numbered`, it has neither label nor
    title, and the section heading serves as its title. `footnote_statuses` are the statuses whose
    symbols the footnotes explain, in the same order.
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
            # A ragged table is a bug of this package, not of the user; fail before a format hides
            # it.
            if len(row.cells) != len(self.column_labels):
                raise AssertionError(f"a row has {len(row.cells)} cells: {self.anchor}")


@dataclass(frozen=True, slots=True, kw_only=True)
class SideNote:
    """A margin note, next to the block that follows it."""

    heading: str
    text: Prose


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitsBox:
    """Limitations of the brief."""

    heading: str
    items: tuple[Prose, ...]


# The content of a section.
Block = TextBlock | FigureBlock | TableBlock | SideNote | LimitsBox


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefSection:
    """A section with its heading; `anchor` is unique in the brief.

    `design` names its page layout, such as ``half`` for half a page; empty for running text.
    """

    anchor: str
    heading: str
    blocks: tuple[Block, ...]
    design: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberEvidence:
    """A computed number of a brief, and where it comes from.

    `printed` is at the precision of the text, with interval and unit; `value` has all digits and
    is empty if the number is not available.
    """

    quantity: str
    formula: str
    printed: Prose
    value: str
    source: Prose


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplement:
    """The evidence of all computed numbers, which is too long to be printed.

    `section` is the part of the HTML that shows it on a screen. `file` is the name of the file
    that accompanies every format, with one row for each of `numbers`, in the order of the text.
    """

    file: str
    section: BriefSection
    numbers: tuple[NumberEvidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormattedReference:
    """An entry of the reference list; `number` as printed, `item` in CSL-JSON."""

    key: str
    anchor: str
    number: str
    text: Prose
    item: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Abbreviation:
    """An abbreviation and its expansion."""

    short: str
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """Everything before the first section, in the order of a journal editorial."""

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
    """Everything after the last section of the body.

    `sections` are acknowledgments, funding and the like. `history` is a sentence with the editor
    and the dates of the manuscript; `dates` has the same dates in ISO 8601 by name, such as
    ``submitted``, for formats with separate fields. In HTML, the section of the `supplement` is the
    last of the `appendices`; other formats do not have it.
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
    supplement: Supplement | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """An outcome in plain words; `subject` is such as a comparison id or ``goals.<id>``."""

    subject: str
    sentences: tuple[Prose, ...]

    @property
    def text(self) -> Prose:
        """The sentences, joined by spaces."""
        return paragraph(*self.sentences)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadMatter:
    """Metadata for the HTML head: `named` metas, Open Graph `properties`, JSON-LD."""

    title: str
    description: str
    named: tuple[tuple[str, str], ...]
    properties: tuple[tuple[str, str], ...]
    json_ld: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """A complete brief, ready to be rendered.

    Attributes
    ----------
    kind : str
        ``editorial`` or the name of another folder of templates.
    page_size : str
        ``a4`` or ``letter``.
    report_date : str
        In ISO 8601; `report_date_text` as printed.
    labels : mapping of anchor to label
        ``fig-trend-followers`` to ``Figure 1``, for references in the text.
    citations : mapping of key to number
        As printed, in the order of first citation.
    ledger : Ledger, PortfolioLedger or None
        Every number and claim with its evidence; `| json` writes outcomes.json.
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

    def with_supplement(self) -> Brief:
        """Return the brief as the HTML shows it: the supplement is its last appendix."""
        back = self.back
        if back.supplement is None:
            return self
        appendices = (*back.appendices, back.supplement.section)
        return replace(self, back=replace(back, appendices=appendices))
