"""What the analysis of one organization costs: 3 metrics of 36 months, 4 comparisons.

Every comparison with its verdict, all further analyses (20,000 permutations included) and
all findings about the data. Cold is the first run of a process, which imports scipy.special
and draws the arrangements; warm is what each further organization of a batch costs.
"""

from __future__ import annotations

import statistics
import time

import numpy as np

from reportgen.analysis.comparisons.assumptions import find_assumptions
from reportgen.analysis.comparisons.interrupted_series import estimate_interrupted_series
from reportgen.analysis.comparisons.mean_comparison import compare_means
from reportgen.analysis.comparisons.sensitivity import analyse_sensitivity
from reportgen.analysis.comparisons.slope_comparison import compare_slopes
from reportgen.analysis.comparisons.verdicts import decide_verdict, gather_evidence
from reportgen.analysis.monitoring.xmr import chart_xmr
from reportgen.model.comparison import Alternative, Margin, Variant
from reportgen.statistics.multiplicity import holm
from reportgen.statistics.period_values import PeriodValues

MONTHS = 36
RUNS = 25
LIMIT_MS = 120


def _period(values: np.ndarray, first: int, last: int) -> PeriodValues:
    times = [float(month) for month in range(first, last)]
    return PeriodValues("p", times, values[first:last].tolist())


def analyse_once(followers: np.ndarray, posts: np.ndarray, visits: np.ndarray) -> int:
    """Run everything once and return how many verdicts it gave."""
    gains = np.diff(followers, prepend=np.nan)

    def slopes(base: int, later: int, margin: Margin | None) -> object:
        return compare_slopes(
            _period(followers, base, base + 12),
            _period(followers, later, later + 12),
            base_gains=_period(gains, max(base, 1), base + 12),
            later_gains=_period(gains, later, later + 12),
            margin=margin,
        )

    results = (
        slopes(0, 12, None),
        slopes(12, 24, Margin(value=0.2, is_relative=True)),
        compare_means(_period(posts, 0, 12), _period(posts, 12, 24), variant=Variant.STUDENT),
        estimate_interrupted_series(_period(visits, 0, 18), _period(visits, 18, 36)),
    )
    evidence = [gather_evidence(result) for result in results]
    adjusted = holm([item.family_p for item in evidence])
    for result, item, p_adjusted in zip(results, evidence, adjusted, strict=True):
        decide_verdict(
            "c",
            item,
            prefix="m.growth.b_vs_a",
            p_adjusted=p_adjusted,
            alternative=Alternative.TWO_SIDED,
            alpha=0.05,
            sensitivity=analyse_sensitivity(
                result, alternative=Alternative.TWO_SIDED, unit="followers a month"
            ),
            assumptions=find_assumptions(result),
        )
    for values in (gains[1:], posts, visits):
        chart_xmr(range(len(values)), values.tolist(), n_baseline=12)
    return len(results)


def main() -> None:
    """Print the cost."""
    rng = np.random.default_rng(1)
    series = (
        1000 + np.cumsum(rng.normal(45, 12, MONTHS)),
        rng.normal(20, 5, MONTHS),
        rng.normal(900, 150, MONTHS),
    )
    times = []
    for _ in range(1 + RUNS):
        start = time.process_time()
        analyse_once(*series)
        times.append(1000 * (time.process_time() - start))
    warm = statistics.median(times[1:])
    print("Analysis of one organization: 3 metrics, 36 months, 4 comparisons")
    print(f"  cold {times[0]:.0f} ms CPU, warm {warm:.0f} ms CPU (limit {LIMIT_MS} ms)")


if __name__ == "__main__":
    main()
