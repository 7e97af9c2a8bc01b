"""Read plain YAML scalars by the core schema of YAML 1.2, with one deviation.

``NO``, ``12:30`` and ``1_000`` are texts, and so are dates, which the schema reads where it
expects one. ``0123`` is a text too, in deviation from YAML 1.2.2, section 10.3.2: ids with
leading zeros must not lose them.
"""

from __future__ import annotations

import re

Scalar = str | int | float | bool | None

_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_TRUE = frozenset({"true", "True", "TRUE"})
_FALSE = frozenset({"false", "False", "FALSE"})
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)", re.ASCII)
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|(0|[1-9][0-9]*)(\.[0-9]*)?)([eE][-+]?[0-9]+)?", re.ASCII)
_SPECIAL = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)", re.ASCII)
# No count has more digits.
_MOST_DIGITS = 30


class UnusableNumberError(ValueError):
    """A scalar that is written as a number but can't be used as one."""


def read_plain_scalar(text: str) -> Scalar:
    """Return the value of an unquoted scalar.

    Raises
    ------
    UnusableNumberError
        For infinity, not-a-number and numbers that are too large.
    """
    if text in _NULL:
        return None
    if text in _TRUE or text in _FALSE:
        return text in _TRUE
    first = text[0]
    if not (first.isdigit() or first in "+-."):
        return text
    return _read_number(text)


def _read_number(text: str) -> Scalar:
    is_integer = _INTEGER.fullmatch(text) is not None
    if is_integer and len(text) > _MOST_DIGITS:
        raise UnusableNumberError(f"a number of {len(text)} digits")
    if is_integer:
        return int(text)
    if _SPECIAL.fullmatch(text):
        raise UnusableNumberError(f"`{text}`")
    if _FLOAT.fullmatch(text):
        value = float(text)
        if value in (float("inf"), float("-inf")):
            raise UnusableNumberError(f"`{text[:_MOST_DIGITS]}`, which is too large")
        return value
    return text
