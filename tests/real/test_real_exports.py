"""Original exports of platforms, against independent counts."""

from __future__ import annotations

import codecs
import csv
import io
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reportgen.data.files.export_table import detect_export, make_export_table
from reportgen.data.files.open_file import read_grid
from reportgen.data.sources.catalogue import EXPORTS
from tests.real.conftest import SHARED_DATA

if TYPE_CHECKING:
    from reportgen.model.series import Observation
    from tests.real.conftest import Load

_PLATFORMS = "platform_exports"
_META = f"{_PLATFORMS}/meta_business_suite"


def _records(
    name: str, *, encoding: str = "utf-8", skip: int = 0, mark: str = ","
) -> list[dict[str, str]]:
    """Return a file's records, read with the csv module only."""
    text = (SHARED_DATA / name).read_bytes().decode(encoding).removeprefix(codecs.BOM_UTF8.decode())
    body = "".join(io.StringIO(text, newline="").readlines()[skip:])
    return list(csv.DictReader(io.StringIO(body, newline=""), delimiter=mark))


def _months(load: Load, metric: str) -> dict[str, float]:
    """Return a metric's values by the month of their first day."""
    return {f"{item.first:%Y-%m}": item.value for item in _observations(load, metric)}


def _observations(load: Load, metric: str) -> tuple[Observation, ...]:
    loaded = load(f"  m: {{{metric}}}\n")
    assert loaded.dataset is not None, loaded.diagnostics
    return loaded.dataset.series["m"].observations


def _added(pairs: list[tuple[str, str]]) -> dict[str, float]:
    found: dict[str, float] = {}
    for month, value in pairs:
        found[month] = found.get(month, 0) + float(value)
    return found


def test_x_account_overview(load_shared: Load) -> None:
    name = "org_buildonkaia_x/bok-analytics.csv"
    names = ["January", "February", "March", "April", "May", "June", "July", "August"]
    names += ["September", "October", "November", "December"]
    number = {month[:3]: f"{index:02}" for index, month in enumerate(names, start=1)}

    def month(text: str) -> str:
        _, day, year = text.split(", ")
        return f"{year}-{number[day[:3]]}"

    for column in ("Impressions", "New follows", "Media views"):
        found = _months(load_shared, f"kind: count, file: {name}, value: {column}")
        counted = _added([(month(row["Date"]), row[column]) for row in _records(name)])
        assert len(found) == 14
        assert found == {key: counted[key] for key in found}


def test_twitter_by_day_in_four_monthly_files(load_shared: Load) -> None:
    folder = f"{_PLATFORMS}/twitter_legacy_by_day"
    found = _observations(load_shared, f'kind: count, file: "{folder}/*.csv", value: impressions')
    rows = [
        row
        for path in sorted((SHARED_DATA / folder).iterdir())
        for row in _records(f"{folder}/{path.name}")
    ]
    assert {f"{item.first:%Y-%m}": item.value for item in found} == _added(
        [(row["Date"][:7], row["impressions"]) for row in rows]
    )
    assert [Path(item.file).name.split("_")[5] for item in found] == [
        "20210101",
        "20210201",
        "20210301",
        "20210401",
    ]


def test_twitter_by_tweet_in_files_as_downloaded(load_shared: Load) -> None:
    folder = "org_ropensci_twitter/by_tweet_raw_format"
    found = _months(load_shared, f'kind: count, file: "{folder}/*.csv", value: impressions')
    rows = [
        row
        for path in (SHARED_DATA / folder).iterdir()
        for row in _records(f"{folder}/{path.name}")
    ]
    assert found == _added([(row["time"][:7], row["impressions"]) for row in rows])
    assert len(found) == 5


