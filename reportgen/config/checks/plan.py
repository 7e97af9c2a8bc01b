"""Check the consistency of periods, metrics, comparisons and goals."""

from __future__ import annotations

from datetime import timedelta
from itertools import combinations, permutations
from typing import TYPE_CHECKING

from reportgen.config.checks.targets import check_target
from reportgen.config.metric_targets import KEYS, budget_of, metric_goals, target_period
from reportgen.config.own_names import METRICS, OUTCOMES, own_names
from reportgen.config.schema.goal_words import WORDS
from reportgen.config.targets import decide_target
from reportgen.model.comparison import Test
from reportgen.model.quantity_ids import (
    LATEST,
    WHOLE,
    GoalIds,
    SurveyIds,
    contrast,
    contrasted,
    parsed,
)
from reportgen.model.topics import TOPICS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.config.checks.checker import Checker
    from reportgen.config.schema.plan import (
        ComparisonSchema,
        GoalSchema,
        MeasurableSchema,
        PeriodSchema,
    )
    from reportgen.config.schema.root import ConfigurationSchema, ReportingPeriodSchema
    from reportgen.model.configuration import KeyPath

RESERVED = ("campaigns", "committee", "goals", "milestones", "surveys")
"""First words of quantity ids that are not metrics."""

_OF_THE_LEDGER = ("changes", "previous", "verdicts")
_ANALYSES = tuple(sorted(("counts", "observed", "xmr", *(test.analysis for test in Test))))
# In quantity ids, the latest month or all values in place of a period.
_RESERVED_PERIODS = (LATEST, WHOLE)
_AROUND = ("before", "after", "followup")
_REPORTED = ("year_earlier", "previous", "reporting")
"""Default periods if the configuration defines none, earliest first."""


def check_plan(checker: Checker) -> None:
    """Check the comparisons of the configuration and the goals measured by them."""
    schema = checker.schema
    _check_names(checker)
    _check_periods(checker)
    checker.distinct(
        [item.id for item in schema.comparisons], ("comparisons",), key="id", kind="comparison"
    )
    checker.distinct([item.id for item in schema.goals], ("goals",), key="id", kind="goal")
    for index, comparison in enumerate(schema.comparisons):
        _check_comparison(checker, comparison, ("comparisons", index))
    _check_same_analysis(checker)
    for index, goal in enumerate(schema.goals):
        _check_goal(checker, goal, ("goals", index))
    _check_metric_targets(checker)
    _check_outcomes(checker)


def _check_names(checker: Checker) -> None:
    for key in checker.schema.metrics:
        if key in (*RESERVED, *_OF_THE_LEDGER, *TOPICS):
            _refuse_name(checker, "metric", key, ("metrics", key, "#key"))
    for key in checker.schema.periods:
        if key in _RESERVED_PERIODS or len(contrasted(key)) > 1:
            _refuse_name(checker, "period", key, ("periods", key, "#key"))


def _refuse_name(checker: Checker, kind: str, name: str, path: KeyPath) -> None:
    checker.error(
        "CFG047",
        f"`{name}` can't be the name of a {kind}",
        path,
        "choose another name",
        note="it has a meaning of its own in quantity ids",
    )


def _check_periods(checker: Checker) -> None:
    schema = checker.schema
    for key, period in schema.periods.items():
        _check_span(checker, period, f"period `{key}`", ("periods", key))
    if schema.reporting_period is not None:
        _check_reporting_period(checker, schema.reporting_period)
    # An overlap of compared periods is an error of that comparison (CFG051).
    compared = {frozenset(item.contrast) for item in schema.comparisons}
    for one, other in combinations(schema.periods.items(), 2):
        if frozenset((one[0], other[0])) not in compared and _overlap(one[1], other[1]):
            checker.warning(
                "CFG039",
                f"the periods `{one[0]}` and `{other[0]}` overlap",
                ("periods", other[0], "from"),
                "change the start or end of one, unless they are meant to overlap",
            )


def _check_span(checker: Checker, period: PeriodSchema, name: str, path: KeyPath) -> None:
    if period.end.last < period.start.first:
        _backwards(checker, name, path)


