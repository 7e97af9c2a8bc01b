"""Long statements in paragraphs: the same words in the same order, broken between sentences."""

from __future__ import annotations

from reportgen.document.paragraphs import in_paragraphs
from reportgen.model.prose import Emphasis, Number, Text, plain_text

FIRST = "Followers grew faster (slope ratio 1.7, 95% CI 1.4-2.1; "
SENTENCE = "Because successive values depend on each other, the gains were compared as well. "


def test_a_short_statement_is_one_paragraph() -> None:
    words = (Text("Followers grew."),)
    assert [block.children for block in in_paragraphs(words)] == [words]


def test_a_long_statement_breaks_between_sentences_and_loses_no_word() -> None:
    number = Number(quantity="followers.p_value", text=".007")
    words = (
        Text(FIRST),
        Emphasis((Text("P"),)),
        Text("="),
        number,
        Text(f"). {SENTENCE * 9}".rstrip()),
    )
    told = in_paragraphs(words)
    assert len(told) > 1
    assert " ".join(plain_text(block.children) for block in told) == plain_text(words)
    assert all(plain_text(block.children).endswith(".") for block in told)
    assert number in told[0].children


def test_an_initial_ends_no_sentence() -> None:
    words = (Text("The prize of J. Doe was given to A. Roe by " + "many people and " * 50),)
    assert len(in_paragraphs(words)) == 1
