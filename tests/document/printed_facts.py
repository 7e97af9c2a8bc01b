"""What a brief prints, passage by passage, as numbers and claims that can be compared."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from math import inf
from typing import TYPE_CHECKING

from reportgen.document.brief import FigureBlock, LimitsBox, SideNote, TableBlock
from reportgen.document.prose_walk import block_prose, inlines
from reportgen.model.prose import Claim, Number, Text, plain_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportgen.document.brief import Block, Brief
    from reportgen.ledger.records import PassageRecord
    from reportgen.model.prose import Inline, Prose


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that are read as one: a paragraph, a row, a key figure, a figure with its words."""

    where: str
    prose: Prose
    statuses: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Return the words."""
        return plain_text(self.prose)

    def numbers(self) -> Iterator[Number]:
        """Yield the numbers."""
        return (item for item in inlines(self.prose) if isinstance(item, Number))

    def claims(self) -> Iterator[Claim]:
        """Yield the claims."""
        return (item for item in inlines(self.prose) if isinstance(item, Claim))


def passages(brief: Brief) -> Iterator[Passage]:
    """Yield all of a brief in reading order, alternative texts and unprinted findings included."""
    front = brief.front
    yield Passage("title", front.title)
    yield Passage("standfirst", front.standfirst)
    for text in front.abstract:
        yield from (Passage("abstract", prose) for prose in block_prose(text))
    for item in front.key_numbers:
        yield Passage("key figure", (*item.value, Text(" "), *item.label))
    described = {} if brief.ledger is None else getattr(brief.ledger, "descriptions", {})
    back = brief.with_supplement().back
    for section in (*brief.sections, *back.sections, *back.appendices):
        for block in section.blocks:
            for passage in _of_block(block, described):
                is_limit = section.design == "limits"
                yield replace(passage, where="limitation") if is_limit else passage
    for finding in brief.findings:
        yield Passage(f"finding {finding.subject}", finding.text)


def _of_block(block: Block, described: Mapping[str, PassageRecord]) -> Iterator[Passage]:
    if isinstance(block, FigureBlock):
        key = block.anchor.removeprefix("fig-").replace("-", ".", 1)
        alternative = _recorded(described.get(key, block.alt))
        gap = (Text(" "),)
        words = (*block.title, *gap, *block.subtitle, *gap, *block.caption, *gap, *alternative)
        yield Passage(block.anchor, words)
        if plain_text(alternative) != block.alt:
            raise AssertionError(f"{block.anchor}: another alternative text is in the ledger")
    elif isinstance(block, TableBlock):
        for prose in (block.title, block.subtitle, *block.footnotes):
            yield Passage(block.anchor, prose)
        head: Prose = ()
        for row in block.rows:
            if row.is_head:
                head = (*row.stub, Text(": "))
                continue
            cells = [part for cell in row.cells for part in (Text(" | "), *cell.text)]
            statuses = tuple(cell.status for cell in row.cells if cell.status)
            yield Passage(block.anchor, (*head, *row.stub, *cells), statuses)
    elif isinstance(block, (LimitsBox, SideNote)):
        kind = "limitation" if isinstance(block, LimitsBox) else "side note"
        yield from (Passage(kind, prose) for prose in block_prose(block))
    else:
        yield from (Passage("text", prose) for prose in block_prose(block))


def _recorded(passage: PassageRecord) -> Prose:
    """Return an alternative text of the ledger with its evidence."""
    if isinstance(passage, str):
        return (Text(passage),)
    return tuple(map(_run, passage))


def _run(run: str | tuple[str, ...]) -> Inline:
    if isinstance(run, str):
        return Text(run)
    if len(run) > 2 and run[2] == "claim":
        return Claim(run[0], run[1])
    return Number(*run)


@dataclass(frozen=True, slots=True)
class Printed:
    """A number as a reader understands it: anything that rounds to it."""

    low: float
    high: float
    value: float

    @property
    def half(self) -> float:
        """Return how far the unrounded number may be from the printed one."""
        return self.high - self.value


_DIGITS = re.compile(r"(?P<bound>[<>]?)(?P<sign>−?)[^\d.,<>−]*(?P<digits>[\d.,]*\d)")


def read(text: str, language: str) -> Printed:
    """Return a printed number: ``−1,234.5``, ``<.001``, ``>99%``, ``−$83``."""
    found = _DIGITS.search(text.replace("\u00a0", "").replace("\u202f", ""))
    if found is None:
        raise AssertionError(f"not a number: {text}")
    point, thousands = (",", ".") if language == "es" else (".", ",")
    digits = found["digits"].replace(thousands, "").replace(point, ".")
    decimals = len(digits.partition(".")[2])
    value = float(digits) * (-1 if found["sign"] else 1)
    half = 0.5 * 10**-decimals
    if found["bound"] == "<":
        return Printed(-inf, value, value)
    if found["bound"] == ">":
        return Printed(value, inf, value)
    return Printed(value - half, value + half, value)
