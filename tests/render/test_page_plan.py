"""Placement of figures in a printed editorial, and tables of contents."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from reportgen.design.tokens import load_tokens
from reportgen.document.brief import BriefSection, FigureBlock
from reportgen.model.prose import Paragraph, Text
from reportgen.render.pdf.page_plan import plan_pages
from tests.document.factories import brief

if TYPE_CHECKING:
    from reportgen.document.brief import Block, Brief

WORDS = "Every month the committee met and wrote down what had been done. "


def _figure(number: int, height: float) -> FigureBlock:
    return FigureBlock(
        anchor=f"fig-{number}",
        label=f"Figure {number}",
        title=(Text("It grew"),),
        subtitle=(),
        caption_sentences=((Text("As counted."),),),
        source="",
        svg="<svg/>",
        alt="It grew.",
        width_mm=118,
        height_mm=height,
        data_columns=(),
        data_rows=(),
    )


def _text(lines: int) -> Paragraph:
    return Paragraph((Text(WORDS * lines),))


def _editorial(*blocks: Block) -> Brief:
    section = BriefSection(anchor="one", heading="One", blocks=blocks)
    made = brief()
    return replace(
        made,
        kind="editorial",
        front=replace(made.front, abstract=(), key_numbers=(), authors=(), citation=""),
        sections=(section,),
        back=replace(made.back, sections=(), references=(), abbreviations=(), appendices=()),
    )


def _order(made: Brief) -> list[str]:
    (section,) = plan_pages(made, load_tokens()).brief.sections
    return [block.label if isinstance(block, FigureBlock) else "text" for block in section.blocks]


def test_a_figure_that_fits_stays_where_it_is() -> None:
    assert _order(_editorial(_text(2), _figure(1, 50), _text(2))) == ["text", "Figure 1", "text"]


def test_text_comes_before_a_figure_that_does_not_fit() -> None:
    made = _editorial(_text(20), _figure(1, 160), _text(50), _text(2))
    assert _order(made) == ["text", "text", "Figure 1", "text"]


def test_figures_keep_their_order() -> None:
    made = _editorial(_text(20), _figure(1, 150), _figure(2, 20), _text(35), _text(2))
    assert _order(made) == ["text", "text", "Figure 1", "Figure 2", "text"]


@pytest.mark.parametrize("height", [20, 90, 140, 200])
def test_nothing_is_lost_or_duplicated(height: float) -> None:
    blocks = [
        part for number in range(1, 9) for part in (_text(3 * number), _figure(number, height))
    ]
    made = _editorial(*blocks)
    (section,) = plan_pages(made, load_tokens()).brief.sections
    assert sorted(map(id, section.blocks)) == sorted(map(id, blocks))


def test_other_kinds_are_unchanged() -> None:
    made = replace(_editorial(_text(20), _figure(1, 120), _text(25)), kind="board")
    plan = plan_pages(made, load_tokens())
    assert plan.brief is made
    assert not plan.has_contents


def test_contents_stand_beside_an_abstract() -> None:
    made = _editorial(_text(20))
    front = replace(made.front, abstract=(_text(2),))
    assert plan_pages(replace(made, front=front), load_tokens()).has_contents


def test_without_an_abstract_only_long_briefs_have_printed_contents() -> None:
    assert not plan_pages(_editorial(_text(20)), load_tokens()).has_contents
    assert plan_pages(_editorial(*[_text(40)] * 12), load_tokens()).has_contents
