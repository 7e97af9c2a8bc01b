"""Short board reports: the content of two pages, and what is left to the page for screens."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from reportgen.analysis.monitoring.assurance import (
    Assurance,
    GridPlace,
    Standing,
    Variation,
    grid_place,
    metrics_worst_first,
)
from reportgen.document.brief import FigureBlock, StatusLine, TableBlock
from reportgen.model.frequency import DateSpan
from reportgen.model.monitoring_verdict import Course, MonitoringVerdict, TargetCount, Tone
from reportgen.model.prose import OrderedList, Paragraph, plain_text
from reportgen.pipeline import BuildOptions, analyse_organization, load_organization, prepare_brief
from reportgen.render.text.plain_text import render_plain_text

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.document.brief import Brief, BriefSection
    from reportgen.pipeline import Analysed

SPAN = DateSpan(date(2026, 1, 1), date(2026, 1, 31))


@pytest.fixture(scope="module")
def shelter() -> Analysed:
    from tests.conftest import ROOT

    found = analyse_organization(
        load_organization(ROOT / "configs" / "harbor-shelter" / "harbor-shelter.yaml")
    )
    assert found is not None
    return found


@pytest.fixture(scope="module")
def report(shelter: Analysed, tmp_path_factory: pytest.TempPathFactory) -> Brief:
    options = BuildOptions(output=tmp_path_factory.mktemp("board"))
    return prepare_brief(shelter, "board", options, lambda _: None).brief


def of_design(brief: Brief, design: str) -> list[BriefSection]:
    return [section for section in brief.sections if section.design == design]


def table_of(brief: Brief, design: str) -> TableBlock:
    (section,) = of_design(brief, design)
    (table,) = section.blocks
    assert isinstance(table, TableBlock)
    return table


def verdict(
    course: Course, tone: Tone = Tone.NEUTRAL, target: int | None = None
) -> MonitoringVerdict:
    is_signal = course in (Course.CHANGED, Course.SINCE, Course.PASSED)
    return MonitoringVerdict(
        course=course,
        tone=tone,
        first=SPAN if is_signal else None,
        last=SPAN if is_signal else None,
        target=None if target is None else TargetCount(goal="goal", met=target, total=6),
    )


@pytest.mark.parametrize(
    ("found", "place", "standing"),
    [
        (verdict(Course.CHANGED, Tone.WORSE, 6), ("worse", "always"), Standing.BAD),
        (verdict(Course.SINCE, Tone.BETTER, 6), ("better", "always"), Standing.GOOD),
        (verdict(Course.UNLIKE_A_YEAR_AGO, Tone.BETTER), ("better", "no_target"), Standing.GOOD),
        (verdict(Course.CHANGED, Tone.NEUTRAL, 1), ("changed", "sometimes"), Standing.OPEN),
        (verdict(Course.PASSED, target=0), ("usual", "never"), Standing.RISK),
        (verdict(Course.EXPECTED, target=1), ("usual", "sometimes"), Standing.OPEN),
        (verdict(Course.UNCLEAR), ("unjudged", "no_target"), Standing.OPEN),
        (verdict(Course.NOT_ASSESSABLE, target=6), ("unjudged", "always"), Standing.GOOD),
    ],
)
def test_the_cell_of_a_metric_follows_from_its_one_verdict(
    found: MonitoringVerdict, place: tuple[str, str], standing: Standing
) -> None:
    variation, assurance = place
    expected = GridPlace(variation=Variation(variation), assurance=Assurance(assurance))
    assert grid_place(found) == expected
    assert expected.standing is standing


def test_every_metric_stands_in_one_cell_of_the_grid(report: Brief, shelter: Analysed) -> None:
    grid = table_of(report, "grid")
    cells = " ".join(plain_text(cell.text) for row in grid.rows for cell in row.cells).casefold()
    for metric in shelter.configuration.metrics.values():
        assert cells.count(metric.short_label.casefold()) == 1
    assert [plain_text(row.stub) for row in grid.rows] == ["Worse", "As usual", "Better"]
    tints = [cell.tint for row in grid.rows for cell in row.cells if cell.text]
    assert tints == ["bad", "open", "open", "good"]


def test_the_worst_metrics_and_goals_come_first(report: Brief, shelter: Analysed) -> None:
    order = metrics_worst_first(shelter.outcomes, shelter.configuration.metrics)
    assert order == ("incidents", "donors", "nights", "housed")
    headings = [section.heading for section in of_design(report, "measure")]
    assert headings[0] == "Serious incidents"
    statuses = [row.cells[0].status for row in table_of(report, "glance").rows]
    assert statuses == ["missed", "at_risk", "not_due", "not_measured", "met", "met_late"]


def test_the_tally_counts_every_goal(report: Brief, shelter: Analysed) -> None:
    (section,) = of_design(report, "tally")
    (line,) = section.blocks
    assert isinstance(line, StatusLine)
    counts = [int(plain_text(item.text).split()[0]) for item in line.items]
    assert sum(counts) == len(shelter.outcomes.goals)
    assert plain_text(line.lead) == "Six goals:"


def test_earlier_values_are_those_of_what_the_goal_is_judged_by(report: Brief) -> None:
    table = table_of(report, "glance")
    heads = [plain_text(label.text) for label in table.column_labels]
    assert heads[-3:-1] == ["Half-year before", "Year earlier"]
    earlier = [[plain_text(cell.text) for cell in row.cells[4:6]] for row in table.rows]
    assert earlier[:3] == [["1.2", "2.0"], ["500", "472"], ["1158.2", "1216.2"]]
    assert earlier[3] == ["–", "–"]


def test_each_frame_has_number_chart_words_and_the_owners_view(report: Brief) -> None:
    frames = of_design(report, "measure")
    assert len(frames) == 4
    for frame in frames:
        number, chart, *_ = frame.blocks
        assert isinstance(number, StatusLine)
        assert isinstance(chart, FigureBlock)
        assert len(chart.sizes) > 5
        assert plain_text(frame.title)
        assert type(frame.blocks[-1]).__name__ == "OwnersView"


def test_what_the_pages_leave_out_is_on_the_page_for_screens(report: Brief) -> None:
    anchors = [section.anchor for section in report.back.appendices]
    assert anchors[-3:] == ["appendix-methods", "appendix-smart", "appendix-evidence"]
    assert "more-how-this-period-compares" in anchors
    (where,) = of_design(report, "where")
    (pointer,) = where.blocks
    assert isinstance(pointer, Paragraph)
    assert "board.html" in plain_text(pointer.children)
    (limits,) = of_design(report, "limits")[0].blocks
    assert isinstance(limits, OrderedList)
    assert len(limits.items) == 3


def test_a_full_report_is_as_before(shelter: Analysed, tmp_path: Path) -> None:
    from tests.document.test_board import board_of

    full = board_of(shelter, tmp_path)
    assert full.length == "full"
    assert not of_design(full, "measure")
    assert of_design(full, "half")


def test_each_column_of_the_grid_says_alone_what_is_met(report: Brief) -> None:
    grid = table_of(report, "grid")
    heads = [plain_text(item.text) for item in grid.column_labels]
    assert all("target" in head.lower() for head in heads)


def test_the_text_file_has_no_pages(report: Brief) -> None:
    assert "two pages" not in render_plain_text(report)
