"""Check the keys of comparisons by `test: its` against the intervention and the periods."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from reportgen.config.schema.base import DaySpan
from reportgen.model.comparison import Test

if TYPE_CHECKING:
    from reportgen.config.checks.checker import Checker
    from reportgen.config.schema.plan import ComparisonSchema
    from reportgen.model.configuration import KeyPath

_KEYS = ("impact", "effect_at", "wash_out")


def check_interrupted_series(checker: Checker) -> None:
    """Check several interventions, and what comparisons say about the change they look for."""
    _check_interventions(checker)
    for index, comparison in enumerate(checker.schema.comparisons):
        path = ("comparisons", index)
        if comparison.test != Test.ITS:
            _check_other_test(checker, comparison, path)
            continue
        if comparison.impact is None:
            checker.advice(
                "CFG186",
                f"comparison `{comparison.id}` does not say what the intervention may have changed",
                (*path, "test"),
                "add `impact: level`, `slope` or `both`, as you expected it beforehand; both are "
                "looked for otherwise",
                note="one of them alone is found more easily where it is right",
            )
        _check_within(checker, comparison, path)
        _check_effect(checker, comparison, path)
        _check_wash_out(checker, comparison, path)


def _check_other_test(checker: Checker, comparison: ComparisonSchema, path: KeyPath) -> None:
    for key in _KEYS:
        if getattr(comparison, key) is not None:
            checker.error(
                "CFG184",
                f"comparison `{comparison.id}` is by `{comparison.test}`, to which `{key}` does "
                "not apply",
                (*path, key),
                f"delete `{key}`, or write `test: its`",
            )


def _check_interventions(checker: Checker) -> None:
    schema = checker.schema
    if not schema.interventions:
        return
    if schema.intervention is not None:
        checker.error(
            "CFG187",
            "the configuration has both `intervention` and `interventions`",
            ("intervention", "#key"),
            "move it to the list `interventions`",
        )
    if len(schema.interventions) > 1 and not schema.periods:
        checker.error(
            "CFG187",
            "there are several interventions and no `periods`",
            ("interventions", "#key"),
            "add `periods`: which times are to be compared can't be guessed from several changes",
        )
    known = set()
    for index, item in enumerate(schema.interventions):
        if item.on.first in known:
            checker.error(
                "CFG187",
                f"two interventions began on {item.on.first}, whose effects can't be separated",
                ("interventions", index, "on"),
                "make them one, with a label that names both",
            )
        known.add(item.on.first)


def _check_within(checker: Checker, comparison: ComparisonSchema, path: KeyPath) -> None:
    """Check that an interrupted series is interrupted."""
    schema = checker.schema
    later, base = (schema.periods.get(name) for name in comparison.contrast)
    if later is None or base is None or not schema.changes:
        return
    if not any(base.start.first < item.on.first <= later.end.last for item in schema.changes):
        checker.warning(
            "CFG188",
            f"no intervention lies within the periods of comparison `{comparison.id}`",
            (*path, "contrast"),
            "name the period before the intervention and the one after it, or choose `slope`",
            note="`its` looks for a change at the intervention",
        )


def _check_effect(checker: Checker, comparison: ComparisonSchema, path: KeyPath) -> None:
    day, changes = comparison.effect_at, checker.schema.changes
    if day is None or not changes:
        return
    later = checker.schema.periods.get(comparison.contrast[0])
    problem = ""
    if day.last < changes[0].on.first:
        problem = f"before the intervention on {changes[0].on.first}"
    elif later is not None and day.last > later.end.last:
        problem = f"after the end of the period `{comparison.contrast[0]}`"
    if problem:
        checker.error(
            "CFG185",
            f"comparison `{comparison.id}` asks for the effect {problem}",
            (*path, "effect_at"),
            "name a month after the intervention and within the later period",
        )


def _check_wash_out(checker: Checker, comparison: ComparisonSchema, path: KeyPath) -> None:
    days, changes = comparison.wash_out, checker.schema.changes
    if not isinstance(days, DaySpan) or not changes:
        return
    if days.last < days.first:
        checker.error(
            "CFG046",
            f"`wash_out` of comparison `{comparison.id}` ends before it starts",
            (*path, "wash_out", "to"),
            "swap `from` and `to`, or fix one",
        )
        return
    day = timedelta(days=1)
    if not any(days.first - day <= item.on.first <= days.last + day for item in changes):
        checker.error(
            "CFG185",
            f"comparison `{comparison.id}` leaves out time that is not next to the intervention on "
            f"{changes[0].on.first}",
            (*path, "wash_out"),
            "let `wash_out` begin or end at the intervention, or shorten a period instead",
        )
