"""Write a synthetic file in the shape of each platform's export.

Run ``python -m tests.data.exports.make_exports``. All names and numbers are invented; what is
true to the platforms is the format: columns, encodings, delimiters, line ends, date formats and
the lines above and between tables.
"""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

FOLDER = Path(__file__).parent


def columns(text: str) -> list[str]:
    """Return the column names of a header."""
    return text.split(",")


MONTHS = columns(
    "January,February,March,April,May,June,July,August,September,October,November,December"
)
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


class Numbers:
    """Pseudorandom integers, the same on every machine.

    The minimal standard generator of Park and Miller (1988), Commun. ACM 31, 1192-1201:
    Python's and NumPy's generators may change between versions.
    """

    def __init__(self, seed: int) -> None:
        self._state = seed

    def below(self, limit: int) -> int:
        self._state = self._state * 16807 % 2147483647
        return self._state % limit


def days(first: date, last: date) -> Iterator[date]:
    """Yield every day of a span, both ends included."""
    for offset in range((last - first).days + 1):
        yield first + timedelta(days=offset)


def table(
    rows: Iterable[Sequence[object]], *, end: str = "\n", mark: str = ",", quote_all: bool = False
) -> str:
    """Return rows as delimited text."""
    text = io.StringIO(newline="")
    writer = csv.writer(
        text,
        lineterminator=end,
        delimiter=mark,
        quoting=csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL,
    )
    writer.writerows(rows)
    return text.getvalue()


def month_first(day: date) -> str:
    return f"{day:%m/%d/%Y}"


# --- X and Twitter

X_COLUMNS = columns(
    "Date,Impressions,Likes,Engagements,Bookmarks,Shares,New follows,Unfollows,Replies,Reposts,"
    "Profile visits,Create Post,Video views,Media views"
)
TWITTER_NUMBERS = columns(
    "impressions,engagements,engagement rate,retweets,replies,likes,user profile clicks,url clicks,"
    "hashtag clicks,detail expands,permalink clicks,app opens,app installs,follows,email tweet,"
    "dial phone,media views,media engagements"
)
TWITTER_PROMOTED = [f"promoted {name}" for name in TWITTER_NUMBERS]


def x_account_overview() -> bytes:
    """Two downloads pasted together, so not in the order of dates; no final newline."""
    numbers = Numbers(11)
    rows = []
    for first, last in (
        (date(2025, 8, 1), date(2025, 9, 11)),
        (date(2025, 9, 12), date(2025, 10, 31)),
    ):
        for day in reversed(list(days(first, last))):
            label = f"{WEEKDAYS[day.weekday()]}, {MONTHS[day.month - 1][:3]} {day.day}, {day.year}"
            rows.append([label, *(numbers.below(900) for _ in X_COLUMNS[1:])])
    return table([X_COLUMNS, *rows]).rstrip("\n").encode()


def _twitter_day(first: date, last: date, seed: int) -> bytes:
    numbers = Numbers(seed)
    rows = []
    for day in days(first, last):
        seen, engaged = 500 + numbers.below(4000), numbers.below(400)
        rest = [numbers.below(60) for _ in TWITTER_NUMBERS[3:]]
        rows.append(
            [day, numbers.below(9), seen, engaged, engaged / seen, *rest]
            + ["-"] * len(TWITTER_PROMOTED)
        )
    header = ["Date", "Tweets published", *TWITTER_NUMBERS, *TWITTER_PROMOTED]
    return table([header, *rows], quote_all=True).encode()


def twitter_by_day_january() -> bytes:
    return _twitter_day(date(2021, 1, 1), date(2021, 1, 31), 21)


def twitter_by_day_february() -> bytes:
    return _twitter_day(date(2021, 2, 1), date(2021, 2, 28), 22)


