"""Convert quantities to records of the ledger and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.errors import DamagedLedgerError
from reportgen.ledger.records import QuantityRecord, SourceRecord
from reportgen.model.quantity import Quantity, impossible_value
from reportgen.model.quantity_ids import form_of
from reportgen.narrative.numbers.number_text import number_text

if TYPE_CHECKING:
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
        value=quantity.value,
        ci_low=quantity.ci_low,
        ci_high=quantity.ci_high,
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