@pytest.mark.parametrize(
    ("file", "title"),
    [
        ("IG VIEWS", "Views"),
        ("IG_FOLLOWS", "Instagram follows"),
        ("IG_INTERACTIONS", "Content interactions"),
        ("IG_LINK_CLICKS", "Instagram link clicks"),
        ("IG_REACH", "Reach"),
        ("IG_VISITS", "Instagram profile visits"),
    ],
)
def test_instagram_through_business_suite(file: str, title: str) -> None:
    name = f"{_META}/utf16_as_downloaded/{file}.csv"
    table, found = make_export_table(
        read_grid(SHARED_DATA / name, name), EXPORTS["instagram_business_suite"], value=title
    )
    assert found == ()
    assert table is not None
    assert table.title == title
    counted = re.findall(r'"20[^"]*","(\d+)"', (SHARED_DATA / name).read_text(encoding="utf-16"))
    assert [row.cells[1] for row in table.rows] == counted


def test_days_that_instagram_leaves_out_can_count_as_zero(load_shared: Load) -> None:
    name = f"{_META}/utf16_as_downloaded/IG_FOLLOWS.csv"
    metric = f"kind: count, file: {name}, value: Instagram follows"
    (_, found) = load_shared(f"  m: {{{metric}}}\n").diagnostics
    assert found.code == "DAT054"
    assert "absent_days: zero" in found.help
    rows = _records(name, encoding="utf-16", skip=2)
    counted = _added([(row["Date"][:7], row["Primary"]) for row in rows])
    assert len(rows) == 40
    found_months = _months(load_shared, f"{metric}, absent_days: zero")
    assert found_months == {key: counted[key] for key in ("2025-11", "2025-12")}


def test_business_suite_names_its_metric_in_its_title(load_shared: Load) -> None:
    name = f"{_META}/utf16_as_downloaded/IG_REACH.csv"
    found = _months(load_shared, f"kind: count, file: {name}, value: Reach")
    rows = _records(name, encoding="utf-16", skip=2)
    counted = _added([(row["Date"][:7], row["Primary"]) for row in rows])
    assert found == {key: counted[key] for key in ("2025-11", "2025-12")}


@pytest.mark.parametrize(
    ("file", "title"),
    [
        ("Follows", "Facebook follows"),
        ("Interactions", "Content interactions"),
        ("Link clicks", "Facebook link clicks"),
        ("Viewers", "Viewers"),
        ("Views", "Views"),
        ("Visits", "Facebook visits"),
    ],
)
def test_a_page_through_business_suite_saved_again_by_excel(
    load_shared: Load, file: str, title: str
) -> None:
    name = f"{_META}/semicolon_resaved_from_excel/{file}.csv"
    rows = _records(name, encoding="cp1251", skip=1, mark=";")
    counted = _added([(row["Date"][:7], row["Primary"]) for row in rows])
    found = _months(load_shared, f"kind: count, file: {name}, value: {title}")
    assert found == {key: counted[key] for key in found}
    assert "2025-12" in found


def test_a_table_of_days_is_found_below_an_audience(load_shared: Load) -> None:
    name = f"{_META}/semicolon_resaved_from_excel/Audience.csv"
    loaded = load_shared(f"  m: {{kind: count, file: {name}, value: Follows}}\n")
    assert loaded.dataset is not None, loaded.diagnostics
    text = (SHARED_DATA / name).read_text(encoding="cp1251")
    days = re.findall(r"^(2025-1[12])-\d\dT[^;]*;(\d+)", text, re.M)
    counted = _added(days)
    found = loaded.dataset.series["m"].observations
    assert {f"{item.first:%Y-%m}": item.value for item in found} == {
        f"{item.first:%Y-%m}": counted[f"{item.first:%Y-%m}"] for item in found
    }
    assert found


@pytest.mark.parametrize(
    ("name", "value"),
    [
        (f"{_META}/semicolon_resaved_from_excel/Top content formats.csv", "Reels"),
        (f"{_PLATFORMS}/google_search_console/Devices.csv", "Clicks"),
        (f"{_PLATFORMS}/google_search_console/Filters.csv", "Value"),
    ],
)
def test_a_breakdown_without_dates_is_refused_with_the_export_that_has_them(
    load_shared: Load, name: str, value: str
) -> None:
    loaded = load_shared(f"  m: {{kind: count, file: {name}, value: {value}}}\n")
    (found,) = loaded.diagnostics
    assert found.code == "DAT027"
    assert found.help.startswith("download ")


