"""Intervals and tests have their nominal rates, which docs/methods.md prints."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.analysis.simulated_rates import Rates, row
from tests.analysis.simulations import SIMULATIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

METHODS = Path(__file__).resolve().parents[2] / "docs" / "methods.md"


@pytest.mark.slow
@pytest.mark.parametrize("simulate", SIMULATIONS, ids=lambda simulate: simulate.__name__)
def test_rates_are_nominal_and_documented(
    simulate: Callable[[], Iterator[Rates]],
) -> None:
    table = METHODS.read_text(encoding="utf-8")
    for rates in simulate():
        if rates.promised == "own":
            assert rates.coverage is None or 0.93 <= rates.coverage <= 0.97, rates
            assert rates.type_1_error is None or 0.04 <= rates.type_1_error <= 0.06, rates
        elif rates.promised in ("exact", "rule"):
            assert rates.type_1_error is not None
            assert rates.type_1_error <= 0.06, rates
        assert row(rates) in table


def test_every_method_is_in_the_table_of_simulations() -> None:
    text = METHODS.read_text(encoding="utf-8")
    for method in ("Student", "Welch", "Slope of one period (OLS)", "Fieller"):
        assert f"| {method}" in text
