"""Write every wording of a ledger to a file: `python -m tests.analysis.ledger_words`."""

from __future__ import annotations

from math import pi, sin
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.analysis.comparisons import assumption_rules as rules
from reportgen.analysis.comparisons.interrupted_series import segment_design
from tests.analysis.organizations import organizations
from tests.analysis.samples import period

if TYPE_CHECKING:
    from reportgen.model.quantity import Quantity
    from reportgen.model.verdict import Verdict

KEPT = Path(__file__).parent / "ledger_words.txt"


def description(quantity: Quantity) -> str:
    """Return every text that the ledger has on a quantity, without its value."""
    shared = "" if quantity.numerator is None else f"{quantity.numerator} of "
    level = quantity.confidence_level
    rows = "; ".join(f"{item.column} {item.rows}" for item in quantity.sources)
    parts = (
        quantity.id,
        f"{quantity.form.public}, {quantity.unit or 'no unit'}",
        quantity.method,
        quantity.formula,
        "" if quantity.n is None else f"n {shared}{quantity.n}",
        "" if level is None else f"level {level:g}",
        rows and f"rows {rows}",
        quantity.derived_from and f"from {' '.join(quantity.derived_from)}",
        quantity.config_key and f"asked by {'.'.join(map(str, quantity.config_key))}",
        "" if quantity.value is not None else f"missing: {quantity.reason}",
    )
    return " | ".join(str(part) for part in parts if part)


def every_line() -> list[str]:
    """Return one line per distinct wording of a quantity, grouped by organization."""
    lines: list[str] = []
    seen: set[tuple[object, ...]] = set()
    for name, (_, outcomes) in organizations().items():
        lines.append(f"# An organization {name}")
        for quantity in outcomes.quantities.values():
            words = _words(quantity)
            if words not in seen:
                seen.add(words)
                lines.append(description(quantity))
        for outcome in outcomes.comparisons:
            lines += [line for line in judged(outcome.verdict) if line not in lines]
        lines += [f"{item.goal.id}: {item.status}" for item in outcomes.goals]
        for item in outcomes.findings:
            lines.append(f"{item.code} | {item.message} | {item.help} | {item.note}")
    return [*lines, "# The rules about data", *every_rule()]


def every_rule() -> list[str]:
    """Return the statements of all data checks that find something, by what they examine."""
    flat, wild = period([10.0, 12, 9, 11, 13, 8, 10, 12, 11, 9, 10, 11]), period([1.0] * 11 + [90])
    wave = [sin(month / 3) for month in range(24)]
    year = [sin(month * pi / 6) + 0.01 * (month % 5) for month in range(24)]
    rise = period([month + 0.1 * (month % 3) for month in range(12)])
    design = segment_design(rise, period(list(rise.values), start=12), at=12.0)
    jump = [*rise.values, *rise.values[:-1], 90.0]
    models = {name: item for name, item in vars(rules).items() if isinstance(item, rules.Model)}
    found = {
        f"{rule} of {name}": finding
        for name, model in models.items()
        for rule, finding in (
            ("correlation", rules.correlated_deviations(wave, model)),
            ("normality", rules.not_normal(list(wild.values), 12, model)),
            ("spread", rules.unequal_variances(flat.values, [9.0, 90.0] * 6, model)),
            ("far out", rules.far_out(wild, model)),
            ("season", rules.seasonality(year, range(24), model)),
            ("rise", rules.trend_before(rise, 1.0, model)),
        )
    }
    found["outlier"] = rules.outlying_month(design, jump, range(24))
    found["gaps"] = rules.gaps(flat, 13)
    found["directions"] = rules.opposite_directions(1.0, -1.0)
    found["gains"] = rules.missing_gains()
    found["dispersion"] = rules.overdispersion(wild, wild)
    return [
        f"{name}: {item.code} | {item.statement} | {item.consequence} | "
        f"{', '.join(value for value, _ in item.values)}"
        for name, item in found.items()
        if item is not None and item.consequence  # empty where a check does not apply to the model
    ]


def judged(verdict: Verdict) -> list[str]:
    """Return the lines of a verdict, its further analyses and its findings."""
    parts = (verdict.verdict, verdict.strength, verdict.decided_by, verdict.primary, verdict.reason)
    return [
        f"{verdict.comparison}: {' | '.join(map(str, parts))}",
        *(
            f"    {item.method} | {item.label} | {item.unit or 'no unit'} | "
            f"{'counted' if item.counted else 'shown'} | agrees: {item.agrees} | {item.reason}"
            for item in verdict.sensitivity
        ),
        *(
            f"    {item.code} | {item.statement} | {item.consequence} | "
            f"{' '.join(name for name, _ in item.values)}"
            for item in verdict.assumptions
        ),
    ]


def _words(quantity: Quantity) -> tuple[object, ...]:
    statistic = quantity.id.rsplit(".", 1)[1]
    formula, reason = str(quantity.formula), str(quantity.reason)
    level = quantity.confidence_level
    return statistic, quantity.form, quantity.unit, quantity.method, formula, level, reason


if __name__ == "__main__":
    KEPT.write_text("\n".join(every_line()) + "\n", encoding="utf-8")
