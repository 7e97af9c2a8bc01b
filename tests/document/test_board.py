"""Board reports: a self-contained first page that agrees with the tables."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pytest

from reportgen.document.brief import TableBlock
from reportgen.document.prose_walk import front_prose, inlines, section_prose
from reportgen.ledger.spoken_words import licensed_words
from reportgen.model.board import Length
from reportgen.model.goal import GoalStatus
from reportgen.model.prose import Claim, Number, OrderedList, Paragraph, plain_text
from reportgen.model.verdict import Strength, VerdictKind
from reportgen.narrative.narrative import describe_outcomes
from reportgen.narrative.status_words import status_word, strength_word, verdict_word
from reportgen.pipeline import BuildOptions, analyse_organization, load_organization, prepare_brief
from tests.document.factories import assembled, organization, settings

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.document.brief import Brief, BriefSection
    from reportgen.model.prose import Prose
    from reportgen.pipeline import Analysed

FIRST_PAGE = ("decision", "must-know", "glance")
JARGON = re.compile(r"\bP\b|\bCI\b|\d CI|signific|[Ii]nterval|ratio|slope|tailed|Holm")


@cache
def _analysed(path: Path) -> Analysed:
    found = analyse_organization(load_organization(path))
    assert found is not None
    return found


@pytest.fixture
def shelter(configs: Path) -> Analysed:
    return _analysed(configs / "harbor-shelter" / "harbor-shelter.yaml")


def board_of(analysed: Analysed, tmp_path: Path) -> Brief:
    """Return the full report; test_board_pages.py is about the short one."""
    known = analysed.configuration
    full = replace(known, brief=replace(known.brief, length=Length.FULL))
    analysed = replace(analysed, configuration=full)
    made = prepare_brief(analysed, "board", BuildOptions(output=tmp_path), lambda _: None)
    assert not [item for item in made.diagnostics if item.severity == "error"]
    return made.brief


@pytest.fixture
def report(shelter: Analysed, tmp_path: Path) -> Brief:
    return board_of(shelter, tmp_path)


def first_page(made: Brief) -> list[BriefSection]:
    return [section for section in made.sections if section.design in FIRST_PAGE]


def glance(made: Brief) -> TableBlock:
    (table,) = [
        block
        for section in made.sections
        for block in section.blocks
        if isinstance(block, TableBlock) and block.design == "board-goals"
    ]
    return table


def test_the_first_page_has_decision_key_points_and_goals_in_order(report: Brief) -> None:
    assert [section.design for section in report.sections[:3]] == list(FIRST_PAGE)
    lists = [block for block in report.sections[1].blocks if isinstance(block, OrderedList)]
    assert 1 <= len(lists[0].items) <= 3


def test_the_first_page_has_no_statistical_terms(report: Brief) -> None:
    words = [*front_prose(report.front), *section_prose(first_page(report))]
    for prose in words:
        assert not JARGON.search(plain_text(prose)), plain_text(prose)


def test_the_title_names_the_worst_the_best_and_what_is_asked(report: Brief) -> None:
    statuses = [cell.status for row in glance(report).rows for cell in row.cells if cell.status]
    assert len(statuses) == 6
    assert len(set(statuses)) >= 5
    assert plain_text(report.front.title) == (
        "Serious incidents ran higher than expected, at 27; the housed share rose to 67%; "
        "you are asked for $38,000 for night posts"
    )


def test_every_status_of_the_table_is_explained_below_it(report: Brief) -> None:
    table = glance(report)
    shown = {cell.status for row in table.rows for cell in row.cells if cell.status}
    assert set(table.footnote_statuses) == shown
    assert len(table.footnotes) == len(table.footnote_statuses)


def test_every_goal_with_a_metric_has_a_sparkline(report: Brief) -> None:
    pictures = [row.cells[0].picture is not None for row in glance(report).rows]
    assert pictures == [True] * 5 + [False]


def test_each_metric_has_half_a_page_with_one_figure(report: Brief, shelter: Analysed) -> None:
    halves = [section for section in report.sections if section.design == "half"]
    labels = [metric.label for metric in shelter.configuration.metrics.values()]
    assert [half.heading.lower() for half in halves] == labels
    text = " ".join(plain_text(prose) for prose in section_prose(halves))
    assert not JARGON.search(text)


def test_methods_and_full_results_are_in_the_appendix(report: Brief) -> None:
    anchors = [section.anchor for section in report.back.appendices]
    # The chart decides what is said of the period, and not comparisons with further analyses.
    assert anchors == ["appendix-methods", "appendix-smart", "appendix-evidence"]


def test_the_audit_names_the_missing_criterion(report: Brief) -> None:
    (table,) = [
        block
        for section in report.back.appendices
        for block in section.blocks
        if isinstance(block, TableBlock) and block.design == "smart"
    ]
    answers = [[plain_text(cell.text) for cell in row.cells] for row in table.rows]
    assert answers[-1] == ["yes", "lacking", "yes", "yes", "yes", "Housing team"]
    assert all("lacking" not in row for row in answers[:-1])


@pytest.mark.parametrize("example", ["women-in-medicine", "community-garden"])
def test_any_configuration_can_be_a_board_report(
    configs: Path, example: str, tmp_path: Path
) -> None:
    made = board_of(_analysed(configs / example / f"{example}.yaml"), tmp_path)
    assert all(section.blocks for section in made.sections)
    assert any(section.design == "half" for section in made.sections)
    words = [*front_prose(made.front), *section_prose(first_page(made))]
    assert not any(JARGON.search(plain_text(prose)) for prose in words)


def test_a_title_written_for_an_editorial_is_not_that_of_the_board(configs: Path) -> None:
    known = _analysed(configs / "women-in-medicine" / "women-in-medicine.yaml")
    made = board_of(known, configs)
    assert plain_text(made.front.title) == (
        "Members who stayed: 100% (15 of 15 members), and the goal of 90% was met"
    )


def test_every_claim_of_a_board_report_is_licensed(report: Brief, shelter: Analysed) -> None:
    narrative = describe_outcomes(shelter.configuration, shelter.outcomes)
    licensed = licensed_words(narrative, shelter.outcomes)
    fixed = {
        *map(status_word, GoalStatus),
        *map(verdict_word, VerdictKind),
        *map(strength_word, Strength),
    }
    words = [
        *front_prose(report.front),
        *section_prose((*report.sections, *report.back.appendices)),
    ]
    claims = [item for prose in words for item in inlines(prose) if isinstance(item, Claim)]
    assert claims
    for item in claims:
        assert item.text in fixed or item.text in licensed[item.subject]


def titled(shelter: Analysed, decision: str, about: str | None = None) -> str:
    given = shelter.configuration.brief
    brief = replace(given, asks=(), decision=decision, decision_about=about)
    configuration = replace(shelter.configuration, brief=brief)
    return plain_text(describe_outcomes(configuration, shelter.outcomes).board_title)


def test_a_title_ends_with_what_is_asked(shelter: Analysed) -> None:
    named = titled(shelter, "Approve it.", "night posts")
    assert named.endswith("; a decision on night posts is needed")
    assert titled(shelter, "Approve it.").endswith("; a decision is asked")
    assert "decision" not in titled(shelter, "", "night posts")


def test_without_a_decision_there_is_no_decision_box() -> None:
    made = assembled(organization(brief=settings(kind="board", title=None))).brief
    assert "decision" not in [section.design for section in made.sections]
    assert "decision" not in plain_text(made.front.title)


def opening(section: BriefSection) -> Prose:
    block = section.blocks[0]
    assert isinstance(block, Paragraph)
    return block.children


def test_the_value_of_the_period_comes_first_with_the_latest_one(report: Brief) -> None:
    halves = [item for item in report.sections if item.design == "half"]
    latest = {item.heading: plain_text(opening(item)) for item in halves}
    assert latest["Regular donors"] == "523 donors at the end of June 2026"
    assert latest["Nights of shelter"] == "1226.5 nights a month over 6 months; 1031 in June 2026"
    assert latest["The share of families housed within 90 days"] == (
        "67% over 6 months; 67% in June 2026"
    )
    assert latest["Serious incidents"] == "27 incidents in 6 months; 5 in June 2026"
    numbers = [item.quantity for item in inlines(opening(halves[0])) if isinstance(item, Number)]
    assert numbers == ["donors.observed.latest.value"]
