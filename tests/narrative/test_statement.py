"""What a narrative holds before anything is said."""

from __future__ import annotations

from reportgen.narrative.numbers.number_text import JMIR
from reportgen.narrative.statement import Narrative


def test_a_narrative_that_says_nothing_can_be_looked_through_all_the_same() -> None:
    silent = Narrative(style=JMIR)
    lists = (silent.methods, silent.limitations, silent.data_notes, silent.headlines)
    assert (*lists, silent.title, silent.opening, silent.must_know) == ((),) * 7
    assert (silent.statements, silent.figure_words, silent.variations) == ({}, {}, {})
