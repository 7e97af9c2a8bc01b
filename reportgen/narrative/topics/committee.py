"""Sentences on a committee's structures and on what changed between them.

A committee is counted whole, so its shares carry counts and no intervals.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.languages.current import translated
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.quantity_ids import (
    COMMITTEE_CHANGE,
    MembershipChangeIds,
    StructureIds,
    group_of,
)
from reportgen.narrative.numbers.number_text import date_text
from reportgen.narrative.phrases import enumerated, phrase, said, sentence
from reportgen.narrative.statement import Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.analysis.committee.structure import (
        CommitteeOutcome,
        MembershipChange,
        StructureMeasures,
    )
    from reportgen.model.committee import Committee, Structure
    from reportgen.model.prose import Number, Prose, Sentences
    from reportgen.narrative.quantity_phrases import Speaker


def describe_committee(speaker: Speaker, outcome: CommitteeOutcome) -> Iterator[Statement]:
    """Yield a statement a structure, and one on what changed from the first to the last."""
    for measures in outcome.measures:
        yield _structure(speaker, measures)
    if len(outcome.measures) > 1 and (change := _change(speaker, outcome)):
        yield change


def structure_name(committee: Committee | None, structure: Structure) -> str:
    """Return what a structure is called: its label, or its day where holdings make it."""
    if committee is not None and committee.is_of_holdings:
        return date_text(structure.first)
    return structure.label.strip()


def structure_label(measures: StructureMeasures) -> str:
    """Return a structure's label in quotation marks."""
    return translated("“{label}”").format(label=measures.structure.label.strip())


def _structure(speaker: Speaker, measures: StructureMeasures) -> Statement:
    ids = StructureIds(measures.structure.id)
    since = date_text(measures.structure.first)
    counted = (ids.members, ids.roles, *((ids.levels,) if _has_ranks(speaker) else ()))
    had = [speaker.measured(name) for name in counted]
    told = phrase(
        "under the structure “{structure}”, from {since}, the committee had {counts}",
        structure=measures.structure.label.strip(),
        since=since,
        counts=enumerated(had),
    )
    size = sentence(told)
    return Statement(
        subject=ids.stem,
        short=said(size, _above(speaker, ids), _leads(speaker, ids, is_short=True)),
        full=said(
            size,
            _above(speaker, ids),
            _leads(speaker, ids, is_short=False),
            _mentoring(speaker, ids),
            _matched(speaker, ids),
            _unused(speaker, ids, measures),
        ),
    )


def _above(speaker: Speaker, ids: StructureIds) -> Prose:
    """Say how many people stand above a member, and how many report to a lead."""
    if not speaker.has(ids.hierarchy) or not _has_ranks(speaker):
        return ()
    above = speaker.number(ids.hierarchy)
    if not speaker.has(ids.span):
        alone = phrase(
            "On average, {above} people stood above a member, one step up or more", above=above
        )
        return sentence(alone)
    told = phrase(
        "On average, {above} people stood above a member, one step up or more, and those with "
        "people below them had {span} reporting to them directly",
        above=above,
        span=speaker.number(ids.span),
    )
    return sentence(told)


def _leads(speaker: Speaker, ids: StructureIds, *, is_short: bool) -> Prose:
    """Give the shares of the lead roles' holders who are trainees, or of a group."""
    shares = []
    trainees = ids.trainee_lead_share
    if speaker.has(trainees):
        told = phrase("{count} of {total} ({share}) were trainees", _counts(speaker, trainees))
        shares.append(told)
    groups = [name for name in speaker.outcomes.quantities if ids.group_lead_shares.holds(name)]
    for name in () if is_short else groups:
        if speaker.has(name):
            told = phrase(
                "{count} of {total} ({share}) were in the group “{group}”",
                _counts(speaker, name),
                group=group_of(name),
            )
            shares.append(told)
    if not shares:
        return ()
    return sentence(phrase("Of the people in lead roles, {shares}", shares=enumerated(shares)))


def _counts(speaker: Speaker, name: str) -> dict[str, Number]:
    """Return the numbers of ``2 of 3 (67%)``."""
    return {
        "count": speaker.number(name, "numerator"),
        "total": speaker.number(name, "n"),
        "share": speaker.number(name),
    }


def _mentoring(speaker: Speaker, ids: StructureIds) -> Prose:
    pairs = ids.mentoring_pairs
    if not speaker.has(pairs) or speaker.value(pairs) == 0:
        return ()
    shares = [
        phrase(template, _counts(speaker, ids.of(name)))
        for name, template in _MENTORING.items()
        if speaker.has(ids.of(name))
    ]
    linked = phrase("Mentoring linked {pairs}", pairs=speaker.measured(pairs))
    return sentence(linked, "; " if shares else "", enumerated(shares))


_MENTORING = {
    "mentoring_two_way_share": gettext_noop(
        "{count} of {total} pairs ({share}) mentored each other"
    ),
    "mentoring_upward_share": gettext_noop(
        "{count} of {total} directions ({share}) ran from a lower to a higher rank"
    ),
}


def _matched(speaker: Speaker, ids: StructureIds) -> Prose:
    name = ids.matched_role_share
    if not speaker.has(name):
        return ()
    told = phrase(
        "Of the roles that name a skill, {count} of {total} ({share}) had a holder who reports it",
        _counts(speaker, name),
    )
    return sentence(told)


