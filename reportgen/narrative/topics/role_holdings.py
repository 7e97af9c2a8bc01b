"""Sentences on a committee with dated role holdings: members, turnover and vacant roles.

If `privacy` hides people, turnover is reported by role: how many roles have other holders, not
who left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.languages.gettext_noop import gettext_noop, ngettext_noop
from reportgen.model.privacy import NamesShown
from reportgen.model.quantity_ids import COMMITTEE_CHANGE, MembershipChangeIds, StructureIds
from reportgen.narrative.numbers.number_text import date_text
from reportgen.narrative.phrases import (
    counted,
    enumerated,
    listed,
    non_empty,
    phrase,
    sentence,
)
from reportgen.narrative.statement import Statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from reportgen.analysis.committee.structure import (
        CommitteeOutcome,
        MembershipChange,
        StructureMeasures,
    )
    from reportgen.model.committee import Role
    from reportgen.model.configuration import Configuration
    from reportgen.model.estimate import Refusal
    from reportgen.model.prose import Prose, Sentences
    from reportgen.narrative.quantity_phrases import QuantityFormatter

# A longer list of names is easier to read in the table.
_MOST_NAMES = 10


def names_people(configuration: Configuration) -> bool:
    """Return whether people may be mentioned individually, by names or initials."""
    privacy = configuration.privacy
    return privacy.members is not NamesShown.ROLES and privacy.smallest_group is None


def member_names(configuration: Configuration) -> dict[str, str]:
    """Return the printed names of members by id."""
    committee = configuration.committee
    return {item.id: item.name for item in committee.members} if committee else {}


def describe_holdings(
    formatter: QuantityFormatter, outcome: CommitteeOutcome
) -> Iterator[Statement]:
    """Yield a statement per day, one on turnover, and one on retention and time in office."""
    for measures in outcome.measures:
        yield _on_day(formatter, measures)
    days = {item.structure.id: item for item in outcome.measures}
    turnover = [_between(formatter, change, days) for change in outcome.changes]
    if sentences := non_empty(*(item for change in turnover for item in change)):
        latest = turnover[-1] or sentences[:1]
        yield Statement(subject=COMMITTEE_CHANGE, short=latest, full=sentences)
    if sentences := non_empty(*_stayed_and_served(formatter, outcome)):
        yield Statement(subject="retention", short=sentences[:1], full=sentences)


def vacant_roles(measures: StructureMeasures) -> tuple[str, ...]:
    """Return the titles of the roles without a holder."""
    return tuple(role.title for role in measures.structure.roles if not role.holders)


def _on_day(formatter: QuantityFormatter, measures: StructureMeasures) -> Statement:
    ids, day = StructureIds(measures.structure.id), date_text(measures.structure.first)
    if formatter.has(ids.members) and formatter.value(ids.members) == 0:
        size = sentence(phrase("On {day}, nobody was on the committee", day=day))
    else:
        clause = phrase(
            _SIZES[bool(measures.structure.roles), bool(vacant_roles(measures))],
            day=day,
            people=formatter.measured(ids.members),
            roles=formatter.measured(ids.roles),
        )
        size = sentence(clause)
    vacant = _vacant(formatter, measures)
    who = _who(formatter, measures) if names_people(formatter.configuration) else ()
    return Statement(
        subject=ids.stem, short=non_empty(size, vacant), full=non_empty(size, who, vacant)
    )


_SIZES = {
    (False, False): gettext_noop("On {day}, the committee had {people}"),
    (True, False): gettext_noop("On {day}, the committee had {people} in {roles}"),
    # "1 person in 3 roles" would hold them all.
    (True, True): gettext_noop("On {day}, the committee had {people} and {roles}"),
}
"""Keyed by whether there are roles, and whether some are vacant."""


def _who(formatter: QuantityFormatter, measures: StructureMeasures) -> Prose:
    """List the holders of each role; empty if there are too many."""
    names = member_names(formatter.configuration)
    held = [role for role in measures.structure.roles if role.holders]
    if not held or sum(len(role.holders) for role in held) > _MOST_NAMES:
        return ()
    return sentence(listed([_role_and_holders(role, names) for role in held], "; "))


def _role_and_holders(role: Role, names: Mapping[str, str]) -> Prose:
    return phrase(
        "{role}: {people}",
        role=role.title,
        people=enumerated([names[holder] for holder in role.holders]),
    )


def _vacant(formatter: QuantityFormatter, measures: StructureMeasures) -> Prose:
    name = StructureIds(measures.structure.id).vacant
    titles = vacant_roles(measures)
    if not titles or not formatter.has(name):
        return ()
    clause = counted(
        "On that day {number} role was vacant: {roles}",
        "On that day {number} roles were vacant: {roles}",
        len(titles),
        number=formatter.number(name),
        roles=enumerated(titles),
    )
    return sentence(clause)


def _between(
    formatter: QuantityFormatter, change: MembershipChange, days: Mapping[str, StructureMeasures]
) -> Sentences:
    base, later = days[change.base], days[change.later]
    vacant = _vacant_on(formatter, later)
    if not names_people(formatter.configuration):
        return non_empty(_roles_changed(formatter, base, later), vacant)
    ids = MembershipChangeIds(change.base, change.later)
    return non_empty(
        _stayed_left_joined(formatter, ids, base, later),
        _named(formatter, _LEFT, change.left),
        _named(formatter, _JOINED, change.joined),
        _changed_role(formatter, change, base, later),
        _named(formatter, _RETURNED, change.turnover.returned),
        _passed_through(formatter, ids),
        vacant,
    )


_LEFT = gettext_noop("Left: {people}")
_JOINED = gettext_noop("Joined: {people}")
_RETURNED = gettext_noop("Came back after an absence: {people}")


def _stayed_left_joined(
    formatter: QuantityFormatter,
    ids: MembershipChangeIds,
    base: StructureMeasures,
    later: StructureMeasures,
) -> Prose:
    before = StructureIds(base.structure.id).members
    total, stayed = int(formatter.value(before)), int(formatter.value(ids.stayed))
    people, left = formatter.number(before), formatter.number(ids.left)
    clauses = []
    if total and stayed in (0, total):
        everybody = _ALL_STAYED if stayed else _ALL_LEFT
        clauses.append(phrase(everybody[min(total, len(everybody)) - 1], people=people))
    elif total:
        kept = formatter.number(ids.stayed)
        clauses.append(counted(*_STAYED, stayed, stayed=kept, people=people))
        clauses.append(counted(*_WENT, total - stayed, left=left))
    joined = int(formatter.value(ids.joined))
    clauses.append(
        counted(*_CAME, joined, joined=formatter.number(ids.joined))
        if joined
        else phrase("nobody joined")
    )
    clause = phrase(
        "Between {base} and {later}, {changes}",
        base=date_text(base.structure.first),
        later=date_text(later.structure.first),
        changes=enumerated(clauses),
    )
    return sentence(clause)


# For one person, for two, and for more.
_ALL_STAYED = (
    gettext_noop("the only person stayed"),
    gettext_noop("both people stayed"),
    gettext_noop("all {people} people stayed"),
)
_ALL_LEFT = (
    gettext_noop("the only person left"),
    gettext_noop("both people left"),
    gettext_noop("all {people} people left"),
)
_STAYED = ngettext_noop(
    "{stayed} of the {people} people stayed", "{stayed} of the {people} people stayed"
)
_WENT = ngettext_noop("{left} left", "{left} people left")
_CAME = ngettext_noop("{joined} joined", "{joined} people joined")


def _named(formatter: QuantityFormatter, template: str, people: tuple[str, ...] | Refusal) -> Prose:
    names = member_names(formatter.configuration)
    if not isinstance(people, tuple) or not 0 < len(people) <= _MOST_NAMES:
        return ()
    return sentence(phrase(template, people=enumerated([names[id_] for id_ in people])))


def _changed_role(
    formatter: QuantityFormatter,
    change: MembershipChange,
    base: StructureMeasures,
    later: StructureMeasures,
) -> Prose:
    people = change.turnover.changed_role
    if not isinstance(people, tuple) or not 0 < len(people) <= _MOST_NAMES:
        return ()
    names = member_names(formatter.configuration)
    moved = [
        phrase(
            "{person} (from {former} to {present})",
            person=names[id_],
            former=_titles(base, id_),
            present=_titles(later, id_),
        )
        for id_ in people
    ]
    return sentence(phrase("Changed role: {people}", people=enumerated(moved)))


def _titles(measures: StructureMeasures, member: str) -> Prose:
    titles = [role.title for role in measures.structure.roles if member in role.holders]
    return enumerated(titles) if titles else phrase("no role")


def _passed_through(formatter: QuantityFormatter, ids: MembershipChangeIds) -> Prose:
    name = ids.passed_through
    if not formatter.has(name) or not formatter.value(name):
        return ()
    clause = counted(
        "{number} other person joined and left again in between",
        "{number} other people joined and left again in between",
        int(formatter.value(name)),
        number=formatter.number(name),
    )
    return sentence(clause)


def _roles_changed(
    formatter: QuantityFormatter, base: StructureMeasures, later: StructureMeasures
) -> Prose:
    name = MembershipChangeIds(base.structure.id, later.structure.id).roles_changed
    if not formatter.has(name):
        return ()
    clause = phrase(
        "{count} of {total} roles ({share}) had other holders on {later} than on {base}",
        count=formatter.number(name, "numerator"),
        total=formatter.number(name, "n"),
        share=formatter.number(name),
        base=date_text(base.structure.first),
        later=date_text(later.structure.first),
    )
    return sentence(clause)


def _vacant_on(formatter: QuantityFormatter, later: StructureMeasures) -> Prose:
    """Name the vacant roles, or report that the committee had no members."""
    day, name = date_text(later.structure.first), StructureIds(later.structure.id).members
    if formatter.has(name) and formatter.value(name) == 0:
        return sentence(phrase("On {day}, nobody was on the committee", day=day))
    titles = vacant_roles(later)
    if not titles:
        return ()
    return sentence(phrase("Vacant on {day}: {roles}", day=day, roles=enumerated(titles)))


def _stayed_and_served(formatter: QuantityFormatter, outcome: CommitteeOutcome) -> Sentences:
    """Report retention since the first day, and the mean time in office on each day."""
    report_date = formatter.outcomes.plan.report_date
    first, last = outcome.measures[0].structure, outcome.measures[-1].structure
    served = _served(formatter, [item.structure.first for item in outcome.measures], outcome)
    if last.first == report_date or not names_people(formatter.configuration):
        return non_empty(served)
    return non_empty(_still_there(formatter, StructureIds(first.id).retention, first.first), served)


def _still_there(formatter: QuantityFormatter, name: str, day: date) -> Prose:
    if not formatter.has(name):
        return ()
    clause = counted(
        "Of those on the committee on {start}, {stayed} of {n} was there on {day} ({evidence})",
        "Of those on the committee on {start}, {stayed} of {n} were there on {day} ({evidence})",
        formatter.quantity(name).numerator or 0,
        n=formatter.number(name, "n"),
        start=date_text(day),
        stayed=formatter.number(name, "numerator"),
        day=date_text(formatter.outcomes.plan.report_date),
        evidence=formatter.number(name),
    )
    return sentence(clause)


def _served(formatter: QuantityFormatter, days: Sequence[date], outcome: CommitteeOutcome) -> Prose:
    names = [StructureIds(item.structure.id).time_in_office for item in outcome.measures]
    spans = [
        phrase("{time} on {day}", time=formatter.measured(name), day=date_text(day))
        for name, day in zip(names, days, strict=True)
        if formatter.has(name)
    ]
    if not spans:
        return ()
    clause = phrase(
        "On average, people had been on the committee for {spans}", spans=enumerated(spans)
    )
    return sentence(clause)
