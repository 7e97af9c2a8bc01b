"""Recorded sentences of several organizations; they change only on purpose."""

from __future__ import annotations

from tests.narrative.brief_words import RECORDED, every_line


def test_every_sentence_is_as_recorded() -> None:
    """`python -m tests.narrative.brief_words` records them again."""
    assert every_line() == RECORDED.read_text(encoding="utf-8").splitlines()
