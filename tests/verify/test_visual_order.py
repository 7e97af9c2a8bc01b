"""Text to the left in a PDF: its letters and numbers are compared, its order is not."""

from __future__ import annotations

import pytest

from reportgen.verify.layout_differences import in_reading_order, is_same_when_turned
from reportgen.verify.text_diff import edits

TOLD = "Thegoalלהגיעלעשרתאלפיםחבריםwasmetinthefirstyearandהמטרההבאההיאלהישארshallbemetlater"
TURNED = "Thegoalםירבחםיפלאתרשעלעיגהלwasmetinthefirstyearandראשיהלאיההאבההרטמהshallbemetlater"


def test_turned_words_are_no_difference() -> None:
    assert edits(TOLD, TURNED)
    assert in_reading_order(TOLD, TURNED, edits(TOLD, TURNED)) == []


def test_turned_brackets_and_quotation_marks_are_no_difference() -> None:
    told, shown = "asked(אבג)“דהו”", "asked)גבא(“והד“"
    assert in_reading_order(told, shown, edits(told, shown)) == []


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("חברים100היו", "ויה10םירבח"),
        ("חברים100היו", "ויה200םירבח"),
        ("חברים1.9היו", "ויה9.1םירבח"),
        ("חבריםהיו", "ויהםירבחא"),
        ("חבריםהיו", "ויהםירב"),
    ],
)
def test_another_number_or_letter_is_a_difference(told: str, shown: str) -> None:
    assert in_reading_order(told, shown, edits(told, shown))


def test_words_to_the_right_are_never_turned() -> None:
    told, shown = "the goal was met", "met was goal the"
    assert in_reading_order(told, shown, edits(told, shown)) == edits(told, shown)


def test_a_changed_word_far_from_turned_ones_is_kept() -> None:
    told = TOLD + "x" * 200 + "growthwasfaster"
    shown = TURNED + "x" * 200 + "growthwasslower"
    left = in_reading_order(told, shown, edits(told, shown))
    assert left
    assert min(edit.start for edit in left) >= len(TOLD) + 200


def test_numbers_are_compared_whole() -> None:
    assert is_same_when_turned("12.5ab", "ba12.5")
    assert not is_same_when_turned("12.5ab", "ba5.12")
