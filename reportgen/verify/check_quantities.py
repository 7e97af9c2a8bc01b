"""Check each number of a ledger by itself, and against the numbers that it follows from."""

from __future__ import annotations

from math import isclose, sqrt
from typing import TYPE_CHECKING

from reportgen.analysis.quantities.observed import RESTARTED
from reportgen.ledger.ledger_values import number_of
from reportgen.ledger.recorded_quantity import impossible_record
from reportgen.model.comparison import Alternative
from reportgen.model.quantity_ids import (
    ContrastIds,
    MembershipChangeIds,
    ObservedIds,
    PeriodIds,
    contrasted,
    is_of_committee,
    is_of_goal,
    parsed,
)
from reportgen.verify.finding import Check, Finding
from reportgen.verify.ledger_reading import printed_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reportgen.ledger.records import AnyLedger, Ledger, QuantityRecord
    from reportgen.model.quantity_ids import IdPath

# The ledger holds all digits, so only the order of operations can make a difference.
_CLOSE = 1e-9


def check_quantities(ledger: AnyLedger) -> Iterator[Finding]:
    """Yield the numbers that are impossible or inconsistent."""
    for name, record in ledger.quantities.items():
        problem = _own_problem(ledger, name, record) or _relation_problem(ledger, name, record)
        if problem:
            yield Finding(check=Check.LEDGER, code="AUD010", subject=name, message=problem)


def _own_problem(ledger: AnyLedger, name: str, record: QuantityRecord) -> str:
    """Return what is wrong with a number by itself; empty for nothing."""
    if impossible_record(record):
        return "its interval does not contain its estimate, or it has neither a value nor a reason"
    text = printed_text(ledger, name)
    if text != record.text:
        return f"its value prints as {text}, its ledger says {record.text}"
    return _share_problem(record.number, record.numerator, record.n)


def _share_problem(value: float | None, numerator: int | None, n: int | None) -> str:
    if numerator is None or not n or value is None:
        return ""
    if not 0 <= numerator <= n:
        return f"{numerator} of {n} is impossible"
    if not isclose(value, numerator / n, rel_tol=_CLOSE, abs_tol=_CLOSE):
        return f"{numerator} of {n} is not {value!r}"
    return ""


def _relation_problem(ledger: AnyLedger, name: str, record: QuantityRecord) -> str:
    """Return how a number contradicts those it was derived from; empty if it does not."""
    path = parsed(name)
    for names, formula, words in _relations(path, record):
        parts = [number_of(ledger, other) for other in names]
        value = number_of(ledger, name)
        known = [part for part in parts if part is not None]
        if value is None or len(known) != len(names):
            continue
        try:
            made = formula(*known)
        except ZeroDivisionError:
            continue
        # Looser than `_CLOSE`: a formula over several values accumulates their rounding.
        if not isclose(value, made, rel_tol=1e-7, abs_tol=1e-9):
            return f"it is {value!r}, but {words} is {made!r}"
    return ""


_Relation = tuple[tuple[str, ...], "Callable[..., float]", str]


def _relations(path: IdPath, record: QuantityRecord) -> Iterator[_Relation]:
    """Yield the relations that a number must satisfy: operands, formula, and its wording."""
    stem, statistic = path.stem, path.statistic
    sources = record.derived_from
    if len(sources) == 2 and statistic in _QUOTIENTS:
        yield (
            sources,
            _QUOTIENTS[statistic],
            "the quotient of the two numbers that it was derived from",
        )
    if len(sources) == 2 and statistic in _DIFFERENCES:
        yield (
            sources,
            _DIFFERENCES[statistic],
            "the difference of the two numbers that it was derived from",
        )
    if statistic == "change" and (sources or record.method == RESTARTED):
        return
    for names, formula, words in _SIBLINGS.get(statistic, ()):
        yield tuple(ObservedIds.at(stem).of(name) for name in names), formula, words
    if statistic == "decided_difference":
        ids = ContrastIds.at(stem)
        operands = ids.decided_base, ids.decided_later
        yield operands, lambda base, later: later - base, "the fitted line less the earlier course"
    if statistic == "value" and is_of_goal(stem) and len(sources) == 1:
        yield sources, lambda value: value, "the quantity of the goal"
    if is_of_committee(stem) and len(contrasted(stem)) > 1:
        yield from _member_sums(statistic, stem, sources)


def _member_sums(statistic: str, stem: str, sources: tuple[str, ...]) -> Iterator[_Relation]:
    """Yield the sums of membership: stayed + left = base, stayed + joined = later."""
    if len(sources) != 2:
        return
    base, later = sources
    sums = {"left": base, "joined": later, "stayed": base}
    other = {"left": "stayed", "joined": "stayed", "stayed": "left"}
    if statistic in sums:
        names = (sums[statistic], MembershipChangeIds.at(stem).of(other[statistic]))
        yield names, lambda members, rest: members - rest, "the rest of the members"


def _later_by_base(base: float, later: float) -> float:
    return later / base


def _first_by_second(first: float, second: float) -> float:
    return first / second


_QUOTIENTS: dict[str, Callable[..., float]] = {
    "slope_ratio": _later_by_base,
    "ratio": _later_by_base,
    "rate_ratio": _later_by_base,
    "ratio_to_previous": _first_by_second,
    "share_of_total": _first_by_second,
}
_DIFFERENCES: dict[str, Callable[..., float]] = {
    "slope_difference": lambda base, later: later - base,
    "gains_difference": lambda base, later: later - base,
    "difference": lambda base, later: later - base,
    "change": lambda before, last: last - before,
}


_SIBLINGS: dict[str, tuple[_Relation, ...]] = {
    "change": ((("first", "last"), lambda first, last: last - first, "last less first"),),
    "total": ((("mean", "n"), lambda mean, n: mean * n, "the mean times the number of values"),),
}


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
