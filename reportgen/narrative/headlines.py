"""Key figures below the title, each a number with a phrase.

They follow the order of the goals. Two values whose difference may be chance come last, and none
is shown as a ratio, which alone would read like a finding.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.prose import Strong
from reportgen.model.quantity_ids import (
    RECORD,
    MembershipChangeIds,
    StructureIds,
    latest_id,
    subject_of,
)
from reportgen.narrative.front.finding import Rank
from reportgen.narrative.front.goal_lines import goal_figure, metric_of
from reportgen.narrative.front.ranked import goal_order
from reportgen.narrative.latest_time import latest_time
from reportgen.narrative.numbers.number_text import date_text
from reportgen.narrative.phrases import compose, phrase
from reportgen.narrative.statement import Headline
from reportgen.narrative.topics.record import campaign_name
from reportgen.narrative.topics.role_holdings import names_people

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.analysis.committee.structure import CommitteeOutcome
    from reportgen.analysis.goals.progress import GoalProgress
    from reportgen.model.metric import Metric
    from reportgen.model.prose import Prose
    from reportgen.narrative.front.finding import Finding
    from reportgen.narrative.quantity_phrases import QuantityFormatter


def describe_headlines(
    formatter: QuantityFormatter, findings: tuple[Finding, ...]
) -> tuple[Headline, ...]:
    """Return all possible key figures: in the order of goals, those of open results last."""
    goals, order = formatter.outcomes.goals, goal_order(formatter)
    last = len(goals)
    ranked: list[tuple[tuple[int, int], Headline]] = []
    closed = set()
    for finding in findings:
        place = order.get(finding.metric, last)
        if finding.figure is not None and finding.rank < Rank.OPEN:
            closed.add(finding.metric)
            ranked.append(((place, finding.rank), finding.figure))
    known = {item.metric: item.figure for item in findings if item.rank is Rank.KNOWN}
    for place, progress in enumerate(goals):
        metric = metric_of(formatter, progress)
        name = metric.id if metric else ""
        # Campaigns and the share of members who stayed have their own words.
        if name in closed or subject_of(_quantity(progress)) in _OWN_WORDS:
            continue
        if figure := goal_figure(formatter, progress, known.get(name)):
            closed.add(name)
            ranked.append(((place, 0), figure))
    closed -= {""}
    for subject, figures in (
        ("campaigns", _record_headline(formatter)),
        ("committee", _retention_headline(formatter)),
    ):
        places = [at for at, item in enumerate(goals) if subject_of(_quantity(item)) == subject]
        ranked += [((min(places, default=last), Rank.DOUBTFUL), figure) for figure in figures]
    for finding in findings:
        if (
            finding.figure is not None
            and finding.rank >= Rank.OPEN
            and finding.metric not in closed
        ):
            ranked.append(((last + finding.rank, 0), finding.figure))
    return tuple(figure for _, figure in sorted(ranked, key=lambda item: item[0]))


_OWN_WORDS = ("campaigns", "committee")


def _quantity(progress: GoalProgress) -> str:
    measure = progress.goal.measurable
    return measure.quantity if measure else ""


def _record_headline(formatter: QuantityFormatter) -> Iterator[Headline]:
    record = formatter.outcomes.record
    name, ratio = RECORD.value, RECORD.ratio_to_previous
    if record is None or not formatter.has(name):
        return
    campaign = campaign_name(record.record)
    label = phrase("the best campaign, {campaign}", campaign=campaign)
    if formatter.has(ratio):
        label = phrase(
            "the best campaign, {campaign}, {ratio} times the record before it",
            campaign=campaign,
            ratio=formatter.number(ratio),
        )
    yield Headline(value=formatter.measured(name), label=label)


def _retention_headline(formatter: QuantityFormatter) -> Iterator[Headline]:
    committee, known = formatter.outcomes.committee, formatter.configuration.committee
    if committee is None or known is None or not committee.retention:
        return
    if known.is_of_holdings and committee.changes:
        yield from _turnover_headline(formatter, committee)
        return
    # The latest structure: earlier ones describe a committee that no longer exists.
    structure = committee.measures[-1].structure
    name = StructureIds(structure.id).retention
    if formatter.has(name):
        value = phrase(
            "{count} of {total}",
            count=formatter.number(name, "numerator"),
            total=formatter.number(name, "n"),
        )
        day = date_text(structure.first)
        label = phrase("members of {day} are still on the committee", day=day)
        yield Headline(value=value, label=label)


def _turnover_headline(
    formatter: QuantityFormatter, committee: CommitteeOutcome
) -> Iterator[Headline]:
    """Yield the turnover between the last two days: of people, or of roles under `privacy`."""
    change, day = committee.changes[-1], committee.measures[-2].structure.first
    ids = MembershipChangeIds(change.base, change.later)
    is_of_people = names_people(formatter.configuration)
    name = ids.turnover if is_of_people else ids.roles_changed
    if not formatter.has(name) or not formatter.value(name):
        return
    people, roles = (
        gettext_noop(
            "of the people on the committee on {day} had left by {later} ({count} of {total})"
        ),
        gettext_noop(
            "of the committee’s roles had other holders on {later} than on {day} "
            "({count} of {total})"
        ),
    )
    label = phrase(
        people if is_of_people else roles,
        day=date_text(day),
        later=date_text(committee.measures[-1].structure.first),
        count=formatter.number(name, "numerator"),
        total=formatter.number(name, "n"),
    )
    yield Headline(value=compose(formatter.number(name)), label=label)


def latest_value(formatter: QuantityFormatter, metric: Metric) -> Prose:
    """Return the latest value in bold with unit and date; empty if there is none."""
    name = latest_id(metric.id)
    if not formatter.has(name):
        return ()
    value, unit = Strong((formatter.number(name),)), formatter.unit_text(name)
    time = latest_time(formatter, metric)
    if unit:
        return phrase("{value} {unit}{latest_time}", value=value, unit=unit, latest_time=time)
    return phrase("{value}{latest_time}", value=value, latest_time=time)
