"""Title of a board report: the worst and the best finding, and what is asked."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from reportgen.model.board import AskKind
from reportgen.model.goal import GoalStatus
from reportgen.model.monitoring_verdict import Tone
from reportgen.model.prose import plain_text
from reportgen.narrative.board.asks import amount_text
from reportgen.narrative.front.finding import LONGEST_TITLE, Rank, fitted
from reportgen.narrative.front.goal_lines import (
    goal_titles,
    is_shown,
    metric_of,
    months_missed,
    with_status,
)
from reportgen.narrative.phrases import capitalized, compose, listed, phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.analysis.goals.progress import GoalProgress
    from reportgen.model.prose import Prose
    from reportgen.narrative.front.finding import Finding
    from reportgen.narrative.quantity_phrases import QuantityFormatter

    # The metric that it is on, empty for another subject, and its versions.
    Part = tuple[str, tuple[Prose, ...]]

_WANTING = (GoalStatus.MISSED, GoalStatus.AT_RISK)
_REACHED = (GoalStatus.MET, GoalStatus.MET_LATE, GoalStatus.ON_TRACK)
_MARK = "; "


def board_title(formatter: QuantityFormatter, findings: tuple[Finding, ...]) -> Prose:
    """Return ``Serious incidents rose to 4.5 a month; …``; empty if nothing is known."""
    asked = _asked(formatter)
    room = LONGEST_TITLE - (len(plain_text(asked)) + len(_MARK) if asked else 0)
    parts: list[Part] = []
    bad, good = _bad(formatter, findings), _good(formatter, findings)
    changes = ((item.metric, item.titles) for item in findings if item.rank is Rank.FOUND)
    for candidates in (bad, good, bad, good, changes):
        _add_next(parts, candidates)
    for part in _others(formatter, findings):
        # A finding of less weight never takes room from the details of the first.
        full = plain_text(fitted([versions for _, versions in (*parts, part)], room))
        if not parts or full.startswith(plain_text(parts[0][1][0])):
            _add_next(parts, iter((part,)))
    title = fitted([versions for _, versions in parts], room)
    return capitalized(listed([words for words in (title, asked) if words], _MARK))


def _add_next(parts: list[Part], candidates: Iterator[Part]) -> None:
    """Add the next candidate on another metric, if there is room for one."""
    said = {metric for metric, _ in parts if metric}
    if len(parts) < _MOST:
        parts += islice((part for part in candidates if part[0] not in said), 1)


_MOST = 2


def _asked(formatter: QuantityFormatter) -> Prose:
    """Return what the board must vote on; what it is only to note is no part of the title."""
    brief = formatter.configuration.brief
    decisions = [item for item in brief.all_asks if item.kind.is_decision]
    if not decisions:
        return ()
    first, subject = decisions[0], brief.decision_about
    if subject and first.kind is AskKind.APPROVE and first.cost and first.cost.value:
        cost = amount_text(first.cost, first.currency, formatter.style)
        return phrase("you are asked for {cost} for {subject}", cost=cost, subject=subject)
    if subject:
        return phrase("a decision on {subject} is needed", subject=subject)
    return phrase("a decision is asked") if len(decisions) == 1 else phrase("decisions are asked")


def _bad(formatter: QuantityFormatter, findings: tuple[Finding, ...]) -> Iterator[Part]:
    """Yield goals that are missed or at risk, then changes for the worse."""
    worse = [item for item in findings if item.rank is Rank.FOUND and item.tone is Tone.WORSE]
    wanting = list(_goals(formatter, findings, _WANTING))
    metrics = [item.metric for item in worse]
    # A goal that is missed by what became worse comes before one that was never near.
    yield from sorted(wanting, key=lambda part: part[0] not in metrics)
    yield from ((item.metric, item.titles) for item in worse)


def _good(formatter: QuantityFormatter, findings: tuple[Finding, ...]) -> Iterator[Part]:
    """Yield goals that are reached or on track, then changes for the better."""
    yield from _goals(formatter, findings, _REACHED)
    for finding in findings:
        if finding.rank is Rank.FOUND and finding.tone is Tone.BETTER:
            yield finding.metric, finding.titles


def _others(formatter: QuantityFormatter, findings: tuple[Finding, ...]) -> Iterator[Part]:
    """Yield all other findings, then goals without a result."""
    yield from _goals(formatter, findings, (GoalStatus.NOT_MEASURED,))
    for finding in findings:
        # Without its values, that a metric went as expected fills a line and says little.
        is_plain = finding.rank is Rank.EXPECTED
        yield finding.metric, finding.titles[:1] if is_plain else finding.titles
    yield from _goals(formatter, (), (GoalStatus.NOT_DUE,))


def _goals(
    formatter: QuantityFormatter,
    findings: tuple[Finding, ...],
    statuses: tuple[GoalStatus, ...],
) -> Iterator[Part]:
    """Yield goals with these statuses in this order, each with what is found of its metric."""
    for status in statuses:
        for progress in formatter.outcomes.goals:
            if progress.status is not status:
                continue
            metric = metric_of(formatter, progress)
            finding = _of_metric(findings, metric.id) if metric else None
            lines = goal_titles(formatter, progress)
            if months := months_missed(formatter, progress):
                lines = (compose(lines[0], months), *lines)
            elif finding is not None and is_shown(formatter, progress):
                lines = (*_with_finding(formatter, finding, progress), *lines)
            if lines:
                yield metric.id if metric else "", lines


def _with_finding(
    formatter: QuantityFormatter, finding: Finding, progress: GoalProgress
) -> Iterator[Prose]:
    """Yield what is found of the metric of a goal, with the status of the goal."""
    metric = formatter.configuration.metrics[finding.metric]
    # Few events say more as counts than as the value of a goal: 0 in 24 months, not 0.00 a month.
    is_plain = progress.status is GoalStatus.NOT_MEASURED or metric.kind.adds_up
    is_known = finding.rank is Rank.KNOWN and is_plain
    if finding.rank in (Rank.FOUND, Rank.EXPECTED) or is_known:
        for words in finding.titles[:2]:
            yield with_status(formatter, words, progress)
    # A change that is as good or bad as the status says enough by itself.
    if finding.tone is {True: Tone.WORSE, False: Tone.BETTER}[progress.status in _WANTING]:
        yield from finding.titles


def _of_metric(findings: tuple[Finding, ...], metric: str) -> Finding | None:
    return next((item for item in findings if item.metric == metric), None)
