"""Convert quantities to records of the ledger and back, with the libraries that computed them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.errors import DamagedLedgerError
from reportgen.ledger.records import QuantityRecord, SourceRecord
from reportgen.model.quantity import Quantity, impossible_value
from reportgen.model.quantity_ids import form_of
from reportgen.narrative.numbers.number_text import number_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportgen.narrative.numbers.number_style import NumberStyle


def quantity_record(
    quantity: Quantity,
    style: NumberStyle,
    *,
    config: str | None = None,
    libraries: tuple[str, ...] | None = None,
) -> QuantityRecord:
    """Return the record of a quantity, with its text as printed."""
    return QuantityRecord(
        value=recorded_value(quantity),
        ci_low=reproducible(quantity.ci_low),
        ci_high=reproducible(quantity.ci_high),
        confidence_level=quantity.confidence_level,
        unit=quantity.unit,
        form=quantity.form.public,
        n=quantity.n,
        numerator=quantity.numerator,
        method=quantity.method,
        formula=quantity.formula,
        text=None if quantity.value is None else number_text(quantity, style),
        reason=quantity.reason,
        source=tuple(
            SourceRecord(file=item.file, sha256=item.sha256, column=item.column, rows=item.rows)
            for item in quantity.sources
        ),
        derived_from=quantity.derived_from,
        config=config,
        libraries=libraries,
        decimals=quantity.decimals,
        currency=quantity.currency,
    )


def impossible_record(record: QuantityRecord) -> str:
    """Return why a record is impossible as a quantity; empty if it is possible."""
    return impossible_value(record.value, record.ci_low, record.ci_high, record.reason)


def recorded_quantity(name: str, record: QuantityRecord) -> Quantity:
    """Return the quantity of a record, without its rows.

    Raises
    ------
    DamagedLedgerError
        The record is impossible; check with `impossible_record` first.
    """
    if problem := impossible_record(record):
        raise DamagedLedgerError(("quantities", name), problem)
    return Quantity(
        id=name,
        value=record.value,
        form=form_of(name, record.form, unit=record.unit, derived_from=record.derived_from),
        unit=record.unit,
        ci_low=record.ci_low,
        ci_high=record.ci_high,
        confidence_level=record.confidence_level,
        n=record.n,
        numerator=record.numerator,
        method=record.method,
        formula=record.formula,
        reason=record.reason,
        derived_from=record.derived_from,
        decimals=record.decimals,
        currency=record.currency,
    )


_REPRODUCIBLE_DIGITS = 12
"""The last four of sixteen depend on the processor: vector units add and round in other orders."""


def recorded_value(quantity: Quantity) -> float | int | str | None:
    """Return a quantity's value as recorded: to twelve significant digits where it was fitted."""
    if isinstance(quantity.value, float) and computing_libraries(quantity.method, ()):
        return reproducible(quantity.value)
    return quantity.value


def reproducible(value: float | None) -> float | None:
    """Return a fitted value without the digits that depend on the processor."""
    return value if value is None else float(f"{value:.{_REPRODUCIBLE_DIGITS}g}")


_FITTED = ("numpy", "scipy")
"""numpy for least squares, sums and permutations; scipy for distributions."""
_DISTRIBUTIONS = ("scipy",)
_PLAIN: tuple[str, ...] = ()
"""Counts, sums and quotients, computed by Python itself."""
_LIBRARIES = {
    "committee-structure": _DISTRIBUTIONS,
    "control-chart": _FITTED,
    "count-chart": _FITTED,
    "decision": _FITTED,
    "edition-changes": _PLAIN,
    "equivalence": _FITTED,
    "goal-chance": _FITTED,
    "goal-status": _PLAIN,
    "interrupted-series": _FITTED,
    "mean-comparison": _FITTED,
    "monthly-gains": _FITTED,
    "observed-values": _PLAIN,
    "restarted-total": _PLAIN,
    "rate-comparison": _DISTRIBUTIONS,
    "record-campaign": _PLAIN,
    "retention": _DISTRIBUTIONS,
    "role-holdings": _DISTRIBUTIONS,
    "slope-comparison": _FITTED,
    "survey-change": _DISTRIBUTIONS,
    "survey-scale": _FITTED,
    "trend": _FITTED,
    "verdict": _FITTED,
}
_DRAWN_WITH = frozenset({"fonttools", "jinja2", "matplotlib", "reportgen", "weasyprint"})
"""Libraries that present numbers and compute none; reportgen itself is added to every path."""


def computing_libraries(method: str, versions: Iterable[str]) -> list[str]:
    """Return the libraries, other than reportgen, whose version can affect a number.

    Parameters
    ----------
    method : str
        The entry of docs/methods.md.
    versions : iterable of str
        The libraries whose versions the ledger records; a method of an extension may have
        used any of them that computes.
    """
    known = _LIBRARIES.get(method)
    if known is not None:
        return list(known)
    return sorted(name for name in versions if name not in _DRAWN_WITH)
