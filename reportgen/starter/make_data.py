"""Generate the starter's two data files, which are synthetic and labelled so.

Run ``python -m reportgen.starter.make_data``. The numbers come from a small generator defined
here, so they are the same on every machine and in every version of Python.
"""

from __future__ import annotations

import math
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).parent / "files" / "data"
FIRST, LAST, CHANGED = date(2024, 1, 1), date(2025, 12, 31), date(2025, 1, 1)
_LABEL = "# SYNTHETIC example made by reportgen; no real account\n"
_HEADER = (
    "Date,Impressions,Likes,Engagements,Bookmarks,Shares,New follows,Unfollows,Replies,Reposts,"
    "Profile visits,Create Post,Video views,Media views\n"
)
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_TALKS = ("Book evening", "Walk", "Workshop", "Talk", "Clean-up", "Open house")


def _scatter(seed: int) -> Iterator[float]:
    """Yield pseudo-random numbers between 0 and 1.

    The minimal standard generator of Park and Miller (1988), Commun. ACM 31, 1192-1201.
    """
    state = seed
    while True:
        state = state * 16807 % 2147483647
        yield state / 2147483647


def account_overview() -> str:
    """Return two years of daily values in the export format of X, newest first."""
    scatter = _scatter(2024)
    rows = []
    for number in range((LAST - FIRST).days + 1):
        day = FIRST + timedelta(days=number)
        busy = 1.45 if day >= CHANGED else 1.0
        season = 1 + 0.15 * math.sin(2 * math.pi * day.timetuple().tm_yday / 365)
        impressions = round(420 * busy * season * (0.6 + 0.8 * next(scatter)))
        likes = round(impressions * 0.018 * (0.5 + next(scatter)))
        follows = round(busy * 2.2 * next(scatter) ** 2)
        visits = round(impressions * 0.01 * (0.5 + next(scatter)))
        said = f'"{_DAYS[day.weekday()]}, {_MONTHS[day.month - 1]} {day.day}, {day.year}"'
        numbers = [impressions, likes, likes * 3, likes // 8, likes // 9, follows, follows // 3]
        numbers += [likes // 5, likes // 4, visits, number % 2, 0, impressions // 20]
        rows.append(f"{said},{','.join(map(str, numbers))}\n")
    return _LABEL + _HEADER + "".join(reversed(rows))


def events() -> str:
    """Return one row per event: two per month on average, then 3.6 after the change."""
    scatter = _scatter(7)
    rows = []
    for month in range(24):
        first = date(2024 + month // 12, month % 12 + 1, 1)
        mean = 3.6 if first >= CHANGED else 2.0
        for _ in range(round(mean * (0.5 + next(scatter)))):
            day = first + timedelta(days=int(27 * next(scatter)))
            what = _TALKS[int(len(_TALKS) * next(scatter))]
            rows.append((day, what, 6 + int(20 * next(scatter))))
    lines = [f"{day},{what},{people}\n" for day, what, people in sorted(rows)]
    return _LABEL + "date,event,people\n" + "".join(lines)


FILES = {"x-account-overview.csv": account_overview, "events.csv": events}


def main() -> None:
    """Write both files."""
    FOLDER.mkdir(exist_ok=True)
    for name, make in FILES.items():
        (FOLDER / name).write_text(make(), encoding="utf-8")


if __name__ == "__main__":
    main()
