"""Nile, Seatbelts, Sicily and Traffic2: series with an intervention."""

from __future__ import annotations

from math import exp, log, log10, pi
from typing import TYPE_CHECKING

import numpy as np

from reportgen.analysis.comparisons.mean_comparison import compare_means
from reportgen.model.comparison import Alternative, Variant
from reportgen.model.estimate import Refusal
from reportgen.statistics.distributions import p_value_normal
from reportgen.statistics.period_values import PeriodValues
from reportgen.statistics.regression import fit_least_squares
from tests.reference.reference_value import (
    ReferenceValue,
    as_printed,
    floats,
    load_table,
    within,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from numpy.typing import NDArray

    from reportgen.statistics.regression import RegressionFit

    Matrix = NDArray[np.float64]

NILE, SEATBELTS, SICILY, TRAFFIC = "nile", "seatbelts", "sicily", "traffic2"


def significant(
    source: str, name: str, computed: float, expected: Decimal | int, digits: int
) -> ReferenceValue:
    """Return a value that must agree to a number of significant digits, as printed."""
    printed = as_printed(source, name, computed, expected)
    # One unit of the last digit, because published digits are sometimes truncated.
    loose = 10.0 ** (np.floor(log10(abs(float(expected)))) - digits + 1)
    tolerance = max(printed.tolerance, float(loose))
    return ReferenceValue(
        source=source,
        name=name,
        computed=printed.computed,
        expected=printed.expected,
        tolerance=tolerance,
    )


def residual_sum(design: Matrix, response: Matrix) -> float:
    fit = fit_least_squares(design, response)
    return fit.residual_variance * fit.df


def f_statistics(design: Matrix, response: Matrix, splits: Sequence[int]) -> list[float]:
    """Return Chow's statistic (as a chi-squared) for each date that splits the series."""
    n, k = design.shape
    whole = residual_sum(design, response)
    statistics = []
    for split in splits:
        parts = sum(
            residual_sum(design[part], response[part])
            for part in (slice(None, split), slice(split, None))
        )
        statistics.append((whole - parts) / (parts / (n - 2 * k)))
    return statistics


def nile_values() -> Iterator[ReferenceValue]:
    table = load_table(NILE)
    flow = np.array(floats(table["flow"]))
    years = [table["first_year"] + index for index in range(len(flow))]
    base, later = (
        PeriodValues(name, years[part], list(flow[part]))
        for name, part in (("before", slice(None, 28)), ("after", slice(28, None)))
    )
    student = compare_means(base, later, variant=Variant.STUDENT)
    welch = compare_means(base, later, variant=Variant.WELCH)
    assert not isinstance(student.ratio, Refusal)
    computed = {
        "mean_before": student.base.mean.estimate,
        "mean_after": student.later.mean.estimate,
        "student_t": -student.statistic,
        "student_t_squared": student.statistic**2,
        "df": student.df,
        "welch_t": -welch.statistic,
        "welch_df": welch.df,
        "ratio": student.ratio.estimate,
    }
    for name, value in computed.items():
        yield as_printed(NILE, name, value, table["recomputed"][name])
    published = table["published"]
    ones = np.ones((len(flow), 1))
    splits = range(15, 86)
    statistics = f_statistics(ones, flow, splits)
    best = splits[int(np.argmax(statistics))]
    yield as_printed(NILE, "supF", max(statistics), published["supF"])
    yield as_printed(NILE, "breakpoint", best, published["breakpoint"])
    yield as_printed(NILE, "breakdate", years[best - 1], published["breakdate"])
    sums = [
        residual_sum(ones, flow),
        residual_sum(ones[:best], flow[:best]) + residual_sum(ones[best:], flow[best:]),
    ]
    yield as_printed(NILE, "RSS 0 breaks", sums[0], published["rss"][0])
    yield as_printed(NILE, "RSS 1 break", sums[1], published["rss"][1])
    n = len(flow)
    for breaks, rest in enumerate(sums):
        bic = n * (log(rest / n) + 1 + log(2 * pi)) + log(n) * (2 * breaks + 2)
        yield as_printed(NILE, f"BIC {breaks} breaks", bic, published["bic"][breaks])


def seatbelt_values() -> Iterator[ReferenceValue]:
    drivers = np.log10(floats(load_table(SEATBELTS)["drivers"]))
    response = drivers[12:]
    design = np.column_stack([np.ones(len(response)), drivers[11:-1], drivers[:-12]])
    published = load_table(SEATBELTS)["published"]
    n = len(response)
    splits = range(int(0.1 * n), n - int(0.1 * n) + 1)
    statistics = f_statistics(design, response, splits)
    yield as_printed(SEATBELTS, "supF", max(statistics), published["supF"])
    yield as_printed(SEATBELTS, "aveF", float(np.mean(statistics)), published["aveF"])
    expected = published["rss"]
    whole = residual_sum(design, response)
    yield as_printed(SEATBELTS, "RSS 0 breaks", whole, expected[0])
    best = splits[int(np.argmax(statistics))]
    parts = residual_sum(design[:best], response[:best]) + residual_sum(
        design[best:], response[best:]
    )
    yield as_printed(SEATBELTS, "RSS 1 break", parts, expected[1])


def fit_poisson(design: Matrix, counts: Matrix, offset: Matrix) -> tuple[RegressionFit, float]:
    """Return a log-linear Poisson fit and its Pearson dispersion.

    Iteratively reweighted least squares with the regression of the package: no analysis uses
    the model, but it tests the regression with weights and many columns.
    """
    linear = np.log(counts + 0.5)
    fit = fit_least_squares(design, linear - offset)
    for _ in range(50):
        mean = np.exp(linear)
        root = np.sqrt(mean)
        working = linear - offset + (counts - mean) / mean
        fit = fit_least_squares(design * root[:, None], working * root)
        moved = design @ fit.coefficients + offset
        if np.max(np.abs(moved - linear)) < 1e-13:
            break
        linear = moved
    mean = np.exp(linear)
    return fit, float(np.sum((counts - mean) ** 2 / mean)) / fit.df


def sicily_values() -> Iterator[ReferenceValue]:
    table = load_table(SICILY)
    counts = np.array(floats(table["events"]))
    time = np.arange(1.0, len(counts) + 1)
    ban = (time >= table["first_month_of_ban"]).astype(np.float64)
    offset = np.log(floats(table["population"]))
    step = np.column_stack([np.ones_like(time), ban, time])
    angles = [2 * pi * k * time / 12 for k in (1, 2)]
    waves = [wave(angle) for angle in angles for wave in (np.sin, np.cos)]
    first, dispersion = fit_poisson(step, counts, offset)
    seasonal, seasonal_dispersion = fit_poisson(np.column_stack([step, *waves]), counts, offset)
    sloped, sloped_dispersion = fit_poisson(
        np.column_stack([step, ban * (time - 36), *waves]), counts, offset
    )

    def ratio_with_ci(fit: RegressionFit, scale: float, index: int = 1) -> list[float]:
        center = fit.coefficients[index]
        error = float(np.sqrt(scale * fit.unscaled_covariance[index, index]))
        return [exp(center), exp(center - 1.959963985 * error), exp(center + 1.959963985 * error)]

    plain, quasi = ratio_with_ci(first, 1.0), ratio_with_ci(first, dispersion)
    season = ratio_with_ci(seasonal, seasonal_dispersion)
    error = float(np.sqrt(sloped_dispersion * sloped.unscaled_covariance[3, 3]))
    p_value = p_value_normal(float(sloped.coefficients[3]) / error, Alternative.TWO_SIDED)
    models = {
        "model_1": {
            "RR": plain[0],
            "low": plain[1],
            "high": plain[2],
            "coefficient": first.coefficients[1],
            "se": float(np.sqrt(first.unscaled_covariance[1, 1])),
            "RR_per_month": exp(first.coefficients[2]),
        },
        "model_2": {"dispersion": dispersion, "low": quasi[1], "high": quasi[2]},
        "model_3": {
            "dispersion": seasonal_dispersion,
            "RR": season[0],
            "low": season[1],
            "high": season[2],
            "RR_per_year": exp(12 * seasonal.coefficients[2]),
        },
        "model_4": {
            "RR": exp(sloped.coefficients[1]),
            "slope_RR": exp(sloped.coefficients[3]),
            "slope_p": p_value,
        },
    }
    for model, computed in models.items():
        for name, value in computed.items():
            expected = table["recomputed"][model][name]
            yield as_printed(SICILY, f"{model} {name}", float(value), expected)
    for key, computed_three in (
        ("model_1", plain),
        ("model_3", season),
    ):
        for part, value, expected in zip(
            ("RR", "low", "high"), computed_three, table["published"][key], strict=True
        ):
            # The lower limit of model 1 in the paper may be 0.864 or 0.865; see the reference set.
            yield within(SICILY, f"published {key} {part}", value, expected, 0.0011)


def traffic_values() -> Iterator[ReferenceValue]:
    table = load_table(TRAFFIC)
    published = table["published"]
    accidents = np.array(floats(table["accidents"]))
    percent_fatal = 100 * np.array(floats(table["fatal"])) / accidents
    yield as_printed(
        TRAFFIC,
        "mean percent fatal",
        float(np.mean(percent_fatal)),
        published["mean_percent_fatal"],
    )
    n = len(accidents)
    month = np.arange(n) % 12
    trend = {"constant": np.ones(n), "t": np.arange(1.0, n + 1)}
    trend |= {f"month {k}": (month == k).astype(np.float64) for k in range(1, 12)}
    laws = {
        "wkends": np.array(floats(table["weekend_days"])),
        "unem": np.array(floats(table["unemployment"])),
        "spdlaw": _since(table["speed_law_from"], n),
        "beltlaw": _since(table["belt_law_from"], n),
    }
    models = [
        ("trend", trend, np.log(accidents)),
        ("laws", trend | laws, np.log(accidents)),
        ("fatal", trend | laws, percent_fatal),
    ]
    for key, design, response in models:
        fit = fit_least_squares(np.column_stack(list(design.values())), response)
        names = list(design)
        for term, expected in published[key].items():
            if term == "r_squared":
                computed = fit.r_squared
            elif term.endswith("_se"):
                computed = float(fit.standard_errors[names.index(term.removesuffix("_se"))])
            else:
                computed = float(fit.coefficients[names.index(term)])
            yield significant(TRAFFIC, f"{key} {term}", computed, expected, 3)


def _since(month: str, n: int) -> Matrix:
    """Return an indicator of months from a date on, for n months from January 1981."""
    year, number = map(int, month.split("-"))
    first = 12 * (year - 1981) + number - 1
    return (np.arange(n) >= first).astype(np.float64)
