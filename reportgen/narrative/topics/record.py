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
    """Return the statement on the best campaign: its size, its share, and whether it surprises."""
    first = _against_previous(formatter, record)
    return Statement(
        subject="campaigns",
        short=(first,),
        full=non_empty(first, _share(formatter), _surprise(formatter, record)),
    )


def campaign_name(campaign: Campaign) -> str:
    """Return the name and month of a campaign."""
    return f"{campaign.name.strip()} ({month_text(campaign.on)})"


def _against_previous(formatter: QuantityFormatter, record: RecordEstimate) -> Prose:
    best: dict[str, str | Prose] = {
        "number": (formatter.number(ALL_CAMPAIGNS.n),),
        "campaign": campaign_name(record.record),
        "reached": formatter.measured(_RECORD),
    }
    if len(record.ranked) == 1:
        return sentence(phrase("the only campaign, {campaign}, reached {reached}", best))
    if record.previous is None or not formatter.has(_PREVIOUS):
        return sentence(phrase(_FIRST, best))
    best["previous"] = phrase(
        "{value}, {campaign} in {month}",
        value=formatter.number(_PREVIOUS),
        campaign=record.previous.name.strip(),
        month=month_text(record.previous.on),
    )
    if not formatter.has(_RATIO):
        return sentence(phrase(_NO_RATIO, best))
    return sentence(phrase(_TIMES, best, ratio=formatter.number(_RATIO)))


_FIRST = gettext_noop(
    "the most successful of {number} campaigns, {campaign}, reached {reached}; none was earlier"
)
_NO_RATIO = gettext_noop(
    "the most successful of {number} campaigns, {campaign}, reached {reached}; the previous "
    "record was lower ({previous})"
)
_TIMES = gettext_noop(
    "the most successful of {number} campaigns, {campaign}, reached {reached}, {ratio} times the "
    "previous record ({previous})"
)


def _share(formatter: QuantityFormatter) -> Prose:
    # The share of an only campaign says nothing.
    if not formatter.has(_SHARE) or formatter.value(_SHARE) == 1:
        return ()
    clause = phrase(
        "It brought {share} of the {total} that all campaigns reached",
        share=formatter.number(_SHARE),
        total=formatter.measured(ALL_CAMPAIGNS.total),
    )
    return sentence(clause)


def _surprise(formatter: QuantityFormatter, record: RecordEstimate) -> Prose:
    """Report whether a record on its side of the change is a surprise.

    Empty if all campaigns or none came after the change.
    """
    # With all campaigns on one side, the probability is 0 or 1 and not due to chance.
    if not formatter.has(_CHANCE) or formatter.value(_CHANCE) in (0, 1):
        return ()
    is_later, chance = _is_later(formatter, record), formatter.value(_CHANCE)
    is_likely = (chance if is_later else 1 - chance) >= _EVEN
    clause = phrase(
        _SURPRISES[is_later, is_likely],
        later=formatter.number(_CHANCE, "numerator"),
        all=formatter.number(_CHANCE, "n"),
    )
    return sentence(clause)


_EVEN = 0.5
# Keyed by whether the record came after the change, and whether most campaigns were on its side.
_SURPRISES = {
    (True, True): gettext_noop(
        "A record after the change is no surprise in itself, because {later} of the {all} "
        "campaigns came after it"
    ),
    (True, False): gettext_noop(
        "The record came after the change, although only {later} of the {all} campaigns did"
    ),
    (False, True): gettext_noop(
        "A record before the change is no surprise in itself, because only {later} of the {all} "
        "campaigns came after it"
    ),
    (False, False): gettext_noop(
        "The record came before the change, although {later} of the {all} campaigns came after it"
    ),
}


def _is_later(formatter: QuantityFormatter, record: RecordEstimate) -> bool:
    intervention = formatter.configuration.intervention
    return intervention is not None and record.record.on >= intervention.on
