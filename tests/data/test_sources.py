"""Every platform's export: a synthetic file of each, against an independent count."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest

from reportgen.data.files.csv_table import parse_grid
from reportgen.data.files.export_table import detect_export
from reportgen.data.files.open_file import read_grid
from reportgen.data.sources.catalogue import EXPORTS
from reportgen.model.metric import MetricKind
from tests.data.conftest import EXPORTS_FOLDER
from tests.data.exports.make_exports import FILES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportgen.data.sources.export import Export
    from reportgen.model.series import Observation
    from tests.data.conftest import Load


def _records(
    name: str, *, encoding: str = "utf-8-sig", skip: int = 0, mark: str = ","
) -> list[dict[str, str]]:
    """Return a file's records, read with the csv module only."""
    text = (EXPORTS_FOLDER / name).read_bytes().decode(encoding)
    body = "".join(io.StringIO(text, newline="").readlines()[skip:])
    return list(csv.DictReader(io.StringIO(body, newline=""), delimiter=mark))


def _months(load: Load, metric: str) -> dict[str, float]:
    """Return a metric's values by the month of their first day."""
    return {f"{item.first:%Y-%m}": item.value for item in _observations(load, metric)}


def _observations(load: Load, metric: str) -> tuple[Observation, ...]:
    loaded = load(f"  m: {{{metric}}}\n")
    assert loaded.dataset is not None, loaded.diagnostics
    return loaded.dataset.series["m"].observations


def _codes(load: Load, metric: str) -> list[str]:
    return [item.code for item in load(f"  m: {{{metric}}}\n").diagnostics]


def _added(rows: Iterable[dict[str, str]], day: str, value: str, written: str) -> dict[str, float]:
    """Return the sum of a column by month, ignoring blank cells."""
    found: dict[str, float] = {}
    for row in rows:
        if row[value]:
            month = f"{datetime.strptime(row[day], written):%Y-%m}"  # noqa: DTZ007 (days only)
            found[month] = found.get(month, 0) + float(row[value])
    return found


@pytest.mark.parametrize("name", FILES)
def test_a_synthetic_export_is_what_its_script_makes(name: str) -> None:
    assert (EXPORTS_FOLDER / name).read_bytes() == FILES[name]()


def test_every_export_has_a_synthetic_file() -> None:
    assert {_source(name) for name in FILES} == set(EXPORTS)
    assert {path.name for path in EXPORTS_FOLDER.glob("*.csv")} == set(FILES)


def _source(name: str) -> str:
    return name.removesuffix(".csv").partition("-")[0]


@pytest.mark.parametrize("name", FILES)
def test_a_synthetic_export_is_recognized(name: str) -> None:
    found = detect_export(read_grid(EXPORTS_FOLDER / name, name))
    expected: Export | None = EXPORTS[_source(name)]
    if expected is EXPORTS["instagram_business_suite"]:
        expected = EXPORTS["meta_business_suite"]  # the file does not say which of the two it is
    elif expected is EXPORTS["youtube_totals"]:
        expected = None  # a date and a number are not specific to a platform
    assert found is expected


