"""Compare the blocks of a page with their fingerprints, and name the elements that differ."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from reportgen.verify.finding import Check, Finding

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from reportgen.ledger.readers.html_blocks import Block, PageElement

# Of one block; the rest is in one finding.
_MOST = 5
_WHOLE = {
    "page": "the page as a whole",
    "head": "the head of the page",
    "body": "the page outside of its sections",
}


def check_blocks(
    recorded: Mapping[str, str], shown: Mapping[str, Block], *, named: Collection[str]
) -> Iterator[Finding]:
    """Yield each change to what a reader of the page can see or follow.

    Parameters
    ----------
    recorded : mapping of str to str
        The records of the blocks when the page was built.
    shown : mapping of str to Block
        The blocks of the page now.
    named : collection of str
        Numbers, claims and blocks whose text is known to differ: not reported again.
    """
    for name in dict.fromkeys((*recorded, *shown)):
        block = shown.get(name)
        if block is None:
            yield _finding(name, name, "this part of the page was removed")
        elif name not in recorded:
            label = block.elements[0].label
            subject = block.elements[0].subject or name
            yield _finding(subject, name, f"this part was added to the page: {label}")
        else:
            made, _, marks = recorded[name].partition(" ")
            if made != block.digest:
                yield from _block_findings(name, marks, block, named)


def _block_findings(
    name: str, marks: str, block: Block, named: Collection[str]
) -> Iterator[Finding]:
    before = [marks[at : at + 2] for at in range(0, len(marks), 2)]
    after = [item.marks for item in block.elements]
    found = list(_changes(name, before, after, block.elements)) if before else []
    texts = [item for item in found if item.message.startswith(_TEXT)]
    rest = [item for item in found if item not in texts]
    texts = [item for item in texts if not {item.subject, name} & {*named}]
    if not found and name not in named:
        what = _WHOLE.get(name, "this part of the page")
        message = f"{what} was changed: its text, or the order of its elements"
        rest = [_finding(_subject(block, name), name, message)]
    shown = [*rest, *texts]
    yield from shown[:_MOST]
    if len(shown) > _MOST:
        yield _finding(name, name, f"{len(shown) - _MOST} more elements of this part were changed")


_TEXT = "the text of this element was changed"


def _changes(
    name: str, before: list[str], after: list[str], elements: Sequence[PageElement]
) -> Iterator[Finding]:
    """Yield the elements that differ; marks say which, but are too short to find them all."""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, start, end, first, last in matcher.get_opcodes():
        if kind == "equal":
            continue
        removed, added = before[start:end], elements[first:last]
        if len(removed) == len(added):
            for mark, element in zip(removed, added, strict=True):
                yield _changed(name, mark, element)
            continue
        for element in added:
            message = f"an element was added or changed: {element.label}"
            yield _finding(element.subject or name, name, message)
        if not added:
            near = elements[min(first, len(elements) - 1)]
            count = "an element was" if len(removed) == 1 else f"{len(removed)} elements were"
            yield _finding(near.subject or name, name, f"{count} removed before {near.label}")


def _changed(name: str, mark: str, element: PageElement) -> Finding:
    if mark[0] == element.marks[0]:
        message = f"{_TEXT}: {element.label}"
    else:
        message = f"this element or one of its attributes was changed: {element.label}"
    return _finding(element.subject or name, name, message)


def _subject(block: Block, name: str) -> str:
    subjects = {item.subject for item in block.elements if item.subject}
    return subjects.pop() if len(subjects) == 1 else name


def _finding(subject: str, name: str, message: str) -> Finding:
    return Finding(check=Check.WORDS, code="AUD009", subject=subject, place=name, message=message)
