"""Published exact tests, tests of shares and ranks, tests of normality and control limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.analysis.comparisons.rate_comparison import compare_rates, estimate_rate
from reportgen.analysis.monitoring.xmr import chart_xmr
from reportgen.model.comparison import Alternative
from reportgen.model.estimate import Refusal
from reportgen.model.survey import Answers
from reportgen.statistics.mann_whitney import compare_ranks
from reportgen.statistics.period_values import PeriodValues
from reportgen.statistics.shapiro_wilk import shapiro_wilk
from reportgen.statistics.share_difference import compare_paired_shares, compare_shares
from tests.reference.reference_value import ReferenceValue, as_printed, floats, load_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from reportgen.statistics.inverted_tests import ExactDifference

EXACT, CHART, SHARES = "exact_tests", "individuals_chart", "share_differences"


def poisson_values() -> Iterator[ReferenceValue]:
    limits = load_table(EXACT)["poisson_limits"]
    pairs = zip(limits["lower"], limits["upper"], strict=True)
    for events, (lower, upper) in enumerate(pairs, start=1):
        rate = estimate_rate(events, 1)
        yield as_printed(EXACT, f"lower factor {events}", (rate.ci_low or 0.0) / events, lower)
        yield as_printed(EXACT, f"upper factor {events}", (rate.ci_high or 0.0) / events, upper)
    table = load_table(EXACT)["poisson_ratio"]
    later, base = (
        PeriodValues("p", range(months), [float(events), *[0.0] * (months - 1)])
        for events, months in zip(table["events"], table["exposures"], strict=True)
    )
    ratio = compare_rates(base, later).ratio
    assert not isinstance(ratio, Refusal)
    yield as_printed(EXACT, "rate ratio", ratio.estimate, table["ratio"])
    yield as_printed(EXACT, "rate ratio low", ratio.ci_low or 0.0, table["ci95"][0])
    yield as_printed(EXACT, "rate ratio high", ratio.ci_high or 0.0, table["ci95"][1])


def share_values() -> Iterator[ReferenceValue]:
    table = load_table(SHARES)
    for example in (*table["groups"]["examples"], {**table["vaccine"], "risk": 0}):
        first, second = (Answers(yes=yes, asked=n) for yes, n in _counts(example))
        found = compare_shares(first, second, risk=float(example["risk"]))
        yield from _share_values(f"{first.yes}/{first.asked}", found, example)
    for example in table["pairs"]["examples"]:
        counts = (example["gained"], example["lost"], example["trials"])
        found = compare_paired_shares(*counts, risk=0)
        yield from _share_values(f"{counts}", found, example)


def _counts(example: Mapping[str, Any]) -> tuple[tuple[int, int], tuple[int, int]]:
    return tuple(example["first"]), tuple(example["second"])


def _share_values(
    name: str, found: ExactDifference, example: Mapping[str, Any]
) -> Iterator[ReferenceValue]:
    computed = {
        "one_sided_p": found.p_value / 2,
        "p": found.p_value,
        "low": found.difference.ci_low or 0.0,
        "high": found.difference.ci_high or 0.0,
    }
    for key, value in computed.items():
        if key in example:
            yield as_printed(SHARES, f"{name} {key}", value, example[key])


def rank_values() -> Iterator[ReferenceValue]:
    table = load_table(EXACT)["permeability"]
    earlier, at_term = floats(table["earlier"]), floats(table["at_term"])
    ranks = compare_ranks(earlier, at_term, alternative=Alternative.GREATER)
    yield as_printed(EXACT, "permeability W", ranks.statistic, table["w"])
    yield as_printed(EXACT, "permeability P", ranks.p_value, table["p_greater"])


def normality_values() -> Iterator[ReferenceValue]:
    table = load_table(EXACT)["weights"]
    w, p_value = shapiro_wilk(floats(table["pounds"]))
    yield as_printed(EXACT, "Shapiro-Wilk W", w, table["w"])
    yield as_printed(EXACT, "Shapiro-Wilk P", p_value, table["p"])


def chart_values() -> Iterator[ReferenceValue]:
    table = load_table(CHART)
    values = floats(table["viscosity"])
    chart = chart_xmr(range(len(values)), values, n_baseline=len(values))
    yield as_printed(CHART, "mean", chart.mean, table["mean"])
    yield as_printed(CHART, "moving range", chart.mean_moving_range, table["mean_moving_range"])
    yield as_printed(CHART, "lower limit", chart.limit_low, table["lower_limit"])
    yield as_printed(CHART, "upper limit", chart.limit_high, table["upper_limit"])
