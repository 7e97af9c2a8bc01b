"""A committee's first and latest structure side by side, a row a level."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.figures.committee_layout import (
    TITLE_LINE,
    TRUNK,
    Panel,
    lay_out_structures,
    levels_of,
)
from reportgen.figures.drawing.canvas import Sheet
from reportgen.figures.drawing.text_width import wrapped
from reportgen.figures.figure import FigureTable
from reportgen.figures.figure_labels import terms
from reportgen.model.quantity_ids import StructureIds
from reportgen.narrative.figures.initials import holders_of_roles, initials_of
from reportgen.narrative.topics.committee import structure_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.figures.committee_layout import PlacedPerson
    from reportgen.figures.context import FigureContext
    from reportgen.figures.drawing.axes_transform import Point
    from reportgen.figures.drawing.canvas import Drawing
    from reportgen.figures.drawing.style import Style
    from reportgen.model.committee import Committee, Structure

_GAP = 20.0
_HEAD_LINE = 9.2
_KEY = 16.0
_LEAST_PITCH = 14.0
_BUS = 5.0
"""How far over a row its reporting lines are joined, in points."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _People:
    signs: dict[str, str]
    trainees: frozenset[str]
    pitch: float


def plot_committee(context: FigureContext) -> Drawing | None:
    """Return the committee figure; None without a structure that has people.

    A person is a circle or, as a trainee, a square; who holds a lead role is filled. People
    stand in the same order in both structures.
    """
    outcome, committee = context.outcomes.committee, context.configuration.committee
    if outcome is None or committee is None or "committee" not in context.narrative.figure_words:
        return None
    first, last = outcome.measures[0].structure, outcome.measures[-1].structure
    structures = (first,) if first is last else (first, last)
    if not any(role.holders for item in structures for role in item.roles):
        return None
    style = context.style
    width_mm = style.size("width_text")
    sheet = Sheet(style, width_mm=width_mm, height_mm=1.0)
    room = sheet.width - _GAP * (len(structures) - 1)
    signs = initials_of(holders_of_roles(committee))
    pitch = _pitch(signs, sheet)
    panels = lay_out_structures(
        structures, committee.members, room=room, size=style.text_note, pitch=pitch
    )
    places = _panel_places(panels, sheet)
    heads = [
        _head_lines(context, item, right - left)
        for item, (left, right) in zip(structures, places, strict=True)
    ]
    head = max(len(lines) for lines in heads) * _HEAD_LINE + 6
    sheet.grow(head + max(panel.height for panel in panels) + _KEY + 6 - sheet.height)
    top = sheet.height - head
    for item, panel, lines, (left, right) in zip(structures, panels, heads, places, strict=True):
        _draw_head(sheet, lines, (left + right) / 2)
        origin = ((left + right - panel.width) / 2, top)
        people = _People(signs=signs, trainees=_trainees(committee, item), pitch=pitch)
        _draw_panel(sheet, panel, origin, people)
    _draw_key(sheet, committee)
    return sheet.finish(
        "committee",
        alt=context.alt(
            "committee", " / ".join(structure_name(committee, item) for item in structures)
        ),
        data=_table(committee, structures),
    )


def _panel_places(panels: Sequence[Panel], sheet: Sheet) -> list[tuple[float, float]]:
    """Return the left and right sides of the panels, which share the sheet's whole width."""
    wanted = [panel.width for panel in panels]
    spare = (sheet.width - _GAP * (len(panels) - 1) - sum(wanted)) / len(panels)
    places, left = [], 0.0
    for width in wanted:
        places.append((left, left + width + spare))
        left += width + spare + _GAP
    return places


def _head_lines(
    context: FigureContext, structure: Structure, width: float
) -> list[tuple[str, bool]]:
    """Return the structure's name, strong, and what it measures, as lines."""
    style = context.style
    committee = context.configuration.committee
    label = structure_name(committee, structure)
    label = label[:1].upper() + label[1:]
    lines = [(line, True) for line in wrapped(label, style.text, width, is_strong=True)]
    if committee is None or not committee.ranks:
        return lines
    ids = StructureIds(structure.id)
    levels = context.number(ids.levels)
    above = context.number(ids.hierarchy)
    parts = [terms().level if levels == "1" else terms().levels.format(levels)] if levels else []
    parts += [terms().above.format(above)] if above else []
    text = ", ".join(parts)
    return lines + [(line, False) for line in wrapped(text, style.text_note, width) if line]


def _draw_head(sheet: Sheet, lines: Sequence[tuple[str, bool]], center: float) -> None:
    style = sheet.style
    for index, (text, is_strong) in enumerate(lines):
        sheet.label(
            center,
            sheet.height - 7 - index * _HEAD_LINE,
            text,
            size=style.text if is_strong else style.text_note,
            color=style.ink if is_strong else style.muted,
            is_strong=is_strong,
            align="center",
        )


def _pitch(signs: dict[str, str], sheet: Sheet) -> float:
    """Return how far people stand apart: as far as the widest sign in its mark needs."""
    size = sheet.style.text_note
    widest = max(
        (sheet.width_of(sign, size=size, is_strong=True) for sign in signs.values()), default=0.0
    )
    return max(_LEAST_PITCH, widest + 4.2)


