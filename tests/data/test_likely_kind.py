"""A running total that is declared to be a count is noticed, and the reverse."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.data.conftest import Load

_MEMBERS = [308, 316, 321, 329, 337, 342, 350, 358, 363, 371, 379, 384]
_VISITS = [310, 520, 380, 120, 440, 600, 270, 330, 910, 140, 250, 400]


def doubts(load: Load, values: Sequence[float], kind: str, *, yearly: bool = False) -> list[str]:
    """Return the warnings on the kind of a monthly or yearly metric."""
    days = [f"{2001 + n}" if yearly else f"{2023 + n // 12}-{n % 12 + 1:02}" for n in range(40)]
    rows = [f"{day},{value}\n" for day, value in zip(days, values, strict=False)]
    found = load("date,n\n" + "".join(rows), kind=kind).diagnostics
    doubt = [item for item in found if item.code == "DAT103"]
    for item in doubt:
        assert item.place is not None
        start = (item.place.column or 0) - 1
        assert item.place.text[start : start + item.place.width] == kind
    return [item.help for item in doubt]


def test_a_count_that_never_falls_may_be_a_running_total(load: Load) -> None:
    (fix,) = doubts(load, _MEMBERS, "count")
    assert fix.startswith("write `kind: level`")
    assert doubts(load, _MEMBERS, "level") == []


def test_a_total_that_goes_up_and_down_may_be_counts(load: Load) -> None:
    (fix,) = doubts(load, _VISITS, "level")
    assert fix.startswith("write `kind: count`")
    assert doubts(load, _VISITS, "count") == []


@pytest.mark.parametrize(
    "values",
    [
        _MEMBERS[:11],
        [*_MEMBERS[:6], 300, *_MEMBERS[6:]],
        [40] * 14,
        [10, 12, 15, 17, 20, 26, 31, 36, 44, 50, 62, 70],
        [0, *_MEMBERS],
    ],
)
def test_counts_that_vary_or_are_few_are_not_doubted(load: Load, values: Sequence[float]) -> None:
    assert doubts(load, values, "count") == []


def test_what_grows_over_many_years_is_not_doubted(load: Load) -> None:
    assert doubts(load, _MEMBERS, "count", yearly=True) == []


def test_members_who_come_and_go_are_a_running_total(load: Load) -> None:
    values = [40, 41, 39, 42, 41, 43, 40, 44, 45, 43, 46, 44, 47, 45]
    assert doubts(load, values, "level") == []