def _tweets(numbered: Iterable[int]) -> bytes:
    """One row per tweet, numbers with a decimal point; hours of UTC."""
    rows = []
    for number in numbered:
        numbers = Numbers(100 + number)
        day = date(2016, 11, 1) + timedelta(days=number)
        seen, engaged = 100 + numbers.below(3000), numbers.below(90)
        rest = [f"{numbers.below(20)}.0" for _ in TWITTER_NUMBERS[3:11]]
        rows.append(
            [
                f"8{number:017}",
                f"https://twitter.com/RiverClub/status/8{number:017}",
                f'Tweet {number}, with a comma\nand a "quotation"',
                f"{day} {numbers.below(24):02}:{numbers.below(60):02} +0000",
                f"{seen}.0",
                f"{engaged}.0",
                engaged / seen,
                *rest,
                *["0"] * 7,
                *["-"] * len(TWITTER_PROMOTED),
            ]
        )
    header = ["Tweet id", "Tweet permalink", "Tweet text", "time"]
    return table([[*header, *TWITTER_NUMBERS, *TWITTER_PROMOTED], *rows], quote_all=True).encode()


def twitter_by_tweet_first() -> bytes:
    return _tweets(range(40))


def twitter_by_tweet_second() -> bytes:
    """Begins with the last three tweets of the first download."""
    return _tweets(range(37, 61))


# --- Meta: Facebook and Instagram


def _business_suite(title: str, seed: int, absent: Iterable[date] = ()) -> bytes:
    """UTF-16 with a byte order mark, a `sep=` line and a title, as downloaded."""
    numbers = Numbers(seed)
    left_out = set(absent)
    rows = [
        [f"{day}T00:00:00", 1 + numbers.below(3000)]
        for day in days(date(2025, 10, 31), date(2025, 12, 31))
        if day not in left_out
    ]
    body = table([[title], ["Date", "Primary"], *rows], quote_all=True)
    return b"\xff\xfe" + ("sep=,\n" + body).encode("utf-16-le")


def meta_business_suite_reach() -> bytes:
    return _business_suite("Reach", 31)


def instagram_business_suite_follows() -> bytes:
    """Days without a follow are absent."""
    absent = [date(2025, 11, 11), date(2025, 11, 20), date(2025, 12, 24)]
    return _business_suite("Instagram follows", 32, absent)


def _after_clock_change(first: date, last: date, seed: int) -> list[tuple[str, int]]:
    numbers = Numbers(seed)
    return [
        (f"{day}T{0 if day < date(2025, 11, 3) else 1:02}:00:00", numbers.below(200))
        for day in days(first, last)
    ]


def meta_business_suite_resaved() -> bytes:
    """Saved again by a spreadsheet: semicolons, and 01:00 once the clocks have changed."""
    rows = _after_clock_change(date(2025, 10, 31), date(2025, 12, 31), 33)
    return table([("Facebook visits", ""), ("Date", "Primary"), *rows], mark=";").encode("ascii")


_AUDIENCE: list[list[object]] = [
    ["Age & gender"],
    ["", "Women", "Men"],
    ["18-24", "3.апр", "1.юни"],
    ["25-34", "17.юни", "8.яну"],
    ["65+", "15", "6.май"],
    [],
    ["Top towns/cities"],
    ["Rivertown", "Lakeside", "Hillford"],
    ["74.3", "4.яну", "1"],
]
"""A Bulgarian spreadsheet converted shares to dates: 3.4 became `3.апр`."""


def _stacked(parts: Iterable[Sequence[object]]) -> bytes:
    wide = [[*row, *[""] * (5 - len(row))] for row in parts]
    return table(wide, mark=";").encode("cp1251")


def meta_audience() -> bytes:
    return _stacked(_AUDIENCE)


def meta_business_suite_below_audience() -> bytes:
    """A table of days is the last of several in one file."""
    rows = _after_clock_change(date(2025, 11, 1), date(2025, 12, 31), 34)
    return _stacked([*_AUDIENCE, [], ["Follows"], ["Date", "Primary"], *rows])


def meta_top_formats() -> bytes:
    parts = [
        ["Views", "", "", ""],
        ["Reels", "Photos", "Links", "Text"],
        ["57268", "2228", "795", "32"],
        ["", "", "", ""],
        ["Content interactions", "", "", ""],
        ["Reels", "Photos", "Links", "Text"],
        ["368", "201", "56", "2"],
    ]
    return table(parts, mark=";").encode("ascii")


