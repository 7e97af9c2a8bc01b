"""Sentences on the record campaign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.quantity_ids import ALL_CAMPAIGNS, PREVIOUS_RECORD, RECORD
from reportgen.narrative.numbers.number_text import month_text
from reportgen.narrative.phrases import phrase, said, sentence
from reportgen.narrative.statement import Statement

if TYPE_CHECKING:
    from reportgen.analysis.record import RecordEstimate
    from reportgen.model.prose import Prose
    from reportgen.model.series import Campaign
    from reportgen.narrative.quantity_phrases import Speaker

_RECORD = RECORD.value
_PREVIOUS = PREVIOUS_RECORD.value
_RATIO = RECORD.ratio_to_previous
_SHARE = RECORD.share_of_total
_CHANCE = RECORD.chance


def describe_record(speaker: Speaker, record: RecordEstimate) -> Statement:
    """Return what the best campaign lets a brief say: its size, and how far luck would go."""
    return Statement(
        subject="campaigns",
        short=(_against_previous(speaker, record),),
        full=said(_against_previous(speaker, record), _share(speaker), _chance(speaker, record)),
    )


def campaign_name(campaign: Campaign) -> str:
    """Return a campaign's name and month."""
    return f"{campaign.name.strip()} ({month_text(campaign.on)})"


def _against_previous(speaker: Speaker, record: RecordEstimate) -> Prose:
    best: dict[str, str | Prose] = {
        "campaign": campaign_name(record.record),
        "reached": speaker.measured(_RECORD),
    }
    if record.previous is None or not speaker.has(_PREVIOUS):
        alone = phrase(
            "the most successful campaign, {campaign}, reached {reached}; no earlier campaign is "
            "known to set it against",
            best,
        )
        return sentence(alone)
    best["previous"] = campaign_name(record.previous)
    best["previous_value"] = (speaker.number(_PREVIOUS),)
    if not speaker.has(_RATIO):
        beside = phrase(
            "the most successful campaign, {campaign}, reached {reached}; the previous record of "
            "{previous_value} set by {previous} stands beside it",
            best,
        )
        return sentence(beside)
    times = phrase(
        "the most successful campaign, {campaign}, reached {reached}, {ratio} times the previous "
        "record of {previous_value} set by {previous}",
        best,
        ratio=speaker.number(_RATIO),
    )
    return sentence(times)


def _share(speaker: Speaker) -> Prose:
    if not speaker.has(_SHARE):
        return ()
    told = phrase(
        "It accounts for {share} of what all campaigns reached together ({total} in {number} "
        "campaigns)",
        share=speaker.number(_SHARE),
        total=speaker.measured(ALL_CAMPAIGNS.total),
        number=speaker.number(ALL_CAMPAIGNS.n),
    )
    return sentence(told)


def _chance(speaker: Speaker, record: RecordEstimate) -> Prose:
    """Say how likely it is by order alone that the best of the list lies in the later period.

    Where all campaigns lie there, or none, nothing is left to luck.
    """
    if not speaker.has(_CHANCE) or speaker.value(_CHANCE) in (0, 1):
        return ()
    told = phrase(
        _AS_IT_IS if _is_later(speaker, record) else _THOUGH_NOT,
        later=speaker.number(_CHANCE, "numerator"),
        all=speaker.number(_CHANCE, "n"),
        chance=speaker.number(_CHANCE),
    )
    return sentence(told)


_AS_IT_IS = gettext_noop(
    "Of all campaigns, {later} of {all} came after the change, so by the luck of the order alone "
    "the best one would be among them with a chance of {chance}, as it is"
)
_THOUGH_NOT = gettext_noop(
    "Of all campaigns, {later} of {all} came after the change, so by the luck of the order alone "
    "the best one would be among them with a chance of {chance}, though it is not"
)


def _is_later(speaker: Speaker, record: RecordEstimate) -> bool:
    intervention = speaker.configuration.intervention
    return intervention is not None and record.record.on >= intervention.on
