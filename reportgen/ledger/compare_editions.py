"""Compare two editions of a brief: what changed, by how much, and why."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from reportgen.ledger.change_reasons import PROGRAM, ChangeReasons
from reportgen.ledger.ledger_values import number_of, rows_by_file, same
from reportgen.model.prose import plain_text
from reportgen.model.quantity_ids import GoalIds, goal_of, is_about_editions
from reportgen.model.verdict import Strength
from reportgen.narrative.method_change import method_change

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.ledger.records import GoalRecord, Ledger, QuantityRecord, VerdictRecord
    from reportgen.model.prose import Prose

# The comparison is read on a terminal; `verify --data` lists more.
_MOST_ROWS = 8
# Fields that a reader can see; a difference in any other is not a change of the number.
_TELLING = ("value", "ci_low", "ci_high", "text", "unit", "n", "numerator", "reason")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One number, claim or goal that differs between two editions.

    Attributes
    ----------
    subject : str
        A quantity id, a comparison id or ``goals.<id>``.
    kind : str
        ``number``, ``claim`` or ``goal``.
    old, new : str
        As printed; empty if missing from an edition.
    difference : float or None
        New minus old at full precision, if both are numbers.
    reasons : tuple of str
        Any of ``data``, ``configuration``, ``method`` and ``version``.
    unit, new_text : str
        The unit of a number in the later edition, and its text without the unit.
    """

    subject: str
    kind: str
    old: str
    new: str
    difference: float | None
    reasons: tuple[str, ...]
    unit: str = ""
    new_text: str = ""

    @property
    def label(self) -> str:
        """Return the subject as words."""
        return self.subject.replace("_", " ").replace(".", ", ")


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionDifference:
    """All changes between two editions, and the inputs that changed.

    `method` is a sentence on what the reason ``method`` means; empty if the two editions were
    made by the same version of the program, or no change has this reason.
    """

    changes: tuple[Change, ...]
    inputs: tuple[str, ...]
    method: str = ""

    def record(self) -> dict[str, Any]:
        """Return the differences as plain data."""
        return {
            "changes": [asdict(item) for item in self.changes],
            "method": self.method,
            "inputs": list(self.inputs),
        }


def compare_editions(old: Ledger, new: Ledger) -> EditionDifference:
    """Return what changed from one ledger to a later one.

    Parameters
    ----------
    old, new : Ledger
        Ledgers of two editions of one brief, from files of any format.
    """
    why = ChangeReasons(old, new)
    changes = (*_claims(old, new, why), *_goals(old, new, why), *_numbers(old, new, why))
    method: Prose = ()
    if any("method" in item.reasons for item in changes):
        method = method_change(*(item.versions.get(PROGRAM, "") for item in (old, new)))
    return EditionDifference(
        changes=changes, inputs=tuple(_inputs(old, new)), method=plain_text(method)
    )


def _inputs(old: Ledger, new: Ledger) -> Iterator[str]:
    """Yield descriptions of the inputs that differ between the two editions."""
    rows = rows_by_file(old, new)
    for name in dict.fromkeys((*old.files, *new.files)):
        if old.files.get(name) == new.files.get(name):
            continue
        what = "changed" if name in old.files and name in new.files else "added"
        what = what if name in new.files else "no longer read"
        found = rows.get(name, [])
        more = f" and {len(found) - _MOST_ROWS} more" if len(found) > _MOST_ROWS else ""
        detail = f": {'; '.join(found[:_MOST_ROWS])}{more}" if found else ""
        yield f"data file {name} {what}{detail}"
    if old.configuration.sha256 != new.configuration.sha256:
        yield f"configuration changed{_changed_lines(old, new)}"
    for name in dict.fromkeys((*old.versions, *new.versions)):
        before, after = old.versions.get(name, "none"), new.versions.get(name, "none")
        if before != after:
            yield f"version of {name}: {before} then, {after} now"


