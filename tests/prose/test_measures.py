"""What is counted in prose, and what is not."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from reportgen.pipeline import BuildOptions, analyse_organization, load_organization, prepare_brief
from tests.conftest import ROOT
from tests.prose.invented import organizations
from tests.prose.measures import Measured, summary
from tests.prose.passages import Passage, Where, passages
from tests.prose.words import (
    banned_words,
    dotted_ids,
    four_word_strings,
    has_linking_word,
    words_in_parentheses,
)

if TYPE_CHECKING:
    from pathlib import Path


def test_a_numeral_is_one_word_whatever_it_is() -> None:
    first = four_word_strings("Loans fell by $1,234.50 a month.")
    assert first == four_word_strings("Loans fell by −32% a month.")
    assert first[-1] == ("by", "#", "a", "month")
    assert four_word_strings("It fell again.") == []


@pytest.mark.parametrize(
    ("text", "language", "is_board", "found"),
    [
        ("Every check that has a vote finds a difference.", "en", False, 2),
        ("The quantities of two metrics, and the earlier period.", "en", False, 3),
        ("Strong evidence of a signal.", "en", False, 1),
        ("Strong evidence of a signal.", "en", True, 2),
        ("It stayed signalled, in metrical form, earlier.", "en", True, 0),
        ("La métrica dio una señal en el período anterior.", "es", True, 3),
    ],
)
def test_banned_words_are_found_as_words(
    text: str, language: str, is_board: bool, found: int
) -> None:
    assert len(banned_words(text, language, is_board=is_board)) == found


def test_ids_are_told_from_files_and_addresses() -> None:
    text = "goals.reach.value in data/a.b.csv, at www.example.org/a and 3.5.1; see data.csv"
    assert dotted_ids(text) == ["goals.reach.value"]


def test_linking_words_and_parentheses() -> None:
    assert has_linking_word("Visits rose, but calls fell.", "en")
    assert not has_linking_word("Calls fell, compared with the year before.", "en")
    assert has_linking_word("También bajó.", "es")
    assert words_in_parentheses("It rose (by 3 a month; P=.02) and fell (twice).") == 6


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Passage]]:
    """Return the passages of the board report of an example and of a library."""
    harbor = ROOT / "configs" / "harbor-shelter" / "harbor-shelter.yaml"
    library = organizations()[0].write(tmp_path_factory.mktemp("invented"))
    return {path.stem: _passages(path) for path in (harbor, library)}


def _passages(path: Path) -> list[Passage]:
    analysed = analyse_organization(load_organization(path))
    assert analysed is not None
    options = BuildOptions(output=path.parent, formats=())
    brief = prepare_brief(analysed, "board", options, lambda _: None).brief
    return list(passages(brief, analysed.configuration))


def test_each_passage_has_its_place(read: dict[str, list[Passage]]) -> None:
    count = Counter(item.where for item in read["harbor-shelter"])
    # The panels of the metrics whose values are compared; the others name what was expected.
    assert count[Where.COMPARISON] == 3
    assert count[Where.KEY_POINT] == 3
    assert count[Where.ALTERNATIVE] == 4
    assert Counter(item.where for item in read["brief"])[Where.COMPARISON] >= 4


def test_what_the_organization_wrote_is_told_from_the_rest(read: dict[str, list[Passage]]) -> None:
    own = [item.text for item in read["harbor-shelter"] if item.is_own]
    assert any(text.startswith("Approve $38,000") for text in own)
    where = {item.where for item in read["harbor-shelter"] if item.is_own}
    assert not where & {Where.COMPARISON, Where.KEY_POINT, Where.ALTERNATIVE}


def test_a_set_is_measured_as_one_text_and_by_its_worst_brief() -> None:
    few = Measured(
        comparison_words=(10, 40),
        key_point_words=(20,),
        strings=10,
        recurring=5,
        date_ranges=3,
        main_words=100,
        main_in_parentheses=5,
        banned=Counter("a"),
        ids=2,
        repeated=0,
        linked=(True, False),
    )
    none = Measured(
        comparison_words=(),
        key_point_words=(),
        strings=0,
        recurring=0,
        date_ranges=9,
        main_words=0,
        main_in_parentheses=0,
        banned=Counter(),
        ids=0,
        repeated=1,
        linked=(),
    )
    assert summary([few, none]) == {
        "words a sentence": 25,
        "% over 35 words": 50,
        "words a key point": 20,
        "% recurring": 50,
        "date ranges": 9,
        "% in parentheses": 5,
        "banned words": 1,
        "printed ids": 2,
        "repeated sentences": 1,
        "% linked": 50,
    }
    assert set(summary([none])) == {
        "date ranges",
        "banned words",
        "printed ids",
        "repeated sentences",
    }
