"""Configurations that ``init --from`` derives from real exports can be loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from reportgen.cli.init import init
from reportgen.config.loader import load_configuration
from reportgen.data.loader import load_dataset
from tests.real.conftest import SHARED_DATA

if TYPE_CHECKING:
    from pathlib import Path

EXPORTS = [
    "org_buildonkaia_x/bok-analytics.csv",
    "org_posit_linkedin/Metrics-Table 1.csv",
    "org_posit_linkedin/posit-software_followers_1772479856546.csv",
    "org_rladies_meetup/chapter_members_daily.csv",
    "org_rladies_meetup/events.csv",
    "org_rladies_meetup/global_monthly.csv",
    "org_ropensci_twitter/monthly_clean.csv",
    "org_ropensci_twitter/tweets_metrics_2016-12_2021-12.csv",
    "org_ropensci_twitter/twitter_metrics_monthly_rOpenSci.csv",
    "platform_exports/mailchimp/campaigns_aggregate.csv",
    "platform_exports/meta_business_suite/utf16_as_downloaded/IG VIEWS.csv",
    "platform_exports/youtube_studio/Totals_subscribers_daily_2014-2024.csv",
]


@pytest.mark.parametrize("name", EXPORTS)
def test_a_configuration_derived_from_a_real_export_can_be_loaded(
    tmp_path: Path, name: str
) -> None:
    done = CliRunner().invoke(init, [str(tmp_path / "club"), "--from", str(SHARED_DATA / name)])
    assert done.exit_code == 0, done.exception
    loaded = load_configuration(tmp_path / "club" / "club.yaml")
    assert loaded.configuration is not None, loaded.diagnostics
    data = load_dataset(loaded.configuration)
    assert data.dataset is not None, data.diagnostics
    for metric in loaded.configuration.metrics.values():
        assert f"guessed: {metric.id}: " in done.output
