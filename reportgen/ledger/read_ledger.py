"""Read a ledger from plain data and validate it, so that later code need not."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from reportgen.errors import DamagedLedgerError, ReportgenError
from reportgen.languages.catalogue import SOURCE
from reportgen.ledger.plain_data import MismatchError, from_plain, to_plain
from reportgen.ledger.records import PORTFOLIO_SCHEMA, SCHEMA, Ledger, PortfolioLedger
from reportgen.model.quantity import Form
from reportgen.model.quantity_ids import is_about_editions
from reportgen.narrative.numbers.number_style import NUMBER_STYLES, number_marks

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportgen.ledger.records import AnyLedger, QuantityRecord

_KINDS: dict[object, type[AnyLedger]] = {SCHEMA: Ledger, PORTFOLIO_SCHEMA: PortfolioLedger}
_LARGEST = 1e50
"""Largest value of a portfolio: squared variances, products of four values, must not overflow."""
_EARLIEST = date(2, 1, 1)
"""Earliest report date of a portfolio, which looks back one year; dates begin in year 1."""


def is_ledger(document: object) -> bool:
    """Return whether a document declares the schema of a ledger known to this version."""
    return isinstance(document, dict) and document.get("schema") in tuple(_KINDS)


def read_ledger(document: Mapping[str, Any]) -> AnyLedger:
    """Return the ledger of a document: outcomes.json, or portfolio.json.

    Raises
    ------
    DamagedLedgerError
        An entry is missing, unknown or of another type, or refers to something that does
        not exist. An entry of the right type with a wrong value is found by `verify`.
    """
    kind = _KINDS[document["schema"]]
    try:
        ledger = from_plain(kind, document)
    except MismatchError as problem:
        raise DamagedLedgerError(problem.path, problem.problem) from None
    for path, problem_text in _problems(ledger):
        raise DamagedLedgerError(path, problem_text)
    return ledger


def ledger_document(ledger: AnyLedger) -> dict[str, Any]:
    """Return a ledger as JSON-compatible data."""
    document: dict[str, Any] = to_plain(ledger)
    return document


def _problems(ledger: AnyLedger) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the violations of constraints that the types do not express."""
    for name, record in ledger.quantities.items():
        if not _is_of_its_form(record):
            what = "a day such as 2024-01-31" if record.form is Form.DATE else "a number"
            yield ("quantities", name, "value"), f"expected {what}, found {record.value!r}"
    if ledger.language not in (None, SOURCE) and not _is_language(ledger.language or ""):
        yield ("language",), f"expected a language tag, found {ledger.language!r}"
    if isinstance(ledger, PortfolioLedger):
        yield from _portfolio_problems(ledger)
        return
    if ledger.analysis.number_style not in (None, *NUMBER_STYLES):
        known = ", ".join(sorted(NUMBER_STYLES))
        found = ledger.analysis.number_style
        yield ("analysis", "number_style"), f"expected one of {known}, found {found!r}"
    yield from _previous_problems(ledger)
    configuration = ledger.configuration
    for name in (configuration.file, *configuration.other_files, *ledger.files):
        if "\0" in name:
            yield ("configuration",), f"expected the name of a file, found {name!r}"


def _previous_problems(ledger: Ledger) -> Iterator[tuple[tuple[str, ...], str]]:
    if (ledger.previous is None) != (ledger.changes is None):
        yield ("previous",), "must occur together with `changes`"
    if ledger.previous is not None and "\0" in ledger.previous.file:
        yield ("previous", "file"), f"expected the name of a file, found {ledger.previous.file!r}"
    for name, record in ledger.quantities.items():
        if is_about_editions(name) and not record.source:
            yield ("quantities", name, "source"), "expected the previous edition, found no source"


def _portfolio_problems(ledger: PortfolioLedger) -> Iterator[tuple[tuple[str, ...], str]]:
    for at, member in enumerate(ledger.organizations):
        path = ("organizations", str(at))
        if member.report_date is not None and member.report_date < _EARLIEST:
            yield (*path, "report_date"), f"expected a later day, found {member.report_date}"
        for name, metric in member.metrics.items():
            if not metric.points:
                yield (*path, "metrics", name, "points"), "expected observations, found none"
            if any(abs(point.value) > _LARGEST for point in metric.points):
                yield (*path, "metrics", name, "points"), "a value is too large"


def _is_of_its_form(record: QuantityRecord) -> bool:
    if record.form is not Form.DATE or record.value is None:
        return not isinstance(record.value, str)
    try:
        return date.fromisoformat(str(record.value)).isoformat() == record.value
    except ValueError:
        return False


def _is_language(tag: str) -> bool:
    try:
        number_marks(tag)
    except ReportgenError:
        return False
    return True
