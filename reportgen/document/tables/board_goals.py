"""The table of goals on the first page of a short board report, worst first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.analysis.default_periods import REPORTING
from reportgen.analysis.monitoring.assurance import goals_worst_first
from reportgen.document.brief import (
    Align,
    Cell,
    ColumnLabel,
    Row,
    StatusItem,
    StatusLine,
    TableBlock,
)
from reportgen.document.material import EN_DASH
from reportgen.document.tables.goal_tables import (
    GOALS_ANCHOR,
    goal_picture,
    goal_target,
    unitless_number,
)
from reportgen.model.goal import GoalStatus
from reportgen.model.prose import Claim, LineBreak, Strong, Text, plain_text
from reportgen.model.quantity_ids import LATEST, GoalIds, ObservedIds, in_period, parsed
from reportgen.narrative.numbers.number_text import short_month_text
from reportgen.narrative.numbers.number_words import number_in_words
from reportgen.narrative.numbers.period_text import against_head
from reportgen.narrative.phrases import capitalized, compose, phrase
from reportgen.narrative.status_words import status_count, status_word
from reportgen.narrative.topics.goal_measures import due_text
from reportgen.narrative.topics.goals import goal_claim, goal_gap, uncertain_goals
from reportgen.narrative.topics.period_values import with_part

if TYPE_CHECKING:
    from reportgen.analysis.goals.progress import GoalProgress
    from reportgen.document.material import Material, UserText
    from reportgen.model.period import Period
    from reportgen.model.prose import Prose

# The half-year before and the same one a year earlier.
_MOST_EARLIER = 2
# More goals than this have their short names, so that rows have two lines.
_MOST_IN_FULL = 6
_TINTS = {
    GoalStatus.MISSED: "bad",
    GoalStatus.AT_RISK: "risk",
    GoalStatus.MET: "good",
    GoalStatus.MET_LATE: "good",
}


def status_tint(status: GoalStatus) -> str:
    """Return the colour behind a status."""
    return _TINTS.get(status, "open")


def goals_tally(material: Material) -> StatusLine:
    """Return how many goals have each status, in the order of the table; that of a single goal."""
    goals = goals_worst_first(material.outcomes.goals)
    if len(goals) == 1:
        alone = StatusItem(status=goals[0].status.value, text=(goal_claim(goals[0]),))
        return StatusLine(lead=phrase("The goal:"), items=(alone,))
    statuses = dict.fromkeys(item.status for item in goals)
    lead = phrase("{number} goals:", number=number_in_words(len(goals)))
    return StatusLine(
        lead=capitalized(lead),
        items=tuple(
            StatusItem(
                status=status.value,
                text=compose(status_count(status, sum(item.status is status for item in goals))),
            )
            for status in statuses
        ),
    )


def goals_with_history(material: Material, user_text: UserText) -> TableBlock:
    """Return one row per goal: status, result, target, gap and date, earlier and recent values."""
    words = material.words
    earlier = _earlier_periods(material)
    goals = material.outcomes.goals
    places = {item.goal.id: place for place, item in enumerate(goals)}
    return TableBlock(
        anchor=GOALS_ANCHOR,
        label="",
        design="goals-history",
        title=(),
        subtitle=(),
        stub_head=(Text(words.goal_and_owner),),
        column_labels=(
            ColumnLabel(text=(Text(words.status),)),
            ColumnLabel(text=(Text(words.result),), align=Align.RIGHT),
            ColumnLabel(text=(Text(words.target),), align=Align.RIGHT),
            ColumnLabel(text=(Text(words.gap_and_date),)),
            *(
                ColumnLabel(
                    text=(Text(against_head(material.outcomes.plan.periods[REPORTING], period)),),
                    align=Align.RIGHT,
                )
                for period in earlier
            ),
            ColumnLabel(text=(Text(words.recent_values),)),
        ),
        rows=tuple(
            _row(material, user_text, item, places[item.goal.id], earlier)
            for item in goals_worst_first(goals)
        ),
        source_note=plain_text(uncertain_goals(material.formatter, goals)),
        is_numbered=False,
        is_wide=True,
    )


def _earlier_periods(material: Material) -> tuple[Period, ...]:
    """Return the periods that the reporting period is compared with, the latest first."""
    plan = material.outcomes.plan
    if not plan.is_monitoring:
        return ()
    bases = dict.fromkeys(item.base for item in plan.shown if item.later == REPORTING)
    found = (plan.periods[key] for key in bases if key in plan.periods)
    return tuple(sorted(found, key=lambda item: item.first, reverse=True)[:_MOST_EARLIER])


def _row(
    material: Material,
    user_text: UserText,
    progress: GoalProgress,
    place: int,
    earlier: tuple[Period, ...],
) -> Row:
    goal, ids = progress.goal, GoalIds(progress.goal.id)
    name = user_text.line(goal.specific, "goals", place, "specific")
    if goal.short and len(material.outcomes.goals) > _MOST_IN_FULL:
        name = compose(goal.short)
    stub: Prose = (Strong(name),)
    if goal.owner.strip():
        stub = compose(stub, LineBreak(), goal.owner.strip())
    picture = goal_picture(material, goal.id)
    return Row(
        stub=stub,
        cells=(
            _status(material, progress),
            Cell(text=unitless_number(material, ids.value)),
            Cell(text=goal_target(material, progress, has_unit=False)),
            Cell(text=_gap_and_date(material, progress)),
            *(Cell(text=_value_in(material, progress, period)) for period in earlier),
            Cell(
                text=() if picture else compose(material.words.no_data_yet),
                picture=picture,
            ),
        ),
    )


def _status(material: Material, progress: GoalProgress) -> Cell:
    ids, status = GoalIds(progress.goal.id), progress.status
    text: Prose = (Strong((Claim(status_word(status), ids.stem),)),)
    is_open = status in (GoalStatus.AT_RISK, GoalStatus.ON_TRACK)
    if is_open and material.quantity(ids.chance):
        chance = phrase("{chance} chance", chance=material.value(ids.chance))
        text = compose(text, LineBreak(), chance)
    return Cell(text=text, status=status.value, tint=status_tint(status))


def _gap_and_date(material: Material, progress: GoalProgress) -> Prose:
    """Return what is missing, and by when it is due or since when it is met."""
    gap, due = goal_gap(material.formatter, progress), progress.goal.due
    if progress.status is GoalStatus.NOT_MEASURED:
        words = material.words
        lacks_data = progress.goal.measurable is not None
        gap = compose(words.data_missing if lacks_data else words.needs_a_number)
    if progress.status is GoalStatus.MET_LATE and progress.reached_on is not None:
        gap = phrase("met in {month}", month=short_month_text(progress.reached_on))
    when = phrase("due {date}", date=due_text(due, is_short=True)) if due else ()
    parts = [part for part in (gap, when) if part]
    if not parts:
        return compose(EN_DASH)
    return compose(parts[0], *(part for more in parts[1:] for part in (LineBreak(), *more)))


def _value_in(material: Material, progress: GoalProgress, period: Period) -> Prose:
    """Return what the goal is judged by, as it was in an earlier period; an en dash if unknown."""
    measure = progress.goal.measurable
    if measure is None:
        return compose(EN_DASH)
    path = parsed(measure.quantity)
    monitored = (item for item in material.outcomes.monitoring if item.metric.id == path.subject)
    found = next(monitored, None)
    if found is None or not found.is_comparable(period):
        return compose(EN_DASH)
    if path.period == REPORTING:
        name = in_period(measure.quantity, period.id)
    elif path.period == LATEST:
        name = ObservedIds(path.subject, period.id).last
    else:
        return compose(EN_DASH)
    value = material.value(name)
    if material.quantity(name) is None or path.period != REPORTING:
        return value
    return with_part(material.formatter, path.subject, period, value)
