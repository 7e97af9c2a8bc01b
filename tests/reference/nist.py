"""NIST Statistical Reference Datasets: regression, univariate, analysis of variance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from reportgen.analysis.comparisons.mean_comparison import estimate_mean
from reportgen.statistics.autocorrelation import autocorrelation
from reportgen.statistics.period_values import PeriodValues
from reportgen.statistics.regression import fit_least_squares
from tests.reference.reference_value import ReferenceValue, floats, load_table, within

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

REGRESSION, UNIVARIATE, ANOVA = "nist_regression", "nist_univariate", "nist_anova"
HARD = ("Filip", "Wampler1", "Wampler3", "Wampler5")
HARD_ANOVA = ("SmLs07", "SmLs09")


def nist_values() -> Iterator[ReferenceValue]:
    """Yield every certified value of the sets."""
    for table, produce in ((REGRESSION, _regression), (UNIVARIATE, _univariate), (ANOVA, _anova)):
        for name, certified in load_table(table).items():
            if name != "source":
                yield from produce(name, certified)


def _design(certified: dict[str, Any]) -> NDArray[np.float64]:
    columns = [np.array(floats(column)) for column in certified["x"]]
    if "degree" in certified:
        columns = [columns[0] ** power for power in range(1, certified["degree"] + 1)]
    constant = [np.ones(len(columns[0]))] if certified.get("intercept", True) else []
    return np.column_stack([*constant, *columns])


def _regression(name: str, certified: dict[str, Any]) -> Iterator[ReferenceValue]:
    response = np.array(floats(certified["y"]))
    fit = fit_least_squares(_design(certified), response)
    relative = 1e-6 if name in HARD else 1e-9
    has_intercept = certified.get("intercept", True)
    pairs = zip(certified["coefficients"], certified["standard_errors"], strict=True)
    for index, (coefficient, error) in enumerate(pairs):
        label = f"B{index + (not has_intercept)}"
        computed = fit.coefficients[index]
        yield within(REGRESSION, f"{name} {label}", computed, coefficient, relative)
        computed = fit.standard_errors[index]
        yield within(REGRESSION, f"{name} se {label}", computed, error, relative)
    explained = _about_mean(response) if has_intercept else float(response @ response)
    rest = fit.residual_variance * fit.df
    mean_square = (explained - rest) / (len(certified["coefficients"]) - has_intercept)
    values = {
        "residual_sd": fit.residual_variance**0.5,
        "r_squared": fit.r_squared,
        "ss_regression": explained - rest,
        "ms_regression": mean_square,
        "ss_residual": rest,
        "ms_residual": fit.residual_variance,
        "F": mean_square / fit.residual_variance if rest else float("inf"),
    }
    for key, value in values.items():
        yield within(REGRESSION, f"{name} {key}", value, certified[key], relative)


def _about_mean(values: NDArray[np.float64]) -> float:
    deviations = values - np.mean(values)
    return float(deviations @ deviations)


def _univariate(name: str, certified: dict[str, Any]) -> Iterator[ReferenceValue]:
    if "y" in certified:
        values = floats(certified["y"])
    else:
        values = floats([certified["first"], *certified["then"] * certified["repeats"]])
    estimate = estimate_mean(PeriodValues(name, range(len(values)), values))
    yield within(UNIVARIATE, f"{name} mean", estimate.mean.estimate, certified["mean"], 1e-9)
    # NumAcc4: values near 10,000,000 differ by 0.1, of which doubles represent 9 digits.
    relative = 1e-7 if name == "NumAcc4" else 1e-9
    yield within(UNIVARIATE, f"{name} sd", estimate.sd, certified["sd"], relative)
    lag1 = autocorrelation(values, 1)
    yield within(UNIVARIATE, f"{name} r(1)", lag1, certified["lag1_autocorrelation"], relative)


def _groups(certified: dict[str, Any]) -> list[list[float]]:
    if "groups" in certified:
        return [floats(group) for group in certified["groups"]]
    repeats = certified["repeats"]
    return [
        floats([first, *[low, high] * repeats]) for first, low, high in certified["first_three"]
    ]


def _anova(name: str, certified: dict[str, Any]) -> Iterator[ReferenceValue]:
    groups = _groups(certified)
    of = np.repeat(np.arange(len(groups)), [len(group) for group in groups])
    design = (of[:, None] == np.arange(len(groups))[None, :]).astype(np.float64)
    design[:, 0] = 1.0
    fit = fit_least_squares(design, np.concatenate(groups))
    relative = 1e-4 if name in HARD_ANOVA else 1e-7
    within_sum = fit.residual_variance * fit.df
    between = within_sum * fit.r_squared / (1 - fit.r_squared)
    df = len(groups) - 1
    computed = {
        "df_between": df,
        "df_within": fit.df,
        "ss_between": between,
        "ms_between": between / df,
        "F": between / df / fit.residual_variance,
        "ss_within": within_sum,
        "ms_within": fit.residual_variance,
        "r_squared": fit.r_squared,
        "residual_sd": fit.residual_variance**0.5,
    }
    for key, value in computed.items():
        # As doubles, the values of SmLs09 have a sum of squares between groups of 160.0995 and
        # F = 2001.135 (computed with fractions): no program can be closer to the certified sum
        # than 1.2e-4.
        is_sum = name == "SmLs09" and key.endswith("_between")
        yield within(ANOVA, f"{name} {key}", value, certified[key], 1.5e-4 if is_sum else relative)
