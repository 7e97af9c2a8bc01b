"""NIST Statistical Reference Datasets: regression, univariate, analysis of variance."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from reportgen.analysis.comparisons.mean_comparison import estimate_mean
from reportgen.statistics.autocorrelation import autocorrelation
from reportgen.statistics.period_values import PeriodValues
from reportgen.statistics.regression import fit_least_squares
from tests.reference.reference_value import DATA, ReferenceValue, load_expected, within

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

FOLDER = "truth_nist_strd"
HARD = ("Filip", "Wampler1", "Wampler3", "Wampler5")
HARD_ANOVA = ("SmLs07", "SmLs09")


@cache
def read_dat(name: str) -> NDArray[np.float64]:
    """Return the data lines that the header of a .dat file names."""
    text = (DATA / FOLDER / f"{name}.dat").read_text(encoding="latin-1")
    lines = text.splitlines()
    span = re.search(r"Data\s+\(lines (\d+) to (\d+)\)", text)
    if span is not None:
        first, last = int(span[1]) - 1, int(span[2])
    else:
        first, last = max(i for i, line in enumerate(lines) if line.startswith("---")) + 1, None
    return np.array([[float(word) for word in line.split()] for line in lines[first:last] if line])


def nist_values() -> Iterator[ReferenceValue]:
    """Yield every certified value of the sets at hand."""
    for name, expected in load_expected(FOLDER).items():
        if expected["kind"] == "linear_regression":
            yield from _regression(name, expected)
        elif expected["kind"] == "univariate":
            yield from _univariate(name, expected)
        else:
            yield from _anova(name, expected)


def design_of(name: str, columns: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the design and the response of one regression set."""
    data = read_dat(name)
    response = data[:, 0]
    if name == "NoInt1":
        return data[:, 1:], response
    if name == "Longley":
        return np.column_stack([np.ones(len(data)), data[:, 1:]]), response
    return np.power(data[:, 1][:, None], np.arange(columns)[None, :]), response


def _regression(name: str, expected: dict[str, Any]) -> Iterator[ReferenceValue]:
    design, response = design_of(name, len(expected["coef"]))
    fit = fit_least_squares(design, response)
    relative = 1e-6 if name in HARD else 1e-9
    for index, key in enumerate(expected["coef"]):
        coefficient = fit.coefficients[index]
        yield within(FOLDER, f"{name} {key}", coefficient, expected["coef"][key], relative)
        error = fit.standard_errors[index]
        yield within(FOLDER, f"{name} se {key}", error, expected["se"][key], relative)
    sd, r_squared = fit.residual_variance**0.5, fit.r_squared
    yield within(FOLDER, f"{name} residual sd", sd, expected["residual_sd"], relative)
    yield within(FOLDER, f"{name} R2", r_squared, expected["r_squared"], relative)
    explained = float(response @ response) if name == "NoInt1" else _about_mean(response)
    rest = fit.residual_variance * fit.df
    k = len(expected["coef"]) - (name != "NoInt1")
    regression, residual = expected["anova"]
    rows = [
        ("SS regression", explained - rest, regression[2]),
        ("MS regression", (explained - rest) / k, regression[3]),
        ("SS residual", rest, residual[2]),
        ("MS residual", fit.residual_variance, residual[3]),
    ]
    for label, computed, text in rows:
        yield within(FOLDER, f"{name} {label}", computed, float(text), relative)
    f = (explained - rest) / k / fit.residual_variance if rest else float("inf")
    yield within(FOLDER, f"{name} F", f, float(regression[4]), relative)


def _about_mean(values: NDArray[np.float64]) -> float:
    deviations = values - np.mean(values)
    return float(deviations @ deviations)


def _univariate(name: str, expected: dict[str, Any]) -> Iterator[ReferenceValue]:
    values = list(read_dat(name)[:, 0])
    estimate = estimate_mean(PeriodValues(name, range(len(values)), values))
    yield within(FOLDER, f"{name} mean", estimate.mean.estimate, expected["mean"], 1e-9)
    # NumAcc4: its values lie 0.1 apart at 10,000,000, where doubles hold 9 digits of that.
    relative = 1e-7 if name == "NumAcc4" else 1e-9
    yield within(FOLDER, f"{name} sd", estimate.sd, expected["sd"], relative)
    lag1 = autocorrelation(values, 1)
    yield within(FOLDER, f"{name} r(1)", lag1, expected["lag1_autocorr"], relative)


def _anova(name: str, expected: dict[str, Any]) -> Iterator[ReferenceValue]:
    data = read_dat(name)
    groups = np.unique(data[:, 0])
    design = (data[:, :1] == groups[None, :]).astype(np.float64)
    design[:, 0] = 1.0
    fit = fit_least_squares(design, data[:, 1])
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
        # Read into doubles, SmLs09 has 160.0995 between groups and F = 2001.135 (worked out in
        # fractions): no program can come nearer to the sum than 1.2e-4.
        is_sum = name == "SmLs09" and key.endswith("_between")
        yield within(FOLDER, f"{name} {key}", value, expected[key], 1.5e-4 if is_sum else relative)
