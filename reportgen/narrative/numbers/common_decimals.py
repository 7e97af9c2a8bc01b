"""Choose the decimals of numbers that a reader compares.

By itself a number is printed as precisely as it is known: a mean of 131.5 without an interval as
132. With a target of 132 that would read "132, at least 132, missed"; a mean of 87.25, as 87,
would seem to miss the 87.2 that it reaches; and means of 2.97 and 2.94 would read "3.0 and 2.9,
difference 0.0". The choice is made once for each quantity, before anything is written, so that
text, tables and figures print it alike.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from math import floor, log10
from typing import TYPE_CHECKING, NamedTuple

from reportgen.model.comparison import Test
from reportgen.model.quantity import IN_POINTS, Form
from reportgen.model.quantity_ids import (
    CountChartIds,
    GoalIds,
    ObservedIds,
    PeriodIds,
    SurveyIds,
    XmrIds,
    is_latest_value,
    is_of_goal,
    parsed,
)
from reportgen.narrative.numbers.decimals import (
    MAXIMUM_DECIMALS,
    MOST_ADDED,
    add_up_as_printed,
    adds_to_target,
    divide_as_printed,
    has_interval,
    is_off_null,
    print_in_order,
    printed_decimals,
)
from reportgen.narrative.numbers.further_numbers import further_quantity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from reportgen.analysis.outcomes import ComparisonOutcome, Outcomes
    from reportgen.model.quantity import Quantity
    from reportgen.model.verdict import SensitivityAnalysis

# Different analyses add up the same observations in another order, so that one mean can differ in
# its last digits.
_SAME_DIGITS = ".12g"

_WITHOUT_DECIMALS = frozenset({Form.COUNT, Form.DATE, Form.P_VALUE})


def with_common_decimals(outcomes: Outcomes) -> Outcomes:
    """Return the outcomes with the decimals that their numbers need to be compared.

    - The value of a goal gets as many decimals as show on which side of its target it lies.
    - A statistic of a metric has the same decimals in all periods, and so have the differences
      between these. They are those of the most precise one that has an interval, which shows how
      precisely it is known, and up to two more if it takes these to distinguish the periods.
    - The same statistic of the same metric has the same decimals in all analyses.
    - What is missing to a target is the difference of the two as they are printed.
    - What is read next to the means of periods has their decimals.
    - The ends of the ranges of a control chart get the decimals of the largest one; if that is
      whole and others are not, one.
    - Further analyses in the unit of a difference have its decimals at least.
    """
    known = dict(outcomes.quantities)
    families = [GoalIds(progress.goal.id) for progress in outcomes.goals]
    measured = [ids for ids in families if _has_decimals(known, ids.value, ids.target)]
    for ids in measured:
        while not print_in_order(known[ids.value], known[ids.target]):
            _print_with(known, printed_decimals(known[ids.value]) + 1, ids.value)
        _leave_the_gap(known, ids, [ids.value])
    found = _compared(outcomes)
    contrasts = [item for item in found if _has_decimals(known, *item.of_one_unit)]
    shown = _shown(known, outcomes)
    alike = _joined(
        [
            *_same_numbers(shown),
            *_same_statistics(shown),
            *_of_decisions(outcomes, known),
            *_set_aside(outcomes, shown),
            *(item.of_one_unit for item in contrasts),
        ]
    )
    for members in {id(members): members for members in alike.values()}.values():
        same = [known[name] for name in members]
        deciding = [item for item in same if has_interval(item) or item.decimals is not None]
        deciding = [item for item in deciding if not _is_outranked(item.id, members)] or deciding
        decimals = max(printed_decimals(item) for item in deciding or same)
        if not deciding:
            # Nothing says how precisely they are known: as many digits as the largest one has.
            decimals = min(decimals, _decimals_of_largest(same))
        _print_with(known, decimals, *members)
    for contrast in contrasts:
        _tell_apart(known, contrast, alike[contrast.base])
    for pair in _beside(outcomes):
        if _has_decimals(known, *pair):
            equal = [name for one in pair for name in _of_same_value(known, one)]
            _print_in_order(known, pair, [x for name in equal for x in alike.get(name, [name])])
    for ids in measured:
        _leave_the_gap(known, ids, alike.get(ids.value, [ids.value]))
    _print_beside_means(known)
    _print_ranges_alike(known)
    comparisons = tuple(_with_decimals_of_difference(item, known) for item in outcomes.comparisons)
    return replace(outcomes, quantities=known, comparisons=comparisons)


def _leave_the_gap(known: dict[str, Quantity], ids: GoalIds, alike: Sequence[str]) -> None:
    """Print the value of a goal so that it and what is missing add up to the target exactly.

    Rounded to whole numbers, 1226.5 and the 73.5 that are missing to 1300 would be 1227 and 74.
    """
    fewest = printed_decimals(known[ids.value])
    for decimals in range(fewest, fewest + MOST_ADDED + 1):
        _print_with(known, decimals, *alike)
        value, target, gap = (known[name] for name in (ids.value, ids.target, ids.gap))
        _print_with(known, max(decimals, printed_decimals(target)), ids.gap)
        if gap.value is None or adds_to_target(value, target, known[ids.gap]):
            return
    _print_with(known, fewest, *alike)


def _is_outranked(name: str, members: Sequence[str]) -> bool:
    """Return whether a number says less of the precision of a group than another one in it.

    Lines fitted to running totals have intervals that are too narrow, and so have differences
    that take successive values as independent; neither decides anything.
    """
    statistic = parsed(name).statistic
    others = {parsed(other).statistic for other in members}
    return any(
        statistic in lesser and not others.isdisjoint(better) for lesser, better in _OUTRANKED
    )


_OUTRANKED = (
    (("slope", "slope_difference"), ("gain_mean", "decided_difference")),
    (("difference", "gains_difference"), ("decided_difference",)),
)


def _print_beside_means(known: dict[str, Quantity]) -> None:
    """Give what is read next to means of periods their decimals.

    That is the mean of the values before on a control chart; of a share also the latest value and
    the ends of the ranges.
    """
    means: dict[str, int] = {}
    shown = [name for name in known if _has_decimals(known, name)]
    for name in shown:
        path = parsed(name)
        if path.statistic == "mean" and path.analysis == Test.MEAN.analysis:
            decimals = printed_decimals(known[name])
            means[path.subject] = max(decimals, means.get(path.subject, 0))
    for name in shown:
        path = parsed(name)
        is_share = known[name].form.public is Form.SHARE
        is_beside = path.analysis == XmrIds.analysis and (is_share or path.statistic == "mean")
        if path.subject in means and (is_beside or (is_share and is_latest_value(name))):
            _print_with(known, max(means[path.subject], printed_decimals(known[name])), name)


def _print_with(known: dict[str, Quantity], decimals: int, *names: str) -> None:
    for name in names:
        if printed_decimals(known[name]) != decimals:
            known[name] = replace(known[name], decimals=decimals)


def _decimals_of_largest(quantities: Sequence[Quantity]) -> int:
    """Return the decimals that give the largest number three digits, a percentage two."""
    largest = max(abs(float(item.value or 0)) for item in quantities)
    is_share = any(item.form.public is Form.SHARE for item in quantities)
    if not largest:
        return 0
    place = floor(log10(largest * 100 if is_share else largest))
    return max(0, (1 if is_share else 2) - place)


def _has_decimals(known: Mapping[str, Quantity], *names: str) -> bool:
    found = [known.get(name) for name in names]
    return all(
        item is not None and item.value is not None and item.form not in _WITHOUT_DECIMALS
        for item in found
    )


def _joined(groups: Iterable[Sequence[str]]) -> dict[str, list[str]]:
    """Return for each id the ids that it shares a group with, also by way of other ids."""
    shared: dict[str, list[str]] = {}
    for group in groups:
        members = list(dict.fromkeys(name for item in group for name in shared.get(item, [item])))
        for name in members:
            shared[name] = members
    return shared


def _shown(known: Mapping[str, Quantity], outcomes: Outcomes) -> dict[str, Quantity]:
    """Return the quantities without means that have an interval but were not compared.

    Single values are shown instead. The exact intervals would give these decimals: accidents
    of 0 and 1 were 0.00 and 1.00.
    """
    plan = outcomes.plan
    compared = {item.metric for item in plan.comparisons}
    aside = {item.metric for item in plan.set_aside} - compared

    def is_aside(name: str) -> bool:
        path = parsed(name)
        is_mean = path.subject in aside and path.analysis == Test.MEAN.analysis
        return is_mean and has_interval(known[name])

    return {name: item for name, item in known.items() if not is_aside(name)}


def _same_numbers(quantities: Mapping[str, Quantity]) -> list[list[str]]:
    """Return the ids of each statistic that several quantities hold."""
    groups: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for name, quantity in quantities.items():
        if isinstance(quantity.value, str) or not _has_decimals(quantities, name):
            continue
        path = parsed(name)
        if is_of_goal(name):
            # The value of a goal is that of the one quantity that it measures.
            if path.statistic != "value" or len(quantity.derived_from) != 1:
                continue
            path = parsed(quantity.derived_from[0])
        digits = format(quantity.value, _SAME_DIGITS)
        statistic = _SYNONYMS.get(path.statistic, path.statistic)
        key = (path.subject, statistic, digits, quantity.form.public, quantity.form in IN_POINTS)
        groups[key].append(name)
    return [names for names in groups.values() if len(names) > 1]


# The mean of a count is called a rate where events are counted per time, and a difference that
# decides often is the one that is known already.
_SYNONYMS = {
    "rate": "mean",
    "period_mean": "mean",
    "decided_base": "mean",
    "decided_difference": "difference",
    "gains_difference": "difference",
}


def _same_statistics(quantities: Mapping[str, Quantity]) -> list[list[str]]:
    """Return the ids of each mean, rate or growth that is known of several periods."""
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name in quantities:
        path = parsed(name)
        if path.statistic in _OF_PERIODS and path.period and _has_decimals(quantities, name):
            groups[path.subject, path.analysis].append(name)
    return list(groups.values())


_OF_PERIODS = frozenset({"mean", "rate", "slope", "gain_mean"})


def _of_decisions(outcomes: Outcomes, known: Mapping[str, Quantity]) -> Iterator[list[str]]:
    """Yield the ids of each difference that decides, and of those that are read next to it."""
    for item in outcomes.comparisons:
        ids = item.ids
        names = (ids.decided_difference, ids.detectable_difference, ids.difference_without_largest)
        yield [name for name in names if _has_decimals(known, name)]


def _set_aside(outcomes: Outcomes, known: Mapping[str, Quantity]) -> Iterator[list[str]]:
    """Yield the ids of each period's value that is next to a compared one and is not tested."""
    for item in outcomes.plan.set_aside:
        later = PeriodIds(item.metric, Test.MEAN.analysis, item.later)
        names = (ObservedIds(item.metric, item.base).mean, later.mean, later.rate)
        beside = [name for name in names if _has_decimals(known, name)]
        if len(beside) > 1:
            yield beside