@pytest.mark.parametrize(
    ("name", "column", "day", "written", "skip"),
    [
        ("x_account_overview.csv", "Impressions", "Date", "%a, %b %d, %Y", 0),
        ("x_account_overview.csv", "New follows", "Date", "%a, %b %d, %Y", 0),
        ("x_account_overview.csv", "Media views", "Date", "%a, %b %d, %Y", 0),
        ("meta_posts.csv", "Views", "Publish time", "%m/%d/%Y %H:%M", 0),
        ("meta_posts.csv", "Follows", "Publish time", "%m/%d/%Y %H:%M", 0),
        ("linkedin_metrics.csv", "Impressions (organic)", "Date", "%m/%d/%Y", 2),
        ("linkedin_metrics.csv", "Impressions (total)", "Date", "%m/%d/%Y", 2),
        ("linkedin_metrics.csv", "Reposts (total)", "Date", "%m/%d/%Y", 2),
        ("linkedin_posts.csv", "Impressions", "Created date", "%m/%d/%Y", 2),
        ("linkedin_posts.csv", "Views", "Created date", "%m/%d/%Y", 2),
        ("google_search_console.csv", "Clicks", "Date", "%Y-%m-%d", 0),
        ("google_search_console.csv", "Impressions", "Date", "%Y-%m-%d", 0),
        ("mailchimp_campaigns.csv", "Unique Opens", "Send Date", "%b %d, %Y %I:%M %p", 0),
        ("mailchimp_campaigns.csv", "Total Clicks", "Send Date", "%b %d, %Y %I:%M %p", 0),
    ],
)
def test_counts_of_an_export_add_up_by_month(
    load_export: Load, name: str, column: str, day: str, written: str, skip: int
) -> None:
    found = _months(load_export, f"kind: count, file: {name}, value: {column}")
    assert found == _added(_records(name, skip=skip), day, column, written)
    assert len(found) >= 2


def test_twitter_by_day_in_monthly_files(load_export: Load) -> None:
    found = _observations(
        load_export, 'kind: count, file: "twitter_by_day-*.csv", value: impressions'
    )
    names = ["twitter_by_day-2021-01.csv", "twitter_by_day-2021-02.csv"]
    rows = [row for name in names for row in _records(name)]
    counted = _added(rows, "Date", "impressions", "%Y-%m-%d")
    assert {f"{item.first:%Y-%m}": item.value for item in found} == counted
    assert [item.file for item in found] == names
    assert found[0].rows == tuple(range(2, 33))


def test_a_tweet_in_two_downloads_counts_once(load_export: Load) -> None:
    metric = 'kind: count, file: "twitter_by_tweet-*.csv", value: impressions'
    rows = {
        row["Tweet id"]: row
        for name in ("twitter_by_tweet-1.csv", "twitter_by_tweet-2.csv")
        for row in _records(name)
    }
    assert len(rows) == 61
    counted = _added(rows.values(), "time", "impressions", "%Y-%m-%d %H:%M %z")
    assert _months(load_export, metric) == counted


def test_business_suite_in_utf16_names_its_metric_in_its_title(load_export: Load) -> None:
    name = "meta_business_suite-reach.csv"
    assert (EXPORTS_FOLDER / name).read_bytes().startswith(b"\xff\xfes\0e\0p\0")
    found = _months(load_export, f"kind: count, file: {name}, value: Reach")
    rows = _records(name, encoding="utf-16", skip=2)
    counted = _added(rows, "Date", "Primary", "%Y-%m-%dT%H:%M:%S")
    assert found == {key: counted[key] for key in ("2025-11", "2025-12")}


def test_business_suite_saved_again_by_a_spreadsheet(load_export: Load) -> None:
    name = "meta_business_suite-resaved.csv"
    found = _months(load_export, f"kind: count, file: {name}, value: Facebook visits")
    rows = _records(name, skip=1, mark=";")
    assert {row["Date"][11:] for row in rows} == {"00:00:00", "01:00:00"}
    counted = _added(rows, "Date", "Primary", "%Y-%m-%dT%H:%M:%S")
    assert found == {key: counted[key] for key in ("2025-11", "2025-12")}


def test_a_table_of_days_is_found_below_an_audience(load_export: Load) -> None:
    name = "meta_business_suite-below_audience.csv"
    found = _months(load_export, f"kind: count, file: {name}, value: Follows")
    rows = _records(name, encoding="cp1251", skip=11, mark=";")
    assert found == _added(rows, "Date", "Primary", "%Y-%m-%dT%H:%M:%S")


def test_a_table_is_named_by_a_title_that_the_file_has(load_export: Load) -> None:
    name = "meta_business_suite-reach.csv"
    loaded = load_export(f"  m: {{kind: count, file: {name}, value: Visits}}\n")
    (found,) = loaded.diagnostics
    assert found.code == "DAT020"
    assert "`Reach`" in found.help


