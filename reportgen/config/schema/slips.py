"""Recognize what somebody meant who typed it as in a letter or a spreadsheet."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from reportgen.config.naming import nearest
from reportgen.model.period import RelativePeriod

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportgen.diagnostics import Place

_CUT = re.compile(r"\d+(?:,\d+)+(?: ?%)?")
_DAY = re.compile(r"(\d{1,2})(?:[./] ?(\d{1,2})[./] ?(\d{4}|\d{2})|-(\d{1,2})-(\d{4}))")
"""Not 26-01-01, which may begin with the year."""
_FIRST_YEAR = 1000
_MEANT = {
    "rate": ("percent", "percentage", "share", "ratio", "proportion", "%"),
    "count": ("number", "total", "sum", "flow", "counts"),
    "amount": ("money", "currency", "income", "dollars", "euros", "pounds"),
    "level": ("stock", "running total", "cumulative", "balance", "gauge"),
    "average": ("mean", "score", "rating", "median", "duration", "time"),
    "board": ("board report", "report", "board paper"),
    "editorial": ("article", "paper", "story"),
    "at_least": ("above", "min", "minimum", "more", "higher", "up", ">=", ">"),
    "at_most": ("below", "max", "maximum", "less", "lower", "down", "<=", "<"),
    "down": ("less", "lower", "low", "smaller", "fewer"),
    "up": ("more", "higher", "high", "larger"),
}
"""Other words for the words of keys that have a choice of words."""
_PERIOD_KEYS = frozenset({"average_of", "total_of", "change_over"})


def cut_number(key: str, place: Place | None) -> str:
    """Return the fix for a number whose comma ended an entry of a group in braces."""
    if not re.fullmatch(r"\d+ ?%?", key):
        return ""
    typed = _CUT.search(place.text) if place is not None and place.text else None
    return f"put a number with a comma in quotes: `'{typed[0] if typed else '25,000'}'`"


def day_meant(value: Any) -> str:
    """Return the days that a text such as ``31.12.2026`` or ``3/4/24`` may mean, in their form."""
    found = _DAY.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None:
        return ""
    first, second, typed = (int(part) for part in found.groups() if part)
    year = typed if typed >= _FIRST_YEAR else 2000 + typed
    days = []
    # In texts with dots the day is first everywhere; with slashes it depends on the country.
    orders = [(second, first)] if "." in value else [(first, second), (second, first)]
    for month, day in dict.fromkeys(orders):
        try:
            days.append(f"`{date(year, month, day)}`")
        except ValueError:
            continue
    return " or ".join(days)


def word_meant(value: Any, choices: list[str]) -> str | None:
    """Return the choice that a word means, or the most similar one."""
    if not isinstance(value, str):
        return None
    folded = value.strip().casefold()
    for choice in choices:
        if folded in _MEANT.get(choice, ()):
            return choice
    return nearest(value, choices)


def place_meant(key: str, homes: Mapping[str, tuple[str, ...]]) -> str:
    """Return where a key belongs that is known elsewhere, empty if it is not known.

    Parameters
    ----------
    homes : mapping
        The keys of the file and of its groups, by the names of the groups; the file is ``""``.
    """
    found = [home for home, keys in homes.items() if key in keys]
    if "" in found:
        return f"move `{key}` to the left edge: it is a key of the file itself"
    return f"move `{key}` under `{found[0]}`" if len(found) == 1 else ""


def hidden_by_comment(place: Place | None) -> bool:
    """Return whether a value is missing because its text begins with a ``#``."""
    return bool(place and place.text and re.search(r":\s+#\S", place.text))


def period_meant(name: str, value: Any) -> str:
    """Return the fix for words of a relative period where the id of a period is needed."""
    if name not in _PERIOD_KEYS or not isinstance(value, str):
        return ""
    if value in {item.value for item in RelativePeriod}:
        return f"write `{name}: reporting`, and `reporting_period: {value}` as a key of the file"
    return f"write `{name}: reporting`, or the name of one of your `periods`"