def meta_posts() -> bytes:
    """UTF-8 with a byte order mark; descriptions over several lines; blank numbers."""
    header = columns(
        "Post ID,Account ID,Account username,Account name,Description,Duration (sec),Publish time,"
        "Permalink,Post type,Data comment,Date,Views,Reach,Likes,Shares,Comments,Saves,Follows"
    )
    numbers = Numbers(35)
    rows = []
    for number in range(50):
        published = date(2025, 3, 1) + timedelta(days=number)
        counts = [numbers.below(400) for _ in range(6)]
        follows = numbers.below(3) or ""
        rows.append(
            [
                f"180{number:014}",
                "17841400000000000",
                "river_club",
                "River Club",
                f"Post {number}, für alle ✨\nsecond line",
                numbers.below(60),
                f"{month_first(published)} {numbers.below(24):02}:{numbers.below(60):02}",
                f"https://www.instagram.com/p/{number}/",
                "IG reel" if number % 2 else "IG image",
                "",
                "Lifetime",
                *counts,
                follows,
            ]
        )
    return table([header, *rows]).encode("utf-8-sig")


def facebook_page_insights() -> bytes:
    """A second row describes the columns; M/D/YYYY."""
    header = [
        "Date",
        "Lifetime Total Likes",
        "Daily New Likes",
        "Daily Unlikes",
        "Daily Total Reach",
    ]
    explained = [
        "",
        "Lifetime: People who like the page. (Unique Users)",
        "Daily: New likes. (Unique Users)",
        "Daily: Unlikes, of all kinds. (Unique Users)",
        "Daily: People reached. (Unique Users)",
    ]
    numbers, total, rows = Numbers(36), 4100, []
    for day in days(date(2016, 6, 1), date(2016, 7, 31)):
        new, lost = numbers.below(14), numbers.below(4)
        total += new - lost
        rows.append([f"{day.month}/{day.day}/{day.year}", total, new, lost, numbers.below(2500)])
    return table([header, explained, *rows]).encode()


def facebook_post_insights() -> bytes:
    """Two header rows, repeated column names, a cell that is a single space."""
    header = columns(
        "Post ID,Permalink,Post Message,Type,Countries,Languages,Posted,Audience Targeting,"
        "Lifetime Post Total Reach,Lifetime Post organic reach,Lifetime Post Paid Reach,"
        "Lifetime Post Total Impressions,Lifetime Organic views to 95%,"
        "Lifetime Organic views to 95%"
    )
    explained = ["", "", "", "", "", "", "", ""] + [
        f"Lifetime: number {number} of the post. (Total Count)" for number in range(6)
    ]
    numbers, rows = Numbers(37), []
    for number, posted in enumerate(("6/30/2016 10:54", "7/1/2016 9:05", "7/19/2016 21:00")):
        rows.append(
            [
                f"951_{number}",
                f"https://www.facebook.com/RiverClub/posts/{number}",
                "Come, all of you",
                "Photo",
                "",
                "",
                posted,
                " ",
                *(numbers.below(900) for _ in range(4)),
                "",
                "",
            ]
        )
    return table([header, explained, *rows]).encode()


# --- LinkedIn


