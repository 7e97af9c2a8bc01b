"""Trace a number from the page to the data rows behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportgen.errors import DataError
from reportgen.ledger.plain_data import to_plain
from reportgen.ledger.records import Ledger
from reportgen.model.quantity_ids import former

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportgen.ledger.readers.finished_file import FinishedFile
    from reportgen.ledger.records import (
        AnyLedger,
        ChangeRecord,
        EditionRecord,
        GoalRecord,
        QuantityRecord,
    )

# Derivations have a few steps; a damaged ledger could have chains of any length.
_DEEPEST = 8
_PROGRAM = "reportgen"


def explain_text(file: FinishedFile, name: str | None) -> str:
    """Return the provenance of a number or claim, or a list of all if no name is given.

    Parameters
    ----------
    file : FinishedFile
        With a ledger.
    name : str or None
        A quantity id, a comparison id or ``goals.<id>``.

    Raises
    ------
    DataError
        The ledger has no entry of that name.
    """
    ledger = _ledger(file)
    if name is None:
        return "\n".join(_list(ledger))
    if name in ledger.quantities:
        return "\n".join(_quantity(file, ledger, name))
    if name in ledger.verdicts:
        return "\n".join(_verdict(file, ledger, name))
    goals, changes = ledger.goals_by_subject(), _former_changes(ledger)
    if name in goals:
        return "\n".join(_goal(file, ledger, goals[name]))
    if name in changes and isinstance(ledger, Ledger) and ledger.previous is not None:
        return "\n".join(_former(file, ledger.previous, name, changes[name]))
    raise DataError(f"the ledger has nothing of the name {name}{_near(ledger, name)}")


def explain_record(file: FinishedFile, name: str | None) -> dict[str, Any]:
    """Return the same as plain data, for ``--format json``."""
    ledger = _ledger(file)
    if name is None:
        return {
            "quantities": {key: item.text for key, item in ledger.quantities.items()},
            "verdicts": {key: item.verdict for key, item in ledger.verdicts.items()},
            "goals": {key: item.status for key, item in ledger.goals_by_subject().items()},
        }
    kinds: tuple[Mapping[str, object], ...] = (
        ledger.quantities,
        ledger.verdicts,
        ledger.goals_by_subject(),
        _former_changes(ledger),
    )
    for found in kinds:
        if name in found:
            return {"id": name, **to_plain(found[name]), "printed_in": _places(file, name)}
    raise DataError(f"the ledger has nothing of the name {name}{_near(ledger, name)}")


def _ledger(file: FinishedFile) -> AnyLedger:
    ledger = file.readable_ledger()
    if ledger is None:
        raise DataError("the file carries no ledger")
    return ledger


def _former_changes(ledger: AnyLedger) -> dict[str, ChangeRecord]:
    changes = ledger.changes if isinstance(ledger, Ledger) else None
    return {former(key): item for key, item in (changes or {}).items()}


def _list(ledger: AnyLedger) -> Iterator[str]:
    width = max(map(len, ledger.quantities), default=0)
    for name, record in ledger.quantities.items():
        shown = record.printed if record.text is not None else "not known"
        yield f"{name:{width}}  {shown}"
    for name, verdict in ledger.verdicts.items():
        yield f"{name:{width}}  verdict: {_words(verdict.verdict)}"
    for name, goal in ledger.goals_by_subject().items():
        yield f"{name:{width}}  goal: {_words(goal.status)}"


def _quantity(file: FinishedFile, ledger: AnyLedger, name: str) -> Iterator[str]:
    yield name
    yield from _value_lines(ledger.quantities[name])
    for place in _places(file, name):
        yield f"  printed in: {place}"
    seen: set[str] = set()
    yield from _path(ledger, name, 1, seen)
    yield f"  computed with: {_made_with(ledger, seen)}"


def _made_with(ledger: AnyLedger, path: set[str]) -> str:
    """Return the versions of the libraries behind a number and those it was derived from."""
    used = {_PROGRAM}
    for name in path:
        libraries = ledger.quantities[name].libraries
        used |= set(ledger.versions if libraries is None else libraries)
    return ", ".join(f"{key} {value}" for key, value in ledger.versions.items() if key in used)


def _value_lines(record: QuantityRecord) -> Iterator[str]:
    if record.value is None:
        yield f"  no value: {record.reason}"
        return
    yield f"  printed as: {record.printed}"
    yield f"  full value: {record.value}"
    if record.ci_low is not None or record.ci_high is not None:
        level = f"{record.confidence_level * 100:g}% " if record.confidence_level else ""
        low = "no lower bound" if record.ci_low is None else record.ci_low
        high = "no upper bound" if record.ci_high is None else record.ci_high
        yield f"  {level}confidence interval: {low} to {high}"
    if record.numerator is not None:
        yield f"  counts: {record.numerator} of {record.n}"
    elif record.n is not None:
        yield f"  based on: {record.n} observations"


def _path(ledger: AnyLedger, name: str, depth: int, seen: set[str]) -> Iterator[str]:
    """Yield how a number was computed, then the same for each number it was derived from."""
    record = ledger.quantities.get(name)
    if record is None or depth > _DEEPEST:
        return
    seen.add(name)
    gap = "  " * depth
    yield f"{gap}how: {record.formula or record.method} (method: {record.method})"
    for source in record.source:
        rows = f"column {source.column}, rows {source.rows}" if source.rows else ""
        where = rows or f"the previous edition, {source.column}"
        yield f"{gap}from: {source.file}, {where} (SHA-256 {source.sha256[:12]}…)"
    if record.config:
        yield f"{gap}requested in: {record.config}"
    for other in record.derived_from:
        found = ledger.quantities.get(other)
        yield f"{gap}from: {other} = {found.value if found else 'not known'}"
        if other not in seen:
            yield from _path(ledger, other, depth + 1, seen)


def _verdict(file: FinishedFile, ledger: AnyLedger, name: str) -> Iterator[str]:
    record = ledger.verdicts[name]
    yield f"{name}: {_words(record.verdict)}, evidence: {record.strength}"
    yield f"  says: {record.sentence}"
    for words in ledger.claims.get(name, ()) if isinstance(ledger, Ledger) else ():
        yield f"  licensed words: {words}"
    for place in _places(file, name):
        yield f"  printed in: {place}"
    if record.reason:
        yield f"  not assessable: {record.reason}"
    yield f"  P value: {record.p_value} ({record.decided_by or 'none'})"
    yield f"  after Holm: {record.p_adjusted}, alpha {record.alpha}, {record.alternative}"
    for item in record.sensitivity:
        vote = {True: "agrees", False: "does not agree", None: "could not be computed"}
        counted = "" if item.counted else ", without a vote"
        yield f"  another analysis: {item.label}: {vote[item.agrees]}{counted}"
    for assumption in record.assumptions:
        yield f"  caution: {assumption.statement} {assumption.consequence}".rstrip()
    if record.primary in ledger.quantities:
        yield from _quantity(file, ledger, record.primary)


def _goal(file: FinishedFile, ledger: AnyLedger, goal: GoalRecord) -> Iterator[str]:
    yield f"{goal.subject}: {_words(goal.status)}"
    yield f"  says: {goal.sentence}"
    for place in _places(file, goal.subject):
        yield f"  printed in: {place}"
    yield f"  value {goal.value}, target {goal.target} ({goal.direction})"
    yield f"  due {goal.due}, reached {goal.reached_on}"
    for other in goal.evidence:
        if other in ledger.quantities:
            yield from _quantity(file, ledger, other)


def _former(
    file: FinishedFile, previous: EditionRecord, name: str, change: ChangeRecord
) -> Iterator[str]:
    """Yield what the previous edition said about a claim or a goal."""
    claim = change.verdict or change.status or "nothing"
    yield f"{name}: {_words(claim)}, in the edition of {previous.report_date}"
    yield f"  from: {previous.file} (SHA-256 {previous.sha256[:12]}…)"
    for place in _places(file, name):
        yield f"  printed in: {place}"
    yield f"  changed inputs: {', '.join(change.reasons) or 'none'}"


def _places(file: FinishedFile, name: str) -> list[str]:
    """Return the places where a number or claim is printed, without duplicates."""
    if file.recorded is None:
        return []
    found = [*file.recorded.numbers(), *file.recorded.claims()]
    return list(
        dict.fromkeys(place or "above the text" for place, run in found if run.subject == name)
    )


def _near(ledger: AnyLedger, name: str) -> str:
    from difflib import get_close_matches

    found = get_close_matches(name, [*ledger.quantities, *ledger.verdicts], n=1)
    return f"; did you mean {found[0]}?" if found else ""


def _words(name: str) -> str:
    return name.replace("_", " ")