class _Contrast(NamedTuple):
    """The ids of two compared numbers, of their difference and of their ratio, which may lack."""

    base: str
    later: str
    difference: str
    ratio: str = ""

    @property
    def of_one_unit(self) -> tuple[str, str, str]:
        return self[:3]


def _compared(outcomes: Outcomes) -> Iterator[_Contrast]:
    """Yield the numbers that are compared with each other."""
    for item in outcomes.comparisons:
        ids, of = item.comparison_ids, item.ids
        for statistic, difference, ratio in _COMPARED:
            base, later = ids.base.of(statistic), ids.later.of(statistic)
            yield _Contrast(base, later, of.of(difference), of.of(ratio))
        if item.decision is not None and item.decision.trend is None:
            # Rates have no difference but the one that decides.
            for ratio in (of.rate_ratio, of.decided_ratio):
                yield _Contrast(ids.base.rate, ids.later.rate, of.decided_difference, ratio)
        if item.compared_with is not None:
            for statistic in ("mean", "rate", "gain_mean"):
                later = ids.later.of(statistic)
                yield _Contrast(of.decided_base, later, of.decided_difference, of.decided_ratio)
        yield _Contrast(of.decided_base, of.decided_later, of.decided_difference, of.decided_ratio)
    for survey in outcomes.surveys:
        of_survey = SurveyIds(survey.survey.id)
        yield _Contrast(of_survey.before_share, of_survey.after_share, of_survey.difference)
        yield _Contrast(of_survey.before_mean, of_survey.after_mean, of_survey.mean_difference)


