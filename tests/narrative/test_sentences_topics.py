"""Sentences on campaigns, committees, surveys, goals and reporting periods."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from reportgen.analysis.analyse import analyse
from reportgen.config.loader import load_configuration
from reportgen.data.loader import load_dataset
from reportgen.model.prose import plain_text
from reportgen.narrative.phrases import paragraph
from tests.narrative.factories import Case

if TYPE_CHECKING:
    from pathlib import Path

HEAD = """
reportgen: 1
organization: {name: Reading Club}
metrics:
  readers:
    {label: newsletter readers, kind: count, unit: readers, file: readers.csv, date: month,
     value: readers}
"""
COMMITTEE = """
brief: {report_date: 2021-07-01}
committee:
  ranks: [student, teacher]
  trainee_ranks: [student]
  members:
    - {id: a, name: Ann, rank: teacher, joined: 2019-01-01}
    - {id: b, name: Ben, rank: student, joined: 2019-01-01, left: 2020-02-01}
    - {id: c, name: Cem, rank: student, joined: 2019-01-01}
    - {id: d, name: Dee, rank: student, joined: 2020-06-15}
  structures:
    - id: old
      label: Two levels
      from: 2019-07-01
      to: 2020-06-30
      roles:
        - {title: Chair, holders: [a], lead: true}
        - {title: Helpers, holders: [b, c], reports_to: Chair}
    - id: new
      label: One level
      from: 2020-07-01
      roles: [{title: All, holders: [a, c, d], lead: true}]
