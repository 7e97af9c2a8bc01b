"""Stata's Newey-West and robust standard errors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from reportgen.statistics.contrast import estimate_contrast
from reportgen.statistics.newey_west import fit_newey_west
from tests.reference.reference_value import ReferenceValue, load_table, within

if TYPE_CHECKING:
    from collections.abc import Iterator

NEWEY_WEST = "newey_west"
TERMS = ("g_realgdp", "L.realint", "_cons")


def hac_values() -> Iterator[ReferenceValue]:
    """Yield coefficients, errors, t, P and intervals at lag 4 and lag 0."""
    from statsmodels.datasets import macrodata

    series = macrodata.load_pandas().data
    investment = 400 * np.diff(np.log(series["realinv"].to_numpy()))
    product = 400 * np.diff(np.log(series["realgdp"].to_numpy()))
    interest = series["realint"].to_numpy()[:-1]
    design = np.column_stack([product, interest, np.ones_like(product)])
    for key, lag in (("newey_west_lag_4", 4), ("lag_0", 0)):
        fit = fit_newey_west(design, investment, lag=lag)
        for index, term in enumerate(TERMS):
            tested = estimate_contrast(fit, np.eye(3)[index].tolist())
            expected = load_table(NEWEY_WEST)[key][term]
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
                yield within(NEWEY_WEST, f"{key} {term} {name}", value, expected[name], 1e-7)
