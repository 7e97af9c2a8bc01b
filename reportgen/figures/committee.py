"""Organization charts of the first and the latest structure of a committee."""

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
from reportgen.figures.drawing.canvas import Canvas
from reportgen.figures.drawing.text_layout import wrapped
from reportgen.figures.figure import FigureTable
from reportgen.figures.figure_labels import terms
from reportgen.model.quantity_ids import StructureIds
from reportgen.narrative.figures.initials import holders_of_roles, initials_of
from reportgen.narrative.topics.committee import structure_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.figures.committee_layout import PlacedPerson
    from reportgen.figures.context import FigureContext
    from reportgen.figures.drawing.axes import Point
    from reportgen.figures.drawing.canvas import Drawing
    from reportgen.model.committee import Committee, Structure


# Points: between panels, between lines of a heading, and of the legend.
_GAP = 20.0
_HEAD_LINE = 9.8
_KEY = 16.0
_MARK_STEP = 14.0
# Distance between people in points, also if initials are short.
_MIN_PITCH, _WIDE_PITCH = 15.0, 19.0
# Width of the canvas from which there is room for the latter.
_WIDE = 400.0
# Height of the horizontal part of reporting lines above a row, in points.
_BUS = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _People:
    signs: dict[str, str]
    trainees: frozenset[str]
    pitch: float


def plot_committee(context: FigureContext) -> Drawing | None:
    """Return the committee figure; None if no structure has members.

    A trainee is a square, any other member a circle; leads are filled. Members are in the same
    order in both structures.
    """
    outcome, committee = context.outcomes.committee, context.configuration.committee
    if outcome is None or committee is None or "committee" not in context.narrative.figure_words:
        return None
    # The oldest and the latest structure; measures are in order of time.
    first, last = outcome.measures[0].structure, outcome.measures[-1].structure
    # Two structures fit side by side; the table of the committee has the others.
    structures = (first,) if first is last else (first, last)
    if not any(role.holders for item in structures for role in item.roles):
        return None
    style = context.style
    canvas = Canvas(style, width_mm=style.width_mm, height_mm=1.0)
    room = canvas.width - _GAP * (len(structures) - 1)
    signs = initials_of(holders_of_roles(committee))
    pitch = _pitch(signs, canvas)
    panels = lay_out_structures(
        structures, committee.members, room=room, size=style.text_note, pitch=pitch
    )
    places = _panel_places(panels, canvas)
    heads = [
        _head_lines(context, item, right - left)
        for item, (left, right) in zip(structures, places, strict=True)
    ]
    head = max(len(lines) for lines in heads) * _HEAD_LINE + 6
    highest = max(panel.height for panel in panels)
    key = _key_place(panels, places, canvas, committee)
    canvas.grow(head + highest + (6 if key else _KEY + 6) - canvas.height)
    top = canvas.height - head
    for item, panel, lines, (left, right) in zip(structures, panels, heads, places, strict=True):
        _draw_head(canvas, lines, (left + right) / 2)
        origin = ((left + right - panel.width) / 2, top)
        people = _People(signs=signs, trainees=_trainees(committee, item), pitch=pitch)
        _draw_panel(canvas, panel, origin, people)
    _draw_key(canvas, committee, key)
    return canvas.finish(
        "committee",
        alt=context.alt(
            "committee", " / ".join(structure_name(committee, item) for item in structures)
        ),
        data=_table(committee, structures),
    )


def _panel_places(panels: Sequence[Panel], canvas: Canvas) -> list[tuple[float, float]]:
    """Return the left and right sides of the panels, which fill the width of the canvas."""
    wanted = [panel.width for panel in panels]
    spare = (canvas.width - _GAP * (len(panels) - 1) - sum(wanted)) / len(panels)
    places, left = [], 0.0
    for width in wanted:
        places.append((left, left + width + spare))
        left += width + spare + _GAP
    return places


def _key_place(
    panels: Sequence[Panel],
    places: Sequence[tuple[float, float]],
    canvas: Canvas,
    committee: Committee,
) -> float:
    """Return where the legend begins in the space below a lower panel; 0 without such space."""
    highest = max(panel.height for panel in panels)
    for panel, (left, right) in zip(panels, places, strict=True):
        is_free = highest - panel.height >= 2 * _KEY
        if left > 0 and is_free and _key_width(_key_of(committee), canvas) <= right - left:
            return left
    return 0.0


def _head_lines(
    context: FigureContext, structure: Structure, width: float
) -> list[tuple[str, bool]]:
    """Return the lines of the heading of a structure: label, then measures."""
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


def _draw_head(canvas: Canvas, lines: Sequence[tuple[str, bool]], center: float) -> None:
    style = canvas.style
    for index, (text, is_strong) in enumerate(lines):
        canvas.label(
            center,
            canvas.height - 7 - index * _HEAD_LINE,
            text,
            size=style.text if is_strong else style.text_note,
            color=style.ink if is_strong else style.muted,
            is_strong=is_strong,
            align="center",
        )


def _pitch(signs: dict[str, str], canvas: Canvas) -> float:
    """Return the distance between people, from the widest initials inside a mark."""
    size = canvas.style.text_note
    widest = max(
        (canvas.width_of(sign, size=size, is_strong=True) for sign in signs.values()), default=0.0
    )
    # The padding inside a circle is smallest at the corners of the text.
    return max(_WIDE_PITCH if canvas.width > _WIDE else _MIN_PITCH, widest + 5.2)


