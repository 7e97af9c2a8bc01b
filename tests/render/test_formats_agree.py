"""Every format says the same numbers and the same words as the HTML."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

import pytest

from reportgen.document.prose_walk import front_prose, section_prose
from reportgen.figures.tokens import load_tokens
from reportgen.model.prose import (
    Cite,
    Emphasis,
    LineBreak,
    Link,
    Reference,
    Strong,
)
from reportgen.render.docx import render_docx
from reportgen.render.figure_files import figures_of, tables_of
from reportgen.render.jats import render_jats
from reportgen.render.markdown import render_markdown
from reportgen.render.plain_text import render_plain_text
from reportgen.render.prose_marks import cite_text, reference_text
from tests.render.format_briefs import everything, example
from tests.render.format_readers import (
    W,
    docx_numbers,
    docx_part,
    html_numbers,
    html_of,
    jats_numbers,
    jats_tree,
    markdown_numbers,
    markdown_words,
    squeezed,
)

if TYPE_CHECKING:
    from reportgen.document.brief import Brief
    from reportgen.model.prose import Inline, Prose

_LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
BOARD = "women-in-medicine board"
NAMES = ("women-in-medicine", BOARD, "community-garden", "everything")


@cache
def _brief(name: str) -> Brief:
    return everything() if name == "everything" else example(*name.split())


@cache
def _docx(name: str) -> bytes:
    return render_docx(_brief(name), tokens=load_tokens())


@pytest.mark.parametrize("name", NAMES)
def test_markdown_prints_the_numbers_of_the_html_in_their_order(name: str) -> None:
    expected = html_numbers(html_of(_brief(name)))

    found = markdown_numbers(render_markdown(_brief(name)))

    assert found == expected
    assert len(found) > 50


@pytest.mark.parametrize("name", NAMES)
def test_word_prints_the_numbers_of_the_html_in_their_order(name: str) -> None:
    assert docx_numbers(_docx(name)) == html_numbers(html_of(_brief(name)))


@pytest.mark.parametrize("name", ["women-in-medicine", "community-garden"])
def test_jats_prints_the_numbers_of_the_html_in_their_order(name: str) -> None:
    article = html_of(_brief(name))
    sections = article.xpath("./section[contains(@class, 'section')]")
    tree = jats_tree(render_jats(_brief(name)))

    found = jats_numbers(tree.find("body"), tree.find("back"))

    assert found == [number for section in sections for number in html_numbers(section)]
    assert len(found) > 50


@pytest.mark.parametrize("name", ["women-in-medicine", BOARD, "community-garden"])
def test_no_format_prints_a_number_that_the_html_lacks(name: str) -> None:
    allowed = set(html_numbers(html_of(_brief(name))))
    tree = jats_tree(render_jats(_brief(name)))

    assert not set(jats_numbers(tree)) - allowed


@pytest.mark.parametrize("name", NAMES)
def test_every_format_says_every_sentence(name: str) -> None:
    brief = _brief(name)
    markdown = markdown_words(render_markdown(brief))
    jats = squeezed("".join(jats_tree(render_jats(brief)).itertext()))
    word = squeezed(" ".join(_word_paragraphs(_docx(name))))
    missing = [
        (form, sentence)
        for sentence in _sentences(brief)
        for form, words in (("markdown", markdown), ("jats", jats), ("word", word))
        if sentence not in words
    ]

    assert not missing
    assert len(_sentences(brief)) > 40


@pytest.mark.parametrize("name", ["women-in-medicine", "community-garden"])
def test_plain_text_says_every_sentence(name: str) -> None:
    brief = _brief(name)
    lines = [line.removeprefix("> ") for line in render_plain_text(brief).split("\n")]
    words = squeezed(" ".join(lines).translate(_LOWERED)).casefold()
    # A table is a list there, without the head of its first column; links print addresses.
    unsaid = {squeezed(_seen(brief, table.stub_head)) for table in tables_of(brief)}

    missing = {item for item in _sentences(brief) if item.casefold() not in words} - unsaid

    assert not [item for item in missing if "doi:" not in item and item not in _split(brief)]


@pytest.mark.parametrize("name", ["women-in-medicine", "community-garden"])
def test_every_format_has_every_figure_and_table(name: str) -> None:
    brief = _brief(name)
    markdown = render_markdown(brief)
    tree = jats_tree(render_jats(brief))
    drawings = docx_part(_docx(name), "word/document.xml").iter(f"{W}drawing")

    figures, tables = figures_of(brief), tables_of(brief)

    assert figures
    assert tables
    assert [item.get("id") for item in tree.iter("fig")] == [item.anchor for item in figures]
    assert [item.get("id") for item in tree.iter("table-wrap")] == [i.anchor for i in tables]
    assert len(list(drawings)) == len(figures)
    assert markdown.count("](<editorial-figures/") == len(figures)
    assert Counter(line[:3] for line in markdown.split("\n"))["| :"] == len(tables)


def _word_paragraphs(content: bytes) -> list[str]:
    document = docx_part(content, "word/document.xml")
    return [
        "".join(
            " " if item.tag == f"{W}br" else item.text or ""
            for item in paragraph.iter(f"{W}t", f"{W}br")
        )
        for paragraph in document.iter(f"{W}p")
    ]


def _sentences(brief: Brief) -> list[str]:
    """Return every run of words of a brief as its reader sees it."""
    sections = (*brief.sections, *brief.back.sections, *brief.back.appendices)
    told = [*front_prose(brief.front), *section_prose(sections)]
    told += [item.text for item in brief.back.references if not item.item]
    return [words for prose in told if (words := squeezed(_seen(brief, prose)))]


def _split(brief: Brief) -> set[str]:
    """Return the cells of two lines, which plain text joins with a comma."""
    cells = [
        prose
        for table in tables_of(brief)
        for row in table.rows
        for prose in (row.stub, *(cell.text for cell in row.cells))
    ]
    split = [prose for prose in cells if any(isinstance(item, LineBreak) for item in prose)]
    return {squeezed(_seen(brief, prose)) for prose in split}


def _seen(brief: Brief, prose: Prose) -> str:
    return "".join(_word(brief, item) for item in prose)


def _word(brief: Brief, item: Inline) -> str:
    if isinstance(item, (Emphasis, Strong, Link)):
        return _seen(brief, item.children)
    if isinstance(item, Cite):
        return cite_text(brief, item)
    if isinstance(item, Reference):
        return reference_text(brief, item)
    return " " if isinstance(item, LineBreak) else _printable(item.text)


def _printable(text: str) -> str:
    """Return a text without the characters that no format can hold."""
    return text.replace("\x02", "").replace("\ue000", "")
