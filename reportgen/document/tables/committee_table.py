"""The table of committee measures, one column per structure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.document.brief import Align, Cell, ColumnLabel, Row, TableBlock
from reportgen.document.material import EN_DASH
from reportgen.document.tables.holders_table import COMMITTEE_ANCHOR, holds_roles, suppression_mark
from reportgen.model.prose import Text
from reportgen.model.quantity_ids import StructureIds, group_of, parsed
from reportgen.narrative.numbers.number_text import number
from reportgen.narrative.phrases import compose

if TYPE_CHECKING:
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
    rows = (_row(material, names, label) for names, label in _measures(material, families))
    return TableBlock(
        anchor=COMMITTEE_ANCHOR,
        label="",
        design="committee",
        title=(Text(words.committee_title),),
        subtitle=(Text(words.committee_subtitle),),
        stub_head=(Text(words.measure),),
        column_labels=tuple(
            ColumnLabel(text=(Text(item.label.strip()),), align=Align.RIGHT) for item in structures
        ),
        rows=tuple(row for row in rows if row is not None),
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


def _measures(material: Material, families: list[StructureIds]) -> list[tuple[list[str], str]]:
    """Return the ids (one per structure) and label of each measure."""
    found = (group_of(name) for name in material.outcomes.quantities)
    groups = dict.fromkeys(group for group in found if group)
    listed = []
    for name, label in material.words.committee_measures:
        listed.append(([ids.of(name) for ids in families], label))
        # Shares of further groups follow the share of trainees, which they resemble.
        if name == "trainee_lead_share":
            listed += [
                (
                    [ids.group_lead_shares.of(group) for ids in families],
                    f"{material.words.leads_of_group} “{group}”",
                )
                for group in groups
            ]
    return listed


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
        cells=tuple(Cell(text=_value(material, item)) for item in names),
    )


def _value(material: Material, name: str) -> Prose:
    """Return a number; a share as ``2 of 3 (67%)``."""
    found = material.quantity(name)
    if found is None:
        return compose(suppression_mark(material, name) or EN_DASH)
    style = material.narrative.style
    if found.numerator is None or found.n is None:
        return material.value(name)
    counts = compose(
        number(found, style, "numerator"), f" {material.words.of} ", number(found, style, "n")
    )
    return compose(counts, " (", number(found, style), ")")
