"""The Brief: the complete content of a document, as text and prose trees in reading order.

It holds formatted text and no numbers to compute with. Templates and the writers of other
formats receive only a Brief, so that all formats have the same content.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from reportgen.model.prose import BulletList, Emphasis, Heading, Paragraph, Strong, TextBlock
from reportgen.narrative.phrases import compose, listed, paragraph

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from reportgen.document.labels import Words
    from reportgen.ledger.records import AnyLedger
    from reportgen.model.prose import Prose, Sentences, TextTable


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
    narrow screens; empty if there is none. `sizes` are the same figure at other sizes, for reports
    of a fixed number of pages. `beside` says what it shares its row with: another figure or the
    list before it.
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
    sizes: tuple[Picture, ...] = ()
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

    `status` names the status whose symbol precedes the text, and is empty for none. `tint` names
    the colour behind it: ``good``, ``bad``, ``risk``, ``open`` or none. A `picture` follows the
    text in formats that support graphics.
    """

    text: Prose
    status: str = ""
    tint: str = ""
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


def own_table(table: TextTable) -> TableBlock:
    """Return a table of a text field as one without number and title."""
    aligns = [Align.RIGHT if is_right else Align.LEFT for is_right in table.is_right]
    return TableBlock(
        anchor="",
        label="",
        design="own",
        title=(),
        subtitle=(),
        stub_head=table.heads[0],
        column_labels=tuple(
            ColumnLabel(text=text, align=align)
            for text, align in zip(table.heads[1:], aligns[1:], strict=True)
        ),
        rows=tuple(
            Row(stub=row[0], cells=tuple(Cell(text=text) for text in row[1:])) for row in table.rows
        ),
        is_long=len(table.rows) > LONGEST_WHOLE_TABLE,
        is_numbered=False,
    )


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


@dataclass(frozen=True, slots=True, kw_only=True)
class ReserveBar:
    """The reserve after a cost, and the least that it may be, in percent of what it was before.

    Each is between 0 and 100, for drawing; `minimum` is None if none is given.
    """

    after: float
    minimum: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AskField:
    """One field of an ask, such as its cost.

    `name` is ``reason``, ``cost``, ``alternatives``, ``by``, ``how_known`` or ``proposed_by``. A
    field with `is_missing` names what a draft lacks.
    """

    name: str
    label: str
    text: Prose
    is_missing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One thing that a board is asked.

    `kind` is ``approve``, ``decide``, ``assurance`` or ``note``, and `label` the same in words.
    `what` is the sentence to be minuted; `fields` are those that are given, in order. It
    `is_labelled` if it is one of several, which the heading of their section does not name.
    """

    kind: str
    label: str
    what: tuple[TextBlock, ...]
    fields: tuple[AskField, ...] = ()
    reserve: ReserveBar | None = None
    is_labelled: bool = False

    @property
    def as_text(self) -> tuple[TextBlock, ...]:
        """Return the ask as paragraphs, for formats without a layout of its own."""
        rows = (
            Paragraph(compose(Strong(compose(f"{item.label}:")), " ", item.text))
            for item in self.fields
        )
        head = (Heading(3, compose(self.label)),) if self.is_labelled else ()
        return (*head, *self.what, *rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedAction:
    """What comes next, and by whom and when: ``Night team, by 1 October 2026``; may be empty."""

    what: Prose
    details: Prose = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnersView:
    """What the organization says of a metric or goal; each part is empty if it is not given.

    `why_label` says whose view `why` is; `expected_label` is such as ``Back on track:``.
    `subject` is such as ``metrics.incidents`` or ``goals.safety``; `about` names it where it has
    no part of its own, and is empty elsewhere.
    """

    subject: str
    about: str
    why_label: str
    why: tuple[TextBlock, ...]
    next_label: str
    actions: tuple[PlannedAction, ...]
    expected_label: str
    expected: Prose

    @property
    def as_text(self) -> tuple[TextBlock, ...]:
        """Return the view as paragraphs and a list, for formats without a layout of its own."""
        found: list[TextBlock] = []
        if self.about:
            found.append(Heading(3, compose(self.about)))
        if self.why:
            found.append(Paragraph((Strong(compose(self.why_label)),)))
            found += (_in_italics(item) for item in self.why)
        if self.actions:
            found.append(Paragraph((Strong(compose(self.next_label)),)))
            found.append(
                BulletList(tuple((Paragraph(_action_words(item)),) for item in self.actions))
            )
        if self.expected:
            label = Strong(compose(self.expected_label))
            found.append(Paragraph(compose(label, " ", self.expected)))
        return tuple(found)


def _in_italics(block: TextBlock) -> TextBlock:
    """Return a paragraph in the face of words that are somebody's view."""
    return Paragraph((Emphasis(block.children),)) if isinstance(block, Paragraph) else block


