"""Sentences on the structures of a committee, the changes between them, and retention.

Shares within a structure have counts but no intervals, because all members are counted.
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
from reportgen.narrative.phrases import compose, enumerated, listed, non_empty, phrase, sentence
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
    from reportgen.narrative.quantity_phrases import QuantityFormatter


def describe_committee(
    formatter: QuantityFormatter, outcome: CommitteeOutcome
) -> Iterator[Statement]:
    """Yield a statement per structure, and one on the changes from the first to the last."""
    for measures in outcome.measures:
        yield _structure(formatter, measures)
    if len(outcome.measures) > 1 and (change := _change(formatter, outcome)):
        yield change


def structure_name(committee: Committee | None, structure: Structure) -> str:
    """Return the label of a structure, or its day if it is derived from role holdings."""
    if committee is not None and committee.is_of_holdings:
        return date_text(structure.first)
    return structure.label.strip()


def structure_label(measures: StructureMeasures) -> str:
    """Return the label of a structure in quotation marks."""
    return translated("“{label}”").format(label=measures.structure.label.strip())


def _structure(formatter: QuantityFormatter, measures: StructureMeasures) -> Statement:
    ids = StructureIds(measures.structure.id)
    since = date_text(measures.structure.first)
    counts = (ids.members, ids.roles, *((ids.levels,) if _has_ranks(formatter) else ()))
    sizes = [formatter.measured(name) for name in counts]
    clause = phrase(
        "under the structure “{structure}”, from {since}, the committee had {counts}",
        structure=measures.structure.label.strip(),
        since=since,
        counts=enumerated(sizes),
    )
    size = sentence(clause)
    return Statement(
        subject=ids.stem,
        short=non_empty(size, _above(formatter, ids), _leads(formatter, ids, is_short=True)),
        full=non_empty(
            size,
            _above(formatter, ids),
            _leads(formatter, ids, is_short=False),
            _mentoring(formatter, ids),
            _matched(formatter, ids),
            _unused(formatter, ids, measures),
        ),
    )


def _above(formatter: QuantityFormatter, ids: StructureIds) -> Prose:
    """Report hierarchy (mean number of people above a member) and span of control."""
    if not formatter.has(ids.hierarchy) or not _has_ranks(formatter):
        return ()
    above = formatter.number(ids.hierarchy)
    if not formatter.has(ids.span):
        alone = phrase(
            "On average, {above} people stood above a member, one step up or more", above=above
        )
        return sentence(alone)
    clause = phrase(
        "On average, {above} people stood above a member, one step up or more, and those with "
        "people below them had {span} reporting to them directly",
        above=above,
        span=formatter.number(ids.span),
    )
    return sentence(clause)


def _leads(formatter: QuantityFormatter, ids: StructureIds, *, is_short: bool) -> Prose:
    """Report the shares of trainees and of each group among the holders of lead roles."""
    shares = []
    trainees = ids.trainee_lead_share
    if formatter.has(trainees):
        clause = phrase("{count} of {total} ({share}) were trainees", _counts(formatter, trainees))
        shares.append(clause)
    groups = [name for name in formatter.outcomes.quantities if ids.group_lead_shares.holds(name)]
    # Shares of groups are detail for the full version.
    for name in () if is_short else groups:
        if formatter.has(name):
            clause = phrase(
                "{count} of {total} ({share}) were in the group “{group}”",
                _counts(formatter, name),
                group=group_of(name),
            )
            shares.append(clause)
    if not shares:
        return ()
    return sentence(phrase("Of the people in lead roles, {shares}", shares=enumerated(shares)))


def _counts(formatter: QuantityFormatter, name: str) -> dict[str, Number]:
    """Return the placeholders of ``2 of 3 (67%)``."""
    return {
        "count": formatter.number(name, "numerator"),
        "total": formatter.number(name, "n"),
        "share": formatter.number(name),
    }


def _mentoring(formatter: QuantityFormatter, ids: StructureIds) -> Prose:
    pairs = ids.mentoring_pairs
    if not formatter.has(pairs) or formatter.value(pairs) == 0:
        return ()
    shares = [
        phrase(template, _counts(formatter, ids.of(name)))
        for name, template in _MENTORING.items()
        if formatter.has(ids.of(name))
    ]
    linked = phrase("Mentoring linked {pairs}", pairs=formatter.measured(pairs))
    return sentence(linked, "; " if shares else "", enumerated(shares))


_MENTORING = {
    "mentoring_two_way_share": gettext_noop(
        "{count} of {total} pairs ({share}) mentored each other"
    ),
    "mentoring_upward_share": gettext_noop(
        "{count} of {total} directions ({share}) ran from a lower to a higher rank"
    ),
}


def _matched(formatter: QuantityFormatter, ids: StructureIds) -> Prose:
    name = ids.matched_role_share
    if not formatter.has(name):
        return ()
    clause = phrase(
        "Of the roles that name a skill, {count} of {total} ({share}) had a holder who reports it",
        _counts(formatter, name),
    )
    return sentence(clause)


def _unused(formatter: QuantityFormatter, ids: StructureIds, measures: StructureMeasures) -> Prose:
    """List the reported skills that no role uses; empty if no role names any skill."""
    if not measures.unused_skills or not formatter.has(ids.matched_role_share):
        return ()
    skills = enumerated(measures.unused_skills)
    return sentence(phrase("No role used these reported skills: {skills}", skills=skills))


def _has_ranks(formatter: QuantityFormatter) -> bool:
    """Return whether ranks are configured; without them, levels are not reported."""
    committee = formatter.configuration.committee
    return committee is not None and bool(committee.ranks)


def _change(formatter: QuantityFormatter, outcome: CommitteeOutcome) -> Statement | None:
    first, last = outcome.measures[0], outcome.measures[-1]
    people = non_empty(*(_membership(formatter, change) for change in outcome.changes))
    shares = _shares(formatter, first, last)
    moved: Prose = ()
    # An unchanged structure is not reported if members joined or left.
    if _has_ranks(formatter) and (_has_moved(formatter, first, last) or not _has_turnover(outcome)):
        changes = phrase(
            "from “{first}” to “{last}”, {changes}",
            first=first.structure.label.strip(),
            last=last.structure.label.strip(),
            changes=enumerated(list(_changes(formatter, first, last))),
        )
        moved = sentence(changes)
    is_both = moved and all(_has_both(formatter, first, last, name) for name in _CHANGES)
    full = non_empty(moved, _meaning() if is_both else (), *shares, *people)
    if not full:
        return None
    short = non_empty(moved, *shares) if moved else non_empty(*people[-1:], *shares)
    return Statement(subject=COMMITTEE_CHANGE, short=short, full=full)


def _has_moved(
    formatter: QuantityFormatter, first: StructureMeasures, last: StructureMeasures
) -> bool:
    """Return whether levels or hierarchy differ as printed."""
    families = [StructureIds(item.structure.id) for item in (first, last)]
    return any(
        len({formatter.number(ids.of(name)).text for ids in families}) > 1
        for name in _CHANGES
        if _has_both(formatter, first, last, name)
    )


def _has_turnover(outcome: CommitteeOutcome) -> bool:
    return any(item.joined or item.left for item in outcome.changes)


_CHANGES = {
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
    formatter: QuantityFormatter, first: StructureMeasures, last: StructureMeasures, name: str
) -> bool:
    return all(formatter.has(StructureIds(item.structure.id).of(name)) for item in (first, last))


def _changes(
    formatter: QuantityFormatter, first: StructureMeasures, last: StructureMeasures
) -> Iterator[Prose]:
    """Yield how the number of levels and the hierarchy changed, where both values are known."""
    for name, (stayed, changed) in _CHANGES.items():
        if _has_both(formatter, first, last, name):
            before = formatter.number(StructureIds(first.structure.id).of(name))
            after = formatter.number(StructureIds(last.structure.id).of(name))
            # As printed: "went from 1.3 to 1.3" would read like an error.
            if before.text == after.text:
                yield phrase(stayed, after=after)
            else:
                yield phrase(changed, before=before, after=after)


def _meaning() -> Prose:
    """Explain the measure of hierarchy."""
    clause = phrase(
        "The latter is our measure of hierarchy: it would be zero if nobody stood above anybody"
    )
    return sentence(clause)


def _shares(
    formatter: QuantityFormatter, first: StructureMeasures, last: StructureMeasures
) -> Sentences:
    """Report trainee leads and two-way mentoring pairs before and after."""
    families = (StructureIds(first.structure.id), StructureIds(last.structure.id))
    sentences = []
    for name, template in _SHARES.items():
        before, after = (ids.of(name) for ids in families)
        if formatter.has(before) and formatter.has(after):
            words = phrase(
                template,
                before=formatter.number(before, "numerator"),
                of_before=formatter.number(before, "n"),
                after=formatter.number(after, "numerator"),
                of_after=formatter.number(after, "n"),
            )
            sentences.append(sentence(words))
    return tuple(sentences)


_SHARES = {
    "trainee_lead_share": gettext_noop(
        "Trainees held {before} of {of_before} lead positions before and {after} of {of_after} "
        "after"
    ),
    "mentoring_two_way_share": gettext_noop(
        "Mentoring ran both ways in {before} of {of_before} pairs before and {after} of "
        "{of_after} after"
    ),
}


def _membership(formatter: QuantityFormatter, change: MembershipChange) -> Prose:
    ids = MembershipChangeIds(change.base, change.later)
    if not all(formatter.has(name) for name in (ids.stayed, ids.joined, ids.left)):
        return ()
    committee = formatter.configuration.committee
    labels = {item.id: item.label for item in committee.structures} if committee else {}
    parts: dict[str, str | Prose] = {
        "first": labels.get(change.base, change.base),
        "last": labels.get(change.later, change.later),
    }
    if formatter.value(ids.joined) == 0 and formatter.value(ids.left) == 0:
        none_moved = phrase(
            "Nobody joined and nobody left between the first day of “{first}” and that of “{last}”",
            parts,
        )
        return sentence(none_moved)
    clause = phrase(
        "between the first day of “{first}” and that of “{last}”, {stayed} stayed, {joined} "
        "joined, and {left} left",
        parts,
        stayed=formatter.measured(ids.stayed),
        joined=formatter.number(ids.joined),
        left=formatter.number(ids.left),
    )
    return sentence(clause)


def describe_retention(formatter: QuantityFormatter, outcome: CommitteeOutcome) -> Statement | None:
    """Return the statement on retention since the start of the latest structure.

    None if the retention of no structure is known.
    """
    structures = [measures.structure for measures in outcome.measures]
    known = [item for item in structures if formatter.has(StructureIds(item.id).retention)]
    if not known:
        return None
    latest = known[-1]
    return Statement(
        subject="retention",
        short=(_to_report(formatter, latest, is_short=True),),
        full=non_empty(
            _to_report(formatter, latest, is_short=False),
            _tenure(formatter, latest),
            *(_to_end(formatter, item) for item in structures if len(structures) == 1),
        ),
    )


def _to_report(formatter: QuantityFormatter, structure: Structure, *, is_short: bool) -> Prose:
    name = StructureIds(structure.id).retention
    evidence = compose(formatter.number(name))
    if not is_short:
        evidence = listed([part for part in (evidence, formatter.interval(name)) if part])
    parts: dict[str, str | Prose] = {
        "n": (formatter.number(name, "n"),),
        "start": date_text(structure.first),
        "day": date_text(formatter.outcomes.plan.report_date),
        "evidence": evidence,
    }
    if formatter.value(name) == 1:
        all_stayed = phrase(
            "All {n} members present on {start} were still on the committee on {day} ({evidence})",
            parts,
        )
        return sentence(all_stayed)
    some_stayed = phrase(
        "Of the {n} members present on {start}, {stayed} were still on the committee on {day} "
        "({evidence})",
        parts,
        stayed=formatter.number(name, "numerator"),
    )
    return sentence(some_stayed)


def _tenure(formatter: QuantityFormatter, structure: Structure) -> Prose:
    name = StructureIds(structure.id).tenure
    if not formatter.has(name):
        return ()
    clause = phrase("Their mean time on the committee was {time}", time=formatter.measured(name))
    return sentence(clause)


def _to_end(formatter: QuantityFormatter, structure: Structure) -> Prose:
    """Report the retention of a past structure up to its last day."""
    name = StructureIds(structure.id).retention_to_end
    if structure.last is None or not formatter.has(name):
        return ()
    evidence = [
        part for part in (compose(formatter.number(name)), formatter.interval(name)) if part
    ]
    clause = phrase(
        "Under “{structure}”, {stayed} of the {n} members present on its first day, {first}, were "
        "there on its last, {last} ({evidence})",
        structure=structure.label.strip(),
        stayed=formatter.number(name, "numerator"),
        n=formatter.number(name, "n"),
        first=date_text(structure.first),
        last=date_text(structure.last),
        evidence=listed(evidence),
    )
    return sentence(clause)
