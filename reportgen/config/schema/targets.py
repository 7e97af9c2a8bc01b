"""The numbers of goals: targets and baselines, as people write them.

Besides numbers, ``90%`` and the marks of thousands and decimals of texts are read: ``'25,000'``,
``'0,9'``. What a target may be, by what it measures, is checked in `config.checks.targets`.
"""

import re
from datetime import timedelta
from decimal import Decimal
from typing import Annotated, Any, NamedTuple

from pydantic import PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from reportgen.config.schema.base import DaySpan, read_day_span
from reportgen.model.frequency import Frequency

_GROUPED = r"[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]+)?"
"""25,000 and 1,234.5: a comma before three digits separates thousands, as in English."""
_TURNED = r"[1-9][0-9]{0,2}((\.[0-9]{3})+,[0-9]+|(\.[0-9]{3}){2,})"
"""1.234,5 and 1.234.567, as in most languages of Europe."""
_SPACED = r"[1-9][0-9]{0,2}([ \u00a0\u2009\u202f'’][0-9]{3})+([.,][0-9]+)?"
_PLAIN = r"[0-9]+([.,][0-9]+)?"
_NUMBER = rf"[-+\u2212]?({_GROUPED}|{_TURNED}|{_SPACED}|{_PLAIN}) ?%?"
_PERIOD = r"[0-9]{4}(-Q[1-4]|-[0-9]{1,2}|/[0-9]{2})?"


class TargetNumber(NamedTuple):
    """A number as read; a percentage as a fraction of 1.

    Attributes
    ----------
    typed : str
        As it is in the file, for messages.
    is_percentage : bool
        Whether it was written with a percent sign.
    other : float or None
        What it would be if its comma were a decimal one; None if it can't be.
    """

    value: float
    typed: str
    is_percentage: bool = False
    other: float | None = None


def read_target_number(value: Any) -> TargetNumber:
    """Return a number of a goal.

    Raises
    ------
    PydanticCustomError
        The value is not a number that can be read in one way.
    """
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return TargetNumber(float(value), str(value))
    text = value.strip() if isinstance(value, str) else ""
    if re.fullmatch(_NUMBER, text) is None:
        raise PydanticCustomError("target", "a number")
    is_percentage = text.endswith("%")
    digits = re.sub("[ \u00a0\u2009\u202f'’%+]", "", text.replace("\u2212", "-"))
    unsigned = digits.removeprefix("-")
    other = None
    if re.fullmatch(_TURNED, unsigned):
        digits = digits.replace(".", "").replace(",", ".")
    elif re.fullmatch(_GROUPED, unsigned):
        if unsigned.count(",") == 1 and "." not in unsigned:
            other = float(digits.replace(",", "."))
        digits = digits.replace(",", "")
    exact = Decimal(digits.replace(",", "."))
    return TargetNumber(float(exact / 100 if is_percentage else exact), text, is_percentage, other)


def read_target(value: Any) -> TargetNumber | dict[str, TargetNumber]:
    """Return one target, or one for each period: ``{2025: 900, 2026: 950}``.

    Raises
    ------
    PydanticCustomError
        A number or a period can't be read; the context has its key.
    """
    if not isinstance(value, dict):
        return read_target_number(value)
    if not value:
        raise PydanticCustomError("target_empty", "targets by period")
    found = {}
    for key, item in value.items():
        if period_of(str(key), 1) is None:
            raise PydanticCustomError("target_period", "a period", {"key": str(key)})
        try:
            found[str(key)] = read_target_number(item)
        except PydanticCustomError as error:
            raise PydanticCustomError("target", "a number", {"key": str(key)}) from error
    return found


class TargetPeriod(NamedTuple):
    """The days of a period that a target is for."""

    span: DaySpan
    frequency: Frequency
    is_fiscal: bool = False


def period_of(key: str, year_starts: int) -> TargetPeriod | None:
    """Return the period that a key names; None if it names none.

    Parameters
    ----------
    key : str
        A year, a quarter, a month, or a fiscal year as ``2025/26``.
    year_starts : int
        The month with which fiscal years begin.
    """
    if re.fullmatch(_PERIOD, key) is None:
        return None
    year, slash, ending = key.partition("/")
    try:
        if not slash:
            frequency = Frequency.QUARTER if "Q" in key else Frequency.MONTH
            frequency = frequency if "-" in key else Frequency.YEAR
            return TargetPeriod(read_day_span(key), frequency)
        if int(ending) != (int(year) + 1) % 100:
            return None
        first = read_day_span(f"{year}-{year_starts}").first
        # The day before the next fiscal year.
        last = read_day_span(f"{int(year) + 1}-{year_starts}").first
    except PydanticCustomError:
        return None
    return TargetPeriod(DaySpan(first, last - timedelta(days=1)), Frequency.YEAR, is_fiscal=True)


_NUMBER_SCHEMA: dict[str, Any] = {
    "anyOf": [{"type": "number"}, {"type": "string", "pattern": rf"^\s*{_NUMBER}\s*$"}]
}

Baseline = Annotated[
    TargetNumber, PlainValidator(read_target_number), WithJsonSchema(_NUMBER_SCHEMA)
]
"""A number of a goal: 25000, 90%, '25,000' or '0,9'."""

Target = Annotated[
    TargetNumber | dict[str, TargetNumber],
    PlainValidator(read_target),
    WithJsonSchema(
        {
            "anyOf": [
                *_NUMBER_SCHEMA["anyOf"],
                {
                    "type": "object",
                    "minProperties": 1,
                    "propertyNames": {"pattern": f"^{_PERIOD}$"},
                    "additionalProperties": _NUMBER_SCHEMA,
                },
            ]
        }
    ),
]
"""A number of a goal, or one for each year, quarter or month."""
