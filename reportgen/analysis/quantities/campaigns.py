"""Quantities of campaigns and milestones."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.analysis.quantities.family import QuantityFamily, campaign_sources, whole
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.message import Message
from reportgen.model.quantity import Form, Quantity
from reportgen.model.quantity_ids import (
    ALL_CAMPAIGNS,
    PREVIOUS_RECORD,
    RECORD,
    MilestoneIds,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportgen.analysis.record import RecordEstimate
    from reportgen.model.period import Milestone
    from reportgen.model.quantity_ids import QuantityIds
    from reportgen.model.series import Campaign, CampaignList, DataFile


_METHOD = "record-campaign"
_NO_PREVIOUS = gettext_noop("there is no campaign before the record")


def campaign_quantities(
    record: RecordEstimate, campaigns: CampaignList, files: Mapping[str, DataFile]
) -> Iterator[Quantity]:
    """Yield the record, the previous record, and number and sum of all campaigns."""

    def family(ids: QuantityIds, of: tuple[Campaign, ...]) -> QuantityFamily:
        return QuantityFamily(
            ids=ids,
            method=_METHOD,
            n=len(of),
            sources=campaign_sources(of, campaigns.column, files),
            config_key=("campaigns",),
        )

    ranked = record.ranked
    is_whole = all(float(item.value).is_integer() for item in ranked)
    form = Form.COUNT if is_whole else Form.MEASURE
    everything, best = family(ALL_CAMPAIGNS, ranked), family(RECORD, ranked)
    formula = gettext_noop("number of campaigns up to the report date")
    count = len(ranked)
    yield everything.number(
        "n", count, form=Form.COUNT, unit=gettext_noop("campaigns"), formula=formula
    )
    before = family(
        PREVIOUS_RECORD,
        tuple(item for item in ranked if item.on < record.record.on),
    )
    total = sum(item.value for item in ranked)
    largest = Message("the largest value of all campaigns: {campaign}", campaign=record.record.name)
    previous = record.previous.value if record.previous else None
    values = (
        (everything, "total", total, gettext_noop("the sum over all campaigns")),
        (best, "value", record.record.value, largest),
        (before, "value", previous, _before_record(record)),
    )
    for its_family, name, value, formula in values:
        if value is None:
            yield its_family.missing(
                name, _NO_PREVIOUS, form=form, unit=campaigns.unit, formula=formula
            )
            continue
        number = whole(value, form)
        yield its_family.number(name, number, form=form, unit=campaigns.unit, formula=formula)
    yield from _relations(record, best)


def _relations(record: RecordEstimate, best: QuantityFamily) -> Iterator[Quantity]:
    """Yield ratio, share and chance of the record."""
    family = replace(best, derived_from=(RECORD.value, PREVIOUS_RECORD.value))
    formula = gettext_noop("the record divided by the largest value before it")
    if record.ratio_to_previous is None:
        reason = (
            _NO_PREVIOUS if record.previous is None else gettext_noop("the previous record is 0")
        )
        yield family.missing("ratio_to_previous", reason, form=Form.RATIO, formula=formula)
    else:
        value = record.ratio_to_previous
        yield family.number("ratio_to_previous", value, form=Form.RATIO, formula=formula)
    family = replace(best, derived_from=(RECORD.value, ALL_CAMPAIGNS.total))
    formula = gettext_noop("the record divided by the sum over all campaigns")
    yield family.number("share_of_total", record.share_of_total, form=Form.SHARE, formula=formula)
    yield _chance(record, best)


def _chance(record: RecordEstimate, best: QuantityFamily) -> Quantity:
    family = replace(best, derived_from=(ALL_CAMPAIGNS.n,))
    formula = gettext_noop(
        "campaigns since the intervention divided by all campaigns: the chance that the best of "
        "so many lies there if their order says nothing"
    )
    if record.chance_if_exchangeable is None:
        reason = (
            gettext_noop("there is no intervention to set the record against")
            if record.n_later is None
            else gettext_noop("the list of campaigns is not declared complete")
        )
        return family.missing("chance", reason, form=Form.SHARE, formula=formula)
    chance = family.number(
        "chance", record.chance_if_exchangeable, form=Form.SHARE, formula=formula
    )
    # n_later / n is exact if campaigns are exchangeable, so it has no interval.
    return replace(chance, numerator=record.n_later)


def milestone_quantities(milestones: tuple[Milestone, ...]) -> Iterator[Quantity]:
    """Yield the day of each milestone, numbered from 1 in the order of the configuration."""
    for position, milestone in enumerate(milestones):
        yield Quantity(
            id=MilestoneIds(position + 1).on,
            value=milestone.on.isoformat(),
            form=Form.DATE,
            method="observed-values",
            formula=gettext_noop("the day that was given"),
            config_key=("milestones", position),
        )


def _before_record(record: RecordEstimate) -> str:
    """Return the formula of the previous record."""
    if record.previous is None:
        return gettext_noop("the largest value of the campaigns before the record")
    return Message(
        "the largest value of the campaigns before the record: {campaign}",
        campaign=record.previous.name,
    )


_CAMPAIGNS: tuple[tuple[QuantityIds, str, Form], ...] = (
    (ALL_CAMPAIGNS, "n", Form.COUNT),
    (ALL_CAMPAIGNS, "total", Form.COUNT),
    (RECORD, "value", Form.COUNT),
    (RECORD, "ratio_to_previous", Form.RATIO),
    (RECORD, "share_of_total", Form.SHARE),
    (RECORD, "chance", Form.SHARE),
    (PREVIOUS_RECORD, "value", Form.COUNT),
)


def absent_campaigns(reason: str) -> Iterator[Quantity]:
    """Yield all quantities of campaigns as missing."""
    for ids, name, form in _CAMPAIGNS:
        family = QuantityFamily(ids=ids, method="record-campaign", config_key=("campaigns",))
        yield family.missing(name, reason, form=form, formula=gettext_noop("not computed"))