def test_days_that_instagram_leaves_out_can_count_as_zero(load_export: Load) -> None:
    name = "instagram_business_suite-follows.csv"
    metric = (
        f"kind: count, file: {name}, value: Instagram follows, source: instagram_business_suite"
    )
    (found,) = load_export(f"  m: {{{metric}}}\n").diagnostics
    assert found.code == "DAT054"
    assert "absent_days: zero" in found.help
    rows = _records(name, encoding="utf-16", skip=2)
    counted = _added(rows, "Date", "Primary", "%Y-%m-%dT%H:%M:%S")
    assert _months(load_export, f"{metric}, absent_days: zero") == {
        key: counted[key] for key in ("2025-11", "2025-12")
    }


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("meta_audience.csv", "Women"),
        ("meta_top_formats.csv", "Reels"),
        ("google_search_console_parts.csv", "Clicks"),
        ("google_search_console_filters.csv", "Value"),
    ],
)
def test_a_breakdown_without_dates_is_refused_with_the_export_that_has_them(
    load_export: Load, name: str, value: str
) -> None:
    loaded = load_export(f"  m: {{kind: count, file: {name}, value: {value}}}\n")
    found = loaded.diagnostics[-1]
    assert loaded.dataset is None
    assert found.code == "DAT027"
    assert found.help == f"download {EXPORTS[_source(name)].instead}"


def test_page_insights_hold_a_stock_and_a_flow_below_two_header_rows(load_export: Load) -> None:
    name = "facebook_page_insights.csv"
    rows = _records(name)[1:]
    new = _months(load_export, f"kind: count, file: {name}, value: Daily New Likes")
    assert new == _added(rows, "Date", "Daily New Likes", "%m/%d/%Y")
    total = _months(load_export, f"kind: level, file: {name}, value: Lifetime Total Likes")
    last = {row["Date"]: float(row["Lifetime Total Likes"]) for row in rows}
    assert total == {"2016-06": last["6/30/2016"], "2016-07": last["7/31/2016"]}


def test_posts_of_a_page_have_a_second_header_row(load_export: Load) -> None:
    name = "facebook_post_insights.csv"
    column = "Lifetime Post Total Impressions"
    found = _observations(load_export, f"kind: count, file: {name}, value: {column}")
    counted = _added(_records(name)[1:], "Posted", column, "%m/%d/%Y %H:%M")
    assert {f"{item.first:%Y-%m}": item.value for item in found} == counted
    assert [item.rows for item in found] == [(3,), (4, 5)]


def test_linkedin_followers_are_the_first_of_stacked_tables(load_export: Load) -> None:
    name = "linkedin_followers.csv"
    found = _months(load_export, f"kind: count, file: {name}, value: Total followers")
    rows = [row for row in _records(name, skip=1) if re.match(r"\d\d/\d\d/2025", row["Date"])]
    assert len(rows) == 61
    assert found == _added(rows, "Date", "Total followers", "%m/%d/%Y")


def test_youtube_content_leaves_out_its_totals_and_what_was_never_published(
    load_export: Load,
) -> None:
    name = "youtube_content.csv"
    metric = f"kind: count, file: {name}, value: Views"
    rows = [row for row in _records(name) if row["Video publish time"]]
    assert len(rows) == 4
    counted = _added(rows, "Video publish time", "Views", "%b %d, %Y")
    assert _months(load_export, metric) == counted
    assert {"DAT045", "DAT047"} <= set(_codes(load_export, metric))


