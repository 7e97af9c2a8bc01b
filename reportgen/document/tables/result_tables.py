"""The tables of planned comparisons and of goals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.analysis.comparisons.comparison_registry import KINDS
from reportgen.document.brief import Align, Cell, ColumnLabel, Row, TableBlock
from reportgen.document.illustrations import figure_keys
from reportgen.document.material import EN_DASH
from reportgen.languages.current import translated
from reportgen.model.prose import Claim, LineBreak, Text
from reportgen.model.quantity_ids import GoalIds, VerdictIds
from reportgen.narrative.numbers.number_text import date_text
from reportgen.narrative.phrases import capitalized, compose, italic
from reportgen.narrative.status_words import status_word, strength_word, verdict_word
from reportgen.narrative.topics.goals import goal_value, measure_words

if TYPE_CHECKING:
    from reportgen.analysis.goals.progress import GoalProgress
    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.document.material import Material
    from reportgen.document.user_text import UserText
    from reportgen.model.prose import Prose

RESULTS_ANCHOR = "table-results"
GOALS_ANCHOR = "table-goals"

# Maximum rows of a table that is kept on one page.
LONGEST_WHOLE_TABLE = 12

_PERIOD_STATISTICS = tuple(kind.statistic for kind in KINDS if kind.statistic)


def has_results_table(material: Material) -> bool:
    """Return whether there are several comparisons; for one, the sentence says everything."""
    return len(material.outcomes.comparisons) > 1 and material.has_compared


def results_table(material: Material) -> TableBlock:
    """Return one row per comparison: base, later, estimate with interval, P, verdict."""
    words = material.words
    return TableBlock(
        anchor=RESULTS_ANCHOR,
        label="",
        design="results",
        title=(Text(words.results_title),),
        subtitle=(Text(words.results_subtitle),),
        stub_head=(Text(words.comparison),),
        column_labels=(
            _right(words.earlier),
            _right(words.later),
            _right(words.estimate),
            ColumnLabel(text=(italic("P"),), align=Align.RIGHT),
            ColumnLabel(text=compose(italic("P"), ", ", words.adjusted), align=Align.RIGHT),
            ColumnLabel(text=(Text(words.verdict),)),
        ),
        rows=tuple(_result_row(material, item) for item in material.outcomes.comparisons),
        is_long=len(material.outcomes.comparisons) > LONGEST_WHOLE_TABLE,
        source_note=words.results_note,
        is_wide=True,
    )


def has_goals_table(material: Material) -> bool:
    """Return whether there are several goals and no figure of them."""
    return len(material.outcomes.goals) > 1 and "goals" not in figure_keys(
        material, "goals", ("goals",)
    )


def goals_table(material: Material, user_text: UserText) -> TableBlock:
    """Return one row per goal: value, target, due date, status."""
    words = material.words
    return TableBlock(
        anchor=GOALS_ANCHOR,
        label="",
        design="goals",
        title=(Text(words.goals_title),),
        subtitle=(Text(words.goals_subtitle),),
        stub_head=(Text(words.goal),),
        column_labels=(
            _right(words.now),
            _right(words.target),
            _right(words.due),
            ColumnLabel(text=(Text(words.status),)),
        ),
        rows=tuple(
            _goal_row(
                material, item, user_text.line(item.goal.specific, "goals", position, "specific")
            )
            for position, item in enumerate(material.outcomes.goals)
        ),
        is_long=len(material.outcomes.goals) > LONGEST_WHOLE_TABLE,
        source_note=words.goals_note,
        is_wide=True,
    )


def _right(text: str) -> ColumnLabel:
    return ColumnLabel(text=(Text(text),), align=Align.RIGHT)


def _result_row(material: Material, outcome: ComparisonOutcome) -> Row:
    comparison = outcome.comparison
    verdict = outcome.verdict
    ids = VerdictIds(comparison.id)
    contrast = material.contrast_label(comparison)
    return Row(
        stub=capitalized(compose(outcome.metric.label, LineBreak(), contrast)),
        cells=(
            Cell(text=_period_value(material, outcome, comparison.base)),
            Cell(text=_period_value(material, outcome, comparison.later)),
            Cell(text=_estimate(material, verdict.primary)),
            Cell(text=material.value(ids.p_value)),
            Cell(text=material.value(ids.p_adjusted)),
            Cell(text=_verdict_words(outcome)),
        ),
    )


def _period_value(material: Material, outcome: ComparisonOutcome, period: str) -> Prose:
    """Return the compared statistic of one period."""
    ids = outcome.comparison_ids.period(period)
    names = (ids.of(statistic) for statistic in _PERIOD_STATISTICS)
    found = next((name for name in names if material.quantity(name)), "")
    return material.value(found)


def _estimate(material: Material, name: str) -> Prose:
    """Return the estimate, with its interval on a second line."""
    found = material.quantity(name)
    if found is None:
        return compose(EN_DASH)
    value = compose(material.value(name), f" {translated(found.unit)}" if found.unit else "")
    interval = material.interval(found)
    return compose(value, LineBreak(), interval) if interval else value


def _verdict_words(outcome: ComparisonOutcome) -> Prose:
    verdict = outcome.verdict
    claim = Claim(verdict_word(verdict.verdict), outcome.comparison.id)
    strength = strength_word(verdict.strength)
    if not strength:
        return (claim,)
    return compose(claim, ", ", Claim(strength, outcome.comparison.id))


def _goal_row(material: Material, progress: GoalProgress, specific: Prose) -> Row:
    goal = progress.goal
    ids = GoalIds(goal.id)
    return Row(
        stub=goal_stub(material, progress, specific),
        cells=(
            Cell(text=goal_now(material, progress)),
            Cell(text=goal_target(material, progress)),
            Cell(text=(Text(date_text(goal.time_bound) if goal.time_bound else EN_DASH),)),
            Cell(
                text=(Claim(status_word(progress.status), ids.stem),),
                status=progress.status.value,
            ),
        ),
    )


def goal_stub(material: Material, progress: GoalProgress, specific: Prose) -> Prose:
    """Return the wording of a goal, and its measure on a second line."""
    measure = progress.goal.measurable
    if measure is None:
        return specific
    measured = capitalized(compose(measure_words(material.speaker, measure)))
    return compose(specific, LineBreak(), measured)


def goal_now(material: Material, progress: GoalProgress) -> Prose:
    """Return the value of a goal with its unit; if it has none, that of its quantity."""
    ids = GoalIds(progress.goal.id)
    measure = progress.goal.measurable
    names = (ids.value, measure.quantity if measure else "")
    known = next((name for name in names if material.quantity(name)), "")
    return goal_value(material.speaker, known, measure) if known else compose(EN_DASH)


def goal_target(material: Material, progress: GoalProgress) -> Prose:
    """Return the target of a goal with its unit and direction."""
    measure = progress.goal.measurable
    name = GoalIds(progress.goal.id).target
    if measure is None or not material.quantity(name):
        return compose(EN_DASH)
    # The direction of the target, as it is easy to misread from two numbers.
    sign = "≥ " if measure.direction == "at_least" else "≤ "
    return compose(sign, goal_value(material.speaker, name, measure))
