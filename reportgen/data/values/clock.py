"""Times of day in dates: conversion between time zones, and daylight saving time."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Sequence

_CLOCK = re.compile(
    r"[T ](\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?[ \u00a0\u202f]?([AaPp])?\.?(?:[Mm]\.?)? ?"
    r"(Z|UTC|GMT|(?:UTC|GMT)?[+-]\d{1,2}(?::?\d{2})?)?(?: [^\W\d][^\d]*)?$"
)
_HOUR = timedelta(hours=1)


class Clock(NamedTuple):
    """A time of day and its offset from UTC, None where the text has none."""

    since_midnight: timedelta
    offset: timedelta | None


def read_clock(words: str) -> Clock | None:
    """Return the time of day at the end of a date, None where there is none."""
    found = _CLOCK.search(words)
    if found is None:
        return None
    hour = int(found[1])
    if found[3]:
        hour = hour % 12 + (12 if found[3].casefold() == "p" else 0)
    return Clock(timedelta(hours=hour, minutes=int(found[2])), _offset(found[4]))


def _offset(text: str | None) -> timedelta | None:
    if text is None:
        return None
    digits = text.removeprefix("UTC").removeprefix("GMT")
    if digits in ("Z", ""):
        return timedelta()
    hours, minutes = digits[1:].replace(":", ""), "0"
    if len(hours) > 2:
        hours, minutes = hours[:-2], hours[-2:]
    size = timedelta(hours=int(hours), minutes=int(minutes))
    return -size if digits[0] == "-" else size


def local_day(day: date, clock: Clock, zone: str) -> date:
    """Return the day in `zone`; a time without an offset is local already."""
    # The pattern also matches offsets of a day or more, which `timezone` refuses.
    if clock.offset is None or abs(clock.offset) >= timedelta(days=1):
        return day
    moment = datetime(day.year, day.month, day.day, tzinfo=timezone(clock.offset))
    return (moment + clock.since_midnight).astimezone(ZoneInfo(zone)).date()


def shifted_by_daylight_saving(clocks: Sequence[Clock | None]) -> list[int]:
    """Return the positions at which 23:00 means the following midnight.

    Platforms that stamp each day at midnight in the account's time zone write 23:00 or 01:00
    after daylight saving time begins or ends. This is assumed only if every time of the column
    is 23:00, 0:00 or 1:00 and at least one is midnight.
    """
    known = [clock.since_midnight for clock in clocks if clock is not None]
    late = timedelta(days=1) - _HOUR
    if not known or any(time not in (timedelta(), _HOUR, late) for time in known):
        return []
    # Without any midnight, 23:00 is an ordinary time of day.
    if timedelta() not in known:
        return []
    return [
        index
        for index, clock in enumerate(clocks)
        if clock is not None and clock.since_midnight == late
    ]


def are_all_utc(clocks: Sequence[Clock | None]) -> bool:
    """Return whether every time is marked as UTC and at least one is not midnight."""
    known = [clock for clock in clocks if clock is not None]
    # Midnight in every row is a day written as a timestamp, not a moment.
    return (
        bool(known)
        and all(clock.offset == timedelta() for clock in known)
        and any(clock.since_midnight for clock in known)
    )
