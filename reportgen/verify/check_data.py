"""Check a finished brief against everything recomputed from its data."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from reportgen.diagnostics import Severity
from reportgen.errors import DamagedLedgerError, DataError
from reportgen.ledger.ledger_values import rows_by_file, same
from reportgen.ledger.read_ledger import ledger_document
from reportgen.ledger.records import Ledger
from reportgen.ledger.transcript import Kind
from reportgen.model.quantity_ids import GoalIds
from reportgen.verify.check_words import check_words
from reportgen.verify.finding import Check, Finding, damage_finding
from reportgen.verify.recompute import (
    NOTE,
    recompute,
    withheld_names,
    withholds_committee,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reportgen.ledger.readers.finished_file import FinishedFile
    from reportgen.verify.recompute import Recomputed

_INPUTS = frozenset({"configuration", "versions", "files", "observations", "previous"})
"""Entries that describe the inputs; `_input_findings` compares them."""
# Of one file: a new export may revise thousands of rows.
_MOST_ROWS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class DataCheck:
    """Findings of the recomputation, and notes on what it could not cover."""

    findings: tuple[Finding, ...]
    notes: tuple[str, ...] = ()


def check_data(file: FinishedFile, *, data: Path | None, configuration: Path | None) -> DataCheck:
    """Return where a brief departs from what its data give today.

    Parameters
    ----------
    file : FinishedFile
        With the ledger of a brief.
    data : Path or None
        The folder of the metric files.
    configuration : Path or None
        The configuration; None for the one that the brief carries.
    """
    recorded = file.ledger
    if not isinstance(recorded, Ledger):
        return DataCheck(findings=())
    is_carried = configuration is None
    withheld = withheld_names(recorded) if is_carried else frozenset()
    if withheld and recorded.quantities.keys() <= withheld:
        # What the brief carries is nothing to report on.
        return DataCheck(findings=(), notes=(NOTE,))
    try:
        rebuilt = recompute(
            recorded,
            form=file.format,
            kind=file.recorded.kind if file.recorded else "",
            data=data,
            configuration=configuration,
        )
    except DamagedLedgerError as problem:
        return DataCheck(findings=(damage_finding(problem),))
    except DataError as problem:
        return DataCheck(findings=(_finding("AUD020", "data", str(problem)),))
    if rebuilt.ledger is None:
        return DataCheck(findings=tuple(_refusals(rebuilt)))
    findings = [
        *_input_findings(recorded, rebuilt.ledger),
        *compare_ledgers(recorded, rebuilt.ledger, withheld=withheld),
    ]
    # A number that differs in the ledger differs on the page as well; one finding is enough.
    named = {item.subject for item in findings}
    findings += (
        item
        for item in _page_findings(file, rebuilt, is_carried=is_carried)
        if item.subject not in named
    )
    notes = tuple(_notes(recorded, rebuilt, is_carried=is_carried))
    return DataCheck(findings=tuple(findings), notes=notes)


def compare_ledgers(
    recorded: Ledger, rebuilt: Ledger, *, withheld: frozenset[str]
) -> Iterator[Finding]:
    """Yield each ledger entry that recomputes differently, named by its number or claim.

    Entries whose names are in `withheld` depend on what the brief does not carry.
    """
    before, after = ledger_document(recorded), ledger_document(rebuilt)
    for key in dict.fromkeys((*before, *after)):
        if key in _INPUTS or (withheld and key == "warnings"):
            continue
        one, other = before.get(key), after.get(key)
        if key == "goals":
            pairs = _goals(before[key], after[key])
        elif isinstance(one, dict) and isinstance(other, dict):
            pairs = [
                (name, one.get(name), other.get(name)) for name in dict.fromkeys((*one, *other))
            ]
        else:
            pairs = [(key, one, other)]
        for name, was, now in pairs:
            if name not in withheld and not same(_without_files(was), _without_files(now)):
                yield _difference(name, _without_files(was), _without_files(now))


def _without_files(record: Any) -> Any:
    """Return a number's record without file fingerprints, which are compared separately."""
    if not isinstance(record, dict) or "source" not in record:
        return record
    rows = [{**item, "sha256": ""} for item in record["source"]]
    return {**record, "source": rows}


