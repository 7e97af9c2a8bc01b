"""Compare a brief with its previous edition, named under ``brief.previous``.

The old numbers that a brief prints are quantities of its own ledger, named ``previous.<id>``.
Quantities named ``changes.<what>`` count what changed.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from reportgen.diagnostics import Diagnostic, Severity
from reportgen.errors import DamagedLedgerError, DataError
from reportgen.ledger.change_reasons import PROGRAM
from reportgen.ledger.compare_editions import compare_editions
from reportgen.ledger.ledger_values import row_changes
from reportgen.ledger.recorded_quantity import recorded_quantity
from reportgen.ledger.records import ChangeRecord, EditionRecord, Ledger
from reportgen.model.quantity import Form, Quantity, Source
from reportgen.model.quantity_ids import (
    EDITION_CHANGES,
    GoalIds,
    former,
    goal_of,
    is_about_editions,
    is_latest_value,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from reportgen.ledger.compare_editions import EditionDifference
    from reportgen.ledger.records import ActionRecord, QuantityRecord
    from reportgen.model.configuration import Configuration

KEY = ("brief", "previous")
METHOD = "edition-changes"
_KINDS = {"numbers": "number", "claims": "claim", "goals": "goal"}
_VALUES = ("added", "revised", "removed")


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviousEdition:
    """The comparison of a brief with its previous edition.

    Attributes
    ----------
    record : EditionRecord
        Its file and report date.
    changes : mapping of str to ChangeRecord
        The changes of the subjects that a brief leads with, by comparison id,
        ``goals.<id>`` or quantity id.
    quantities : mapping of str to Quantity
        The old numbers of `changes`, and the counts of all changes.
    version : str
        The version of reportgen that made the later edition.
    actions : tuple of ActionRecord
        The actions that were open in the previous edition.
    """

    record: EditionRecord
    changes: Mapping[str, ChangeRecord]
    quantities: Mapping[str, Quantity]
    version: str
    actions: tuple[ActionRecord, ...] = ()


def previous_edition_problems(configuration: Configuration) -> tuple[Diagnostic, ...]:
    """Return why the previous edition that a configuration names can't be used."""
    path = _path(configuration)
    if path is None:
        return ()
    try:
        _read(path, configuration)
    except DataError as problem:
        return tuple(problem.diagnostics)
    return ()


def compare_with_previous(configuration: Configuration, ledger: Ledger) -> PreviousEdition | None:
    """Return the changes since the previous edition; None if the configuration names none.

    Parameters
    ----------
    ledger : Ledger
        The ledger of the edition being built.

    Raises
    ------
    DataError
        The previous edition can't be read, has no ledger, or is another organization's.
    """
    path = _path(configuration)
    if path is None:
        return None
    old, record = _read(path, configuration)
    suppresses = configuration.privacy.smallest_group is not None
    return _compared(old, ledger, record, suppresses=suppresses)


def carried_previous(ledger: Ledger) -> PreviousEdition | None:
    """Return the comparison recorded in the ledger of a finished brief.

    Raises
    ------
    DamagedLedgerError
        One of its numbers is impossible.
    """
    if ledger.previous is None or ledger.changes is None:
        return None
    return PreviousEdition(
        record=ledger.previous,
        changes=ledger.changes,
        quantities={
            name: _quantity(name, item, ledger.previous, item.source[0].column)
            for name, item in ledger.quantities.items()
            if is_about_editions(name)
        },
        version=ledger.versions.get(PROGRAM, ""),
        actions=ledger.carried_actions or (),
    )


def _path(configuration: Configuration) -> Path | None:
    name = configuration.brief.previous
    return None if name is None else configuration.files.get(name)


def _read(path: Path, configuration: Configuration) -> tuple[Ledger, EditionRecord]:
    """Return the ledger of the previous edition, and its record."""
    from reportgen.ledger.readers.finished_file import open_finished

    try:
        old = open_finished(path).readable_ledger()
        fingerprint = sha256(path.read_bytes()).hexdigest()
        # Now, as an error of the configuration, and not in the middle of the build.
        if isinstance(old, Ledger):
            _check_leading(old)
    except DamagedLedgerError as problem:
        # The message continues after the file's name, so "the ledger" becomes "its ledger".
        why = str(problem).replace("the ledger", "its ledger", 1)
        raise _refused(configuration, why) from problem
    except (DataError, OSError) as problem:
        raise _refused(configuration, str(problem)) from problem
    if old is None:
        raise _refused(configuration, "it carries no ledger")
    if not isinstance(old, Ledger):
        raise _refused(configuration, "it is a page over many organizations")
    if old.organization.id != configuration.organization.id:
        raise _refused(configuration, f"it is of another organization, {old.organization.name}")
    record = EditionRecord(
        file=str(configuration.brief.previous),
        sha256=fingerprint,
        report_date=old.report_date,
        reportgen=old.versions.get(PROGRAM),
    )
    return old, record


def _check_leading(ledger: Ledger) -> None:
    """Raise DamagedLedgerError if a number that a later edition may repeat is impossible."""
    for _, change in _leading(ledger, ledger):
        if change.number in ledger.quantities:
            recorded_quantity(change.number, ledger.quantities[change.number])


