"""Sentences on the record campaign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.quantity_ids import ALL_CAMPAIGNS, PREVIOUS_RECORD, RECORD
from reportgen.narrative.numbers.number_text import month_text
from reportgen.narrative.phrases import non_empty, phrase, sentence
from reportgen.narrative.statement import Statement

if TYPE_CHECKING:
    from reportgen.analysis.record import RecordEstimate
    from reportgen.model.prose import Prose
    from reportgen.model.series import Campaign
    from reportgen.narrative.quantity_phrases import QuantityFormatter

_RECORD = RECORD.value
_PREVIOUS = PREVIOUS_RECORD.value
_RATIO = RECORD.ratio_to_previous
_SHARE = RECORD.share_of_total
_CHANCE = RECORD.chance


def describe_record(formatter: QuantityFormatter, record: RecordEstimate) -> Statement:
    """Return the statement on the best campaign: its size, share, and probability by chance."""
    return Statement(
        subject="campaigns",
        short=(_against_previous(formatter, record),),
        full=non_empty(
            _against_previous(formatter, record), _share(formatter), _chance(formatter, record)
        ),
    )


def campaign_name(campaign: Campaign) -> str:
    """Return the name and month of a campaign."""
    return f"{campaign.name.strip()} ({month_text(campaign.on)})"


def _against_previous(formatter: QuantityFormatter, record: RecordEstimate) -> Prose:
    best: dict[str, str | Prose] = {
        "campaign": campaign_name(record.record),
        "reached": formatter.measured(_RECORD),
    }
    if record.previous is None or not formatter.has(_PREVIOUS):
        alone = phrase(
            "the most successful campaign, {campaign}, reached {reached}; no earlier campaign is "
            "known to set it against",
            best,
        )
        return sentence(alone)
    best["previous"] = campaign_name(record.previous)
    best["previous_value"] = (formatter.number(_PREVIOUS),)
    if not formatter.has(_RATIO):
        without_ratio = phrase(
            "the most successful campaign, {campaign}, reached {reached}; the previous record of "
            "{previous_value} set by {previous} stands beside it",
            best,
        )
        return sentence(without_ratio)
    times = phrase(
        "the most successful campaign, {campaign}, reached {reached}, {ratio} times the previous "
        "record of {previous_value} set by {previous}",
        best,
        ratio=formatter.number(_RATIO),
    )
    return sentence(times)


def _share(formatter: QuantityFormatter) -> Prose:
    if not formatter.has(_SHARE):
        return ()
    clause = phrase(
        "It accounts for {share} of what all campaigns reached together ({total} in {number} "
        "campaigns)",
        share=formatter.number(_SHARE),
        total=formatter.measured(ALL_CAMPAIGNS.total),
        number=formatter.number(ALL_CAMPAIGNS.n),
    )
    return sentence(clause)


def _chance(formatter: QuantityFormatter, record: RecordEstimate) -> Prose:
    """Report the probability that the best campaign came after the change by chance.

    Empty if all campaigns or none came after the change.
    """
    # With all campaigns on one side, the probability is 0 or 1 and not due to chance.
    if not formatter.has(_CHANCE) or formatter.value(_CHANCE) in (0, 1):
        return ()
    clause = phrase(
        _BEST_IS_LATER if _is_later(formatter, record) else _BEST_IS_EARLIER,
        later=formatter.number(_CHANCE, "numerator"),
        all=formatter.number(_CHANCE, "n"),
        chance=formatter.number(_CHANCE),
    )
    return sentence(clause)


_BEST_IS_LATER = gettext_noop(
    "Of all campaigns, {later} of {all} came after the change, so by the luck of the order alone "
    "the best one would be among them with a chance of {chance}, as it is"
)
_BEST_IS_EARLIER = gettext_noop(
    "Of all campaigns, {later} of {all} came after the change, so by the luck of the order alone "
    "the best one would be among them with a chance of {chance}, though it is not"
)


def _is_later(formatter: QuantityFormatter, record: RecordEstimate) -> bool:
    intervention = formatter.configuration.intervention
    return intervention is not None and record.record.on >= intervention.on
