"""Sentences on a committee's structures and on what changed between them.

A committee is counted whole, so its shares carry counts and no intervals.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.model.prose import plain_text
from reportgen.narrative.compose import compose, enumerated, paragraph, sentence
from reportgen.narrative.number_text import date_text
from reportgen.narrative.statement import Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.analysis.structure import (
        CommitteeOutcome,
        MembershipChange,
        StructureMeasures,
    )
    from reportgen.model.prose import Prose
    from reportgen.narrative.speaker import Speaker


def describe_committee(speaker: Speaker, outcome: CommitteeOutcome) -> Iterator[Statement]:
    """Yield a statement a structure, and one on what changed from the first to the last."""
    for measures in outcome.measures:
        yield _structure(speaker, measures)
    if len(outcome.measures) > 1:
        yield _change(speaker, outcome)


def structure_label(measures: StructureMeasures) -> str:
    """Return a structure's label in quotation marks."""
    return f"“{measures.structure.label.strip()}”"


def _structure(speaker: Speaker, measures: StructureMeasures) -> Statement:
    stem = f"committee.{measures.structure.id}"
    since = date_text(measures.structure.first)
    size = sentence(
        f"under the structure {structure_label(measures)}, from {since}, the committee had ",
        enumerated([speaker.measured(f"{stem}.{name}") for name in ("members", "roles", "levels")]),
    )
    return Statement(
        subject=stem,
        short=paragraph(size, _above(speaker, stem), _leads(speaker, stem, is_short=True)),
        full=paragraph(
            size,
            _above(speaker, stem),
            _leads(speaker, stem, is_short=False),
            _mentoring(speaker, stem),
            _matched(speaker, stem),
            _unused(speaker, stem, measures),
        ),
    )


def _above(speaker: Speaker, stem: str) -> Prose:
    """Say how many people stand above a member, and how many report to a lead."""
    if not speaker.has(f"{stem}.hierarchy"):
        return ()
    span: Prose = ()
    if speaker.has(f"{stem}.span"):
        span = compose(
            ", and those with people below them had ",
            speaker.number(f"{stem}.span"),
            " reporting to them directly",
        )
    return sentence(
        "On average, ",
        speaker.number(f"{stem}.hierarchy"),
        " people stood above a member, one step up or more",
        span,
    )


def _leads(speaker: Speaker, stem: str, *, is_short: bool) -> Prose:
    """Give the shares of the lead roles' holders who are trainees, or of a group."""
    named = [("were trainees", f"{stem}.trainee_lead_share")]
    prefix = f"{stem}.group_lead_share."
    if not is_short:
        named += [
            (f"were in the group “{name.removeprefix(prefix)}”", name)
            for name in speaker.outcomes.quantities
            if name.startswith(prefix)
        ]
    shares = [_counted(speaker, name, words) for words, name in named if speaker.has(name)]
    return sentence("Of the people in lead roles, ", enumerated(shares)) if shares else ()


def _counted(speaker: Speaker, name: str, words: str, what: str = "") -> Prose:
    """Return ``2 of 3 (67%)`` with what was counted and what is said of it."""
    return compose(
        speaker.number(name, "numerator"),
        " of ",
        speaker.number(name, "n"),
        f" {what}".rstrip(),
        " (",
        speaker.number(name),
        f") {words}",
    )


def _mentoring(speaker: Speaker, stem: str) -> Prose:
    pairs = f"{stem}.mentoring_pairs"
    if not speaker.has(pairs) or speaker.value(pairs) == 0:
        return ()
    shares = [
        _counted(speaker, f"{stem}.{name}", words, what)
        for name, what, words in (
            ("mentoring_two_way_share", "pairs", "mentored each other"),
            ("mentoring_upward_share", "directions", "ran from a lower to a higher rank"),
        )
        if speaker.has(f"{stem}.{name}")
    ]
    return sentence(
        "Mentoring linked ", speaker.measured(pairs), "; " if shares else "", enumerated(shares)
    )


