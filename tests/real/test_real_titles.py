"""The titles of board reports of 70 hospital trusts are their own."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest

from reportgen.api import analyse
from reportgen.model.prose import plain_text
from reportgen.narrative.front.finding import LONGEST_TITLE
from reportgen.narrative.narrative import describe_outcomes
from tests.narrative.title_patterns import (
    FEWEST_TITLES,
    MOST_OF_A_PATTERN,
    patterns,
    share_of_different,
)

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.narrative.narrative import Narrative

FILE = "org_nhs_ae/type1_monthly.csv"
COUNTS = "kind: count, file: {file}, date: period, where: {{org_code: {code}}}"
TRUST = f"""reportgen: 1
organization: {{{{name: Trust {{code}}}}}}
brief: {{{{kind: board, report_date: 2019-04-10}}}}
reporting_period: {{{{from: 2018-10, to: 2019-03}}}}
metrics:
  attendances: {{{{value: attendances, good: neither, {COUNTS}}}}}
  admissions: {{{{value: admissions, good: down, {COUNTS}}}}}
  within: {{{{kind: rate, label: patients seen within four hours, unit: patients, file: {{file}},
    date: period, misses: breaches, denominator: attendances, where: {{{{org_code: {{code}}}}}}}}}}
goals:
  - id: four-hours
    specific: See 95% of patients within four hours
    measurable: {{{{quantity: within.mean.reporting.mean, target: 95%, direction: at_least}}}}
    time_bound: 2019-03-31
"""


@pytest.fixture(scope="module")
def trusts(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Narrative]:
    """Return what is said of each trust; no file is rendered."""
    folder = tmp_path_factory.mktemp("trusts")
    with (shared_data / FILE).open(encoding="utf-8", newline="") as stream:
        codes = sorted({row["org_code"] for row in csv.DictReader(stream)})
    found = {}
    for code in codes:
        path = folder / f"{code}.yaml"
        path.write_text(TRUST.format(code=code, file=FILE), encoding="utf-8")
        analysed = analyse(path, data_roots=(shared_data,))
        found[f"Trust {code}"] = describe_outcomes(analysed.configuration, analysed.outcomes)
    return found


def test_few_trusts_share_a_title_but_for_its_numbers(trusts: dict[str, Narrative]) -> None:
    titles = {name: plain_text(found.board_title) for name, found in trusts.items()}
    assert len(titles) == 70
    (most, count), *_ = patterns(titles).most_common(1)
    assert count <= MOST_OF_A_PATTERN, most
    assert share_of_different(titles.values()) >= FEWEST_TITLES


def test_no_title_of_a_trust_is_too_long_or_leaves_out_a_missed_goal(
    trusts: dict[str, Narrative],
) -> None:
    for found in trusts.values():
        title = plain_text(found.board_title)
        assert len(title) <= LONGEST_TITLE
        assert "the goal of 95% was " in title


def test_data_that_end_before_the_period_are_no_title_and_no_panel(
    trusts: dict[str, Narrative],
) -> None:
    found = trusts["Trust RJF"]
    assert plain_text(found.board_title) == (
        "The data end in June 2018, and the goal of 95% was not measured"
    )
    assert plain_text(found.must_know[0]) == (
        "The data end in June 2018, before the period of this report."
    )
    assert not any("do not cover" in plain_text(note) for note in found.data_notes)
