"""Intervals and tests have their nominal rates, which docs/methods.md prints."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from reportgen.analysis.organization_comparison import compare_organizations
from tests.analysis.simulated_organizations import Page, draw_organizations, false_calls
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
        elif rates.promised == "family":
            assert rates.type_1_error is not None
            assert rates.type_1_error <= 0.07, rates
        assert row(rates) in table


def test_a_page_on_organizations_that_do_not_differ_calls_few_different() -> None:
    for place, (dispersion, rho) in enumerate(((1.0, 0.0), (2.0, 0.3), (4.0, 0.6))):
        page = Page(organizations=12, dispersion=dispersion, rho=rho, season=0.3)
        assert false_calls(page, 60, seed=500 + place) <= 0.07


def test_a_page_calls_one_different_that_is() -> None:
    found = 0
    for seed in range(20):
        rng = np.random.default_rng(seed)
        made = draw_organizations(Page(organizations=12, dispersion=2.0, rho=0.3), rng)
        facts = made[0].metrics["visits"]
        points = tuple((day, 2 * value) for day, value in facts.points)
        made[0] = replace(made[0], metrics={"visits": replace(facts, points=points)})
        (measure,) = compare_organizations(made)
        found += measure.beyond == ("o000",)
    assert found >= 15


def test_every_method_is_in_the_table_of_simulations() -> None:
    text = METHODS.read_text(encoding="utf-8")
    for method in ("Student", "Welch", "Slope of one period (OLS)", "Fieller"):
        assert f"| {method}" in text
