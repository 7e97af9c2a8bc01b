"""What changed since the edition that a configuration names under ``brief.previous``.

The old numbers that a brief prints are quantities of its own ledger, named ``previous.<id>``;
how much changed is counted by quantities named ``changes.<what>``.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from reportgen.diagnostics import Diagnostic, Severity
from reportgen.errors import DataError
from reportgen.ledger.compare_editions import COUNTED, FORMER, compare_editions
from reportgen.ledger.observation_marks import changed_observations
from reportgen.ledger.recorded_quantity import recorded_quantity
from reportgen.model.goal import GoalStatus
from reportgen.model.quantity import Form, Quantity, Source
from reportgen.model.verdict import Strength, VerdictKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from reportgen.ledger.compare_editions import EditionDifference
    from reportgen.model.configuration import Configuration

KEY = ("brief", "previous")
METHOD = "edition-changes"
LATEST = ".observed.latest.value"
_DAMAGE = (ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError)
_KINDS = {"numbers": "number", "claims": "claim", "goals": "goal"}
_CLAIMED = {"verdict": VerdictKind, "strength": Strength}
_VALUES = ("added", "revised", "removed")
_NOTHING: Mapping[str, Any] = {"quantities": {}, "verdicts": {}, "goals": [], "observations": {}}


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviousEdition:
    """What a brief says of the edition before it.

    Attributes
    ----------
    record : mapping
        Its ``file``, ``sha256`` and ``report_date``.
    changes : mapping of str to mapping
        By comparison id, ``goals.<id>`` or quantity id, what changed of that which a brief
        leads with: ``kind``, ``number`` (an id of the old edition, empty for none), the old
        ``verdict`` and ``strength`` or the old ``status``, and ``reasons``.
    quantities : mapping of str to Quantity
        The old numbers of `changes`, and the counts of all that changed.
    """

    record: Mapping[str, str]
    changes: Mapping[str, Mapping[str, Any]]
    quantities: Mapping[str, Quantity]


def previous_edition_problems(configuration: Configuration) -> tuple[Diagnostic, ...]:
    """Return why the earlier edition that a configuration names can't be compared with."""
    path = _path(configuration)
    if path is None:
        return ()
    try:
        _read(path, configuration)
    except DataError as problem:
        return tuple(problem.diagnostics)
    return ()


def compare_with_previous(
    configuration: Configuration, ledger: Mapping[str, Any]
) -> PreviousEdition | None:
    """Return what changed since the edition that a configuration names, None where it names none.

    Parameters
    ----------
    ledger : mapping
        The document of outcomes.json of the edition that is being made.

    Raises
    ------
    DataError
        The earlier edition can't be read, carries no ledger, or is another organization's.
    """
    path = _path(configuration)
    if path is None:
        return None
    old, record = _read(path, configuration)
    keeps_back = configuration.privacy.smallest_group is not None
    try:
        return _compared(old, ledger, record, keeps_back=keeps_back)
    except _DAMAGE as problem:
        raise _refused(configuration, "its ledger is damaged") from problem


def carried_previous(ledger: Mapping[str, Any]) -> PreviousEdition | None:
    """Return what the ledger of a finished brief says of the edition before it."""
    record = ledger.get("previous")
    if record is None:
        return None
    told = ledger["quantities"]
    return PreviousEdition(
        record=record,
        changes=ledger["changes"],
        quantities={
            name: _quantity(name, told[name], record, told[name]["source"][0]["column"])
            for name in told
            if name.startswith((FORMER, COUNTED))
        },
    )


def _path(configuration: Configuration) -> Path | None:
    name = configuration.brief.previous
    return None if name is None else configuration.files.get(name)


def _read(path: Path, configuration: Configuration) -> tuple[Mapping[str, Any], dict[str, str]]:
    """Return the ledger of an earlier edition, and its record."""
    from reportgen.ledger.readers.finished_file import open_finished

    try:
        old = open_finished(path).ledger
        fingerprint = sha256(path.read_bytes()).hexdigest()
    except (DataError, OSError) as problem:
        raise _refused(configuration, str(problem)) from problem
    if old is None:
        raise _refused(configuration, "it carries no ledger")
    try:
        own, name = str(old["organization"]["id"]), str(old["organization"]["name"])
        record = {
            "file": str(configuration.brief.previous),
            "sha256": fingerprint,
            "report_date": str(old["report_date"]),
        }
        for other in (old, {**old, **_NOTHING}):  # all that a later edition could take from it
            _compared(old, other, record, keeps_back=False)
    except _DAMAGE as problem:
        raise _refused(configuration, "its ledger is damaged") from problem
    if own != configuration.organization.id:
        raise _refused(configuration, f"it is of another organization, {name}")
    return old, record


def _refused(configuration: Configuration, why: str) -> DataError:
    message = f"`{configuration.brief.previous}` is no earlier edition of this brief: {why}"
    told = Diagnostic(
        code="AUD030",
        severity=Severity.ERROR,
        message=message,
        place=configuration.place(*KEY),
        help="name the HTML, PDF or outcomes.json that was made last time, or leave the key out",
    )
    return DataError(message, (told,))


