"""Check the keys of comparisons and of the analysis that qualify a test."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.model.comparison import Alternative, complement

if TYPE_CHECKING:
    from reportgen.config.checks.checker import Checker
    from reportgen.config.schema.plan import ComparisonSchema
    from reportgen.model.configuration import KeyPath

_PRINTED = "the brief prints the reason, or that it is not given"


def check_comparison_keys(checker: Checker) -> None:
    """Check that each comparison gives the reasons that its test needs, and no others."""
    for index, comparison in enumerate(checker.schema.comparisons):
        _check_side(checker, comparison, ("comparisons", index))
        _check_margin(checker, comparison, ("comparisons", index))


def _check_side(checker: Checker, comparison: ComparisonSchema, path: KeyPath) -> None:
    is_one_sided = Alternative(comparison.alternative) is not Alternative.TWO_SIDED
    if is_one_sided and comparison.alternative_reason is None:
        checker.warning(
            "CFG181",
            f"comparison `{comparison.id}` looks at one side only, and no reason is given",
            (*path, "alternative"),
            "add `alternative_reason: …`, or write `alternative: two-sided`",
            note=_PRINTED,
        )
    if not is_one_sided and comparison.alternative_reason is not None:
        checker.error(
            "CFG182",
            f"comparison `{comparison.id}` has `alternative_reason` and a two-sided test",
            (*path, "alternative_reason"),
            "delete `alternative_reason`, or write `alternative: greater` or `alternative: less`",
        )


def _check_margin(checker: Checker, comparison: ComparisonSchema, path: KeyPath) -> None:
    has_margin = comparison.equivalence_margin is not None
    if has_margin and comparison.margin_reason is None:
        checker.warning(
            "CFG181",
            f"comparison `{comparison.id}` has a margin of equivalence, and no reason is given",
            (*path, "equivalence_margin"),
            "add `margin_reason: …`: why a difference within it does not matter",
            note=_PRINTED,
        )
    if not has_margin and comparison.margin_reason is not None:
        checker.error(
            "CFG182",
            f"comparison `{comparison.id}` has `margin_reason` and no `equivalence_margin`",
            (*path, "margin_reason"),
            "delete `margin_reason`, or add `equivalence_margin: …`",
        )


def check_analysis(checker: Checker) -> None:
    """Check that intervals have the level of the tests.

    At another level an interval may exclude what its test does not reject. A brief that prints
    both contradicts itself.
    """
    alpha, level = checker.schema.analysis.alpha, checker.schema.analysis.confidence_level
    if alpha is None or level is None or round(alpha + level - 1, 9) == 0:
        return
    place = checker.places.get(("analysis", "alpha"))
    checker.error(
        "CFG180",
        f"`confidence_level: {level:.10g}` and `alpha: {alpha:.10g}` disagree: an interval has "
        "the level 1 - alpha",
        ("analysis", "confidence_level"),
        f"write `alpha: {complement(level):.10g}` or `confidence_level: {complement(alpha):.10g}`, "
        "or give one of the two",
        note=f"`alpha` is given at {place}" if place else "",
    )
