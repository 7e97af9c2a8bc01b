"""Sentences on the structures of a committee, the changes between them, and retention.

Shares within a structure have counts but no intervals, because all members are counted.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.quantity_ids import (
    COMMITTEE_CHANGE,
    MembershipChangeIds,
    StructureIds,
    group_of,
)
from reportgen.narrative.numbers.number_text import date_text
from reportgen.narrative.phrases import enumerated, non_empty, phrase, sentence
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


def _structure(formatter: QuantityFormatter, measures: StructureMeasures) -> Statement:
    ids = StructureIds(measures.structure.id)
    since = date_text(measures.structure.first)
    counts = (ids.members, ids.roles, *((ids.levels,) if _has_ranks(formatter) else ()))
    sizes = [formatter.measured(name) for name in counts]
    clause = phrase(
        "from {since}, the committee had {counts}",
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
        return sentence(phrase("The average member had {above} people above them", above=above))
    clause = phrase(
        "The average member had {above} people above them, and those with people below them had "
        "{span} reporting to them",
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
        phrase(_mentored(formatter, ids.of(name), name), _counts(formatter, ids.of(name)))
        for name in _MENTORING
        if formatter.has(ids.of(name))
    ]
    linked = phrase("Mentoring linked {pairs}", pairs=formatter.measured(pairs))
    return sentence(linked, "; " if shares else "", enumerated(shares))


def _mentored(formatter: QuantityFormatter, name: str, statistic: str) -> str:
    """Return the words for a share of mentoring; of a single pair or direction, yes or no."""
    quantity = formatter.quantity(name)
    if quantity.n != 1:
        return _MENTORING[statistic]
    return _MENTORING_OF_ONE[statistic][bool(quantity.numerator)]


_MENTORING_OF_ONE = {
    "mentoring_two_way_share": (
        gettext_noop("only one of the two mentored the other"),
        gettext_noop("the two mentored each other"),
    ),
    "mentoring_upward_share": (
        gettext_noop("no lower rank mentored a higher one"),
        gettext_noop("the lower rank mentored the higher one"),
    ),
}
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
    people = non_empty(*(_membership(formatter, outcome, change) for change in outcome.changes))
    moved: Sentences = ()
    # An unchanged structure is not reported if members joined or left.
    if _has_ranks(formatter) and (_has_moved(formatter, first, last) or not _has_turnover(outcome)):
        moved = non_empty(_levels(formatter, first, last), _hierarchy(formatter, first, last))
    shares = non_empty(_held_leads(formatter, first, last), _two_way(formatter, first, last))
    full = (*moved, *shares, *people)
    if not full:
        return None
    short = (*moved, *shares) if moved else (*people[-1:], *shares)
    return Statement(subject=COMMITTEE_CHANGE, short=short, full=full)


def _has_moved(
    formatter: QuantityFormatter, first: StructureMeasures, last: StructureMeasures
) -> bool:
    """Return whether levels or hierarchy differ as printed."""
    families = [StructureIds(item.structure.id) for item in (first, last)]
    return any(
        len({formatter.number(ids.of(name)).text for ids in families}) > 1
        for name in ("levels", "hierarchy")
        if _has_both(formatter, first, last, name)
    )


def _has_turnover(outcome: CommitteeOutcome) -> bool:
    return any(item.joined or item.left for item in outcome.changes)


def _has_both(
    formatter: QuantityFormatter, first: StructureMeasures, last: StructureMeasures, name: str
) -> bool:
    return all(formatter.has(StructureIds(item.structure.id).of(name)) for item in (first, last))


def _levels(
    formatter: QuantityFormatter, first: StructureMeasures, last: StructureMeasures
) -> Prose:
    if not _has_both(formatter, first, last, "levels"):
        return ()
    before, after = (StructureIds(item.structure.id).levels for item in (first, last))
    change = formatter.value(after) - formatter.value(before)
    if change < 0:
        template = gettext_noop("The new structure was flatter: {levels} instead of {before}")
    elif change > 0:
        template = gettext_noop("The new structure had more levels: {after} instead of {before}")
    else:
        template = gettext_noop("The new structure had as many levels as the old one: {after}")
    clause = phrase(
        template,
        levels=formatter.measured(after),
        after=formatter.number(after),
        before=formatter.number(before),
    )
    return sentence(clause)


def _hierarchy(
    formatter: QuantityFormatter, first: StructureMeasures, last: StructureMeasures
) -> Prose:
    """Report the mean number of people above a member, our measure of hierarchy."""
    if not _has_both(formatter, first, last, "hierarchy"):
        return ()
    before, after = (StructureIds(item.structure.id).hierarchy for item in (first, last))
    numbers = {"after": formatter.number(after), "before": formatter.number(before)}
    template = gettext_noop("The average member had {after} people above them, as before")
    # As printed: "1.3, up from 1.3" would read like an error.
    if numbers["after"].text != numbers["before"].text:
        is_less = formatter.value(after) < formatter.value(before)
        template = _FEWER_ABOVE if is_less else _MORE_ABOVE
    return sentence(phrase(template, numbers))


_FEWER_ABOVE = gettext_noop("The average member had {after} people above them, down from {before}")
_MORE_ABOVE = gettext_noop("The average member had {after} people above them, up from {before}")


def _held_leads(
    formatter: QuantityFormatter, first: StructureMeasures, last: StructureMeasures
) -> Prose:
    """Report how many of the lead positions trainees held under both structures."""
    if not _has_both(formatter, first, last, "trainee_lead_share"):
        return ()
    before, after = (StructureIds(item.structure.id).trainee_lead_share for item in (first, last))
    if _extent(formatter, before) is _extent(formatter, after) is _Extent.NONE:
        return sentence(phrase("Trainees held no lead position under either structure"))
    clause = phrase(
        "{after}; {before}",
        after=phrase(_HELD[_extent(formatter, after)], _counts(formatter, after)),
        before=phrase(_HAD_HELD[_extent(formatter, before)], _counts(formatter, before)),
    )
    return sentence(clause)


class _Extent(Enum):
    NONE = auto()
    SOME = auto()
    BOTH = auto()
    ALL = auto()


def _extent(formatter: QuantityFormatter, name: str) -> _Extent:
    """Return how many of several a share counts."""
    quantity = formatter.quantity(name)
    count, total = quantity.numerator, quantity.n
    if count == 0:
        return _Extent.NONE
    if count != total or total == 1:
        return _Extent.SOME
    return _Extent.BOTH if total == 2 else _Extent.ALL


_HELD = {
    _Extent.NONE: gettext_noop("trainees held no lead position"),
    _Extent.SOME: gettext_noop("trainees held {count} of {total} lead positions"),
    _Extent.BOTH: gettext_noop("trainees held both lead positions"),
    _Extent.ALL: gettext_noop("trainees held all {total} lead positions"),
}
_HAD_HELD = {
    _Extent.NONE: gettext_noop("before, they had held none of {total}"),
    _Extent.SOME: gettext_noop("before, they had held {count} of {total}"),
    _Extent.BOTH: gettext_noop("before, they had also held both"),
    _Extent.ALL: gettext_noop("before, they had also held all {total}"),
}


def _two_way(
    formatter: QuantityFormatter, first: StructureMeasures, last: StructureMeasures
) -> Prose:
    """Report the mentoring pairs that teach each other."""
    if not _has_both(formatter, first, last, "mentoring_two_way_share"):
        return ()
    before, after = (
        StructureIds(item.structure.id).mentoring_two_way_share for item in (first, last)
    )
    if _extent(formatter, before) is _extent(formatter, after) is _Extent.NONE:
        neither = phrase("No mentoring pair taught in both directions under either structure")
        return sentence(neither)
    clause = phrase(
        "{after}, {before}",
        after=phrase(_TAUGHT[_extent(formatter, after)], _counts(formatter, after)),
        before=phrase(_HAD_TAUGHT[_extent(formatter, before)], _counts(formatter, before)),
    )
    return sentence(clause)


_TAUGHT = {
    _Extent.NONE: gettext_noop("none of {total} mentoring pairs taught in both directions"),
    _Extent.SOME: gettext_noop("of {total} mentoring pairs, {count} taught in both directions"),
    _Extent.BOTH: gettext_noop("both mentoring pairs taught in both directions"),
    _Extent.ALL: gettext_noop("all {total} mentoring pairs taught in both directions"),
}
_COMPARED_WITH = gettext_noop("compared with {count} of {total} before")
_HAD_TAUGHT = {
    _Extent.NONE: gettext_noop("compared with none of {total} before"),
    _Extent.SOME: _COMPARED_WITH,
    _Extent.BOTH: _COMPARED_WITH,
    _Extent.ALL: _COMPARED_WITH,
}


def _membership(
    formatter: QuantityFormatter, outcome: CommitteeOutcome, change: MembershipChange
) -> Prose:
    ids = MembershipChangeIds(change.base, change.later)
    if not all(formatter.has(name) for name in (ids.stayed, ids.joined, ids.left)):
        return ()
    starts = {item.structure.id: item.structure.first for item in outcome.measures}
    parts: dict[str, str | Prose] = {
        "first": date_text(starts[change.base]),
        "last": date_text(starts[change.later]),
        "stayed": formatter.measured(ids.stayed),
        "joined": (formatter.number(ids.joined),),
        "left": (formatter.number(ids.left),),
    }
    if formatter.value(ids.joined) or formatter.value(ids.left):
        template = gettext_noop(
            "between {first} and {last}, {stayed} stayed, {joined} joined, and {left} left"
        )
        return sentence(phrase(template, parts))
    if len(starts) > 2 or formatter.value(ids.stayed) < _SEVERAL:
        template = gettext_noop("between {first} and {last}, nobody joined and nobody left")
        return sentence(phrase(template, parts))
    return sentence(phrase("All {stayed} served under both structures", parts))


# Of two people, "all 2" would be odd.
_SEVERAL = 3


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
        short=(_to_report(formatter, latest),),
        full=non_empty(
            _to_report(formatter, latest),
            _tenure(formatter, latest),
            *(_to_end(formatter, item) for item in structures if len(structures) == 1),
        ),
    )


def _to_report(formatter: QuantityFormatter, structure: Structure) -> Prose:
    # Without an interval: everybody on the committee is counted, not a sample.
    name = StructureIds(structure.id).retention
    parts: dict[str, str | Number] = {
        **_counts(formatter, name),
        "start": date_text(structure.first),
        "day": date_text(formatter.outcomes.plan.report_date),
    }
    quantity = formatter.quantity(name)
    if quantity.n == 1:
        template = _ONE_STILL_THERE if quantity.numerator else _ONE_NO_LONGER_THERE
    elif quantity.numerator == quantity.n:
        template = _BOTH_STILL_THERE if quantity.n == 2 else _ALL_STILL_THERE
    else:
        template = _SOME_STILL_THERE
    return sentence(phrase(template, parts))


_ONE_STILL_THERE = gettext_noop(
    "The one member present on {start} was still on the committee on {day}"
)
_ONE_NO_LONGER_THERE = gettext_noop(
    "The one member present on {start} was no longer on the committee on {day}"
)
_BOTH_STILL_THERE = gettext_noop(
    "Both members present on {start} were still on the committee on {day}"
)
_ALL_STILL_THERE = gettext_noop(
    "All {total} members present on {start} were still on the committee on {day}"
)
_SOME_STILL_THERE = gettext_noop(
    "Of the {total} members present on {start}, {count} ({share}) were still on the committee on "
    "{day}"
)


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
    quantity, template = formatter.quantity(name), _STILL_AT_END
    if quantity.n == 1:
        template = _ONE_AT_END if quantity.numerator else _ONE_LEFT_BEFORE_END
    clause = phrase(
        template,
        _counts(formatter, name),
        first=date_text(structure.first),
        last=date_text(structure.last),
    )
    return sentence(clause)


_STILL_AT_END = gettext_noop(
    "Of the {total} members present on {first}, {count} ({share}) were still there on {last}"
)
_ONE_AT_END = gettext_noop("The one member present on {first} was still there on {last}")
_ONE_LEFT_BEFORE_END = gettext_noop("The one member present on {first} had left by {last}")
