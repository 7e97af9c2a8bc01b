"""Sentences on how many of those present at the start of a structure stayed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.model.quantity_ids import StructureIds
from reportgen.narrative.numbers.number_text import date_text
from reportgen.narrative.phrases import compose, listed, phrase, said, sentence
from reportgen.narrative.statement import Statement

if TYPE_CHECKING:
    from reportgen.analysis.committee.structure import CommitteeOutcome
    from reportgen.model.committee import Structure
    from reportgen.model.prose import Prose
    from reportgen.narrative.quantity_phrases import Speaker


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
