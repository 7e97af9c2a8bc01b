"""Sentences on how many of those present at the start of a structure stayed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.narrative.compose import bracketed, compose, paragraph, sentence
from reportgen.narrative.number_text import date_text
from reportgen.narrative.statement import Statement

if TYPE_CHECKING:
    from reportgen.analysis.structure import CommitteeOutcome
    from reportgen.model.committee import Structure
    from reportgen.model.prose import Prose
    from reportgen.narrative.speaker import Speaker


def describe_retention(speaker: Speaker, outcome: CommitteeOutcome) -> Statement | None:
    """Return how many stayed of those present when the last structure began.

    None where the retention of no structure is known.
    """
    structures = [measures.structure for measures in outcome.measures]
    known = [item for item in structures if speaker.has(f"committee.{item.id}.retention")]
    if not known:
        return None
    latest = known[-1]
    return Statement(
        subject="retention",
        short=_to_report(speaker, latest, is_short=True),
        full=paragraph(
            _to_report(speaker, latest, is_short=False),
            _tenure(speaker, latest),
            *(_to_end(speaker, item) for item in structures if len(structures) == 1),
        ),
    )


def _to_report(speaker: Speaker, structure: Structure, *, is_short: bool) -> Prose:
    name = f"committee.{structure.id}.retention"
    day = date_text(speaker.outcomes.plan.report_date)
    start = date_text(structure.first)
    n, stayed = speaker.number(name, "n"), speaker.number(name, "numerator")
    evidence = compose(speaker.number(name))
    if not is_short:
        evidence = compose(evidence, _comma(speaker.interval(name)))
    if speaker.value(name) == 1:
        return sentence(
            "All ",
            n,
            f" members present on {start} were still on the committee on {day}",
            bracketed(evidence),
        )
    return sentence(
        "Of the ",
        n,
        f" members present on {start}, ",
        stayed,
        f" were still on the committee on {day}",
        bracketed(evidence),
    )


def _tenure(speaker: Speaker, structure: Structure) -> Prose:
    name = f"committee.{structure.id}.tenure"
    if not speaker.has(name):
        return ()
    return sentence("Their mean time on the committee was ", speaker.measured(name))


def _to_end(speaker: Speaker, structure: Structure) -> Prose:
    """Give the retention of a structure that is over, to its last day."""
    name = f"committee.{structure.id}.retention_to_end"
    if structure.last is None or not speaker.has(name):
        return ()
    counts = compose(speaker.number(name, "numerator"), " of the ", speaker.number(name, "n"))
    return sentence(
        f"Under “{structure.label.strip()}”, ",
        counts,
        f" members present on its first day, {date_text(structure.first)}, were there on its "
        f"last, {date_text(structure.last)}",
        bracketed(compose(speaker.number(name), _comma(speaker.interval(name)))),
    )


def _comma(words: Prose) -> Prose:
    return compose(", ", words) if words else ()
