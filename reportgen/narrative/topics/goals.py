"""Sentences on SMART goals, their status and milestones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.analysis.calendar_months import add_months
from reportgen.languages.gettext_noop import gettext_noop, ngettext_noop
from reportgen.model.goal import GoalStatus, TargetDirection
from reportgen.model.prose import Claim, Strong
from reportgen.model.quantity import Form
from reportgen.model.quantity_ids import GOALS, GoalIds, MilestoneIds, contrasted, parsed
from reportgen.narrative.comparisons.comparison_words import is_of_gains
from reportgen.narrative.comparisons.decision import is_beyond_trend, is_open, open_claim
from reportgen.narrative.message_text import message_text
from reportgen.narrative.numbers.number_text import date_text, has_interval, month_text
from reportgen.narrative.numbers.number_words import number_in_words
from reportgen.narrative.phrases import (
    bracketed,
    compose,
    counted,
    enumerated,
    listed,
    non_empty,
    phrase,
    sentence,
)
from reportgen.narrative.statement import Statement
from reportgen.narrative.status_words import status_in_sentence, status_word
from reportgen.narrative.topics.goal_measures import (
    due_text,
    goal_result,
    is_budget,
    target_period,
    target_text,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from reportgen.analysis.goals.progress import GoalProgress
    from reportgen.model.goal import Measure
    from reportgen.model.prose import Prose
    from reportgen.narrative.quantity_phrases import QuantityFormatter

# Past tense for a status that is final; keyed by whether the target is for a period, and whether
# the goal is due on another day than the last of that period.
_WAS = {
    (False, False): gettext_noop("the goal was {target}"),
    (False, True): gettext_noop("the goal was {target} by {due}"),
    (True, False): gettext_noop("the goal for {period} was {target}"),
    (True, True): gettext_noop("the goal for {period} was {target} by {due}"),
}
_IS = {
    (False, False): gettext_noop("the goal is {target}"),
    (False, True): gettext_noop("the goal is {target} by {due}"),
    (True, False): gettext_noop("the goal for {period} is {target}"),
    (True, True): gettext_noop("the goal for {period} is {target} by {due}"),
}
_BUDGET = gettext_noop("the budget for {period} was {target}")
_DECIDED = (GoalStatus.MET, GoalStatus.MET_LATE, GoalStatus.MISSED)
_GAPS = {
    TargetDirection.AT_LEAST: gettext_noop("{gap} short"),
    TargetDirection.AT_MOST: gettext_noop("{gap} over"),
}
_NOT_EXCLUDED = {
    TargetDirection.AT_LEAST: gettext_noop(
        "The estimate reaches the target; its interval does not exclude less"
    ),
    TargetDirection.AT_MOST: gettext_noop(
        "The estimate reaches the target; its interval does not exclude more"
    ),
}
_OTHER_FIGURE = gettext_noop("The goal names this figure; the result rests on another")
_NOT_EXCLUDED_BY_TEST = {
    TargetDirection.AT_LEAST: gettext_noop(
        "The goal names this figure; the result rests on another, which does not exclude less"
    ),
    TargetDirection.AT_MOST: gettext_noop(
        "The goal names this figure; the result rests on another, which does not exclude more"
    ),
}
_AS_THEY_ARE = gettext_noop("The goal counts the values as they are; {verdict}")
_WITH_TREND = gettext_noop(
    "The goal counts the values as they are, with the trend through both periods"
)
_LATE = ngettext_noop(
    "It was reached in {month}, {number} month late",
    "It was reached in {month}, {number} months late",
)


def describe_goals(formatter: QuantityFormatter) -> Statement | None:
    """Return how many of several goals were met; None if none was, or if there is only one."""
    goals = formatter.outcomes.goals
    total, met = len(goals), sum(item.status.is_reached for item in goals)
    if total < 2 or not met:
        return None
    template = gettext_noop("{organization} met {number} of its {total} goals")
    if met == total:
        template = gettext_noop("{organization} met all {total} of its goals")
    if met == total == 2:
        template = gettext_noop("{organization} met both of its goals")
    late = sum(item.status is GoalStatus.MET_LATE for item in goals)
    organization = formatter.configuration.organization
    clause = phrase(
        template,
        organization=organization.name,
        number=number_in_words(met),
        total=number_in_words(total),
    )
    if late:
        clause = phrase(
            "{clause}, {number} of them late", clause=clause, number=number_in_words(late)
        )
    words = (sentence(clause),)
    return Statement(subject=GOALS, short=words, full=words)


def describe_goal(formatter: QuantityFormatter, progress: GoalProgress) -> Statement:
    """Return the statement on the status of one goal."""
    measure = progress.goal.measurable
    if measure is None or progress.status is GoalStatus.NOT_MEASURED:
        reason = message_text(formatter, progress.reason).rstrip(".")
        words = non_empty(_headed(progress, compose(reason)))
    else:
        result = _result_and_target(formatter, progress, measure)
        words = non_empty(
            _headed(progress, result),
            _reached(progress, measure),
            _beside_result(formatter, progress),
            _chance(formatter, progress),
        )
    return Statement(subject=GoalIds(progress.goal.id).stem, short=words, full=words)


def goal_claim(progress: GoalProgress) -> Claim:
    """Return the status of a goal as a claim that precedes its result: ``Met``."""
    return Claim(status_word(progress.status), GoalIds(progress.goal.id).stem)


def status_claim(progress: GoalProgress) -> Claim:
    """Return the status of a goal as it follows ``was``: ``met``."""
    return Claim(status_in_sentence(progress.status), GoalIds(progress.goal.id).stem)


def goal_name(progress: GoalProgress) -> str:
    """Return the name of a goal in the text."""
    return (progress.goal.short or progress.goal.specific).strip().rstrip(".")


def _headed(progress: GoalProgress, words: Prose) -> Prose:
    """Return ``**Reach.** Met: …``."""
    heading = Strong(sentence(goal_name(progress)))
    clause = phrase("{status}: {words}", status=goal_claim(progress), words=words)
    return compose(heading, " ", sentence(clause))


def _result_and_target(
    formatter: QuantityFormatter, progress: GoalProgress, measure: Measure
) -> Prose:
    due, step = progress.goal.due, measure.target_for
    parts: dict[str, str | Prose] = {
        "target": target_text(formatter, progress),
        "due": due_text(due) if due is not None else "",
        "period": target_period(measure),
    }
    # The end of the period that a target is for says when it is due.
    has_due = due is not None and (step is None or due != step.span.last)
    goals = _WAS if progress.status in _DECIDED else _IS
    template = goals[step is not None, has_due]
    if step is not None and is_budget(formatter, measure):
        template = _BUDGET
    result = goal_result(formatter, progress, measure)
    short = goal_gap(formatter, progress)
    found = listed([result, short]) if short else result
    return phrase("{found}; {goal}", found=found, goal=phrase(template, parts))


def goal_gap(formatter: QuantityFormatter, progress: GoalProgress) -> Prose:
    """Return what is missing to a target: ``27 short``; empty if nothing or without a number."""
    measure, name = progress.goal.measurable, GoalIds(progress.goal.id).gap
    if measure is None or progress.status.is_reached or not formatter.has(name):
        return ()
    form = formatter.quantity(name).form.public
    if form not in (Form.MEASURE, Form.COUNT, Form.SHARE):
        return ()
    # The result has the unit already; but a share is missed by percentage points.
    gap = formatter.measured(name) if form is Form.SHARE else (formatter.number(name),)
    return phrase(_GAPS[measure.direction], gap=gap)


def _reached(progress: GoalProgress, measure: Measure) -> Prose:
    """Report when the target was reached, if that is not when it was due."""
    day, due = progress.reached_on, progress.goal.due
    if day is None or due is None:
        return ()
    if progress.status is GoalStatus.MET_LATE:
        return sentence(_late(day, due))
    # What is to stay below a target has been below it from the start, or again and again.
    is_floor = measure.direction is TargetDirection.AT_LEAST
    if not is_floor or (day.year, day.month) == (due.year, due.month):
        return ()
    return sentence(phrase("It was reached in {month}", month=month_text(day)))


def _late(day: date, due: date) -> Prose:
    months = _whole_months(due, day)
    if months < 1:
        return phrase("It was reached on {day}", day=date_text(day))
    return counted(*_LATE, months, month=month_text(day), number=number_in_words(months))


def _whole_months(due: date, day: date) -> int:
    months = (day.year - due.year) * 12 + day.month - due.month
    return months if add_months(due, months) <= day else months - 1


def exceeds_interval(formatter: QuantityFormatter, progress: GoalProgress) -> bool:
    """Return whether only the estimate of a ratio or difference reaches its target.

    Its interval then holds values that would miss the target.
    """
    measure = progress.goal.measurable
    if measure is None or not progress.status.is_reached:
        return False
    path, quantity = (
        parsed(measure.quantity),
        formatter.quantity(_judged_by(formatter, progress)[0]),
    )
    is_contrast = len(contrasted(path.period)) > 1 or "change" in path.middle
    if not is_contrast or not has_interval(quantity):
        return False
    if measure.direction is TargetDirection.AT_LEAST:
        return quantity.ci_low is None or quantity.ci_low < measure.target
    return quantity.ci_high is None or quantity.ci_high > measure.target


def _judged_by(formatter: QuantityFormatter, progress: GoalProgress) -> tuple[str, str]:
    """Return the quantity whose interval says how sure the estimate of a goal is, and its name.

    That of the test that decides, where a comparison prints another estimate as well, such as the
    fitted trends of a running total. The name is empty for the goal's own value.
    """
    measure, own = progress.goal.measurable, GoalIds(progress.goal.id).value
    measured = measure.quantity if measure is not None else ""
    for outcome in formatter.outcomes.comparisons:
        ids = outcome.ids
        ratio = gettext_noop("ratio of means")
        if is_of_gains(outcome):
            ratio = gettext_noop("ratio of mean gains")
        name, decided = "", ""
        if measured in (ids.ratio, ids.slope_ratio):
            name, decided = ratio, ids.decided_ratio
        elif measured in (ids.difference, ids.slope_difference, ids.gains_difference):
            name, decided = gettext_noop("difference"), ids.decided_difference
        if formatter.has(decided) and formatter.interval(decided) != formatter.interval(own):
            return decided, name
    return own, ""


def _beside_result(formatter: QuantityFormatter, progress: GoalProgress) -> Prose:
    """Say how the estimate of a goal relates to the result of its comparison."""
    measure = progress.goal.measurable
    if measure is None:
        return ()
    for outcome in formatter.outcomes.comparisons:
        names = (outcome.ids.ratio, outcome.ids.difference, outcome.ids.rate_ratio)
        if measure.quantity in names and is_beyond_trend(formatter, outcome):
            if not is_open(outcome):
                return sentence(phrase(_WITH_TREND))
            verdict = open_claim(formatter, outcome)
            return sentence(phrase(_AS_THEY_ARE, verdict=verdict))
    return _not_excluded(formatter, progress, measure)


def _not_excluded(formatter: QuantityFormatter, progress: GoalProgress, measure: Measure) -> Prose:
    judged, name = _judged_by(formatter, progress)
    if not exceeds_interval(formatter, progress):
        evidence = bracketed(formatter.estimate(name, judged)) if name else ()
        return sentence(phrase(_OTHER_FIGURE), evidence) if name else ()
    part = "ci_low" if measure.direction is TargetDirection.AT_LEAST else "ci_high"
    target = formatter.number(GoalIds(progress.goal.id).target).text
    # "Does not exclude less (1.5-1.7)" would contradict a target of 1.5.
    is_distinct = (
        getattr(formatter.quantity(judged), part) is None
        or formatter.number(judged, part).text != target
    )
    evidence = formatter.estimate(name, judged) if name else formatter.interval(judged)
    words = _NOT_EXCLUDED_BY_TEST if name else _NOT_EXCLUDED
    return sentence(phrase(words[measure.direction]), bracketed(evidence if is_distinct else ()))


def uncertain_goals(formatter: QuantityFormatter, goals: Iterable[GoalProgress]) -> Prose:
    """Return the note of a table on goals that only an estimate reaches; empty without any."""
    names = [goal_name(item) for item in goals if exceeds_interval(formatter, item)]
    if not names:
        return ()
    clause = counted(
        "The estimate reaches the target, but its interval does not exclude a miss: {goals}",
        "The estimates reach the targets, but their intervals do not exclude a miss: {goals}",
        len(names),
        goals=enumerated(names),
    )
    return sentence(clause)


def _chance(formatter: QuantityFormatter, progress: GoalProgress) -> Prose:
    if progress.status not in (GoalStatus.ON_TRACK, GoalStatus.AT_RISK):
        return ()
    name = GoalIds(progress.goal.id).chance
    if not formatter.has(name):
        return ()
    clause = phrase(
        "if the recent gains go on, the chance of meeting it is {chance}",
        chance=formatter.number(name),
    )
    return sentence(clause)


def describe_milestones(formatter: QuantityFormatter) -> Statement | None:
    """Return the statement on milestones in order of date; None without any."""
    milestones = list(enumerate(formatter.configuration.milestones, start=1))
    # The number in the id is the place in the configuration; equal dates keep that order.
    in_order = sorted(milestones, key=lambda item: (item[1].on, item[0]))
    named = [
        compose(f"{item.what.strip().rstrip('.')} (", formatter.number(MilestoneIds(place).on), ")")
        for place, item in in_order
        if formatter.has(MilestoneIds(place).on)
    ]
    if not named:
        return None
    clause = counted(
        "Milestone: {milestones}",
        "Milestones: {milestones}",
        len(named),
        milestones=enumerated(named),
    )
    words = (sentence(clause),)
    return Statement(subject="milestones", short=words, full=words)
