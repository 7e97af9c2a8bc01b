"""Alignment of two texts, against a slow and simple implementation."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.verify.text_diff import edits

LETTERS = st.text(alphabet="ab1", max_size=80)


def _apply_edits(one: str, other: str) -> str:
    """Apply edits to a text."""
    made, here = "", 0
    for edit in edits(one, other):
        made += one[here : edit.start] + other[edit.other_start : edit.other_end]
        here = edit.end
    return made + one[here:]


@settings(max_examples=200, deadline=None)
@given(LETTERS, LETTERS)
def test_the_edits_turn_one_text_into_the_other(one: str, other: str) -> None:
    assert _apply_edits(one, other) == other


@given(LETTERS)
def test_the_same_text_has_no_edits(text: str) -> None:
    assert edits(text, text) == []


@pytest.mark.parametrize("at", [0, 700, 1999])
def test_one_letter_is_found_where_it_was_changed(at: int) -> None:
    one = "the committee grew faster by 68 followers a month "[:50] * 40
    other = f"{one[:at]}#{one[at + 1 :]}"
    (edit,) = edits(one, other)
    assert (edit.start, edit.end) == (at, at + 1)
    assert other[edit.other_start : edit.other_end] == "#"


def test_long_texts_without_a_common_end_are_aligned_fast() -> None:
    one, other = "ab" * 20_000, "cd" * 20_000
    assert _apply_edits(one, other) == other
