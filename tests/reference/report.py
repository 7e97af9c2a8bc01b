"""Every published value of the reference sets in one table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.reference import comparisons, hac, interrupted, nist, small_samples
from tests.reference.reference_value import NotApplicable, ReferenceValue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

SETS: tuple[Callable[[], Iterable[ReferenceValue]], ...] = (
    nist.nist_values,
    hac.hac_values,
    interrupted.nile_values,
    interrupted.seatbelt_values,
    interrupted.sicily_values,
    interrupted.traffic_values,
    comparisons.sleep_values,
    comparisons.small_t_test_values,
    comparisons.fieller_values,
    comparisons.lakens_values,
    comparisons.handbook_values,
    comparisons.effect_size_values,
    comparisons.regression_values,
    comparisons.whiteside_values,
    small_samples.poisson_values,
    small_samples.share_values,
    small_samples.rank_values,
    small_samples.normality_values,
    small_samples.prediction_values,
)

_NO_SEARCH = "break dates are not searched for: an intervention's date is given"
NOT_APPLICABLE = (
    NotApplicable(source="nile", name="breakdate_ci95", reason=_NO_SEARCH),
    NotApplicable(source="nile", name="BIC of 2 to 5 breaks", reason=_NO_SEARCH),
    NotApplicable(source="seatbelts", name="supF_p, aveF_p", reason=_NO_SEARCH),
    NotApplicable(source="seatbelts", name="CUSUM statistics", reason=_NO_SEARCH),
    NotApplicable(source="seatbelts", name="two_breaks_*", reason=_NO_SEARCH),
    NotApplicable(source="seatbelts", name="RSS of 2 to 5 breaks", reason=_NO_SEARCH),
    NotApplicable(
        source="effect_sizes",
        name="glass_delta_unadjusted",
        reason="no comparison divides by the spread of one period alone",
    ),
    NotApplicable(
        source="newey_west",
        name="crit, eform",
        reason="a quantile and a flag of the program's output, not results",
    ),
)


def collect() -> list[ReferenceValue]:
    """Compute and return every value of every set."""
    return [value for produce in SETS for value in produce()]


def report(*, verbose: bool = True) -> tuple[str, bool]:
    """Return the table, and whether it has values and all are reproduced."""
    values = collect()
    lines = []
    if verbose:
        for value in values:
            mark = "ok" if value.is_reproduced else "NO"
            lines.append(
                f"{mark}  {value.source:24} {value.name:58}"
                f" {value.computed:<24.15g} {value.expected:<24.15g} {value.tolerance:.1e}"
            )
        lines += [f"--  {item.source:24} {item.name:58} {item.reason}" for item in NOT_APPLICABLE]
    good = sum(value.is_reproduced for value in values)
    lines.append(f"reference: {good} of {len(values)} values reproduced")
    return "\n".join(lines), 0 < good == len(values)