def _backwards(checker: Checker, name: str, path: KeyPath) -> None:
    checker.error(
        "CFG046",
        f"{name} ends before it starts",
        (*path, "to"),
        "swap `from` and `to`, or fix one",
    )


def _overlap(one: PeriodSchema, other: PeriodSchema) -> bool:
    return one.start.first <= other.end.last and other.start.first <= one.end.last


def _check_comparison(checker: Checker, comparison: ComparisonSchema, path: KeyPath) -> None:
    schema = checker.schema
    checker.known(
        comparison.metric,
        _metrics(schema, comparison.metric),
        (*path, "metric"),
        code="CFG031",
        message=f"comparison `{comparison.id}` names the unknown metric `{comparison.metric}`",
    )
    if Test(comparison.test).needs_intervention and not schema.changes:
        checker.error(
            "CFG049",
            f"comparison `{comparison.id}` asks for `{comparison.test}` without an intervention",
            (*path, "test"),
            "add `intervention: {on: 2019-07-01, label: …}`, or choose `slope`",
        )
    names_known = [
        checker.known(
            name,
            (*schema.periods, *default_periods(schema)),
            (*path, "contrast", index),
            code="CFG030",
            message=f"comparison `{comparison.id}` names the unknown period `{name}`",
        )
        for index, name in enumerate(comparison.contrast)
    ]
    if all(names_known):
        _check_contrast(checker, comparison, (*path, "contrast"))


def _metrics(schema: ConfigurationSchema, name: str) -> tuple[str, ...]:
    """Return the metrics that may be named, including those of packages if the name is not own."""
    own = tuple(schema.metrics)
    return own if name in own else (*own, *own_names(METRICS))


def default_periods(schema: ConfigurationSchema) -> tuple[str, ...]:
    """Return the names of the periods that reportgen adds to the configured ones."""
    if schema.changes:
        return () if schema.periods else _AROUND
    return _REPORTED if schema.reporting_period is not None or not schema.periods else ()


def _check_reporting_period(checker: Checker, given: ReportingPeriodSchema) -> None:
    path: KeyPath = ("reporting_period",)
    if given.relative:
        if given.start or given.end:
            checker.error(
                "CFG020",
                "`reporting_period` has days as well as words",
                path,
                "keep `from` and `to`, or the words",
            )
    elif given.start is None or given.end is None:
        lacking = "to" if given.start else "from"
        checker.error(
            "CFG021",
            f"`reporting_period` lacks the key `{lacking}`",
            path,
            f"add `{lacking}: …`, or write a period that moves with the data: "
            "`reporting_period: last quarter`",
        )
    elif given.end.last < given.start.first:
        _backwards(checker, "the reporting period", path)


def _check_contrast(checker: Checker, comparison: ComparisonSchema, path: KeyPath) -> None:
    later_name, base_name = comparison.contrast
    if later_name == base_name:
        checker.error(
            "CFG050",
            f"comparison `{comparison.id}` compares the period `{base_name}` with itself",
            path,
            "name the later period, then the earlier one",
        )
        return
    defaults = default_periods(checker.schema)
    if later_name in defaults and base_name in defaults:
        if defaults.index(later_name) < defaults.index(base_name):
            _wrong_way_round(checker, comparison, path)
        return
    if later_name not in checker.schema.periods or base_name not in checker.schema.periods:
        return  # the days of default periods depend on the data
    later, base = checker.schema.periods[later_name], checker.schema.periods[base_name]
    if _overlap(later, base):
        checker.error(
            "CFG051",
            f"the periods `{later_name}` and `{base_name}` of comparison `{comparison.id}` overlap",
            ("periods", later_name, "from"),
            f"let `{later_name}` start after `{base_name}` has ended",
            note="a month in both would be compared with itself",
        )
    elif later.end.last < base.start.first:
        _wrong_way_round(checker, comparison, path)
    elif later.start.first - base.end.last > timedelta(days=1):
        checker.advice(
            "CFG052",
            f"between the periods `{base_name}` and `{later_name}` lies time that comparison "
            f"`{comparison.id}` does not look at",
            ("periods", later_name, "from"),
        )