def linkedin_metrics() -> bytes:
    """The first table of a workbook: its name and a note precede the header; CRLF."""
    counted = ("Impressions", "Clicks", "Reactions", "Comments", "Reposts")
    header = ["Date"]
    for name in counted:
        header += [f"{name} ({part})" for part in ("organic", "sponsored", "total")]
        if name == "Impressions":
            header.append("Unique impressions (organic)")
    header += [f"Engagement rate ({part})" for part in ("organic", "sponsored", "total")]
    numbers, rows = Numbers(41), []
    for day in days(date(2025, 3, 1), date(2025, 4, 30)):
        row: list[object] = [month_first(day)]
        for name in counted:
            organic, sponsored = numbers.below(900), numbers.below(4000)
            row += [organic, sponsored, organic + sponsored]
            if name == "Impressions":
                row.append(organic // 2)
        rows.append([*row, *(numbers.below(1000) / 10000 for _ in range(3))])
    note = ["Metrics of posts over time. All dates and times are in UTC.", *[""] * len(header[1:])]
    return table([["Table 1"], note, header, *rows], end="\r\n").encode("ascii")


def linkedin_followers() -> bytes:
    """Stacked tables; the first has new followers by day, despite its column names."""
    numbers = Numbers(42)
    rows = []
    for day in days(date(2025, 3, 1), date(2025, 4, 30)):
        sponsored, organic = numbers.below(5), numbers.below(60)
        rows.append([month_first(day), sponsored, organic, 0, sponsored + organic])
    header = ["Date"] + [
        f"{name} followers" for name in ("Sponsored", "Organic", "Auto-invited", "Total")
    ]
    parts: list[Sequence[object]] = [
        ["New followers: Table 1"],
        header,
        *rows,
        [],
        ["Location: Table 1"],
        ["Location", "Total followers", "", "", ""],
        ["Greater Lakeside Area, Nowhere", 3641, "", "", ""],
        ["São Rio", 1380, "", "", ""],
        [],
        ["Seniority: Table 1"],
        ["Seniority", "Total followers", "", "", ""],
        ["Entry", 900, "", "", ""],
    ]
    return table(parts, end="\r\n").encode()


def linkedin_posts() -> bytes:
    """Titles over several lines: LF within a cell, CRLF between rows."""
    header = columns(
        "Post title,Post link,Post type,Campaign name,Posted by,Created date,Campaign start date,"
        "Campaign end date,Audience,Impressions,Views,Offsite Views,Clicks,"
        "Click through rate (CTR),Likes,Comments,Reposts,Follows,Engagement rate,Content Type"
    )
    numbers, rows = Numbers(43), []
    for number in range(40):
        seen, clicks = 500 + numbers.below(4000), numbers.below(200)
        created = date(2025, 4, 30) - timedelta(days=number)
        rows.append(
            [
                f'Post {number}, a "quotation" é✨\nand a line break',
                f"https://www.linkedin.com/feed/update/urn:li:activity:{number}",
                "Organic",
                "",
                "R. Rivers",
                month_first(created),
                "",
                "",
                "All followers",
                seen,
                numbers.below(200) or "",
                "",
                clicks,
                clicks / seen,
                *(numbers.below(30) for _ in range(3)),
                "",
                clicks / seen,
                "Article" if number % 3 else "",
            ]
        )
    note = ["Metrics of single posts. All dates and times are in UTC.", *[""] * len(header[1:])]
    return table([["Table 1"], note, header, *rows], end="\r\n").encode()


# --- YouTube and Google


def youtube_content() -> bytes:
    """A row of totals first; a video without a date; an id that begins with a space and a dash."""
    header = columns(
        "Content,Video title,Video publish time,Duration,Views,Watch time (hours),Subscribers,"
        "Average view duration,Impressions,Impressions click-through rate (%)"
    )
    numbers, rows = Numbers(51), []
    published = (date(2024, 9, 27), None, date(2024, 10, 11), date(2024, 10, 30), date(2024, 11, 5))
    titles = ("What is a river?", "Never shown", "🚣 Rowing #club", "Locks, and how", "Low water")
    for number, (day, title) in enumerate(zip(published, titles, strict=True)):
        label = f"{MONTHS[day.month - 1][:3]} {day.day}, {day.year}" if day else ""
        views = 20 + numbers.below(4000)
        rows.append(
            [
                " -Hidden_id" if number == 3 else f"video{number}",
                title,
                label,
                60 + numbers.below(900),
                views,
                views / 16,
                numbers.below(40) - 10,
                f"0:0{numbers.below(9)}:23",
                views * 9,
                "" if day is None else 4.11,
            ]
        )
    views = sum(int(str(row[4])) for row in rows)
    total = ["Total", "", "", "", views, views / 16, 77, "0:04:04", views * 9, 5.02]
    return table([header, total, *rows]).encode()


def youtube_totals() -> bytes:
    """Blank days are unknown, not 0."""
    numbers = Numbers(52)
    rows: list[list[object]] = [
        [day, "" if day.day in (7, 21) else numbers.below(9) - 1]
        for day in days(date(2024, 4, 1), date(2024, 5, 31))
    ]
    return table([["Date", "Subscribers"], *rows]).encode()


def google_analytics_pages() -> bytes:
    """The period is in comments; one row per page."""
    rule = "# ----------------------------------------\n"
    head = (
        f"{rule}# Pages and screens: Page path and screen class\n# Account: River Club\n"
        f"# Property: River Club - GA4\n{rule}# \n# All Users\n"
        "# Start date: 20260201\n# End date: 20260228\n"
    )
    header = columns(
        "Page path and screen class,Views,Active users,Views per active user,"
        "Average engagement time per active user,Event count,Key events,Total revenue"
    )
    numbers, rows = Numbers(61), []
    for path in ("/", "/team/", "/boats/", "/join, now/"):
        views, users = 100 + numbers.below(200), 30 + numbers.below(70)
        rows.append([path, views, users, views / users, 12.35, views * 3, numbers.below(9), 0])
    return (head + table([header, *rows])).encode("ascii")


def google_search_console() -> bytes:
    """Shares with percent signs."""
    numbers, rows = Numbers(62), []
    for day in days(date(2025, 6, 1), date(2025, 7, 31)):
        clicks, seen = numbers.below(9), 60 + numbers.below(200)
        share = f"{100 * clicks / seen:.2f}".rstrip("0").rstrip(".")
        rows.append([day, clicks, seen, f"{share}%", f"{numbers.below(500) / 10:.1f}"])
    return table([["Date", "Clicks", "Impressions", "CTR", "Position"], *rows]).encode()


def google_search_console_parts() -> bytes:
    header = ["Device", "Clicks", "Impressions", "CTR", "Position"]
    rows = [["Mobile", 217, 21579, "1.01%", 12.92], ["Desktop", 88, 18553, "0.47%", 23.14]]
    return table([header, *rows]).rstrip("\n").encode()


def google_search_console_filters() -> bytes:
    rows = [["Search type", "Web"], ["Date", "1 Jan 2025-31 Dec 2025"], ["Page", "+/blog/"]]
    return table([["Filter", "Value"], *rows]).rstrip("\n").encode()


# --- Mailchimp, TikTok, Meetup


def mailchimp_campaigns() -> bytes:
    """`Jun 09, 2018 09:30 pm`, and shares with percent signs."""
    header = columns(
        "Title,Subject,List,Send Date,Send Weekday,Total Recipients,Successful Deliveries,"
        "Soft Bounces,Hard Bounces,Total Bounces,Unique Opens,Open Rate,Total Opens,Unique Clicks,"
        "Click Rate,Total Clicks,Unsubscribes,Folder Id,Unique Id"
    )
    numbers, rows = Numbers(71), []
    for number, day in enumerate((date(2018, 6, 9), date(2018, 6, 23), date(2018, 7, 7))):
        sent, opened, clicked = 1000 + numbers.below(99), 300 + numbers.below(99), numbers.below(99)
        rows.append(
            [
                f"[{day:%m-%d-%y}] Letter",
                "The river, this month!",
                "Members",
                f"{MONTHS[day.month - 1][:3]} {day.day:02}, {day.year} 09:30 pm",
                f"{day:%A}",
                sent,
                sent - 3,
                1,
                2,
                3,
                opened,
                f"{100 * opened / (sent - 3):.2f}%",
                opened * 2,
                clicked,
                f"{100 * clicked / (sent - 3):.2f}%",
                clicked + 4,
                numbers.below(4),
                "",
                f"id{number}",
            ]
        )
    return table([header, *rows]).encode()


def mailchimp_campaign() -> bytes:
    """A page of keys and values in blocks; counts with their shares."""
    blocks: list[list[list[str]]] = [
        [
            ["Email Campaign Report"],
            ["Title:", "Spring Letter"],
            ["Subject Line:", "The river, this spring"],
            ["Delivery Date/Time:", "Mon, Apr 26, 2021 12:25"],
        ],
        [
            ["Overall Stats"],
            ["Total Recipients:", "1000"],
            ["Successful Deliveries:", "995"],
            ["Bounces:", "5 (0.5%)"],
            ["Recipients Who Opened:", "412 (41.41%)"],
            ["Total Opens:", "630"],
            ["Last Open Date:", "4/30/21 6:04"],
            ["Recipients Who Clicked:", "97 (9.75%)"],
            ["Total Clicks:", "131"],
            ["Total Unsubs:", "5"],
        ],
        [["Clicks by URL"], ["URL", "Total Clicks", "Unique Clicks"]],
    ]
    return "\n".join(table(block, quote_all=True) for block in blocks).encode()


def tiktok_overview() -> bytes:
    """Days without a year, across the turn of the year."""
    header = ["Date", "Video Views", "Profile Views", "Likes", "Comments", "Shares"]
    numbers = Numbers(81)
    rows = [
        [f"{MONTHS[day.month - 1]} {day.day}", *(numbers.below(500) for _ in header[1:])]
        for day in days(date(2024, 12, 1), date(2025, 1, 31))
    ]
    return table([header, *rows]).encode()


def tiktok_followers() -> bytes:
    header = ["Date", "Followers", "Difference in followers from previous day"]
    numbers, total, rows = Numbers(82), 900, []
    for day in days(date(2024, 12, 1), date(2025, 1, 31)):
        gained = numbers.below(7) - 1
        total += gained
        rows.append([f"{MONTHS[day.month - 1]} {day.day}", total, gained])
    return table([header, *rows]).encode()


def meetup_members() -> bytes:
    """One row per member; invented names."""
    numbers = Numbers(91)
    rows = [
        [
            f"Member {number}",
            f"{month_first(date(2020, 1, 1) + timedelta(days=3 * number + numbers.below(3)))}",
        ]
        for number in range(30)
    ]
    return table([["Name", "Joined Group on"], *rows]).encode()


def meetup_events() -> bytes:
    """Local times with their UTC offset; cancelled events; a month without an event."""
    header = columns(
        "event_id,urlname,datetime_local,created,status,duration_iso8601,rsvp_yes,rsvp_waitlist,"
        "rsvp_total,is_online"
    )
    numbers, rows = Numbers(92), []
    for number in range(40):
        held = date(2019, 1, 5) + timedelta(days=9 * number)
        if held.month == 8:
            continue
        going, waiting = numbers.below(40), numbers.below(5)
        rows.append(
            [
                221000000 + number,
                "river-north" if number % 2 else "river-south",
                f"{held}T19:00:00{'+02:00' if 3 < held.month < 11 else '+01:00'}",
                "2018-12-01T10:00:00+01:00",
                "CANCELLED" if number % 7 == 3 else "PAST",
                "PT2H",
                going,
                waiting,
                going + waiting,
                "",
            ]
        )
    return table([header, *rows]).encode()


FILES: dict[str, Callable[[], bytes]] = {
    "x_account_overview.csv": x_account_overview,
    "twitter_by_day-2021-01.csv": twitter_by_day_january,
    "twitter_by_day-2021-02.csv": twitter_by_day_february,
    "twitter_by_tweet-1.csv": twitter_by_tweet_first,
    "twitter_by_tweet-2.csv": twitter_by_tweet_second,
    "meta_business_suite-reach.csv": meta_business_suite_reach,
    "meta_business_suite-resaved.csv": meta_business_suite_resaved,
    "meta_business_suite-below_audience.csv": meta_business_suite_below_audience,
    "meta_posts.csv": meta_posts,
    "meta_audience.csv": meta_audience,
    "meta_top_formats.csv": meta_top_formats,
    "facebook_page_insights.csv": facebook_page_insights,
    "facebook_post_insights.csv": facebook_post_insights,
    "instagram_business_suite-follows.csv": instagram_business_suite_follows,
    "linkedin_metrics.csv": linkedin_metrics,
    "linkedin_followers.csv": linkedin_followers,
    "linkedin_posts.csv": linkedin_posts,
    "youtube_content.csv": youtube_content,
    "youtube_totals.csv": youtube_totals,
    "google_analytics_pages.csv": google_analytics_pages,
    "google_search_console.csv": google_search_console,
    "google_search_console_parts.csv": google_search_console_parts,
    "google_search_console_filters.csv": google_search_console_filters,
    "mailchimp_campaigns.csv": mailchimp_campaigns,
    "mailchimp_campaign.csv": mailchimp_campaign,
    "tiktok_overview.csv": tiktok_overview,
    "tiktok_followers.csv": tiktok_followers,
    "meetup_members.csv": meetup_members,
    "meetup_events.csv": meetup_events,
}
"""By file name: the `source` that it is an export of, and a word after `-` where there are two."""


if __name__ == "__main__":
    for name, make in FILES.items():
        (FOLDER / name).write_bytes(make())
