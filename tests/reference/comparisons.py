"""Published t tests, equivalence tests, effect sizes, slope comparisons; rOpenSci's months."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
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
from reportgen.model.estimate import Estimate, Refusal
from reportgen.statistics.distributions import f_sf, p_value_t
from reportgen.statistics.effect_size import standardized_difference
from reportgen.statistics.equivalence import equivalence_test
from reportgen.statistics.fieller import RatioPivot
from reportgen.statistics.intervals import t_interval
from reportgen.statistics.period_values import PeriodValues
from reportgen.statistics.regression import fit_least_squares, fit_line
from reportgen.statistics.trend import estimate_trend
from tests.reference.reference_value import (
    DATA,
    ReferenceValue,
    as_printed,
    load_columns,
    load_expected,
    numbers,
    within,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TTEST, WHITESIDE, ROPENSCI = "truth_ttest_tost", "truth_slopes_whiteside", "org_ropensci_twitter"


def _sample(name: str, values: Sequence[float]) -> PeriodValues:
    return PeriodValues(name, range(len(values)), values)


def _grouped(path: str, value: str, group: str, key: str) -> PeriodValues:
    groups = load_columns(path)[group]
    chosen = [v for v, g in zip(numbers(path, value), groups, strict=True) if g == key]
    return _sample(key, chosen)


def _rows(source: str, label: str, pairs: Sequence[tuple[str, Any, Any]]) -> list[ReferenceValue]:
    return [
        as_printed(source, f"{label} {name}", computed, expected)
        for name, computed, expected in pairs
    ]


def sleep_values() -> Iterator[ReferenceValue]:
    expected = load_expected(TTEST)["sleep extra~group (csv here)"]
    first, second = (_grouped(f"{TTEST}/sleep.csv", "extra", "group", key) for key in ("1", "2"))
    welch = compare_means(second, first)
    less = compare_means(second, first, alternative=Alternative.LESS)
    student = compare_means(second, first, variant=Variant.STUDENT)
    changes = [a - b for a, b in zip(first.values, second.values, strict=True)]
    paired = estimate_mean(_sample("changes", changes)).mean
    statistic = paired.estimate / (paired.standard_error or 0.0)
    printed = expected["welch"]
    yield from _rows(
        TTEST,
        "sleep",
        [
            ("t", welch.statistic, printed["t"]),
            ("df", welch.df, printed["df"]),
            ("P", welch.p_value, printed["p"]),
            ("low", welch.difference.ci_low, printed["ci95"][0]),
            ("high", welch.difference.ci_high, printed["ci95"][1]),
            ("mean 1", welch.later.mean.estimate, printed["means"][0]),
            ("mean 2", welch.base.mean.estimate, printed["means"][1]),
            ("one-sided P", less.p_value, expected["one_sided_less_p"]),
            ("Student P", student.p_value, expected["student_p_recomputed"]),
            ("paired t", statistic, expected["paired_t_recomputed"]),
            (
                "paired P",
                p_value_t(statistic, len(changes) - 1, Alternative.TWO_SIDED),
                expected["paired_p_recomputed"],
            ),
        ],
    )


def small_t_test_values() -> Iterator[ReferenceValue]:
    expected = load_expected(TTEST)["a=[4,7,8,6,3,2], b=[6,8,7,10,11,9]"]
    a, b = _sample("a", [4, 7, 8, 6, 3, 2]), _sample("b", [6, 8, 7, 10, 11, 9])
    margin = Margin(value=1.0, is_relative=False)
    for variant, tost in (
        (Variant.STUDENT, "tost_eps1_var_equal_p"),
        (Variant.WELCH, "tost_eps1_welch_p"),
    ):
        printed = expected[str(variant)]
        two, greater, less = (
            compare_means(b, a, variant=variant, alternative=side, margin=margin)
            for side in (Alternative.TWO_SIDED, Alternative.GREATER, Alternative.LESS)
        )
        assert two.equivalence is not None
        yield from _rows(
            TTEST,
            f"a, b {variant}",
            [
                ("t", two.statistic, printed["t"]),
                ("df", two.df, printed["df"]),
                ("P", two.p_value, printed["p_two"]),
                ("P greater", greater.p_value, printed["p_greater"]),
                ("P less", less.p_value, printed["p_less"]),
                ("low", two.difference.ci_low, printed["ci95_two"][0]),
                ("high", two.difference.ci_high, printed["ci95_two"][1]),
                ("TOST P", two.equivalence.p_value, expected[tost]),
            ],
        )


def lakens_values() -> Iterator[ReferenceValue]:
    sets = load_expected(TTEST)
    two = sets["lakens_two_sample_welch m1=5.25 m2=5.22 sd1=.95 sd2=.83 n1=95 n2=89 bounds d=+-.43"]
    pivot = mean_pivot(_summary(5.22, 0.83, 89), _summary(5.25, 0.95, 95), Variant.WELCH)
    bound = 0.43 * sqrt((0.95**2 + 0.83**2) / 2)
    yield from _rows(TTEST, "Lakens two samples", _tost_pairs(pivot, bound, two))
    yield from _rows(
        TTEST,
        "Lakens two samples",
        [
            ("difference", pivot.later - pivot.base, two["diff"]),
            ("df", pivot.df_at(1.0), two["df"]),
            ("lower bound", -bound, two["raw_bounds"][0]),
            ("upper bound", bound, two["raw_bounds"][1]),
        ],
    )
    wide = t_interval(
        pivot.later - pivot.base, pivot.error_at(1.0), pivot.df_at(1.0), confidence_level=0.95
    )
    yield from _rows(
        TTEST,
        "Lakens two samples 95%",
        [("low", wide.ci_low, two["ci95"][0]), ("high", wide.ci_high, two["ci95"][1])],
    )
    one = sets["lakens_one_sample m=.54 mu=.5 sd=1.2 n=100 d=+-.3"]
    single = RatioPivot(
        later=0.54, base=0.5, later_variance=1.44 / 100, base_variance=0.0, df_at=lambda _: 99.0
    )
    yield from _rows(TTEST, "Lakens one sample", _tost_pairs(single, 0.36, one))


def _summary(mean: float, sd: float, n: int) -> MeanEstimate:
    interval = t_interval(mean, sd / sqrt(n), n - 1, confidence_level=0.95)
    return MeanEstimate(period="p", n=n, mean=interval, sd=sd, times=(), values=())


def _tost_pairs(
    pivot: RatioPivot, bound: float, printed: dict[str, Any]
) -> list[tuple[str, Any, Any]]:
    margin = Margin(value=bound, is_relative=False)
    test = equivalence_test(pivot, margin, alpha=0.05, decided_by="means")
    assert isinstance(test.interval, Estimate)
    return [
        ("t lower", pivot.statistic_at(1.0, -bound), printed["t1"]),
        ("P lower", test.p_lower, printed["p1"]),
        ("t upper", pivot.statistic_at(1.0, bound), printed["t2"]),
        ("P upper", test.p_upper, printed["p2"]),
        ("90% low", test.interval.ci_low, printed["ci90"][0]),
        ("90% high", test.interval.ci_high, printed["ci90"][1]),
    ]


def effect_size_values() -> Iterator[ReferenceValue]:
    expected = load_expected(TTEST)["mtcars wt~am (0 minus 1)"]
    manual, automatic = (_grouped(f"{TTEST}/mtcars.csv", "wt", "am", key) for key in ("1", "0"))
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
            ("value", "low", "high"), parts, expected[key], strict=True
        ):
            # effectsize's own tests compare these to 0.001.
            yield ReferenceValue(
                source=TTEST,
                name=f"{key} {part}",
                computed=float(computed or 0.0),
                expected=float(printed),
                tolerance=0.001,
            )


def regression_values() -> Iterator[ReferenceValue]:
    printed = load_expected(TTEST)["cars dist~speed"]
    speed, distance = (numbers(f"{TTEST}/cars.csv", name) for name in ("speed", "dist"))
    trend = estimate_trend("cars", speed, distance)
    fit = fit_least_squares(np.column_stack([np.ones(len(speed)), speed]), distance)
    slope_error = trend.slope.standard_error or 0.0
    yield from _rows(
        TTEST,
        "cars",
        [
            ("intercept", trend.intercept, printed["intercept"]),
            ("slope", trend.slope.estimate, printed["slope"]),
            ("se intercept", float(fit.standard_errors[0]), printed["se"][0]),
            ("se slope", slope_error, printed["se"][1]),
            ("R2", trend.r_squared, printed["r2"]),
            ("F", (trend.slope.estimate / slope_error) ** 2, printed["F"]),
        ],
    )
    chow = load_expected(TTEST)[
        "longley Chow Employed~Year+GNP.deflator+GNP+Armed.Forces split after obs 7"
    ]
    path = f"{TTEST}/longley.csv"
    terms = [numbers(path, name) for name in ("Year", "GNP.deflator", "GNP", "Armed.Forces")]
    design = np.column_stack([np.ones(16), *terms])
    employed = np.array(numbers(path, "Employed"))
    sums = []
    for part in (slice(None), slice(None, 7), slice(7, None)):
        part_fit = fit_least_squares(design[part], employed[part])
        sums.append(part_fit.residual_variance * part_fit.df)
    statistic = (sums[0] - sums[1] - sums[2]) / 5 / ((sums[1] + sums[2]) / 6)
    yield from _rows(
        TTEST,
        "longley Chow",
        [("F", statistic, chow["F"]), ("P", f_sf(statistic, 5, 6), chow["p"])],
    )


def whiteside_values() -> Iterator[ReferenceValue]:
    expected = load_expected(WHITESIDE)["expected"]
    path = f"{WHITESIDE}/whiteside.csv"
    groups = load_columns(path)["Insul"]
    points = {
        key: [
            (t, g)
            for t, g, group in zip(numbers(path, "Temp"), numbers(path, "Gas"), groups, strict=True)
            if group == key
        ]
        for key in ("Before", "After")
    }
    lines = {}
    for key, pairs in points.items():
        times, values = zip(*pairs, strict=True)
        trend = estimate_trend(key, times, values)
        fit = fit_least_squares(np.column_stack([np.ones(len(times)), times]), values)
        lines[key] = fit_line(times, values)
        computed = {
            "n": trend.n,
            "intercept": trend.intercept,
            "slope": trend.slope.estimate,
            "intercept_se_own_fit": float(fit.standard_errors[0]),
            "slope_se_own_fit": trend.slope.standard_error or 0.0,
            "r2": trend.r_squared,
        }
        for name, value in computed.items():
            yield within(WHITESIDE, f"{key} {name}", value, expected[key][name], 1e-6)
    pooled = expected["pooled Gas~Temp*Insul"]
    pivot = slope_pivot(lines["Before"], lines["After"])
    statistic, df = pivot.statistic_at(1.0), pivot.df_at(1.0)
    yield from _rows(
        WHITESIDE,
        "pooled",
        [
            (
                "residual sd",
                sqrt(pivot.base_variance * lines["Before"].time_sum),
                pooled["residual_sd"],
            ),
            ("df", df, pooled["df"]),
            ("Temp se", sqrt(pivot.base_variance), pooled["Temp_se"]),
            (
                "slope difference",
                pivot.later - pivot.base,
                pooled["slope_difference_after_minus_before"],
            ),
            ("slope difference se", pivot.error_at(1.0), pooled["slope_difference_se"]),
            ("t", statistic, pooled["t"]),
            ("P", p_value_t(statistic, df, Alternative.TWO_SIDED), pooled["p_two_sided"]),
        ],
    )


def ropensci_values() -> Iterator[ReferenceValue]:
    text = (DATA / ROPENSCI / "reference_values_not_published.json").read_text(encoding="utf-8")
    expected = json.loads(text, parse_float=Decimal)
    path = f"{ROPENSCI}/monthly_clean.csv"
    columns = load_columns(path)
    months = list(columns["month"])

    def span(column: str, first: str, last: str) -> PeriodValues:
        positions = range(months.index(first), months.index(last) + 1)
        return PeriodValues(first, positions, [float(columns[column][i]) for i in positions])

    base, later = (span("impressions", f"{y}-01", f"{y}-12") for y in (2016, 2017))
    student, welch = (
        compare_means(base, later, variant=variant, alternative=Alternative.GREATER)
        for variant in (Variant.STUDENT, Variant.WELCH)
    )
    assert not isinstance(student.ratio, Refusal)
    printed = next(value for key, value in expected.items() if key.startswith("impressions"))
    yield from _rows(
        ROPENSCI,
        "impressions",
        [
            ("mean before", student.base.mean.estimate, printed["mean_before"]),
            ("mean after", student.later.mean.estimate, printed["mean_after"]),
            ("ratio", student.ratio.estimate, printed["fold"]),
            ("t", student.statistic, printed["student_t"]),
            ("df", student.df, printed["df"]),
            ("P", student.p_value, printed["p_greater"]),
            ("Welch df", welch.df, printed["welch_df"]),
            ("Welch P", welch.p_value, printed["welch_p_greater"]),
        ],
    )
    followers = "followers_end_of_month"
    for key, value in expected["followers per month (x = month index)"].items():
        sample = span(followers, *key.split(".."))
        trend = estimate_trend(key, sample.times, sample.values)
        computed = {
            "slope": trend.slope.estimate,
            "se": trend.slope.standard_error or 0.0,
            "r2": trend.r_squared,
        }
        for name, number in value.items():
            yield as_printed(ROPENSCI, f"followers {key} {name}", computed[name], number)
    for key, value in expected["followers per day (x = source_date)"].items():
        sample = span(followers, *key.split(".."))
        days = [
            date.fromisoformat(columns["source_date"][int(i)]).toordinal() for i in sample.times
        ]
        slope = estimate_trend(key, days, sample.values).slope.estimate
        yield as_printed(ROPENSCI, f"followers a day {key}", slope, value)
