"""The board example: four kinds of metrics, six goals, no intervention."""

from __future__ import annotations

import runpy
import shutil
from typing import TYPE_CHECKING

import pytest

from reportgen.api import analyse
from reportgen.diagnostics import Severity
from reportgen.model.goal import GoalStatus
from reportgen.model.metric import MetricKind
from reportgen.model.monitoring_verdict import Course, Tone
from reportgen.model.prose import plain_text
from reportgen.narrative.narrative import describe_outcomes

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.api import Analysed


@pytest.fixture(scope="module")
def shelter(configs: Path) -> Analysed:
    return analyse(configs / "harbor-shelter" / "harbor-shelter.yaml")


def test_it_is_read_and_analysed_without_a_warning(shelter: Analysed) -> None:
    assert [item.code for item in shelter.diagnostics if item.severity is not Severity.ADVICE] == []


def test_its_goals_have_six_different_statuses(shelter: Analysed) -> None:
    assert [item.status for item in shelter.outcomes.goals] == [
        GoalStatus.MET,
        GoalStatus.MISSED,
        GoalStatus.MET_LATE,
        GoalStatus.AT_RISK,
        GoalStatus.NOT_DUE,
        GoalStatus.NOT_MEASURED,
    ]


def test_it_has_a_metric_of_each_kind_and_counts_too_rare_for_means(shelter: Analysed) -> None:
    kinds = [item.kind for item in shelter.configuration.metrics.values()]
    assert kinds == [MetricKind.LEVEL, MetricKind.COUNT, MetricKind.RATE, MetricKind.COUNT]
    assert "incidents.mean.reporting_vs_year_earlier.rate_ratio" in shelter.outcomes.quantities


def test_its_metrics_include_some_with_and_without_signals(shelter: Analysed) -> None:
    assert shelter.outcomes.plan.is_monitoring
    assert shelter.configuration.intervention is None
    found = [item.verdict for item in shelter.outcomes.monitoring]
    assert [item.course for item in found[:2]] == [Course.EXPECTED, Course.EXPECTED]
    assert [item.tone for item in found[2:]] == [Tone.BETTER, Tone.WORSE]


def test_its_incidents_are_rare_enough_for_a_chart_of_rare_counts(shelter: Analysed) -> None:
    kinds = [item.analysis for item in shelter.outcomes.monitoring]
    assert kinds == ["xmr", "xmr", "xmr", "counts"]
    limit = shelter.outcomes.quantities["incidents.counts.reporting.limit_high"]
    # 28 in 18 months; clusters and a season can't be excluded.
    assert limit.value == 8


def test_the_first_key_point_is_what_got_worse(shelter: Analysed) -> None:
    key_points = describe_outcomes(shelter.configuration, shelter.outcomes).must_know
    assert [plain_text(item) for item in key_points] == [
        (
            "Serious incidents: 4.5 a month, higher than expected; the goal of at most 2 was "
            "missed. In all, the period had 27 incidents, after 7 in the half-year before and 12 "
            "a year earlier."
        ),
        (
            "Regular donors at the end of June 2026: 523; the goal of at least 550 by December "
            "2026 is at risk. If the recent gains go on, the chance of meeting it is 35%."
        ),
        (
            "The share of families housed within 90 days: 67%, up on a year earlier; the goal of "
            "at least 60% was met. That compares with 53% in the half-year before and 55% a year "
            "earlier."
        ),
    ]


def test_its_risks_say_what_is_missing_and_who_answers(shelter: Analysed) -> None:
    risks = describe_outcomes(shelter.configuration, shelter.outcomes).risks
    assert [plain_text(item) for item in risks] == [
        "Safety: 2.5 incidents a month over the target. Night team answers for it.",
        "Reach 550 regular donors: 27 donors short of the target. Fundraising answers for it.",
        (
            "Guests feel better when they leave than when they came: the goal names no number. "
            "Housing team answers for it."
        ),
    ]


def test_its_script_reproduces_its_data(configs: Path, tmp_path: Path) -> None:
    here = configs / "harbor-shelter"
    (tmp_path / "data").mkdir()
    script = shutil.copy(here / "make_data.py", tmp_path)
    runpy.run_path(str(script), run_name="__main__")
    for name in ("giving.csv", "shelter.csv"):
        assert (tmp_path / "data" / name).read_bytes() == (here / "data" / name).read_bytes()
