"""Choose the decimals of numbers that a reader compares.

By itself a number is printed as precisely as it is known: a mean of 131.5 without an interval as
132. With a target of 132 that would read "132, at least 132, missed"; and a mean of 87.25, as 87,
would seem to miss the 87.2 that it reaches. The choice is made once
for each quantity, before anything is written, so that text, tables and figures print it alike.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.model.quantity import IN_POINTS, Form
from reportgen.model.quantity_ids import GoalIds, is_of_goal, parsed
from reportgen.narrative.numbers.number_text import has_interval, print_in_order, printed_decimals

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reportgen.analysis.goals.progress import GoalProgress
    from reportgen.model.quantity import Quantity

# Different analyses add up the same observations in another order, so that one mean can differ in
# its last digits.
_SAME_DIGITS = ".12g"

_WITHOUT_DECIMALS = frozenset({Form.COUNT, Form.DATE, Form.P_VALUE})


def with_common_decimals(
    quantities: Mapping[str, Quantity], goals: Iterable[GoalProgress]
) -> dict[str, Quantity]:
    """Return the quantities with the decimals that they need to be compared.

    - The value of a goal gets as many decimals as show on which side of its target it lies.
    - The same statistic of the same metric, computed by several analyses, gets the decimals of
      those with an interval, which shows how precisely it is known; but no fewer than a goal
      needs.
    - What is missing to a target is the difference of the two as they are printed.
    - The ends of the ranges of a control chart get the decimals of the largest one; if that is
      whole and others are not, one.
    """
    known = dict(quantities)
    for ends in _chart_ranges(known):
        largest = max(ends, key=lambda item: abs(_number(item)))
        is_uneven = any(not _number(item).is_integer() for item in ends)
        # A whole number has no decimals, whatever stands beside it.
        is_small = is_uneven and abs(_number(largest)) < _LARGE
        decimals = max(printed_decimals(largest), int(is_small))
        known |= {item.id: replace(item, decimals=decimals) for item in ends}
    families = [GoalIds(progress.goal.id) for progress in goals]
    measured = [ids for ids in families if _has_decimals(known[ids.value], known[ids.target])]
    for ids in measured:
        known[ids.value] = _apart(known[ids.value], known[ids.target])
    for names in _same_numbers(known):
        same = [known[name] for name in names]
        deciding = [item for item in same if has_interval(item) or item.decimals is not None]
        decimals = max(printed_decimals(item) for item in deciding or same)
        for item in same:
            if printed_decimals(item) != decimals:
                known[item.id] = replace(item, decimals=decimals)
    for ids in measured:
        decimals = max(printed_decimals(known[name]) for name in (ids.value, ids.target))
        if _has_decimals(known[ids.gap]):
            known[ids.gap] = replace(known[ids.gap], decimals=decimals)
    return known


def _chart_ranges(quantities: Mapping[str, Quantity]) -> Iterable[list[Quantity]]:
    """Return the ends of the ranges of each control chart."""
    charts: dict[str, list[Quantity]] = defaultdict(list)
    for name, quantity in quantities.items():
        path = parsed(name)
        if (
            quantity.form is Form.LIMIT
            and path.statistic.endswith(_ENDS)
            and _has_decimals(quantity)
        ):
            charts[path.stem].append(quantity)
    return charts.values()


_ENDS = ("_low", "_high")
_LARGE = 100


def _number(quantity: Quantity) -> float:
    return float(quantity.value or 0)


def _has_decimals(*quantities: Quantity) -> bool:
    return all(item.value is not None and item.form not in _WITHOUT_DECIMALS for item in quantities)


def _apart(value: Quantity, target: Quantity) -> Quantity:
    """Return a value with the decimals that show on which side of a target it lies."""
    while not print_in_order(value, target):
        value = replace(value, decimals=printed_decimals(value) + 1)
    return value


def _same_numbers(quantities: Mapping[str, Quantity]) -> list[list[str]]:
    """Return the ids of each statistic that several quantities hold."""
    groups: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for name, quantity in quantities.items():
        if isinstance(quantity.value, str) or not _has_decimals(quantity):
            continue
        path = parsed(name)
        if is_of_goal(name):
            # The value of a goal is that of the one quantity that it measures.
            if path.statistic != "value" or len(quantity.derived_from) != 1:
                continue
            path = parsed(quantity.derived_from[0])
        digits = format(quantity.value, _SAME_DIGITS)
        statistic = _SYNONYMS.get(path.statistic, path.statistic)
        key = (path.subject, statistic, digits, quantity.form.public, quantity.form in IN_POINTS)
        groups[key].append(name)
    return [names for names in groups.values() if len(names) > 1]


# The mean of a count is called a rate where events are counted per time.
_SYNONYMS = {"rate": "mean"}
