"""Every text of a ledger is compared with a recorded file, so that no wording changes unseen."""

from __future__ import annotations

from tests.analysis.ledger_words import KEPT, every_line


def test_the_wordings_of_the_ledger_are_the_recorded_ones() -> None:
    """Record intended changes with `python -m tests.analysis.ledger_words`."""
    assert every_line() == KEPT.read_text(encoding="utf-8").splitlines()
