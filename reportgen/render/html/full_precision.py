"""A printed number's full value, looked up in the ledger by its id."""

from __future__ import annotations

import re
from collections.abc import Mapping

_SENSITIVITY = re.compile(
    r"^verdicts\.(?P<comparison>.+)\.sensitivity\.(?P<method>.+)\.(?P<field>estimate|p_value)$"
)


def full_precision(ledger: Mapping[str, object], name: str, part: str = "value") -> str | None:
    """Return a quantity's number with every digit, None where the ledger has none.

    Parameters
    ----------
    ledger : mapping
        The document of outcomes.json.
    name : str
        A quantity id, or ``verdicts.<comparison>.sensitivity.<method>.<estimate|p_value>``.
    part : str
        ``value``, ``ci_low``, ``ci_high``, ``n``, ``numerator`` or ``confidence_level``.
    """
    quantities = ledger.get("quantities")
    record = quantities.get(name) if isinstance(quantities, Mapping) else None
    if record is None:
        return _sensitivity_number(ledger, name, part)
    found = record.get(part) if isinstance(record, Mapping) else None
    return None if found is None else _text(found)


def _sensitivity_number(ledger: Mapping[str, object], name: str, part: str) -> str | None:
    match = _SENSITIVITY.match(name)
    verdicts = ledger.get("verdicts")
    if match is None or not isinstance(verdicts, Mapping):
        return None
    verdict = verdicts.get(match["comparison"])
    if not isinstance(verdict, Mapping):
        return None
    field = match["field"] if part == "value" else part
    for item in verdict.get("sensitivity", ()):
        if item.get("method") == match["method"] and item.get(field) is not None:
            return _text(item[field])
    return None


def _text(value: object) -> str:
    return repr(value) if isinstance(value, float) else str(value)
