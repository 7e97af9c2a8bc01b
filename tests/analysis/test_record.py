"""The record campaign: its predecessor, its probability by chance, ties and rows."""

from __future__ import annotations

from datetime import date

import pytest

from reportgen.analysis.quantities.family import compress_rows
from reportgen.analysis.record import estimate_record
from reportgen.errors import InsufficientDataError
from reportgen.model.period import Intervention
from reportgen.model.series import Campaign, CampaignList
from tests.analysis.factories import campaign

REPORT = date(2021, 7, 1)
CHANGE = Intervention(on=date(2019, 7, 1), label="change")


def listed(*campaigns: Campaign, is_complete: bool = True) -> CampaignList:
    return CampaignList(
        campaigns=campaigns, column="reach", unit="impressions", is_complete=is_complete
    )


SPRING = campaign("Spring", date(2019, 3, 1), 72_000)
SUMMER = campaign("Summer", date(2019, 8, 1), 60_000)
AUTUMN = campaign("Autumn", date(2019, 10, 1), 415_000)
WINTER = campaign("Winter", date(2020, 1, 1), 53_000)


def test_the_record_is_compared_with_the_best_of_earlier_days() -> None:
    found = estimate_record(listed(SPRING, SUMMER, AUTUMN, WINTER), REPORT, CHANGE)
    assert (found.record, found.previous) == (AUTUMN, SPRING)
    assert found.ratio_to_previous == 415 / 72
    assert found.share_of_total == pytest.approx(415 / 600)
    assert found.ranked == (AUTUMN, SPRING, SUMMER, WINTER)


def test_the_probability_is_the_later_share_of_a_complete_list() -> None:
    complete = estimate_record(listed(SPRING, SUMMER, AUTUMN, WINTER), REPORT, CHANGE)
    assert (complete.n_later, complete.chance_if_exchangeable) == (3, 3 / 4)
    partial = estimate_record(listed(SPRING, AUTUMN, is_complete=False), REPORT, CHANGE)
    assert partial.chance_if_exchangeable is None
    without = estimate_record(listed(SPRING, AUTUMN), REPORT)
    assert (without.n_later, without.chance_if_exchangeable) == (None, None)


def test_the_first_day_of_the_intervention_is_later() -> None:
    on_the_day = campaign("First", CHANGE.on, 10)
    assert estimate_record(listed(SPRING, on_the_day), REPORT, CHANGE).n_later == 1


def test_campaigns_after_the_report_date_do_not_count() -> None:
    found = estimate_record(listed(SPRING, AUTUMN), date(2019, 9, 30), CHANGE)
    assert found.record == SPRING
    assert found.previous is None
    assert found.ratio_to_previous is None
    assert found.share_of_total == 1


def test_ties_go_to_the_earlier_day_and_then_to_the_name() -> None:
    twin = campaign("Another", SPRING.on, SPRING.value)
    later = campaign("A later one", date(2020, 1, 1), SPRING.value)
    found = estimate_record(listed(later, SPRING, twin), REPORT)
    assert [item.name for item in found.ranked] == ["Another", "Spring", "A later one"]


def test_the_order_of_the_file_changes_nothing() -> None:
    campaigns = (SPRING, SUMMER, AUTUMN, WINTER)
    assert estimate_record(listed(*campaigns), REPORT, CHANGE) == estimate_record(
        listed(*reversed(campaigns)), REPORT, CHANGE
    )


def test_a_previous_record_of_0_gives_no_ratio() -> None:
    found = estimate_record(listed(campaign("Nil", date(2019, 1, 1), 0), AUTUMN), REPORT)
    assert found.previous is not None
    assert found.ratio_to_previous is None


@pytest.mark.parametrize("campaigns", [(), (campaign("Nil", date(2019, 1, 1), 0),)])
def test_nothing_reached_is_refused(campaigns: tuple[Campaign, ...]) -> None:
    with pytest.raises(InsufficientDataError, match="reached anybody"):
        estimate_record(listed(*campaigns), REPORT)


@pytest.mark.parametrize(
    ("rows", "text"),
    [([], ""), ([4], "4"), ([3, 2, 4], "2-4"), ([2, 3, 5, 15, 14, 2], "2-3,5,14-15")],
)
def test_rows_are_compressed_to_ranges(rows: list[int], text: str) -> None:
    assert compress_rows(rows) == text
