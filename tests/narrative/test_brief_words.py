"""Every sentence of several organizations, word for word: change it on purpose or not at all."""

from __future__ import annotations

from tests.narrative.brief_words import KEPT, every_line


def test_a_brief_says_of_its_outcomes_what_is_written_down() -> None:
    """`python -m tests.narrative.brief_words` writes it down anew."""
    assert every_line() == KEPT.read_text(encoding="utf-8").splitlines()
