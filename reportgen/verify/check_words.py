"""Check the text of a finished file against the transcript that it carries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.ledger.transcript import Kind
from reportgen.verify.character_map import BREAK, letters_of
from reportgen.verify.contents_numbers import without_page_numbers
from reportgen.verify.finding import Check, Finding
from reportgen.verify.text_diff import Edit, edits
from reportgen.verify.visual_order import in_reading_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reportgen.ledger.transcript import Passage, Run, Transcript
    from reportgen.verify.character_map import Letters, Spot

_CONTEXT = 30
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
        expected = letters_of(_of(recorded, kind), with_breaks=is_bound)
        found = letters_of(_of(shown, kind), with_breaks=is_bound)
        differences = edits(expected.text, found.text)
        if not is_bound:
            differences = without_page_numbers(expected, found, differences)
            differences = [edit for edit in differences if not _is_typesetting(found.text, edit)]
            differences = in_reading_order(expected.text, found.text, differences)
        yield from _word_findings(expected, found, differences)
        if is_bound and kind is Kind.TEXT:
            yield from _binding_findings(expected, found, differences)


def _is_typesetting(found: str, edit: Edit) -> bool:
    """Return whether an edit was inserted by layout.

    Layout hyphenates words at the end of a line and puts a dash before an attribution.
    """
    start, end = edit.other_start, edit.other_end
    if edit.start != edit.end or not found[end : end + 1].isalpha():
        return False
    put_in = found[start:end]
    return put_in == "—" or (put_in == "-" and found[start - 1 : start].isalpha())


def _of(transcript: Transcript, kind: Kind) -> list[Passage]:
    return [passage for passage in transcript.passages if passage.kind is kind]


def _word_findings(expected: Letters, found: Letters, differences: list[Edit]) -> Iterator[Finding]:
    """Yield a finding for each run of words that differs."""
    touched: dict[int, Edit] = {}
    for edit in differences:
        for owner in _owners(expected, found, edit):
            before = touched.get(owner, edit)
            touched[owner] = Edit(before.start, edit.end, before.other_start, edit.other_end)
    for owner, edit in touched.items():
        yield _word_finding(expected, found, owner, edit)


def _owners(expected: Letters, found: Letters, edit: Edit) -> list[int]:
    """Return the runs that an edit touches; an insertion belongs to the number next to it."""
    if edit.start < edit.end:
        return sorted(
            {
                expected.owners[at]
                for at in range(edit.start, edit.end)
                if expected.text[at] != BREAK or edit.end - edit.start == 1
            }
        )
    beside = [at for at in (edit.start - 1, edit.start) if 0 <= at < len(expected.owners)]
    if not beside:
        return [-1]
    put_in = found.text[edit.other_start : edit.other_end]
    bound = [at for at in beside if expected.spots[expected.owners[at]].run.subject]
    if not bound or put_in.startswith(BREAK):
        return [expected.owners[beside[0]]]
    # A sign belongs to the number that follows; anything else may belong to either side.
    chosen = bound[-1:] if put_in in _SIGNS else bound
    return list(dict.fromkeys(expected.owners[at] for at in chosen))


def _word_finding(expected: Letters, found: Letters, owner: int, edit: Edit) -> Finding:
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


def _whole_run(expected: Letters, owner: int, edit: Edit) -> Edit:
    """Return an edit widened to the whole number or claim that it touches."""
    first = expected.first[owner]
    last = next((at for at in expected.first[owner + 1 :]), len(expected.text))
    if expected.text[last - 1 : last] == BREAK:
        last -= 1
    start, end = min(first, edit.start), max(last, edit.end)
    return Edit(
        start, end, edit.other_start - (edit.start - start), edit.other_end + (end - edit.end)
    )


def _widened(edit: Edit, expected: Letters) -> Edit:
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
    expected: Letters, found: Letters, differences: list[Edit]
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
