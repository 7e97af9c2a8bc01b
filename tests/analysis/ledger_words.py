"""`python -m tests.analysis.ledger_words`: write down all that a ledger says beside numbers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tests.analysis.organizations import organizations

if TYPE_CHECKING:
    from reportgen.model.quantity import Quantity
    from reportgen.model.verdict import Verdict

KEPT = Path(__file__).parent / "ledger_words.txt"


def told(quantity: Quantity) -> str:
    """Return what a reader of the ledger is told of a quantity, but for its value."""
    shared = "" if quantity.numerator is None else f"{quantity.numerator} of "
    level = quantity.confidence_level
    rows = "; ".join(f"{item.column} {item.rows}" for item in quantity.sources)
    parts = (
        quantity.id,
        f"{quantity.form}, {quantity.unit or 'no unit'}",
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
    """Return a line for the first quantity of each wording, under its organization."""
    lines: list[str] = []
    seen: set[tuple[object, ...]] = set()
    for name, (_, outcomes) in organizations().items():
        lines.append(f"# An organization {name}")
        for quantity in outcomes.quantities.values():
            words = _words(quantity)
            if words not in seen:
                seen.add(words)
                lines.append(told(quantity))
        for outcome in outcomes.comparisons:
            lines += [line for line in judged(outcome.verdict) if line not in lines]
        lines += [f"{item.goal.id}: {item.status}" for item in outcomes.goals]
        for item in outcomes.findings:
            lines.append(f"{item.code} | {item.message} | {item.help} | {item.note}")
    return lines


def judged(verdict: Verdict) -> list[str]:
    """Return a verdict's line, and one for each analysis and each finding beside it."""
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
