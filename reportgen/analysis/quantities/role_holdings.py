"""Quantities of a committee with dated role holdings, with the rows of the file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportgen.analysis.quantities.committee import count, structure_means
from reportgen.analysis.quantities.family import QuantityFamily, compress_rows
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.estimate import Refusal
from reportgen.model.message import Message
from reportgen.model.quantity import Form, Source
from reportgen.model.quantity_ids import MembershipChangeIds, StructureIds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from reportgen.analysis.committee.structure import (
        CommitteeOutcome,
        MembershipChange,
        Retention,
        StructureMeasures,
    )
    from reportgen.model.committee import Committee, Holding, HoldingList
    from reportgen.model.configuration import KeyPath
    from reportgen.model.quantity import Quantity
    from reportgen.model.series import DataFile

_METHOD = "role-holdings"
_RETENTION = "retention"


def holdings_quantities(
    outcome: CommitteeOutcome,
    committee: Committee,
    report_date: date,
    *,
    read: HoldingList | None,
    files: Mapping[str, DataFile],
) -> Iterator[Quantity]:
    """Yield the quantities of each day, retention to the report date, and turnover.

    Levels and hierarchy are included only if roles report to other roles.

    Parameters
    ----------
    outcome : CommitteeOutcome
        Measures of the structures derived from the holdings.
    committee : Committee
        The committee with its holdings.
    report_date : date
        End of retention.
    read : HoldingList or None
        The holdings as read from a file; None for a list in the configuration.
    files : mapping of str to DataFile
        Data files by name; without the file of the holdings, quantities have no sources.
    """
    evidence = _Evidence(committee, read, files)
    days = {item.structure.id: item.structure.first for item in outcome.measures}
    for measures, retention in zip(outcome.measures, outcome.retention, strict=True):
        yield from _on_day(measures, retention, evidence)
        if measures.structure.first < report_date:
            yield _retention(measures, retention, evidence, report_date)
    for change in outcome.changes:
        yield from _between(change, days, evidence)


@dataclass(frozen=True, slots=True)
class _Evidence:
    committee: Committee
    read: HoldingList | None
    files: Mapping[str, DataFile]

    @property
    def key(self) -> KeyPath:
        return ("committee", "members" if self.read is None else "holdings")

    def sources(self, is_used: Callable[[Holding], bool]) -> tuple[Source, ...]:
        """Return the rows of the matching holdings; empty without a file or if suppressed."""
        if self.read is None or self.read.file not in self.files:
            return ()
        rows = compress_rows(item.row for item in self.committee.holdings if is_used(item))
        file = self.files[self.read.file]
        source = Source(file=file.name, sha256=file.sha256, column=self.read.column, rows=rows)
        return (source,) if rows else ()


def _on_day(
    measures: StructureMeasures, retention: Retention, evidence: _Evidence
) -> Iterator[Quantity]:
    structure, members = measures.structure, measures.members
    day = structure.first
    family = QuantityFamily(
        ids=StructureIds(structure.id),
        method=_METHOD,
        config_key=evidence.key,
        sources=evidence.sources(lambda item: item.term.covers(day)),
    )
    roles = gettext_noop("roles")
    people = members if isinstance(members, Refusal) else len(members)
    formula = Message("people on the committee on {day}", day=day)
    yield count(family, "members", people, unit=gettext_noop("people"), formula=formula)
    formula = Message("roles that somebody held on {day}, and roles that were vacant", day=day)
    yield count(family, "roles", measures.roles, unit=roles, formula=formula)
    vacant = sum(not role.holders for role in structure.roles)
    formula = Message(
        "roles that no one held on {day}: recorded as vacant, held before and after it, or held "
        "since the first of the days",
        day=day,
    )
    earlier = evidence.sources(lambda item: item.role in _vacant(measures))
    sources = earlier or family.sources
    yield count(replace(family, sources=sources), "vacant", vacant, unit=roles, formula=formula)
    if any(role.reports_to for role in structure.roles):
        chain = gettext_noop("roles in the longest reporting chain")
        levels = gettext_noop("levels")
        yield count(family, "levels", measures.levels, unit=levels, formula=chain)
        yield from structure_means(family, measures)
    yield _time_in_office(family, retention, day, evidence)


def _vacant(measures: StructureMeasures) -> frozenset[str]:
    return frozenset(role.title for role in measures.structure.roles if not role.holders)


def _time_in_office(
    family: QuantityFamily, retention: Retention, day: date, evidence: _Evidence
) -> Quantity:
    present = {item.id for item in evidence.committee.members if item.is_present(day)}
    sources = evidence.sources(
        lambda item: item.member in present and (item.term.first is None or item.term.first <= day)
    )
    family, unit = replace(family, sources=sources), gettext_noop("years")
    formula = Message(
        "mean years (of 12 months of 30.4375 days) up to {day} on the committee, without absences, "
        "of the people there on that day whose first day is known",
        day=day,
    )
    years = retention.mean_years_in_office
    if years is None:
        years = Refusal(reason=gettext_noop("no one's first day in a role is known"))
    form = Form.MEAN_OF_PEOPLE
    if isinstance(years, Refusal):
        return family.refused("time_in_office", years, form=form, unit=unit, formula=formula)
    return family.number("time_in_office", years, form=form, unit=unit, formula=formula)


def _retention(
    measures: StructureMeasures, retention: Retention, evidence: _Evidence, report_date: date
) -> Quantity:
    ids, day = StructureIds(measures.structure.id), measures.structure.first
    present = {item.id for item in evidence.committee.members if item.is_present(day)}
    family = QuantityFamily(
        ids=ids,
        method=_RETENTION,
        derived_from=(ids.members,),
        config_key=evidence.key,
        sources=evidence.sources(lambda item: item.member in present),
    )
    formula = Message(
        "of the people on the committee on {day}, the share still there on the report date, "
        "{report_date}; Wilson interval",
        day=day,
        report_date=report_date,
    )
    return family.share("retention", retention.to_report, formula=formula)


def _between(
    change: MembershipChange, days: Mapping[str, date], evidence: _Evidence
) -> Iterator[Quantity]:
    turnover, base, later = change.turnover, days[change.base], days[change.later]
    family = QuantityFamily(
        ids=MembershipChangeIds(change.base, change.later),
        method=_METHOD,
        derived_from=(StructureIds(change.base).members, StructureIds(change.later).members),
        config_key=evidence.key,
        sources=evidence.sources(
            lambda item: (
                (item.term.first is None or item.term.first <= later)
                and (item.term.end is None or item.term.end > base)
            )
        ),
    )
    parts = {"base": base, "later": later}
    counts = {
        "stayed": (change.stayed, gettext_noop("people on the committee on {base} and on {later}")),
        "joined": (
            change.joined,
            gettext_noop("people on the committee on {later}, not on {base}"),
        ),
        "left": (change.left, gettext_noop("people on the committee on {base}, not on {later}")),
        "returned": (
            turnover.returned,
            gettext_noop(
                "people on the committee on {later} after an absence of more than 31 days "
                "that ended after {base}"
            ),
        ),
        "changed_role": (
            turnover.changed_role,
            gettext_noop(
                "people on the committee on both days whose roles on {later} were not those "
                "on {base}"
            ),
        ),
        "passed_through": (
            turnover.passed_through,
            gettext_noop("people who joined after {base} and had left by {later}"),
        ),
    }
    for name, (people, formula) in counts.items():
        number = people if isinstance(people, Refusal) else len(people)
        yield count(
            family,
            name,
            number,
            unit=gettext_noop("people"),
            formula=Message(formula, **parts),
        )
    alone = replace(family, derived_from=())
    formula = Message(
        "of the people on the committee on {base}, the share who had left by {later}; Wilson "
        "interval",
        **parts,
    )
    yield family.share("turnover", turnover.left_share, formula=formula)
    formula = Message(
        "of the roles that somebody held on {base} or {later}, the share whose holders were not "
        "the same people; Wilson interval",
        **parts,
    )
    yield alone.share("roles_changed", turnover.roles_changed, formula=formula)