def _unused(speaker: Speaker, ids: StructureIds, measures: StructureMeasures) -> Prose:
    """Name skills that no role uses, where roles name skills at all."""
    if not measures.unused_skills or not speaker.has(ids.matched_role_share):
        return ()
    skills = enumerated(measures.unused_skills)
    return sentence(phrase("No role used these reported skills: {skills}", skills=skills))


def _has_ranks(speaker: Speaker) -> bool:
    """Return whether the structure is studied; levels say little of any other committee."""
    committee = speaker.configuration.committee
    return committee is not None and bool(committee.ranks)


def _change(speaker: Speaker, outcome: CommitteeOutcome) -> Statement | None:
    first, last = outcome.measures[0], outcome.measures[-1]
    people = said(*(_membership(speaker, change) for change in outcome.changes))
    shared = _shared(speaker, first, last)
    moved: Prose = ()
    # A structure that stayed as it was is no news where its people changed.
    if _has_ranks(speaker) and (_has_moved(speaker, first, last) or not _has_turnover(outcome)):
        went = phrase(
            "from “{first}” to “{last}”, {changes}",
            first=first.structure.label.strip(),
            last=last.structure.label.strip(),
            changes=enumerated(list(_went(speaker, first, last))),
        )
        moved = sentence(went)
    is_both = moved and all(_has_both(speaker, first, last, name) for name in _WENT)
    full = said(moved, _meaning() if is_both else (), *shared, *people)
    if not full:
        return None
    short = said(moved, *shared) if moved else said(*people[-1:], *shared)
    return Statement(subject=COMMITTEE_CHANGE, short=short, full=full)


def _has_moved(speaker: Speaker, first: StructureMeasures, last: StructureMeasures) -> bool:
    families = [StructureIds(item.structure.id) for item in (first, last)]
    return any(
        len({speaker.number(ids.of(name)).text for ids in families}) > 1
        for name in _WENT
        if _has_both(speaker, first, last, name)
    )


def _has_turnover(outcome: CommitteeOutcome) -> bool:
    return any(item.joined or item.left for item in outcome.changes)


_WENT = {
    "levels": (
        gettext_noop("the number of levels stayed at {after}"),
        gettext_noop("the number of levels went from {before} to {after}"),
    ),
    "hierarchy": (
        gettext_noop("the number of people above the average member stayed at {after}"),
        gettext_noop("the number of people above the average member went from {before} to {after}"),
    ),
}


def _has_both(
    speaker: Speaker, first: StructureMeasures, last: StructureMeasures, name: str
) -> bool:
    return all(speaker.has(StructureIds(item.structure.id).of(name)) for item in (first, last))


def _went(speaker: Speaker, first: StructureMeasures, last: StructureMeasures) -> Iterator[Prose]:
    """Yield what levels, which every structure has, and hierarchy went from and to."""
    for name, (stayed, went) in _WENT.items():
        if _has_both(speaker, first, last, name):
            before = speaker.number(StructureIds(first.structure.id).of(name))
            after = speaker.number(StructureIds(last.structure.id).of(name))
            if before.text == after.text:
                yield phrase(stayed, after=after)
            else:
                yield phrase(went, before=before, after=after)


def _meaning() -> Prose:
    """Say once what the second of the measures is."""
    told = phrase(
        "The latter is our measure of hierarchy: it would be zero if nobody stood above anybody"
    )
    return sentence(told)


def _shared(speaker: Speaker, first: StructureMeasures, last: StructureMeasures) -> Sentences:
    """Say who led, and how many mentoring pairs ran both ways, before and after."""
    families = (StructureIds(first.structure.id), StructureIds(last.structure.id))
    told = []
    for name, template in _SHARED.items():
        before, after = (ids.of(name) for ids in families)
        if speaker.has(before) and speaker.has(after):
            words = phrase(
                template,
                before=speaker.number(before, "numerator"),
                of_before=speaker.number(before, "n"),
                after=speaker.number(after, "numerator"),
                of_after=speaker.number(after, "n"),
            )
            told.append(sentence(words))
    return tuple(told)


_SHARED = {
    "trainee_lead_share": gettext_noop(
        "Trainees held {before} of {of_before} lead positions before and {after} of {of_after} "
        "after"
    ),
    "mentoring_two_way_share": gettext_noop(
        "Mentoring ran both ways in {before} of {of_before} pairs before and {after} of "
        "{of_after} after"
    ),
}


def _membership(speaker: Speaker, change: MembershipChange) -> Prose:
    ids = MembershipChangeIds(change.base, change.later)
    if not all(speaker.has(name) for name in (ids.stayed, ids.joined, ids.left)):
        return ()
    committee = speaker.configuration.committee
    labels = {item.id: item.label for item in committee.structures} if committee else {}
    parts: dict[str, str | Prose] = {
        "first": labels.get(change.base, change.base),
        "last": labels.get(change.later, change.later),
    }
    if speaker.value(ids.joined) == 0 and speaker.value(ids.left) == 0:
        nobody = phrase(
            "Nobody joined and nobody left between the first day of “{first}” and that of “{last}”",
            parts,
        )
        return sentence(nobody)
    told = phrase(
        "between the first day of “{first}” and that of “{last}”, {stayed} stayed, {joined} "
        "joined, and {left} left",
        parts,
        stayed=speaker.measured(ids.stayed),
        joined=speaker.number(ids.joined),
        left=speaker.number(ids.left),
    )
    return sentence(told)
