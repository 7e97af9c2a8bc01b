"""Default periods: around an intervention, or of a reporting period."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from reportgen.analysis.calendar_months import (
    add_months,
    first_of_month,
    is_whole_months,
    last_of_month,
    month_index,
)
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.frequency import Calendar, Frequency
from reportgen.model.message import Message, Month, joined
from reportgen.model.period import Period, RelativePeriod

if TYPE_CHECKING:
    from datetime import date

    from reportgen.model.period import Intervention
    from reportgen.model.series import Dataset

REPORTING, PREVIOUS, YEAR_EARLIER = "reporting", "previous", "year_earlier"
REPORTING_CONTRASTS = ((REPORTING, PREVIOUS), (REPORTING, YEAR_EARLIER))
_YEAR = 12
_WEEKS_OF_A_YEAR = timedelta(weeks=52)
# A follow-up needs a trend of its own, which takes at least 3 monthly values.
_FOLLOWUP_MONTHS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption:
    """A default that was chosen for something the configuration omits."""

    key: str
    statement: str


def periods_around(
    intervention: Intervention, dataset: Dataset, report_date: date
) -> tuple[dict[str, Period], tuple[Assumption, ...]]:
    """Return the year before an intervention, the year after and, if there are data, the next.

    Periods are cut to the range from the first observation to the report date, but never to
    nothing: a period without data is reported as a refusal rather than omitted. If a metric is
    monthly and the intervention falls within a month, that month belongs to neither period.
    """
    start, gap = _start_of_after(intervention.on, dataset)
    end_of_before = start if gap is None else gap
    days = [item.observations for item in dataset.series.values() if item.observations]
    data_first = min((seen[0].first for seen in days), default=start)
    data_last = min(max((seen[-1].last for seen in days), default=start), report_date)
    before_first = add_months(end_of_before, -_YEAR)
    if data_first < end_of_before:
        before_first = max(before_first, data_first)
    periods = {
        "before": _period("before", before_first, end_of_before - timedelta(days=1), dataset),
        "after": _period("after", start, _capped(start, _YEAR, report_date), dataset),
    }
    third = add_months(start, _YEAR)
    followup = _period("followup", third, _capped(third, _YEAR, report_date), dataset)
    is_covered = any(item.within(followup).observations for item in dataset.series.values())
    if is_covered and data_last >= add_months(third, _FOLLOWUP_MONTHS) - timedelta(days=1):
        periods["followup"] = followup
    return periods, _notes(periods, gap)


def periods_of_report(
    given: Period | None,
    report_date: date,
    dataset: Dataset,
    *,
    relative: RelativePeriod | None = None,
    named_by_comparisons: frozenset[str] = frozenset(),
) -> tuple[dict[str, Period], tuple[Assumption, ...]]:
    """Return the reporting period, the previous one, and the same period a year earlier.

    The default reporting period is the last calendar quarter that ended by the report date, or the
    last year where all metrics are kept by years.
    """
    if relative is not None:
        given = _relative_period(relative, report_date, dataset)
    reporting, notes = (given, ()) if given is not None else _last_full_period(report_date, dataset)
    first, last = reporting.first, reporting.last
    # Months differ in length: the period before a quarter is a quarter, not as many days.
    if is_whole_months(first, last):
        months = month_index(last) - month_index(first) + 1
        previous_first = add_months(first, -months)
    else:
        previous_first = first - (last - first) - timedelta(days=1)
    year_first, year_last = _a_year_earlier(first, last, dataset)
    named = {
        REPORTING: Period(id=REPORTING, label=reporting.label, first=first, last=last),
        PREVIOUS: Period(
            id=PREVIOUS,
            label=gettext_noop("the period before"),
            first=previous_first,
            last=first - timedelta(days=1),
        ),
        YEAR_EARLIER: Period(
            id=YEAR_EARLIER,
            label=gettext_noop("the same period a year earlier"),
            first=year_first,
            last=year_last,
        ),
    }
    # The year before a year is the period before; that before a longer period overlaps with it.
    is_before = (previous_first, first - timedelta(days=1)) == (year_first, year_last)
    if YEAR_EARLIER not in named_by_comparisons and (is_before or year_last >= first):
        del named[YEAR_EARLIER]
    return named, notes


def _a_year_earlier(first: date, last: date, dataset: Dataset) -> tuple[date, date]:
    """Return a period a year before: the same months, the same weeks, or else the same days."""
    year_first, year_last = add_months(first, -_YEAR), add_months(last, -_YEAR)
    if is_whole_months(first, last):
        # A February that ends a period ends on the 28th or the 29th.
        return year_first, last_of_month(month_index(year_last))
    calendars = [item.calendar for item in dataset.series.values()]
    if any(
        item.frequency is Frequency.WEEK
        and (item.span(first).first, item.span(last).last) == (first, last)
        for item in calendars
    ):
        # The same days of the year would cut a week in two at either end.
        return first - _WEEKS_OF_A_YEAR, last - _WEEKS_OF_A_YEAR
    return year_first, year_last


def _start_of_after(on: date, dataset: Dataset) -> tuple[date, date | None]:
    """Return the first day of the later period, and that of a month that it splits, if any."""
    frequencies = {series.frequency for series in dataset.series.values()}
    if on.day == 1 or (frequencies and Frequency.MONTH not in frequencies):
        return on, None
    month = month_index(on)
    return first_of_month(month + 1), first_of_month(month)


def _capped(start: date, months: int, report_date: date) -> date:
    """Return the last day of a period of `months`, or the report date if that is earlier."""
    end = add_months(start, months) - timedelta(days=1)
    return min(end, report_date) if report_date >= start else end


_LABELS = {
    "before": (
        gettext_noop("the year before"),
        gettext_noop("the months before"),
        gettext_noop("the time before"),
    ),
    "after": (
        gettext_noop("the year after"),
        gettext_noop("the months after"),
        gettext_noop("the time after"),
    ),
    "followup": (
        gettext_noop("the second year"),
        gettext_noop("the months of the second year"),
        gettext_noop("the time of the second year"),
    ),
}
"""By whether the period is a whole year, is shorter and of months, or of other steps."""


def _period(key: str, first: date, last: date, dataset: Dataset) -> Period:
    is_year = add_months(first, _YEAR) - timedelta(days=1) == last
    frequencies = {item.frequency for item in dataset.series.values() if item.observations}
    are_months = frequencies <= {Frequency.MONTH, Frequency.IRREGULAR}
    label = _LABELS[key][0 if is_year else 1 if are_months else 2]
    return Period(id=key, label=label, first=first, last=last)


_MONTHS_OF = {
    RelativePeriod.MONTH: 1,
    RelativePeriod.QUARTER: 3,
    RelativePeriod.HALF_YEAR: 6,
    RelativePeriod.YEAR: 12,
}


def _relative_period(relative: RelativePeriod, report_date: date, dataset: Dataset) -> Period:
    """Return the last full month, quarter, half-year or year of the calendar, or the year to date.

    It ends by the last day that the data of any metric reach, and by the report date.
    """
    lasts = [item.observations[-1].last for item in dataset.series.values() if item.observations]
    # A period that ends on this day itself has ended, hence the next day.
    next_day = min(max(lasts, default=report_date), report_date) + timedelta(days=1)
    after = month_index(next_day)
    if relative is RelativePeriod.YEAR_TO_DATE:
        last = last_of_month(after - 1)
        first = last.replace(month=1, day=1)
    else:
        months = _MONTHS_OF[relative]
        after = after // months * months
        first, last = first_of_month(after - months), last_of_month(after - 1)
    return Period(id=REPORTING, label=gettext_noop("the reporting period"), first=first, last=last)


def _last_full_period(report_date: date, dataset: Dataset) -> tuple[Period, tuple[Assumption, ...]]:
    """Return the last full quarter before the report date, or year where metrics are yearly."""
    calendars = [item.calendar for item in dataset.series.values() if item.observations]
    are_yearly = bool(calendars) and all(
        item.frequency in (Frequency.YEAR, Frequency.SPAN) for item in calendars
    )
    # A quarter that ends on the report date itself has ended, hence the next day.
    next_day = report_date + timedelta(days=1)
    if are_yearly:
        calendar = Calendar(Frequency.YEAR, calendars[0].year_starts)
        first, last = calendar.span(calendar.span(next_day).first - timedelta(days=1))
        template = _LAST_YEAR
    else:
        after = month_index(next_day) // 3 * 3
        first, last = first_of_month(after - 3), last_of_month(after - 1)
        template = _LAST_QUARTER
    period = Period(
        id=REPORTING, label=gettext_noop("the reporting period"), first=first, last=last
    )
    statement = Message(template, first=Month(first), last=Month(last))
    return period, (Assumption(key="reporting_period", statement=statement),)


_LAST_QUARTER = gettext_noop(
    "The reporting period is the last full quarter before the report date, {first} to {last}."
)
_LAST_YEAR = gettext_noop(
    "The reporting period is the last full year before the report date, {first} to {last}."
)


def _notes(periods: dict[str, Period], straddling: date | None) -> tuple[Assumption, ...]:
    """Return the assumptions about the periods, as text."""
    spans = joined("{earlier}, {next}", [_span(item) for item in periods.values()])
    set_around = Message("The periods lie around the change: {spans}.", spans=spans)
    notes = [Assumption(key="periods", statement=set_around)]
    if straddling is not None:
        statement = Message(
            "The change fell within {month}, so that month belongs to neither period.",
            month=Month(straddling),
        )
        notes.append(Assumption(key="intervention.month", statement=statement))
    return tuple(notes)


def _span(period: Period) -> str:
    first, last = period.first, period.last
    are_months = is_whole_months(first, last)
    return Message(
        "{period} ({first} to {last})",
        period=period.label,
        first=Month(first) if are_months else first,
        last=Month(last) if are_months else last,
    )
