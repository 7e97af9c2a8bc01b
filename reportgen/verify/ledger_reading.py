"""Convert records of a ledger to the types of the analysis and the narrative."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.languages.catalogue import SOURCE
from reportgen.languages.current import use_number_formats
from reportgen.ledger.recorded_quantity import impossible_record, recorded_quantity
from reportgen.ledger.records import Ledger
from reportgen.model.quantity import Form, Quantity, impossible_value
from reportgen.model.quantity_ids import sensitivity_of
from reportgen.narrative.numbers.further_numbers import further_form
from reportgen.narrative.numbers.number_style import JMIR, number_style
from reportgen.narrative.numbers.number_text import has_part, number_text

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from reportgen.ledger.records import AnyLedger, SensitivityRecord
    from reportgen.narrative.numbers.number_style import NumberStyle


def ledger_language(ledger: AnyLedger) -> AbstractContextManager[None]:
    """Return a block in which the language of a ledger is spoken, or its numbers at least."""
    return use_number_formats(ledger.language or SOURCE)


def style_of(ledger: AnyLedger) -> NumberStyle:
    """Return the number style of a brief."""
    if not isinstance(ledger, Ledger):
        return number_style(JMIR.name)
    analysis = ledger.analysis
    return number_style(analysis.number_style or JMIR.name, alpha=analysis.alpha)


def printed_text(ledger: AnyLedger, name: str, part: str = "value") -> str | None:
    """Return a number as the brief must print it; None if the ledger does not have it.

    Parameters
    ----------
    name : str
        A quantity id, or ``verdicts.<comparison>.sensitivity.<method>.<estimate|p_value>``.
    part : str
        ``value``, ``size``, ``ci_low``, ``ci_high``, ``n``, ``numerator`` or
        ``confidence_level``.
    """
    record = ledger.quantities.get(name)
    if record is None:
        quantity = _sensitivity(ledger, name)
    else:
        quantity = None if impossible_record(record) else recorded_quantity(name, record)
    if quantity is None or not has_part(quantity, part):
        return None
    return number_text(quantity, style_of(ledger), part)


def _sensitivity(ledger: AnyLedger, name: str) -> Quantity | None:
    parts = sensitivity_of(name)
    if parts is None:
        return None
    comparison, method, statistic = parts
    verdict = ledger.verdicts.get(comparison)
    found = verdict.sensitivity if verdict is not None else ()
    item = next((item for item in found if item.method == method), None)
    return None if item is None else _further_quantity(name, item, is_p=statistic == "p_value")


def _further_quantity(name: str, item: SensitivityRecord, *, is_p: bool) -> Quantity | None:
    """Return a number of a sensitivity analysis; None if it is missing or impossible."""
    value = item.p_value if is_p else item.estimate
    low, high = (None, None) if is_p else (item.ci_low, item.ci_high)
    if impossible_value(value, low, high, ""):
        return None
    return Quantity(
        id=name,
        value=value,
        form=Form.P_VALUE if is_p else further_form(item.unit),
        unit="" if is_p else item.unit,
        currency=None if is_p else item.currency,
        ci_low=low,
        ci_high=high,
        confidence_level=None if is_p else item.confidence_level,
        decimals=None if is_p else item.decimals,
    )
