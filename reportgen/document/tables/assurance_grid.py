"""The grid of a board report: every metric in one cell of variation and assurance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.analysis.monitoring.assurance import Assurance, GridPlace, Variation, grid_place
from reportgen.document.brief import Cell, ColumnLabel, Row, TableBlock
from reportgen.languages.current import translated
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.prose import LineBreak, Strong, Text
from reportgen.narrative.numbers.time_parts import time_parts
from reportgen.narrative.phrases import capitalized, compose, listed, phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.analysis.monitoring.monitoring import MetricMonitoring
    from reportgen.document.material import Material
    from reportgen.model.prose import Prose

GRID_ANCHOR = "table-grid"

# Those that every grid has, so that a reader finds the same corner in each edition.
_USUAL_ROWS = (Variation.WORSE, Variation.USUAL, Variation.BETTER)
_USUAL_COLUMNS = (Assurance.NEVER, Assurance.SOMETIMES, Assurance.ALWAYS)

_ROWS = {
    Variation.WORSE: gettext_noop("Worse", context="row of a grid"),
    Variation.CHANGED: gettext_noop("Changed, neither better nor worse", context="row of a grid"),
    Variation.UNJUDGED: gettext_noop("Cannot be judged", context="row of a grid"),
    Variation.USUAL: gettext_noop("As usual", context="row of a grid"),
    Variation.BETTER: gettext_noop("Better", context="row of a grid"),
}
_BY_STEP = {
    Assurance.NEVER: gettext_noop("Target met in no {month}"),
    Assurance.SOMETIMES: gettext_noop("Target met in some {months}"),
    Assurance.ALWAYS: gettext_noop("Target met in every {month}"),
    Assurance.NO_TARGET: gettext_noop("No target by the {month}"),
}
_BY_VALUE = {
    Assurance.NEVER: gettext_noop("Target never met"),
    Assurance.SOMETIMES: gettext_noop("Target met at times"),
    Assurance.ALWAYS: gettext_noop("Target met every time"),
    Assurance.NO_TARGET: gettext_noop("No target to count by"),
}
"""For metrics of different steps of time."""


def assurance_grid(material: Material) -> TableBlock | None:
    """Return the grid with each metric's name and count; None without a reporting period."""
    monitored = material.outcomes.monitoring
    if not monitored:
        return None
    places = [(found, grid_place(found.verdict)) for found in monitored]
    rows = [item for item in Variation if item in _USUAL_ROWS or _is_used(places, item)]
    columns = [item for item in Assurance if item in _USUAL_COLUMNS or _is_used(places, item)]
    heads = _heads(monitored)
    return TableBlock(
        anchor=GRID_ANCHOR,
        label="",
        design="grid",
        title=(),
        subtitle=(),
        stub_head=(Text(material.words.variation),),
        column_labels=tuple(ColumnLabel(text=(Text(heads[column]),)) for column in columns),
        rows=tuple(
            Row(
                stub=(Text(translated(_ROWS[row], context="row of a grid")),),
                cells=tuple(_cell(material, places, row, column) for column in columns),
            )
            for row in rows
        ),
        is_numbered=False,
    )


def _is_used(
    places: Sequence[tuple[MetricMonitoring, GridPlace]], wanted: Variation | Assurance
) -> bool:
    return any(wanted in (place.variation, place.assurance) for _, place in places)


def _heads(monitored: Sequence[MetricMonitoring]) -> dict[Assurance, str]:
    frequencies = {found.frequency for found in monitored}
    if len(frequencies) > 1:
        return {key: translated(words) for key, words in _BY_VALUE.items()}
    parts = time_parts(frequencies.pop())
    return {key: translated(words).format(**parts) for key, words in _BY_STEP.items()}


def _cell(
    material: Material,
    places: Sequence[tuple[MetricMonitoring, GridPlace]],
    row: Variation,
    column: Assurance,
) -> Cell:
    wanted = GridPlace(variation=row, assurance=column)
    inside = [found for found, place in places if place == wanted]
    tint = wanted.standing.value if inside else ""
    if column is Assurance.NO_TARGET:
        names = [Strong(compose(found.metric.short_label)) for found in inside]
        first = (Strong(capitalized(names[0].children)), *names[1:]) if names else ()
        return Cell(text=listed(first), tint=tint)
    entries: list[Prose] = []
    for found in inside:
        name = Strong(capitalized(compose(found.metric.short_label)))
        entry = compose(name, LineBreak(), _count(material, found))
        entries.append(compose(LineBreak(), entry) if entries else entry)
    return Cell(text=compose(*entries), tint=tint)


def _count(material: Material, found: MetricMonitoring) -> Prose:
    """Return ``1 of 6``; empty without a target."""
    formatter, ids = material.formatter, found.ids
    if found.verdict.target is None or not formatter.has(ids.period_months):
        return ()
    return phrase(
        "{met} of {all}",
        context="times at which a target was met",
        met=formatter.number(ids.target_met),
        all=formatter.number(ids.period_months),
    )
