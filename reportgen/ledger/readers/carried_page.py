"""The content read from a finished file of any format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reportgen.ledger.transcript import Transcript


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedPage:
    """The text that a file shows, and its embedded data; None if absent or unreadable."""

    shown: Transcript
    ledger: Any = None
    transcript: Any = None
