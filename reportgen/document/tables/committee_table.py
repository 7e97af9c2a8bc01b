"""The table of committee measures, one column per structure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.document.brief import Align, Cell, ColumnLabel, Row, TableBlock
from reportgen.document.material import EN_DASH
from reportgen.document.tables.holders_table import COMMITTEE_ANCHOR, holds_roles, suppression_mark
from reportgen.model.prose import Text
from reportgen.model.quantity_ids import StructureIds, group_of, parsed
from reportgen.narrative.numbers.number_text import number
from reportgen.narrative.phrases import compose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.document.material import Material
    from reportgen.model.prose import Prose

__all__ = ["COMMITTEE_ANCHOR", "committee_table", "has_committee_table"]


def has_committee_table(material: Material) -> bool:
    """Return whether there are structures to compare, or role holdings to list."""
    committee = material.outcomes.committee
    return committee is not None and len(committee.measures) > (0 if holds_roles(material) else 1)


def committee_table(material: Material) -> TableBlock:
    """Return one row per measure and one column per structure, oldest first."""
    words = material.words
    committee = material.outcomes.committee
    structures = [item.structure for item in committee.measures] if committee else []
    families = [StructureIds(item.id) for item in structures]
    rows = [row for group in _measures(material, families) for row in _group_rows(material, group)]
    # Counts and percentages are compared down their own columns.
    has_shares = any(cell.text for row in rows for cell in row.cells[1::2])
    step = 1 if has_shares else 2
    labels = [
        ColumnLabel(text=(Text(text),), align=Align.RIGHT)
        for item in structures
        for text in (item.label.strip(), "%")
    ]
    return TableBlock(
        anchor=COMMITTEE_ANCHOR,
        label="",
        design="committee-shares" if has_shares else "committee",
        title=(Text(words.committee_title),),
        subtitle=(Text(words.committee_subtitle),),
        stub_head=(Text(words.measure),),
        column_labels=tuple(labels[::step]),
        rows=tuple(replace(row, cells=row.cells[::step]) for row in rows),
        source_note=_note(material, families),
    )


def _note(material: Material, families: list[StructureIds]) -> str:
    """Return the explanation of the marks in the table."""
    words, smallest = material.words, material.configuration.privacy.smallest_group
    names = (
        name for name in material.outcomes.quantities if any(ids.holds(name) for ids in families)
    )
    if smallest is None or not any(suppression_mark(material, name) for name in names):
        return words.committee_note
    mark = f"[<{smallest}]"
    note = words.suppressed_note.format(mark=mark, count=smallest)
    return f"{words.committee_note} {note}"


Measure = tuple[list[str], str]


def _measures(material: Material, families: list[StructureIds]) -> list[list[Measure]]:
    """Return the ids (one per structure) and label of each measure, by what it is about."""
    found = (group_of(name) for name in material.outcomes.quantities)
    groups = dict.fromkeys(group for group in found if group)
    listed: list[list[Measure]] = []
    for name, label in material.words.committee_measures:
        if name in _FIRST_OF_GROUPS:
            listed.append([])
        listed[-1].append(([ids.of(name) for ids in families], label))
        # Shares of further groups follow the share of trainees, which they resemble.
        if name == "trainee_lead_share":
            listed[-1] += [
                (
                    [ids.group_lead_shares.of(group) for ids in families],
                    f"{material.words.leads_of_group} “{group}”",
                )
                for group in groups
            ]
    return listed


_FIRST_OF_GROUPS = (
    "members",
    "trainee_lead_share",
    "mentoring_two_way_share",
    "retention_to_end",
)


def _group_rows(material: Material, group: list[Measure]) -> Iterator[Row]:
    begins_group = True
    for names, label in group:
        row = _row(material, names, label)
        if row is not None:
            yield replace(row, begins_group=begins_group)
            begins_group = False


def _row(material: Material, names: list[str], label: str) -> Row | None:
    """Return the row of a measure; None if no structure has it, or levels mean nothing."""
    if not any(material.quantity(item) or suppression_mark(material, item) for item in names):
        return None
    committee = material.configuration.committee
    is_studied = committee is not None and (
        committee.ranks
        or any(role.reports_to for item in committee.structures for role in item.roles)
    )
    # Without ranks and reporting lines, every structure has one level.
    if not is_studied and parsed(names[0]).statistic in ("levels", "hierarchy"):
        return None
    return Row(
        stub=(Text(label),),
        cells=tuple(Cell(text=text) for item in names for text in _values(material, item)),
    )


def _values(material: Material, name: str) -> tuple[Prose, Prose]:
    """Return a number; of a share ``2 of 3`` and ``67%``."""
    found = material.quantity(name)
    if found is None:
        return compose(suppression_mark(material, name) or EN_DASH), ()
    style = material.narrative.style
    if found.numerator is None or found.n is None:
        return material.value(name), ()
    counts = compose(
        number(found, style, "numerator"), f" {material.words.of} ", number(found, style, "n")
    )
    return counts, compose(number(found, style))
