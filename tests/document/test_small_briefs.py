"""Briefs of minimal configurations are short and complete."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.document.brief import LimitsBox, TableBlock
from reportgen.document.prose_walk import section_prose
from reportgen.model.prose import plain_text
from tests.document.factories import assembled, brief, organization, settings

if TYPE_CHECKING:
    from reportgen.document.brief import Brief

LITTLE = {"goals": (), "testimonials": (), "milestones": ()}


def tables(made: Brief) -> list[TableBlock]:
    return [
        block
        for section in (*made.sections, *made.back.appendices)
        for block in section.blocks
        if isinstance(block, TableBlock)
    ]


def test_without_goals_there_is_no_section_on_goals() -> None:
    made = brief(organization(**LITTLE))
    headings = [section.heading for section in made.sections]
    assert headings == ["What changed", "What we found", "How we did it"]


def test_no_section_and_no_table_is_empty() -> None:
    for changes in ({}, LITTLE, {**LITTLE, "intervention": None}):
        made = assembled(organization(**changes))
        assert not made.diagnostics
        for section in (*made.brief.sections, *made.brief.back.appendices):
            assert section.blocks, section.heading
            assert "".join(plain_text(prose) for prose in section_prose((section,))).strip()
        for table in tables(made.brief):
            assert table.rows, table.anchor


def test_a_generated_title_names_what_was_found() -> None:
    made = brief(organization(brief=settings(title=None)))
    assert plain_text(made.front.title) == (
        "Garden: followers grew faster, at 68 a month, compared with 40; impressions rose to "
        "86,250 a month"
    )


def test_a_synthetic_file_is_a_limitation_without_a_setting() -> None:
    of = organization()
    assert not of.brief.synthetic
    for each in (of, organization(brief=replace(of.brief, synthetic=True))):
        limits = [
            plain_text(item)
            for section in brief(each).sections
            for block in section.blocks
            if isinstance(block, LimitsBox)
            for item in block.items
        ]
        assert sum("synthetic" in item for item in limits) == 1
        assert "synthetic" in limits[0]


def test_the_column_of_further_analyses_answers_whether_they_find_a_difference() -> None:
    made = assembled()
    heads = [
        plain_text(table.column_labels[-1].text)
        for table in tables(made.brief)
        if table.design == "sensitivity"
    ]
    assert heads
    assert set(heads) == {"Difference?"}
