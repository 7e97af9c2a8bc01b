"""Compare the parts of a PDF with their fingerprints, and name the pages and pieces that differ."""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from reportgen.ledger.readers.pdf_parts import annotations_of, made_pages, open_pdf
from reportgen.verify.finding import Check, Finding
from reportgen.verify.pdf_marks import MarkJudge

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reportgen.ledger.readers.finished_file import FinishedFile
    from reportgen.ledger.readers.pdf_parts import PdfPage, PdfParts
    from reportgen.ledger.transcript import Transcript

_PAGE = re.compile(r"(?:settings of |links of )?page \d+")
_TAGS = re.compile(r"tags of page (\d+)")
# What a program adds that a person marked or signed a file with.
_ADDABLE = {
    "setting AcroForm": "a form or a signature",
    "setting Perms": "the permissions of a signature",
    "setting DSS": "the certificates of a signature",
}
_NAMED = {
    "destinations": "the places that links and the outline lead to were changed",
    "outline": "the outline, which readers show next to the pages, was changed",
    "metadata": "the metadata (XMP) were changed",
    "attachments": "the names or descriptions of the attachments were changed",
    "tags of the document": "the tags, which screen readers read, were changed",
    "tags of none": "the tags, which screen readers read, were changed",
    "setting OpenAction": "the action on opening the file was changed",
    "setting AA": "the actions of the file were changed",
    "setting OCProperties": "the layers, which can be shown and hidden, were changed",
    "names JavaScript": "the scripts of the file were changed",
}
_MOST = 5
_CONTEXT = 60
_TEXT_START = re.compile(rb"<!doctype\s+html|<html[\s>]|<script[\s>]|<body[\s>]", re.IGNORECASE)
_STREAM = re.compile(rb"stream\r?\n.*?endstream", re.DOTALL)


def check_parts(file: FinishedFile) -> tuple[list[Finding], list[str]]:
    """Return each change to what a reader of a PDF can see, hear or follow, and each addition.

    An addition is a line for a reader: a mark, a note, a signature, a page put in front.
    """
    recorded, parts = file.recorded, file.parts
    if recorded is None or recorded.blocks is None or parts is None:
        return [], []
    findings = [*check_frame(file.content)]
    additions: list[str] = []
    with MarkJudge(file.content, recorded) as judge, open_pdf(file.content) as pdf:
        made = len(made_pages(recorded.blocks))
        findings += _removed(made, parts)
        for at, number in enumerate(parts.numbers):
            if number is not None:
                page = parts.pages[at]
                findings += _page_findings(number, page, recorded, judge.pieces(at))
                findings += _links(number, page, recorded.blocks)
                found, marks = _marks(number, at, pdf.pages[at].obj, page, recorded.blocks, judge)
            else:
                found, marks = judge.page(at, is_in_front=not any(parts.numbers[:at]))
            findings += found
            additions += marks
    found, settings = _whole(recorded.blocks, parts.whole)
    return [*findings, *found], [*additions, *settings]


def check_frame(data: bytes) -> Iterator[Finding]:
    """Yield what is outside of the document in a PDF's file: another program may show it."""
    end = data.rfind(b"%%EOF")
    after = data[end + 5 :] if end >= 0 else b""
    if after.strip(b"\r\n\t \0"):
        yield _finding("file", "AUD015", "the file goes on after the end of the PDF")
    elif _TEXT_START.search(_STREAM.sub(b"", data)):
        yield _finding("file", "AUD015", "the file has a web page between the objects of the PDF")


def _removed(made: int, parts: PdfParts) -> Iterator[Finding]:
    for number in range(1, made + 1):
        if number not in parts.numbers:
            yield _finding(f"page {number}", "AUD009", "this page was removed or exchanged")


def _page_findings(
    number: int, page: PdfPage, recorded: Transcript, texts: Mapping[int, str]
) -> Iterator[Finding]:
    blocks = recorded.blocks or {}
    name = f"page {number}"
    made, _, marks = blocks[name].partition(" ")
    if made != page.drawing:
        yield from _drawing(name, marks, page, recorded, texts)
    if blocks.get(f"settings of {name}") != page.settings:
        message = "the size, the rotation or the actions of this page were changed"
        yield _finding(name, "AUD009", message)


