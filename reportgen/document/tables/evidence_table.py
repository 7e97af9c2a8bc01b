"""The supplement: the sources of every printed number, which an article only points to.

The table of the HTML groups the numbers by formula. The file has them in the order of the text,
with all digits and all rows.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from reportgen.document.brief import (
    LONGEST_WHOLE_TABLE,
    Align,
    BriefSection,
    Cell,
    ColumnLabel,
    NumberEvidence,
    Row,
    Supplement,
    TableBlock,
)
from reportgen.document.numbering import numbered
from reportgen.languages.current import translated
from reportgen.model.prose import Code, Paragraph, Strong, Text
from reportgen.narrative.phrases import capitalized, compose, phrase
from reportgen.narrative.quantity_phrases import unit_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reportgen.document.material import Material
    from reportgen.model.prose import Prose
    from reportgen.model.quantity import Quantity, Source

EVIDENCE_ANCHOR = "table-evidence"

# Up to this many ranges of rows are listed; the ledger lists all of them.
_MAX_SPANS = 3


def supplement(material: Material, printed: Iterable[str], *, kind: str) -> Supplement | None:
    """Return the evidence of every printed quantity; None if nothing computed is printed.

    Parameters
    ----------
    printed : iterable of str
        Quantity ids in order of first appearance.
    kind : str
        The kind of brief, with which the name of the file begins.
    """
    known = [material.outcomes.quantities.get(name) for name in printed]
    found = [item for item in known if item is not None]
    if not found:
        return None
    lead = Paragraph(compose(material.words.evidence_lead))
    section = BriefSection(
        anchor="supplement",
        heading=material.words.supplement,
        blocks=(lead, _table(material, found)),
        design="supplement",
    )
    (section,) = numbered((section,), material.words, letter="S")
    return Supplement(
        file=f"{kind}-numbers.csv",
        section=section,
        numbers=tuple(_evidence(material, item) for item in found),
    )


def pointer_appendix(material: Material, found: Supplement, rest: Prose) -> BriefSection:
    """Return the sentences that say where the evidence of each number is.

    They name only files that every edition has, whatever its formats. `rest` says on what the
    numbers of the brief rest.
    """
    pointer = phrase(
        "The supplement, {file}, lists each computed number of the text with its formula and its "
        "source. The file {outcomes} also holds the checks by other analyses.",
        file=Code(found.file),
        outcomes=Code("outcomes.json"),
    )
    return BriefSection(
        anchor="appendix-evidence",
        heading=material.words.evidence,
        blocks=(Paragraph(compose(rest, " ", pointer)),),
    )


def _evidence(material: Material, quantity: Quantity) -> NumberEvidence:
    # The table shortens files and rows; here both are complete.
    origins = (
        ", ".join((item.file, item.column, *_all_rows(material, item.rows)))
        for item in quantity.sources
    )
    return NumberEvidence(
        quantity=quantity.id,
        formula=translated(quantity.formula or quantity.method),
        printed=_with_unit(material, quantity),
        value="" if quantity.value is None else str(quantity.value),
        source=compose("; ".join(origins) or ", ".join(quantity.derived_from)),
    )


def _table(material: Material, found: Sequence[Quantity]) -> TableBlock:
    """Return the table with one row per quantity, grouped by formula."""
    words = material.words
    # The column of sources is narrow; the note below the table lists the same names.
    files = _short_names(found)
    rows = _rows(material, found, files)
    return TableBlock(
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
    return Row(
        stub=(Code(quantity.id),),
        cells=(
            Cell(text=_with_unit(material, quantity)),
            Cell(text=_origin(material, quantity, files)),
        ),
    )


def _with_unit(material: Material, quantity: Quantity) -> Prose:
    value = material.value_with_interval(quantity.id)
    is_known = quantity.value is not None and not isinstance(quantity.value, str)
    unit = material.formatter.unit_text(quantity.id) if is_known else unit_words(quantity)
    return compose(value, f" {unit}" if unit else "")


def _origin(material: Material, quantity: Quantity, files: Mapping[str, str]) -> Prose:
    """Return the rows or the quantities from which a quantity was computed."""
    if quantity.sources:
        return _joined("; ", [_source_text(material, item, files) for item in quantity.sources])
    return _joined(", ", [(Code(name),) for name in quantity.derived_from])


def _joined(separator: str, items: Sequence[Prose]) -> Prose:
    separated = [part for item in items for part in (separator, *item)]
    return compose(*separated[1:])


def _source_text(material: Material, source: Source, files: Mapping[str, str]) -> Prose:
    rows = source.rows
    spans = [span.split("-") for span in rows.split(",")]
    named = _all_rows(material, rows)
    # Rows that are not plain line numbers are listed as they are.
    if len(spans) > _MAX_SPANS and rows.replace(",", "").replace("-", "").isdigit():
        named = (material.words.rows_among.format(first=spans[0][0], last=spans[-1][-1]),)
    # As code, a long file name may break anywhere, and its digits are no numbers of the text.
    return compose(Code(files[source.file]), f", {', '.join((source.column, *named))}")


def _all_rows(material: Material, rows: str) -> tuple[str, ...]:
    """Return ``rows 3-14``; nothing for a number of a previous edition, which has its id there."""
    if not rows:
        return ()
    words = material.words
    return (f"{words.row if rows.isdigit() else words.rows} {', '.join(rows.split(','))}",)


def _short_names(found: Sequence[Quantity]) -> dict[str, str]:
    """Return file names by path, without the folder if that is unambiguous."""
    files = dict.fromkeys(source.file for item in found for source in item.sources)
    names = [PurePosixPath(file).name for file in files]
    return {
        file: name if names.count(name) == 1 else file
        for file, name in zip(files, names, strict=True)
    }