def test_posts_of_business_suite_add_up_by_the_month_they_were_published(
    load_shared: Load,
) -> None:
    name = f"{_META}/posts_export/instagram_posts_Mar-18-2025_Apr-14-2025.redacted.csv"
    for column in ("Views", "Follows"):
        found = _months(load_shared, f"kind: count, file: {name}, value: {column}")
        days = [(row["Publish time"], row[column]) for row in _records(name) if row[column]]
        assert found == _added([(f"{day[6:10]}-{day[:2]}", value) for day, value in days])


def test_posts_of_a_page_have_a_second_header_row(load_shared: Load) -> None:
    name = f"{_PLATFORMS}/facebook_page_insights_legacy/post_level_two_header_rows.csv"
    column = "Lifetime Post Total Impressions"
    found = _observations(load_shared, f"kind: count, file: {name}, value: {column}")
    rows = _records(name)[1:]
    assert [item.value for item in found] == [sum(float(row[column]) for row in rows)]
    assert found[0].rows == (3, 4)


@pytest.mark.parametrize(
    "column", ["Impressions (organic)", "Impressions (total)", "Reposts (total)"]
)
def test_linkedin_content_metrics(load_shared: Load, column: str) -> None:
    name = "org_posit_linkedin/Metrics-Table 1.csv"
    found = _months(load_shared, f"kind: count, file: {name}, value: {column}")
    days = [(row["Date"], row[column]) for row in _records(name, skip=2)]
    assert found == _added([(f"{day[6:]}-{day[:2]}", value) for day, value in days])
    assert len(found) == 12


def test_linkedin_followers_are_the_first_of_six_stacked_tables(load_shared: Load) -> None:
    name = "org_posit_linkedin/posit-software_followers_1772479856546.csv"
    found = _months(load_shared, f"kind: count, file: {name}, value: Total followers")
    lines = (SHARED_DATA / name).read_text(encoding="utf-8").splitlines()
    days = [line.split(",") for line in lines if re.match(r"\d\d/\d\d/20", line)]
    assert len(days) == 365
    assert found == _added([(f"{day[0][6:]}-{day[0][:2]}", day[4]) for day in days])


def test_linkedin_posts_with_titles_over_many_lines(load_shared: Load) -> None:
    name = "org_posit_linkedin/All posts-Table 1.redacted.csv"
    found = _months(load_shared, f"kind: count, file: {name}, value: Impressions")
    rows = _records(name, skip=2)
    assert len(rows) == 385
    days = [(row["Created date"], row["Impressions"]) for row in rows]
    assert found == _added([(f"{day[6:]}-{day[:2]}", value) for day, value in days if value])


def test_youtube_content_leaves_out_its_totals_and_what_was_never_published(
    load_shared: Load,
) -> None:
    name = f"{_PLATFORMS}/youtube_studio/Table data.csv"
    loaded = load_shared(f"  m: {{kind: count, file: {name}, value: Views}}\n")
    assert loaded.dataset is not None
    rows = [row for row in _records(name) if row["Video publish time"]]
    found = loaded.dataset.series["m"].observations
    assert sum(item.value for item in found) == sum(float(row["Views"]) for row in rows)
    assert {"DAT045", "DAT047"} <= {item.code for item in loaded.diagnostics}


def test_youtube_totals_keep_blank_days_apart_from_zero(load_shared: Load) -> None:
    name = f"{_PLATFORMS}/youtube_studio/Totals.csv"
    found = _observations(
        load_shared,
        f'kind: rate, file: {name}, value: "Stayed to watch (%)", source: youtube_totals',
    )
    blank = [row["Date"] for row in _records(name) if not row["Stayed to watch (%)"]]
    assert len(found) == len(_records(name)) - len(blank) == 3


