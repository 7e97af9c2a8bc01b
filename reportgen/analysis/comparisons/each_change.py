"""One comparison for each intervention of an interrupted series; needs no data."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.model.comparison import Test

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from reportgen.model.comparison import Comparison
    from reportgen.model.period import Intervention, Period


def one_for_each_change(
    comparisons: Iterable[Comparison],
    periods: Mapping[str, Period],
    interventions: tuple[Intervention, ...],
) -> tuple[Comparison, ...]:
    """Return the comparisons of a plan, an interrupted series once for each of its interventions.

    All of them rest on one model; each has an effect, a verdict and sentences of its own.
    """
    known = tuple(comparisons)
    taken = {item.id for item in known}
    return tuple(
        part for item in known for part in _parts(item, periods, interventions, taken - {item.id})
    )


def _parts(
    comparison: Comparison,
    periods: Mapping[str, Period],
    interventions: tuple[Intervention, ...],
    taken: set[str],
) -> Iterator[Comparison]:
    base, later = periods.get(comparison.base), periods.get(comparison.later)
    if comparison.test is not Test.ITS or base is None or later is None:
        yield comparison
        return
    within = tuple(item for item in interventions if base.first < item.on <= later.last)
    yield replace(comparison, interventions=within)
    for place in range(1, len(within)):
        name = f"{comparison.id}-change-{place + 1}"
        while name in taken:
            name = f"{name}-"
        yield replace(
            comparison,
            id=name,
            planned_as=comparison.id,
            interventions=within,
            place=place,
        )
