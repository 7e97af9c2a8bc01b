"""The table of role holders, one row per role and one column per day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.document.brief import Cell, ColumnLabel, Row, TableBlock
from reportgen.document.material import EN_DASH
from reportgen.model.prose import Text
from reportgen.model.quantity_ids import StructureIds
from reportgen.narrative.numbers.number_text import date_text
from reportgen.narrative.phrases import compose, listed
from reportgen.narrative.topics.role_holdings import member_names, names_people

if TYPE_CHECKING:
    from reportgen.document.material import Material
    from reportgen.model.committee import Role, Structure
    from reportgen.model.prose import Prose

COMMITTEE_ANCHOR = "table-committee"
# Tables with more rows may break across pages.
_LONGEST_WHOLE_TABLE = 12


def holds_roles(material: Material) -> bool:
    """Return whether the committee is configured by role holdings."""
    committee = material.configuration.committee
    return committee is not None and committee.is_of_holdings


def holders_table(material: Material) -> TableBlock:
    """Return one row per role with its holders on each day, then the number of people and roles.

    If `privacy` hides names, cells say whether the holders differ from those in the previous
    column; if it suppresses small groups, the table has only the counts.
    """
    words, outcome = material.words, material.outcomes.committee
    structures = [item.structure for item in outcome.measures] if outcome else []
    is_suppressed = material.configuration.privacy.smallest_group is not None
    titles = dict.fromkeys(role.title for item in structures for role in item.roles)
    rows = [] if is_suppressed else [_role_row(material, title, structures) for title in titles]
    if not is_suppressed and (others := _others_row(material, structures)):
        rows.append(others)
    rows += [
        row
        for name, label in words.holders_measures
        if (row := _measure_row(material, name, label, structures)) is not None
    ]
    return TableBlock(
        anchor=COMMITTEE_ANCHOR,
        label="",
        design="holders",
        title=(Text(words.holders_title),),
        subtitle=(Text(words.holders_subtitle),),
        stub_head=(Text(words.role),),
        column_labels=tuple(
            ColumnLabel(text=(Text(date_text(item.first)),)) for item in structures
        ),
        rows=tuple(rows),
        is_long=len(rows) > _LONGEST_WHOLE_TABLE,
        source_note=_note(material, structures),
    )


def _note(material: Material, structures: list[Structure]) -> str:
    """Return the explanation of the suppression mark; empty if no number is suppressed."""
    names = (StructureIds(item.id).of("members") for item in structures)
    mark = next((mark for name in names if (mark := suppression_mark(material, name))), "")
    smallest = material.configuration.privacy.smallest_group
    return material.words.suppressed_note.format(mark=mark, count=smallest) if mark else ""


def _role_row(material: Material, title: str, structures: list[Structure]) -> Row:
    held = [next((role for role in item.roles if role.title == title), None) for item in structures]
    if names_people(material.configuration):
        cells = [_people(material, role) for role in held]
    else:
        pairs = zip((None, *held), held, strict=False)
        cells = [compose(_compared(material, former, role)) for former, role in pairs]
    return Row(stub=(Text(title),), cells=tuple(Cell(text=text) for text in cells))


def _people(material: Material, role: Role | None) -> Prose:
    if role is None:
        return compose(EN_DASH)
    names = member_names(material.configuration)
    if not role.holders:
        return compose(material.words.vacant)
    return listed([names[holder] for holder in role.holders])


def _compared(material: Material, former: Role | None, role: Role | None) -> str:
    words = material.words
    if role is None:
        return EN_DASH
    if not role.holders:
        return words.vacant
    if former is None or not former.holders:
        return words.held
    return words.same_holders if {*former.holders} == {*role.holders} else words.other_holders


def _others_row(material: Material, structures: list[Structure]) -> Row | None:
    """Return the row of members without a role; None if every member has one."""
    committee = material.configuration.committee
    if committee is None or not names_people(material.configuration):
        return None
    without = []
    for item in structures:
        holders = {holder for role in item.roles for holder in role.holders}
        present = [member for member in committee.members if member.is_present(item.first)]
        without.append([member.name for member in present if member.id not in holders])
    if not any(without):
        return None
    cells = tuple(Cell(text=listed(names) if names else compose(EN_DASH)) for names in without)
    return Row(stub=(Text(material.words.without_role),), cells=cells)


def _measure_row(
    material: Material, name: str, label: str, structures: list[Structure]
) -> Row | None:
    names = [StructureIds(item.id).of(name) for item in structures]
    if not any(material.quantity(item) or suppression_mark(material, item) for item in names):
        return None
    if name == "vacant" and not any(_value(material, item) for item in names):
        return None
    return Row(
        stub=(Text(label),), cells=tuple(Cell(text=_shown(material, item)) for item in names)
    )


def _value(material: Material, name: str) -> bool:
    found = material.quantity(name)
    return found is not None and bool(found.value)


def _shown(material: Material, name: str) -> Prose:
    return compose(mark) if (mark := suppression_mark(material, name)) else material.value(name)


def suppression_mark(material: Material, name: str) -> str:
    """Return the mark of a suppressed number; empty for any other number."""
    found = material.outcomes.quantities.get(name)
    smallest = found.smallest_group if found is not None else None
    return "" if smallest is None else f"[<{smallest}]"
