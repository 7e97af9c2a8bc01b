"""Check P values against their test statistics and degrees of freedom."""

from __future__ import annotations

from math import isclose, sqrt
from typing import TYPE_CHECKING

from reportgen.ledger.ledger_values import number_of
from reportgen.model.comparison import Alternative
from reportgen.model.quantity_ids import ContrastIds, PeriodIds, parsed
from reportgen.verify.finding import Check, Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.ledger.records import Ledger

_STUDENT = {"p_value": ("t", "df"), "gains_p_value": ("gains_t", "gains_df")}
"""For the P value of a t test, its statistic and its degrees of freedom."""


def check_p_values(ledger: Ledger) -> Iterator[Finding]:
    """Yield the P values that do not follow from their statistic and degrees of freedom."""
    sides = _sides(ledger)
    for name in ledger.quantities:
        path = parsed(name)
        stem, statistic = path.stem, path.statistic
        if statistic not in _STUDENT or number_of(ledger, name) is None:
            continue
        made = _student(ledger, stem, statistic, sides.get(stem, Alternative.TWO_SIDED))
        made = _slope(ledger, stem) if made is None and statistic == "p_value" else made
        found = number_of(ledger, name)
        # Looser than elsewhere: the tails of a distribution magnify the rounding of a statistic.
        if made is None or found is None or isclose(found, made, rel_tol=1e-6, abs_tol=1e-12):
            continue
        yield Finding(
            check=Check.LEDGER,
            code="AUD011",
            subject=name,
            message=f"its statistic and degrees of freedom give {made!r}, not {found!r}",
        )


def _sides(ledger: Ledger) -> dict[str, Alternative]:
    """Return the alternative of each contrast's test, by the stem of its quantity ids."""
    return {
        parsed(verdict.primary).stem: verdict.alternative for verdict in ledger.verdicts.values()
    }


def _student(ledger: Ledger, stem: str, name: str, side: Alternative) -> float | None:
    """Return the P value of a t test, None where its statistic is not in the ledger."""
    from reportgen.statistics.distributions import t_cdf

    statistic, df = (number_of(ledger, ContrastIds(stem).of(part)) for part in _STUDENT[name])
    if statistic is None or df is None or df <= 0:
        return None
    if side is Alternative.GREATER:
        return t_cdf(-statistic, df)
    return t_cdf(statistic, df) if side is Alternative.LESS else 2 * t_cdf(-abs(statistic), df)


def _slope(ledger: Ledger, stem: str) -> float | None:
    """Return the two-sided P value of a fitted slope from its R squared and sample size.

    With one predictor, t² = r²(n − 2)/(1 − r²) with n − 2 degrees of freedom.
    """
    from reportgen.statistics.distributions import t_cdf

    name = PeriodIds.at(stem).r_squared
    r_squared, record = number_of(ledger, name), ledger.quantities.get(name)
    n = record.n if record is not None else None
    if r_squared is None or n is None or n <= 2 or not 0 <= r_squared < 1:
        return None
    return 2 * t_cdf(-sqrt(r_squared * (n - 2) / (1 - r_squared)), n - 2)