def _goals(one: list[Any], other: list[Any]) -> list[tuple[str, Any, Any]]:
    before = {GoalIds(goal["id"]).stem: goal for goal in one}
    after = {GoalIds(goal["id"]).stem: goal for goal in other}
    return [(name, before.get(name), after.get(name)) for name in dict.fromkeys((*before, *after))]


def _difference(name: str, recorded: Any, rebuilt: Any) -> Finding:
    fields = ""
    if isinstance(recorded, dict) and isinstance(rebuilt, dict):
        differing = [
            key
            for key in dict.fromkeys((*recorded, *rebuilt))
            if not same(recorded.get(key), rebuilt.get(key))
        ]
        fields = ", ".join(differing)
        recorded = {key: recorded.get(key) for key in differing}
        rebuilt = {key: rebuilt.get(key) for key in differing}
    return replace(
        _finding("AUD021", name, f"recomputed, it differs{f' in {fields}' if fields else ''}"),
        expected=_short(rebuilt),
        found=_short(recorded),
    )


def _short(value: Any) -> str:
    if isinstance(value, dict) and len(value) == 1:
        value = next(iter(value.values()))
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 300 else f"{text[:299]}…"


def _input_findings(recorded: Ledger, rebuilt: Ledger) -> Iterator[Finding]:
    """Yield the data files that changed since the build, with the rows that differ."""
    names = [
        name
        for name in dict.fromkeys((*recorded.files, *rebuilt.files))
        if recorded.files.get(name) != rebuilt.files.get(name)
    ]
    changes = rows_by_file(recorded, rebuilt)
    for name in names:
        rows = changes.get(name, [])
        text = "; ".join(rows[:_MOST_ROWS])
        more = f"; and {len(rows) - _MOST_ROWS} more" if len(rows) > _MOST_ROWS else ""
        what = f"{text}{more}" if rows else "all values that the brief reads are unchanged"
        yield _finding(
            "AUD022", name, f"the data file is not the one that the brief was built from: {what}"
        )
    former = recorded.previous or rebuilt.previous
    if former is not None and recorded.previous != rebuilt.previous:
        message = "the previous edition is not the one that the brief was compared with"
        yield _finding("AUD022", former.file, message)


def _page_findings(
    file: FinishedFile, rebuilt: Recomputed, *, is_carried: bool
) -> Iterator[Finding]:
    """Yield where the page would read differently if built today."""
    if rebuilt.words is None or file.shown is None or rebuilt.missing or file.recorded is None:
        return
    if isinstance(file.ledger, Ledger) and is_carried and withholds_committee(file.ledger):
        return
    kinds = (Kind.TEXT, Kind.ALTERNATIVE) if file.format == "pdf" else tuple(Kind)
    for item in check_words(rebuilt.words, file.shown, kinds=kinds, is_bound=file.format == "html"):
        # Briefs do not carry the names of members, so the committee figure differs.
        is_names = is_carried and "committee" in item.place and item.code == "AUD003"
        if not is_names:
            yield replace(
                item, check=Check.DATA, message="rebuilt from the data, this reads differently"
            )


def _notes(recorded: Ledger, found: Recomputed, *, is_carried: bool) -> Iterator[str]:
    if is_carried and withholds_committee(recorded):
        yield NOTE
    if found.missing:
        yield f"not found, so the text of the page was not rebuilt: {', '.join(found.missing)}"
    if found.former:
        yield f"not found, so the numbers of the previous edition were not checked: {found.former}"
    after = found.ledger.versions if found.ledger is not None else {}
    changed = [
        f"{name} {recorded.versions.get(name, 'none')} then, {version} now"
        for name, version in after.items()
        if recorded.versions.get(name) != version
    ]
    if changed:
        yield f"recomputed with other versions: {'; '.join(changed)}"


def _refusals(rebuilt: Recomputed) -> Iterator[Finding]:
    for item in rebuilt.diagnostics:
        if item.severity is Severity.ERROR:
            where = f"{item.place}: " if item.place and item.place.line else ""
            yield _finding(
                "AUD020", item.code, f"the data can no longer be read: {where}{item.message}"
            )


def _finding(code: str, subject: str, message: str) -> Finding:
    return Finding(check=Check.DATA, code=code, subject=subject, message=message)
