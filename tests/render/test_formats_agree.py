"""Every format has the same numbers and sentences as the HTML."""

from __future__ import annotations

import re
from collections import Counter
from copy import deepcopy
from functools import cache
from typing import TYPE_CHECKING

import pytest

from reportgen.design.tokens import load_tokens
from reportgen.document.prose_walk import front_prose, section_prose
from reportgen.model.prose import (
    Cite,
    Emphasis,
    LineBreak,
    Link,
    Reference,
    Strong,
)
from reportgen.render.docx.document import render_docx
from reportgen.render.figure_files import figures_of, tables_of
from reportgen.render.jats.article import render_jats
from reportgen.render.prose_marks import cite_text, reference_text
from reportgen.render.share.posts import posts_of
from reportgen.render.share.share_pack import render_share
from reportgen.render.text.markdown import render_markdown
from reportgen.render.text.plain_text import render_plain_text
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
    from lxml import html

    from reportgen.document.brief import Brief
    from reportgen.model.prose import Inline, Prose

# Superscripts, and the caret before letters that have none.
_LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789", "^")
EXAMPLES = (
    "women-in-medicine",
    "women-in-medicine board",
    "women-in-medicine editorial es",
    "community-garden",
    "community-garden board",
    "harbor-shelter",
    "harbor-shelter board",
    "harbor-shelter board es",
)
NAMES = (*EXAMPLES, "everything")


@cache
def _brief(name: str) -> Brief:
    return everything() if name == "everything" else example(*name.split())


@cache
def _article(name: str) -> html.HtmlElement:
    """Return the article of the page, which other formats have in common with it."""
    article = html_of(_brief(name))
    (supplement,) = article.xpath(".//section[contains(@class, 'section-supplement')]")
    supplement.drop_tree()
    return article


@cache
def _docx(name: str) -> bytes:
    return render_docx(_brief(name), tokens=load_tokens())


@pytest.mark.parametrize("name", NAMES)
def test_markdown_prints_the_numbers_of_the_html_in_their_order(name: str) -> None:
    expected = html_numbers(_article(name))

    found = markdown_numbers(render_markdown(_brief(name)))

    assert found == expected
    assert len(found) > 50


@pytest.mark.parametrize("name", [name for name in NAMES if "board" not in name])
def test_word_prints_the_numbers_of_the_html_in_their_order(name: str) -> None:
    assert docx_numbers(_docx(name)) == html_numbers(_article(name))


@pytest.mark.parametrize("name", [name for name in NAMES if "board" in name])
def test_a_short_report_in_word_prints_the_numbers_of_its_pages(name: str) -> None:
    # Word sets the frames row by row, so that the order is another one.
    pages = deepcopy(_article(name))
    for rest in pages.xpath(".//div[@class='back-matter' or @class='appendices']"):
        rest.drop_tree()
    assert Counter(docx_numbers(_docx(name))) == Counter(html_numbers(pages))


@pytest.mark.parametrize("name", EXAMPLES)
def test_jats_prints_the_numbers_of_the_html_in_their_order(name: str) -> None:
    article = _article(name)
    sections = article.xpath(".//section[contains(@class, 'section')]")
    tree = jats_tree(render_jats(_brief(name)))

    found = jats_numbers(tree.find("body"), tree.find("back"))

    assert found == [number for section in sections for number in html_numbers(section)]
    assert len(found) > 40


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_format_prints_a_number_that_the_html_lacks(name: str) -> None:
    allowed = set(html_numbers(_article(name)))
    tree = jats_tree(render_jats(_brief(name)))

    assert not set(jats_numbers(tree)) - allowed


@pytest.mark.parametrize("name", NAMES)
def test_every_format_has_every_sentence(name: str) -> None:
    brief = _brief(name)
    markdown = markdown_words(render_markdown(brief))
    jats = squeezed("".join(jats_tree(render_jats(brief)).itertext()))
    word = squeezed(" ".join(_word_paragraphs(_docx(name))))
    missing = [
        (form, sentence)
        for sentence in _sentences(brief)
        for form, words in (("markdown", markdown), ("jats", jats), ("word", word))
        if sentence not in words and not (brief.is_short and form == "word")
    ]

    assert not missing
    assert len(_sentences(brief)) > 40


