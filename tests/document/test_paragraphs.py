"""Long statements are split into paragraphs between sentences."""

from __future__ import annotations

from reportgen.document.topics import in_paragraphs
from reportgen.model.prose import Emphasis, Number, Text, plain_text
from reportgen.narrative.phrases import paragraph

FIRST = "Followers grew faster (slope ratio 1.7, 95% CI 1.4-2.1; "
SENTENCE = "Because successive values depend on each other, the gains were compared as well."


def test_a_short_statement_is_one_paragraph() -> None:
    words = (Text("Followers grew."),)
    assert [block.children for block in in_paragraphs((words,))] == [words]


def test_a_long_statement_is_split_between_sentences_without_loss() -> None:
    number = Number(quantity="followers.p_value", text=".007")
    first = (Text(FIRST), Emphasis((Text("P"),)), Text("="), number, Text(")."))
    sentences = (first, *[(Text(SENTENCE),)] * 9)
    blocks = in_paragraphs(sentences)
    assert len(blocks) > 1
    assert " ".join(plain_text(block.children) for block in blocks) == plain_text(
        paragraph(*sentences)
    )
    assert all(plain_text(block.children).endswith(".") for block in blocks)
    assert number in blocks[0].children


def test_one_long_sentence_is_one_paragraph_despite_full_stops() -> None:
    words = (Text("The prize of Jo. Doe. was given to A. Roe by " + "many people and " * 50),)
    assert len(in_paragraphs((words,))) == 1
