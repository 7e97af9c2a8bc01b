"""Tables of the portfolio page on shared goals, the largest changes, and groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.analysis.organization_changes import groups_of
from reportgen.document.brief import Align, Cell, ColumnLabel, Row, TableBlock
from reportgen.model.goal import GoalStatus
from reportgen.model.prose import Text
from reportgen.model.quantity_ids import WHOLE, GroupIds, SharedGoalIds
from reportgen.narrative.portfolio import portfolio_labels, value_head
from reportgen.narrative.portfolio_goals import changed_words, goal_labels, letters
from reportgen.narrative.status_words import status_word
from reportgen.portfolio.brief import Grid, GridRow, GridSign

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportgen.analysis.organization_comparison import OrganizationComparison
    from reportgen.analysis.shared_goals import SharedGoal
    from reportgen.model.organization_facts import OrganizationFacts
    from reportgen.narrative.portfolio_goals import GoalText

GOALS_SHOWN = 6
"""Goals that a table has columns for."""
MOST_IN_GRID = 120
"""More organizations do not fit on the first page."""
_ROWS = 4
_MEASURES = 3
# Columns of the grid by the longest name that they have room for, in characters.
_COLUMNS = ((16, 5), (24, 4), (34, 3))
_FEWEST_COLUMNS = 2


def goals_table(goals: Sequence[SharedGoal], text: GoalText) -> TableBlock | None:
    """Return how many organizations have each goal in each status; None without shared goals."""
    labels = goal_labels()
    shown = [status for status in GoalStatus if any(goal.statuses[status] for goal in goals)]
    rows = []
    for letter, goal in zip(letters(goals), goals, strict=True):
        ids = SharedGoalIds(goal.key)
        cells = [Cell(text=text.with_target(goal)), Cell(text=(text.number(ids.n),))]
        cells += [
            Cell(text=(text.number(ids.of(str(status))),), status=str(status)) for status in shown
        ]
        rows.append(Row(stub=(Text(f"{letter}  {goal.specific.rstrip('.')}"),), cells=tuple(cells)))
    if not rows:
        return None
    heads = (labels.target, labels.count, *(status_word(status) for status in shown))
    return _block("table-goal-counts", "goal-counts", labels.goal, heads, rows)


def grid(
    organizations: Sequence[OrganizationFacts], goals: Sequence[SharedGoal], text: GoalText
) -> Grid | None:
    """Return every organization with the status of every shared goal, by group and name."""
    if not goals or len(organizations) > MOST_IN_GRID:
        return None
    labels, by_id = goal_labels(), {item.id: item for item in organizations}
    shows_value = len(goals) < 3 and bool(goals[0].values)
    rows: list[GridRow] = []
    groups = groups_of(organizations)
    parts = [(group.name or labels.no_group, group.members) for group in groups]
    for name, members in parts or [("", tuple(by_id))]:
        if name:
            rows.append(GridRow(name=name, is_group=True))
        for item in sorted((by_id[key] for key in members), key=lambda one: one.name.casefold()):
            value = text.value(item.id, goals[0]) if shows_value else ()
            rows.append(GridRow(name=item.name, signs=signs(item, goals), value=value))
    longest = max(len(row.name) for row in rows) + (6 if shows_value else 3 * len(goals) - 6)
    columns = next((count for most, count in _COLUMNS if longest <= most), _FEWEST_COLUMNS)
    height = -(-len(rows) // columns)
    return Grid(
        heading=labels.every,
        organization=labels.name,
        letters=letters(goals),
        value=labels.value if shows_value else "",
        columns=tuple(tuple(rows[at : at + height]) for at in range(0, len(rows), height)),
    )


def signs(item: OrganizationFacts, goals: Sequence[SharedGoal]) -> tuple[GridSign, ...]:
    """Return the status of each shared goal; an empty sign for one that it does not have."""
    found = []
    for goal in goals:
        own = goal.results.get(item.id)
        status = GoalStatus(own.status) if own is not None else None
        found.append(
            GridSign(status=str(status or ""), word=status_word(status) if status else "–")
        )
    return tuple(found)


def farthest_table(
    goal: SharedGoal,
    names: dict[str, str],
    text: GoalText,
) -> TableBlock | None:
    """Return the organizations that are farthest from the target of all."""
    chosen = goal.farthest[:_ROWS]
    if len(chosen) < 2:
        return None
    labels = goal_labels()
    rows = [
        Row(stub=(Text(names[name]),), cells=(Cell(text=text.value(name, goal)),))
        for name in chosen
    ]
    head = portfolio_labels().organization
    return _block("table-farthest", "farthest", head, (labels.value,), rows)


def moved_table(
    measure: OrganizationComparison, names: dict[str, str], text: GoalText
) -> TableBlock | None:
    """Return the largest rises and falls within a year."""
    changes = text.changes(measure)
    rises = [name for name, change in changes if change > 0][: _ROWS // 2]
    falls = [name for name, change in changes if change < 0][-(_ROWS // 2) :]
    if len(rises) + len(falls) < 2:
        return None
    labels = goal_labels()
    rows = [
        Row(
            stub=(Text(names[name]),),
            cells=(Cell(text=text.change(name, measure, has_unit=True)),),
            begins_group=bool(rises) and bool(falls) and name == falls[0],
        )
        for name in (*rises, *falls)
    ]
    note = labels.moved_note.format(metric=changed_words(measure))
    head = portfolio_labels().organization
    return _block("table-moved", "moved", head, (labels.change,), rows, note)


def groups_table(
    organizations: Sequence[OrganizationFacts],
    goals: Sequence[SharedGoal],
    measures: Sequence[OrganizationComparison],
    text: GoalText,
) -> TableBlock | None:
    """Return the totals and pooled shares of each group and of all; None without groups."""
    groups = groups_of(organizations)
    if not groups:
        return None
    labels, shown = goal_labels(), measures[:_MEASURES]
    keys = [(str(place), group.name or labels.no_group) for place, group in enumerate(groups, 1)]
    rows = [
        Row(stub=(Text(name),), cells=tuple(_group_cells(key, goals, shown, text)))
        for key, name in (*keys, (WHOLE, labels.all))
    ]
    heads = [labels.count, *(labels.met.format(letter="A") for _ in goals[:1])]
    heads += [value_head(measure, is_total=True) for measure in shown]
    return _block("table-groups", "groups", labels.group, heads, rows, labels.groups_note)


def _group_cells(
    key: str,
    goals: Sequence[SharedGoal],
    measures: Sequence[OrganizationComparison],
    text: GoalText,
) -> Iterator[Cell]:
    ids = GroupIds(key)
    yield Cell(text=(text.number(ids.n),))
    for _ in goals[:1]:
        yield Cell(text=(text.number(ids.reached),))
    for measure in measures:
        yield Cell(text=text.group_value(key, measure))


def _block(
    anchor: str,
    design: str,
    head: str,
    heads: Sequence[str],
    rows: Sequence[Row],
    note: str = "",
) -> TableBlock:
    return TableBlock(
        anchor=anchor,
        label="",
        design=design,
        title=(),
        subtitle=(),
        stub_head=(Text(head),),
        column_labels=tuple(ColumnLabel(text=(Text(item),), align=Align.RIGHT) for item in heads),
        rows=tuple(rows),
        source_note=note,
        is_numbered=False,
    )
