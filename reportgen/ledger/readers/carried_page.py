"""What a finished file of any format shows and carries, once it has been read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reportgen.ledger.transcript import Transcript


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedPage:
    """The words that a file shows, and the data in it: None where there are none to read."""

    shown: Transcript
    ledger: Any = None
    transcript: Any = None