def _wrong_way_round(checker: Checker, comparison: ComparisonSchema, path: KeyPath) -> None:
    first, second = comparison.contrast
    checker.error(
        "CFG050",
        f"comparison `{comparison.id}` names the earlier period `{first}` first",
        path,
        f"write `contrast: [{second}, {first}]`: the later one, then the earlier one",
    )


def _check_same_analysis(checker: Checker) -> None:
    first: dict[tuple[str, str, str], str] = {}
    for index, item in enumerate(checker.schema.comparisons):
        key = (item.metric, item.test, contrast(later=item.contrast[0], base=item.contrast[1]))
        if key in first:
            checker.error(
                "CFG053",
                f"comparison `{item.id}` asks the same as `{first[key]}`",
                ("comparisons", index),
                "remove one of the two",
                note="a metric, a test and a contrast make one analysis",
            )
        first.setdefault(key, item.id)


def _check_goal(checker: Checker, goal: GoalSchema, path: KeyPath) -> None:
    changes, due = checker.schema.changes, goal.time_bound
    if changes and due is not None and due.last < changes[0].on.first:
        checker.error(
            "CFG037",
            f"goal `{goal.id}` is due before the intervention on {changes[0].on.first}",
            (*path, "time_bound"),
            "fix the year, or the date of the intervention",
        )
    measured = goal.measurable
    if measured is None:
        return
    check_target(checker, goal, (*path, "measurable"))
    decided, baseline = decide_target(checker.schema, goal), measured.baseline
    if baseline is not None and decided is not None and baseline.value == decided[0].value:
        checker.error(
            "CFG038",
            f"goal `{goal.id}` has a target equal to its baseline",
            (*path, "measurable", "target"),
            "set the target to reach from there",
        )
    if measured.model_fields_set.isdisjoint(WORDS):
        _check_quantity(checker, goal.id, measured.quantity, (*path, "measurable", "quantity"))
    else:
        _check_words(checker, goal.id, measured, (*path, "measurable"))


def _check_metric_targets(checker: Checker) -> None:
    """Check the targets and budgets of metrics, and that they have a period."""
    schema = checker.schema
    if not target_period(schema):
        for name, metric in schema.metrics.items():
            for key in KEYS:
                if getattr(metric, key) is not None:
                    checker.error(
                        "CFG156",
                        f"metric `{name}` has a `{key}`, but the file has no period that it is for",
                        ("metrics", name, key),
                        "add `reporting_period`, or write a goal with `average_of` or `total_of`",
                    )
    for name, metric in schema.metrics.items():
        if metric.budget is not None and budget_of(schema, metric) is None:
            checker.error(
                "CFG156",
                f"the budgets of metric `{name}` do not make up the reporting period",
                ("metrics", name, "budget"),
                "give one for each of its months, quarters or years, and the first and last day of "
                "`reporting_period`",
            )
    named = {item.id for item in schema.goals}
    for path, goal in metric_goals(schema).items():
        name, key = str(path[1]), str(path[2])
        if key == "budget" and schema.metrics[name].kind not in ("count", "amount"):
            checker.error(
                "CFG155",
                f"metric `{name}` has a `budget`, but its values do not add up",
                path,
                "write `target`, or `kind: amount` if each value is the money of its own month",
            )
        elif goal.id in named:
            checker.error(
                "CFG155",
                f"goal `{goal.id}` has the name that the `{key}` of metric `{name}` takes",
                path,
                "rename the goal, or delete one of the two",
            )
        else:
            check_target(checker, goal, path[:-1], key=key)


def _check_words(checker: Checker, goal_id: str, measured: MeasurableSchema, path: KeyPath) -> None:
    """Check the names in a goal whose quantity is said in words."""
    schema = checker.schema
    structures = schema.committee.structures if schema.committee else ()
    periods = (*schema.periods, *default_periods(schema))
    for key, names, choices, kind in (
        ("metric", [measured.metric], _metrics(schema, measured.metric or ""), "metric"),
        ("survey", [measured.survey], [item.id for item in schema.surveys], "survey"),
        ("retention", [measured.retention], [item.id for item in structures], "structure"),
        ("average_of", [measured.average_of], periods, "period"),
        ("total_of", [measured.total_of], periods, "period"),
        ("change_over", [measured.change_over], periods, "period"),
        ("growth_ratio", measured.growth_ratio or (), periods, "period"),
    ):
        for name in names:
            if name is not None:
                checker.known(
                    name,
                    choices,
                    (*path, key),
                    code="CFG040",
                    message=f"goal `{goal_id}`: there is no {kind} `{name}`",
                )


