"""The keys that qualify a comparison: reasons, margins and the course of a change."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from reportgen.config.loader import load_configuration
from reportgen.diagnostics import Severity
from reportgen.model.comparison import Impact, Margin, WashOut
from reportgen.model.frequency import Calendar, DateSpan, Frequency
from reportgen.model.metric import Redefinition, Season

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.diagnostics import Diagnostic
    from reportgen.model.comparison import Comparison
    from reportgen.model.configuration import Configuration

_FILE = """\
reportgen: 1
organization: {{name: Bike Kitchen}}
{more}
metrics: {{rides: {{kind: count, file: rides.csv, date: month, value: rides{metric}}}}}
periods:
  before: {{from: 2022, to: 2022}}
  after: {{from: 2023, to: 2023}}
comparisons:
  - {{id: a, metric: rides, test: {test}, contrast: [after, before]{keys}}}
"""


def loaded(
    folder: Path, keys: str = "", *, test: str = "mean", more: str = "", metric: str = ""
) -> tuple[Configuration | None, list[Diagnostic]]:
    """Return the configuration with these keys of its comparison, and what is said of it."""
    (folder / "rides.csv").write_text("month,rides\n2022-01,3\n")
    path = folder / "bikes.yaml"
    keys = f", {keys}" if keys else ""
    path.write_text(_FILE.format(keys=keys, test=test, more=more, metric=metric))
    result = load_configuration(path)
    return result.configuration, list(result.diagnostics)


def comparison(folder: Path, keys: str, *, test: str = "mean", more: str = "") -> Comparison:
    """Return the comparison of a configuration without faults."""
    configuration, found = loaded(folder, keys, test=test, more=more)
    assert configuration is not None, found
    assert not found
    return configuration.comparisons[0]


def said(found: list[Diagnostic]) -> list[tuple[str, Severity, str]]:
    """Return code, severity and marked text of each diagnostic."""
    return [(item.code, item.severity, _marked(item)) for item in found]


def _marked(item: Diagnostic) -> str:
    place = item.place
    assert place is not None
    assert place.column is not None
    return place.text[place.column - 1 :][: place.width]


@pytest.mark.parametrize("side", ["greater", "less"])
def test_the_reason_of_a_one_sided_test_is_read(tmp_path: Path, side: str) -> None:
    found = comparison(tmp_path, f"alternative: {side}, alternative_reason: It can only do so")
    assert (found.alternative, found.alternative_reason) == (side, "It can only do so")


def test_a_one_sided_test_without_a_reason_is_a_warning_at_the_side(tmp_path: Path) -> None:
    configuration, found = loaded(tmp_path, "alternative: greater")
    assert said(found) == [("CFG181", Severity.WARNING, "greater")]
    assert found[0].message == "comparison `a` looks at one side only, and no reason is given"
    assert "alternative_reason" in found[0].help
    assert configuration is not None
    assert configuration.comparisons[0].alternative_reason is None


def test_a_two_sided_test_asks_for_no_reason_and_takes_none(tmp_path: Path) -> None:
    assert comparison(tmp_path, "alternative: two-sided").alternative_reason is None
    configuration, found = loaded(tmp_path, "alternative_reason: It can only rise")
    assert configuration is None
    assert said(found) == [("CFG182", Severity.ERROR, "It can only rise")]


def test_the_reason_of_a_margin_is_read(tmp_path: Path) -> None:
    found = comparison(tmp_path, "equivalence_margin: 20%, margin_reason: No one would notice")
    assert found.equivalence_margin == Margin(value=0.2, is_relative=True)
    assert found.margin_reason == "No one would notice"
    assert comparison(tmp_path, "").margin_reason is None


def test_a_margin_without_a_reason_is_a_warning_and_a_reason_without_one_an_error(
    tmp_path: Path,
) -> None:
    configuration, found = loaded(tmp_path, "equivalence_margin: 12 %")
    assert said(found) == [("CFG181", Severity.WARNING, "12 %")]
    assert "margin_reason" in found[0].help
    assert configuration is not None
    configuration, found = loaded(tmp_path, "margin_reason: No one would notice")
    assert said(found) == [("CFG182", Severity.ERROR, "No one would notice")]
    assert configuration is None


def test_a_mistyped_margin_does_not_make_its_reason_a_fault(tmp_path: Path) -> None:
    _, found = loaded(tmp_path, "equivalence_margin: -5, margin_reason: No one would notice")
    assert [item.code for item in found] == ["CFG022"]


@pytest.mark.parametrize(
    ("keys", "season", "reason"),
    [
        ("", Season.AUTOMATIC, None),
        (", season: automatic", Season.AUTOMATIC, None),
        (
            ", season: none, season_reason: The track is indoors",
            Season.NONE,
            "The track is indoors",
        ),
    ],
)
def test_the_season_of_a_metric_is_read(
    tmp_path: Path, keys: str, season: Season, reason: str | None
) -> None:
    configuration, found = loaded(tmp_path, metric=keys)
    assert configuration is not None, found
    metric = configuration.metrics["rides"]
    assert (metric.season, metric.season_reason) == (season, reason)
    assert not found


def test_no_season_needs_a_reason_and_a_reason_no_season(tmp_path: Path) -> None:
    _, found = loaded(tmp_path, metric=", season: none")
    assert said(found) == [("CFG183", Severity.ERROR, "none")]
    _, found = loaded(tmp_path, metric=", season_reason: The track is indoors")
    assert said(found) == [("CFG182", Severity.ERROR, "The track is indoors")]


def test_changes_of_a_definition_are_read_oldest_first(tmp_path: Path) -> None:
    given = "[{on: 2023-05-02, note: Trikes count}, {on: 2022-Q2, note: Guests count}]"
    configuration, found = loaded(tmp_path, metric=f", redefined: {given}")
    assert not found
    assert configuration is not None
    assert configuration.metrics["rides"].redefined == (
        Redefinition(on=date(2022, 4, 1), note="Guests count"),
        Redefinition(on=date(2023, 5, 2), note="Trikes count"),
    )


def test_changes_of_a_definition_that_can_not_be_told_apart_are_named(tmp_path: Path) -> None:
    twice = "[{on: 2022-05, note: Trikes count}, {on: 2022-05-01, note: Guests count}]"
    _, found = loaded(tmp_path, metric=f", redefined: {twice}")
    assert said(found) == [("CFG189", Severity.ERROR, "2022-05-01")]
    once = "[{on: 2023-01-20, note: Trikes count}, {on: 2022-01, note: Guests count}]"
    _, found = loaded(tmp_path, metric=f", redefined: {once}", more=CHANGE)
    assert said(found) == [("CFG189", Severity.WARNING, "2023-01-20")]


CHANGE = "intervention: {on: 2023-01-01}"


def test_what_an_interrupted_series_looks_for_is_read(tmp_path: Path) -> None:
    found = comparison(
        tmp_path,
        "impact: slope, effect_at: 2023-06, wash_out: 2",
        test="its",
        more=CHANGE,
    )
    assert (found.impact, found.effect_at) == (Impact.SLOPE, date(2023, 6, 30))
    assert found.wash_out == WashOut(steps=2)


def test_an_interrupted_series_looks_for_both_where_nothing_is_said(tmp_path: Path) -> None:
    configuration, found = loaded(tmp_path, test="its", more=CHANGE)
    assert said(found) == [("CFG186", Severity.ADVICE, "its")]
    assert configuration is not None
    made = configuration.comparisons[0]
    assert (made.impact, made.effect_at, made.wash_out) == (Impact.BOTH, None, None)
    assert comparison(tmp_path, "impact: both", test="its", more=CHANGE) == made


@pytest.mark.parametrize(
    ("impact", "has_level", "has_slope"),
    [(Impact.LEVEL, True, False), (Impact.SLOPE, False, True), (Impact.BOTH, True, True)],
)
def test_an_impact_is_of_the_level_of_the_slope_or_of_both(
    impact: Impact, has_level: bool, has_slope: bool
) -> None:
    assert (impact.has_level, impact.has_slope) == (has_level, has_slope)


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("{from: 2022-12, to: 2023-02}", date(2022, 12, 1), date(2023, 2, 28)),
        ("{from: 2023-Q1, to: 2023-04-15}", date(2023, 1, 1), date(2023, 4, 15)),
        # Before the official day: next to it.
        ("{from: 2022-11, to: 2022-12}", date(2022, 11, 1), date(2022, 12, 31)),
    ],
)
def test_days_to_wash_out_are_read(tmp_path: Path, written: str, first: date, last: date) -> None:
    keys = f"impact: level, wash_out: {written}"
    found = comparison(tmp_path, keys, test="its", more=CHANGE)
    assert found.wash_out == WashOut(days=DateSpan(first, last))
    assert found.wash_out.span(date(2023, 1, 1), Calendar(Frequency.MONTH)) == (first, last)


@pytest.mark.parametrize(
    ("frequency", "steps", "first", "last"),
    [
        (Frequency.MONTH, 1, date(2023, 5, 1), date(2023, 5, 31)),
        (Frequency.MONTH, 3, date(2023, 5, 1), date(2023, 7, 31)),
        (Frequency.QUARTER, 2, date(2023, 4, 1), date(2023, 9, 30)),
        (Frequency.WEEK, 2, date(2023, 5, 15), date(2023, 5, 28)),
        # Without steps, a month is one.
        (Frequency.IRREGULAR, 1, date(2023, 5, 1), date(2023, 5, 31)),
    ],
)
def test_steps_are_washed_out_from_that_of_the_intervention_on(
    frequency: Frequency, steps: int, first: date, last: date
) -> None:
    assert WashOut(steps=steps).span(date(2023, 5, 17), Calendar(frequency)) == (first, last)


@pytest.mark.parametrize(
    ("keys", "code", "marked"),
    [
        ("effect_at: 2022-12", "CFG185", "2022-12"),
        ("effect_at: 2024-01", "CFG185", "2024-01"),
        ("wash_out: {from: 2023-02, to: 2023-03}", "CFG185", "{"),
        ("wash_out: {from: 2023-03, to: 2023-01}", "CFG046", "2023-01"),
    ],
)
def test_a_time_that_does_not_fit_is_an_error_at_its_place(
    tmp_path: Path, keys: str, code: str, marked: str
) -> None:
    configuration, found = loaded(tmp_path, f"impact: level, {keys}", test="its", more=CHANGE)
    assert said(found) == [(code, Severity.ERROR, marked)]
    assert configuration is None


@pytest.mark.parametrize("keys", ["effect_at: 2023-01", "effect_at: 2023", "wash_out: 60"])
def test_times_up_to_the_ends_fit(tmp_path: Path, keys: str) -> None:
    comparison(tmp_path, f"impact: level, {keys}", test="its", more=CHANGE)


def test_an_intervention_that_is_missing_is_the_only_fault(tmp_path: Path) -> None:
    keys = "impact: level, effect_at: 2021-01, wash_out: {from: 2021-03, to: 2021-01}"
    _, found = loaded(tmp_path, keys, test="its")
    assert [item.code for item in found] == ["CFG049"]


def test_a_mistyped_side_does_not_make_its_reason_a_fault(tmp_path: Path) -> None:
    _, found = loaded(tmp_path, "alternative: higher, alternative_reason: It can only rise")
    assert [item.code for item in found] == ["CFG024"]
