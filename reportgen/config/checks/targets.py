"""Check the targets of goals: what a share, a count or a ratio can be, and which period decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.config.schema.targets import TargetNumber
from reportgen.config.targets import decide_target, deciding_day, year_start
from reportgen.config.targets import spans as spans_of
from reportgen.model.quantity import Form
from reportgen.model.quantity_ids import parsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.config.checks.checker import Checker
    from reportgen.config.schema.plan import GoalSchema, MeasurableSchema
    from reportgen.config.schema.root import ConfigurationSchema
    from reportgen.model.configuration import KeyPath

_RATIOS = frozenset({"ratio", "slope_ratio", "rate_ratio", "ratio_to_previous"})
_DIFFERENCES = frozenset(
    {
        "change",
        "difference",
        "effect_at_end",
        "gain_mean",
        "gains_difference",
        "level_change",
        "slope",
        "slope_change",
        "slope_difference",
    }
)
_SHARES = frozenset({"retention", "retention_to_end", "share", "share_of_total"})
_VALUES = frozenset({"first", "last", "mean", "rate", "total", "value"})


def check_target(checker: Checker, goal: GoalSchema, path: KeyPath, *, key: str = "target") -> None:
    """Check target and baseline of a measured goal; `path` is that of the group with the `key`."""
    measured = goal.measurable
    if measured is None:
        return
    form = _form(checker.schema, measured.quantity)
    for where, number in _numbers(measured, path, key):
        _check_number(checker, goal, measured, form, number=number, path=where)
    if isinstance(measured.target, dict):
        _check_period(checker, goal, measured.target, (*path, key))


def _numbers(
    measured: MeasurableSchema, path: KeyPath, key: str
) -> Iterator[tuple[KeyPath, TargetNumber]]:
    if isinstance(measured.target, TargetNumber):
        yield (*path, key), measured.target
    else:
        for period, number in measured.target.items():
            yield (*path, key, period), number
    if measured.baseline is not None:
        yield (*path, "baseline"), measured.baseline


def _form(schema: ConfigurationSchema, quantity: str) -> Form | None:
    """Return what kind of number a quantity is, as far as the configuration shows it."""
    path = parsed(quantity)
    statistic = path.statistic
    metric = schema.metrics.get(path.subject)
    if statistic in _RATIOS:
        return Form.RATIO
    if statistic in _SHARES or statistic.endswith("_share"):
        return Form.SHARE
    if metric is None:
        return None
    if metric.kind == "rate":
        if statistic in _DIFFERENCES:
            return Form.POINTS
        return Form.SHARE if statistic in _VALUES else None
    if metric.kind == "count" and statistic in _VALUES:
        return Form.COUNT
    return Form.MEASURE if statistic in _VALUES | _DIFFERENCES else None


def _check_number(
    checker: Checker,
    goal: GoalSchema,
    measured: MeasurableSchema,
    form: Form | None,
    *,
    number: TargetNumber,
    path: KeyPath,
) -> None:
    value, typed = number.value, number.typed
    what = "baseline" if path[-1] == "baseline" else "target"
    start = f"goal `{goal.id}` has the {what} `{typed}` for"
    if form is Form.SHARE and not 0 <= value <= 1:
        is_forgotten = not number.is_percentage and 1 < value <= 100
        _refuse(
            checker,
            f"{start} `{measured.quantity}`, which is a share",
            path,
            f"write `{value:.10g}%` or `{value / 100:.10g}`"
            if is_forgotten
            else "write a share between `0%` and `100%`",
            note="a share is a fraction of 1, or has a percent sign"
            if is_forgotten
            else "no share is below 0% or above 100%",
        )
    elif form is Form.POINTS and not -1 <= value <= 1:
        _refuse(
            checker,
            f"{start} `{measured.quantity}`, which is a difference of shares",
            path,
            f"write `{value:.10g}%` or `{value / 100:.10g}` for {value:.10g} percentage points",
        )
    elif number.is_percentage and form in (Form.RATIO, Form.COUNT, Form.MEASURE):
        fix = "write the number to reach, without `%`"
        if form is Form.RATIO:
            fix = f"write `{value:.10g}` for {value:.10g} times as much"
        _refuse(checker, f"{start} `{measured.quantity}`, which is not a share", path, fix)
    elif form is Form.COUNT and value < 0:
        _refuse(
            checker,
            f"{start} `{measured.quantity}`, which is a count",
            path,
            "write a number of 0 or more",
            note="no count is below 0",
        )
    elif number.other is not None and form not in (Form.COUNT, Form.MEASURE, Form.SHARE):
        _refuse(
            checker,
            f"{start} `{measured.quantity}`, which may be {value:.10g} or {number.other:.10g}",
            path,
            f"write `{value:.10g}` or `{number.other:.10g}`",
        )


def _refuse(checker: Checker, message: str, path: KeyPath, fix: str, *, note: str = "") -> None:
    checker.error("CFG155", message, path, fix, note=note)


def _check_period(
    checker: Checker, goal: GoalSchema, targets: dict[str, TargetNumber], path: KeyPath
) -> None:
    """Check that one of the periods decides, and that all are of one kind of year."""
    schema = checker.schema
    starts = year_start(schema, goal)
    for key, span in spans_of(schema, goal).items():
        if span.is_fiscal and starts is None:
            checker.error(
                "CFG156",
                f"goal `{goal.id}` has a target for the fiscal year `{key}`, but its metric does "
                "not say when years begin",
                (*path, key),
                "add `year_starts: April` to the metric, or name calendar years: `2025`",
            )
            return
        is_year = len(key) == len("2025")
        if is_year and (starts or 1) != 1:
            after = f"{key}/{(int(key) + 1) % 100:02}"
            before = f"{int(key) - 1}/{int(key) % 100:02}"
            checker.error(
                "CFG156",
                f"goal `{goal.id}` has a target for `{key}`, which may be either of two fiscal "
                "years",
                (*path, key),
                f"write `{before}` or `{after}`",
            )
            return
    day = deciding_day(schema, goal)
    if day is None:
        checker.error(
            "CFG156",
            f"goal `{goal.id}` has targets by period and no date that chooses among them",
            path,
            "add `time_bound: …` to the goal, or `reporting_period` to the file",
        )
    elif decide_target(schema, goal) is None:
        listed = ", ".join(f"`{key}`" for key in targets)
        checker.error(
            "CFG156",
            f"goal `{goal.id}` has no target for {day}; there are {listed}",
            path,
            f"add `{day.year}: …`, or change `time_bound`",
        )
