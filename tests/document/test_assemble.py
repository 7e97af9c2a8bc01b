"""The Brief contains every outcome once, with numbered and referenced figures and tables."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.document.brief import FigureBlock, LimitsBox, TableBlock
from reportgen.document.prose_walk import (
    front_prose,
    inlines,
    printed_quantities,
    referenced_anchors,
    section_prose,
)
from reportgen.document.tables.evidence_table import EVIDENCE_ANCHOR
from reportgen.ledger.records import Ledger
from reportgen.model.organization import Section
from reportgen.model.prose import BulletList, Claim, Paragraph, Quote, plain_text
from tests.document.factories import assembled, brief, organization, settings

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.document.brief import BriefSection


def _all_text(*sections: BriefSection) -> str:
    return " ".join(plain_text(prose) for prose in section_prose(sections))


def test_a_complete_configuration_gives_a_brief_without_diagnostics() -> None:
    assert assembled().diagnostics == ()


def test_without_configured_sections_a_brief_has_the_default_ones_in_order() -> None:
    headings = [section.heading for section in brief().sections]
    assert headings == [
        "What changed",
        "What we found",
        "What people said",
        "Goals",
        "How we did it",
    ]


def test_every_comparison_goal_and_milestone_is_reported_exactly_once() -> None:
    made = brief()
    paragraphs = [
        plain_text(block.children)
        for section in made.sections
        for block in section.blocks
        if isinstance(block, Paragraph)
    ]
    assert len(paragraphs) == len(set(paragraphs))
    text = _all_text(*made.sections)
    for name in ("Reach grow", "Reach double", "Reach kindness", "ccount verified"):
        assert name in text
    (goals,) = (
        block
        for section in made.sections
        for block in section.blocks
        if isinstance(block, BulletList)
    )
    assert len(goals.items) == 3


def test_an_outcome_that_no_section_names_is_reported_under_further_outcomes() -> None:
    sections = (Section(heading="Reach", outcomes=("reach",)),)
    made = brief(organization(brief=settings(sections=sections)))
    assert [section.heading for section in made.sections] == [
        "Reach",
        "Further outcomes",
        "How we did it",
    ]
    further = _all_text(made.sections[1])
    assert "mpressions" in further
    assert "Reach double" in further
    assert any(isinstance(block, Quote) for block in made.sections[1].blocks)


def test_a_statement_printed_in_a_text_field_is_not_repeated() -> None:
    sections = (Section(heading="Reach", text='Look: {{ say("reach") }}'),)
    made = assembled(organization(brief=settings(sections=sections)))
    assert made.diagnostics == ()
    claims = [
        item
        for section in made.brief.sections
        for block in section.blocks
        # The title of its figure says it too.
        if isinstance(block, Paragraph)
        for item in inlines(block.children)
        if isinstance(item, Claim) and item.subject == "reach" and item.text.startswith("grew")
    ]
    assert len(claims) == 1
    assert any(isinstance(block, FigureBlock) for block in made.brief.sections[0].blocks)


def test_figures_and_tables_are_numbered_in_order_and_referenced() -> None:
    made = brief()
    body = [block for section in made.sections for block in section.blocks]
    figures = [block.label for block in body if isinstance(block, FigureBlock)]
    tables = [block.label for block in body if isinstance(block, TableBlock)]
    assert figures == [f"Figure {number}" for number in range(1, len(figures) + 1)]
    assert tables == ["Table 1", "Table 2"]
    mentioned = referenced_anchors(section_prose((*made.sections, *made.back.appendices)))
    assert set(made.labels) <= set(mentioned) | {
        anchor for anchor in made.labels if anchor.startswith("fig-sensitivity")
    }


def test_every_printed_number_is_in_the_supplement() -> None:
    made = brief()
    words = [
        *front_prose(made.front),
        *section_prose((*made.sections, *made.back.sections, *made.back.appendices)),
    ]
    supplement = made.back.supplement
    assert supplement is not None
    assert isinstance(made.ledger, Ledger)
    # The ledger has the checks by other analyses below their verdicts.
    printed = [name for name in printed_quantities(words) if name in made.ledger.quantities]
    assert printed == [item.quantity for item in supplement.numbers]
    (table,) = (block for block in supplement.section.blocks if isinstance(block, TableBlock))
    assert table.label == "Table S1"
    listed = {plain_text(row.stub) for row in table.rows if not row.is_head}
    assert listed == {item.quantity for item in supplement.numbers}


def test_no_text_refers_to_the_supplement_by_an_anchor_that_an_article_lacks() -> None:
    made = brief()
    assert made.back.supplement is not None
    assert EVIDENCE_ANCHOR not in made.labels
    assert not referenced_anchors(section_prose((made.back.supplement.section,)))


def test_the_key_numbers_are_the_first_comparisons_of_the_plan() -> None:
    made = brief()
    assert len(made.front.key_numbers) == 3
    first = made.front.key_numbers[0]
    assert printed_quantities([first.value]) == ("followers.growth.after_vs_before.decided_ratio",)
    assert "95% CI" in plain_text(first.label)


def test_a_goal_without_a_measure_is_in_the_table_as_not_measured() -> None:
    table = next(
        block
        for section in brief().sections
        for block in section.blocks
        if isinstance(block, TableBlock) and block.design == "goals"
    )
    statuses = [row.cells[-1].status for row in table.rows]
    assert statuses == ["met", "missed", "not_measured"]
    assert all(plain_text(row.cells[-1].text) for row in table.rows)


def test_limitations_are_in_a_box() -> None:
    boxes = [
        block
        for section in brief().sections
        for block in section.blocks
        if isinstance(block, LimitsBox)
    ]
    assert len(boxes) == 1
    assert boxes[0].items


def test_a_citation_of_a_missing_work_is_an_error() -> None:
    made = assembled(organization(brief=settings(abstract="As shown [@missing].")))
    assert [item.severity for item in made.diagnostics] == ["error"]
    assert "missing" in made.diagnostics[0].message


def test_a_reference_to_a_missing_figure_is_an_error() -> None:
    made = assembled(organization(brief=settings(abstract="See [](#fig-nothing).")))
    assert [item.code for item in made.diagnostics] == ["REN004"]


def test_a_bibliography_outside_the_folder_is_rejected(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    (tmp_path / "refs.bib").write_text("@book{a, title={A}}", encoding="utf-8")
    of = replace(
        organization(brief=settings(references="../refs.bib")), path=inside / "garden.yaml"
    )
    assert [item.code for item in assembled(of).diagnostics] == ["REN001"]


def test_citations_are_numbered_in_the_order_of_first_citation(tmp_path: Path) -> None:
    (tmp_path / "refs.bib").write_text(
        "@book{a, title={First}, author={Ash, A}}\n@book{b, title={Second}, author={Birch, B}}\n",
        encoding="utf-8",
    )
    of = replace(
        organization(brief=settings(references="refs.bib", abstract="One [@b] and two [@a; @b].")),
        path=tmp_path / "garden.yaml",
    )
    made = assembled(of).brief
    assert made.citations == {"b": "1", "a": "2"}
    assert [entry.number for entry in made.back.references] == ["1", "2"]
    assert "Birch" in plain_text(made.back.references[0].text)


def test_a_synthetic_file_labels_the_whole_brief() -> None:
    made = brief()
    assert made.is_synthetic
    assert "Synthetic data" in made.front.masthead_note
