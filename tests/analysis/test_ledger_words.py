"""What a ledger says beside its numbers, word for word: change it on purpose or not at all."""

from __future__ import annotations

from tests.analysis.ledger_words import KEPT, every_line


def test_the_ledger_says_of_each_number_verdict_and_finding_what_is_written_down() -> None:
    """`python -m tests.analysis.ledger_words` writes it down anew."""
    assert every_line() == KEPT.read_text(encoding="utf-8").splitlines()
