"""What the organization says in a board report."""

from __future__ import annotations

from enum import StrEnum


class Length(StrEnum):
    """How much of a brief is printed."""

    SHORT = "short"
    FULL = "full"
