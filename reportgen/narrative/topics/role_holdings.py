"""Sentences on a committee known by its role holdings: who was there, who came and who went.

People are named where the configuration allows it. Where `privacy` hides them, their turnover
is told over roles: how many have other holders, not who left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.languages.gettext_noop import gettext_noop, ngettext_noop
from reportgen.model.privacy import NamesShown
from reportgen.model.quantity_ids import COMMITTEE_CHANGE, MembershipChangeIds, StructureIds
from reportgen.narrative.numbers.number_text import date_text
from reportgen.narrative.phrases import counted, enumerated, listed, phrase, said, sentence
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
    from reportgen.narrative.quantity_phrases import Speaker

_MOST_NAMES = 10
"""More names than these are easier to find in the table."""


def tells_people(configuration: Configuration) -> bool:
    """Return whether single people may be told of, by names or initials."""
    privacy = configuration.privacy
    return privacy.members is not NamesShown.ROLES and privacy.smallest_group is None


def member_names(configuration: Configuration) -> dict[str, str]:
    """Return the names of members by id, as they may be printed."""
    committee = configuration.committee
    return {item.id: item.name for item in committee.members} if committee else {}


def describe_holdings(speaker: Speaker, outcome: CommitteeOutcome) -> Iterator[Statement]:
    """Yield a statement for each day, one on what changed, and one on time in office."""
    for measures in outcome.measures:
        yield _on_day(speaker, measures)
    days = {item.structure.id: item for item in outcome.measures}
    told = [_between(speaker, change, days) for change in outcome.changes]
    if sentences := said(*(item for change in told for item in change)):
        yield Statement(subject=COMMITTEE_CHANGE, short=told[-1] or sentences[:1], full=sentences)
    if sentences := said(*_stayed_and_served(speaker, outcome)):
        yield Statement(subject="retention", short=sentences[:1], full=sentences)


def vacant_roles(measures: StructureMeasures) -> tuple[str, ...]:
    """Return the titles of the roles that nobody held."""
    return tuple(role.title for role in measures.structure.roles if not role.holders)


def _on_day(speaker: Speaker, measures: StructureMeasures) -> Statement:
    ids, day = StructureIds(measures.structure.id), date_text(measures.structure.first)
    if speaker.has(ids.members) and speaker.value(ids.members) == 0:
        size = sentence(phrase("On {day}, nobody was on the committee", day=day))
    else:
        told = phrase(
            "On {day}, the committee had {people} in {roles}",
            day=day,
            people=speaker.measured(ids.members),
            roles=speaker.measured(ids.roles),
        )
        size = sentence(told)
    vacant = _vacant(speaker, measures)
    who = _who(speaker, measures) if tells_people(speaker.configuration) else ()
    return Statement(subject=ids.stem, short=said(size, vacant), full=said(size, who, vacant))


def _who(speaker: Speaker, measures: StructureMeasures) -> Prose:
    """Name the people of each role, where they are not too many."""
    names = member_names(speaker.configuration)
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


def _vacant(speaker: Speaker, measures: StructureMeasures) -> Prose:
    name = StructureIds(measures.structure.id).vacant
    titles = vacant_roles(measures)
    if not titles or not speaker.has(name):
        return ()
    told = counted(
        "On that day {number} role was vacant: {roles}",
        "On that day {number} roles were vacant: {roles}",
        len(titles),
        number=speaker.number(name),
        roles=enumerated(titles),
    )
    return sentence(told)


def _between(
    speaker: Speaker, change: MembershipChange, days: Mapping[str, StructureMeasures]
) -> Sentences:
    base, later = days[change.base], days[change.later]
    vacant = _vacant_on(speaker, later)
    if not tells_people(speaker.configuration):
        return said(_roles_changed(speaker, base, later), vacant)
    ids = MembershipChangeIds(change.base, change.later)
    return said(
        _stayed_left_joined(speaker, ids, base, later),
        _named(speaker, _LEFT, change.left),
        _named(speaker, _JOINED, change.joined),
        _changed_role(speaker, change, base, later),
        _came_back(speaker, change),
        _passed_through(speaker, ids),
        vacant,
    )


_LEFT = gettext_noop("Left: {people}")
_JOINED = gettext_noop("Joined: {people}")


def _stayed_left_joined(
    speaker: Speaker, ids: MembershipChangeIds, base: StructureMeasures, later: StructureMeasures
) -> Prose:
    before = StructureIds(base.structure.id).members
    total, stayed = int(speaker.value(before)), int(speaker.value(ids.stayed))
    people, left = speaker.number(before), speaker.number(ids.left)
    clauses = []
    if total and stayed in (0, total):
        everybody = _ALL_STAYED if stayed else _ALL_LEFT
        clauses.append(phrase(everybody[min(total, len(everybody)) - 1], people=people))
    elif total:
        kept = speaker.number(ids.stayed)
        clauses.append(counted(*_STAYED, stayed, stayed=kept, people=people))
        clauses.append(counted(*_WENT, total - stayed, left=left))
    joined = int(speaker.value(ids.joined))
    clauses.append(
        counted(*_CAME, joined, joined=speaker.number(ids.joined))
        if joined
        else phrase("nobody joined")
    )
    told = phrase(
        "Between {base} and {later}, {changes}",
        base=date_text(base.structure.first),
        later=date_text(later.structure.first),
        changes=enumerated(clauses),
    )
    return sentence(told)


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
"""For one person, for two, and for more."""
_STAYED = ngettext_noop(
    "{stayed} of the {people} people stayed", "{stayed} of the {people} people stayed"
)
_WENT = ngettext_noop("{left} left", "{left} people left")
_CAME = ngettext_noop("{joined} joined", "{joined} people joined")


def _named(speaker: Speaker, template: str, people: tuple[str, ...] | Refusal) -> Prose:
    names = member_names(speaker.configuration)
    if not isinstance(people, tuple) or not 0 < len(people) <= _MOST_NAMES:
        return ()
    return sentence(phrase(template, people=enumerated([names[id_] for id_ in people])))


def _changed_role(
    speaker: Speaker,
    change: MembershipChange,
    base: StructureMeasures,
    later: StructureMeasures,
) -> Prose:
    turnover = change.turnover
    if turnover is None or not isinstance(turnover.changed_role, tuple):
        return ()
    if not 0 < len(turnover.changed_role) <= _MOST_NAMES:
        return ()
    names = member_names(speaker.configuration)
    moved = [
        phrase(
            "{person} (from {former} to {present})",
            person=names[id_],
            former=_titles(base, id_),
            present=_titles(later, id_),
        )
        for id_ in turnover.changed_role
    ]
    return sentence(phrase("Changed role: {people}", people=enumerated(moved)))


def _titles(measures: StructureMeasures, member: str) -> Prose:
    titles = [role.title for role in measures.structure.roles if member in role.holders]
    return enumerated(titles) if titles else phrase("no role")


def _came_back(speaker: Speaker, change: MembershipChange) -> Prose:
    turnover = change.turnover
    if turnover is None:
        return ()
    return _named(speaker, _RETURNED, turnover.returned)


_RETURNED = gettext_noop("Came back after an absence: {people}")


def _passed_through(speaker: Speaker, ids: MembershipChangeIds) -> Prose:
    name = ids.passed_through
    if not speaker.has(name) or not speaker.value(name):
        return ()
    told = counted(
        "{number} other person joined and left again in between",
        "{number} other people joined and left again in between",
        int(speaker.value(name)),
        number=speaker.number(name),
    )
    return sentence(told)


def _roles_changed(speaker: Speaker, base: StructureMeasures, later: StructureMeasures) -> Prose:
    name = MembershipChangeIds(base.structure.id, later.structure.id).roles_changed
    if not speaker.has(name):
        return ()
    told = phrase(
        "{count} of {total} roles ({share}) had other holders on {later} than on {base}",
        count=speaker.number(name, "numerator"),
        total=speaker.number(name, "n"),
        share=speaker.number(name),
        base=date_text(base.structure.first),
        later=date_text(later.structure.first),
    )
    return sentence(told)


def _vacant_on(speaker: Speaker, later: StructureMeasures) -> Prose:
    """Name the roles without a holder, or say that nobody was there at all."""
    day, name = date_text(later.structure.first), StructureIds(later.structure.id).members
    if speaker.has(name) and speaker.value(name) == 0:
        return sentence(phrase("On {day}, nobody was on the committee", day=day))
    titles = vacant_roles(later)
    if not titles:
        return ()
    return sentence(phrase("Vacant on {day}: {roles}", day=day, roles=enumerated(titles)))


def _stayed_and_served(speaker: Speaker, outcome: CommitteeOutcome) -> Sentences:
    """Say who of the first day is still there, and how long those of each day had been there."""
    report_date = speaker.outcomes.plan.report_date
    first, last = outcome.measures[0].structure, outcome.measures[-1].structure
    served = _served(speaker, [item.structure.first for item in outcome.measures], outcome)
    if last.first == report_date or not tells_people(speaker.configuration):
        return said(served)
    return said(_still_there(speaker, StructureIds(first.id).retention, first.first), served)


def _still_there(speaker: Speaker, name: str, day: date) -> Prose:
    if not speaker.has(name):
        return ()
    told = phrase(
        "Of the {n} people on the committee on {start}, {stayed} were there on {day} ({evidence})",
        n=speaker.number(name, "n"),
        start=date_text(day),
        stayed=speaker.number(name, "numerator"),
        day=date_text(speaker.outcomes.plan.report_date),
        evidence=speaker.number(name),
    )
    return sentence(told)


def _served(speaker: Speaker, days: Sequence[date], outcome: CommitteeOutcome) -> Prose:
    names = [StructureIds(item.structure.id).time_in_office for item in outcome.measures]
    spans = [
        phrase("{time} on {day}", time=speaker.measured(name), day=date_text(day))
        for name, day in zip(names, days, strict=True)
        if speaker.has(name)
    ]
    if not spans:
        return ()
    told = phrase(
        "On average, people had been on the committee for {spans}", spans=enumerated(spans)
    )
    return sentence(told)
