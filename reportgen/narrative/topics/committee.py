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
from reportgen.narrative.phrases import compose, enumerated, listed, phrase, said, sentence
from reportgen.narrative.statement import Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.analysis.committee.structure import (
        CommitteeOutcome,
        MembershipChange,
        StructureMeasures,
    )
    from reportgen.model.committee import Structure
    from reportgen.model.prose import Number, Prose, Sentences
    from reportgen.narrative.quantity_phrases import Speaker


def describe_committee(speaker: Speaker, outcome: CommitteeOutcome) -> Iterator[Statement]:
    """Yield a statement a structure, and one on what changed from the first to the last."""
    for measures in outcome.measures:
        yield _structure(speaker, measures)
    if len(outcome.measures) > 1:
        yield _change(speaker, outcome)


def structure_label(measures: StructureMeasures) -> str:
    """Return a structure's label in quotation marks."""
    return translated("“{label}”").format(label=measures.structure.label.strip())


def _structure(speaker: Speaker, measures: StructureMeasures) -> Statement:
    ids = StructureIds(measures.structure.id)
    since = date_text(measures.structure.first)
    had = [speaker.measured(name) for name in (ids.members, ids.roles, ids.levels)]
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
    if not speaker.has(ids.hierarchy):
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


def _change(speaker: Speaker, outcome: CommitteeOutcome) -> Statement:
    first, last = outcome.measures[0], outcome.measures[-1]
    went = phrase(
        "from “{first}” to “{last}”, {changes}",
        first=first.structure.label.strip(),
        last=last.structure.label.strip(),
        changes=enumerated(list(_went(speaker, first, last))),
    )
    moved = sentence(went)
    is_both = all(_has_both(speaker, first, last, name) for name in _WENT)
    people = [_membership(speaker, change) for change in outcome.changes]
    return Statement(
        subject=COMMITTEE_CHANGE,
        short=said(moved, *_shared(speaker, first, last)),
        full=said(moved, _meaning() if is_both else (), *_shared(speaker, first, last), *people),
    )


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


def describe_retention(speaker: Speaker, outcome: CommitteeOutcome) -> Statement | None:
    """Return how many stayed of those present when the last structure began.

    None where the retention of no structure is known.
    """
    structures = [measures.structure for measures in outcome.measures]
    known = [item for item in structures if speaker.has(StructureIds(item.id).retention)]
    if not known:
        return None
    latest = known[-1]
    return Statement(
        subject="retention",
        short=(_to_report(speaker, latest, is_short=True),),
        full=said(
            _to_report(speaker, latest, is_short=False),
            _tenure(speaker, latest),
            *(_to_end(speaker, item) for item in structures if len(structures) == 1),
        ),
    )


def _to_report(speaker: Speaker, structure: Structure, *, is_short: bool) -> Prose:
    name = StructureIds(structure.id).retention
    evidence = compose(speaker.number(name))
    if not is_short:
        evidence = listed([part for part in (evidence, speaker.interval(name)) if part])
    parts: dict[str, str | Prose] = {
        "n": (speaker.number(name, "n"),),
        "start": date_text(structure.first),
        "day": date_text(speaker.outcomes.plan.report_date),
        "evidence": evidence,
    }
    if speaker.value(name) == 1:
        all_stayed = phrase(
            "All {n} members present on {start} were still on the committee on {day} ({evidence})",
            parts,
        )
        return sentence(all_stayed)
    some_stayed = phrase(
        "Of the {n} members present on {start}, {stayed} were still on the committee on {day} "
        "({evidence})",
        parts,
        stayed=speaker.number(name, "numerator"),
    )
    return sentence(some_stayed)


def _tenure(speaker: Speaker, structure: Structure) -> Prose:
    name = StructureIds(structure.id).tenure
    if not speaker.has(name):
        return ()
    told = phrase("Their mean time on the committee was {time}", time=speaker.measured(name))
    return sentence(told)


def _to_end(speaker: Speaker, structure: Structure) -> Prose:
    """Give the retention of a structure that is over, to its last day."""
    name = StructureIds(structure.id).retention_to_end
    if structure.last is None or not speaker.has(name):
        return ()
    evidence = [part for part in (compose(speaker.number(name)), speaker.interval(name)) if part]
    told = phrase(
        "Under “{structure}”, {stayed} of the {n} members present on its first day, {first}, were "
        "there on its last, {last} ({evidence})",
        structure=structure.label.strip(),
        stayed=speaker.number(name, "numerator"),
        n=speaker.number(name, "n"),
        first=date_text(structure.first),
        last=date_text(structure.last),
        evidence=listed(evidence),
    )
    return sentence(told)
