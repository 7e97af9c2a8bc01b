"""The two appendices: other analyses, and how each number was obtained."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.document.brief import Align, BriefSection, Cell, ColumnLabel, Row, TableBlock
from reportgen.document.illustrations import figure_block
from reportgen.document.material import EN_DASH, with_references
from reportgen.document.result_tables import (
    LONGEST_WHOLE_TABLE,
    RESULTS_ANCHOR,
    results_table,
)
from reportgen.model.prose import (
    BulletList,
    Code,
    Heading,
    LineBreak,
    Paragraph,
    Reference,
    Text,
)
from reportgen.model.quantity import Form, Quantity
from reportgen.narrative.compose import capitalized, compose, italic, paragraph, sentence
from reportgen.narrative.further_numbers import further_form
from reportgen.narrative.number_text import number
from reportgen.narrative.plain_words import reader_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.document.brief import Block
    from reportgen.document.material import Material
    from reportgen.model.prose import Prose
    from reportgen.model.quantity import Source
    from reportgen.model.verdict import SensitivityAnalysis

EVIDENCE_ANCHOR = "table-evidence"

_MOST_NAMED = 3
"""More tables than these are not named one by one."""


def sensitivity_appendix(material: Material) -> BriefSection | None:
    """Return every other analysis of every comparison, assumptions and data notes."""
    words = material.words
    blocks: list[Block] = []
    analysed = [item for item in material.outcomes.comparisons if item.verdict.sensitivity]
    if analysed:
        anchors = tuple(sensitivity_anchor(item.comparison.id) for item in analysed)
        blocks.append(Paragraph(_pointing(words.sensitivity_lead, anchors, words.to)))
    for outcome in analysed:
        key = f"sensitivity.{outcome.comparison.id}"
        if key in material.figures:
            blocks.append(figure_block(material, key))
        blocks.append(_sensitivity_table(material, outcome))
    blocks += _list(words.assumptions_heading, _assumptions(material))
    blocks += _list(words.data_notes, material.narrative.data_notes)
    if not blocks:
        return None
    return BriefSection(
        anchor="appendix-sensitivity", heading=words.sensitivity, blocks=tuple(blocks)
    )


def _pointing(lead: str, anchors: tuple[str, ...], to: str) -> Prose:
    """Return a lead that points at tables; at the first and the last where there are many."""
    if len(anchors) <= _MOST_NAMED:
        return with_references(compose(lead), anchors)
    span = compose(Reference(anchors[0]), f" {to} ", Reference(anchors[-1]))
    return compose(lead.removesuffix("."), " (", span, ").")


def methods_appendix(material: Material) -> BriefSection | None:
    """Return what was done and what each comparison found, for reports that begin elsewhere."""
    words = material.words
    blocks: list[Block] = [Paragraph(prose) for prose in material.narrative.methods]
    if material.outcomes.comparisons:
        lead = with_references(compose(f"{words.results_lead}."), (RESULTS_ANCHOR,))
        blocks += [Paragraph(lead), results_table(material)]
    blocks += _full_statements(material)
    if not blocks:
        return None
    return BriefSection(anchor="appendix-methods", heading=words.methods, blocks=tuple(blocks))


def _full_statements(material: Material) -> list[Paragraph]:
    """Return with their statistics the statements whose short form stands in the report."""
    statements = material.narrative.statements
    compared = {item.comparison.id for item in material.outcomes.comparisons}
    told = (
        item
        for name, item in statements.items()
        if name in compared or name in ("campaigns", "retention") or name.startswith("surveys.")
    )
    return [Paragraph(item.full) for item in told if item.full]


def evidence_appendix(material: Material, printed: Iterable[str]) -> BriefSection | None:
    """Return a row for each quantity that the brief prints.

    Parameters
    ----------
    printed : iterable of str
        Ids in the order of their first appearance.
    """
    words = material.words
    known = (material.outcomes.quantities.get(name) for name in printed)
    rows = tuple(_evidence_row(material, item) for item in known if item is not None)
    if not rows:
        return None
    lead = with_references(compose(words.evidence_lead), (EVIDENCE_ANCHOR,))
    table = TableBlock(
        anchor=EVIDENCE_ANCHOR,
        label="",
        design="evidence",
        title=(Text(words.evidence_title),),
        subtitle=(Text(words.evidence_subtitle),),
        stub_head=(Text(words.quantity),),
        column_labels=(
            ColumnLabel(text=(Text(words.value),), align=Align.RIGHT),
            ColumnLabel(text=(Text(words.made_from),)),
        ),
        rows=rows,
        is_wide=True,
        is_long=len(rows) > LONGEST_WHOLE_TABLE,
    )
    return BriefSection(
        anchor="appendix-evidence", heading=words.evidence, blocks=(Paragraph(lead), table)
    )


def sensitivity_anchor(comparison: str) -> str:
    """Return the anchor of the table of a comparison's other analyses."""
    return f"table-sensitivity-{comparison}"


