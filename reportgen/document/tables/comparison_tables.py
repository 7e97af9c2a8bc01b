"""Tables of comparisons and of their sensitivity analyses."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from reportgen.analysis.comparisons.comparison_registry import KINDS, kind_of
from reportgen.document.brief import LONGEST_WHOLE_TABLE, Align, Cell, ColumnLabel, Row, TableBlock
from reportgen.document.material import EN_DASH, with_references
from reportgen.document.tables.result_notes import (
    footnotes,
    has_trend_row,
    is_after_margin,
    margin_estimate,
    row_mark,
)
from reportgen.document.tables.survey_rows import judged_surveys, survey_stub, survey_values
from reportgen.languages.current import translated
from reportgen.model.estimate import Refusal
from reportgen.model.prose import Claim, LineBreak, Reference, Strong, Text
from reportgen.model.quantity import Form, Quantity
from reportgen.model.quantity_ids import SensitivityIds, VerdictIds
from reportgen.model.verdict import VerdictKind
from reportgen.narrative.comparisons.closing import margin_of
from reportgen.narrative.comparisons.comparison_words import compared_ids
from reportgen.narrative.comparisons.decision import is_beyond_trend
from reportgen.narrative.comparisons.interrupted_series import effect_time, start_of_change
from reportgen.narrative.numbers.further_numbers import further_quantity
from reportgen.narrative.numbers.number_text import number
from reportgen.narrative.phrases import (
    capitalized,
    compose,
    italic,
    paragraph,
    phrase,
)
from reportgen.narrative.quantity_phrases import unit_words
from reportgen.narrative.status_words import verdict_word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.analysis.survey_outcome import SurveyOutcome
    from reportgen.document.material import Material
    from reportgen.model.prose import Prose
    from reportgen.model.verdict import SensitivityAnalysis, Verdict


RESULTS_ANCHOR = "table-results"


_PERIOD_STATISTICS = tuple(kind.statistic for kind in KINDS if kind.statistic)

# Comparisons that fit next to each other on a page.
_MAX_SIDE_BY_SIDE = 2
Group = tuple["ComparisonOutcome", ...]


def has_results_table(material: Material) -> bool:
    """Return whether there are several comparisons; for one, the sentence says everything."""
    kinds = [item.verdict for item in material.outcomes.verdicts]
    return len(kinds) > 1 and set(kinds) != {VerdictKind.NOT_ASSESSABLE}


# With more tables than this, a sentence names only the first and the last.
_MAX_NAMED = 3


def results_lead(material: Material) -> Prose:
    """Return the sentences that refer to the tables of comparisons and of their other analyses."""
    words = material.words
    lead = with_references(compose(f"{words.results_lead}."), (RESULTS_ANCHOR,))
    anchors = tuple(group_anchor(group) for group in sensitivity_groups(material))
    if not anchors:
        return lead
    return paragraph(lead, pointing(words.further_analyses_lead, anchors, words.to))


def pointing(lead: str, anchors: tuple[str, ...], to: str) -> Prose:
    """Return a sentence with references to tables; only to the first and last of many."""
    if len(anchors) <= _MAX_NAMED:
        return with_references(compose(lead), anchors)
    # A list of ten references would be longer than the sentence that they end.
    span = compose(Reference(anchors[0]), f" {to} ", Reference(anchors[-1]))
    return compose(lead.removesuffix("."), " (", span, ").")


def results_table(material: Material) -> TableBlock:
    """Return one row per comparison: base, later, estimate with interval, P, verdict."""
    words = material.words
    title, subtitle = words.results_title, ""
    # Comparisons by default were not planned.
    if not material.configuration.comparisons:
        title, subtitle = words.default_results_title, words.default_results_subtitle
    rows = _grouped(
        *(
            row
            for item in material.outcomes.comparisons
            for row in _comparison_rows(material, item)
        ),
        *(_survey_row(material, *item) for item in judged_surveys(material)),
    )
    return TableBlock(
        anchor=RESULTS_ANCHOR,
        label="",
        design="results",
        title=(Text(title),),
        subtitle=compose(subtitle),
        stub_head=(Text(words.comparison),),
        column_labels=(
            _right(words.earlier),
            _right(words.later),
            _right(words.estimate),
            ColumnLabel(text=(italic("P"),), align=Align.RIGHT),
            ColumnLabel(text=compose(italic("P"), ", ", words.adjusted), align=Align.RIGHT),
            ColumnLabel(text=(Text(words.verdict),)),
        ),
        rows=rows,
        is_long=len(rows) > LONGEST_WHOLE_TABLE,
        footnotes=footnotes(material),
        source_note=_note(material),
        is_wide=True,
    )


def _grouped(*rows: tuple[Prose, Row]) -> tuple[Row, ...]:
    """Return the rows below what they compare, once for those that follow each other."""
    return tuple(
        row
        for compared, group in groupby(rows, key=itemgetter(0))
        for row in _under(compared, [row for _, row in group])
    )


def _note(material: Material) -> str:
    words = material.words
    return words.monitored_note if material.outcomes.monitoring else words.results_note


def _right(text: str) -> ColumnLabel:
    return ColumnLabel(text=(Text(text),), align=Align.RIGHT)


def _comparison_rows(material: Material, outcome: ComparisonOutcome) -> Iterator[tuple[Prose, Row]]:
    """Yield what is compared, and a row of it."""
    compared = capitalized(_compared(material, outcome))
    has_trend = has_trend_row(material, outcome)
    # The rates of both rows would else seem to be of one thing.
    label = _gains_label(material, outcome) if has_trend else compose(outcome.metric.label)
    yield compared, _comparison_row(material, outcome, label)
    if has_trend:
        yield compared, _trend_row(material, outcome)


def _compared(material: Material, outcome: ComparisonOutcome) -> Prose:
    if outcome.course is not None:
        return _series_clause(material, outcome)
    return compose(material.contrast_label(outcome))


def _gains_label(material: Material, outcome: ComparisonOutcome) -> Prose:
    time = material.formatter.time(outcome.metric.id)
    return phrase("mean {monthly} gain in {label}", time, label=outcome.metric.label)


def _trend_row(material: Material, outcome: ComparisonOutcome) -> Row:
    """Return the regression of a running total, as studies print it; it decides nothing."""
    ids, words = outcome.comparison_ids, material.words
    mark = row_mark(material, outcome.comparison.id, of_trend=True)
    is_published = outcome.comparison.is_trend_published
    label = words.published_trend if is_published else words.fitted_trend
    return Row(
        stub=capitalized(compose(f"{outcome.metric.label}, {label}")),
        cells=(
            Cell(text=material.value(ids.base.slope)),
            Cell(text=material.value(ids.later.slope)),
            Cell(text=_estimate(material, ids.contrast.slope_ratio)),
            Cell(text=compose(material.value(ids.contrast.p_value), mark)),
            Cell(text=compose(EN_DASH)),
            Cell(text=compose(EN_DASH)),
        ),
    )


def _comparison_row(material: Material, outcome: ComparisonOutcome, label: Prose) -> Row:
    comparison = outcome.comparison
    words = _comparison_verdict(material, outcome)
    if outcome.course is not None:
        return _series_row(material, outcome, words)
    stub = capitalized(label)
    periods = (comparison.base, comparison.later)
    values = [_period_value(material, outcome, period) for period in periods]
    beyond = is_beyond_trend(material.formatter, outcome)
    return _result_row(
        material,
        stub,
        values,
        outcome.verdict,
        words,
        mark=row_mark(material, comparison.id),
        decided=_decided(material, outcome),
        is_beyond_trend=beyond,
    )


def _decided(material: Material, outcome: ComparisonOutcome) -> tuple[str, str, str]:
    """Return estimate, P and adjusted P of the one test that the verdict of a row rests on."""
    verdict, ids = outcome.verdict, VerdictIds(outcome.comparison.id)
    if is_after_margin(outcome):
        return verdict.primary, outcome.ids.decided_p_value, ""
    return margin_estimate(material, outcome) or verdict.primary, ids.p_value, ids.p_adjusted


def _series_clause(material: Material, outcome: ComparisonOutcome) -> Prose:
    clause = phrase(
        "{end}, against the earlier trend carried on",
        end=effect_time(material.formatter, outcome),
    )
    if len(outcome.comparison.interventions) > 1:
        clause = phrase(
            "after {start}: {clause}",
            start=start_of_change(material.formatter, outcome),
            clause=clause,
        )
    return clause


def _series_row(material: Material, outcome: ComparisonOutcome, words: Prose) -> Row:
    """Return the row of an intervention: the earlier course carried on, and the fitted line."""
    stub = capitalized(compose(outcome.metric.label))
    names = outcome.ids.decided_base, outcome.ids.decided_later
    values = [material.value(name) for name in names]
    mark = row_mark(material, outcome.comparison.id)
    return _result_row(material, stub, values, outcome.verdict, words, mark=mark)


def _survey_row(material: Material, outcome: SurveyOutcome, verdict: Verdict) -> tuple[Prose, Row]:
    """Return the question, and the row of what is compared of its answers."""
    values = survey_values(material, outcome, verdict)
    stub, words = capitalized(survey_stub(outcome, verdict)), _verdict_words(verdict)
    question = compose(outcome.survey.question.strip())
    return question, _result_row(material, stub, values, verdict, words)


def _result_row(
    material: Material,
    stub: Prose,
    values: list[Prose],
    verdict: Verdict,
    words: Prose,
    *,
    mark: Prose = (),
    decided: tuple[str, str, str] | None = None,
    is_beyond_trend: bool = False,
) -> Row:
    ids = VerdictIds(verdict.comparison)
    estimate, p_value, p_adjusted = decided or (verdict.primary, ids.p_value, ids.p_adjusted)
    found = _estimate(material, estimate)
    if is_beyond_trend:
        # Else it seems to contradict the two values next to it.
        found = compose(found, LineBreak(), material.words.beyond_trend)
    return Row(
        stub=stub,
        cells=(
            *(Cell(text=value) for value in values),
            Cell(text=found),
            Cell(text=compose(material.value(p_value), mark)),
            Cell(text=material.value(p_adjusted)),
            Cell(text=words),
        ),
    )


def _period_value(material: Material, outcome: ComparisonOutcome, period: str) -> Prose:
    """Return the compared statistic of one period; that of a level change is of no period."""
    compared = dict(
        zip((outcome.comparison.base, outcome.comparison.later), compared_ids(outcome), strict=True)
    )
    if material.quantity(compared[period]):
        return material.value(compared[period])
    ids, statistics = outcome.comparison_ids.period(period), _PERIOD_STATISTICS
    if not isinstance(outcome.result, Refusal):
        statistics = tuple(filter(None, (kind_of(outcome.result).statistic,)))
    names = (ids.of(statistic) for statistic in statistics)
    found = next((name for name in names if material.quantity(name)), "")
    return material.value(found)


def _estimate(material: Material, name: str) -> Prose:
    """Return the estimate with its interval."""
    found = material.quantity(name)
    if found is None:
        return compose(EN_DASH)
    unit = unit_words(found)
    value = compose(material.value(name), f" {unit}" if unit else "")
    interval = material.interval(found)
    return compose(value, " (", interval, ")") if interval else value


def _comparison_verdict(material: Material, outcome: ComparisonOutcome) -> Prose:
    verdict = outcome.verdict
    if material.outcomes.monitoring_of(outcome.comparison) is not None:
        return material.narrative.variations[outcome.metric.id]
    if verdict.verdict is VerdictKind.EQUIVALENT:
        claim = Claim(verdict_word(verdict.verdict), verdict.comparison)
        margin = margin_of(material.formatter, outcome)
        return phrase("{within} of {margin}", within=claim, margin=margin)
    return _verdict_words(verdict)


def _verdict_words(verdict: Verdict) -> Prose:
    return (Claim(verdict_word(verdict.verdict), verdict.comparison),)


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
    """Return one row per analysis: for each comparison estimate, P, and agreement.

    Estimates in the unit of the difference come first, below a row that names the unit; every
    other row names what its number is.
    """
    words = material.words
    unit = _common_unit(group)
    columns = [
        label for outcome in group for label in _sensitivity_columns(material, group, outcome)
    ]
    title = group[0].metric.label
    if len(group) == 1:
        title = f"{title}: {material.contrast_label(group[0])}"
    rows = [
        (_own_unit(group, place, unit), _sensitivity_row(material, group, place, unit))
        for place in range(len(group[0].verdict.sensitivity))
    ]
    shared = [row for own, row in rows if not own]
    others = [row for own, row in rows if own]
    in_unit = words.sensitivity_in.format(unit=translated(unit)) if unit else words.sensitivity_of
    return TableBlock(
        anchor=group_anchor(group),
        label="",
        design="sensitivity" if len(group) == 1 else "sensitivity-beside",
        title=capitalized((Text(title),)),
        subtitle=(),
        stub_head=(Text(words.analysis),),
        column_labels=tuple(columns),
        rows=(
            *_under((Text(in_unit),), shared),
            *_under((Text(words.sensitivity_others),), others),
        ),
        is_wide=True,
    )


def _under(head: Prose, rows: list[Row]) -> list[Row]:
    """Return rows below a head; nothing without rows."""
    if not rows:
        return []
    empty = (Cell(text=()),) * len(rows[0].cells)
    return [Row(stub=(Strong(head),), cells=empty, is_head=True), *rows]


def _common_unit(group: Group) -> str:
    """Return the unit of the difference, which most analyses estimate."""
    units = Counter(
        item.unit for outcome in group for item in outcome.verdict.sensitivity if item.estimate
    )
    return units.most_common(1)[0][0] if units else ""


def _own_unit(group: Group, place: int, unit: str) -> str:
    """Return what the number of an analysis is, if it is not in the unit of the difference."""
    found = (outcome.verdict.sensitivity[place].unit for outcome in group)
    return next((own for own in found if own and own != unit), "")


def _sensitivity_columns(
    material: Material, group: Group, outcome: ComparisonOutcome
) -> tuple[ColumnLabel, ...]:
    words = material.words
    head: Prose = (Text(words.estimate),)
    if len(group) > 1:
        contrast = f"{words.against} {material.base_label(outcome)}"
        if len({item.comparison.later for item in group}) > 1:
            contrast = material.contrast_label(outcome)
        head = compose(capitalized((Text(contrast),)), LineBreak(), head)
    return (
        ColumnLabel(text=head, align=Align.RIGHT),
        ColumnLabel(text=(italic("P"),), align=Align.RIGHT),
        ColumnLabel(text=(Text(words.agrees),)),
    )


def _sensitivity_row(material: Material, group: Group, place: int, unit: str) -> Row:
    """Return the row of one analysis; a unit of its own is appended to its name."""
    found = [outcome.verdict.sensitivity[place] for outcome in group]
    label, own = found[0].label, _own_unit(group, place, unit)
    name = translated(label)
    if own:
        # "Durbin-Watson statistic" names the analysis, too.
        name = translated(own) if label in own else f"{name}, {translated(own)}"
    cells = [
        cell
        for outcome, item in zip(group, found, strict=True)
        for cell in _sensitivity_cells(material, outcome, item)
    ]
    return Row(stub=capitalized((Text(name),)), cells=tuple(cells))


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
    quantity = further_quantity(comparison, item, estimate, currency)
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
    is_found = item.p_value is not None and item.p_value < outcome.verdict.alpha
    if is_found and not item.counted and is_beyond_trend(material.formatter, outcome):
        # It compares the values as they are, whichever way they go beyond their trend.
        return f"{words.agrees_untrended} ({words.no_vote})"
    # Significant but not agreeing means that the difference has the opposite sign.
    is_opposite = is_found and not item.agrees
    answer = words.agrees_yes if item.agrees else words.agrees_no
    answer = words.agrees_other if is_opposite else answer
    return answer if item.counted else f"{answer} ({words.no_vote})"
