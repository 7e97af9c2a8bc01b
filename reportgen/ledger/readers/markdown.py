"""Read a Markdown brief line by line, with the data embedded in its comments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportgen.ledger.embedded_data import CarriedPage, unpack_data
from reportgen.ledger.transcript import Kind, Passage, Run, Transcript, passage_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

NUMBERS = "<!-- reportgen-numbers/1"
LEDGER = "<!-- reportgen-outcomes/1 zlib+base64"
TRANSCRIPT = "<!-- reportgen-transcript/1 zlib+base64"
END = "-->"

Written = tuple[int, int, str, Run]
"""A number: 1-based line and column, its text, and its evidence."""


def read_markdown(text: str) -> CarriedPage:
    """Return the lines of a Markdown brief and the data embedded in it.

    Numbers are bound by their positions, which shift when the file is edited; so they are
    bound in the transcript made with the file, not here.
    """
    body, *_ = text.split(NUMBERS, maxsplit=1)
    return CarriedPage(
        shown=transcript_of_lines(body, ()),
        ledger=_unpacked(text, LEDGER),
        transcript=_unpacked(text, TRANSCRIPT),
    )


def transcript_of_lines(body: str, numbers: Sequence[Written]) -> Transcript:
    """Return lines as passages, with the given numbers bound; `numbers` is in order."""
    return Transcript(passages=tuple(_passages(body, numbers)))


def _passages(body: str, numbers: Sequence[Written]) -> Iterator[Passage]:
    place = ""
    by_line: dict[int, list[Written]] = {}
    for item in numbers:
        by_line.setdefault(item[0], []).append(item)
    for count, line in enumerate(body.split("\n"), start=1):
        if line.startswith("## "):
            place = line.removeprefix("## ")
        passage = passage_of(Kind.TEXT, place, list(_runs(line, by_line.get(count, ()))))
        if passage is not None:
            yield passage


def _runs(line: str, numbers: Iterable[Written]) -> Iterator[Run]:
    start = 0
    for _, column, written, meant in numbers:
        yield Run(line[start : column - 1])
        start = column - 1 + len(written)
        yield Run(written, meant.quantity, meant.part)
    yield Run(line[start:])


def _unpacked(text: str, mark: str) -> Any:
    _, found, after = text.partition(mark)
    try:
        return unpack_data(after.partition(END)[0]) if found else None
    except ValueError:
        return None
