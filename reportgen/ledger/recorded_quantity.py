"""A quantity as a ledger records it, as the type that the rooms of analysis and narrative know."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportgen.model.quantity import Form, Quantity

if TYPE_CHECKING:
    from collections.abc import Mapping


def recorded_quantity(name: str, record: Mapping[str, Any]) -> Quantity:
    """Return the quantity of a record of outcomes.json, without its rows.

    Raises
    ------
    ValueError, KeyError, TypeError, AssertionError
        The record is damaged: an interval that misses its estimate, a field that is gone.
    """
    return Quantity(
        id=name,
        value=record["value"],
        form=Form(record["form"]),
        unit=record["unit"],
        ci_low=record["ci_low"],
        ci_high=record["ci_high"],
        confidence_level=record["confidence_level"],
        n=record["n"],
        numerator=record["numerator"],
        method=record["method"],
        formula=record["formula"],
        reason=record["reason"],
        derived_from=tuple(record["derived_from"]),
    )
