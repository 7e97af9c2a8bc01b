"""How often a metric is kept: found from how its dates are written and spaced, or given."""

from __future__ import annotations

from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.frequency import DAYS_A_WEEK, Calendar, DateSpan, Frequency, month_span
from reportgen.model.message import step_of
from reportgen.model.metric import MetricKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from reportgen.model.metric import Metric

UNKNOWN_YEAR = gettext_noop("the month in which its years begin is not known")
_FEWEST_GAPS = 3
"""Months written three apart are quarters where this many gaps agree; fewer may be gaps in it."""
_DAYS_APART = {
    Frequency.MONTH: range(28, 32),
    Frequency.QUARTER: range(89, 93),
    Frequency.YEAR: range(365, 367),
}
_MONTHS_APART = {Frequency.QUARTER: 3, Frequency.YEAR: 12}
# From the finest to the coarsest.
ORDER = (Frequency.DAY, Frequency.WEEK, Frequency.MONTH, Frequency.QUARTER, Frequency.YEAR)


class Detected(NamedTuple):
    """The calendar that dates follow.

    `doubt` says why they may follow another one, empty where they do not: then nothing is
    claimed until the configuration names the month in which years begin.
    """

    calendar: Calendar
    doubt: str = ""


def spacing(spans: Sequence[DateSpan]) -> Frequency:
    """Return how often dates come; they are in order, no two alike."""
    return _as_written(spans) or _as_spaced(spans)


def detect_calendar(spans: Sequence[DateSpan], metric: Metric, *, is_listed: bool) -> Detected:
    """Return the steps in which a metric is reported.

    Parameters
    ----------
    spans : sequence of DateSpan
        In order, no two alike.
    metric : Metric
        Its `every` and `year_starts` go before what the dates themselves show.
    is_listed : bool
        Whether rows are single events, whose distances show nothing.
    """
    found = spacing(spans)
    if is_listed and (_as_written(spans) or Frequency.IRREGULAR) is Frequency.IRREGULAR:
        found = Frequency.MONTH
    if found is Frequency.DAY or (found is Frequency.IRREGULAR and metric.combine is not None):
        found = Frequency.MONTH
    every = metric.every or found
    starts = metric.year_starts or _year_start(spans, every)
    week = spans[0].first.weekday() if every is Frequency.WEEK is found and spans else 0
    doubt = ""
    is_placed = metric.year_starts is not None or metric.kind is MetricKind.LEVEL
    if not is_placed and every is found and every in _MONTHS_APART and not _fits(spans, every):
        doubt = UNKNOWN_YEAR
    return Detected(Calendar(every, starts, week), doubt)


def is_finer(one: Frequency, other: Frequency) -> bool:
    """Return whether steps of the first frequency are parts of those of the second."""
    if one not in ORDER or other not in ORDER:
        return one is Frequency.IRREGULAR and other in ORDER
    if one is Frequency.WEEK:
        return False  # weeks straddle the ends of months
    return ORDER.index(one) < ORDER.index(other)


def _as_written(spans: Sequence[DateSpan]) -> Frequency | None:
    """Return the frequency of dates that are written as weeks, quarters, years or spans."""
    if not spans:
        return Frequency.IRREGULAR
    lengths = {_months(span) for span in spans}
    if lengths == {0} and all(span.days == DAYS_A_WEEK for span in spans):
        return Frequency.WEEK
    if lengths == {3}:
        return Frequency.QUARTER
    if lengths == {12}:
        return Frequency.YEAR
    if min(lengths) > 12:
        return Frequency.SPAN
    return None if lengths <= {0, 1} else Frequency.IRREGULAR


def _as_spaced(spans: Sequence[DateSpan]) -> Frequency:
    """Return the frequency of days or months by how far apart they are."""
    if all(is_month(span) for span in spans):
        return _spaced_months(span.first for span in spans)
    starts = [span.first for span in spans]
    gaps = [(later - earlier).days for earlier, later in pairwise(starts)]
    if not gaps:
        return Frequency.IRREGULAR
    # The median ignores the gaps of a few missing rows.
    typical = median(gaps)
    # Up to 2, so that a file that lacks every other day is incomplete days, not irregular.
    if typical <= 2:
        return Frequency.DAY
    if typical == DAYS_A_WEEK and all(gap % DAYS_A_WEEK == 0 for gap in gaps):
        return Frequency.WEEK
    months = {(day.year, day.month) for day in starts}
    if len(months) < len(starts):
        return Frequency.IRREGULAR
    if _DAYS_APART[Frequency.MONTH].start <= typical < _DAYS_APART[Frequency.MONTH].stop:
        return Frequency.MONTH
    for frequency in (Frequency.QUARTER, Frequency.YEAR):
        if len(gaps) >= _FEWEST_GAPS and all(_is_multiple(gap, frequency) for gap in gaps):
            return frequency
    return Frequency.IRREGULAR


