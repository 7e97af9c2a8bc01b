"""Page numbers in the table of contents: only wrong ones are a difference."""

from __future__ import annotations

import pytest

from reportgen.ledger.transcript import Kind, Passage, Run
from reportgen.verify.layout_differences import without_page_numbers
from reportgen.verify.text_diff import edits, map_characters

HEADINGS = ("Reach", "3 goals for 2023", "Retention and growth of members")


def passage(place: str, text: str) -> Passage:
    return Passage(Kind.TEXT, place, (Run(text),))


def recorded() -> list[Passage]:
    body = [
        passage(f"section-{number}", text)
        for number, heading in enumerate(HEADINGS)
        for text in (heading, f"The words of section {'abc'[number]} are these and no others.")
    ]
    return [*(passage("text", heading) for heading in HEADINGS), *body]


def left(*numbers: str, more: str = "") -> int:
    """Return the number of differences if the printed contents have these page numbers.

    The first section is on page 1 with the contents, the others on pages 2 and 13.
    """
    contents = "".join(
        f"{heading} {number}" for heading, number in zip(HEADINGS, numbers, strict=True)
    )
    texts = ["".join(item.text for item in recorded()[at : at + 2]) for at in (3, 5, 7)]
    pages = [
        passage("page 1", contents + texts[0]),
        passage("page 2", texts[1] + more),
        passage("page 13", texts[2]),
    ]
    expected = map_characters(recorded(), with_breaks=False)
    found = map_characters(pages, with_breaks=False)
    return len(without_page_numbers(expected, found, edits(expected.text, found.text)))


def test_correct_page_numbers_are_no_difference() -> None:
    assert left("1", "2", "13") == 0


@pytest.mark.parametrize(
    "numbers", [("2", "2", "13"), ("1", "3", "13"), ("1", "2", "12"), ("1", "2", "131")]
)
def test_another_page_number_is_a_difference(numbers: tuple[str, str, str]) -> None:
    assert left(*numbers) > 0


def test_a_number_after_other_words_is_a_difference() -> None:
    assert left("1", "2", "13", more="2") == 1


def test_contents_without_numbers_are_no_difference() -> None:
    assert left("", "", "") == 0
