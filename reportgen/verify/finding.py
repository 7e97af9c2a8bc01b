"""Findings of a verification, each named by the number or claim that it concerns."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reportgen.errors import DamagedLedgerError


class Check(StrEnum):
    """What was compared with what."""

    WORDS = "words"
    """The text of the file with the ledger that it carries."""
    LEDGER = "ledger"
    """The ledger with itself."""
    DATA = "data"
    """The ledger with everything recomputed from the data."""
    REBUILT = "rebuilt"
    """What the file shows with the brief built again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One disagreement in a finished brief.

    Attributes
    ----------
    check : Check
        Which comparison found it.
    code : str
        A stable name such as ``AUD001``; docs/messages/audit.md explains each.
    subject : str
        The quantity id, comparison id or ``goals.<id>`` that it concerns; if there is
        none, the anchor of the section, figure or table, or the name of a file.
    place : str
        Where in the brief; empty for the ledger and the data.
    message : str
        What does not agree, for a reader.
    expected, found : str
        The two sides; empty where there are none.
    """

    check: Check
    code: str
    subject: str
    message: str
    place: str = ""
    expected: str = ""
    found: str = ""

    def record(self) -> dict[str, Any]:
        """Return the finding as plain data."""
        return {key: str(value) for key, value in asdict(self).items()}


def damage_finding(damage: DamagedLedgerError) -> Finding:
    """Return a ledger's damage as a finding, named by the damaged number, claim or entry."""
    key, *names = damage.path or ("ledger",)
    is_named = key in ("quantities", "verdicts", "changes") and names
    return Finding(
        check=Check.LEDGER,
        code="AUD014",
        subject=names[0] if is_named else ".".join((key, *names[:1])),
        message=str(damage),
    )