def test_youtube_totals_keep_blank_days_apart_from_zero(load_export: Load) -> None:
    name = "youtube_totals.csv"
    metric = f"kind: count, file: {name}, value: Subscribers, source: youtube_totals"
    blank = [row["Date"] for row in _records(name) if not row["Subscribers"]]
    assert blank == ["2024-04-07", "2024-04-21", "2024-05-07", "2024-05-21"]
    # Two days of each month are unknown, so no month is complete.
    assert _codes(load_export, metric) == ["DAT054", "DAT036"]
    counted = _added(_records(name), "Date", "Subscribers", "%Y-%m-%d")
    assert _months(load_export, f"{metric}, absent_days: zero") == counted


def test_google_analytics_takes_its_days_from_its_comments(load_export: Load) -> None:
    name = "google_analytics_pages.csv"
    (found,) = _observations(load_export, f"kind: count, file: {name}, value: Views")
    rows = _records(name, skip=9)
    assert (found.first, found.last) == (date(2026, 2, 1), date(2026, 2, 28))
    assert found.value == sum(int(row["Views"]) for row in rows)
    assert len(found.rows) == len(rows) == 4


@pytest.mark.parametrize(
    ("name", "column", "day", "written"),
    [
        ("google_search_console.csv", "CTR", "Date", "%Y-%m-%d"),
        ("mailchimp_campaigns.csv", "Open Rate", "Send Date", "%b %d, %Y %I:%M %p"),
        ("mailchimp_campaigns.csv", "Click Rate", "Send Date", "%b %d, %Y %I:%M %p"),
    ],
)
def test_shares_in_percent_become_means_of_fractions(
    load_export: Load, name: str, column: str, day: str, written: str
) -> None:
    rows = _records(name)
    assert all(row[column].endswith("%") for row in rows)
    plain = [row | {"share": row[column].rstrip("%"), "n": "1"} for row in rows]
    sums = _added(plain, day, "share", written)
    counts = _added(plain, day, "n", written)
    found = _months(load_export, f"kind: rate, file: {name}, value: {column}")
    assert found == pytest.approx({key: sums[key] / counts[key] / 100 for key in sums})


def test_mailchimp_reports_one_campaign_on_a_page_of_keys(load_export: Load) -> None:
    name = "mailchimp_campaign.csv"
    (found,) = _observations(
        load_export, f'kind: count, file: {name}, value: "Recipients Who Opened:"'
    )
    text = (EXPORTS_FOLDER / name).read_text(encoding="utf-8")
    opened = re.search(r'Opened:","(\d+) \(', text)
    assert opened is not None
    assert (found.first, found.value) == (date(2021, 4, 1), float(opened[1]))


def test_tiktok_dates_get_their_years_from_the_configuration(load_export: Load) -> None:
    for name, column, kind in (
        ("tiktok_overview.csv", "Video Views", "count"),
        ("tiktok_followers.csv", "Difference in followers from previous day", "count"),
    ):
        rows = [
            row | {"Date": f"{row['Date']} {2024 if row['Date'].startswith('D') else 2025}"}
            for row in _records(name)
        ]
        found = _months(load_export, f"kind: {kind}, file: {name}, value: {column}, year: 2024")
        assert found == _added(rows, "Date", column, "%B %d %Y")
        assert set(found) == {"2024-12", "2025-01"}


def test_tiktok_followers_are_a_stock(load_export: Load) -> None:
    name = "tiktok_followers.csv"
    found = _months(load_export, f"kind: level, file: {name}, value: Followers, year: 2024")
    by_day = {row["Date"]: float(row["Followers"]) for row in _records(name)}
    assert found == {"2024-12": by_day["December 31"], "2025-01": by_day["January 31"]}


def test_tiktok_without_a_year_is_refused(load_export: Load) -> None:
    loaded = load_export("  m: {kind: count, file: tiktok_overview.csv, value: Video Views}\n")
    assert loaded.dataset is None
    assert "year" in loaded.diagnostics[-1].help


def test_new_members_of_a_meetup_are_the_rows_of_its_list(load_export: Load) -> None:
    name = "meetup_members.csv"
    found = _months(load_export, f"kind: count, file: {name}, count_rows: true")
    rows = [row | {"n": "1"} for row in _records(name)]
    assert found == _added(rows, "Joined Group on", "n", "%m/%d/%Y")


