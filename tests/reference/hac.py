"""Stata's Newey-West and robust standard errors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from reportgen.statistics.contrast import estimate_contrast
from reportgen.statistics.newey_west import fit_newey_west
from tests.reference.reference_value import ReferenceValue, load_expected, numbers, within

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = "truth_hac"
TERMS = ("g_realgdp", "L.realint", "_cons")


def hac_values() -> Iterator[ReferenceValue]:
    """Yield coefficients, errors, t, P and intervals at lag 4 and lag 0."""
    path = f"{FOLDER}/macrodata.csv"
    investment = 400 * np.diff(np.log(numbers(path, "realinv")))
    product = 400 * np.diff(np.log(numbers(path, "realgdp")))
    interest = np.array(numbers(path, "realint"))[:-1]
    design = np.column_stack([product, interest, np.ones_like(product)])
    for key, lag in (("results_newey4", 4), ("results_hc0", 0)):
        fit = fit_newey_west(design, investment, lag=lag)
        for index, term in enumerate(TERMS):
            tested = estimate_contrast(fit, np.eye(3)[index].tolist())
            expected = load_expected(FOLDER)[key][term]
            computed = {
                "b": tested.estimate.estimate,
                "se": tested.estimate.standard_error or 0.0,
                "t": tested.statistic,
                "pvalue": tested.p_value,
                "ll": tested.estimate.ci_low or 0.0,
                "ul": tested.estimate.ci_high or 0.0,
                "df": tested.df,
            }
            for name, value in computed.items():
                yield within(FOLDER, f"{key} {term} {name}", value, expected[name], 1e-7)
