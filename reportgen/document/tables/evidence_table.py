"""The evidence table: the sources of every printed number, grouped by formula."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from reportgen.document.brief import (
    LONGEST_WHOLE_TABLE,
    Align,
    BriefSection,
    Cell,
    ColumnLabel,
    Row,
    TableBlock,
)
from reportgen.document.material import with_references
from reportgen.languages.current import translated
from reportgen.model.prose import Code, Paragraph, Strong, Text
from reportgen.narrative.phrases import capitalized, compose
from reportgen.narrative.quantity_phrases import unit_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reportgen.document.material import Material
    from reportgen.model.prose import Prose
    from reportgen.model.quantity import Quantity, Source

EVIDENCE_ANCHOR = "table-evidence"

# Up to this many ranges of rows are listed; the ledger lists all of them.
_MAX_SPANS = 3


def evidence_appendix(material: Material, printed: Iterable[str]) -> BriefSection | None:
    """Return the table with one row per printed quantity, grouped by formula.

    Parameters
    ----------
    printed : iterable of str
        Quantity ids in order of first appearance.
    """
    words = material.words
    known = [material.outcomes.quantities.get(name) for name in printed]
    found = [item for item in known if item is not None]
    if not found:
        return None
    # The column of sources is narrow; the note below the table lists the same names.
    files = _short_names(found)
    rows = _rows(material, found, files)
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
        source_note=f"{words.files}: {', '.join(files)}." if files else "",
        is_wide=True,
        is_long=len(rows) > LONGEST_WHOLE_TABLE,
    )
    return BriefSection(
        anchor="appendix-evidence", heading=words.evidence, blocks=(Paragraph(lead), table)
    )


def _rows(
    material: Material, found: Sequence[Quantity], files: Mapping[str, str]
) -> tuple[Row, ...]:
    """Return the rows grouped by formula, in order of first appearance."""
    groups: dict[str, list[Quantity]] = {}
    for item in found:
        groups.setdefault(item.formula or item.method, []).append(item)
    rows: list[Row] = []
    for formula, items in groups.items():
        head = capitalized((Text(translated(formula)),))
        rows.append(Row(stub=(Strong(head),), cells=(Cell(text=()), Cell(text=())), is_head=True))
        rows += [_row(material, item, files) for item in items]
    return tuple(rows)


def _row(material: Material, quantity: Quantity, files: Mapping[str, str]) -> Row:
    value = material.value_with_interval(quantity.id)
    is_known = quantity.value is not None and not isinstance(quantity.value, str)
    unit = material.formatter.unit_text(quantity.id) if is_known else unit_words(quantity)
    with_unit = compose(value, f" {unit}" if unit else "")
    return Row(
        stub=(Code(quantity.id),),
        cells=(
            Cell(text=with_unit),
            Cell(text=_origin(material, quantity, files)),
        ),
    )


def _origin(material: Material, quantity: Quantity, files: Mapping[str, str]) -> Prose:
    """Return the rows or the quantities from which a quantity was computed."""
    if quantity.sources:
        origins = (_source_text(material, item, files) for item in quantity.sources)
        return compose("; ".join(origins))
    names = [Code(name) for name in quantity.derived_from]
    joined: list[Text | Code] = []
    for position, name in enumerate(names):
        joined += [Text(", "), name] if position else [name]
    return tuple(joined)


def _source_text(material: Material, source: Source, files: Mapping[str, str]) -> str:
    if not source.rows:  # A number of a previous edition is identified by its id there.
        return f"{files[source.file]}, {source.column}"
    return f"{files[source.file]}, {source.column}, {_rows_text(material, source.rows)}"


def _rows_text(material: Material, rows: str) -> str:
    """Return ``rows 3-14``; only the first and last of many ranges."""
    words = material.words
    spans = [span.split("-") for span in rows.split(",")]
    # Rows that are not plain line numbers are listed as they are.
    if len(spans) <= _MAX_SPANS or not rows.replace(",", "").replace("-", "").isdigit():
        return f"{words.row if rows.isdigit() else words.rows} {', '.join(rows.split(','))}"
    return words.rows_among.format(first=spans[0][0], last=spans[-1][-1])


def _short_names(found: Sequence[Quantity]) -> dict[str, str]:
    """Return file names by path, without the folder if that is unambiguous."""
    files = dict.fromkeys(source.file for item in found for source in item.sources)
    names = [PurePosixPath(file).name for file in files]
    return {
        file: name if names.count(name) == 1 else file
        for file, name in zip(files, names, strict=True)
    }
