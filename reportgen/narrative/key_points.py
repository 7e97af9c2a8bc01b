"""Key points of a board report: a bold finding with its target, and a sentence of evidence.

Nothing is computed here: every number and claim is also in the tables or panels of the report. A
metric and its goal are one point, and as many points as the first page has room for are made; what
got worse and goals that were missed are never left out.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.estimate import Refusal
from reportgen.model.goal import GoalStatus
from reportgen.model.message import Message
from reportgen.model.monitoring_verdict import Course, Tone
from reportgen.model.prose import Strong
from reportgen.model.quantity_ids import COMMITTEE_CHANGE, GoalIds, latest_id, parsed
from reportgen.model.verdict import Strength
from reportgen.narrative.front.compared import compared_finding
from reportgen.narrative.latest_time import end_of_data, has_ended, latest_time
from reportgen.narrative.message_text import message_text
from reportgen.narrative.phrases import (
    capitalized,
    compose,
    enumerated,
    labelled,
    listed,
    phrase,
    sentence,
)
from reportgen.narrative.topics.expected_range import range_sentence, target_text
from reportgen.narrative.topics.goal_measures import due_text, goal_value, measure_words
from reportgen.narrative.topics.goals import goal_name, status_claim
from reportgen.narrative.topics.monitoring import is_dated, listed_claim, step_of, subject_of
from reportgen.narrative.topics.period_values import (
    average_ids,
    compared_text,
    earlier_text,
    period_values,
    value_text,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reportgen.analysis.goals.progress import GoalProgress
    from reportgen.analysis.monitoring.monitoring import MetricMonitoring
    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.model.metric import Metric
    from reportgen.model.prose import Claim, Prose
    from reportgen.narrative.quantity_phrases import QuantityFormatter
    from reportgen.narrative.statement import Statement

# The first page must have room for the goals too (docs/decisions/0009).
_MOST_KEY_POINTS = 3
_BEHIND = (GoalStatus.MISSED, GoalStatus.AT_RISK)


def must_know(
    formatter: QuantityFormatter, statements: Mapping[str, Statement]
) -> tuple[Prose, ...]:
    """Return at most three points; those that require action come first."""
    covered: set[str] = set()
    points: list[_Point] = []
    for point, subjects in _ranked(formatter, statements):
        if point and not covered.issuperset(subjects) and len(points) < _MOST_KEY_POINTS:
            points.append((point, subjects))
            covered |= subjects
    missed = [item for item in formatter.outcomes.goals if item.status is GoalStatus.MISSED]
    if not {GoalIds(item.goal.id).stem for item in missed} <= covered:
        # The last point names those for which there is no room.
        points = points[: _MOST_KEY_POINTS - 1]
        covered = {name for _, subjects in points for name in subjects}
        left = [item for item in missed if GoalIds(item.goal.id).stem not in covered]
        points.append((_also_missed(left), set()))
    return tuple(point for point, _ in points)


_Point = tuple["Prose", set[str]]
"""A key point with the metrics, goals and other subjects that it covers."""


def _ranked(formatter: QuantityFormatter, statements: Mapping[str, Statement]) -> Iterator[_Point]:
    """Yield points by priority: deteriorations, goals behind, findings, then the rest."""
    outcomes = formatter.outcomes
    yield _ended(formatter)
    of_rank = defaultdict(list)
    for item in outcomes.monitoring:
        of_rank[_rank(item)].append(item)
    for item in of_rank[_WORSE]:
        yield _monitored(formatter, item)
    # Missed ones first; the order of the plan otherwise.
    behind = [item for item in outcomes.goals if item.status in _BEHIND]
    for goal in sorted(behind, key=lambda item: _BEHIND.index(item.status)):
        yield _of_goal(formatter, goal)
    for item in (*of_rank[_BETTER], *of_rank[_CHANGED]):
        yield _monitored(formatter, item)
    for outcome in outcomes.deciding:
        if outcome.verdict.strength is not Strength.NONE:
            yield _compared(formatter, outcome, statements)
    for item in of_rank[_UNCLEAR]:
        yield _monitored(formatter, item)
    # Everything below only fills up the list if there are fewer than three findings.
    for subject in ("campaigns", COMMITTEE_CHANGE, "retention"):
        if subject in statements:
            yield _point(statements[subject].short[0]), {subject}
    yield from (_compared(formatter, item, statements) for item in outcomes.deciding)
    # A metric with a goal is reported with its goal, and once.
    usual = [item for item in of_rank[_USUAL] if not _goals_on(formatter, item)]
    yield _as_expected(formatter, usual)
    yield from (_monitored(formatter, item) for item in of_rank[_SILENT])
    yield from (_of_goal(formatter, goal) for goal in outcomes.goals)


def _ended(formatter: QuantityFormatter) -> _Point:
    """Return when data end that do not reach the reporting period."""
    metrics = formatter.configuration.metrics.values()
    ended: dict[str, list[Metric]] = defaultdict(list)
    for metric in metrics:
        if has_ended(formatter.outcomes, metric.id):
            ended[end_of_data(formatter, metric)].append(metric)
    clauses = [
        phrase("the data end {end}", end=end)
        if len(of) == len(metrics)
        else phrase(
            "the data of {labels} end {end}",
            labels=enumerated([item.label for item in of]),
            end=end,
        )
        for end, of in ended.items()
    ]
    if not clauses:
        return (), set()
    finding = phrase(
        "{clauses}, before the period of this report", clauses=capitalized(listed(clauses, "; "))
    )
    return _point(finding), {item.id for of in ended.values() for item in of}


_WORSE, _BETTER, _CHANGED, _UNCLEAR, _USUAL, _SILENT = range(6)


def _rank(found: MetricMonitoring) -> int:
    verdict = found.verdict
    if verdict.tone is not Tone.NEUTRAL:
        return _WORSE if verdict.tone is Tone.WORSE else _BETTER
    if verdict.is_remarkable:
        return _CHANGED
    ranks = {Course.UNCLEAR: _UNCLEAR, Course.EXPECTED: _USUAL}
    return ranks.get(verdict.course, _SILENT)


def _goals_on(formatter: QuantityFormatter, found: MetricMonitoring) -> list[GoalProgress]:
    """Return the goals on the value of the period that a metric's point includes."""
    names = average_ids(found)
    return [
        item
        for item in formatter.outcomes.goals
        if item.goal.measurable is not None
        and item.goal.measurable.quantity in names
        and item.status is not GoalStatus.NOT_MEASURED
    ]


