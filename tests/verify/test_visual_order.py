"""Right-to-left text in a PDF: letters and numbers are compared, but not their order."""

from __future__ import annotations

import pytest

from reportgen.verify.layout_differences import in_reading_order, is_same_when_turned
from reportgen.verify.text_diff import edits

RECORDED = "Thegoalלהגיעלעשרתאלפיםחבריםwasmetinthefirstyearandהמטרההבאההיאלהישארshallbemetlater"
TURNED = "Thegoalםירבחםיפלאתרשעלעיגהלwasmetinthefirstyearandראשיהלאיההאבההרטמהshallbemetlater"


def test_reversed_words_are_no_difference() -> None:
    assert edits(RECORDED, TURNED)
    assert in_reading_order(RECORDED, TURNED, edits(RECORDED, TURNED)) == []


def test_mirrored_brackets_and_quotation_marks_are_no_difference() -> None:
    recorded, shown = "asked(אבג)“דהו”", "asked)גבא(“והד“"
    assert in_reading_order(recorded, shown, edits(recorded, shown)) == []


@pytest.mark.parametrize(
    ("recorded", "shown"),
    [
        ("חברים100היו", "ויה10םירבח"),
        ("חברים100היו", "ויה200םירבח"),
        ("חברים1.9היו", "ויה9.1םירבח"),
        ("חבריםהיו", "ויהםירבחא"),
        ("חבריםהיו", "ויהםירב"),
    ],
)
def test_another_number_or_letter_is_a_difference(recorded: str, shown: str) -> None:
    assert in_reading_order(recorded, shown, edits(recorded, shown))


def test_left_to_right_words_are_never_reversed() -> None:
    recorded, shown = "the goal was met", "met was goal the"
    assert in_reading_order(recorded, shown, edits(recorded, shown)) == edits(recorded, shown)


def test_a_changed_word_far_from_reversed_ones_is_kept() -> None:
    recorded = RECORDED + "x" * 200 + "growthwasfaster"
    shown = TURNED + "x" * 200 + "growthwasslower"
    left = in_reading_order(recorded, shown, edits(recorded, shown))
    assert left
    assert min(edit.start for edit in left) >= len(RECORDED) + 200


def test_numbers_are_compared_whole() -> None:
    assert is_same_when_turned("12.5ab", "ba12.5")
    assert not is_same_when_turned("12.5ab", "ba5.12")
