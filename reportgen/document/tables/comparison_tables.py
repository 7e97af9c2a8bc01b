"""Tables of planned comparisons and of their sensitivity analyses."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from reportgen.analysis.comparisons.comparison_registry import KINDS
from reportgen.document.brief import LONGEST_WHOLE_TABLE, Align, Cell, ColumnLabel, Row, TableBlock
from reportgen.document.material import EN_DASH
from reportgen.languages.current import translated
from reportgen.model.prose import Claim, LineBreak, Text
from reportgen.model.quantity import Form, Quantity, is_in_currency, unit_beside_number
from reportgen.model.quantity_ids import SensitivityIds, VerdictIds
from reportgen.narrative.numbers.number_text import further_form, number
from reportgen.narrative.phrases import capitalized, compose, italic
from reportgen.narrative.quantity_phrases import unit_words
from reportgen.narrative.status_words import strength_word, verdict_word

if TYPE_CHECKING:
    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.document.material import Material
    from reportgen.model.prose import Prose
    from reportgen.model.verdict import SensitivityAnalysis


RESULTS_ANCHOR = "table-results"


_PERIOD_STATISTICS = tuple(kind.statistic for kind in KINDS if kind.statistic)

# Comparisons that fit next to each other on a page.
_MAX_SIDE_BY_SIDE = 2
Group = tuple["ComparisonOutcome", ...]


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
        source_note=words.monitored_note if material.outcomes.monitoring else words.results_note,
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
            Cell(text=_verdict_words(material, outcome)),
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
    unit = unit_words(found)
    value = compose(material.value(name), f" {unit}" if unit else "")
    interval = material.interval(found)
    return compose(value, LineBreak(), interval) if interval else value


def _verdict_words(material: Material, outcome: ComparisonOutcome) -> Prose:
    verdict = outcome.verdict
    if material.outcomes.monitoring_of(outcome.comparison) is not None:
        return material.narrative.variations[outcome.metric.id]
    claim = Claim(verdict_word(verdict.verdict), outcome.comparison.id)
    strength = strength_word(verdict.strength)
    if not strength:
        return (claim,)
    return compose(claim, ", ", Claim(strength, outcome.comparison.id))


def sensitivity_groups(material: Material) -> tuple[Group, ...]:
    """Group the comparisons that have sensitivity analyses by metric and methods."""
    open_groups: dict[tuple[str, ...], list[ComparisonOutcome]] = {}
    groups: list[list[ComparisonOutcome]] = []
    for outcome in material.outcomes.deciding:
        found = outcome.verdict.sensitivity
        if not found:
            continue
        key = (outcome.metric.id, *(item.method for item in found))
        # Start a new table for the first comparison of a group and when one is full.
        if len(open_groups.get(key, [])) not in range(1, _MAX_SIDE_BY_SIDE):
            open_groups[key] = []
            groups.append(open_groups[key])
        open_groups[key].append(outcome)
    return tuple(tuple(group) for group in groups)


def sensitivity_anchor(material: Material, comparison: str) -> str:
    """Return the anchor of the table with the sensitivity analyses of a comparison."""
    for group in sensitivity_groups(material):
        if any(item.comparison.id == comparison for item in group):
            return group_anchor(group)
    return f"table-sensitivity-{comparison}"


def group_anchor(group: Group) -> str:
    """Return the anchor of a table, named after its first comparison."""
    return f"table-sensitivity-{group[0].comparison.id}"


def sensitivity_table(material: Material, group: Group) -> TableBlock:
    """Return one row per analysis: for each comparison estimate, P, and agreement."""
    words = material.words
    unit = _common_unit(group)
    columns = [
        label for outcome in group for label in _sensitivity_columns(material, group, outcome, unit)
    ]
    title = group[0].metric.label
    if len(group) == 1:
        title = f"{title}: {material.contrast_label(group[0].comparison)}"
    elif unit:
        title = f"{title}, {unit_beside_number(translated(unit), group[0].metric.currency)}"
    return TableBlock(
        anchor=group_anchor(group),
        label="",
        design="sensitivity" if len(group) == 1 else "sensitivity-beside",
        title=capitalized((Text(title),)),
        subtitle=(Text(words.sensitivity_subtitle),),
        stub_head=(Text(words.analysis),),
        column_labels=tuple(columns),
        rows=tuple(
            _sensitivity_row(material, group, place, unit)
            for place in range(len(group[0].verdict.sensitivity))
        ),
        is_wide=True,
    )


def _common_unit(group: Group) -> str:
    """Return the most common unit of the estimates, for the column header."""
    units = Counter(
        item.unit for outcome in group for item in outcome.verdict.sensitivity if item.estimate
    )
    return units.most_common(1)[0][0] if units else ""


def _sensitivity_columns(
    material: Material, group: Group, outcome: ComparisonOutcome, unit: str
) -> tuple[ColumnLabel, ...]:
    words = material.words
    beside = unit_beside_number(translated(unit), outcome.metric.currency)
    head: Prose = (Text(f"{words.estimate}, {beside}" if beside else words.estimate),)
    if len(group) > 1:
        # The title of a table with several comparisons has the unit; the header has the contrast
        # instead.
        head = (Text(words.estimate),)
        contrast = f"{words.against} {material.period_label(outcome.comparison.base)}"
        if len({item.comparison.later for item in group}) > 1:
            contrast = material.contrast_label(outcome.comparison)
        head = compose(capitalized((Text(contrast),)), LineBreak(), head)
    return (
        ColumnLabel(text=head, align=Align.RIGHT),
        ColumnLabel(text=(italic("P"),), align=Align.RIGHT),
        ColumnLabel(text=(Text(words.agrees),)),
    )


def _sensitivity_row(material: Material, group: Group, place: int, unit: str) -> Row:
    """Return the row of one analysis; a differing unit is appended to its name."""
    found = [outcome.verdict.sensitivity[place] for outcome in group]
    own = next((item.unit for item in found if item.unit and item.unit != unit), "")
    label = translated(found[0].label)
    name = f"{label}, {translated(own)}" if own and found[0].label not in own else label
    cells = [
        cell
        for outcome, item in zip(group, found, strict=True)
        for cell in _sensitivity_cells(material, outcome, item)
    ]
    return Row(stub=(Text(name),), cells=tuple(cells))


def _sensitivity_cells(
    material: Material, outcome: ComparisonOutcome, item: SensitivityAnalysis
) -> tuple[Cell, ...]:
    comparison = outcome.comparison.id
    return (
        Cell(
            text=_sensitivity_estimate(material, comparison, item, currency=outcome.metric.currency)
        ),
        Cell(text=_sensitivity_p(material, comparison, item)),
        Cell(text=(Text(_agreement(material, outcome, item)),)),
    )


def _sensitivity_estimate(
    material: Material, comparison: str, item: SensitivityAnalysis, *, currency: str | None
) -> Prose:
    estimate = item.estimate
    if estimate is None:
        return compose(translated(item.reason) or EN_DASH)
    quantity = Quantity(
        id=SensitivityIds(comparison, item.method).estimate,
        value=estimate.estimate,
        form=further_form(item.unit),
        unit=item.unit,
        currency=currency if is_in_currency(item.unit, currency) else None,
        ci_low=estimate.ci_low,
        ci_high=estimate.ci_high,
        confidence_level=estimate.confidence_level,
    )
    value = compose(number(quantity, material.narrative.style))
    interval = material.interval(quantity)
    return compose(value, " (", interval, ")") if interval else value


def _sensitivity_p(material: Material, comparison: str, item: SensitivityAnalysis) -> Prose:
    if item.p_value is None:
        return compose(EN_DASH)
    quantity = Quantity(
        id=SensitivityIds(comparison, item.method).p_value,
        value=item.p_value,
        form=Form.P_VALUE,
    )
    return compose(number(quantity, material.narrative.style))


def _agreement(material: Material, outcome: ComparisonOutcome, item: SensitivityAnalysis) -> str:
    """Return whether an analysis finds a difference in the direction of the estimate."""
    words = material.words
    if item.agrees is None:
        return EN_DASH
    # Significant but not agreeing means that the difference has the opposite sign.
    is_opposite = (
        not item.agrees and item.p_value is not None and item.p_value < outcome.verdict.alpha
    )
    answer = words.agrees_yes if item.agrees else words.agrees_no
    answer = words.agrees_other if is_opposite else answer
    return answer if item.counted else f"{answer} ({words.no_vote})"
