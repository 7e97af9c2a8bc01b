"""Published t tests, equivalence tests, effect sizes and slope comparisons."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING, Any

import numpy as np

from reportgen.analysis.comparisons.mean_comparison import (
    MeanEstimate,
    compare_means,
    estimate_mean,
    mean_pivot,
)
from reportgen.analysis.comparisons.slope_comparison import slope_pivot
from reportgen.model.comparison import Alternative, Margin, Variant
from reportgen.model.estimate import Estimate
from reportgen.statistics.distributions import f_sf, p_value_t
from reportgen.statistics.effect_size import standardized_difference
from reportgen.statistics.equivalence import equivalence_test
from reportgen.statistics.fieller import RatioPivot, estimate_ratio
from reportgen.statistics.intervals import t_interval
from reportgen.statistics.period_values import PeriodValues
from reportgen.statistics.regression import fit_least_squares, fit_line
from reportgen.statistics.trend import estimate_trend
from tests.reference.reference_value import (
    ReferenceValue,
    as_printed,
    floats,
    load_table,
    within,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

T_TESTS, EFFECT_SIZES = "t_tests", "effect_sizes"
LINEAR_MODELS, WHITESIDE, FIELLER = "linear_models", "whiteside", "fieller"


def _sample(name: str, values: Sequence[Any]) -> PeriodValues:
    return PeriodValues(name, range(len(values)), floats(values))


def _rows(source: str, label: str, pairs: Sequence[tuple[str, Any, Any]]) -> list[ReferenceValue]:
    return [
        as_printed(source, f"{label} {name}", computed, expected)
        for name, computed, expected in pairs
    ]


def sleep_values() -> Iterator[ReferenceValue]:
    table = load_table(T_TESTS)["sleep"]
    first, second = (_sample(key, table[key]) for key in ("group_1", "group_2"))
    welch = compare_means(second, first)
    less = compare_means(second, first, alternative=Alternative.LESS)
    student = compare_means(second, first, variant=Variant.STUDENT)
    changes = [a - b for a, b in zip(first.values, second.values, strict=True)]
    paired = estimate_mean(_sample("changes", changes)).mean
    statistic = paired.estimate / (paired.standard_error or 0.0)
    paired_p = p_value_t(statistic, len(changes) - 1, Alternative.TWO_SIDED)
    yield from _rows(
        T_TESTS,
        "sleep",
        [
            ("t", welch.statistic, table["welch_t"]),
            ("df", welch.df, table["welch_df"]),
            ("P", welch.p_value, table["welch_p"]),
            ("low", welch.difference.ci_low, table["welch_ci95"][0]),
            ("high", welch.difference.ci_high, table["welch_ci95"][1]),
            ("mean 1", welch.later.mean.estimate, table["means"][0]),
            ("mean 2", welch.base.mean.estimate, table["means"][1]),
            ("one-sided P", less.p_value, table["one_sided_p"]),
            ("Student P", student.p_value, table["student_p"]),
            ("paired t", statistic, table["paired_t"]),
            ("paired P", paired_p, table["paired_p"]),
        ],
    )


def small_t_test_values() -> Iterator[ReferenceValue]:
    table = load_table(T_TESTS)["two_samples"]
    a, b = (_sample(key, table[key]) for key in ("a", "b"))
    margin = Margin(value=1.0, is_relative=False)
    for variant in (Variant.STUDENT, Variant.WELCH):
        printed = table[str(variant)]
        two, greater, less = (
            compare_means(b, a, variant=variant, alternative=side, margin=margin)
            for side in (Alternative.TWO_SIDED, Alternative.GREATER, Alternative.LESS)
        )
        assert two.equivalence is not None
        yield from _rows(
            T_TESTS,
            f"a, b {variant}",
            [
                ("t", two.statistic, printed["t"]),
                ("df", two.df, printed["df"]),
                ("P", two.p_value, printed["p"]),
                ("P greater", greater.p_value, printed["p_greater"]),
                ("P less", less.p_value, printed["p_less"]),
                ("low", two.difference.ci_low, printed["ci95"][0]),
                ("high", two.difference.ci_high, printed["ci95"][1]),
                ("TOST P", two.equivalence.p_value, printed["tost_p"]),
            ],
        )


def fieller_values() -> Iterator[ReferenceValue]:
    table = load_table(FIELLER)["quickcalcs"]
    errors = [float(sd) / sqrt(n) for sd, n in zip(table["sds"], table["n"], strict=True)]
    df = sum(table["n"]) - 2
    for level in (90, 95, 99):
        yield from _ratio_values(table, table["means"], errors, df, level)
    table = load_table(FIELLER)["dcstats"]
    yield from _ratio_values(table, table["estimates"], floats(table["errors"]), table["df"], 95)


def _ratio_values(
    table: dict[str, Any], estimates: Sequence[Any], errors: Sequence[float], df: int, level: int
) -> Iterator[ReferenceValue]:
    later, base = floats(estimates)
    pivot = RatioPivot(
        later=later,
        base=base,
        later_variance=errors[0] ** 2,
        base_variance=errors[1] ** 2,
        df_at=lambda _: df,
    )
    of_base = t_interval(base, errors[1], df, confidence_level=level / 100)
    found = estimate_ratio(pivot, of_base, confidence_level=level / 100)
    assert isinstance(found, Estimate)
    label, (low, high) = f"df {df}, SE {errors[0]:.2f}, {level}%", table[f"ci{level}"]
    yield as_printed(FIELLER, f"{label} ratio", found.estimate, table["ratio"])
    for end, computed, printed in (("low", found.ci_low, low), ("high", found.ci_high, high)):
        if "quantile" in table:
            # The program has a quantile of t that is off in its seventh digit.
            yield within(FIELLER, f"{label} {end}", computed or 0.0, printed, 1e-6)
        else:
            yield as_printed(FIELLER, f"{label} {end}", computed or 0.0, printed)


def lakens_values() -> Iterator[ReferenceValue]:
    two = load_table(T_TESTS)["lakens_two_samples"]
    first, second = (
        _summary(*map(float, values))
        for values in zip(two["means"], two["sds"], two["sizes"], strict=True)
    )
    pivot = mean_pivot(second, first, Variant.WELCH)
    bound = float(two["margin_in_sd"]) * sqrt((first.sd**2 + second.sd**2) / 2)
    wide = t_interval(
        pivot.later - pivot.base, pivot.error_at(1.0), pivot.df_at(1.0), confidence_level=0.95
    )
    yield from _rows(T_TESTS, "Lakens two samples", _tost_pairs(pivot, bound, two))
    yield from _rows(
        T_TESTS,
        "Lakens two samples",
        [
            ("difference", pivot.later - pivot.base, two["difference"]),
            ("df", pivot.df_at(1.0), two["df"]),
            ("lower bound", -bound, two["bounds"][0]),
            ("upper bound", bound, two["bounds"][1]),
            ("95% low", wide.ci_low, two["ci95"][0]),
            ("95% high", wide.ci_high, two["ci95"][1]),
        ],
    )
    one = load_table(T_TESTS)["lakens_one_sample"]
    sd, n = float(one["sd"]), one["size"]
    single = RatioPivot(
        later=float(one["mean"]),
        base=float(one["mu"]),
        later_variance=sd**2 / n,
        base_variance=0.0,
        df_at=lambda _: n - 1.0,
    )
    bound = float(one["margin_in_sd"]) * sd
    yield from _rows(T_TESTS, "Lakens one sample", _tost_pairs(single, bound, one))


def handbook_values() -> Iterator[ReferenceValue]:
    table = load_table(T_TESTS)["auto83b"]
    first, second = (
        _summary(*map(float, values))
        for values in zip(table["means"], table["sds"], table["sizes"], strict=True)
    )
    for variant in (Variant.STUDENT, Variant.WELCH):
        pivot = mean_pivot(second, first, variant)
        statistic = table[f"{variant}_t"]
        yield as_printed(T_TESTS, f"auto83b {variant} t", pivot.statistic_at(1.0), statistic)
        yield as_printed(T_TESTS, f"auto83b {variant} df", pivot.df_at(1.0), table[f"{variant}_df"])


def _summary(mean: float, sd: float, n: float) -> MeanEstimate:
    interval = t_interval(mean, sd / sqrt(n), n - 1, confidence_level=0.95)
    return MeanEstimate(period="p", n=int(n), mean=interval, sd=sd, times=(), values=())


def _tost_pairs(
    pivot: RatioPivot, bound: float, printed: dict[str, Any]
) -> list[tuple[str, Any, Any]]:
    margin = Margin(value=bound, is_relative=False)
    test = equivalence_test(pivot, margin, alpha=0.05, decided_by="means")
    assert isinstance(test.interval, Estimate)
    return [
        ("t lower", pivot.statistic_at(1.0, -bound), printed["t_lower"]),
        ("P lower", test.p_lower, printed["p_lower"]),
        ("t upper", pivot.statistic_at(1.0, bound), printed["t_upper"]),
        ("P upper", test.p_upper, printed["p_upper"]),
        ("90% low", test.interval.ci_low, printed["ci90"][0]),
        ("90% high", test.interval.ci_high, printed["ci90"][1]),
    ]


def effect_size_values() -> Iterator[ReferenceValue]:
    table = load_table(EFFECT_SIZES)
    manual, automatic = (_sample(key, table[key]) for key in ("manual", "automatic"))
    student = compare_means(manual, automatic, variant=Variant.STUDENT)
    welch = compare_means(manual, automatic, variant=Variant.WELCH)
    n = student.base.n, student.later.n
    pooled = standardized_difference(
        student.statistic, student.df, sqrt(1 / n[0] + 1 / n[1]), confidence_level=0.95
    )
    error = welch.difference.standard_error or 0.0
    root_mean = sqrt((welch.base.sd**2 + welch.later.sd**2) / 2)
    unpooled = standardized_difference(
        welch.statistic, welch.df, error / root_mean, confidence_level=0.95
    )
    for key, estimate in (
        ("cohens_d_pooled", pooled),
        ("cohens_d_unpooled", unpooled),
        ("hedges_g", student.hedges_g),
    ):
        parts = (estimate.estimate, estimate.ci_low, estimate.ci_high)
        for part, computed, printed in zip(
            ("value", "low", "high"), parts, table["published"][key], strict=True
        ):
            # Tolerance 0.001, as in effectsize's own tests.
            yield ReferenceValue(
                source=EFFECT_SIZES,
                name=f"{key} {part}",
                computed=float(computed or 0.0),
                expected=float(printed),
                tolerance=0.001,
            )


def regression_values() -> Iterator[ReferenceValue]:
    cars = load_table(LINEAR_MODELS)["cars"]
    speed, distance = floats(cars["speed"]), floats(cars["distance"])
    trend = estimate_trend("cars", speed, distance)
    fit = fit_least_squares(np.column_stack([np.ones(len(speed)), speed]), distance)
    slope_error = trend.slope.standard_error or 0.0
    yield from _rows(
        LINEAR_MODELS,
        "cars",
        [
            ("intercept", trend.intercept, cars["intercept"]),
            ("slope", trend.slope.estimate, cars["slope"]),
            ("se intercept", float(fit.standard_errors[0]), cars["standard_errors"][0]),
            ("se slope", slope_error, cars["standard_errors"][1]),
            ("R2", trend.r_squared, cars["r_squared"]),
            ("F", (trend.slope.estimate / slope_error) ** 2, cars["F"]),
        ],
    )
    longley = load_table(LINEAR_MODELS)["longley"]
    terms = [floats(longley[name]) for name in ("year", "deflator", "product", "armed_forces")]
    design = np.column_stack([np.ones(16), *terms])
    employed = np.array(floats(longley["employed"]))
    sums = []
    for part in (slice(None), slice(None, 7), slice(7, None)):
        part_fit = fit_least_squares(design[part], employed[part])
        sums.append(part_fit.residual_variance * part_fit.df)
    statistic = (sums[0] - sums[1] - sums[2]) / 5 / ((sums[1] + sums[2]) / 6)
    yield from _rows(
        LINEAR_MODELS,
        "longley Chow",
        [
            ("F", statistic, longley["chow_F"]),
            ("P", f_sf(statistic, 5, 6), longley["chow_p"]),
        ],
    )


def whiteside_values() -> Iterator[ReferenceValue]:
    table = load_table(WHITESIDE)
    lines = {}
    for key in ("before", "after"):
        printed = table[key]
        times, values = floats(printed["temperature"]), floats(printed["gas"])
        trend = estimate_trend(key, times, values)
        fit = fit_least_squares(np.column_stack([np.ones(len(times)), times]), values)
        lines[key] = fit_line(times, values)
        computed = {
            "n": trend.n,
            "intercept": trend.intercept,
            "slope": trend.slope.estimate,
            "intercept_se": float(fit.standard_errors[0]),
            "slope_se": trend.slope.standard_error or 0.0,
            "r_squared": trend.r_squared,
        }
        for name, value in computed.items():
            yield within(WHITESIDE, f"{key} {name}", value, printed[name], 1e-6)
    pooled = table["pooled"]
    pivot = slope_pivot(lines["before"], lines["after"])
    statistic, df = pivot.statistic_at(1.0), pivot.df_at(1.0)
    residual_sd = sqrt(pivot.base_variance * lines["before"].time_sum)
    yield from _rows(
        WHITESIDE,
        "pooled",
        [
            ("residual sd", residual_sd, pooled["residual_sd"]),
            ("df", df, pooled["df"]),
            ("slope se", sqrt(pivot.base_variance), pooled["slope_se"]),
            ("slope difference", pivot.later - pivot.base, pooled["difference"]),
            ("slope difference se", pivot.error_at(1.0), pooled["difference_se"]),
            ("t", statistic, pooled["t"]),
            ("P", p_value_t(statistic, df, Alternative.TWO_SIDED), pooled["p"]),
        ],
    )
