"""Sentences on milestones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.model.quantity_ids import MilestoneIds
from reportgen.narrative.phrases import compose, counted, enumerated, sentence
from reportgen.narrative.statement import Statement

if TYPE_CHECKING:
    from reportgen.narrative.quantity_phrases import Speaker


def describe_milestones(speaker: Speaker) -> Statement | None:
    """Return all milestones with their days, oldest first; None where there is none."""
    milestones = list(enumerate(speaker.configuration.milestones, start=1))
    in_order = sorted(milestones, key=lambda item: (item[1].on, item[0]))
    named = [
        compose(f"{item.what.strip().rstrip('.')} (", speaker.number(MilestoneIds(place).on), ")")
        for place, item in in_order
        if speaker.has(MilestoneIds(place).on)
    ]
    if not named:
        return None
    told = counted(
        "One milestone was reached: {milestones}",
        "These milestones were reached: {milestones}",
        len(named),
        milestones=enumerated(named),
    )
    words = (sentence(told),)
    return Statement(subject="milestones", short=words, full=words)