def test_events_of_one_chapter_are_its_rows(load_export: Load) -> None:
    name = "meetup_events.csv"
    found = _months(
        load_export,
        f"kind: count, file: {name}, count_rows: true, "
        "where: {urlname: river-north, status: PAST}",
    )
    rows = [
        row | {"n": "1"}
        for row in _records(name)
        if row["urlname"] == "river-north" and row["status"] == "PAST"
    ]
    counted = _added(rows, "datetime_local", "n", "%Y-%m-%dT%H:%M:%S%z")
    assert {key: value for key, value in found.items() if value} == counted
    assert found["2019-08"] == 0


_TIKTOK = "Date,Video Views,Profile Views,Likes,Comments,Shares\n"


def test_tiktok_counts_its_years_on_from_the_first_row(load: Load) -> None:
    days = [*(("November", n) for n in range(1, 31)), *(("December", n) for n in range(1, 32))]
    days += [("January", n) for n in range(1, 32)]
    rows = "".join(f"{month} {day},1,0,0,0,0\n" for month, day in days)
    loaded = load(
        _TIKTOK + rows, kind="count", value="Video Views", date="Date", more=", year: 2024"
    )
    assert loaded.dataset is not None, loaded.diagnostics
    assert [(item.first, item.value) for item in loaded.dataset.series["m"].observations] == [
        (date(2024, 11, 1), 30),
        (date(2024, 12, 1), 31),
        (date(2025, 1, 1), 31),
    ]


def test_tiktok_with_the_newest_day_first_counts_its_years_back(load: Load) -> None:
    days = [
        *(("January", n) for n in range(31, 0, -1)),
        *(("December", n) for n in range(31, 0, -1)),
    ]
    rows = "".join(f"{day} {month},1,0,0,0,0\n" for month, day in days)
    loaded = load(
        _TIKTOK + rows, kind="count", value="Video Views", date="Date", more=", year: 2025"
    )
    assert loaded.dataset is not None, loaded.diagnostics
    first = [item.first for item in loaded.dataset.series["m"].observations]
    assert first == [date(2024, 12, 1), date(2025, 1, 1)]


def test_new_members_are_the_rows_of_a_list_of_members(load: Load) -> None:
    text = "Name,Joined Group on\nA,01/05/2020\nB,02/10/2020\nC,02/25/2020\n"
    loaded = load(text, kind="count", value=None, date="Joined Group on", more=", count_rows: true")
    assert loaded.dataset is not None, loaded.diagnostics
    assert [item.value for item in loaded.dataset.series["m"].observations] == [1, 2]


@pytest.mark.parametrize("export", EXPORTS.values(), ids=lambda export: str(export.id))
def test_a_file_with_the_columns_of_an_export_is_that_export(export: Export) -> None:
    columns = list(dict.fromkeys((*export.signature, *export.metrics)))
    if export.is_report:
        text = "".join(f'"{name}","1"\n' for name in columns)
    else:
        text = ",".join(columns) + "\n" + ",".join("1" for _ in columns) + "\n"
    found = detect_export(parse_grid(text, "x.csv"))
    if export.is_detected:
        assert found is export
    else:
        assert found is None or set(found.signature) >= set(export.signature)


@pytest.mark.parametrize("export", EXPORTS.values(), ids=lambda export: str(export.id))
def test_an_export_is_declared_in_full(export: Export) -> None:
    assert re.fullmatch(r"[a-z]+(_[a-z0-9]+)*", export.id)
    assert EXPORTS[export.id] is export
    has_series = export.date is not None or export.span is not None
    assert has_series != bool(export.instead)
    assert has_series == bool(export.metrics) or export.id == "meetup_members"
    assert export.date is None or export.date in export.signature
    assert set(export.metrics.values()) <= set(MetricKind)