"""


def statement_texts(
    folder: Path, text: str, *, months: list[int] | None = None
) -> dict[str, tuple[str, str]]:
    """Return the short and full statement per subject of a configuration."""
    values = months or [40 + place % 3 for place in range(30)]
    rows = [
        f"{2019 + place // 12}-{place % 12 + 1:02d},{value}" for place, value in enumerate(values)
    ]
    (folder / "readers.csv").write_text("month,readers\n" + "\n".join(rows) + "\n")
    path = folder / "club.yaml"
    path.write_text(HEAD + text)
    loaded = load_configuration(path)
    assert loaded.configuration is not None, loaded.diagnostics
    dataset = load_dataset(loaded.configuration).dataset
    assert dataset is not None
    known = Case(
        configuration=loaded.configuration, outcomes=analyse(loaded.configuration, dataset)
    )
    return {
        key: (plain_text(paragraph(*item.short)), plain_text(paragraph(*item.full)))
        for key, item in known.narrative.statements.items()
    }


def campaigns(folder: Path, rows: str) -> str:
    (folder / "campaigns.csv").write_text("campaign,month,reach\n" + rows)
    return (
        "intervention: {on: 2020-01-01}\n"
        "campaigns: {file: campaigns.csv, name: campaign, date: month, value: reach, "
        "unit: readers, complete: true}\n"
    )


def test_a_record_without_an_earlier_campaign_has_no_ratio(tmp_path: Path) -> None:
    short, full = statement_texts(tmp_path, campaigns(tmp_path, "Fair,2019-02,900\n"))["campaigns"]
    assert short == "The only campaign, Fair (February 2019), reached 900 readers."
    assert full == short


@pytest.mark.parametrize(
    ("rows", "end"),
    [
        ("Walk,2019-02,300\nFair,2019-05,900\n", "the 1200 readers that all campaigns reached."),
        ("Walk,2020-02,300\nFair,2020-05,900\n", "the 1200 readers that all campaigns reached."),
        (
            "Walk,2020-02,300\nFair,2019-05,900\n",
            (
                "A record before the change is no surprise in itself, because only 1 of the 2 "
                "campaigns came after it."
            ),
        ),
    ],
)
def test_chance_is_weighed_if_campaigns_lie_before_and_after_the_change(
    tmp_path: Path, rows: str, end: str
) -> None:
    _, full = statement_texts(tmp_path, campaigns(tmp_path, rows))["campaigns"]
    assert full.endswith(end)


def test_a_record_has_its_ratio_its_share_and_what_chance_lets_expect(tmp_path: Path) -> None:
    rows = "Walk,2019-02,300\nFair,2020-03,900\nTalk,2020-08,300\n"
    short, full = statement_texts(tmp_path, campaigns(tmp_path, rows))["campaigns"]
    assert short == (
        "The most successful of 3 campaigns, Fair (March 2020), reached 900 readers, 3.0 times the "
        "previous record (300, Walk in February 2019)."
    )
    assert "It brought 60% of the 1500 readers that all campaigns reached." in full
    assert full.endswith(
        "A record after the change is no surprise in itself, because 2 of the 3 campaigns came "
        "after it."
    )


def test_a_structure_is_described_by_people_roles_and_levels(tmp_path: Path) -> None:
    statements = statement_texts(tmp_path, COMMITTEE)
    assert statements["committee.old"][0] == (
        "From 1 July 2019, the committee had 3 members, 2 roles, and 2 levels. The average member "
        "had 0.7 people above them, and those with people below them had 2 reporting to them. Of "
        "the people in lead roles, 0 of 1 (0%) were trainees."
    )
    assert "3 members, 1 role, and 1 level." in statements["committee.new"][0]


def test_a_change_of_structure_is_described_without_inference(tmp_path: Path) -> None:
    short, full = statement_texts(tmp_path, COMMITTEE)["committee.change"]
    assert short == (
        "The new structure was flatter: 1 level instead of 2. The average member had 0 people "
        "above them, down from 0.7. Trainees held 2 of 3 lead positions; before, they had held "
        "none of 1."
    )
    assert full.endswith(
        "Between 1 July 2019 and 1 July 2020, 2 members stayed, 1 joined, and 1 left."
    )


def test_retention_counts_those_who_were_there_at_the_start(tmp_path: Path) -> None:
    short, full = statement_texts(tmp_path, COMMITTEE)["retention"]
    assert short == (
        "All 3 members present on 1 July 2020 were still on the committee on 1 July 2021."
    )
    # Without an interval: a complete list is no sample.
    assert full == f"{short} Their mean time on the committee was 24.1 months."


def test_two_groups_of_answers_are_not_said_to_be_the_same_people(tmp_path: Path) -> None:
    text = (
        "surveys: [{id: skills, question: Do you read?, before: {yes: 2, asked: 10}, "
        "after: {yes: 9, asked: 12}}]\n"
    )
    short, full = statement_texts(tmp_path, text)["surveys.skills"]
    assert short == (
        "Of the 12 who answered the second time, 9 (75%) said yes when asked “Do you read?”, up "
        "from 2 of 10 (20%) the first time."
    )
    assert full.startswith(f"{short} The difference is 55 percentage points (95% CI 11-84; Barnard")
    assert "Barnard exact test, P=" in full
    assert full.endswith(
        "The answers may come from different people, so a difference need not be a change in "
        "anyone."
    )


def test_answers_that_show_no_difference_are_said_to_show_none(tmp_path: Path) -> None:
    text = (
        "surveys: [{id: skills, question: Do you read?, paired: "
        "{both: 10, gained: 2, lost: 4, neither: 3}}]\n"
    )
    short, full = statement_texts(tmp_path, text)["surveys.skills"]
    assert short.endswith(" the first time; the difference may be chance.")
    assert " the first time. The difference may be chance (" in full
    assert "exact unconditional McNemar test, P=" in full


def test_a_difference_that_only_the_adjustment_hides_is_explained(tmp_path: Path) -> None:
    # One of ten questions: the case that said "-29 points (-51 to -2; P=.07)".
    asked = "{{id: q{}, question: Q{}?, paired: {{both: 10, gained: {}, lost: {}, neither: 3}}}}"
    items = [asked.format(0, 0, 2, 9), *(asked.format(n, n, 3, 3) for n in range(1, 10))]
    _, full = statement_texts(tmp_path, f"surveys: [{', '.join(items)}]\n")["surveys.q0"]
    assert "The share may have fallen (−29 percentage points, 95% CI −53 to −1; exact" in full
    assert full.endswith("McNemar test, P=.04, adjusted P=.41).")


def test_a_goal_that_is_not_due_gives_what_is_missing(tmp_path: Path) -> None:
    text = (
        "intervention: {on: 2020-01-01}\n"
        "brief: {report_date: 2021-07-01}\n"
        "goals:\n"
        "  - {id: more, specific: Reach more readers., achievable: yes, relevant: yes, "
        "time_bound: 2022-06-30, measurable: {quantity: readers.observed.latest.value, "
        "target: 60.5}}\n"
    )
    short, full = statement_texts(tmp_path, text)["goals.more"]
    assert short == (
        "Reach more readers. Not yet due: 42 readers in June 2021, 18.5 short; the goal is 60.5 by "
        "June 2022."
    )
    assert full == short


def test_milestones_are_listed_by_day(tmp_path: Path) -> None:
    text = (
        "milestones: [{on: 2020-05-02, what: the club moved}, "
        "{on: 2019-03-01, what: the library gave a hall.}]\n"
    )
    short, full = statement_texts(tmp_path, text)["milestones"]
    assert short == full
    assert short == (
        "Milestones: the library gave a hall (1 March 2019) and the club moved (2 May 2020)."
    )


@pytest.mark.parametrize(
    ("months", "start", "end"),
    [
        (
            [40, 43, 38, 41, 44, 39, 42, 40, 37, 43, 41, 42] * 2 + [41, 39, 42, 90, 95, 99],
            # No test of three values against three finds a difference, so this is no rise yet.
            "Newsletter readers ran higher than expected over the quarter as a whole: 94.7 readers",
            (
                "Whether that is higher than a year earlier is uncertain: the values are too few "
                "for a test."
            ),
        ),
        (
            [40, 43, 38, 41, 44, 39, 42, 40, 37, 43, 41, 42] * 2 + [41, 39, 42, 41, 40, 42],
            "Newsletter readers stayed within the expected range of ",
            ": 41 readers a month, after 41.3 a year earlier.",
        ),
        (
            [40, 43, 38, 41, 44, 39, 42],
            "Newsletter readers can't be compared with an expected range: ",
            "values, and this one has 3.",
        ),
    ],
)
def test_a_reporting_period_is_a_change_or_as_expected(
    tmp_path: Path, months: list[int], start: str, end: str
) -> None:
    short, full = statement_texts(tmp_path, "", months=months)["monitoring.readers"]
    assert short.startswith(start)
    assert end in short
    assert full.startswith(start)
    assert re.search("quarter before|a year earlier", short)
