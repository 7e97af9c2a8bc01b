"""Parse text fields of the configuration: Markdown with computed numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from markdown_it.tree import SyntaxTreeNode

from reportgen.diagnostics import Severity
from reportgen.model.prose import (
    BulletList,
    Code,
    Heading,
    OrderedList,
    Paragraph,
    Quote,
    Superscript,
    Text,
    TextTable,
    plain_text,
)
from reportgen.narrative.fields.text_inline import InlineReader, place_inside
from reportgen.narrative.fields.text_syntax import text_markdown
from reportgen.narrative.phrases import compose

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from reportgen.analysis.outcomes import Outcomes
    from reportgen.diagnostics import Diagnostic, Place
    from reportgen.model.prose import Prose, Stated, TextBlock
    from reportgen.narrative.statement import Narrative

# h1 is the title of the brief and h2 that of the section, so `#` in a field is an h3.
_SECTION_LEVEL = 2
_DEEPEST_LEVEL = 6
_ATTRIBUTION_MARKS = ("— ", "– ", "-- ")


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPicture:
    """A picture that a text field names: ``![What it shows](file.png "Title")``.

    Attributes
    ----------
    position : int
        How many blocks of the field precede it.
    file : str
        As written.
    alt : str
        What it shows, for readers who do not see it.
    """

    position: int
    file: str
    alt: str
    title: str
    place: Place | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TextField:
    """The blocks of a text field, the pictures among them, its problems, and what it states."""

    blocks: tuple[TextBlock, ...]
    diagnostics: tuple[Diagnostic, ...]
    pictures: tuple[NamedPicture, ...] = ()
    stated: tuple[Stated, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class InlineText:
    """The prose of a single-line field, such as a title, its problems, and what it states."""

    prose: Prose
    diagnostics: tuple[Diagnostic, ...]
    stated: tuple[Stated, ...] = ()


def parse_text_field(
    text: str,
    *,
    narrative: Narrative,
    outcomes: Outcomes,
    place: Place | None,
    known_keys: frozenset[str] | None,
    takes_pictures: bool = False,
) -> TextField:
    """Return the blocks of a Markdown text with its numbers, sentences and citations.

    Parameters
    ----------
    text : str
        CommonMark without HTML, with pipe tables and footnotes; ``{{ quantity.id }}`` prints a
        number, ``{{ say("id") }}`` a generated statement, ``{{ stated("…", source="…") }}`` marks
        what the authors state, ``[@key]`` cites, ``[](#fig-id)`` mentions a figure.
    place : Place or None
        Of the value of the field in the configuration.
    known_keys : frozenset of str or None
        The keys of the reference list; None to skip the check of citations.
    takes_pictures : bool
        Whether the field may have pictures, each in a paragraph of its own.
    """
    reader = _BlockReader(
        InlineReader(
            text=text,
            narrative=narrative,
            outcomes=outcomes,
            place=place,
            known_keys=known_keys,
            takes_pictures=takes_pictures,
        )
    )
    tree = SyntaxTreeNode(text_markdown().parse(text))
    notes = {node.meta["name"]: node for node in tree.walk() if node.type == "footnote"}
    reader.inline.notes = dict.fromkeys(notes, 0)
    blocks: list[TextBlock] = []
    pictures = []
    for node in tree.children:
        image = _lone_image(node) if takes_pictures else None
        if image is None:
            blocks += reader.read([node])
        else:
            pictures.append(reader.picture(image, node, len(blocks)))
    blocks += reader.read_notes(notes)
    return TextField(
        blocks=tuple(blocks),
        diagnostics=tuple(reader.inline.diagnostics),
        pictures=tuple(pictures),
        stated=tuple(reader.inline.stated),
    )


def _lone_image(node: SyntaxTreeNode) -> SyntaxTreeNode | None:
    """Return the image of a paragraph that has nothing else."""
    words = node.children[0].children if node.type == "paragraph" else []
    return words[0] if len(words) == 1 and words[0].type == "image" else None


def parse_inline_text(
    text: str,
    *,
    narrative: Narrative,
    outcomes: Outcomes,
    place: Place | None,
    known_keys: frozenset[str] | None,
) -> InlineText:
    """Return the prose of a single-line field; see `parse_text_field` for the syntax."""
    reader = InlineReader(
        text=text, narrative=narrative, outcomes=outcomes, place=place, known_keys=known_keys
    )
    tree = SyntaxTreeNode(text_markdown().parseInline(text))
    prose = compose(*(reader.read(node) for node in tree.children))
    return InlineText(
        prose=prose, diagnostics=tuple(reader.diagnostics), stated=tuple(reader.stated)
    )


class _BlockReader:
    """Read block nodes; heading levels are never skipped, as tagged PDF requires."""

    def __init__(self, inline: InlineReader) -> None:
        self.inline = inline
        self._level = _SECTION_LEVEL

    def read(self, nodes: Iterable[SyntaxTreeNode]) -> tuple[TextBlock, ...]:
        """Return the blocks that a brief prints."""
        blocks = (self._block(node) for node in nodes)
        return tuple(block for block in blocks if block is not None)

    def _block(self, node: SyntaxTreeNode) -> TextBlock | None:
        if node.type == "paragraph":
            return Paragraph(self._inline(node))
        if node.type == "heading":
            return self._heading(node)
        if node.type == "bullet_list":
            return BulletList(tuple(self.read(item.children) for item in node.children))
        if node.type == "ordered_list":
            return OrderedList(tuple(self.read(item.children) for item in node.children))
        if node.type == "blockquote":
            return _quote(self.read(node.children))
        if node.type in ("fence", "code_block"):
            return Paragraph((Code(node.content.rstrip("\n")),))
        if node.type == "table":
            return self._table(node)
        if node.type == "footnote":
            return None  # printed at the end of the field
        self.inline.report(
            "TXT007",
            "a horizontal rule is not printed",
            line=node.map[0] if node.map else 0,
            help_text="begin a new section of the configuration, or a heading with `#`",
            severity=Severity.WARNING,
        )
        return None

    def picture(self, image: SyntaxTreeNode, node: SyntaxTreeNode, position: int) -> NamedPicture:
        """Return a picture that is alone in the paragraph `node`."""
        file = str(image.attrs["src"])
        line = node.map[0] if node.map else 0
        return NamedPicture(
            position=position,
            file=unquote(file),
            alt=image.content.strip(),
            title=str(image.attrs.get("title", "")).strip(),
            place=place_inside(self.inline.place, self.inline.text, line, file),
        )

    def _heading(self, node: SyntaxTreeNode) -> Heading:
        wanted = _SECTION_LEVEL + int(node.tag.removeprefix("h"))
        # At most one below the previous heading, whatever the author wrote.
        self._level = min(wanted, self._level + 1, _DEEPEST_LEVEL)
        return Heading(self._level, self._inline(node))

    def read_notes(self, notes: Mapping[str, SyntaxTreeNode]) -> Iterator[TextBlock]:
        """Yield the footnotes in the order of their first mention."""
        printed = 0
        while printed < self.inline.mentioned:
            printed += 1
            name = next(key for key, number in self.inline.notes.items() if number == printed)
            mark = Superscript(str(printed))
            yield Paragraph(compose(mark, " ", self._inline(notes[name])))
        for name, node in notes.items():
            if not self.inline.notes[name]:
                self.inline.report(
                    "TXT010",
                    f"footnote `{name}` is mentioned nowhere, and is not printed",
                    line=node.map[0] if node.map else 0,
                    snippet=f"[^{name}]",
                    help_text=f"write `[^{name}]` where it belongs",
                    severity=Severity.WARNING,
                )

    def _table(self, node: SyntaxTreeNode) -> TextTable:
        head, *rest = node.children
        rows = [row.children for part in rest for row in part.children]
        heads = head.children[0].children
        return TextTable(
            heads=tuple(self._inline(cell) for cell in heads),
            is_right=tuple("right" in str(cell.attrs.get("style", "")) for cell in heads),
            rows=tuple(tuple(self._inline(cell) for cell in row) for row in rows),
        )

    def _inline(self, node: SyntaxTreeNode) -> Prose:
        return compose(*(self.inline.read(child) for child in node.children))


def _quote(blocks: tuple[TextBlock, ...]) -> Quote:
    """Treat a last paragraph that starts with a dash as the attribution."""
    last = blocks[-1] if blocks else None
    # A quotation of one paragraph may itself start with a dash.
    if isinstance(last, Paragraph) and len(blocks) > 1:
        words = plain_text(last.children)
        first = last.children[0] if last.children else None
        if isinstance(first, Text) and first.text.startswith(_ATTRIBUTION_MARKS):
            return Quote(blocks[:-1], words.lstrip("—–- "))
    return Quote(blocks)
