"""Look up the full-precision value of a printed number in the ledger."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.ledger.records import AnyLedger

_PARTS = ("value", "ci_low", "ci_high", "n", "numerator", "confidence_level")
_SENSITIVITY = re.compile(
    r"^verdicts\.(?P<comparison>.+)\.sensitivity\.(?P<method>.+)\.(?P<field>estimate|p_value)$"
)


def full_precision(ledger: AnyLedger | None, name: str, part: str = "value") -> str | None:
    """Return a quantity's number with all digits; None if the ledger does not have it.

    Parameters
    ----------
    ledger : Ledger, PortfolioLedger or None
    name : str
        A quantity id, or ``verdicts.<comparison>.sensitivity.<method>.<estimate|p_value>``.
    part : str
        ``value``, ``ci_low``, ``ci_high``, ``n``, ``numerator`` or ``confidence_level``.
    """
    if ledger is None or part not in _PARTS:
        return None
    record = ledger.quantities.get(name)
    if record is None:
        return _sensitivity_number(ledger, name, part)
    found = getattr(record, part)
    return None if found is None else _text(found)


def _sensitivity_number(ledger: AnyLedger, name: str, part: str) -> str | None:
    match = _SENSITIVITY.match(name)
    verdict = ledger.verdicts.get(match["comparison"]) if match else None
    if match is None or verdict is None:
        return None
    field = match["field"] if part == "value" else part
    for item in verdict.sensitivity:
        found = getattr(item, field, None)  # a sensitivity analysis has no n or numerator
        if item.method == match["method"] and found is not None:
            return _text(found)
    return None


def _text(value: object) -> str:
    # The shortest decimal that reads back as the same double.
    return repr(value) if isinstance(value, float) else str(value)
