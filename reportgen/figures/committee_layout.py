"""Where the people and roles of one structure stand: a row a level, the top one first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.figures.drawing.text_width import text_width, wrapped

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reportgen.model.committee import Member, Role, Structure

TITLE_LINE = 8.4
_ROLE_GAP = 8.0
_LEVEL_GAP = 14.0
_TITLE_WIDTH = 44.0
_MOST_COLUMNS = 8
_LEAST_WIDTH = 60.0
"""Of a panel, for the words over it, in points."""

TRUNK = 5.0
"""How far left of a panel the line to a broken level's lower rows runs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedPerson:
    """A person's mark; `x` and `y` are its middle, in points from the panel's upper left."""

    member: str
    x: float
    y: float
    is_lead: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedRole:
    """A role's title over its people, from `top` to `bottom`, downwards; its row may begin higher.

    Where a level is broken into rows, `level_top` is the top of its first row.
    """

    role: Role
    lines: tuple[str, ...]
    center: float
    level_top: float
    row_top: float
    top: float
    bottom: float
    people: tuple[PlacedPerson, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One structure laid out."""

    roles: tuple[PlacedRole, ...]
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Measures:
    """Sizes in points: of the titles' text, and from one person's middle to the next one's."""

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
    """Return the panels, which together are at most `room` wide where that can be had.

    Roles get fewer columns of people until the panels fit. In every panel people stand in the
    order of the committee's own list, so that they can be found again.

    Parameters
    ----------
    structures : sequence of Structure
        Oldest first.
    members : sequence of Member
        Their order is that of people in every role.
    room : float
        In points.
    size : float
        Of the titles' text, in points.
    pitch : float
        From one person's middle to the next one's, in points.
    """
    sizes = _Measures(text=size, pitch=pitch)
    order = {member.id: place for place, member in enumerate(members)}
    for columns in range(_MOST_COLUMNS, 0, -1):
        panels = tuple(_panel(structure, order, columns, sizes) for structure in structures)
        if sum(panel.width for panel in panels) <= room:
            return panels
    columns = _MOST_COLUMNS // 2
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
    """Return each role's level by its title, 0 at the top; a circle ends where it closes."""
    by_title = {role.title: role for role in roles}
    levels = {}
    for role in roles:
        seen = [role.title]
        above = role.reports_to
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
    """Lay out one structure; rows wider than `most` are broken."""
    levels = levels_of(structure.roles)
    rows: list[tuple[int, list[_Block]]] = []
    for level in range(1 + max(levels.values(), default=-1)):
        blocks = [
            _block(role, order, columns, sizes)
            for role in structure.roles
            if levels[role.title] == level
        ]
        blocks.sort(key=lambda block: _place(block.holders, order))
        rows += [(level, row) for row in _broken(blocks, most)]
    width = max(_LEAST_WIDTH, *(_row_width(row) for _, row in rows))
    placed: list[PlacedRole] = []
    top = 0.0
    tops: dict[int, float] = {}
    for level, row in rows:
        level_top = tops.setdefault(level, top)
        placed += _placed_row(row, (width - _row_width(row)) / 2, top, level_top)
        top += max(block.height for block in row) + _LEVEL_GAP
    return Panel(roles=tuple(placed), width=width, height=max(0.0, top - _LEVEL_GAP))


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


def _place(holders: Sequence[str], order: Mapping[str, int]) -> float:
    """Return the mean place of people in the committee's list."""
    places = [order.get(member, len(order)) for member in holders]
    return sum(places) / len(places) if places else float(len(order))


def _broken(blocks: list[_Block], most: float | None) -> list[list[_Block]]:
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
    """Place a row's roles side by side; their people begin at the same height."""
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
    """Return how many people stand in the same line as the one with this index."""
    before = index // block.columns * block.columns
    return min(block.columns, len(block.holders) - before)
