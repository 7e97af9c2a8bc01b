"""Published exact tests, tests of shares and ranks, tests of normality and prediction limits."""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

from reportgen.analysis.comparisons.rate_comparison import compare_rates, estimate_rate
from reportgen.model.comparison import Alternative
from reportgen.model.estimate import Refusal
from reportgen.model.survey import Answers
from reportgen.statistics.answers.share_difference import compare_paired_shares, compare_shares
from reportgen.statistics.baseline_forecast import Beliefs, forecast
from reportgen.statistics.count_forecast import forecast_counts
from reportgen.statistics.mann_whitney import compare_ranks
from reportgen.statistics.period_values import PeriodValues
from reportgen.statistics.shapiro_wilk import shapiro_wilk
from tests.reference.reference_value import (
    ReferenceValue,
    as_printed,
    floats,
    load_table,
    within,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from reportgen.statistics.answers.inverted_tests import ExactDifference

EXACT, PREDICTION, SHARES = "exact_tests", "prediction_limits", "share_differences"
# Independent values about a constant, as the textbooks assume.
PLAIN = Beliefs(rhos=(0.0,), trends=((0.0, 1.0),), seasons=((0.0, 0.0, 1.0),))


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


def prediction_values() -> Iterator[ReferenceValue]:
    table = load_table(PREDICTION)["tensile"]
    loads = floats(table["load"])
    found = forecast(loads, range(len(loads) + 1), beliefs=PLAIN)
    yield as_printed(PREDICTION, "tensile mean", found.values.means[0], table["mean"])
    yield as_printed(PREDICTION, "tensile SD", found.spread, table["sd"])
    for name, chance in (("low", 0.025), ("high", 0.975)):
        limit = float(found.values.quantiles(chance)[0])
        # The book rounds mean and SD before it goes on.
        yield within(PREDICTION, f"tensile {name}", limit, table[name], 0.002)
    table = load_table(PREDICTION)["chrysene"]
    logs = [log(value) for value in floats(table["ppb"])]
    found = forecast(logs, range(len(logs) + 4), beliefs=PLAIN)
    yield as_printed(PREDICTION, "chrysene mean", found.mean.means[0], table["mean"])
    yield as_printed(PREDICTION, "chrysene SD", found.spread, table["sd"])
    upper = float(found.mean.quantiles(0.99)[0])
    yield as_printed(PREDICTION, "chrysene mean of 4, upper", upper, table["upper"])
    table = load_table(PREDICTION)["counts"]
    counts = [table["events"], *[0] * (table["steps"] - 1)]
    counted = forecast_counts(counts, dispersions=((1.0, 1.0),))
    limit = counted.most(1, 0.05) + 1
    yield as_printed(PREDICTION, "counts, upper", limit, table["limit"])
