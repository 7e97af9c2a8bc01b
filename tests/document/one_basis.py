"""What is said of the basis of results, computed anew: checks, seasons, false alarms, periods."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportgen.model.verdict import Restraint
from tests.document.printed_facts import passages

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportgen.analysis.outcomes import ComparisonOutcome, Outcomes
    from tests.document.one_truth import Made

_WITHSTAND = (
    (re.compile("but only before P values are adjusted|pero solo antes de ajustar"), 0),
    (re.compile("only one after adjustment|solo una tras el ajuste"), 1),
    (re.compile("only two after adjustment|solo dos tras el ajuste"), 2),
)
_ALL_WITHSTAND = re.compile("changes?, even after adjustment|cambio, incluso tras el ajuste")
_CHECKS = re.compile(r"\bchecks?\b|\bcomprobaci")
_MAY_BE_SEASON = re.compile("may be the season|puede deberse a la época del año")
_OTHER_WAY = re.compile(r"the other way|en sentido contrario")
_YEAR_BEFORE = re.compile(r"\bin the year before\b|\ben el año anterior\b")
_IN_100 = re.compile(r"(\d+) (?:in|de cada) 100\b")


def wrong_adjustments(found: Made) -> Iterator[str]:
    """Find words on checks that withstand Holm's adjustment, where others do."""
    compared = {item.comparison.id: item for item in found.outcomes.comparisons}
    for passage in passages(found.brief):
        said = [number for pattern, number in _WITHSTAND if pattern.search(passage.text)]
        are_all = _ALL_WITHSTAND.search(passage.text) is not None
        subjects = {item.subject for item in passage.claims() if _CHECKS.search(item.text)}
        for name in subjects & compared.keys() if said or are_all else ():
            agreeing, withstanding = _checks(found.outcomes, compared[name])
            wanted = {agreeing} if are_all else set(said)
            if withstanding not in wanted:
                yield f"{passage.where}: {withstanding} of {agreeing} withstand: {passage.text}"


def _checks(outcomes: Outcomes, outcome: ComparisonOutcome) -> tuple[int, int]:
    """Return how many checks agree, and how many of them would be found in the family."""
    others = [
        item.p_value
        for item in (*outcomes.verdicts,)
        if item.p_value is not None and item.comparison != outcome.comparison.id
    ]
    verdict = outcome.verdict
    agreeing = [item for item in verdict.sensitivity if item.counted and item.agrees]
    own = [item.p_value for item in agreeing if item.p_value is not None]
    return len(agreeing), sum(_is_rejected(p, others, verdict.alpha) for p in own)


def _is_rejected(p_value: float, others: Sequence[float], alpha: float) -> bool:
    """Return whether Holm's steps, the smallest P value first, reject this one."""
    family = sorted([p_value, *others])
    for place, item in enumerate(family):
        if item * (len(family) - place) >= alpha:
            return False
        if item == p_value:
            return True
    return False


def known_means(found: Made) -> Iterator[str]:
    """Find intervals of a difference that end where the later mean is 0, as if one were known."""
    for item in found.outcomes.comparisons:
        interval = found.outcomes.quantities.get(item.ids.decided_difference)
        if item.decision is None or interval is None or interval.ci_low is None:
            continue
        base = item.decision.base
        if base > 0 and abs(interval.ci_low + base) < 1e-9 * base:
            yield f"{item.comparison.id}: from minus the earlier mean, {interval.ci_low}"


def wrong_seasons(found: Made) -> Iterator[str]:
    """Find caveats on the season of comparisons that allow for it."""
    for item in found.outcomes.comparisons:
        may_be = any(_MAY_BE_SEASON.search(one.consequence) for one in item.verdict.assumptions)
        if may_be and item.decision is not None and item.decision.restraint is not Restraint.SEASON:
            yield f"{item.comparison.id}: {item.verdict.assumptions}"


def wrong_ways(found: Made) -> Iterator[str]:
    """Find analyses that are said to go the other way than two values that go their way."""
    for item in found.outcomes.comparisons:
        decided = item.decision
        if decided is None or item.ids.decided_trend not in found.outcomes.quantities:
            continue
        anchor = f"table-sensitivity-{item.comparison.id}"
        for passage in passages(found.brief):
            if passage.where != anchor or not _OTHER_WAY.search(passage.text):
                continue
            for one in item.verdict.sensitivity:
                is_in_row = one.label in passage.text and one.estimate is not None
                if is_in_row and one.estimate.estimate * (decided.later - decided.base) > 0:  # type: ignore[union-attr]
                    yield f"{anchor}: {passage.text}"


def several_years_before(found: Made) -> Iterator[str]:
    """Find briefs in which “the year before” is that of different periods."""
    periods = found.outcomes.plan.periods
    bases = {
        item.comparison.id: item.compared_with or periods.get(item.comparison.base)
        for item in found.outcomes.comparisons
    }
    meant: dict[object, str] = {}
    for passage in passages(found.brief):
        if not _YEAR_BEFORE.search(passage.text):
            continue
        own = [bases[item.subject] for item in passage.claims() if item.subject in bases]
        known = {(base.first, base.last) for base in own if base is not None}
        if len(known) == 1:
            meant.setdefault(known.pop(), f"{passage.where}: {passage.text}")
    if len(meant) > 1:
        yield f"{meant}"


def several_alarm_rates(found: Made) -> Iterator[str]:
    """Find a chance of false alarms that is not the sum of those of both signals."""
    limits, parts = set(), set()
    for passage in passages(found.brief):
        if passage.where == "table-evidence":
            continue  # a limit has the chance of its own signal
        numbers = tuple(map(int, _IN_100.findall(passage.text)))
        if len(numbers) == 1:
            limits.add(numbers[0])
        elif numbers:
            parts.add(sum(numbers))
    if limits and parts and limits != parts:
        yield f"up to {limits} in 100, and {parts} in 100"
    for passage in passages(found.brief):
        if re.search(r"one measure in ten|una de cada diez medidas", passage.text):
            yield f"{passage.where}: {passage.text}"
