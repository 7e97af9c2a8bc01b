"""What changed since the edition that a configuration names under ``brief.previous``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportgen.errors import DataError
from reportgen.evidence.compare_editions import Change, EditionDifference, compare_editions
from reportgen.evidence.finished_file import open_finished
from reportgen.model.prose import Number, Prose, Text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def changes_since(previous: Path, ledger: Mapping[str, Any]) -> EditionDifference:
    """Return what changed since an earlier edition.

    Parameters
    ----------
    previous : Path
        Its outcomes.json, HTML or PDF.
    ledger : mapping
        The document of outcomes.json of the edition that is being made.

    Raises
    ------
    DataError
        The earlier edition can't be read, carries no ledger, or is another organization's.
    """
    old = open_finished(previous).ledger
    if old is None:
        raise DataError(f"the earlier edition carries no ledger: {previous.name}")
    if old["organization"]["id"] != ledger["organization"]["id"]:
        name = old["organization"]["name"]
        raise DataError(f"the earlier edition is of another organization, {name}")
    return compare_editions(old, ledger)


def change_prose(change: Change) -> Prose:
    """Return one change as words, the new number bound to its quantity.

    The old number is plain text: its evidence is the edition that printed it.
    """
    lead = Text(f"{change.label}: ")
    if not change.new_text:
        return (lead, Text(f"no longer reported; it was {change.old}"))
    new = Number(change.new_text, change.subject) if change.kind == "number" else Text(change.new)
    unit = f" {change.unit}" if change.unit else ""
    if not change.old:
        return (lead, new, Text(f"{unit}, not reported before"))
    return (lead, new, Text(f"{unit}, before {change.old}{_why(change)}"))


def _why(change: Change) -> str:
    return f" ({', '.join(change.reasons)} changed)" if change.reasons else ""
