"""Words of many letters are read in time that grows with their length and no faster."""

from __future__ import annotations

from time import process_time

import pytest

from reportgen.document import finished_lint
from tests.processor_time import seconds


@pytest.mark.parametrize("letters", ["a", ",", "-", "1", "a,", "1,"])
def test_a_word_of_90_000_letters_is_searched_at_once(letters: str) -> None:
    word = (letters * 90_000)[:90_000]
    start = process_time()
    list(finished_lint._numerals(word))
    assert process_time() - start < seconds(1)


def test_numerals_are_found_as_before() -> None:
    text = "about,1,234 and (95%) no. x-7a9, 2nd-year; 3:4 “12”, 5,000, a,b ,6"
    assert list(finished_lint._numerals(text)) == [
        "1,234",
        "95%",
        "x-7a9,",
        "2nd-year",
        "3",
        "4",
        "12",
        "5,000,",
        "6",
    ]