def _draw_panel(canvas: Canvas, panel: Panel, origin: Point, drawn: _People) -> None:
    left, top = origin
    style = canvas.style
    _draw_reporting(canvas, panel, origin)
    people = [person for placed in panel.roles for person in placed.people]
    # One path per combination of shape and fill, for a smaller SVG.
    for is_trainee in (False, True):
        for is_lead in (False, True):
            chosen = [
                (left + person.x, top - person.y)
                for person in people
                if (person.member in drawn.trainees) is is_trainee and person.is_lead is is_lead
            ]
            _draw_people(canvas, chosen, drawn.pitch - 2, is_trainee=is_trainee, is_lead=is_lead)
    for placed in panel.roles:
        x, first = left + placed.center, top - placed.top - 6
        if placed.is_beside:
            x, first = left, top - placed.top - drawn.pitch / 2 - 2.6
            first += TITLE_LINE * (len(placed.lines) - 1) / 2
        for index, line in enumerate(placed.lines):
            canvas.label(
                x,
                first - index * TITLE_LINE,
                line,
                size=style.text_note,
                color=style.ink if placed.role.lead else style.soft,
                is_strong=placed.role.lead,
                align="left" if placed.is_beside else "center",
            )
    for person in people:
        _draw_sign(canvas, person, origin, drawn.signs.get(person.member, ""))


def _draw_sign(canvas: Canvas, person: PlacedPerson, origin: Point, sign: str) -> None:
    canvas.label(
        origin[0] + person.x,
        origin[1] - person.y - 2.4,
        sign,
        size=canvas.style.text_note,
        color=canvas.style.white if person.is_lead else canvas.style.ink,
        is_strong=person.is_lead,
        align="center",
    )


def _draw_people(
    canvas: Canvas, points: list[Point], size: float, *, is_trainee: bool, is_lead: bool
) -> None:
    style = canvas.style
    color = style.tokens.text("chart.after").upper() if is_trainee else style.muted
    canvas.marks(
        points,
        shape="s" if is_trainee else "o",
        # A square looks larger than a circle of the same width.
        size=size - is_trainee,
        color=color if is_lead else style.white,
        edge=color,
        edge_width=style.size("line_guide"),
    )


def _draw_reporting(canvas: Canvas, panel: Panel, origin: Point) -> None:
    """Draw the line from each role to the one it reports to."""
    left, top = origin
    by_title = {placed.role.title: placed for placed in panel.roles}
    segments: list[list[Point]] = []
    for placed in panel.roles:
        above = by_title.get(placed.role.reports_to or "")
        # Roles in a cycle are on no lower level; a line upwards would cross other roles.
        if above is None or above.bottom > placed.row_top:
            continue
        bus = top - placed.row_top + _BUS
        upper = top - placed.level_top + _BUS
        segment = [(left + above.center, top - above.bottom - 1.2), (left + above.center, upper)]
        if bus != upper:
            # The level has several rows: run along the left side of the panel.
            segment += [(left - TRUNK, upper), (left - TRUNK, bus)]
        segment += [(left + placed.center, bus), (left + placed.center, top - placed.top + 1.8)]
        segments.append(segment)
    style = canvas.style
    # As dark as marks are: the lines say who reports to whom.
    color = style.tokens.text("chart.before").upper()
    canvas.lines(segments, color=color, width=style.size("line_guide"), zorder=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """An entry of the legend: its marks, whether those of trainees, and its words."""

    shapes: tuple[bool, ...]
    words: str
    is_lead: bool = False

    def width(self, canvas: Canvas) -> float:
        words = canvas.width_of(self.words, size=canvas.style.text_note)
        return _MARK_STEP * len(self.shapes) + 2 + words + 12


def _key_of(committee: Committee) -> tuple[_Entry, ...]:
    others = [rank for rank in committee.ranks if rank not in committee.trainee_ranks]
    entries: list[_Entry] = []
    if committee.trainee_ranks:
        ranks = committee.trainee_ranks
        # All members are trainees: no entry for others.
        if others:
            words = others[0] if len(others) == 1 else terms().not_trainee
            entries.append(_Entry(shapes=(False,), words=words))
        words = ranks[0] if len(ranks) == 1 else terms().trainee
        entries.append(_Entry(shapes=(True,), words=words))
    if any(role.lead for item in committee.structures for role in item.roles):
        shapes = tuple(shape for entry in entries for shape in entry.shapes) or (False,)
        entries.append(_Entry(shapes=shapes, words=terms().leads, is_lead=True))
    return tuple(entries)


def _key_width(entries: Sequence[_Entry], canvas: Canvas) -> float:
    return sum(entry.width(canvas) for entry in entries)


def _draw_key(canvas: Canvas, committee: Committee, left: float) -> None:
    """Draw the legend at the foot of the figure."""
    style = canvas.style
    x, y = left + 0.6, 3.2
    for entry in _key_of(committee):
        for place, is_trainee in enumerate(entry.shapes):
            center = (x + 6 + place * _MARK_STEP, y + 3.4)
            _draw_people(canvas, [center], 11.5, is_trainee=is_trainee, is_lead=entry.is_lead)
        words = x + _MARK_STEP * len(entry.shapes) + 2
        canvas.label(words, y + 1, entry.words, size=style.text_note, color=style.muted)
        x += entry.width(canvas)


def _trainees(committee: Committee, structure: Structure) -> frozenset[str]:
    """Return the members with a trainee rank on the first day of the structure."""
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