def _of_goal(formatter: QuantityFormatter, goal: GoalProgress) -> _Point:
    """Return a goal, or what its metric did if that was remarkable."""
    owners = (item for item in formatter.outcomes.monitoring if goal in _goals_on(formatter, item))
    owner = next(owners, None)
    if owner is not None and (
        owner.verdict.is_remarkable or owner.verdict.course is Course.UNCLEAR
    ):
        return _monitored(formatter, owner)
    return _goal(formatter, goal, owner)


# --- A metric in a reporting period


def _monitored(formatter: QuantityFormatter, found: MetricMonitoring) -> _Point:
    """Return ``Incidents: 4.5 a month, higher than expected; the goal is at most 2.``, and more."""
    goals = _goals_on(formatter, found)
    subjects = {found.metric.id, *(GoalIds(item.goal.id).stem for item in goals)}
    values = period_values(formatter, found)
    is_unknown = found.verdict.course is Course.NOT_ASSESSABLE
    if not values.own or (is_unknown and not values.earlier):
        return (), subjects  # there is nothing that anybody must know
    parts: dict[str, str | Prose | Claim] = {
        "subject": _name(found),
        "claim": listed_claim(found),
    }
    aim = listed([_aim(formatter, item) for item in goals], "; ")
    if is_dated(found.verdict):
        return _point(_dated(formatter, found), _values(formatter, found), aim), subjects
    parts["value"] = _value(formatter, found, goals)
    finding = phrase("{subject}: {value}" if is_unknown else "{subject}: {value}, {claim}", parts)
    evidence = _earlier(formatter, found) or range_sentence(formatter, found)
    if goals and values.are_totals:  # the goal is on their average
        evidence = _values(formatter, found)
    return _point(compose(finding, labelled("; ", aim)), evidence), subjects


