"""Check the text of a finished file against the transcript that it carries.

Text without marks, such as a description in the head that repeats the abstract, is bound to
evidence by matching it to marked text, so that a changed digit is named by its number. This is a
search for equal words, unlike in the code that writes a brief: what is checked is a finished
file, which may have been changed by hand, and its metadata are plain strings that HTML and PDF
give no way to mark. The ledger holds the runs of every figure's description, but not those of
the head, so a head is matched to the page itself.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.ledger.readers.pdf import HEAD_FIELDS
from reportgen.ledger.records import Ledger
from reportgen.ledger.transcript import Kind, Passage, Run, Transcript, read_runs
from reportgen.verify.finding import Check, Finding
from reportgen.verify.layout_differences import (
    in_reading_order,
    is_same_when_turned,
    runs_to_the_left,
    without_page_numbers,
)
from reportgen.verify.text_diff import BREAK, Edit, edits, map_characters

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reportgen.ledger.records import AnyLedger
    from reportgen.verify.text_diff import CharacterMap, Spot

# Characters without spaces, about five words: enough to find the place by searching for them.
_CONTEXT = 30
# A page that was replaced as a whole would otherwise be quoted as a whole.
_LONGEST = 300
_SIGNS = ("−", "-", "+", "<", ">", "±")
_WHERE = {
    Kind.TEXT: "",
    Kind.ALTERNATIVE: "description of ",
    Kind.HEAD: "head: ",
    Kind.RUNNING: "page edge: ",
}


def check_words(
    recorded: Transcript, shown: Transcript, *, kinds: Sequence[Kind] = tuple(Kind), is_bound: bool
) -> Iterator[Finding]:
    """Yield where the text of a file differs from its transcript, in reading order.

    Parameters
    ----------
    recorded, shown : Transcript
        The text of the file when it was made, and now.
    kinds : sequence of Kind
        The kinds of passages that can be read from the format.
    is_bound : bool
        Whether the format itself binds numbers to ids and marks where passages end.
    """
    for kind in kinds:
        expected = map_characters(_of(recorded, kind), with_breaks=is_bound)
        found = map_characters(_of(shown, kind), with_breaks=is_bound)
        differences = edits(expected.text, found.text)
        if not is_bound:
            # In this order: what layout inserted is removed before order is compared.
            differences = without_page_numbers(expected, found, differences)
            differences = [
                edit for edit in differences if not _is_typesetting(expected, found, edit)
            ]
            differences = in_reading_order(expected.text, found.text, differences)
        yield from _word_findings(expected, found, differences)
        if is_bound and kind is Kind.TEXT:
            yield from _binding_findings(expected, found, differences)


def _is_typesetting(expected: CharacterMap, found: CharacterMap, edit: Edit) -> bool:
    """Return whether an edit was inserted by layout.

    Layout puts a dash before an attribution, which is a passage of its own, and hyphenates words at
    the end of a line: within a word with a letter, as in `2nd`, or at a soft hyphen. A sign before
    a number is no hyphen: a number begins a word, or is next to other digits.
    """
    if edit.start != edit.end:
        return False
    put_in = found.text[edit.other_start : edit.other_end]
    if put_in == "—":
        return _begins_attribution(expected, edit.start)
    unseen = expected.within_word(edit.start)
    if put_in != "-" or unseen is None:
        return False
    before, after = expected.text[edit.start - 1], expected.text[edit.start]
    is_in_word = before.isalnum() and after.isalnum()
    return is_in_word and ("\u00ad" in unseen or before.isalpha() or after.isalpha())


def _begins_attribution(expected: CharacterMap, at: int) -> bool:
    """Return whether a passage begins here, or with dashes up to here: `——` is one insertion."""
    while at > 0 and not expected.begins_passage(at) and expected.text[at - 1] == "—":
        at -= 1
    return expected.begins_passage(at)


def _of(transcript: Transcript, kind: Kind) -> list[Passage]:
    return [passage for passage in transcript.passages if passage.kind is kind]


def _word_findings(
    expected: CharacterMap, found: CharacterMap, differences: list[Edit]
) -> Iterator[Finding]:
    """Yield a finding for each run of words that differs."""
    touched: dict[int, Edit] = {}
    for edit in differences:
        for owner in _owners(expected, found, edit):
            before = touched.get(owner, edit)
            touched[owner] = Edit(before.start, edit.end, before.other_start, edit.other_end)
    for owner, edit in touched.items():
        yield _word_finding(expected, found, owner, edit)


def _owners(expected: CharacterMap, found: CharacterMap, edit: Edit) -> list[int]:
    """Return the runs that an edit touches; an insertion belongs to the number next to it."""
    if edit.start < edit.end:
        return sorted(
            {
                expected.owners[at]
                for at in range(edit.start, edit.end)
                if expected.text[at] != BREAK or edit.end - edit.start == 1
            }
        )
    adjacent = [at for at in (edit.start - 1, edit.start) if 0 <= at < len(expected.owners)]
    if not adjacent:
        return [-1]
    put_in = found.text[edit.other_start : edit.other_end]
    bound = [at for at in adjacent if expected.spots[expected.owners[at]].run.subject]
    if not bound or put_in.startswith(BREAK):
        return [expected.owners[adjacent[0]]]
    # A sign belongs to the number that follows; anything else may belong to either side.
    chosen = bound[-1:] if put_in in _SIGNS else bound
    return list(dict.fromkeys(expected.owners[at] for at in chosen))


def _word_finding(expected: CharacterMap, found: CharacterMap, owner: int, edit: Edit) -> Finding:
    if owner < 0:
        return Finding(
            check=Check.WORDS,
            code="AUD003",
            subject="brief",
            message="the file has text where its ledger has none",
            found=found.shown(edit.other_start, edit.other_end)[:_LONGEST],
        )
    spot = expected.spots[owner]
    run = spot.run
    shown = _whole_run(expected, owner, edit) if run.subject else _widened(edit, expected)
    return Finding(
        check=Check.WORDS,
        code="AUD001" if run.quantity else "AUD002" if run.claim else "AUD003",
        subject=run.subject or nearest_subject(spot),
        place=f"{_WHERE[spot.passage.kind]}{spot.passage.place}",
        message=_message(run),
        expected=run.text if run.subject else expected.shown(shown.start, shown.end),
        found=found.shown(shown.other_start, shown.other_end)[:_LONGEST],
    )


def _whole_run(expected: CharacterMap, owner: int, edit: Edit) -> Edit:
    """Return an edit widened to the whole number or claim that it touches."""
    first = expected.first[owner]
    last = next((at for at in expected.first[owner + 1 :]), len(expected.text))
    if expected.text[last - 1 : last] == BREAK:
        last -= 1
    start, end = min(first, edit.start), max(last, edit.end)
    return Edit(
        start, end, edit.other_start - (edit.start - start), edit.other_end + (end - edit.end)
    )


def _widened(edit: Edit, expected: CharacterMap) -> Edit:
    """Return an edit with some words around it."""
    before = min(_CONTEXT, edit.start)
    after = min(_CONTEXT, len(expected.text) - edit.end)
    return Edit(
        edit.start - before, edit.end + after, edit.other_start - before, edit.other_end + after
    )


def _message(run: Run) -> str:
    if run.quantity:
        return "the number in the file differs from the one in its ledger"
    if run.claim:
        return "the claim in the file differs from the one in its ledger"
    return "the text around this differs from the text when the brief was made"


def nearest_subject(spot: Spot) -> str:
    """Return the number or claim nearest to a run, or else the place of its passage."""
    runs = spot.passage.runs
    order: Iterable[int] = (*range(spot.index - 1, -1, -1), *range(spot.index + 1, len(runs)))
    return next((runs[at].subject for at in order if runs[at].subject), spot.passage.place)


def _binding_findings(
    expected: CharacterMap, found: CharacterMap, differences: list[Edit]
) -> Iterator[Finding]:
    """Yield unchanged text that is now bound to another number or claim."""
    here = there = 0
    reported: set[int] = set()
    for edit in (*differences, None):
        end = edit.start if edit else len(expected.text)
        for step in range(end - here):
            mine, its = expected.owners[here + step], found.owners[there + step]
            one, other = expected.spots[mine].run, found.spots[its].run
            is_same = (one.quantity, one.part, one.claim) == (
                other.quantity,
                other.part,
                other.claim,
            )
            if not is_same and mine not in reported and expected.text[here + step] != BREAK:
                reported.add(mine)
                yield _binding_finding(expected.spots[mine], other)
        if edit:
            here, there = edit.end, edit.other_end


def _binding_finding(spot: Spot, other: Run) -> Finding:
    run = spot.run
    return Finding(
        check=Check.WORDS,
        code="AUD004",
        subject=run.subject or other.subject,
        place=f"{_WHERE[spot.passage.kind]}{spot.passage.place}",
        message="the file binds this text to another number or claim than its ledger does",
        expected=f"{run.subject} {run.part}".strip() or "plain words",
        found=f"{other.subject} {other.part}".strip() or "plain words",
    )


# Ends a text that was shortened for the head of the page.
_CUT = "…"
# Shorter texts would match unrelated passages by coincidence.
_FEWEST = 12


def bind_unmarked(recorded: Transcript, ledger: AnyLedger | None) -> Transcript:
    """Return a transcript with its descriptions and head bound to numbers where known."""
    sources = [
        passage.runs for passage in recorded.passages if any(run.subject for run in passage.runs)
    ]
    described = ledger.descriptions if isinstance(ledger, Ledger) else None
    sources += [runs for said in (described or {}).values() if (runs := read_runs(said))]
    return replace(
        recorded,
        passages=tuple(
            passage if any(run.subject for run in passage.runs) else _bound(passage, sources)
            for passage in recorded.passages
        ),
    )


def _bound(passage: Passage, sources: Iterable[tuple[Run, ...]]) -> Passage:
    """Return a passage with the evidence of the first source that contains the same text."""
    if passage.kind is Kind.TEXT:
        return passage
    words = passage.text.removesuffix(_CUT)
    if len(words) < _FEWEST:
        return passage
    for runs in sources:
        at = "".join(run.text for run in runs).find(words)
        if at >= 0:
            rest = passage.text[len(words) :]
            return replace(passage, runs=(*_slice(runs, at, at + len(words)), *_plain(rest)))
    return passage


def _plain(text: str) -> tuple[Run, ...]:
    return (Run(text),) if text else ()


def _slice(runs: tuple[Run, ...], start: int, end: int) -> tuple[Run, ...]:
    """Return the runs between two offsets; a run that is cut keeps its evidence."""
    kept = []
    at = 0
    for run in runs:
        text = run.text[max(0, start - at) : max(0, end - at)]
        at += len(run.text)
        if text:
            kept.append(replace(run, text=text))
    return tuple(kept)


def with_properties(recorded: Transcript) -> Transcript:
    """Return a transcript whose head holds the PDF properties, with the authors joined."""
    head = []
    for name in HEAD_FIELDS.values():
        found = [
            item for item in recorded.passages if item.kind is Kind.HEAD and item.place == name
        ]
        runs = [run for item in found for run in (Run(", "), *item.runs)][1:]
        if runs:
            head.append(Passage(Kind.HEAD, name, tuple(runs)))
    rest = (item for item in recorded.passages if item.kind is not Kind.HEAD)
    return replace(recorded, passages=(*head, *rest))


def check_running(recorded: Transcript, shown: Transcript) -> Iterator[Finding]:
    """Yield unexpected text in running headers and footers.

    They repeat the organization's name, the short title and the current section's heading,
    and number the page.
    """
    known = {_letters(item.text) for item in recorded.passages if item.kind is Kind.RUNNING}
    # One right-to-left name on the line is enough for PDFium to reverse the whole line.
    is_turned = any(map(runs_to_the_left, known))
    notes = {"", *(_letters(item.text) for item in recorded.passages if item.place == "data-note")}
    pages = {item.place for item in shown.passages if item.kind is not Kind.HEAD}
    for item in shown.passages:
        if item.kind is not Kind.RUNNING:
            continue
        number = item.place.removeprefix("page ")
        counts = {f"{note}{number}/{len(pages)}" for note in notes}
        letters = _letters(item.text)
        if letters not in known | counts and not (
            is_turned and any(is_same_when_turned(one, letters) for one in known)
        ):
            yield Finding(
                check=Check.WORDS,
                code="AUD003",
                subject=item.place,
                place=item.place,
                message="the page has text in its header or footer that was not built into it",
                found=item.text,
            )


def _letters(text: str) -> str:
    return "".join(text.replace("\u2010", "-").replace("\u00ad", "").split())
