"""The words of a finished brief, by the place where a reader meets them."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from reportgen.document.brief import BoardBlock, FigureBlock, LimitsBox, SideNote, TableBlock
from reportgen.document.prose_walk import block_prose, front_prose, inlines
from reportgen.model.prose import Claim, Heading, Number, Reference, Strong, Text, plain_text
from reportgen.model.quantity_ids import is_latest_value, subject_of
from reportgen.model.topics import TOPICS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.document.brief import Block, Brief, BriefSection
    from reportgen.model.configuration import Configuration
    from reportgen.model.prose import Inline, Prose


class Where(StrEnum):
    """Where a passage is."""

    FRONT = "front"
    KEY_POINT = "key point"
    COMPARISON = "comparison"
    BODY = "body"
    CAPTION = "caption"
    ALTERNATIVE = "alternative text"
    LABEL = "label"
    """A heading, or the label of an axis or a table."""
    TABLE = "table"
    BACK = "back"


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, item, caption or cell; `is_own` if the organization wrote it."""

    where: Where
    text: str
    is_own: bool = False


_KEY_POINTS = "must-know"
# Sections of a board report that are not its main part.
_ASIDE = ("decision", "risks", "changes")
# What is said of a goal may have the numbers of its metric.
_OTHERS = {"goals", "surveys", "committee", "campaigns"}
_MONITORING = "monitoring"
_NEARLY_ALL = 0.9
_NOT_PROSE = ("id", "path", "data_roots", "sha256", "file", "files", "places", "quantity")


def passages(brief: Brief, configuration: Configuration) -> Iterator[Passage]:
    """Yield all passages in reading order, alternative texts included."""
    reader = _Reader(brief, configuration)
    for prose in front_prose(brief.front):
        yield reader.passage(Where.FRONT, prose)
    for section in brief.sections:
        yield from reader.section(section, is_aside=section.design in _ASIDE)
    for section in (*brief.back.sections, *brief.back.appendices):
        yield from reader.section(section, is_aside=True)


class _Reader:
    def __init__(self, brief: Brief, configuration: Configuration) -> None:
        self._labels = brief.labels
        self._own = _bare(own_prose(configuration))
        # Findings on goals, surveys and the like have dotted subjects or those of topics.
        findings = {item.subject for item in brief.findings if "." not in item.subject}
        self._subjects = {*configuration.metrics, *findings.difference(TOPICS), _MONITORING}

    def passage(self, where: Where, prose: Prose) -> Passage:
        return Passage(where, self._text(prose), self._is_own(prose))

    def section(self, section: BriefSection, *, is_aside: bool) -> Iterator[Passage]:
        for block in section.blocks:
            for where, prose in _placed(block):
                passage = self.passage(where, prose)
                if where is not Where.BODY:
                    yield passage
                elif section.design == _KEY_POINTS:
                    yield self.passage(Where.KEY_POINT, prose)
                elif is_aside:
                    yield self.passage(Where.BACK, prose)
                elif not passage.is_own and self._is_of_comparison(block, prose):
                    yield self.passage(Where.COMPARISON, prose)
                else:
                    yield passage
            if isinstance(block, FigureBlock):
                yield Passage(Where.ALTERNATIVE, block.alt)

    def _text(self, prose: Prose) -> str:
        """Return the text with the labels of its references: ``(Figure 1)``."""
        return "".join(
            self._labels.get(item.target, "")
            if isinstance(item, Reference)
            else plain_text((item,))
            for item in prose
        )

    def _is_own(self, prose: Prose) -> bool:
        """Return whether nearly all words between numbers are the organization's."""
        items = list(inlines(prose))
        texts = [_bare(item.text) for item in items if isinstance(item, Text)]
        letters = sum(map(len, texts))
        own = sum(len(text) for text in texts if text in self._own)
        # A claim is never the organization's own.
        return own >= _NEARLY_ALL * letters > 0 and not any(
            isinstance(item, Claim) for item in items
        )

    def _is_of_comparison(self, block: Block, prose: Prose) -> bool:
        """Return whether a paragraph says what became of a metric, in print or by its claims."""
        # The large number of half a page is no sentence.
        is_large_number = bool(prose) and isinstance(prose[0], Strong)
        if isinstance(block, (Heading, SideNote, LimitsBox)) or is_large_number:
            return False
        names = [name for item in inlines(prose) if (name := _evidence(item))]
        is_latest = all(map(is_latest_value, names))
        subjects = set(map(subject_of, names))
        return not is_latest and not subjects & _OTHERS and bool(subjects & self._subjects)


def _placed(block: Block) -> Iterator[tuple[Where, Prose]]:
    if isinstance(block, FigureBlock):
        yield from ((Where.CAPTION, prose) for prose in (block.title, block.caption))
        yield Where.LABEL, block.subtitle
    elif isinstance(block, Heading):
        yield Where.LABEL, block.children
    elif isinstance(block, BoardBlock):
        for inner in block.as_text:
            yield from _placed(inner)
    elif isinstance(block, TableBlock):
        yield Where.LABEL, block.subtitle
        named = (block.title, *block.footnotes)
        yield from ((Where.CAPTION, prose) for prose in named)
        cells = [cell.text for row in block.rows for cell in row.cells]
        stubs = [row.stub for row in block.rows]
        heads = [label.text for label in block.column_labels]
        yield from ((Where.TABLE, prose) for prose in (block.stub_head, *heads, *stubs, *cells))
    else:
        for prose in block_prose(block):
            yield Where.LABEL if _is_label(prose) else Where.BODY, prose


def _is_label(prose: Prose) -> bool:
    """Return whether a paragraph is one bold phrase, such as who says what follows."""
    is_bold = len(prose) == 1 and isinstance(prose[0], Strong)
    return is_bold and not plain_text(prose).endswith(".")


def _evidence(item: Inline) -> str:
    if isinstance(item, Claim):
        return item.subject
    return item.quantity if isinstance(item, Number) else ""


def _bare(text: str) -> str:
    """Return a text without Markdown, curly quotes, case and line breaks."""
    for mark in "*_`":
        text = text.replace(mark, "")
    text = text.translate(str.maketrans("“”‘’", "\"\"''"))
    return " ".join(text.casefold().split())


def own_prose(configuration: Configuration) -> str:
    """Return all that the organization wrote."""
    return "\n".join(_strings(configuration))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _strings(item)
    elif isinstance(value, dict):
        yield from _strings(tuple(value.values()))
    elif is_dataclass(value) and not isinstance(value, type):
        for part in fields(value):
            if part.name not in _NOT_PROSE:
                yield from _strings(getattr(value, part.name))
