"""Sentences on the record campaign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.narrative.compose import bracketed, compose, paragraph, sentence
from reportgen.narrative.number_text import month_text
from reportgen.narrative.statement import Statement

if TYPE_CHECKING:
    from reportgen.analysis.record import RecordEstimate
    from reportgen.model.prose import Prose
    from reportgen.model.series import Campaign
    from reportgen.narrative.speaker import Speaker

_RECORD = "campaigns.record.value"
_PREVIOUS = "campaigns.previous_record.value"
_RATIO = "campaigns.record.ratio_to_previous"
_SHARE = "campaigns.record.share_of_total"
_CHANCE = "campaigns.record.chance"


def describe_record(speaker: Speaker, record: RecordEstimate) -> Statement:
    """Return what the best campaign lets a brief say: its size, and how far luck would go."""
    return Statement(
        subject="campaigns",
        short=_against_previous(speaker, record),
        full=paragraph(
            _against_previous(speaker, record), _share(speaker), _chance(speaker, record)
        ),
    )


def campaign_name(campaign: Campaign) -> str:
    """Return a campaign's name and month."""
    return f"{campaign.name.strip()} ({month_text(campaign.on)})"


def _against_previous(speaker: Speaker, record: RecordEstimate) -> Prose:
    reached = compose(
        f"the most successful campaign, {campaign_name(record.record)}, reached ",
        speaker.measured(_RECORD),
    )
    if record.previous is None or not speaker.has(_PREVIOUS):
        return sentence(reached, "; no earlier campaign is known to set it against")
    previous = compose(
        "the previous record of ",
        speaker.number(_PREVIOUS),
        f" set by {campaign_name(record.previous)}",
    )
    if not speaker.has(_RATIO):
        return sentence(reached, "; ", previous, " stands beside it")
    return sentence(reached, ", ", speaker.number(_RATIO), " times ", previous)


def _share(speaker: Speaker) -> Prose:
    if not speaker.has(_SHARE):
        return ()
    total = compose(speaker.measured("campaigns.all.total"))
    number = compose(speaker.number("campaigns.all.n"))
    return sentence(
        "It accounts for ",
        speaker.number(_SHARE),
        " of what all campaigns reached together",
        bracketed(compose(total, " in ", number, " campaigns")),
    )


def _chance(speaker: Speaker, record: RecordEstimate) -> Prose:
    """Say how likely it is by order alone that the best of the list lies in the later period."""
    if not speaker.has(_CHANCE):
        return ()
    did = "as it is" if _is_later(speaker, record) else "though it is not"
    return sentence(
        "Of all campaigns, ",
        speaker.number(_CHANCE, "numerator"),
        " of ",
        speaker.number(_CHANCE, "n"),
        " came after the change, so by the luck of the order alone the best one would be among "
        "them with a chance of ",
        speaker.number(_CHANCE),
        f", {did}",
    )


def _is_later(speaker: Speaker, record: RecordEstimate) -> bool:
    intervention = speaker.configuration.intervention
    return intervention is not None and record.record.on >= intervention.on