def _compared(
    old: Mapping[str, Any],
    new: Mapping[str, Any],
    record: Mapping[str, str],
    *,
    keeps_back: bool,
) -> PreviousEdition:
    difference = compare_editions(old, new)
    changes = dict(_changes(old, new, difference))
    if keeps_back:
        changes = {key: _kept_back(item, new) for key, item in changes.items()}
    quantities = {
        **_old_quantities(old["quantities"], changes, record),
        **_counts(old, new, difference, record),
    }
    return PreviousEdition(record=record, changes=changes, quantities=quantities)


def _changes(
    old: Mapping[str, Any], new: Mapping[str, Any], difference: EditionDifference
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what changed of the comparisons, the goals, and the latest value of each metric."""
    found = {item.subject: item for item in difference.changes}
    for subject, kind, number, own in _leading(old, new):
        touched = [found[name] for name in (subject, number) if name in found]
        if touched:
            reasons = dict.fromkeys(why for item in touched for why in item.reasons)
            was = old["quantities"].get(number, {}).get("value")
            yield (
                subject,
                {
                    "kind": kind,
                    "number": "" if was is None else number,
                    **own,
                    "reasons": list(reasons),
                },
            )


def _kept_back(change: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """Return a change without an old number where this edition keeps its own back."""
    known = new["quantities"].get(change["number"], {}).get("value")
    return {**change, "number": change["number"] if known is not None else ""}


def _leading(
    old: Mapping[str, Any], new: Mapping[str, Any]
) -> Iterator[tuple[str, str, str, dict[str, str]]]:
    """Yield the subjects that a brief leads with: their kind, number, and words in the old one."""
    for name in dict.fromkeys((*new["verdicts"], *old["verdicts"])):
        verdict = old["verdicts"].get(name) or {}
        own = {key: str(kind(verdict[key])) for key, kind in _CLAIMED.items() if verdict}
        number = verdict.get("primary") or new["verdicts"].get(name, verdict)["primary"]
        yield name, "claim", number, own
    before = {f"goals.{goal['id']}": goal for goal in old["goals"]}
    for name in dict.fromkeys((*(f"goals.{goal['id']}" for goal in new["goals"]), *before)):
        own = {"status": str(GoalStatus(before[name]["status"]))} if name in before else {}
        yield name, "goal", f"{name}.value", own
    for name in dict.fromkeys((*new["quantities"], *old["quantities"])):
        if name.endswith(LATEST) and not name.startswith(FORMER):
            yield name, "number", name, {}


def _old_quantities(
    told: Mapping[str, Any], changes: Mapping[str, Mapping[str, Any]], record: Mapping[str, str]
) -> dict[str, Quantity]:
    names = dict.fromkeys(item["number"] for item in changes.values() if item["number"])
    return {
        f"{FORMER}{name}": _quantity(f"{FORMER}{name}", told[name], record, name) for name in names
    }


def _quantity(
    name: str, told: Mapping[str, Any], record: Mapping[str, str], column: str
) -> Quantity:
    """Return a number of an earlier edition as a quantity of this one."""
    return replace(
        recorded_quantity(name, told),
        derived_from=(),
        sources=(Source(file=record["file"], sha256=record["sha256"], column=column, rows=""),),
        config_key=KEY,
    )


def _counts(
    old: Mapping[str, Any],
    new: Mapping[str, Any],
    difference: EditionDifference,
    record: Mapping[str, str],
) -> dict[str, Quantity]:
    """Return how many numbers, claims, goals and values of the data changed."""
    kinds = Counter(item.kind for item in difference.changes)
    totals = {
        "numbers": len(_own(old["quantities"]) | _own(new["quantities"])),
        "claims": len({*old["verdicts"], *new["verdicts"]}),
        "goals": len({goal["id"] for goal in (*old["goals"], *new["goals"])}),
    }
    values = Counter(_value_changes(old, new))
    counted = {name: (kinds[kind], totals[name]) for name, kind in _KINDS.items()}
    return {
        **{
            f"{COUNTED}{name}": _count(name, value, record, n=n)
            for name, (value, n) in counted.items()
        },
        **{
            f"{COUNTED}values_{what}": _count(f"values {what}", values[what], record)
            for what in _VALUES
        },
    }


def _own(quantities: Mapping[str, Any]) -> set[str]:
    return {name for name in quantities if not name.startswith((FORMER, COUNTED))}


def _value_changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    before, after = old.get("observations", {}), new.get("observations", {})
    for key in dict.fromkeys((*before, *after)):
        for what, _ in changed_observations(before.get(key, []), after.get(key, [])):
            yield what


def _count(name: str, value: int, record: Mapping[str, str], *, n: int | None = None) -> Quantity:
    what = name if " " in name else f"{name} that are not as they were"
    return Quantity(
        id=f"{COUNTED}{name.replace(' ', '_')}",
        value=value,
        form=Form.COUNT,
        n=n,
        method=METHOD,
        formula=f"{what}, counted against the edition of {record['report_date']}",
        sources=(Source(file=record["file"], sha256=record["sha256"], column="ledger", rows=""),),
        config_key=KEY,
    )