def _draw_panel(sheet: Sheet, panel: Panel, origin: Point, drawn: _People) -> None:
    left, top = origin
    style = sheet.style
    _draw_reporting(sheet, panel, origin)
    people = [person for placed in panel.roles for person in placed.people]
    for is_trainee in (False, True):
        for is_lead in (False, True):
            chosen = [
                (left + person.x, top - person.y)
                for person in people
                if (person.member in drawn.trainees) is is_trainee and person.is_lead is is_lead
            ]
            _draw_people(sheet, chosen, drawn.pitch - 2, is_trainee=is_trainee, is_lead=is_lead)
    for placed in panel.roles:
        for index, line in enumerate(placed.lines):
            sheet.label(
                left + placed.center,
                top - placed.top - index * TITLE_LINE - 6,
                line,
                size=style.text_note,
                color=style.ink if placed.role.lead else style.soft,
                is_strong=placed.role.lead,
                align="center",
            )
    for person in people:
        _draw_sign(sheet, person, origin, drawn.signs.get(person.member, ""))


def _draw_sign(sheet: Sheet, person: PlacedPerson, origin: Point, sign: str) -> None:
    sheet.label(
        origin[0] + person.x,
        origin[1] - person.y - 2.4,
        sign,
        size=sheet.style.text_note,
        color=sheet.style.white if person.is_lead else sheet.style.ink,
        is_strong=person.is_lead,
        align="center",
    )


def _draw_people(
    sheet: Sheet, points: list[Point], size: float, *, is_trainee: bool, is_lead: bool
) -> None:
    color, tint = _colors(sheet.style, is_trainee=is_trainee)
    sheet.marks(
        points,
        shape="s" if is_trainee else "o",
        size=size - is_trainee,  # a square looks larger than a circle of its width
        color=color if is_lead else tint,
        edge=color,
        edge_width=sheet.style.size("line_guide"),
    )


def _colors(style: Style, *, is_trainee: bool) -> tuple[str, str]:
    """Return the strong colour and the tint of trainees, or of others."""
    role = "after" if is_trainee else "before"
    strong = style.tokens.text("chart.after").upper() if is_trainee else style.muted
    return strong, style.tokens.text(f"chart.{role}_pale").upper()


def _draw_reporting(sheet: Sheet, panel: Panel, origin: Point) -> None:
    """Draw a line from each role to the one it reports to, joined just above the lower row."""
    left, top = origin
    by_title = {placed.role.title: placed for placed in panel.roles}
    segments: list[list[Point]] = []
    for placed in panel.roles:
        above = by_title.get(placed.role.reports_to or "")
        if above is None or above.bottom > placed.row_top:
            continue
        bus = top - placed.row_top + _BUS
        upper = top - placed.level_top + _BUS
        segment = [(left + above.center, top - above.bottom - 0.8), (left + above.center, upper)]
        if bus != upper:
            # A level of several rows: past its first ones on the panel's left side.
            segment += [(left - TRUNK, upper), (left - TRUNK, bus)]
        segment += [(left + placed.center, bus), (left + placed.center, top - placed.top + 0.6)]
        segments.append(segment)
    sheet.lines(segments, color=sheet.style.hair, width=sheet.style.size("line_guide"), zorder=1)


def _draw_key(sheet: Sheet, committee: Committee) -> None:
    """Name the two shapes and what a filled one means, in one line under the panels."""
    style = sheet.style
    others = [rank for rank in committee.ranks if rank not in committee.trainee_ranks]
    names: list[tuple[str, bool]] = []
    if committee.trainee_ranks:
        ranks = committee.trainee_ranks
        names.append((others[0] if len(others) == 1 else terms().not_trainee, False))
        names.append((ranks[0] if len(ranks) == 1 else terms().trainee, True))
    if not others:
        names = names[1:]
    x, y = 0.6, 3.2
    for name, is_trainee in names:
        _draw_people(sheet, [(x + 6, y + 3.4)], 11.5, is_trainee=is_trainee, is_lead=False)
        sheet.label(x + 16, y + 1, name, size=style.text_note, color=style.muted)
        x += 16 + sheet.width_of(name, size=style.text_note) + 12
    if any(role.lead for item in committee.structures for role in item.roles):
        sheet.label(x, y + 1, terms().leads, size=style.text_note, color=style.muted)


def _trainees(committee: Committee, structure: Structure) -> frozenset[str]:
    """Return who held a trainee's rank on the structure's first day."""
    return frozenset(
        member.id
        for member in committee.members
        if member.rank_on(structure.first) in committee.trainee_ranks
    )


def _table(committee: Committee, structures: Sequence[Structure]) -> FigureTable:
    names = {member.id: member for member in committee.members}
    signs = initials_of(holders_of_roles(committee))
    rows = []
    for structure in structures:
        levels = levels_of(structure.roles)
        for role in sorted(structure.roles, key=lambda role: levels[role.title]):
            for holder in role.holders:
                member = names.get(holder)
                rows.append(
                    (
                        structure_name(committee, structure),
                        role.title,
                        signs.get(holder, ""),
                        member.name if member else holder,
                        (member.rank_on(structure.first) if member else None) or "",
                        role.reports_to or "",
                        terms().yes if role.lead else terms().no,
                    )
                )
    return FigureTable(
        columns=(
            terms().structure,
            terms().role,
            terms().mark,
            terms().member,
            terms().rank,
            terms().reports_to,
            terms().lead,
        ),
        rows=tuple(rows),
    )
