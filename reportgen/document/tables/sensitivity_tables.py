"""Tables of sensitivity analyses, with comparable comparisons in one table."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from reportgen.document.brief import Align, Cell, ColumnLabel, Row, TableBlock
from reportgen.document.material import EN_DASH
from reportgen.languages.current import translated
from reportgen.model.prose import LineBreak, Text
from reportgen.model.quantity import Form, Quantity
from reportgen.model.quantity_ids import SensitivityIds
from reportgen.narrative.numbers.number_text import number
from reportgen.narrative.numbers.sensitivity_numbers import further_form
from reportgen.narrative.phrases import capitalized, compose, italic

if TYPE_CHECKING:
    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.document.material import Material
    from reportgen.model.prose import Prose
    from reportgen.model.verdict import SensitivityAnalysis

# Comparisons that fit next to each other on a page.
_MAX_SIDE_BY_SIDE = 2

Group = tuple["ComparisonOutcome", ...]


def sensitivity_groups(material: Material) -> tuple[Group, ...]:
    """Group the comparisons that have sensitivity analyses by metric and methods."""
    open_groups: dict[tuple[str, ...], list[ComparisonOutcome]] = {}
    groups: list[list[ComparisonOutcome]] = []
    for outcome in material.outcomes.comparisons:
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
    columns = [label for outcome in group for label in _columns(material, group, outcome, unit)]
    title = group[0].metric.label
    if len(group) == 1:
        title = f"{title}: {material.contrast_label(group[0].comparison)}"
    elif unit:
        title = f"{title}, {translated(unit)}"
    return TableBlock(
        anchor=group_anchor(group),
        label="",
        design="sensitivity" if len(group) == 1 else "sensitivity-beside",
        title=capitalized((Text(title),)),
        subtitle=(Text(words.sensitivity_subtitle),),
        stub_head=(Text(words.analysis),),
        column_labels=tuple(columns),
        rows=tuple(
            _row(material, group, place, unit) for place in range(len(group[0].verdict.sensitivity))
        ),
        is_wide=True,
    )


def _common_unit(group: Group) -> str:
    """Return the most common unit of the estimates, for the column header."""
    units = Counter(
        item.unit for outcome in group for item in outcome.verdict.sensitivity if item.estimate
    )
    return units.most_common(1)[0][0] if units else ""


def _columns(
    material: Material, group: Group, outcome: ComparisonOutcome, unit: str
) -> tuple[ColumnLabel, ...]:
    words = material.words
    head: Prose = (Text(f"{words.estimate}, {translated(unit)}" if unit else words.estimate),)
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


def _row(material: Material, group: Group, place: int, unit: str) -> Row:
    """Return the row of one analysis; a differing unit is appended to its name."""
    found = [outcome.verdict.sensitivity[place] for outcome in group]
    own = next((item.unit for item in found if item.unit and item.unit != unit), "")
    label = translated(found[0].label)
    name = f"{label}, {translated(own)}" if own and found[0].label not in own else label
    cells = [
        cell
        for outcome, item in zip(group, found, strict=True)
        for cell in _cells(material, outcome, item)
    ]
    return Row(stub=(Text(name),), cells=tuple(cells))


def _cells(
    material: Material, outcome: ComparisonOutcome, item: SensitivityAnalysis
) -> tuple[Cell, ...]:
    comparison = outcome.comparison.id
    return (
        Cell(text=_sensitivity_estimate(material, comparison, item)),
        Cell(text=_sensitivity_p(material, comparison, item)),
        Cell(text=(Text(_agreement(material, outcome, item)),)),
    )


def _sensitivity_estimate(material: Material, comparison: str, item: SensitivityAnalysis) -> Prose:
    estimate = item.estimate
    if estimate is None:
        return compose(translated(item.reason) or EN_DASH)
    quantity = Quantity(
        id=SensitivityIds(comparison, item.method).estimate,
        value=estimate.estimate,
        form=further_form(item.unit),
        unit=item.unit,
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
