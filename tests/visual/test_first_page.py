"""The first page of a board report is self-contained, with any number of goals."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2
import pytest

from reportgen.document.brief import Brief, TableBlock
from reportgen.document.tables.goal_tables import MAX_REGULAR_ROWS
from reportgen.model.board import Length
from reportgen.pipeline import BuildOptions, analyse_organization, load_organization, prepare_brief
from reportgen.render.pdf.pdf_file import render_pdf
from tests.visual.pages import CONFIGS

pytestmark = pytest.mark.visual


def with_goals(brief: Brief, count: int) -> Brief:
    """Return the report with a number of goals, by repeating its own."""
    sections = []
    for section in brief.sections:
        blocks = []
        for block in section.blocks:
            is_goals = isinstance(block, TableBlock) and block.design == "board-goals"
            if is_goals and isinstance(block, TableBlock):
                rows = (block.rows * count)[:count]
                block = replace(block, rows=rows, is_dense=count > MAX_REGULAR_ROWS)  # noqa: PLW2901
            blocks.append(block)
        sections.append(replace(section, blocks=tuple(blocks)))
    return replace(brief, sections=tuple(sections))


def pages_of(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


@pytest.mark.parametrize(
    ("page_size", "count"), [("a4", 7), ("a4", 12), ("letter", 7), ("letter", 9), ("letter", 10)]
)
def test_all_goals_and_their_key_are_on_the_first_page(page_size: str, count: int) -> None:
    file = CONFIGS / "harbor-shelter" / "harbor-shelter.yaml"
    analysed = analyse_organization(load_organization(file))
    assert analysed is not None
    known = analysed.configuration
    full = replace(known, brief=replace(known.brief, asks=(), length=Length.FULL))
    analysed = replace(analysed, configuration=full)
    made = prepare_brief(analysed, "board", BuildOptions(output=CONFIGS), lambda _: None)
    brief = replace(with_goals(made.brief, count), page_size=page_size)
    first, second, *_ = pages_of(render_pdf(brief, tokens=made.tokens))
    first, second = (page.replace("\u00a0", " ") for page in (first, second))
    assert first.count("Jun 2026") >= 2
    assert "Missed: not reached by its date." in first
    assert "Not measured: no number to judge by." in first
    assert "Goals at a glance" in first
    assert "Goals at a glance" not in second
    assert "How this period compares" in second


def test_what_is_asked_leaves_no_half_page_empty_below_it() -> None:
    file = CONFIGS / "harbor-shelter" / "harbor-shelter.yaml"
    analysed = analyse_organization(load_organization(file))
    assert analysed is not None
    known = analysed.configuration
    full = replace(known, brief=replace(known.brief, asks=known.brief.asks[:1], length=Length.FULL))
    analysed = replace(analysed, configuration=full)
    made = prepare_brief(analysed, "board", BuildOptions(output=CONFIGS), lambda _: None)
    first, second, *_ = pages_of(render_pdf(made.brief, tokens=made.tokens))
    assert "Approval asked" in first
    assert "Goals at a glance" in first
    assert "How this period compares" in second
