"""Tables of goals: of editorials, of the first page of board reports, and the SMART audit."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.document.brief import (
    LONGEST_WHOLE_TABLE,
    Align,
    BriefSection,
    Cell,
    ColumnLabel,
    Picture,
    Row,
    TableBlock,
)
from reportgen.document.illustrations import figure_keys
from reportgen.document.material import EN_DASH, with_references
from reportgen.model.goal import GoalStatus
from reportgen.model.prose import Claim, LineBreak, Paragraph, Strong, Text, plain_text
from reportgen.model.quantity import Form
from reportgen.model.quantity_ids import GoalIds, parsed
from reportgen.narrative.numbers.number_text import short_month_text
from reportgen.narrative.phrases import capitalized, compose, labelled
from reportgen.narrative.status_words import status_meaning, status_word
from reportgen.narrative.topics.goal_measures import (
    due_text,
    goal_value,
    measure_words,
    target_period,
)
from reportgen.narrative.topics.goals import goal_gap, uncertain_goals

if TYPE_CHECKING:
    from reportgen.analysis.goals.progress import GoalProgress
    from reportgen.document.material import Material, UserText
    from reportgen.model.goal import Goal, Measure
    from reportgen.model.prose import Prose


GOALS_ANCHOR = "table-goals"

# More goals than this fit on the first page only in small type.
MAX_REGULAR_ROWS = 6

# Scale of sparklines, which share a column with a number.
_PICTURE_SCALE = 0.8
SMART_ANCHOR = "table-smart"


def has_goals_table(material: Material) -> bool:
    """Return whether there are several goals and no figure of them."""
    return len(material.outcomes.goals) > 1 and "goals" not in figure_keys(
        material, "goals", ("goals",)
    )


def goals_table(material: Material, user_text: UserText) -> TableBlock:
    """Return one row per goal: value, target, due date, status."""
    words = material.words
    return TableBlock(
        anchor=GOALS_ANCHOR,
        label="",
        design="goals",
        title=(Text(words.goals_title),),
        subtitle=(Text(words.goals_subtitle),),
        stub_head=(Text(words.goal),),
        column_labels=(
            _right(words.now),
            _right(words.target),
            _right(words.due),
            ColumnLabel(text=(Text(words.status),)),
        ),
        rows=tuple(
            _goal_row(
                material, item, user_text.line(item.goal.specific, "goals", position, "specific")
            )
            for position, item in enumerate(material.outcomes.goals)
        ),
        is_long=len(material.outcomes.goals) > LONGEST_WHOLE_TABLE,
        source_note=plain_text(uncertain_goals(material.formatter, material.outcomes.goals)),
        is_wide=True,
    )


def _right(text: str) -> ColumnLabel:
    return ColumnLabel(text=(Text(text),), align=Align.RIGHT)


def _goal_row(material: Material, progress: GoalProgress, specific: Prose) -> Row:
    goal = progress.goal
    return Row(
        stub=_goal_stub(material, progress, specific),
        cells=(
            Cell(text=_goal_now(material, progress)),
            Cell(text=goal_target(material, progress)),
            Cell(text=(Text(due_text(goal.due) if goal.due else EN_DASH),)),
            _status_cell(material, progress),
        ),
    )


def _status_cell(material: Material, progress: GoalProgress) -> Cell:
    """Return the status; what is missing while there is time, or when a late goal was met."""
    further: Prose = ()
    if progress.status is GoalStatus.NOT_DUE:
        further = goal_gap(material.formatter, progress)
    elif progress.status is GoalStatus.MET_LATE and progress.reached_on is not None:
        further = compose(short_month_text(progress.reached_on))
    claim = Claim(status_word(progress.status), GoalIds(progress.goal.id).stem)
    return Cell(text=compose(claim, labelled(", ", further)), status=progress.status.value)


def _goal_stub(material: Material, progress: GoalProgress, specific: Prose) -> Prose:
    """Return the wording of a goal, and its measure on a second line."""
    measure = progress.goal.measurable
    if measure is None:
        return specific
    measured = capitalized(compose(measure_words(material.formatter, measure)))
    return compose(specific, LineBreak(), measured)


def _goal_now(material: Material, progress: GoalProgress) -> Prose:
    """Return the value of a goal with its unit; if it has none, that of its quantity."""
    ids = GoalIds(progress.goal.id)
    measure = progress.goal.measurable
    names = (ids.value, measure.quantity if measure else "")
    known = next((name for name in names if material.quantity(name)), "")
    return goal_value(material.formatter, known, measure) if known else compose(EN_DASH)


def goal_target(material: Material, progress: GoalProgress, *, has_unit: bool = True) -> Prose:
    """Return the target of a goal with its direction, and its unit if `has_unit`."""
    measure = progress.goal.measurable
    name = GoalIds(progress.goal.id).target
    if measure is None or not material.quantity(name):
        return compose(EN_DASH)
    # A sign instead of words, because the columns are narrow.
    sign = "≥ " if measure.direction == "at_least" else "≤ "
    number = (
        goal_value(material.formatter, name, measure)
        if has_unit
        else unitless_number(material, name)
    )
    period = target_period(measure)
    # Not again if the row begins with "Total of grant income in 2025".
    is_named = _is_of(material, measure) and measure_words(material.formatter, measure).endswith(
        period
    )
    return compose(sign, number, f" ({period})" if period and not is_named else "")


def _is_of(material: Material, measure: Measure) -> bool:
    """Return whether a measure is of the whole period that its target is for."""
    step, (*_, period) = measure.target_for, ("", *parsed(measure.quantity).middle)
    known = material.outcomes.plan.periods.get(period)
    return step is not None and known is not None and (known.first, known.last) == step.span


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
            _board_row(
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
        source_note=plain_text(uncertain_goals(material.formatter, goals)),
        is_long=len(goals) > LONGEST_WHOLE_TABLE,
        is_dense=len(goals) > MAX_REGULAR_ROWS,
        is_numbered=False,
        is_wide=True,
    )


def _board_row(
    material: Material, progress: GoalProgress, specific: Prose, *, has_chance: bool
) -> Row:
    goal = progress.goal
    ids = GoalIds(goal.id)
    due = due_text(goal.due, is_short=True) if goal.due else EN_DASH
    cells = [
        replace(
            Cell(text=unitless_number(material, ids.value)), picture=goal_picture(material, goal.id)
        ),
        Cell(text=goal_target(material, progress, has_unit=False)),
        Cell(text=(Text(due),)),
        _status_cell(material, progress),
    ]
    if has_chance:
        cells.append(Cell(text=material.value(_chance_id(progress))))
    return Row(stub=_goal_stub(material, progress, (Strong(specific),)), cells=tuple(cells))


def _chance_id(progress: GoalProgress) -> str:
    return GoalIds(progress.goal.id).chance


def unitless_number(material: Material, name: str) -> Prose:
    """Return a number without its unit, which the stub already names."""
    found = material.quantity(name)
    if found is not None and found.form.public is Form.RATIO:
        return compose(material.value(name), material.words.times_sign)
    return material.value(name)


def goal_picture(material: Material, goal: str) -> Picture | None:
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


def smart_audit(material: Material, user_text: UserText) -> BriefSection | None:
    """Return one row per goal and one column per criterion; None without goals."""
    words = material.words
    goals = [item.goal for item in material.outcomes.goals]
    if not goals:
        return None
    table = TableBlock(
        anchor=SMART_ANCHOR,
        label="",
        design="smart",
        title=(Text(words.smart_title),),
        subtitle=(Text(words.smart_subtitle),),
        stub_head=(Text(words.goal),),
        column_labels=tuple(
            ColumnLabel(text=(Text(criterion),)) for criterion in words.smart_columns
        ),
        rows=tuple(
            Row(
                stub=user_text.line(goal.specific, "goals", position, "specific"),
                cells=tuple(Cell(text=(Text(answer),)) for answer in _criteria(material, goal)),
            )
            for position, goal in enumerate(goals)
        ),
        is_wide=True,
    )
    lead = with_references(compose(words.smart_lead), (SMART_ANCHOR,))
    return BriefSection(
        anchor="appendix-smart", heading=words.smart, blocks=(Paragraph(lead), table)
    )


def _criteria(material: Material, goal: Goal) -> tuple[str, ...]:
    """Return the cell of each criterion, and the owner."""
    words = material.words
    filled = (
        bool(goal.specific.strip()),
        goal.measurable is not None,
        bool(goal.achievable.strip()),
        bool(goal.relevant.strip()),
        goal.time_bound is not None,
    )
    answers = tuple(words.agrees_yes if is_filled else words.lacking for is_filled in filled)
    return (*answers, goal.owner.strip() or EN_DASH)
