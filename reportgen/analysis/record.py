"""The record campaign compared with the previous record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.errors import InsufficientDataError
from reportgen.languages.gettext_noop import gettext_noop

if TYPE_CHECKING:
    from datetime import date

    from reportgen.model.period import Intervention
    from reportgen.model.series import Campaign, CampaignList


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordEstimate:
    """The record campaign.

    Attributes
    ----------
    ranked : tuple of Campaign
        All campaigns, best first; ties by date, then name.
    record : Campaign
        The best campaign up to the report date.
    previous : Campaign or None
        The best campaign before the date of the record; None if there was none.
    ratio_to_previous : float or None
        Record / previous record; None if there is none or it is 0.
    share_of_total : float
        The record as a fraction of the sum over all campaigns.
    later_period : str or None
        The period that the chance refers to, in words; None without an intervention.
    chance_if_exchangeable : float or None
        The probability that the best of n exchangeable campaigns is in the later period,
        n_later / n; None unless the list is declared complete.
    """

    ranked: tuple[Campaign, ...]
    record: Campaign
    previous: Campaign | None
    ratio_to_previous: float | None
    share_of_total: float
    later_period: str | None
    n_later: int | None
    chance_if_exchangeable: float | None


def estimate_record(
    campaigns: CampaignList, report_date: date, intervention: Intervention | None = None
) -> RecordEstimate:
    """Return the record campaign up to the report date.

    Parameters
    ----------
    campaigns : CampaignList
        The campaigns in any order; those after `report_date` are excluded.
    report_date : date
        The last day that counts.
    intervention : Intervention or None
        If given and the list is complete, the chance that the record lies between its first day
        and the report date is n_later / n: among exchangeable campaigns each is equally likely
        to be the best.

    Raises
    ------
    InsufficientDataError
        There is no campaign up to the report date, or their sum is 0.
    """
    ranked = rank_campaigns(campaigns.campaigns, report_date)
    total = sum(campaign.value for campaign in ranked)
    if total <= 0:
        raise InsufficientDataError(
            gettext_noop("no campaign up to the report date reached anybody")
        )
    record = ranked[0]
    # Sorted by value, so the first that is earlier than the record is the previous record.
    previous = next((campaign for campaign in ranked if campaign.on < record.on), None)
    n_later = None if intervention is None else sum(item.on >= intervention.on for item in ranked)
    return RecordEstimate(
        ranked=ranked,
        record=record,
        previous=previous,
        ratio_to_previous=_ratio(record, previous),
        share_of_total=record.value / total,
        later_period=None if intervention is None else "since the intervention",
        n_later=n_later,
        chance_if_exchangeable=(
            # A list of selected campaigns is not exchangeable: the best ones are remembered.
            n_later / len(ranked) if n_later is not None and campaigns.is_complete else None
        ),
    )


def rank_campaigns(campaigns: tuple[Campaign, ...], report_date: date) -> tuple[Campaign, ...]:
    """Return the campaigns up to the report date, best first; ties by date, then name."""
    # Ties need an order of their own, so that the same data give the same bytes.
    counted = (campaign for campaign in campaigns if campaign.on <= report_date)
    return tuple(sorted(counted, key=lambda item: (-item.value, item.on, item.name)))


def _ratio(record: Campaign, previous: Campaign | None) -> float | None:
    if previous is None or previous.value <= 0:
        return None
    return record.value / previous.value
