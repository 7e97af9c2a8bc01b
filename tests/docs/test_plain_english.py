"""The word list finds the former dialect in texts, and leaves names, code and idioms alone."""

from __future__ import annotations

import pytest

from tests.conftest import ROOT
from tests.docs.plain_english import (
    ALLOWED,
    DIALECT,
    MOST_PER_10_000,
    Text,
    hits_of,
    per_10_000,
    python_texts,
    texts_of,
    word_count,
)


def _said(words: str) -> list[str]:
    return [said for _, said, _ in hits_of(Text("reportgen/x.py", 1, "docstring", words))]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Say how to mend it.", ["mend"]),
        ("Nothing stands in the way; whoever asks is told.", ["stands", "whoever", "told"]),
        ("What is kept back, and names that are kept\nback.", ["kept back", "kept back"]),
        ("A row a goal, one line an organization.", ["A row a goal", "one line an organization"]),
        ("Numbers that can't be had shall be refused.", ["can't be had", "shall be"]),
        ("Which room may import the arrow?", ["Which room", "the arrow"]),
    ],
)
def test_words_of_the_dialect_are_found(words: str, found: list[str]) -> None:
    assert _said(words) == found


@pytest.mark.parametrize(
    "words",
    [
        "CI stands for confidence interval; 7 in a row; a member of a group.",
        "Recommend a fix, and make room for a longer label.",
        "Sixty-eight followers per month.",
        "This is a file. It shows what is a key of a field.",
    ],
)
def test_ordinary_english_is_left_alone(words: str) -> None:
    assert not _said(words)


def test_each_kind_of_text_is_read_at_its_line_and_code_is_not() -> None:
    source = '''"""Told."""

# whoever
def mend() -> str:
    """Return `told` text.

    mended
    """
    raise ValueError("this was told to nobody")
'''
    found = [
        (line, text.kind, said)
        for text in python_texts("reportgen/data/x.py", source)
        for line, said, _ in hits_of(text)
    ]
    assert sorted(found) == [
        (1, "docstring", "Told"),
        (3, "comment", "whoever"),
        (7, "docstring", "mended"),
        (9, "message", "nobody"),
        (9, "message", "told"),
    ]


def test_sentences_of_briefs_are_left_to_their_own_list() -> None:
    source = 'x = phrase("what the board is told")\n'
    assert not list(python_texts("reportgen/narrative/x.py", source))


def test_every_word_has_a_better_one_and_every_exception_a_reason_and_a_use() -> None:
    assert all(better for _, better in DIALECT)
    for item in ALLOWED:
        assert item.reason
        files = [ROOT / item.path] if item.path.endswith(".md") else ROOT.glob(f"{item.path}*")
        assert any(item.words in path.read_text(encoding="utf-8").lower() for path in files)


def test_no_more_of_it_is_written_than_today() -> None:
    texts = list(texts_of(ROOT))
    hits = sum(len(list(hits_of(text))) for text in texts)
    assert per_10_000(hits, sum(map(word_count, texts))) <= MOST_PER_10_000
