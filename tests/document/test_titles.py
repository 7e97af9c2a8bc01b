"""Titles, standfirsts and key figures of invented organizations are true and their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from reportgen.languages.current import use_language
from reportgen.model.prose import plain_text
from reportgen.narrative.front.finding import LONGEST_TITLE
from reportgen.narrative.narrative import describe_outcomes
from reportgen.pipeline import analyse_organization, load_organization
from tests.document.truth_configurations import columns, metric, months, noise
from tests.narrative.title_patterns import FEWEST_TITLES, patterns, share_of_different

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.narrative.narrative import Narrative

STEP = np.repeat([0.0, 1.0], 24)
CHANGE = (
    "intervention: {on: 2023-01-01, label: Saturday opening ends, since: Saturday opening ended}\n"
    "periods:\n  before: {from: 2021-01, to: 2022-12}\n  after: {from: 2023-01, to: 2024-12}\n"
)
LONG_LABEL = "the share of families who were housed within ninety days of their first night with us"


def narrative(folder: Path, text: str, language: str = "en", **values: np.ndarray) -> Narrative:
    folder.mkdir(parents=True, exist_ok=True)
    table = columns(months(2021, 48), **values).replace("nan", "")
    (folder / "n.csv").write_text(table, encoding="utf-8")
    path = folder / "c.yaml"
    path.write_text(f"reportgen: 1\norganization: {{name: Lakeside}}\n{text}", encoding="utf-8")
    analysed = analyse_organization(load_organization(path))
    assert analysed is not None, load_organization(path).diagnostics
    with use_language(language):
        return describe_outcomes(analysed.configuration, analysed.outcomes)


def compared(**tests: str) -> str:
    return "comparisons:\n" + "".join(
        f"  - {{id: of-{name}, metric: {name}, contrast: [after, before], test: {test}}}\n"
        for name, test in tests.items()
    )


def goal(name: str, quantity: str, target: float, direction: str = "at_least") -> str:
    return (
        f"  - {{id: {name}, specific: Reach it, measurable: {{quantity: {quantity}, "
        f"target: {target}, direction: {direction}}}, time_bound: 2024-12-31}}\n"
    )


def figures(found: Narrative) -> list[str]:
    return [f"{plain_text(item.value)} | {plain_text(item.label)}" for item in found.headlines]


def test_where_everything_fell_the_title_says_what_fell_to_what(tmp_path: Path) -> None:
    found = narrative(
        tmp_path,
        f"{CHANGE}metrics:\n{metric('loans', 'count')}{metric('members', 'level')}"
        f"{compared(loans='mean', members='slope')}"
        f"goals:\n{goal('lend', 'loans.mean.after.mean', 5000)}",
        loans=np.round(5254 - 1679 * STEP + noise(1, 48, 150)),
        members=np.round(2000 + np.cumsum(5.5 - 11.3 * STEP + noise(3, 48, 1.5))),
    )
    assert plain_text(found.title) == (
        "Lakeside: loans fell to 3537 a month; members turned from gains to losses, at −5.7 a "
        "month, compared with 5.3"
    )
    assert plain_text(found.board_title) == (
        "Loans fell to 3537 a month, and the goal of 5000 a month was missed; members turned from "
        "gains to losses, at −5.7 a month, compared with 5.3"
    )
    assert plain_text(found.standfirst) == (
        "After Saturday opening ended, loans fell to 3537 a month, compared with 5271 in the two "
        "years before. Members turned from gains to losses, at −5.7 a month, compared with 5.3 in "
        "the two years before."
    )
    first, *_ = figures(found)
    assert first == (
        "3537 loans a month | down from 5271 in the two years before (ratio 0.67, 95% CI 0.65-0.69)"
    )


def test_a_difference_that_may_be_chance_is_never_titled_as_a_finding(tmp_path: Path) -> None:
    hours = np.round(218 + 28 * STEP + noise(11, 48, 90))
    text = f"{CHANGE}metrics:\n{metric('hours', 'count')}{compared(hours='mean')}"
    found = narrative(tmp_path / "more", text, hours=hours)
    assert plain_text(found.title) == "Lakeside: 4 fewer hours a month, which may be chance"
    assert plain_text(found.standfirst).endswith("; the difference may be chance.")
    spanish = narrative(tmp_path / "es", text, "es", hours=hours)
    assert plain_text(spanish.title) == (
        "Lakeside: 4 hours menos al mes, una diferencia que puede deberse al azar"
    )


def test_periods_that_are_alike_come_before_those_that_may_differ(tmp_path: Path) -> None:
    found = narrative(
        tmp_path,
        f"{CHANGE}metrics:\n{metric('again', 'rate')}{metric('parcels', 'count')}comparisons:\n"
        "  - {id: a, metric: again, contrast: [after, before], test: mean}\n"
        "  - {id: p, metric: parcels, contrast: [after, before], test: mean, "
        "equivalence_margin: 15%, margin_reason: a seventh}\n",
        again=np.round(0.40 + noise(5, 48, 0.02), 3),
        parcels=np.round(889 + noise(4, 48, 60)),
    )
    assert (
        plain_text(found.title) == "Lakeside: parcels came to 878 a month, the same to within 15%"
    )
    assert figures(found) == [
        "878 parcels a month | compared with 885 in the two years before: the same to within 15%",
        "39.1% | again, compared with 39.6% in the two years before; the difference may be chance",
    ]


def test_the_worst_and_the_best_are_named_where_lower_is_better(tmp_path: Path) -> None:
    found = narrative(
        tmp_path,
        f"{CHANGE}metrics:\n{metric('wait', 'average', more=', good: down')}"
        f"{metric('overtime', 'count', more=', good: down')}"
        f"{compared(wait='mean', overtime='mean')}"
        f"goals:\n{goal('wait', 'wait.mean.after.mean', 25, 'at_most')}",
        wait=np.round(31 - 9 * STEP + noise(7, 48, 2), 1),
        overtime=np.round(500 + 220 * STEP + noise(8, 48, 40)),
    )
    assert plain_text(found.board_title) == (
        "Overtime rose to 712 a month; wait fell to 21.4, and the goal of at most 25 was met"
    )
    # Key figures follow the goals.
    wait, overtime = figures(found)
    assert wait.startswith("21.4 wait | down from 30.2 ")
    assert overtime.startswith("1.43 times | the monthly overtime of the two years before: 712 ")


def test_a_few_events_are_counted(tmp_path: Path) -> None:
    events = np.zeros(48)
    events[[17, 20, 22]] = 1
    found = narrative(
        tmp_path,
        f"{CHANGE}metrics:\n{metric('events', 'count')}"
        f"goals:\n{goal('hold', 'events.mean.after.rate', 1)}",
        events=events,
    )
    counted = "events came to 0 in 24 months, compared with 3 in the two years before"
    assert plain_text(found.title) == f"Lakeside: {counted}; the goal of 1 event a month was missed"
    assert plain_text(found.board_title) == (
        f"{counted.capitalize()}, and the goal of 1 a month was missed"
    )
    assert figures(found) == [
        (
            "0 events | events in 24 months, compared with 3 in the two years before; the goal of "
            "1 a month was missed"
        )
    ]


def test_a_goal_that_is_not_due_is_at_risk_and_not_missed(tmp_path: Path) -> None:
    found = narrative(
        tmp_path,
        "intervention: {on: 2024-10-01, label: Thursdays, since: rehearsals moved}\n"
        f"metrics:\n{metric('singers', 'level')}goals:\n"
        + goal("sing", "singers.observed.latest.value", 30).replace("2024-12-31", "2025-06-30"),
        singers=np.array([np.nan] * 40 + [15, 16, 17, 18, 21, 22, 22, 23.0]),
    )
    assert plain_text(found.board_title) == "The goal of 30 singers is at risk, at 23"
    assert plain_text(found.title).endswith(", and the values are too few to tell")


def test_long_names_never_make_a_title_overflow(tmp_path: Path) -> None:
    long = metric("kept", "rate").replace("label: kept", f"label: {LONG_LABEL}")
    text = (
        f"{CHANGE}metrics:\n{long}{metric('loans', 'count')}{compared(kept='mean', loans='mean')}"
        f"goals:\n{goal('keep', 'kept.mean.after.mean', 0.9)}"
    )
    values = {
        "kept": np.round(0.5 + 0.2 * STEP + noise(21, 48, 0.02), 3),
        "loans": np.round(500 - 80 * STEP + noise(22, 48, 9)),
    }
    found = narrative(tmp_path / "long", text, **values)
    for title in (found.title, found.board_title):
        assert len(plain_text(title)) <= LONGEST_TITLE
    short = text.replace(f"label: {LONG_LABEL}", f"label: {LONG_LABEL}, short: the housed share")
    named = narrative(tmp_path / "short", short, **values)
    assert plain_text(named.board_title).startswith("The housed share rose to ")
    assert "loans fell to " in plain_text(named.board_title)


def test_a_batch_has_a_title_for_each_organization(tmp_path: Path) -> None:
    titles = {}
    for place in range(12):
        chance = np.random.default_rng(place)
        shift = chance.choice([-120.0, 0.0, 120.0]) * (np.arange(48) >= 42)
        found = narrative(
            tmp_path / str(place),
            f"reporting_period: {{from: 2024-07, to: 2024-12}}\nmetrics:\n"
            f"{metric('visits', 'count')}goals:\n{goal('g', 'visits.mean.reporting.mean', 420)}",
            visits=np.round(400 + shift + chance.normal(0, 25, 48)),
        )
        titles[str(place)] = plain_text(found.board_title)
    assert share_of_different(titles.values()) >= FEWEST_TITLES
    assert max(patterns(titles).values()) <= len(titles) / 2
    assert all(len(title) <= LONGEST_TITLE for title in titles.values())


@pytest.mark.parametrize("language", ["en", "es"])
def test_no_title_quotes_a_name(language: str, tmp_path: Path) -> None:
    found = narrative(
        tmp_path,
        f"{CHANGE}metrics:\n{metric('members', 'level')}{compared(members='slope')}",
        language,
        members=np.round(2000 + np.cumsum(5.5 - 4.0 * STEP + noise(3, 48, 1.5))),
    )
    words = (found.title, found.board_title, found.standfirst, found.opening)
    assert not any(mark in plain_text(prose) for prose in words for mark in "“”«»")