_COMPARED = (
    ("mean", "difference", "ratio"),
    ("mean", "decided_difference", "decided_ratio"),
    ("slope", "slope_difference", "slope_ratio"),
    ("gain_mean", "gains_difference", "decided_ratio"),
)


def _tell_apart(known: dict[str, Quantity], ids: _Contrast, alike: Sequence[str]) -> None:
    """Print two numbers with the decimals that distinguish them and agree with what compares them.

    If no decimals do both, they at least agree with their difference. Two that differ
    significantly are distinguished by more decimals than others are.
    """
    fewest = printed_decimals(known[ids.base])

    def agreement(decimals: int) -> tuple[bool, ...]:
        _print_with(known, decimals, *alike)
        base, later, difference = (known[name] for name in ids.of_one_unit)
        has_ratio = bool(ids.ratio) and _has_decimals(known, ids.ratio)
        return (
            add_up_as_printed(base, later, difference),
            print_in_order(base, later),
            not has_ratio or divide_as_printed(base, later, known[ids.ratio]),
        )

    def best(most: int) -> int:
        return max(range(fewest, most + 1), key=lambda x: (agreement(x), -x))

    found = best(fewest + MOST_ADDED)
    if is_off_null(known[ids.difference]) and not agreement(found)[1]:
        found = best(max(fewest, MAXIMUM_DECIMALS))
    _print_with(known, found, *alike)