def _refused(configuration: Configuration, why: str) -> DataError:
    message = f"`{configuration.brief.previous}` is no earlier edition of this brief: {why}"
    found = Diagnostic(
        code="AUD030",
        severity=Severity.ERROR,
        message=message,
        place=configuration.place(*KEY),
        help="name the HTML, PDF or outcomes.json that was made last time, or leave the key out",
    )
    return DataError(message, (found,))


def _compared(
    old: Ledger,
    new: Ledger,
    record: EditionRecord,
    *,
    suppresses: bool,
) -> PreviousEdition:
    difference = compare_editions(old, new)
    changes = dict(_changes(old, new, difference))
    if suppresses:
        changes = {key: _without_suppressed(item, new) for key, item in changes.items()}
    quantities = {
        **_old_quantities(old.quantities, changes, record),
        **_counts(old, new, difference, record),
    }
    return PreviousEdition(
        record=record,
        changes=changes,
        quantities=quantities,
        version=new.versions.get(PROGRAM, ""),
        actions=tuple(item for item in old.actions or () if item.is_open),
    )


def _changes(
    old: Ledger, new: Ledger, difference: EditionDifference
) -> Iterator[tuple[str, ChangeRecord]]:
    """Yield the changes of comparisons, goals, and the latest value of each metric."""
    found = {item.subject: item for item in difference.changes}
    for subject, change in _leading(old, new):
        touched = [found[name] for name in (subject, change.number) if name in found]
        if touched:
            reasons = dict.fromkeys(why for item in touched for why in item.reasons)
            if "method" in reasons:
                reasons.pop("version", None)
            number = change.number if _has_value(old, change.number) else ""
            yield subject, replace(change, number=number, reasons=tuple(reasons))


def _has_value(ledger: Ledger, name: str) -> bool:
    record = ledger.quantities.get(name)
    return record is not None and record.value is not None


def _without_suppressed(change: ChangeRecord, new: Ledger) -> ChangeRecord:
    """Return a change without its old number if this edition suppresses the new one."""
    return change if _has_value(new, change.number) else replace(change, number="")


def _leading(old: Ledger, new: Ledger) -> Iterator[tuple[str, ChangeRecord]]:
    """Yield the subjects that a brief leads with, with their number and their old status."""
    for name in dict.fromkeys((*new.verdicts, *old.verdicts)):
        was, now = old.verdicts.get(name), new.verdicts.get(name)
        yield (
            name,
            ChangeRecord(
                kind="claim",
                number=(was.primary if was else "") or (now.primary if now else ""),
                verdict=was.verdict if was else None,
                strength=was.strength if was else None,
                reasons=(),
            ),
        )
    before = old.goals_by_subject()
    for name in dict.fromkeys((*new.goals_by_subject(), *before)):
        status = before[name].status if name in before else None
        number = GoalIds(goal_of(name)).value
        yield name, ChangeRecord(kind="goal", number=number, status=status, reasons=())
    for name in dict.fromkeys((*new.quantities, *old.quantities)):
        if is_latest_value(name):
            yield name, ChangeRecord(kind="number", number=name, reasons=())


def _old_quantities(
    old: Mapping[str, QuantityRecord], changes: Mapping[str, ChangeRecord], record: EditionRecord
) -> dict[str, Quantity]:
    names = dict.fromkeys(item.number for item in changes.values() if item.number)
    return {former(name): _quantity(former(name), old[name], record, name) for name in names}


def _quantity(name: str, old: QuantityRecord, record: EditionRecord, column: str) -> Quantity:
    """Return a number of the previous edition as a quantity of this one."""
    return replace(
        recorded_quantity(name, old),
        derived_from=(),
        sources=(Source(file=record.file, sha256=record.sha256, column=column, rows=""),),
        config_key=KEY,
    )


def _counts(
    old: Ledger,
    new: Ledger,
    difference: EditionDifference,
    record: EditionRecord,
) -> dict[str, Quantity]:
    """Return the counts of numbers, claims, goals and data values that changed."""
    kinds = Counter(item.kind for item in difference.changes)
    totals = {
        "numbers": len(_own(old.quantities) | _own(new.quantities)),
        "claims": len({*old.verdicts, *new.verdicts}),
        "goals": len({goal.id for goal in (*old.goals, *new.goals)}),
    }
    values = Counter(what for _, what, _ in row_changes(old, new))
    counted = {name: (kinds[kind], totals[name]) for name, kind in _KINDS.items()}
    return {
        **{
            EDITION_CHANGES.of(name): _count(name, value, record, n=n)
            for name, (value, n) in counted.items()
        },
        **{
            EDITION_CHANGES.of(f"values_{what}"): _count(f"values {what}", values[what], record)
            for what in _VALUES
        },
    }


def _own(quantities: Mapping[str, QuantityRecord]) -> set[str]:
    return {name for name in quantities if not is_about_editions(name)}


def _count(name: str, value: int, record: EditionRecord, *, n: int | None = None) -> Quantity:
    what = name if " " in name else f"{name} that are not as they were"
    return Quantity(
        id=EDITION_CHANGES.of(name.replace(" ", "_")),
        value=value,
        form=Form.COUNT,
        n=n,
        method=METHOD,
        formula=f"{what}, counted against the edition of {record.report_date}",
        sources=(Source(file=record.file, sha256=record.sha256, column="ledger", rows=""),),
        config_key=KEY,
    )
