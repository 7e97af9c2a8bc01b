"""Keys that belong to one kind of metric."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reportgen.config.loader import load_configuration

if TYPE_CHECKING:
    from pathlib import Path


def _problems(tmp_path: Path, metric: str) -> list[tuple[str, str]]:
    path = tmp_path / "config.yaml"
    path.write_text(
        "reportgen: 1\norganization: {name: River Club}\nmetrics:\n"
        f"  m: {{file: data.csv, date: month, {metric}}}\n",
        encoding="utf-8",
    )
    found = load_configuration(path).diagnostics
    # The data file is not part of these tests.
    return [(item.code, item.message) for item in found if item.code != "DAT001"]


@pytest.mark.parametrize(
    ("metric", "message"),
    [
        ("kind: rate, numerator: a", "has `numerator` and no `denominator`"),
        ("kind: rate, misses: a", "has `misses` and no `denominator`"),
        ("kind: rate, numerator: a, misses: b, denominator: c", "both `numerator` and `misses`"),
        ("kind: rate, value: v, numerator: a, denominator: c", "both `value` and `numerator`"),
    ],
)
def test_a_share_has_one_part_and_a_whole(tmp_path: Path, metric: str, message: str) -> None:
    ((code, text),) = _problems(tmp_path, metric)
    assert code == "CFG150"
    assert message in text


@pytest.mark.parametrize(
    ("metric", "key"),
    [
        ("kind: count, value: v, restarts: yearly", "restarts"),
        ("kind: rate, value: v, currency: USD", "currency"),
        ("kind: count, value: v, weight: w", "weight"),
        ("kind: average, value: v, in_percent: true", "in_percent"),
        ("kind: amount, value: v, denominator: d", "denominator"),
        ("kind: average, value: v, per: {count: 3, of: halls}", "per"),
    ],
)
def test_a_key_of_another_kind_is_refused(tmp_path: Path, metric: str, key: str) -> None:
    ((code, text),) = _problems(tmp_path, metric)
    assert code == "CFG151"
    assert f"`{key}` does not apply" in text


@pytest.mark.parametrize(
    ("metric", "is_read"),
    [
        ("kind: count, value: v, every: quarter, year_starts: April", True),
        ("kind: count, value: v, year_starts: 4", True),
        ("kind: count, value: v, year_starts: Aprilis", False),
        ("kind: count, value: v, every: fortnight", False),
        ("kind: amount, value: v, currency: dollars", False),
    ],
)
def test_how_often_and_since_when_is_said_in_words(
    tmp_path: Path, metric: str, *, is_read: bool
) -> None:
    assert (not _problems(tmp_path, metric)) is is_read


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        ("2021", "2021", ("2021-01-01", "2021-12-31")),
        ("2021-Q2", "2021-Q3", ("2021-04-01", "2021-09-30")),
        ("2021-W01", "2021-W02", ("2021-01-04", "2021-01-17")),
        ("2021-02", "2021", ("2021-02-01", "2021-12-31")),
    ],
)
def test_a_period_may_be_given_in_any_step(
    tmp_path: Path, first: str, last: str, days: tuple[str, str]
) -> None:
    path = tmp_path / "config.yaml"
    (tmp_path / "data.csv").write_text("month,v\n2021-01,1\n2021-02,2\n", encoding="utf-8")
    path.write_text(
        "reportgen: 1\norganization: {name: River Club}\n"
        f"periods: {{after: {{from: {first}, to: {last}}}}}\n"
        "metrics:\n  m: {kind: count, file: data.csv, date: month, value: v}\n",
        encoding="utf-8",
    )
    configuration = load_configuration(path).configuration
    assert configuration is not None
    period = configuration.periods["after"]
    assert (period.first.isoformat(), period.last.isoformat()) == days
