"""Defaults of a narrative."""

from __future__ import annotations

from reportgen.narrative.numbers.number_text import JMIR
from reportgen.narrative.statement import Narrative


def test_an_empty_narrative_has_empty_parts() -> None:
    silent = Narrative(style=JMIR)
    lists = (silent.methods, silent.limitations, silent.data_notes, silent.headlines)
    assert (*lists, silent.title, silent.opening, silent.must_know) == ((),) * 7
    assert (silent.statements, silent.figure_words, silent.variations) == ({}, {}, {})
