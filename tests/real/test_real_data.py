"""Real data, against independent counts."""

from __future__ import annotations

import csv
import os
from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

from tests.real.conftest import SHARED_DATA

if TYPE_CHECKING:
    from tests.real.conftest import Load


def _rows(name: str) -> list[dict[str, str]]:
    with (SHARED_DATA / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_ropensci_impressions_are_72_months_with_their_total(load_shared: Load) -> None:
    name = "org_ropensci_twitter/monthly_clean.csv"
    loaded = load_shared(f"  m: {{kind: count, file: {name}, date: month, value: impressions}}\n")
    assert loaded.dataset is not None
    assert loaded.diagnostics == ()
    observations = loaded.dataset.series["m"].observations
    assert len(observations) == 72
    assert sum(item.value for item in observations) == sum(
        int(row["impressions"]) for row in _rows(name)
    )
    assert observations[0].rows == (2,)


def test_ropensci_followers_have_the_gaps_that_the_file_has(load_shared: Load) -> None:
    name = "org_ropensci_twitter/monthly_clean.csv"
    column = "followers_end_of_month"
    loaded = load_shared(f"  m: {{kind: level, file: {name}, date: month, value: {column}}}\n")
    assert loaded.dataset is not None
    found = loaded.dataset.series["m"].observations
    assert len(found) == sum(bool(row[column]) for row in _rows(name)) == 49
    assert [item.code for item in loaded.diagnostics] == ["DAT051"]
    assert "2021-11" in loaded.diagnostics[0].message


def test_the_fall_of_rladies_in_february_2026_is_reported(load_shared: Load) -> None:
    name = "org_rladies_meetup/global_members_daily.csv"
    loaded = load_shared(f"  m: {{kind: level, file: {name}, date: date, value: members_total}}\n")
    assert loaded.dataset is not None
    codes = [item.code for item in loaded.diagnostics]
    assert codes == ["DAT052", "DAT053"]
    assert "136807 (2026-01) to 120874 (2026-02)" in loaded.diagnostics[1].message
    observations = loaded.dataset.series["m"].observations
    assert observations[0].first == date(2026, 1, 1)
    # The last reading counts on its own day, before the end of its month.
    assert (observations[-1].last, observations[-1].is_partial) == (date(2026, 8, 22), True)
    assert observations[-2].last == date(2026, 7, 31)


def test_one_chapter_is_taken_out_of_a_file_of_many(load_shared: Load) -> None:
    name = "org_rladies_meetup/chapter_members_daily.csv"
    loaded = load_shared(
        f"  m: {{kind: level, file: {name}, date: date, value: members, "
        "where: {urlname: rladies-paris}}\n"
    )
    assert loaded.dataset is not None
    june = {
        row["date"]: int(row["members"])
        for row in _rows(name)
        if row["urlname"] == "rladies-paris" and row["date"].startswith("2026-06")
    }
    found = {item.first: item for item in loaded.dataset.series["m"].observations}
    assert found[date(2026, 6, 1)].value == june[max(june)]
    line = found[date(2026, 6, 1)].rows[0]
    text = (SHARED_DATA / name).read_text(encoding="utf-8").split("\n")[line - 1]
    assert text == f"{max(june)},rladies-paris,{june[max(june)]}"


def test_a_file_of_many_chapters_without_a_choice_is_refused(load_shared: Load) -> None:
    name = "org_rladies_meetup/chapter_members_daily.csv"
    loaded = load_shared(f"  m: {{kind: level, file: {name}, date: date, value: members}}\n")
    assert loaded.dataset is None
    assert [item.code for item in loaded.diagnostics] == ["DAT050"]
    assert "where" in loaded.diagnostics[0].note


def test_single_events_become_months(load_shared: Load) -> None:
    name = "org_rladies_meetup/events.csv"
    loaded = load_shared(
        f"  m: {{kind: count, file: {name}, date: datetime_local, value: rsvp_yes, "
        "combine: sum, where: {status: PAST}}\n"
    )
    assert loaded.dataset is not None
    totals: dict[str, int] = defaultdict(int)
    for row in _rows(name):
        if row["status"] == "PAST":
            totals[row["datetime_local"][:7]] += int(row["rsvp_yes"])
    found = loaded.dataset.series["m"].observations
    assert {f"{item.first:%Y-%m}": item.value for item in found} == dict(totals)


def test_the_real_files_are_read_quickly(load_shared: Load) -> None:
    before = os.times().user
    name = "org_rladies_meetup/chapter_members_daily.csv"
    load_shared(
        f"  m: {{kind: level, file: {name}, date: date, value: members, "
        "where: {urlname: rladies-paris}}\n"
    )
    assert os.times().user - before < 1.5  # 39 628 rows


def test_exports_as_downloaded_are_read_with_their_totals(load_shared: Load) -> None:
    folder = "platform_exports/twitter_legacy_by_day"
    name = f"{folder}/daily_tweet_activity_metrics_LisaDeBruine_20210101_20210201_en.csv"
    loaded = load_shared(f"  m: {{kind: count, file: {name}, date: Date, value: impressions}}\n")
    assert loaded.dataset is not None, loaded.diagnostics
    (january,) = loaded.dataset.series["m"].observations
    assert january.first == date(2021, 1, 1)
    assert january.value == sum(float(row["impressions"]) for row in _rows(name))
    assert january.rows == tuple(range(2, 33))


def test_a_title_line_semicolons_and_windows_1252_are_read(load_shared: Load) -> None:
    name = "platform_exports/meta_business_suite/semicolon_resaved_from_excel/Views.csv"
    loaded = load_shared(f"  m: {{kind: count, file: {name}, date: Date, value: Primary}}\n")
    assert loaded.dataset is not None, loaded.diagnostics
    assert [item.code for item in loaded.diagnostics] == ["DAT025", "DAT052"]
    totals: dict[str, int] = defaultdict(int)
    for line in (SHARED_DATA / name).read_text(encoding="cp1252").splitlines()[2:]:
        day, value = line.split(";")
        totals[day[:7]] += int(value)
    found = {f"{item.first:%Y-%m}": item.value for item in loaded.dataset.series["m"].observations}
    assert found == {month: totals[month] for month in found}
    assert len(found) == 2


def test_a_utf16_export_with_its_sep_line_is_read(load_shared: Load) -> None:
    name = "platform_exports/meta_business_suite/utf16_as_downloaded/IG_REACH.csv"
    loaded = load_shared(
        f"  m: {{kind: count, file: {name}, date: Date, value: Primary, combine: sum}}\n"
    )
    assert loaded.dataset is not None, loaded.diagnostics
    lines = (SHARED_DATA / name).read_text(encoding="utf-16").splitlines()[3:]
    november = [line.split(",") for line in lines if line.startswith('"2025-11')]
    found = {item.first: item for item in loaded.dataset.series["m"].observations}
    assert found[date(2025, 11, 1)].value == sum(int(cell[1].strip('"')) for cell in november)


def test_ten_years_of_days_become_their_months(load_shared: Load) -> None:
    name = "platform_exports/youtube_studio/Totals_subscribers_daily_2014-2024.csv"
    loaded = load_shared(f"  m: {{kind: count, file: {name}, date: Date, value: Subscribers}}\n")
    assert loaded.dataset is not None, loaded.diagnostics
    assert [item.code for item in loaded.diagnostics] == ["DAT052", "DAT036"]
    found = loaded.dataset.series["m"].observations
    rows = [row for row in _rows(name) if "2014-12" <= row["Date"][:7] <= "2024-07"]
    assert len(found) == 9 * 12 + 8
    assert sum(item.value for item in found) == sum(int(row["Subscribers"]) for row in rows)


def test_the_last_reading_of_a_chapter_is_the_last_one(load_shared: Load) -> None:
    name = "org_rladies_meetup/chapter_members_daily.csv"
    for chapter in ("rladies-paris", "rladies-nairobi"):
        loaded = load_shared(
            f"  m: {{kind: level, file: {name}, date: date, value: members, "
            f"where: {{urlname: {chapter}}}}}\n"
        )
        assert loaded.dataset is not None
        rows = [row for row in _rows(name) if row["urlname"] == chapter]
        last = loaded.dataset.series["m"].observations[-1]
        assert (f"{last.last}", last.value) == (rows[-1]["date"], float(rows[-1]["members"]))


def test_no_run_and_no_restart_is_seen_in_seventy_hospital_trusts(load_shared: Load) -> None:
    name = "org_nhs_ae/type1_monthly.csv"
    for trust in sorted({row["org_code"] for row in _rows(name)}):
        loaded = load_shared(
            "".join(
                f"  {value}: {{kind: count, file: {name}, date: period, value: {value}, "
                f"where: {{org_code: {trust}}}}}\n"
                for value in ("attendances", "breaches", "admissions")
            )
        )
        assert {item.code for item in loaded.diagnostics} <= {"DAT051"}, trust