def _drawing(
    name: str, marks: str, page: PdfPage, recorded: Transcript, texts: Mapping[int, str]
) -> Iterator[Finding]:
    before = [marks[at : at + 2] for at in range(0, len(marks), 2)]
    after = [page.marks[at : at + 2] for at in range(0, len(page.marks), 2)]
    changed: list[str] = []
    if before and after:
        matcher = SequenceMatcher(None, before, after, autojunk=False)
        for kind, _, _, first, last in matcher.get_opcodes():
            if kind != "equal":
                changed += _near(page.pieces, first, last, texts)
    changed = list(dict.fromkeys(changed))
    for text in changed[:_MOST]:
        subject = _subject(recorded, text) or name
        yield _finding(subject, "AUD009", f"the page was changed at or near “{text}”", name)
    if not changed:
        message = "the drawing of this page was changed: its text, shapes, fonts or pictures"
        yield _finding(name, "AUD009", message)
    elif len(changed) > _MOST:
        message = f"{len(changed) - _MOST} more pieces of this page were changed"
        yield _finding(name, "AUD009", message)


def _near(pieces: Sequence[int], first: int, last: int, texts: Mapping[int, str]) -> Iterator[str]:
    """Yield the texts of the pieces that differ, or of the one before them."""
    found = [texts[pieces[at]] for at in range(first, last) if texts.get(pieces[at], "")]
    before = (texts[pieces[at]] for at in range(first - 1, -1, -1) if texts.get(pieces[at], ""))
    for text in found or [next(before, "")]:
        if text:
            yield text if len(text) <= _CONTEXT else f"{text[:_CONTEXT]}…"


def _subject(recorded: Transcript, text: str) -> str:
    """Return the only number or claim with a text, if there is one."""
    found = {
        run.subject
        for passage in recorded.passages
        for run in passage.runs
        if run.subject and run.text.strip() == text
    }
    return found.pop() if len(found) == 1 else ""


def _links(number: int, page: PdfPage, blocks: Mapping[str, str]) -> Iterator[Finding]:
    name = f"page {number}"
    made = Counter(blocks.get(f"links of {name}", "").split())
    lost = sum((made - Counter(page.annotations)).values())
    if lost:
        count = "a link" if lost == 1 else f"{lost} links"
        message = f"{count} of this page: the address, the place or the text was changed or removed"
        yield _finding(name, "AUD009", message)


def _marks(
    number: int,
    at: int,
    page: Any,
    found: PdfPage,
    blocks: Mapping[str, str],
    judge: MarkJudge,
) -> tuple[list[Finding], list[str]]:
    """Judge the annotations that were not built into a page."""
    left = Counter(blocks.get(f"links of page {number}", "").split())
    findings, marks = [], []
    for item, digest in zip(annotations_of(page), found.annotations, strict=True):
        if left[digest]:
            left[digest] -= 1
            continue
        label, problem = judge.mark(at, item)
        if problem:
            findings.append(_finding(f"page {number}", "AUD016", f"{label}: {problem}"))
        elif label:
            marks.append(f"page {number}: {label}")
    return findings, marks


def _whole(made: Mapping[str, str], found: Mapping[str, str]) -> tuple[list[Finding], list[str]]:
    findings, additions = [], []
    for name in dict.fromkeys((*made, *found)):
        if _PAGE.fullmatch(name) or made.get(name) == found.get(name):
            continue
        if name not in made and name in _ADDABLE:
            additions.append(f"the file: {_ADDABLE[name]}")
        elif name not in made and name.startswith("property "):
            additions.append(f"the file: the {name}")
        elif match := _TAGS.fullmatch(name):
            message = "the tags of this page, which screen readers read, were changed"
            findings.append(_finding(f"page {match[1]}", "AUD009", message))
        elif not name.startswith("tags of added"):
            message = _NAMED.get(name, f"the {name} of the file was changed")
            findings.append(_finding("file", "AUD009", message))
    return findings, additions


def _finding(subject: str, code: str, message: str, place: str = "") -> Finding:
    return Finding(
        check=Check.WORDS, code=code, subject=subject, place=place or subject, message=message
    )
