"""The table of goals on the first page of a board report."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.document.brief import Align, Cell, ColumnLabel, Picture, Row, TableBlock
from reportgen.document.material import EN_DASH
from reportgen.document.tables.result_tables import GOALS_ANCHOR, LONGEST_WHOLE_TABLE, goal_stub
from reportgen.model.goal import GoalStatus
from reportgen.model.prose import Claim, Strong, Text
from reportgen.model.quantity import Form
from reportgen.model.quantity_ids import GoalIds
from reportgen.narrative.numbers.number_text import short_date_text
from reportgen.narrative.phrases import compose
from reportgen.narrative.status_words import status_meaning, status_word

if TYPE_CHECKING:
    from reportgen.analysis.goals.progress import GoalProgress
    from reportgen.document.material import Material
    from reportgen.document.user_text import UserText
    from reportgen.model.prose import Prose

# More goals than this fit on the first page only in small type.
MAX_REGULAR_ROWS = 6

# Scale of sparklines, which share a column with a number.
_PICTURE_SCALE = 0.8


def board_goals_table(material: Material, user_text: UserText) -> TableBlock:
    """Return one row per goal: value with sparkline, target, due date, status, chance."""
    words = material.words
    goals = material.outcomes.goals
    # In the order of the enumeration, and only statuses that occur, so that the legend is short.
    statuses = [status for status in GoalStatus if any(item.status is status for item in goals)]
    has_chance = any(material.quantity(_chance_id(item)) for item in goals)
    heads = (words.now_and_recent, words.target, words.due)
    columns = [ColumnLabel(text=(Text(head),), align=Align.RIGHT) for head in heads]
    columns.append(ColumnLabel(text=(Text(words.status),)))
    if has_chance:
        columns.append(ColumnLabel(text=(Text(words.chance),), align=Align.RIGHT))
    return TableBlock(
        anchor=GOALS_ANCHOR,
        label="",
        design="board-goals",
        title=(),
        subtitle=(),
        stub_head=(Text(words.goal),),
        column_labels=tuple(columns),
        rows=tuple(
            _row(
                material,
                item,
                user_text.line(item.goal.specific, "goals", position, "specific"),
                has_chance=has_chance,
            )
            for position, item in enumerate(goals)
        ),
        footnotes=tuple(
            compose(f"{status_word(status)}: {status_meaning(status)}.") for status in statuses
        ),
        footnote_statuses=tuple(status.value for status in statuses),
        is_long=len(goals) > LONGEST_WHOLE_TABLE,
        is_dense=len(goals) > MAX_REGULAR_ROWS,
        is_numbered=False,
        is_wide=True,
    )


def _row(material: Material, progress: GoalProgress, specific: Prose, *, has_chance: bool) -> Row:
    goal = progress.goal
    ids = GoalIds(goal.id)
    due = short_date_text(goal.time_bound) if goal.time_bound else EN_DASH
    cells = [
        replace(Cell(text=_number(material, ids.value)), picture=_picture(material, goal.id)),
        Cell(text=_target(material, progress)),
        Cell(text=(Text(due),)),
        Cell(
            text=(Claim(status_word(progress.status), ids.stem),),
            status=progress.status.value,
        ),
    ]
    if has_chance:
        cells.append(Cell(text=material.value(_chance_id(progress))))
    return Row(stub=goal_stub(material, progress, (Strong(specific),)), cells=tuple(cells))


def _chance_id(progress: GoalProgress) -> str:
    return GoalIds(progress.goal.id).chance


def _number(material: Material, name: str) -> Prose:
    """Return a number without its unit, which the stub already names."""
    found = material.quantity(name)
    if found is not None and found.form.public is Form.RATIO:
        return compose(material.value(name), material.words.times_sign)
    return material.value(name)


def _target(material: Material, progress: GoalProgress) -> Prose:
    measure = progress.goal.measurable
    name = GoalIds(progress.goal.id).target
    if measure is None or not material.quantity(name):
        return compose(EN_DASH)
    # A sign instead of words, because the column is narrow.
    sign = "≥ " if measure.direction == "at_least" else "≤ "
    return compose(sign, _number(material, name))


def _picture(material: Material, goal: str) -> Picture | None:
    """Return the sparkline of the metric of a goal, if it was drawn."""
    drawn = material.figures.get(f"spark.{goal}")
    if drawn is None:
        return None
    return Picture(
        anchor=f"spark-{goal}",
        svg=drawn.svg,
        alt=drawn.alt,
        width_mm=drawn.width_mm * _PICTURE_SCALE,
        height_mm=drawn.height_mm * _PICTURE_SCALE,
    )