def _is_multiple(gap: int, frequency: Frequency) -> bool:
    """Return whether days apart are one or a few steps; each may be a day or two off."""
    days = _DAYS_APART[frequency]
    steps = round(gap / days.start)
    return steps >= 1 and days.start * steps <= gap < days.stop * steps


def _spaced_months(days: Iterable[date]) -> Frequency:
    numbers = [day.year * 12 + day.month for day in days]
    gaps = [later - earlier for earlier, later in pairwise(numbers)]
    if len(gaps) < _FEWEST_GAPS:
        return Frequency.MONTH
    for frequency in (Frequency.YEAR, Frequency.QUARTER):
        step = _MONTHS_APART[frequency]
        if median(gaps) == step and all(gap % step == 0 for gap in gaps):
            return frequency
    return Frequency.MONTH


def _year_start(spans: Sequence[DateSpan], every: Frequency) -> int:
    """Return the month with which years begin, as the dates show it; January where they don't."""
    if every not in _MONTHS_APART or not spans:
        return 1
    first = spans[0]
    if _months(first) in (3, 12):
        return first.first.month
    if _fits(spans, every):
        return 1
    if first.first == first.last and _ends_month(first.first):
        return first.first.month % 12 + 1
    return first.first.month


def _fits(spans: Sequence[DateSpan], every: Frequency) -> bool:
    """Return whether dates show to which quarter or year of the calendar they belong.

    Those written as such do, and days at the end or start of a month; a month alone may be the
    first of its quarter or the last. The calendar's own quarters need no more.
    """
    if all(_months(span) in (3, 12) for span in spans):
        return True
    if every is Frequency.QUARTER:
        return {span.first.month % 3 for span in spans} <= {0, 1} and (
            len({span.first.month % 3 for span in spans}) == 1
        )
    if {span.first.month for span in spans} <= {1, 12}:
        return True
    return all(
        span.first == span.last and (span.first.day == 1 or _ends_month(span.first))
        for span in spans
    )


def _ends_month(day: date) -> bool:
    return day == month_span(day).last


def _months(span: DateSpan) -> int:
    """Return how many whole months a span is, 0 where it does not begin and end with one."""
    if span.first.day != 1 or not _ends_month(span.last):
        return 0
    return 12 * (span.last.year - span.first.year) + span.last.month - span.first.month + 1


def is_month(span: DateSpan) -> bool:
    """Return whether a span is one whole calendar month."""
    return span == month_span(span.first)


def length_name(span: DateSpan) -> str:
    """Return what a span is one of, in the plural: days, weeks, months, quarters, years."""
    months = _months(span)
    if months:
        names = {1: "months", 3: "quarters", 12: "years"}
        return names.get(months, "spans of years" if months % 12 == 0 else "spans of months")
    if span.days == 1:
        return "days"
    return "weeks" if span.days == DAYS_A_WEEK else "spans of days"


def span_name(span: DateSpan) -> str:
    """Return a span as a terminal shows it: ``2016-01``, ``2021-Q1``, ``2016-01-31``."""
    months = _months(span)
    by_length = {1: Frequency.MONTH, 3: Frequency.QUARTER, 12: Frequency.YEAR}
    if months in by_length or (months and months % 12 == 0):
        return str(step_of(span, by_length.get(months, Frequency.SPAN)))
    return str(span.first) if span.days == 1 else f"{span.first} to {span.last}"


def described_span(span: DateSpan, calendar: Calendar, kind: MetricKind) -> DateSpan:
    """Return the days that a row describes.

    The step that a day or month belongs to, but the week that a day begins. A quarterly or
    yearly reading of a running total is of its own day or month.
    """
    if calendar.frequency is Frequency.MONTH:
        return month_span(span.first)
    if calendar.frequency is Frequency.WEEK and span.first == span.last:
        return calendar.span(span.first)
    if calendar.frequency in _MONTHS_APART and kind is not MetricKind.LEVEL:
        return calendar.span(span.first)
    return span