def _changed_lines(old: Ledger, new: Ledger) -> str:
    """Return the lines of the new configuration that the old one lacks."""
    before, after = old.configuration.text, new.configuration.text
    if not before or not after:
        return ""
    known = set(before.splitlines())
    lines = [
        str(number)
        for number, line in enumerate(after.splitlines(), 1)
        if line.strip() and line not in known
    ]
    return f": lines {', '.join(lines[:_MOST_ROWS])}" if lines else ": lines were taken out"


def _numbers(old: Ledger, new: Ledger, why: ChangeReasons) -> Iterator[Change]:
    before, after = old.quantities, new.quantities
    for name in dict.fromkeys((*after, *before)):
        if is_about_editions(name):
            continue
        one, other = before.get(name), after.get(name)
        if one and other and all(same(getattr(one, key), getattr(other, key)) for key in _TELLING):
            continue
        yield Change(
            subject=name,
            kind="number",
            old=_printed(one),
            new=_printed(other),
            difference=_less(number_of(new, name), number_of(old, name)),
            reasons=why.of(name),
            unit=other.unit if other else "",
            new_text=(other.text or "") if other else "",
        )


def _less(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one - other


def _printed(record: QuantityRecord | None) -> str:
    if record is None:
        return ""
    if record.text is None:
        return f"not known ({record.reason})"
    return record.printed


def _claims(old: Ledger, new: Ledger, why: ChangeReasons) -> Iterator[Change]:
    before, after = old.verdicts, new.verdicts
    for name in dict.fromkeys((*after, *before)):
        records = [ledger[name] for ledger in (before, after) if name in ledger]
        one, other = _verdict(before.get(name)), _verdict(after.get(name))
        if one != other:
            yield Change(
                subject=name,
                kind="claim",
                old=one,
                new=other,
                new_text=other,
                difference=None,
                reasons=why.of(
                    *(item.primary for item in records),
                    has_other_method=len({item.decided_by for item in records}) > 1,
                ),
            )


def _verdict(record: VerdictRecord | None) -> str:
    if record is None:
        return ""
    strength = "" if record.strength is Strength.NONE else f", {record.strength} evidence"
    return f"{record.verdict.replace('_', ' ')}{strength}"


def _goals(old: Ledger, new: Ledger, why: ChangeReasons) -> Iterator[Change]:
    before, after = old.goals_by_subject(), new.goals_by_subject()
    for name in dict.fromkeys((*after, *before)):
        one, other = _status(before.get(name)), _status(after.get(name))
        if one != other:
            yield Change(
                subject=name,
                kind="goal",
                old=one,
                new=other,
                new_text=other,
                difference=None,
                reasons=why.of(GoalIds(goal_of(name)).value),
            )


def _status(goal: GoalRecord | None) -> str:
    if goal is None:
        return ""
    target = "" if goal.target is None else f" (target {goal.target:g})"
    return f"{goal.status.replace('_', ' ')}{target}"


_HEADINGS = (("claim", "Claims"), ("goal", "Goals"), ("number", "Numbers"))


def difference_text(found: EditionDifference) -> str:
    """Return the differences as terminal output, without a trailing newline."""
    return "\n".join(_lines(found))


def _lines(found: EditionDifference) -> Iterator[str]:
    if not found.changes and not found.inputs:
        yield "The two editions say the same, from the same data, configuration and versions."
        return
    for kind, heading in _HEADINGS:
        inside = [item for item in found.changes if item.kind == kind]
        if inside:
            yield f"{heading} that changed: {len(inside)}"
            yield from (f"  {change_text(item)}" for item in inside)
    if not found.changes:
        yield "No number, claim or goal changed."
    if found.method:
        yield f"Method: {found.method}"
    if found.inputs:
        yield "Inputs that changed:"
        yield from (f"  {item}" for item in found.inputs)


def change_text(change: Change) -> str:
    """Return one change in words, with its size and its reason."""
    if not change.old:
        what = f"new: {change.new}"
    elif not change.new:
        what = f"gone: was {change.old}"
    else:
        what = f"{change.old} -> {change.new}"
    size = f" (by {change.difference:+.6g})" if change.difference else ""
    why = f"; because of: {', '.join(change.reasons)}" if change.reasons else ""
    return f"{change.subject}: {what}{size}{why}"