def _matched(speaker: Speaker, stem: str) -> Prose:
    name = f"{stem}.matched_role_share"
    if not speaker.has(name):
        return ()
    return sentence(
        "Of the roles that name a skill, ", _counted(speaker, name, "had a holder who reports it")
    )


def _unused(speaker: Speaker, stem: str, measures: StructureMeasures) -> Prose:
    """Name skills that no role uses, where roles name skills at all."""
    if not measures.unused_skills or not speaker.has(f"{stem}.matched_role_share"):
        return ()
    return sentence("No role used these reported skills: ", enumerated(measures.unused_skills))


def _change(speaker: Speaker, outcome: CommitteeOutcome) -> Statement:
    first, last = outcome.measures[0], outcome.measures[-1]
    lead = f"from {structure_label(first)} to {structure_label(last)}, "
    measured = enumerated(list(_went(speaker, first, last)))
    moved = sentence(lead, measured) if measured else ()
    people = [_membership(speaker, change) for change in outcome.changes]
    return Statement(
        subject="committee.change",
        short=paragraph(moved, _shared(speaker, first, last)),
        full=paragraph(moved, _meaning(measured), _shared(speaker, first, last), *people),
    )


def _went(speaker: Speaker, first: StructureMeasures, last: StructureMeasures) -> Iterator[Prose]:
    """Yield what levels and hierarchy went from and to."""
    stems = (f"committee.{first.structure.id}", f"committee.{last.structure.id}")
    for name, words in (
        ("levels", "the number of levels"),
        ("hierarchy", "the number of people above the average member"),
    ):
        before, after = (f"{stem}.{name}" for stem in stems)
        if not (speaker.has(before) and speaker.has(after)):
            continue
        spoken = (speaker.number(before), speaker.number(after))
        if spoken[0].text == spoken[1].text:
            yield compose(f"{words} stayed at ", spoken[1])
        else:
            yield compose(f"{words} went from ", spoken[0], " to ", spoken[1])


def _meaning(measured: Prose) -> Prose:
    """Say once what the second of the measures is."""
    if "people above" not in plain_text(measured):
        return ()
    return sentence(
        "The latter is our measure of hierarchy: it would be zero if nobody stood above anybody"
    )


def _shared(speaker: Speaker, first: StructureMeasures, last: StructureMeasures) -> Prose:
    """Say who led, and how many mentoring pairs ran both ways, before and after."""
    stems = (f"committee.{first.structure.id}", f"committee.{last.structure.id}")
    told = []
    for name, start in (
        ("trainee_lead_share", "Trainees held "),
        ("mentoring_two_way_share", "Mentoring ran both ways in "),
    ):
        before, after = (f"{stem}.{name}" for stem in stems)
        what = " lead positions" if name.startswith("trainee") else " pairs"
        if speaker.has(before) and speaker.has(after):
            counts = compose(_of(speaker, before), what, " before and ", _of(speaker, after))
            told.append(sentence(start, counts, " after"))
    return paragraph(*told)


def _of(speaker: Speaker, name: str) -> Prose:
    """Return ``2 of 3``."""
    return compose(speaker.number(name, "numerator"), " of ", speaker.number(name, "n"))


def _membership(speaker: Speaker, change: MembershipChange) -> Prose:
    stem = f"committee.{change.later}_vs_{change.base}"
    if not all(speaker.has(f"{stem}.{name}") for name in ("stayed", "joined", "left")):
        return ()
    committee = speaker.configuration.committee
    labels = {item.id: item.label for item in committee.structures} if committee else {}
    days = (
        f"between the first day of “{labels.get(change.base, change.base)}” and that of "
        f"“{labels.get(change.later, change.later)}”"
    )
    counts = {name: speaker.value(f"{stem}.{name}") for name in ("stayed", "joined", "left")}
    if counts["joined"] == 0 and counts["left"] == 0:
        return sentence("Nobody joined and nobody left ", days)
    return sentence(
        f"{days}, ",
        speaker.measured(f"{stem}.stayed"),
        " stayed, ",
        speaker.number(f"{stem}.joined"),
        " joined, and ",
        speaker.number(f"{stem}.left"),
        " left",
    )