def _check_quantity(checker: Checker, goal_id: str, quantity: str, path: KeyPath) -> None:
    schema = checker.schema
    words = parsed(quantity).parts
    metrics = _metrics(schema, words[0])
    if words[0] not in (*metrics, *RESERVED) and words[0] in own_names(OUTCOMES):
        checker.error(
            "CFG040",
            f"goal `{goal_id}` is measured by `{quantity}`, which an installed package adds when "
            "goals have been judged",
            path,
            "name a number of a metric; a package can add a metric too",
        )
        return
    is_known = checker.known(
        words[0],
        [*metrics, *RESERVED],
        path,
        code="CFG040",
        message=f"goal `{goal_id}` is measured by `{quantity}`, "
        f"but there is no metric `{words[0]}`",
    )
    if not is_known or words[0] in RESERVED:
        return
    is_known = checker.known(
        words[1],
        _ANALYSES,
        path,
        code="CFG040",
        message=f"goal `{goal_id}` is measured by `{quantity}`, "
        f"but there is no analysis `{words[1]}`",
    )
    if is_known and schema.periods and len(words) > 2 and words[2] not in _RESERVED_PERIODS:
        for name in contrasted(words[2]):
            checker.known(
                name,
                (*schema.periods, *default_periods(schema)),
                path,
                code="CFG040",
                message=f"goal `{goal_id}` is measured by `{quantity}`, "
                f"but there is no period `{name}`",
            )


def _check_outcomes(checker: Checker) -> None:
    """Check the outcomes named by sections."""
    schema = checker.schema
    goals = [item.id for item in schema.goals]
    known = [
        *(item.id for item in schema.comparisons),
        *goals,
        *(GoalIds(name).stem for name in goals),
        *(SurveyIds(item.id).stem for item in schema.surveys),
        *schema.metrics,
        *own_names(METRICS),
        *sorted(TOPICS),
        # Last, so that a suggestion lists the shorter names first.
        *(() if schema.comparisons else _default_comparisons(schema)),
    ]
    for index, section in enumerate(schema.brief.sections):
        for position, name in enumerate(section.outcomes):
            checker.known(
                name,
                known,
                ("brief", "sections", index, "outcomes", position),
                code="CFG054",
                message=f"section `{section.heading}` names the unknown outcome `{name}`",
            )


def _default_comparisons(schema: ConfigurationSchema) -> Iterator[str]:
    """Yield the ids that comparisons may have if the configuration lists none.

    Which of them are made depends on the data (`analysis.plan`), so all pairs of periods count.
    """
    periods = (*schema.periods, *default_periods(schema))
    for metric in (*schema.metrics, *own_names(METRICS)):
        for later, base in permutations(periods, 2):
            yield f"{metric}_{contrast(later=later, base=base)}"


_LETTERS = {
    "measurable": "a number that shows whether it is reached",
    "achievable": "why it can be reached",
    "relevant": "why it matters",
    "time_bound": "by when",
}


def check_goal_letters(checker: Checker) -> None:
    """Add advice for each goal that lacks SMART criteria."""
    for index, goal in enumerate(checker.schema.goals):
        absent = open_letters(goal)
        if absent:
            named = ", ".join(f"`{key}`" for key in absent)
            meant = "; ".join(f"{key}: {_LETTERS[key]}" for key in absent)
            checker.advice(
                "CFG060",
                f"goal `{goal.id}` is not SMART yet: it lacks {named}",
                ("goals", index),
                meant,
                note="a goal without a number is reported as not measured"
                if "measurable" in absent
                else "",
            )


def open_letters(goal: GoalSchema) -> tuple[str, ...]:
    """Return the empty SMART keys of a goal, in the order of the letters."""
    return tuple(key for key in _LETTERS if not getattr(goal, key))
