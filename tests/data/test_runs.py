"""Notes on runs of zeros and of one value, and their absence where chance explains them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.diagnostics import Diagnostic
    from tests.data.conftest import Load

_COUNTS = [80 + 29 * n**2 % 83 for n in range(36)]
"""As irregular as real ones, and always the same."""
_TOTAL = [900 + sum(_COUNTS[:n]) for n in range(36)]


def _monthly(values: Sequence[float]) -> str:
    rows = [f"{2020 + n // 12}-{n % 12 + 1:02},{value}" for n, value in enumerate(values)]
    return "date,n\n" + "\n".join(rows) + "\n"


def _with(values: Sequence[float], start: int, *run: float) -> list[float]:
    return [*values[:start], *run, *values[start + len(run) :]]


def _notes(
    load: Load, values: Sequence[float], kind: str = "count", more: str = ""
) -> list[Diagnostic]:
    found = load(_monthly(values), kind=kind, more=more).diagnostics
    return [item for item in found if item.code in ("DAT100", "DAT101")]


def test_zeros_after_a_year_of_numbers_may_be_a_source_that_stopped(load: Load) -> None:
    (note,) = _notes(load, _with(_COUNTS, 20, 0, 0, 0, 0))
    assert note.code == "DAT100"
    assert note.message == (
        "m: 0 from 2021-09 to 2021-12, 4 months in a row (lines 22 and 25 of data.csv)"
    )
    assert note.place is not None
    assert (note.place.line, note.place.column) == (22, 9)
    assert "`events`" in note.help
    assert note.in_brief


def test_zeros_at_the_end_are_reported_too(load: Load) -> None:
    assert [item.code for item in _notes(load, [*_COUNTS[:12], 0, 0, 0])] == ["DAT100"]


@pytest.mark.parametrize(
    "values",
    [
        pytest.param([0, 0, 0, 0, 0, 0, 0, *_COUNTS], id="before_it_began"),
        pytest.param([*_COUNTS[:12], 0, 0], id="two_zeros"),
        pytest.param([2, 0, 1, 1, 0, 0, 3, 1, 0, 2, 1, 2, 0, 0, 0, 1, 2, 0, 1], id="rare_events"),
        pytest.param([3, 1, 2, 2, 1, 1, 3, 1, 1, 2, 1, 2, 0, 0, 0, 1, 2], id="few_events"),
        pytest.param([9, 8, 7, 0, 0, 0, 6, 9, 8, 8, 7, 9, 0, 0, 0, 9, 8], id="school_holidays"),
    ],
)
def test_zeros_that_are_no_news(load: Load, values: list[int]) -> None:
    assert not _notes(load, values)


@pytest.mark.parametrize(("day", "told"), [("2021-08-20", True), ("2021-05-20", False)])
def test_an_event_explains_zeros(load: Load, day: str, *, told: bool) -> None:
    more = f"}}\nevents: [{{on: {day}, what: The hall was closed}}]\n#"
    assert bool(_notes(load, _with(_COUNTS, 20, 0, 0, 0, 0), more=more)) is not told


def test_zeros_of_days_and_weeks_need_longer_runs(load: Load) -> None:
    for step, fewest in ((1, 7), (7, 4)):
        for length, is_news in ((fewest - 1, False), (fewest, True)):
            values = [*(_COUNTS * 2)[:60], *[0] * length, *_COUNTS[:5]]
            rows = [
                f"{date(2021, 3, 1) + timedelta(days=step * n)},{value}\n"
                for n, value in enumerate(values)
            ]
            more = ", every: day" if step == 1 else ""
            loaded = load("date,n\n" + "".join(rows), kind="count", more=more)
            assert ("DAT100" in [item.code for item in loaded.diagnostics]) is is_news


def test_a_value_that_was_copied_down(load: Load) -> None:
    (note,) = _notes(load, _with(_TOTAL, 14, *[_TOTAL[13]] * 3), "level")
    assert note.code == "DAT101"
    assert note.message == (
        "m: the same value from 2021-02 to 2021-05, 4 months in a row (lines 15 and 18 of data.csv)"
    )
    assert [item.code for item in _notes(load, _with(_COUNTS, 8, 131, 131, 131, 131, 131))] == [
        "DAT101"
    ]


def test_shares_and_scores_with_decimals(load: Load) -> None:
    shares = [0.4 + value / 1000 for value in _COUNTS]
    assert _notes(load, _with(shares, 8, 0.517, 0.517, 0.517, 0.517), "rate")
    # All of all is where a share ends, and may stay.
    assert not _notes(load, _with(shares, 8, 1, 1, 1, 1), "rate")
    scores = [round(3 + value / 100, 1) for value in _COUNTS]
    assert not _notes(load, _with(scores, 8, 4.1, 4.1, 4.1), "average")


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        pytest.param([4, 3, 5, 4, 4, 4, 3, 2, 5, 4, 3, 3, 3, 4], "count", id="small_counts"),
        pytest.param([60, 60, 60, 61, 61, 61, 61, 62, 62, 62, 63, 63], "level", id="small_club"),
        pytest.param([5000] * 6 + [5200] * 6 + [5100] * 6, "amount", id="a_standing_order"),
        pytest.param(
            [12e3, 14e3, 11e3, 13e3, 13e3, 13e3, 12e3, 15e3, 13e3, 14e3, 11e3, 12e3],
            "count",
            id="rounded_to_thousands",
        ),
        # Two clubs in the first year, and two hundred by the end.
        pytest.param(
            [2, 2, 2, 2, 2, 2, 3, 2, 4, 5, 7, *(n**2 for n in range(3, 30))], "count", id="growth"
        ),
    ],
)
def test_values_that_naturally_repeat(load: Load, values: list[float], kind: str) -> None:
    assert not _notes(load, values, kind)


def test_a_missing_month_ends_a_run(load: Load) -> None:
    text = _monthly(_with(_TOTAL, 14, *[_TOTAL[13]] * 3)).replace(f"2021-04,{_TOTAL[13]}\n", "")
    found = [item.code for item in load(text).diagnostics]
    assert found == ["DAT051"]


@pytest.mark.parametrize("kind", ["count", "level", "average"])
def test_extreme_numbers_are_no_trouble(load: Load, kind: str) -> None:
    tiny, huge = [1e-320, 3e-320, 2e-320], [1e300, 2e-300, 1.7e308]
    for values in (tiny, huge):
        _notes(load, [*values * 4, *[values[0]] * 5, *values * 4], kind)