def _sensitivity_table(material: Material, outcome: ComparisonOutcome) -> TableBlock:
    words = material.words
    found = outcome.verdict.sensitivity
    title = f"{outcome.metric.label}: {material.contrast_label(outcome.comparison)}"
    return TableBlock(
        anchor=sensitivity_anchor(outcome.comparison.id),
        label="",
        design="sensitivity",
        title=capitalized((Text(title),)),
        subtitle=(Text(words.sensitivity_subtitle),),
        stub_head=(Text(words.analysis),),
        column_labels=(
            ColumnLabel(text=(Text(words.estimate),), align=Align.RIGHT),
            ColumnLabel(text=(italic("P"),), align=Align.RIGHT),
            ColumnLabel(text=(Text(words.agrees),)),
        ),
        rows=tuple(_sensitivity_row(material, outcome, item) for item in found),
        is_wide=True,
    )


def _sensitivity_row(
    material: Material, outcome: ComparisonOutcome, item: SensitivityAnalysis
) -> Row:
    comparison = outcome.comparison.id
    return Row(
        stub=(Text(item.label),),
        cells=(
            Cell(text=_sensitivity_estimate(material, comparison, item)),
            Cell(text=_sensitivity_p(material, comparison, item)),
            Cell(text=(Text(_agreement(material, outcome, item)),)),
        ),
    )


def sensitivity_id(comparison: str, method: str) -> str:
    """Return the id under which a number of another analysis is bound to the ledger."""
    return f"verdicts.{comparison}.sensitivity.{method}"


def _sensitivity_estimate(material: Material, comparison: str, item: SensitivityAnalysis) -> Prose:
    estimate = item.estimate
    if estimate is None:
        return compose(item.reason or EN_DASH)
    quantity = Quantity(
        id=f"{sensitivity_id(comparison, item.method)}.estimate",
        value=estimate.estimate,
        form=further_form(item.unit),
        unit=item.unit,
        ci_low=estimate.ci_low,
        ci_high=estimate.ci_high,
        confidence_level=estimate.confidence_level,
    )
    value = compose(number(quantity, material.narrative.style))
    interval = material.interval(quantity)
    unit = f" {item.unit}" if item.unit else ""
    return compose(value, " (", interval, ")", unit) if interval else compose(value, unit)


def _sensitivity_p(material: Material, comparison: str, item: SensitivityAnalysis) -> Prose:
    if item.p_value is None:
        return compose(EN_DASH)
    quantity = Quantity(
        id=f"{sensitivity_id(comparison, item.method)}.p_value",
        value=item.p_value,
        form=Form.P_VALUE,
    )
    return compose(number(quantity, material.narrative.style))


def _agreement(material: Material, outcome: ComparisonOutcome, item: SensitivityAnalysis) -> str:
    """Return whether an analysis finds a difference on the side of the comparison's estimate."""
    words = material.words
    if item.agrees is None:
        return EN_DASH
    is_opposite = (
        not item.agrees and item.p_value is not None and item.p_value < outcome.verdict.alpha
    )
    told = words.agrees_yes if item.agrees else words.agrees_no
    told = words.agrees_other if is_opposite else told
    return told if item.counted else f"{told} ({words.no_vote})"


def _assumptions(material: Material) -> tuple[Prose, ...]:
    found = (
        paragraph(
            sentence(
                f"{outcome.metric.label}: ", reader_words(material.speaker, finding.statement)
            ),
            sentence(reader_words(material.speaker, finding.consequence)),
        )
        for outcome in material.outcomes.comparisons
        for finding in outcome.verdict.assumptions
    )
    return tuple(dict.fromkeys(found))


def _list(heading: str, items: tuple[Prose, ...]) -> list[Block]:
    if not items:
        return []
    bullets = BulletList(tuple((Paragraph(item),) for item in items))
    return [Heading(3, (Text(heading),)), bullets]


def _evidence_row(material: Material, quantity: Quantity) -> Row:
    value = material.value_with_interval(quantity.id)
    unit = f" {quantity.unit}" if quantity.unit else ""
    return Row(
        stub=(Code(quantity.id), LineBreak(), Text(quantity.formula or quantity.method)),
        cells=(Cell(text=compose(value, unit)), Cell(text=_origin(material, quantity))),
    )


def _origin(material: Material, quantity: Quantity) -> Prose:
    """Return the rows that a quantity was made from, or the quantities."""
    if quantity.sources:
        return compose("; ".join(_source_text(material, item) for item in quantity.sources))
    names = [Code(name) for name in quantity.derived_from]
    joined: list[Text | Code] = []
    for position, name in enumerate(names):
        joined += [Text(", "), name] if position else [name]
    return tuple(joined)


def _source_text(material: Material, source: Source) -> str:
    words = material.words
    if not source.rows:  # a number of an earlier edition, by its name there
        return f"{source.file}, {source.column}"
    is_one = source.rows.isdigit()
    return (
        f"{source.file}, {words.column} {source.column}, "
        f"{words.row if is_one else words.rows} {source.rows}"
    )