def _value(
    formatter: QuantityFormatter, found: MetricMonitoring, goals: Sequence[GoalProgress] = ()
) -> Prose:
    """Return the value of the period, or that of a goal on it, without a unit that its name has."""
    values = period_values(formatter, found)
    name = GoalIds(goals[0].goal.id).value if goals else values.own
    is_said = found.metric.unit.casefold() in _name(found).casefold()
    if not is_said or found.is_of_gains:
        return formatter.measured(name) if goals else value_text(formatter, values)
    if values.are_totals and not goals:
        return (formatter.number(name),)
    if isinstance(formatter.quantity(name).unit, Message):
        per_month = formatter.time(found.metric.id)
        return phrase("{number} {per_month}", per_month, number=formatter.number(name))
    return (formatter.number(name),)


def _aim(formatter: QuantityFormatter, goal: GoalProgress) -> Prose:
    """Return ``the goal of at most 2 was missed``; an open goal has its date."""
    due = None if goal.status.is_final else goal.goal.due
    template = _GOAL_IS_BY if due is not None else _GOAL_IS
    return phrase(
        _GOAL_WAS if goal.status.is_final else template,
        target=target_text(formatter, goal.goal.id, has_unit=False),
        status=status_claim(goal),
        due="" if due is None else due_text(due),
    )


def _name(found: MetricMonitoring) -> str:
    """Return what the chart shows; a label before a colon needs no quotation marks."""
    return subject_of(found) if found.is_of_gains else found.metric.label


def _point(finding: Prose, evidence: Prose = (), aim: Prose = ()) -> Prose:
    more = compose(" ", evidence) if evidence else ()
    return compose(Strong(sentence(finding)), more, labelled(" ", sentence(aim)))


def _dated(formatter: QuantityFormatter, found: MetricMonitoring) -> Prose:
    """Return the claim of a part of the period with its dates, and the latest value with its own.

    The value of the whole period would be that of another time.
    """
    verdict, latest = found.verdict, latest_id(found.metric.id)
    first, last = (step_of(found, at) for at in (verdict.first, verdict.last) if at is not None)
    parts: dict[str, str | Claim] = {
        "subject": _name(found),
        "claim": listed_claim(found),
        "first": first,
        "last": last,
    }
    if verdict.course is Course.PASSED:
        return phrase(_DURING if first == last else _FROM_TO, parts)
    clause = phrase(_IN if first == last else _FROM, parts)
    if found.is_of_gains or not formatter.has(latest):
        return clause
    value = formatter.measured(latest)
    return phrase(
        "{finding}; {value}{time}",
        finding=clause,
        value=value,
        time=latest_time(formatter, found.metric),
    )


_IN = gettext_noop("{subject}: {claim} in {last}")
_FROM = gettext_noop("{subject}: {claim} since {first}")
_DURING = gettext_noop("{subject}: {claim} ({last})")
_FROM_TO = gettext_noop("{subject}: {claim} ({first} to {last})")


def _values(formatter: QuantityFormatter, found: MetricMonitoring) -> Prose:
    """Return the value of the whole period with the earlier ones."""
    values = period_values(formatter, found)
    template = _THERE_WERE if values.are_totals else _IT_AVERAGED
    return sentence(phrase(template, values=compared_text(formatter, values)))


_THERE_WERE = gettext_noop("In all, the period had {values}")
_IT_AVERAGED = gettext_noop("The period as a whole had {values}")


def _earlier(formatter: QuantityFormatter, found: MetricMonitoring) -> Prose:
    values = period_values(formatter, found)
    if not values.earlier:
        return ()
    return sentence(phrase("That compares with {earlier}", earlier=earlier_text(formatter, values)))


