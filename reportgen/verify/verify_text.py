"""Format the result of a verification for the terminal and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.verify.finding import Check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.verify.finding import Finding
    from reportgen.verify.verification import Verification

_HEADINGS = {
    Check.WORDS: "What the file shows, against the ledger that it carries",
    Check.LEDGER: "The ledger, against itself",
    Check.DATA: "The ledger, against everything recomputed from the data",
}
_SIDES = {
    Check.WORDS: ("its ledger   ", "the file now "),
    Check.LEDGER: ("expected     ", "the ledger   "),
    Check.DATA: ("from the data", "in the brief "),
}
CONSISTENCY_ONLY = (
    "Without the data this shows only that the file, its ledger and their arithmetic are "
    "consistent: a change made to all of them alike would not be found. "
    "Give the folder of the data with --data to recompute every number."
)


def verification_text(found: Verification) -> str:
    """Return the verification as terminal output, without a trailing newline."""
    return "\n".join(_lines(found))


def verification_record(found: Verification) -> dict[str, object]:
    """Return the verification as plain data, for ``--format json``."""
    return {
        "file": found.file,
        "format": found.format,
        "has_ledger": found.has_ledger,
        "has_data": found.has_data,
        "is_carried": found.is_carried,
        "agrees": found.agrees,
        "numbers": found.numbers,
        "claims": found.claims,
        "findings": [item.record() for item in found.findings],
        "notes": list(found.notes),
    }


def _lines(found: Verification) -> Iterator[str]:
    if not found.has_ledger:
        yield f"{found.file}: no ledger to check it against"
        yield "It was not made by reportgen, or its ledger was removed or damaged."
        yield "Plain text and share packs carry none: verify another format of the same brief."
        return
    for check, heading in _HEADINGS.items():
        if check is Check.DATA and not found.has_data:
            continue
        inside = [item for item in found.findings if item.check is check]
        yield f"{heading}: {_count(len(inside))}"
        for item in inside:
            yield from _finding_lines(item)
    for note in found.notes:
        yield f"Note: {note}"
    yield ""
    yield _summary(found)
    if not found.has_data:
        yield CONSISTENCY_ONLY


def _finding_lines(item: Finding) -> Iterator[str]:
    where = f" ({item.place})" if item.place and item.place != item.subject else ""
    yield f"  [{item.code}] {item.subject}{where}: {item.message}"
    if item.expected or item.found:
        expected, found = _SIDES[item.check]
        yield f"      {expected}: {item.expected or 'nothing'}"
        yield f"      {found}: {item.found or 'nothing'}"


def _summary(found: Verification) -> str:
    looked_at = f"{found.numbers} numbers and {found.claims} claims"
    if found.findings:
        return f"{found.file} does not agree: {_count(len(found.findings))} ({looked_at} checked)."
    data = "the data that it carries" if found.is_carried else "its data"
    against = f"its ledger and {data}" if found.has_data else "its ledger"
    return f"{found.file} agrees with {against}: {looked_at} checked."


def _count(number: int) -> str:
    if not number:
        return "agrees"
    return "1 difference" if number == 1 else f"{number} differences"