@pytest.mark.parametrize("name", EXAMPLES)
def test_plain_text_has_every_sentence(name: str) -> None:
    brief = _brief(name)
    lines = [line.removeprefix("> ") for line in render_plain_text(brief).split("\n")]
    words = squeezed(" ".join(lines).translate(_LOWERED)).casefold()
    # Tables are lists without the header of the first column and without empty cells; links print
    # their addresses.
    unsaid = {squeezed(_seen(brief, table.stub_head)) for table in tables_of(brief)}
    unsaid |= {
        squeezed(_seen(brief, label.text))
        for table in tables_of(brief)
        for place, label in enumerate(table.column_labels)
        if not any(row.cells[place].text for row in table.rows)
    }

    missing = {item for item in _sentences(brief) if item.casefold() not in words} - unsaid

    assert not [item for item in missing if "doi:" not in item and item not in _split(brief)]


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_format_has_every_figure_and_table(name: str) -> None:
    brief = _brief(name)
    markdown = render_markdown(brief)
    tree = jats_tree(render_jats(brief))
    drawings = len(list(docx_part(_docx(name), "word/document.xml").iter(f"{W}drawing")))
    small = [
        cell.picture
        for table in tables_of(brief)
        for row in table.rows
        for cell in row.cells
        if cell.picture
    ]

    figures, tables = figures_of(brief), tables_of(brief)

    assert figures
    assert tables
    assert [item.get("id") for item in tree.iter("fig")] == [item.anchor for item in figures]
    assert [item.get("id") for item in tree.iter("table-wrap")] == [i.anchor for i in tables]
    # The appendices of a short report are on the page for screens, and not in Word.
    is_whole = drawings == len(figures) + len(small)
    assert is_whole if not brief.is_short else len(small) < drawings <= len(figures) + len(small)
    assert bool(small) == (brief.kind == "board" and "goal" in markdown.casefold())
    assert markdown.count(f"](<{brief.kind}-figures/") == len(figures)
    assert Counter(line[:3] for line in markdown.split("\n"))["| :"] == len(tables)


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_texts_to_share_have_no_number_that_the_brief_lacks(name: str) -> None:
    words = _numerals(html_of(_brief(name)).text_content())
    posts = [text for posts in posts_of(_brief(name)) for text in posts.texts]
    numerals = {item for text in posts for item in _numerals(re.sub(r" \(\d/\d\)$", "", text))}

    assert len(numerals) >= 2
    assert not numerals - words


@pytest.mark.parametrize("name", ["harbor-shelter board", "harbor-shelter board es"])
def test_the_pictures_to_share_are_described_with_the_numbers_of_the_brief(name: str) -> None:
    words = _numerals(_described(_article(name)))
    files = render_share(_brief(name), tokens=load_tokens())
    texts = {path: content.decode() for path, content in files.items() if path.endswith(".txt")}
    texts = {path: text for path, text in texts.items() if not path.endswith("posts.txt")}

    assert len(texts) == 1 + len(figures_of(_brief(name)))
    for path, text in texts.items():
        assert not _numerals(text) - words, path


def _described(article: html.HtmlElement) -> str:
    """Return all words of a page, including descriptions of figures."""
    return " ".join([article.text_content(), *article.xpath(".//@aria-label | .//@alt")])


def _numerals(text: str) -> set[str]:
    """Return the numbers of a text as printed, without punctuation."""
    return set(re.findall(r"[−<≥]?\d+(?:[.,\u00a0\u202f]\d+)*", text))


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
    """Return the displayed text of every run of a brief."""
    sections = (*brief.sections, *brief.back.sections, *brief.back.appendices)
    runs = [*front_prose(brief.front), *section_prose(sections)]
    runs += [item.text for item in brief.back.references if not item.item]
    return [words for prose in runs if (words := squeezed(_seen(brief, prose)))]


def _split(brief: Brief) -> set[str]:
    """Return the parts of cells with two lines, which plain text joins with a comma."""
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
    """Return a text without the characters that not every format can represent."""
    return text.replace("\x02", "").replace("\ue000", "")
