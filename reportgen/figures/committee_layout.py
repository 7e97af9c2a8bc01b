"""Lay out the roles and people of a committee structure, one row per level."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from reportgen.figures.drawing.text_layout import text_width, wrapped

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reportgen.model.committee import Member, Role, Structure

TITLE_LINE = 9.6
# Points: between roles, between levels, and the preferred width of titles.
_ROLE_GAP = 8.0
_LEVEL_GAP = 14.0
_TITLE_WIDTH = 48.0
# Points: between the titles of a chain and its people, and between its levels.
_TITLE_GAP, _CHAIN_GAP = 10.0, 10.0
# Levels from which titles in a column of their own make a figure lower.
_LEAST_CHAIN = 2
# Larger groups are wrapped into several lines of people.
_MAX_COLUMNS = 8
# Minimum width of a panel, for its heading, in points.
_MIN_WIDTH = 60.0

# Distance of the trunk line to wrapped rows from the left side of a panel, in points.
TRUNK = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedPerson:
    """The mark of a person; `x` and `y` are its center, in points from the upper left."""

    member: str
    x: float
    y: float
    is_lead: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedRole:
    """A title above its people, from `top` down to `bottom`; next to them if it `is_beside`.

    `row_top` is the top of its row; `level_top` is that of the first row of its level.
    """

    role: Role
    lines: tuple[str, ...]
    center: float
    level_top: float
    row_top: float
    top: float
    bottom: float
    people: tuple[PlacedPerson, ...]
    is_beside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """The layout of one structure."""

    roles: tuple[PlacedRole, ...]
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Measures:
    """Text size of titles, and distance between the centers of people, in points."""

    text: float
    pitch: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    role: Role
    holders: tuple[str, ...]
    lines: tuple[str, ...]
    columns: int
    width: float
    pitch: float

    @property
    def height(self) -> float:
        return len(self.lines) * TITLE_LINE + -(-len(self.holders) // self.columns) * self.pitch


def lay_out_structures(
    structures: Sequence[Structure],
    members: Sequence[Member],
    *,
    room: float,
    size: float,
    pitch: float,
) -> tuple[Panel, ...]:
    """Return the panels, with a total width of at most `room` if possible.

    Of the numbers of columns of people per role with which the panels fit, those are used with
    which the figure is lowest. People are in the order of `members` in every panel, so that
    readers find them again.

    Parameters
    ----------
    structures : sequence of Structure
        Oldest first.
    members : sequence of Member
        All members, in the order in which to draw them.
    room : float
        Available width, in points.
    size : float
        Text size of titles, in points.
    pitch : float
        Distance between the centers of people, in points.
    """
    sizes = _Measures(text=size, pitch=pitch)
    order = {member.id: place for place, member in enumerate(members)}
    # From wide to narrow, because the first of equally low ones has the fewest lines of people.
    shapes = [
        [
            panel
            for columns in range(_MAX_COLUMNS, 0, -1)
            for panel in (
                _panel(structure, order, columns, sizes),
                *_chain(structure, order, columns, sizes),
            )
        ]
        for structure in structures
    ]
    fitting = [
        panels for panels in product(*shapes) if sum(panel.width for panel in panels) <= room
    ]
    if fitting:
        heights = [sorted((panel.height for panel in panels), reverse=True) for panels in fitting]
        return fitting[heights.index(min(heights))]
    # Not even one column fits, because a level has many roles: wrap its row instead. Panels that
    # are narrower than their share leave their room to the others.
    columns = _MAX_COLUMNS // 2
    panels = tuple(_panel(structure, order, columns, sizes) for structure in structures)
    narrow = [panel.width for panel in panels if panel.width <= room / len(panels)]
    share = (room - sum(narrow)) / (len(panels) - len(narrow))
    return tuple(
        panel
        if panel.width <= share
        else _panel(structure, order, columns, sizes, most=share - 2 * TRUNK)
        for structure, panel in zip(structures, panels, strict=True)
    )


def levels_of(roles: Sequence[Role]) -> dict[str, int]:
    """Return the level of each role by title, 0 at the top; cycles are cut."""
    by_title = {role.title: role for role in roles}
    levels = {}
    for role in roles:
        seen = [role.title]
        above = role.reports_to
        # `reports_to` may name a missing role, or form a cycle.
        while above is not None and above in by_title and above not in seen:
            seen.append(above)
            above = by_title[above].reports_to
        levels[role.title] = len(seen) - 1
    return levels


def _panel(
    structure: Structure,
    order: Mapping[str, int],
    columns: int,
    sizes: _Measures,
    *,
    most: float | None = None,
) -> Panel:
    """Lay out one structure; rows wider than `most` are wrapped."""
    levels = levels_of(structure.roles)
    rows: list[tuple[int, list[_Block]]] = []
    for level in range(1 + max(levels.values(), default=-1)):
        blocks = [
            _block(role, order, columns, sizes)
            for role in structure.roles
            if levels[role.title] == level
        ]
        # Ordering roles by their people keeps a person at a similar position in both structures.
        blocks.sort(key=lambda block: _mean_position(block.holders, order))
        rows += [(level, row) for row in _wrapped_rows(blocks, most)]
    width = max(_MIN_WIDTH, *(_row_width(row) for _, row in rows))
    placed: list[PlacedRole] = []
    top = 0.0
    tops: dict[int, float] = {}
    for level, row in rows:
        level_top = tops.setdefault(level, top)
        placed += _placed_row(row, (width - _row_width(row)) / 2, top, level_top)
        top += max(block.height for block in row) + _LEVEL_GAP
    return Panel(roles=tuple(placed), width=width, height=max(0.0, top - _LEVEL_GAP))


def _chain(
    structure: Structure, order: Mapping[str, int], columns: int, sizes: _Measures
) -> tuple[Panel, ...]:
    """Lay out a structure of one role per level, with the titles in a column of their own."""
    levels = levels_of(structure.roles)
    if sorted(levels.values()) != list(range(len(levels))) or len(levels) < _LEAST_CHAIN:
        return ()
    blocks = [
        _block(role, order, columns, sizes)
        for role in sorted(structure.roles, key=lambda role: levels[role.title])
    ]
    titles = max(
        text_width(line, sizes.text, is_strong=block.role.lead)
        for block in blocks
        for line in block.lines
    )
    left = titles + _TITLE_GAP + sizes.pitch / 2
    placed, top = [], 0.0
    for block in blocks:
        people = tuple(
            PlacedPerson(
                member=member,
                x=left + index % block.columns * sizes.pitch,
                y=top + (0.5 + index // block.columns) * sizes.pitch,
                is_lead=block.role.lead,
            )
            for index, member in enumerate(block.holders)
        )
        height = max(1, -(-len(people) // block.columns)) * sizes.pitch
        height = max(height, len(block.lines) * TITLE_LINE)
        placed.append(
            PlacedRole(
                role=block.role,
                lines=block.lines,
                center=left,
                level_top=top,
                row_top=top,
                top=top,
                bottom=top + height,
                people=people,
                is_beside=True,
            )
        )
        top += height + _CHAIN_GAP
    width = max(_MIN_WIDTH, left + (max(block.columns for block in blocks) - 0.5) * sizes.pitch)
    return (Panel(roles=tuple(placed), width=width, height=top - _CHAIN_GAP),)


def _block(role: Role, order: Mapping[str, int], columns: int, sizes: _Measures) -> _Block:
    holders = tuple(sorted(role.holders, key=lambda member: order.get(member, len(order))))
    across = max(1, min(columns, len(holders)))
    people = across * sizes.pitch
    lines = wrapped(role.title, sizes.text, max(_TITLE_WIDTH, people), is_strong=role.lead)
    title = max(text_width(line, sizes.text, is_strong=role.lead) for line in lines)
    return _Block(
        role=role,
        holders=holders,
        lines=lines,
        columns=across,
        width=max(title, people),
        pitch=sizes.pitch,
    )


def _mean_position(holders: Sequence[str], order: Mapping[str, int]) -> float:
    """Return the mean position of people in the list of members."""
    places = [order.get(member, len(order)) for member in holders]
    # Vacant roles come last.
    return sum(places) / len(places) if places else float(len(order))


def _wrapped_rows(blocks: list[_Block], most: float | None) -> list[list[_Block]]:
    rows: list[list[_Block]] = []
    for block in blocks:
        if rows and (most is None or _row_width([*rows[-1], block]) <= most):
            rows[-1].append(block)
        else:
            rows.append([block])
    return rows


def _row_width(blocks: Sequence[_Block]) -> float:
    return sum(block.width for block in blocks) + _ROLE_GAP * (len(blocks) - 1)


def _placed_row(
    blocks: Sequence[_Block], left: float, top: float, level_top: float
) -> list[PlacedRole]:
    """Place the roles of a row side by side; their people start at the same height."""
    # Titles of one row are aligned at the bottom, directly above the people.
    lines = max(len(block.lines) for block in blocks)
    placed = []
    for block in blocks:
        center = left + block.width / 2
        first = top + lines * TITLE_LINE + block.pitch / 2
        people = tuple(
            PlacedPerson(
                member=member,
                x=center + (index % block.columns - (_in_row(block, index) - 1) / 2) * block.pitch,
                y=first + index // block.columns * block.pitch,
                is_lead=block.role.lead,
            )
            for index, member in enumerate(block.holders)
        )
        bottom = max((person.y for person in people), default=first - block.pitch) + block.pitch / 2
        placed.append(
            PlacedRole(
                role=block.role,
                lines=block.lines,
                center=center,
                level_top=level_top,
                row_top=top,
                top=top + (lines - len(block.lines)) * TITLE_LINE,
                bottom=bottom,
                people=people,
            )
        )
        left += block.width + _ROLE_GAP
    return placed


def _in_row(block: _Block, index: int) -> int:
    """Return the number of people in the same line as the one with this index."""
    before = index // block.columns * block.columns
    return min(block.columns, len(block.holders) - before)
