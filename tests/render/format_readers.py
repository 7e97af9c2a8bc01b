"""Read numbers and words of each format back, independently of its writer."""

from __future__ import annotations

import io
import json
import re
import zipfile
from typing import TYPE_CHECKING

from lxml import etree, html
from markdown_it import MarkdownIt

from reportgen.design.tokens import load_tokens
from reportgen.ledger.readers.markdown import NUMBERS
from reportgen.render.html.page_file import render_html

if TYPE_CHECKING:
    from reportgen.document.brief import Brief

NumberSeen = tuple[str, str, str]
"""Quantity, part, and the displayed text."""

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LEDGER = "{urn:reportgen:outcomes:1}"


def html_of(brief: Brief) -> html.HtmlElement:
    """Return the article of the brief's HTML."""
    page = html.document_fromstring(render_html(brief, tokens=load_tokens()))
    return page.find(".//article")


def html_numbers(article: html.HtmlElement) -> list[NumberSeen]:
    """Return the numbers below an element in order, without hidden data tables."""
    return [
        (item.get("data-q"), item.get("data-part", "value"), item.text_content())
        for item in article.iter()
        if isinstance(item.tag, str) and item.get("data-q")
    ]


def markdown_numbers(text: str) -> list[NumberSeen]:
    """Return the numbers of the hidden comment, each read at its recorded position."""
    comment, _, _ = text[text.index(NUMBERS) + len(NUMBERS) :].partition("-->")
    rows = text.split("\n")
    found = []
    for line, column, written, quantity, part in json.loads(comment):
        there = rows[line - 1][column - 1 : column - 1 + len(written)]
        found.append((quantity, part, re.sub(r"\\(.)", r"\1", there)))
    return found


def markdown_words(text: str) -> str:
    """Return the displayed text of the Markdown, without spaces."""
    page = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(text)
    return squeezed(html.document_fromstring(page).text_content())


def jats_tree(content: bytes) -> etree._Element:
    """Return the article."""
    parser = etree.XMLParser(no_network=True, load_dtd=False, resolve_entities=False)
    return etree.fromstring(content, parser)


def jats_numbers(*elements: etree._Element) -> list[NumberSeen]:
    """Return the numbers below elements, in order."""
    return [
        (
            item.get("vocab-term-identifier"),
            item.get("specific-use", "value"),
            "".join(item.itertext()),
        )
        for element in elements
        for item in element.iter("named-content")
        if item.get("content-type") == "reportgen-quantity"
    ]


def docx_part(content: bytes, name: str) -> etree._Element:
    """Return one part of a Word file."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return etree.fromstring(archive.read(name))


def docx_numbers(content: bytes) -> list[NumberSeen]:
    """Return the numbers between their bookmarks, in order."""
    custom = docx_part(content, "customXml/item1.xml")
    meant = {item.get("bookmark"): item for item in custom.iter(f"{LEDGER}number")}
    found: list[NumberSeen] = []
    open_marks: dict[str, list[str]] = {}
    for item in docx_part(content, "word/document.xml").iter():
        if item.tag == f"{W}bookmarkStart" and item.get(f"{W}name") in meant:
            number = meant[item.get(f"{W}name")]
            open_marks[item.get(f"{W}id")] = []
            found.append((number.get("quantity"), number.get("part"), ""))
        elif item.tag == f"{W}bookmarkEnd" and item.get(f"{W}id") in open_marks:
            words = "".join(open_marks.pop(item.get(f"{W}id")))
            found[-1] = (*found[-1][:2], words)
        elif item.tag == f"{W}t":
            for words_so_far in open_marks.values():
                words_so_far.append(item.text or "")
    return found


def squeezed(text: str) -> str:
    """Return a text without spaces, because formats break lines differently.

    Unassigned characters, which only some formats keep, are removed too.
    """
    return "".join(text.replace("\ue000", "").split())
