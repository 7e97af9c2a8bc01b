"""Coverage of intervals and error rates of tests, on simulated series with known parameters.

Print the table of docs/methods.md with ``python -m tests.analysis.simulations``.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from tests.analysis.simulated_counts import enumerate_counts, enumerate_wilson, simulate_ranks
from tests.analysis.simulated_means import (
    simulate_effect_and_ratio,
    simulate_equivalence,
    simulate_lines,
    simulate_t_tests,
)
from tests.analysis.simulated_organizations import simulate_pages
from tests.analysis.simulated_rates import Rates, row
from tests.analysis.simulated_series import simulate_forecasts, simulate_series, simulate_totals

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SIMULATIONS: tuple[Callable[[], Iterator[Rates]], ...] = (
    simulate_t_tests,
    simulate_effect_and_ratio,
    simulate_equivalence,
    simulate_lines,
    simulate_totals,
    simulate_forecasts,
    simulate_series,
    simulate_ranks,
    enumerate_counts,
    enumerate_wilson,
    simulate_pages,
)

HEADER = "| method | setting | coverage of 95% | type I error at 5% |\n|---|---|---|---|"


if __name__ == "__main__":
    sys.stdout.write(HEADER + "\n")
    for simulation in SIMULATIONS:
        for rates in simulation():
            sys.stdout.write(row(rates) + "\n")
            sys.stdout.flush()
