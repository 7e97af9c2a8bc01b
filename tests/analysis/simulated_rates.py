"""Coverage and error rates of a simulation, as rows of the table in docs/methods.md."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from reportgen.model.comparison import Alternative

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reportgen.model.estimate import Estimate

    Vector = NDArray[np.float64]

TWO = Alternative.TWO_SIDED
# The standard error of a rate near 5% is sqrt(.05 * .95 / n): 0.2 percentage points with 10,000
# draws, 0.4 with 3,000, which still resolves the allowed 4-6%.
DRAWS = 10_000
FEWER_DRAWS = 3_000
MONTHS = 12
SEED = 20_260_101


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """Shares of 1: how often the 95% interval covers, and the test at 5% rejects wrongly.

    `promised` says which bounds of the proof hold: ``own`` (93-97% and 4-6%) under the
    method's own assumptions, ``exact`` (at most 6%), ``rule`` (at most 6%), ``family`` (at most
    7% of pages with any false difference), or ``none``: shown as it is.
    """

    method: str
    setting: str
    coverage: float | None
    type_1_error: float | None
    promised: str = "none"


def percent(share: float | None) -> str:
    """Return a share as the table prints it."""
    return "" if share is None else f"{100 * share:.1f}%"


def row(rates: Rates) -> str:
    """Return one row of the table."""
    return (
        f"| {rates.method} | {rates.setting} | {percent(rates.coverage)}"
        f" | {percent(rates.type_1_error)} |"
    )


def covers(interval: Estimate, truth: float) -> bool:
    low = -np.inf if interval.ci_low is None else interval.ci_low
    high = np.inf if interval.ci_high is None else interval.ci_high
    return bool(low <= truth <= high)


def rng_of(offset: int) -> np.random.Generator:
    return np.random.default_rng(SEED + offset)


def draw(rng: np.random.Generator, mean: float, sd: float) -> list[float]:
    return [float(value) for value in rng.normal(mean, sd, MONTHS)]