def _action_words(action: PlannedAction) -> Prose:
    return listed([part for part in (action.what, action.details) if part], ". ")


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreedAction:
    """An action that was open in the last edition, and what became of it.

    `status` is ``done``, ``late``, ``dropped``, ``overdue``, ``open`` or ``unknown``.
    """

    status: str
    text: Prose


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """The actions that were open in the last edition: ``Agreed in January 2026``."""

    heading: str
    actions: tuple[AgreedAction, ...]

    @property
    def as_text(self) -> tuple[TextBlock, ...]:
        """Return the actions as a list, for formats without a layout of its own."""
        return (BulletList(tuple((Paragraph(item.text),) for item in self.actions)),)


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontSheetField:
    """One field of the front sheet of a board paper: ``Meeting``, ``16 July 2026``."""

    name: str
    label: str
    text: str

    @property
    def as_text(self) -> str:
        """Return the field for formats that print all in one line: ``Meeting: 16 July 2026``."""
        return f"{self.label}: {self.text}"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusItem:
    """Words preceded by the symbol of a status; `status` is empty for no symbol."""

    status: str
    text: Prose


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusLine:
    """A line such as the tally of goals: ``Six goals: 1 missed, 2 at risk, 3 met``.

    In formats without symbols it is a paragraph, in which `mark` separates the items.
    """

    items: tuple[StatusItem, ...]
    lead: Prose = ()
    mark: str = ", "

    @property
    def as_text(self) -> tuple[TextBlock, ...]:
        """Return the line in words alone, for formats without a layout of its own."""
        items = listed([item.text for item in self.items], self.mark)
        return (Paragraph(listed([self.lead, items] if self.lead else [items], " ")),)


BoardBlock = Ask | OwnersView | Agreed | StatusLine
"""What boards' templates lay out in columns; every other format prints it as text."""

PlainBlock = TextBlock | FigureBlock | TableBlock | SideNote | LimitsBox

# The content of a section.
Block = PlainBlock | BoardBlock


def plain_blocks(blocks: Iterable[Block]) -> Iterator[PlainBlock]:
    """Yield the blocks, with those of boards as text."""
    for block in blocks:
        if isinstance(block, BoardBlock):
            yield from block.as_text
        else:
            yield block


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefSection:
    """A section with its heading; `anchor` is unique in the brief.

    `design` names its page layout, such as ``half`` for half a page; empty for running text.
    `title` is the finding that a page prints as the heading; the table of contents and the other
    formats have the `heading`. A section that `may_move` is left to the page for screens where a
    report of a fixed number of pages has no room for it.
    """

    anchor: str
    heading: str
    blocks: tuple[Block, ...]
    design: str = ""
    title: Prose = ()
    may_move: bool = False


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
class Coverage:
    """How many numbers of a brief are computed, cited, stated by the authors, or none of these.

    Dates and other plain facts are not counted.
    """

    computed: int
    cited: int = 0
    stated: int = 0
    unbound: int = 0

    @property
    def all(self) -> int:
        """Return the number of all of them."""
        return self.computed + self.cited + self.stated + self.unbound


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
    """Everything before the first section, in the order of a journal editorial.

    `period` is the reporting period; empty without one.
    """

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
    period: str = ""


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
class LeftOut:
    """Sentences on what the pages of a short report leave to the page for screens.

    Attributes
    ----------
    reasons, views : Prose
        That the organization's reasons are there, or all of its views; empty if it gives none.
    metrics : tuple of Prose
        Which metrics are there if the last one, the last two, and so on have no room.
    front_sheet : Prose
        That the front sheet is there; empty without one.
    one_page : Prose
        Where the evidence is, if all of the report is on one page.
    """

    reasons: Prose = ()
    views: Prose = ()
    metrics: tuple[Prose, ...] = ()
    front_sheet: Prose = ()
    one_page: Prose = ()


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
    length : str
        ``short`` or ``full``.
    front_sheet : tuple of FrontSheetField
        The fields of the front sheet of a board paper that are given.
    url : str
        Where the brief is published; empty if that is not known.
    coverage : Coverage or None
        On what its numbers rest; None if it prints no computed number.
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
    length: str = "full"
    is_draft: bool = False
    front_sheet: tuple[FrontSheetField, ...] = ()
    left_out: LeftOut = LeftOut()
    url: str = ""
    coverage: Coverage | None = None

    @property
    def is_short(self) -> bool:
        """Return whether it is printed on a fixed number of pages."""
        return self.length == "short"

    @property
    def stylesheets(self) -> tuple[str, ...]:
        """Return the names of its own stylesheets."""
        return (self.kind, f"{self.kind}-{self.length}")

    @property
    def asks(self) -> tuple[Ask, ...]:
        """Return what the board is asked, which is the content of one section."""
        return tuple(block for block in _blocks(self.sections) if isinstance(block, Ask))

    @property
    def agreed(self) -> Agreed | None:
        """Return what became of the actions of the last edition."""
        return next((item for item in _blocks(self.sections) if isinstance(item, Agreed)), None)

    def with_supplement(self) -> Brief:
        """Return the brief as the HTML shows it: the supplement is its last appendix."""
        back = self.back
        if back.supplement is None:
            return self
        appendices = (*back.appendices, back.supplement.section)
        return replace(self, back=replace(back, appendices=appendices))


def _blocks(sections: Iterable[BriefSection]) -> Iterator[Block]:
    return (block for section in sections for block in section.blocks)
