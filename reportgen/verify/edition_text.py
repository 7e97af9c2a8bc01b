"""Format the differences between two editions as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.ledger.compare_editions import Change, EditionDifference

_HEADINGS = (("claim", "Claims"), ("goal", "Goals"), ("number", "Numbers"))


def difference_text(found: EditionDifference) -> str:
    """Return the differences as terminal output, without a trailing newline."""
    return "\n".join(_lines(found))


def _lines(found: EditionDifference) -> Iterator[str]:
    if not found.changes and not found.inputs:
        yield "The two editions say the same, from the same data, configuration and versions."
        return
    for kind, heading in _HEADINGS:
        inside = [item for item in found.changes if item.kind == kind]
        if inside:
            yield f"{heading} that changed: {len(inside)}"
            yield from (f"  {change_text(item)}" for item in inside)
    if not found.changes:
        yield "No number, claim or goal changed."
    if found.inputs:
        yield "Inputs that changed:"
        yield from (f"  {item}" for item in found.inputs)


def change_text(change: Change) -> str:
    """Return one change in words, with its size and its reason."""
    if not change.old:
        text = f"new: {change.new}"
    elif not change.new:
        text = f"gone: was {change.old}"
    else:
        text = f"{change.old} -> {change.new}"
    size = f" (by {change.difference:+.6g})" if change.difference else ""
    why = f"; because of: {', '.join(change.reasons)}" if change.reasons else ""
    return f"{change.subject}: {text}{size}{why}"
