"""The sentence on the targets in a figure of a metric."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.model.quantity_ids import GoalIds
from reportgen.narrative.numbers.period_text import step_text
from reportgen.narrative.phrases import counted, enumerated, paragraph, phrase, sentence

if TYPE_CHECKING:
    from reportgen.analysis.goals.target_lines import TargetLine
    from reportgen.model.prose import Prose
    from reportgen.narrative.quantity_phrases import QuantityFormatter


def target_words(formatter: QuantityFormatter, metric: str, *, of_gains: bool) -> Prose:
    """Name the targets that a figure of the values, or the gains, of a metric shows."""
    lines = formatter.outcomes.targets(metric, of_gains=of_gains)
    plain = [_value(formatter, line) for line in lines if not line.has_steps]
    return paragraph(
        sentence(
            counted(
                "A line marks the target, {targets}",
                "Lines mark the targets, {targets}",
                len(plain),
                targets=enumerated(plain),
            )
        )
        if plain
        else (),
        *(_by_period(formatter, line) for line in lines if line.has_steps),
    )


def _by_period(formatter: QuantityFormatter, line: TargetLine) -> Prose:
    step = line.levels[line.counted][1]
    clause = phrase(
        "Lines mark the target of each period; for {period}, it is {target}",
        period="" if step is None else step_text(step.span, step.frequency),
        target=_value(formatter, line),
    )
    return sentence(clause)


def _value(formatter: QuantityFormatter, line: TargetLine) -> Prose:
    return formatter.measured(GoalIds(line.goal).target)
