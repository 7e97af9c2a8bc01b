"""The best of a list of campaigns against the best before it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.model.series import Campaign


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordEstimate:
    """The record campaign.

    Attributes
    ----------
    ranked : tuple of Campaign
        All campaigns, best first; ties in order of date, then name.
    record : Campaign
        The best one up to the report date.
    previous : Campaign or None
        The best one before the record's date; None where there was none.
    ratio_to_previous : float or None
        Record over previous record; None without one, or where it is 0.
    share_of_total : float
        The record's share of what all campaigns reached, a fraction of 1.
    chance_if_exchangeable : float or None
        The chance that the best of n exchangeable campaigns lies in the later period,
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
