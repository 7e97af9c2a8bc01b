"""Contradictions within a brief: each check finds one kind, by what is printed and by outcomes."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.analysis.monitoring.monitoring import is_year_earlier
from reportgen.model.comparison import Alternative
from reportgen.model.estimate import Refusal
from reportgen.model.monitoring_verdict import Course
from reportgen.model.quantity import Form
from reportgen.model.quantity_ids import (
    GoalIds,
    SurveyIds,
    VerdictIds,
    is_of_goal,
    parsed,
)
from reportgen.model.verdict import VerdictKind
from reportgen.narrative.comparisons.comparison_words import compared_ids
from reportgen.narrative.comparisons.decision import is_held_back
from reportgen.narrative.numbers.period_text import range_text
from reportgen.pipeline import BuildOptions, analyse_organization, load_organization, prepare_brief
from tests.document.claim_meanings import (
    BEYOND_TREND,
    DENIES,
    HANGS_ON_METHOD,
    NOT_ALIKE,
    NOT_MADE,
    course_of,
    status_of,
    verdicts_of,
)
from tests.document.one_basis import (
    known_means,
    several_alarm_rates,
    several_years_before,
    wrong_adjustments,
    wrong_seasons,
    wrong_ways,
)
from tests.document.printed_facts import passages, read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.analysis.outcomes import ComparisonOutcome, Outcomes
    from reportgen.document.brief import Brief
    from reportgen.pipeline import Analysed

UP, DOWN = VerdictKind.INCREASE, VerdictKind.DECREASE


@dataclass(frozen=True, slots=True)
class Made:
    """A brief, and the outcomes that it is of."""

    brief: Brief
    outcomes: Outcomes

    @property
    def language(self) -> str:
        return self.brief.language

    def value(self, name: str) -> float | None:
        found = self.outcomes.quantities.get(name)
        return None if found is None or isinstance(found.value, str) else found.value


@cache
def made(path: Path, kind: str, language: str) -> Made:
    analysed = _analysed(path)
    spoken = replace(analysed.configuration.brief, language=language)
    analysed = replace(analysed, configuration=replace(analysed.configuration, brief=spoken))
    options = BuildOptions(output=Path("unused"), formats=())
    brief = prepare_brief(analysed, kind, options, lambda _: None).brief
    return Made(brief, analysed.outcomes)


@cache
def _analysed(path: Path) -> Analysed:
    analysed = analyse_organization(load_organization(path))
    assert analysed is not None, load_organization(path).diagnostics
    return analysed


# --- What is said of each comparison


def wrong_claims(found: Made) -> Iterator[str]:
    """Find claims that their verdict does not license, or that are not known to this test."""
    kinds = {item.comparison: item.verdict for item in found.outcomes.verdicts}
    monitored = {
        item.comparison.id: owner
        for item in found.outcomes.comparisons
        if (owner := found.outcomes.monitoring_of(item.comparison)) is not None
    }
    held = {item.comparison.id for item in found.outcomes.comparisons if is_held_back(item)}
    for passage in passages(found.brief):
        for claim in passage.claims():
            if claim.subject not in kinds:
                continue
            licensed = verdicts_of(claim.text)
            if kinds[claim.subject] not in licensed:
                yield f"{passage.where}: {claim} of {kinds[claim.subject]}"
            if claim.subject in held and DENIES.fullmatch(claim.text):
                yield f"{passage.where}: {claim} though its test alone finds a difference"
            owner = monitored.get(claim.subject)
            if owner is None or VerdictKind.NOT_ASSESSABLE in licensed:
                continue
            if owner.verdict.course is not Course.EXPECTED:
                yield f"{passage.where}: {claim} beside {owner.verdict.course}"


def wrong_intervals(found: Made) -> Iterator[str]:
    """Find P values, as printed and unrounded, that their intervals contradict."""
    texts = printed(found.brief)
    for test in each_test(found.outcomes):
        p_value = found.value(test.p_value)
        interval = found.outcomes.quantities.get(test.interval)
        if p_value is None or interval is None or interval.value is None:
            continue
        low = float("-inf") if interval.ci_low is None else interval.ci_low
        high = float("inf") if interval.ci_high is None else interval.ci_high
        if low == high or (interval.ci_low is None and interval.ci_high is None):
            continue
        threshold = test.alpha / 2 if test.is_one_sided else test.alpha
        if (p_value < threshold) != (not low <= test.null <= high):
            yield f"{test}: P={p_value} beside {low} to {high}"
        yield from _as_printed(found, test, texts)


@dataclass(frozen=True, slots=True)
class OneTest:
    """A P value with an interval of the same test; both are ids."""

    p_value: str
    interval: str
    null: float
    alpha: float
    is_one_sided: bool = False


def each_test(outcomes: Outcomes) -> Iterator[OneTest]:
    """Yield every test of a brief but those of equivalence, whose interval is a 90% one."""
    for item in outcomes.comparisons:
        ids, alpha = item.ids, item.verdict.alpha
        wanted = item.comparison.alternative is not Alternative.TWO_SIDED
        is_planned = _is_one_sided(item)
        for interval, null in ((ids.decided_difference, 0), (ids.decided_ratio, 1)):
            yield OneTest(ids.decided_p_value, interval, null, alpha, is_planned)
            if item.verdict.decided_by == ids.decided_p_value:
                name = VerdictIds(item.comparison.id).p_value
                yield OneTest(name, interval, null, alpha, is_planned)
        if not wanted:
            yield OneTest(ids.p_value, ids.difference, 0, alpha)
            yield OneTest(ids.p_value, ids.rate_ratio, 1, alpha)
            yield OneTest(ids.p_value, ids.slope_ratio, 1, alpha)
            yield OneTest(ids.gains_p_value, ids.gains_difference, 0, alpha)
    for survey in outcomes.surveys:
        of_survey = SurveyIds(survey.survey.id)
        for verdict in survey.verdicts:
            yield OneTest(of_survey.p_value, of_survey.difference, 0, verdict.alpha)
            yield OneTest(of_survey.scale_p_value, of_survey.mean_difference, 0, verdict.alpha)
            yield OneTest(of_survey.scale_p_value, of_survey.superiority, 0.5, verdict.alpha)


def mixed_tests(found: Made) -> Iterator[str]:
    """Find rows and brackets in which the interval and the P value are not of one test.

    Also those whose verdict does not follow from the P value next to it.
    """
    for item in found.outcomes.comparisons:
        ids, verdict = item.ids, item.verdict
        own = VerdictIds(item.comparison.id)
        of_margin = verdict.decided_by == ids.decided_equivalence_p_value
        of_difference = {ids.decided_difference, ids.decided_ratio}
        margins = {ids.decided_equivalence_difference, ids.decided_equivalence_ratio}
        tests = {
            ids.decided_p_value: of_difference,
            ids.decided_equivalence_p_value: margins,
            own.p_value: margins if of_margin else of_difference,
        }
        sides = {ids.decided_p_value, own.p_value} if _is_one_sided(item) else set()
        for passage in passages(found.brief):
            if passage.where == "table-evidence":
                continue
            numbers = list(passage.numbers())
            said = {number.quantity for number in numbers} & tests.keys()
            bounds = {number.quantity for number in numbers if number.part.startswith("ci_")}
            bounds &= of_difference | margins
            if said and bounds and bounds - set().union(*(tests[name] for name in said)):
                yield f"{passage.where}: {bounds} beside {said}: {passage.text}"
            if passage.where != "table-results":
                is_named = re.search("2-sided|bilateral", passage.text) is not None
                if said & sides and bounds & of_difference and not is_named:
                    yield f"{passage.where}: 1-tailed beside 2-sided: {passage.text}"
                continue
            claims = {kind for claim in passage.claims() for kind in verdicts_of(claim.text)}
            is_row = said and any(c.subject == item.comparison.id for c in passage.claims())
            p_value = verdict.p_adjusted
            if is_row and of_margin and ids.decided_p_value in said:
                p_value = found.value(ids.decided_p_value)
            # A restraint, such as too few values, may hold back what the test finds.
            is_decided = claims <= {UP, DOWN, VerdictKind.EQUIVALENT} and bool(claims)
            if is_row and p_value is not None and is_decided and p_value >= verdict.alpha:
                yield f"{passage.where}: P={p_value}: {passage.text}"


def _is_one_sided(item: ComparisonOutcome) -> bool:
    wanted = {Alternative.GREATER: 1, Alternative.LESS: -1}.get(item.comparison.alternative, 0)
    return item.decision is not None and item.decision.direction * wanted > 0


def borrowed_intervals(found: Made) -> Iterator[str]:
    """Find goals next to the interval of a method that decides nothing."""
    measured = {
        GoalIds(item.goal.id).stem: (GoalIds(item.goal.id).value, item.goal.measurable.quantity)
        for item in found.outcomes.goals
        if item.goal.measurable is not None
    }
    for item in found.outcomes.comparisons:
        ids = item.ids
        pairs = {
            ids.slope_ratio: ids.decided_ratio,
            ids.ratio: ids.decided_ratio,
            ids.slope_difference: ids.decided_difference,
            ids.difference: ids.decided_difference,
        }
        for passage in passages(found.brief):
            for claim in passage.claims():
                value, quantity = measured.get(claim.subject, ("", ""))
                decided = found.outcomes.quantities.get(pairs.get(quantity, ""))
                own = found.outcomes.quantities.get(value)
                if decided is None or own is None or decided.value is None:
                    continue
                is_other = (own.ci_low, own.ci_high) != (decided.ci_low, decided.ci_high)
                bounds = {n.quantity for n in passage.numbers() if n.part.startswith("ci_")}
                if is_other and bounds & {value, quantity}:
                    yield f"{passage.where}: {passage.text}"


def _as_printed(
    found: Made, test: OneTest, texts: dict[tuple[str, str], dict[str, str]]
) -> Iterator[str]:
    interval = found.outcomes.quantities[test.interval]
    scale = 100 if interval.form.public is Form.SHARE else 1
    bounds = [texts.get((test.interval, part), {}) for part in ("ci_low", "ci_high")]
    for said in texts.get((test.p_value, "value"), {}):
        p_value = read(said, found.language)
        is_found = p_value.value <= test.alpha if p_value.low < 0 else p_value.value < test.alpha
        ends = [read(text, found.language).value for found_ in bounds for text in found_]
        if not ends:
            continue
        excludes = all(end > test.null * scale for end in ends) or all(
            end < test.null * scale for end in ends
        )
        if len(ends) == 1:
            excludes = excludes and interval.ci_low is not None and ends[0] > test.null * scale
        if (excludes and not is_found) or (is_found and not excludes and not test.is_one_sided):
            yield f"P {said} is printed beside {bounds}: {test}"


def printed(brief: Brief) -> dict[tuple[str, str], dict[str, str]]:
    """Return for each number and its part the texts that it is printed as, with their place."""
    texts: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for passage in passages(brief):
        for number in passage.numbers():
            texts[number.quantity, number.part].setdefault(number.text, passage.where)
    return texts


def wrong_directions(found: Made) -> Iterator[str]:
    """Find claims of a rise or fall that the values, or the estimate, next to them contradict."""
    compared = {item.comparison.id: item for item in found.outcomes.comparisons}
    for passage in passages(found.brief):
        for claim in passage.claims():
            outcome, kinds = compared.get(claim.subject), verdicts_of(claim.text)
            if outcome is None or not kinds or not kinds <= {UP, DOWN} or len(kinds) > 1:
                continue
            sign = 1 if UP in kinds else -1
            for name, null in (
                (outcome.ids.decided_difference, 0),
                (outcome.ids.decided_ratio, 1),
            ):
                for number in passage.numbers():
                    away = read(number.text, found.language).value - null
                    if (number.quantity, number.part) == (name, "value") and away * sign <= 0:
                        yield f"{passage.where}: {claim} beside {number}: {passage.text}"
            base, later = map(found.value, values_of(outcome))
            if base is None or later is None or BEYOND_TREND.search(passage.text):
                continue
            if (later - base) * sign <= 0:
                yield f"{passage.where}: {claim} of {base} to {later}: {passage.text}"


def unsaid_trends(found: Made) -> Iterator[str]:
    """Find differences beyond a trend that look like those of the two averages."""
    beyond = {
        item.ids.decided_difference
        for item in found.outcomes.comparisons
        if found.value(item.ids.decided_trend) is not None
    }
    for passage in passages(found.brief):
        # The supplement describes each number by its formula.
        if passage.where == "table-evidence" or BEYOND_TREND.search(passage.text):
            continue
        said = {item.quantity for item in passage.numbers() if item.part == "value"}
        for name in sorted(said & beyond):
            yield f"{passage.where}: {name} is beyond a trend: {passage.text}"


def wrong_periods(found: Made) -> Iterator[str]:
    """Find values of a year earlier that are said to be of the period of the plan."""
    for item in found.outcomes.comparisons:
        if item.compared_with is None:
            continue
        plan = found.outcomes.plan.periods[item.comparison.base]
        for passage in passages(found.brief):
            if any(claim.subject == item.comparison.id for claim in passage.claims()):
                for name in (range_text(plan), plan.label):
                    if re.search(rf"(?:against|comparado con) {re.escape(name)}", passage.text):
                        yield f"{passage.where}: {passage.text}"


def values_of(outcome: ComparisonOutcome) -> tuple[str, str]:
    """Return the ids of the two values whose difference is judged."""
    base, later = compared_ids(outcome)
    if not later and not isinstance(outcome.result, Refusal):
        return outcome.ids.decided_base, outcome.ids.decided_later
    return base, later


# --- Numbers


def several_texts(found: Made) -> Iterator[str]:
    """Find numbers that are printed in more than one way."""
    for key, texts in printed(found.brief).items():
        if len(texts) > 1:
            yield f"{key}: {texts}"
    same: dict[tuple[object, ...], dict[str, str]] = defaultdict(dict)
    for (name, part), texts in printed(found.brief).items():
        value = found.value(name)
        is_mean = is_of_goal(name) or parsed(name).statistic in _MEANS
        if part != "value" or value is None or not is_mean or parsed(name).statistic == "target":
            continue
        quantity = found.outcomes.quantities[name]
        metric = parsed(name).subject
        if is_of_goal(name) and quantity.derived_from:
            metric = parsed(quantity.derived_from[0]).subject
        for text in texts:
            same[metric, f"{value:.9g}", quantity.unit].setdefault(text, name)
    yield from (f"{key}: {texts}" for key, texts in same.items() if len(texts) > 1)


_MEANS = ("mean", "rate", "gain_mean", "period_mean", "decided_base", "decided_later")


def wrong_sums(found: Made) -> Iterator[str]:
    """Find differences and ratios that are not those of the two values printed with them."""
    trios = [
        (*values_of(item), item.ids.decided_difference, item.ids.decided_ratio)
        for item in found.outcomes.comparisons
    ]
    for survey in found.outcomes.surveys:
        ids = SurveyIds(survey.survey.id)
        trios.append((ids.before_share, ids.after_share, ids.difference, ""))
    for passage in passages(found.brief):
        said = {
            item.quantity: read(item.text, found.language)
            for item in passage.numbers()
            if item.part == "value"
        }
        for base, later, difference, ratio in trios:
            one, two = said.get(base), said.get(later)
            if one is None or two is None or BEYOND_TREND.search(passage.text):
                continue
            if (third := said.get(difference)) is not None:
                off = abs(two.value - one.value - third.value)
                if off > one.half + two.half + third.half + 1e-9:
                    yield f"{passage.where}: {one.value} to {two.value} is {third.value}?"
            if (third := said.get(ratio)) is not None and one.low > 0:
                low, high = two.low / one.high, two.high / one.low
                if third.high < low or third.low > high:
                    yield f"{passage.where}: {two.value} / {one.value} is {third.value}?"


# --- Metrics of a reporting period, goals, limitations


def several_courses(found: Made) -> Iterator[str]:
    """Find metrics of a reporting period of which two things are said."""
    verdicts = {item.ids.signals: item.verdict for item in found.outcomes.monitoring}
    for passage in passages(found.brief):
        for claim in passage.claims():
            verdict = verdicts.get(claim.subject)
            if verdict is None:
                if claim.subject.endswith(".signals"):
                    yield f"{passage.where}: {claim} of no metric"
                continue
            courses, is_high, tone = course_of(claim.text)
            if verdict.course not in courses or is_high != verdict.is_high:
                yield f"{passage.where}: {claim} of {verdict.course}, {verdict.is_high}"
            if tone is not None and tone is not verdict.tone:
                yield f"{passage.where}: {claim} of {verdict.tone}"


def unlike_a_year_ago(found: Made) -> Iterator[str]:
    """Find a rise or fall from a year earlier that the two averages do not show."""
    changed = (Course.CHANGED, Course.UNLIKE_A_YEAR_AGO)
    for item in found.outcomes.comparisons:
        owner = found.outcomes.monitoring_of(item.comparison)
        base_period = item.compared_with or found.outcomes.plan.periods[item.comparison.base]
        if owner is None or owner.verdict.course not in changed:
            continue
        base, later = map(found.value, values_of(item))
        if base is None or later is None or not is_year_earlier(base_period, owner.period):
            continue
        if (later > base) != owner.verdict.is_high:
            yield f"{owner.metric.id}: {owner.verdict.course}, from {base} to {later}"


def several_statuses(found: Made) -> Iterator[str]:
    """Find goals whose words or symbols differ from their status."""
    statuses = {GoalIds(item.goal.id).stem: item.status for item in found.outcomes.goals}
    for passage in passages(found.brief):
        for claim in passage.claims():
            status = statuses.get(claim.subject)
            if status is not None and status_of(claim.text) != status.value:
                yield f"{passage.where}: {claim} of {status}"
            if status is not None and any(mark != status.value for mark in passage.statuses):
                yield f"{passage.where}: {passage.statuses} beside {claim}"


def wrong_limitations(found: Made) -> Iterator[str]:
    """Find limitations that are not those of this brief."""
    deciding = {item.comparison.id: item for item in found.outcomes.deciding}
    kinds = {item.verdict.verdict for item in deciding.values()}
    said = [item for item in passages(found.brief) if item.where == "limitation"]
    for pattern, kind in (
        (NOT_MADE, VerdictKind.NOT_ASSESSABLE),
        (NOT_ALIKE, VerdictKind.INCONCLUSIVE),
    ):
        if any(pattern.search(item.text) for item in said) != (kind in kinds):
            yield f"{pattern.pattern} of {kinds}"
    hanging = {
        claim.subject
        for item in said
        if HANGS_ON_METHOD.search(item.text)
        for claim in item.claims()
    }
    disputed = {
        name
        for name, item in deciding.items()
        if item.verdict.verdict is VerdictKind.INCONCLUSIVE
        and any(check.counted and check.agrees for check in item.verdict.sensitivity)
        and item.decision is not None
        and item.decision.p_value >= item.verdict.alpha
    }
    if hanging != disputed:
        yield f"the answer hangs on the method for {hanging}; the checks dispute {disputed}"


CHECKS = (
    wrong_claims,
    wrong_intervals,
    mixed_tests,
    borrowed_intervals,
    wrong_directions,
    unsaid_trends,
    wrong_periods,
    several_texts,
    wrong_sums,
    several_courses,
    unlike_a_year_ago,
    several_statuses,
    wrong_limitations,
    wrong_adjustments,
    known_means,
    wrong_seasons,
    wrong_ways,
    several_years_before,
    several_alarm_rates,
)


def faults(found: Made) -> list[str]:
    """Return all contradictions of a brief."""
    return [f"{check.__name__}: {fault}" for check in CHECKS for fault in check(found)]