def test_google_analytics_takes_its_days_from_its_comments(load_shared: Load) -> None:
    name = f"{_PLATFORMS}/google_analytics_4/Pages_and_screens_Page_path_and_screen_class.csv"
    (found,) = _observations(load_shared, f"kind: count, file: {name}, value: Views")
    rows = _records(name, skip=9)
    assert (found.first, found.last) == (date(2026, 2, 24), date(2026, 3, 23))
    assert found.value == sum(int(row["Views"]) for row in rows)
    assert len(found.rows) == len(rows)


def test_google_search_console_by_day() -> None:
    name = f"{_PLATFORMS}/google_search_console/Chart.csv"
    grid = read_grid(SHARED_DATA / name, name)
    export = detect_export(grid)
    assert export is EXPORTS["google_search_console"]
    table, _ = make_export_table(grid, export, value="Clicks")
    assert table is not None
    assert sum(int(row.cells[1]) for row in table.rows) == sum(
        int(row["Clicks"]) for row in _records(name)
    )


def test_mailchimp_in_both_of_its_forms(load_shared: Load) -> None:
    name = f"{_PLATFORMS}/mailchimp/campaigns_aggregate.csv"
    (found,) = _observations(load_shared, f"kind: count, file: {name}, value: Unique Opens")
    assert (found.first, found.value) == (date(2018, 6, 1), 30)
    (found,) = _observations(load_shared, f"kind: rate, file: {name}, value: Open Rate")
    assert found.value == pytest.approx(0.2778)
    name = f"{_PLATFORMS}/mailchimp/single_campaign_report.csv"
    (found,) = _observations(
        load_shared, f'kind: count, file: {name}, value: "Recipients Who Opened:"'
    )
    text = (SHARED_DATA / name).read_text(encoding="utf-8")
    opened = re.search(r'Opened:","(\d+) \(', text)
    assert opened is not None
    assert (found.first, found.value) == (date(2021, 4, 1), float(opened[1]))


def test_events_of_one_chapter_are_its_rows(load_shared: Load) -> None:
    name = "org_rladies_meetup/events.csv"
    found = _months(
        load_shared,
        f"kind: count, file: {name}, count_rows: true, "
        "where: {urlname: rladies-paris, status: PAST}",
    )
    rows = [
        row
        for row in _records(name)
        if row["urlname"] == "rladies-paris" and row["status"] == "PAST"
    ]
    counted = _added([(row["datetime_local"][:7], "1") for row in rows])
    assert {key: value for key, value in found.items() if value} == counted
    assert set(found) > set(counted)


def test_the_wrong_year_of_ropensci_is_reported(load_shared: Load) -> None:
    name = "org_ropensci_twitter/twitter_metrics_monthly_rOpenSci.csv"
    loaded = load_shared(f"  m: {{kind: level, file: {name}, date: date, value: followers}}\n")
    (found,) = [item for item in loaded.diagnostics if item.code == "DAT048"]
    assert "2021-01-03" in found.message
    assert "line 3" in found.message
    assert found.in_brief


def test_the_contradiction_of_july_2021_is_reported(load_shared: Load) -> None:
    folder = "org_ropensci_twitter"
    loaded = load_shared(
        f"  m: {{kind: count, file: {folder}/monthly_clean.csv, date: month, value: impressions, "
        "check_against: tweets}\n"
        f"  tweets: {{kind: count, file: {folder}/tweets_metrics_2016-12_2021-12.csv, "
        "date: time_utc, value: impressions, combine: sum}\n"
    )
    (found,) = [item for item in loaded.diagnostics if item.code == "DAT058"]
    assert "2021-07: 26900" in found.message
    assert "against 151762" in found.message
    assert found.message.count("against") == 1
    assert found.in_brief
