"""Markdown: text is escaped, and the evidence can be read back."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from markdown_it import MarkdownIt

from reportgen.document.brief import BriefSection
from reportgen.edition.edition import to_json
from reportgen.ledger.embedded_data import pack_data, unpack_data
from reportgen.ledger.plain_data import to_plain
from reportgen.ledger.readers.markdown import END, read_markdown
from reportgen.model.prose import Emphasis, Heading, Link, Number, Paragraph, Text
from reportgen.render.figure_files import figures_of, svg_files
from reportgen.render.text.markdown import render_markdown
from reportgen.render.text.markdown_prose import MarkdownProse, at_line_start, escaped
from reportgen.render.text.plain_text import render_plain_text
from tests.document.factories import brief
from tests.render.format_briefs import HOSTILE, everything
from tests.render.format_readers import markdown_numbers

_PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def _seen(markdown: str) -> str:
    return str(html.document_fromstring(f"<div>{_PARSER.render(markdown)}</div>").text_content())


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1))
def test_no_text_becomes_markup(text: str) -> None:
    written = at_line_start(escaped(text))

    assert _seen(written).strip() == text


@pytest.mark.parametrize("start", ["# ", "- ", "+ ", "12. ", "3) ", "=== ", "> ", "    ", "* "])
def test_no_paragraph_starts_a_heading_a_list_or_a_rule(start: str) -> None:
    written = at_line_start(escaped(f"{start}words"))

    page = html.document_fromstring(_PARSER.render(written))

    assert [item.tag for item in page.iter()][-1] == "p"
    assert page.text_content().split() == f"{start}words".split()


def test_a_link_that_is_not_to_the_web_becomes_text() -> None:
    prose = MarkdownProse(brief())

    assert prose.inline((Link("javascript:alert(1)", (Text("words"),)),)) == "words"
    assert prose.inline((Link("https://a.org/(b)", (Text("w"),)),)) == "[w](<https://a.org/(b)>)"


def test_empty_emphasis_has_no_asterisks() -> None:
    assert MarkdownProse(brief()).inline((Emphasis(()), Emphasis((Text(" a"),)))) == " a"


def test_a_number_is_recorded_at_its_line_and_column() -> None:
    text = render_markdown(brief())
    ratio = "followers.growth.after_vs_before.slope_ratio"

    named = [item for item in markdown_numbers(text) if item[:2] == (ratio, "value")]

    assert named
    assert {words for _, _, words in named} == {"1.70"}


def test_a_changed_number_no_longer_matches_its_recorded_position() -> None:
    text = render_markdown(brief())
    line = next(row for row in text.split("\n") if row.startswith("Followers grew 1.70"))

    changed = text.replace(line, line.replace("1.70", "1.90"))

    assert markdown_numbers(changed) != markdown_numbers(text)
    assert ("followers.growth.after_vs_before.slope_ratio", "value", "1.90") in markdown_numbers(
        changed
    )


def test_the_ledger_round_trips() -> None:
    found = read_markdown(render_markdown(everything()))

    assert to_json(found.ledger) == to_json(to_plain(everything().ledger))


@pytest.mark.parametrize("damaged", ["", "!!!", "aGVsbG8=", "not base64 at all"])
def test_a_damaged_ledger_is_refused(damaged: str) -> None:
    with pytest.raises(ValueError, match=r"damaged|base64|Incorrect|Invalid|Excess"):
        unpack_data(damaged)


def test_a_packed_ledger_has_limited_lines_and_can_not_end_a_comment() -> None:
    packed = pack_data(to_json({"a": "-->" * 500, "b": list(range(500))}))

    assert max(map(len, packed.split("\n"))) <= 100
    assert re.fullmatch(r"[A-Za-z0-9+/=\n]+", packed)


def test_no_comment_is_ended_early() -> None:
    strange = Paragraph((Number("1--2 --> 3", "a--b.-->.c"),))
    section = BriefSection(anchor="s", heading="H", blocks=(strange,))
    text = render_markdown(replace(brief(), sections=(section,)))

    assert text.count(END) == 3
    assert markdown_numbers(text)[-1][0] != ""
    assert ("a--b.-->.c", "value", "1--2 --> 3") in markdown_numbers(text)


def test_a_table_has_as_many_cells_in_every_row() -> None:
    rows = [line for line in render_markdown(everything()).split("\n") if line.startswith("| ")]
    cells = [len(re.findall(r"(?<!\\)\|", row)) for row in rows]
    page = html.document_fromstring(_PARSER.render(render_markdown(everything())))

    assert len(page.findall(".//tr")) == len(rows) - len(page.findall(".//table"))
    assert len(set(cells)) > 1
    for table in page.findall(".//table"):
        assert len({len(row.findall("*")) for row in table.findall(".//tr")}) == 1


def test_no_heading_level_is_skipped() -> None:
    page = html.document_fromstring(_PARSER.render(render_markdown(brief())))
    levels = [int(item.tag[1]) for item in page.iter() if re.fullmatch(r"h\d", str(item.tag))]

    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_a_heading_of_any_text_stays_one_heading() -> None:
    written = MarkdownProse(brief()).block(Heading(3, (Text(HOSTILE),)))

    assert "\n" not in written
    assert html.document_fromstring(_PARSER.render(written)).find(".//h3") is not None


def test_each_figure_is_a_link_to_a_self_contained_image() -> None:
    files = svg_files(brief())
    text = render_markdown(brief())

    assert len(files) == len(figures_of(brief())) > 0
    for name, content in files.items():
        assert f"](<{name}>)" in text
        picture = ET.fromstring(content)  # noqa: S314
        assert picture.tag.endswith("svg")
        assert b"@font-face" in content


def test_every_image_has_alternative_text() -> None:
    page = html.document_fromstring(_PARSER.render(render_markdown(everything())))

    assert all((item.get("alt") or "").strip() for item in page.iter("img"))


def test_plain_text_has_no_markup_and_no_long_lines() -> None:
    text = render_plain_text(brief())

    assert max(len(line) for line in text.split("\n") if "http" not in line) <= 78
    assert not re.search(r"</?[a-z]+>|\*\*|\]\(", text)
    assert "https://doi.org/10.1234/garden.1" in text


def test_the_same_brief_gives_the_same_text() -> None:
    assert render_markdown(brief()) == render_markdown(brief())
    assert json.dumps(sorted(map(str, svg_files(brief()).values()))) == json.dumps(
        sorted(map(str, svg_files(brief()).values()))
    )
