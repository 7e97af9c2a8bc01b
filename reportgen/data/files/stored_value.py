"""Values of workbooks, Parquet files and databases as text in unambiguous formats."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

_AMBIGUOUS = re.compile(r"-?[0-9]{1,3}\.[0-9]{3}")


def value_text(value: Any) -> str:
    """Return a stored value as text; empty for none."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        is_day = value.time() == time() and value.tzinfo is None
        return value.date().isoformat() if is_day else value.isoformat(" ", "seconds")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, float):
        return number_text(value)
    if isinstance(value, Decimal):
        return _unambiguous(format(value, "f"))
    return str(value)


def number_text(value: float) -> str:
    """Return a number as text with a decimal point, unambiguous for `read_numbers`."""
    # Huge numbers keep their exponent instead of up to 309 digits.
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return _unambiguous(repr(value))


def _unambiguous(text: str) -> str:
    # In a text file 1.234 may be a thousand, here never: 1.2340 says so.
    return f"{text}0" if _AMBIGUOUS.fullmatch(text) else text