def _as_expected(formatter: QuantityFormatter, found: Sequence[MetricMonitoring]) -> _Point:
    """Return the metrics that did nothing unusual as one point."""
    if len(found) == 1:
        return _monitored(formatter, found[0])
    if not found:
        return (), set()
    # "Monthly gains in members, visits": these would be gains in visits.
    found = sorted(found, key=lambda item: item.is_of_gains)
    finding = phrase(
        "{subject}: {claim}",
        subject=enumerated([_name(item) for item in found]),
        claim=listed_claim(found[0]),
    )
    values = [
        phrase(
            "{subject}: {value}",
            subject=_name(item),
            value=_value(formatter, item),
        )
        for item in found
    ]
    return _point(finding, sentence(listed(values, "; "))), {item.metric.id for item in found}


# --- Goals and comparisons


def _goal(
    formatter: QuantityFormatter, progress: GoalProgress, found: MetricMonitoring | None
) -> _Point:
    """Return ``Donors at the end of June: 523; the goal is at least 550.`` with its status."""
    ids, measure = GoalIds(progress.goal.id), progress.goal.measurable
    subjects = {ids.stem, found.metric.id} if found is not None else {ids.stem}
    goal = goal_name(progress)
    status = status_claim(progress)
    if measure is None or not formatter.has(ids.value):
        reason = message_text(formatter, progress.reason).rstrip(".")
        clause = phrase("{goal}: {status}", goal=goal, status=status)
        return _point(clause, sentence(reason) if reason else ()), subjects
    finding = phrase(
        "{subject}: {value}; {aim}",
        subject=measure_words(formatter, measure) if found is None else _name(found),
        value=goal_value(formatter, ids.value, measure)
        if found is None
        else _value(formatter, found, [progress]),
        aim=_aim(formatter, progress),
    )
    evidence: Prose = ()
    if found is not None and not period_values(formatter, found).are_totals:
        evidence = _earlier(formatter, found)
    elif progress.status in _OPEN and formatter.has(ids.chance):
        evidence = sentence(phrase(_CHANCE, chance=formatter.number(ids.chance)))
    return _point(finding, evidence), subjects


_OPEN = (GoalStatus.ON_TRACK, GoalStatus.AT_RISK)
_CHANCE = gettext_noop("If the recent gains go on, the chance of meeting it is {chance}")


def _also_missed(goals: Sequence[GoalProgress]) -> Prose:
    """Name the goals for which there is no room, so that none is left to the table."""
    named = [
        phrase(
            "{goal} ({status})",
            goal=goal_name(item),
            status=status_claim(item),
        )
        for item in goals
    ]
    return _point(phrase("Further goals: {goals}", goals=listed(named, "; ")))


def _compared(
    formatter: QuantityFormatter, outcome: ComparisonOutcome, statements: Mapping[str, Statement]
) -> _Point:
    """Return the finding of a comparison, and the goals on the same metric with their status."""
    statement = statements.get(outcome.comparison.id)
    if statement is None or isinstance(outcome.result, Refusal):
        return (), set()
    of_metric = [item for item in formatter.outcomes.deciding if item.metric is outcome.metric]
    is_first = outcome is of_metric[0]
    goals = [
        item
        for item in formatter.outcomes.goals
        if item.goal.measurable is not None
        and item.status is not GoalStatus.NOT_MEASURED
        and parsed(item.goal.measurable.quantity).subject == outcome.metric.id
        # The second comparison of a metric does not repeat the goals on it.
        and is_first
    ]
    aims = [
        phrase(
            _GOAL_WAS if item.status.is_final else _GOAL_IS,
            target=target_text(formatter, item.goal.id),
            status=status_claim(item),
        )
        for item in goals
    ]
    evidence = sentence(listed(aims, "; ")) if aims else ()
    subjects = {outcome.comparison.id, *(GoalIds(item.goal.id).stem for item in goals)}
    found = compared_finding(formatter, outcome)
    return _point(statement.short[0] if found is None else found.clause, evidence), subjects


_GOAL_WAS = gettext_noop("the goal of {target} was {status}")
_GOAL_IS = gettext_noop("the goal of {target} is {status}")
_GOAL_IS_BY = gettext_noop("the goal of {target} by {due} is {status}")