def _beside(outcomes: Outcomes) -> Iterator[tuple[str, str]]:
    """Yield the ids of two values that are next to each other and are not compared."""
    for item in outcomes.plan.set_aside:
        yield ObservedIds(item.metric, item.base).mean, ObservedIds(item.metric, item.later).mean


def _of_same_value(known: Mapping[str, Quantity], name: str) -> list[str]:
    """Return the ids of a value and of others of its metric that are the same: the latest one."""
    subject, quantity = parsed(name).subject, known[name]
    return [
        other
        for other, item in known.items()
        if item.value == quantity.value
        and item.form.public is quantity.form.public
        and parsed(other).subject == subject
    ]


def _print_in_order(
    known: dict[str, Quantity], pair: tuple[str, str], alike: Sequence[str]
) -> None:
    """Print two values with the decimals that distinguish them, if up to two more do."""
    if print_in_order(known[pair[0]], known[pair[1]]):
        return
    fewest = max(printed_decimals(known[name]) for name in pair)
    for decimals in range(fewest, fewest + MOST_ADDED + 1):
        if print_in_order(*(replace(known[name], decimals=decimals) for name in pair)):
            _print_with(known, decimals, *alike)
            return


def _print_ranges_alike(known: dict[str, Quantity]) -> None:
    """Give the ends of the ranges of each control chart the decimals of the largest one.

    A limit of −0.0519 next to 33.7 would be printed as if it were known more precisely. Two ends
    of a range that would print alike get more, as "26% to 26%" does.
    """
    charts: dict[str, dict[str, float]] = defaultdict(dict)
    for name, quantity in known.items():
        path = parsed(name)
        is_end = path.analysis in _CHARTED and path.statistic.endswith(_ENDS)
        if is_end and _has_decimals(known, name):
            charts[path.stem][name] = abs(float(quantity.value or 0))
    for ends in charts.values():
        largest = max(ends, key=ends.__getitem__)
        own = printed_decimals(known[largest])
        if known[largest].form.public is Form.SHARE:
            is_uneven = any(printed_decimals(known[name]) != own for name in ends)
            _print_with(known, max(own, int(is_uneven)), *ends)
        elif known[largest].form is Form.LIMIT:
            is_uneven = any(not size.is_integer() for size in ends.values())
            # A whole number has no decimals, whatever is next to it, and asks for none.
            is_small = is_uneven and ends[largest] < _LARGE
            own = 0 if ends[largest].is_integer() else own
            _print_with(known, max(own, int(is_small)), *ends)
        for low in ends:
            high = f"{low.removesuffix(_ENDS[0])}{_ENDS[1]}"
            if high != low and high in ends:
                _print_in_order(known, (low, high), tuple(ends))


_CHARTED = frozenset({XmrIds.analysis, CountChartIds.analysis})
_ENDS = ("_low", "_high")
_LARGE = 100


def _with_decimals_of_difference(
    outcome: ComparisonOutcome, known: Mapping[str, Quantity]
) -> ComparisonOutcome:
    """Return a comparison whose further analyses print like its difference."""
    ids = outcome.ids
    found = (known.get(ids.of(difference)) for _, difference, _ in _COMPARED)
    decimals = {
        item.unit: printed_decimals(item)
        for item in found
        if item is not None and _has_decimals(known, item.id)
    }

    def printed_alike(item: SensitivityAnalysis) -> SensitivityAnalysis:
        fewest = decimals.get(item.unit)
        if item.estimate is None or fewest is None:
            return item
        own = further_quantity(outcome.comparison.id, item, item.estimate, outcome.metric.currency)
        # Without an interval, nothing else says how precisely it is known.
        most = max(fewest, printed_decimals(own)) if has_interval(own) else fewest
        return replace(item, decimals=most)

    sensitivity = tuple(printed_alike(item) for item in outcome.verdict.sensitivity)
    return replace(outcome, verdict=replace(outcome.verdict, sensitivity=sensitivity))
