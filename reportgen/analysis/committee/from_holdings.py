"""Derive the structures of a committee from dated role holdings."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from reportgen.analysis.default_periods import REPORTING
from reportgen.analysis.plan import complete_plan
from reportgen.errors import InsufficientDataError
from reportgen.model.committee import Role, Structure

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from reportgen.analysis.plan import Plan
    from reportgen.model.committee import Committee, Holding
    from reportgen.model.configuration import Configuration
    from reportgen.model.series import Dataset

NOW, BEFORE, AFTER, START, END = "now", "before", "after", "start", "end"


def with_structures(configuration: Configuration, dataset: Dataset) -> Configuration:
    """Return the configuration with structures derived from the committee's role holdings.

    A committee without holdings is unchanged.
    """
    committee = configuration.committee
    if committee is None or not committee.holdings:
        return configuration
    try:
        plan = complete_plan(configuration, dataset)
    except InsufficientDataError:
        # The analysis reports the reason.
        return configuration
    days = days_to_compare(committee, configuration, plan)
    structures = structures_on(committee.holdings, days)
    return replace(configuration, committee=replace(committee, structures=structures))


def days_to_compare(
    committee: Committee, configuration: Configuration, plan: Plan
) -> tuple[tuple[str, date], ...]:
    """Return the days to compare with their ids, oldest first.

    Configured days up to the report date take precedence. The defaults are the day before the
    intervention and the report date; without an intervention, the day before the reporting
    period and its last day. Holdings without any date describe the report date.
    """
    last = plan.report_date
    if committee.days:
        known = sorted({day for day in committee.days if day <= last} or {last})
        return tuple((day.isoformat(), day) for day in known)
    has_dates = any(item.term.first or item.term.end for item in committee.holdings)
    on = configuration.intervention.on if configuration.intervention else None
    if not has_dates or (on is not None and last < on):
        return ((NOW, last),)
    # The day before: new terms often begin on the first day of a period.
    if on is not None:
        return ((BEFORE, on - timedelta(days=1)), (AFTER, last))
    reporting = plan.periods.get(REPORTING)
    if reporting is None or reporting.first > last:
        return ((NOW, last),)
    return ((START, reporting.first - timedelta(days=1)), (END, min(reporting.last, last)))


def structures_on(
    holdings: Sequence[Holding], days: Sequence[tuple[str, date]]
) -> tuple[Structure, ...]:
    """Return one structure per day, with the roles and their holders on that day.

    A structure includes roles that were held, roles recorded as vacant, and roles without a
    holder that were held before and after the day or after the first of the days. A role that
    ended before the first of the days is abolished, not vacant.
    """
    since = days[0][1]
    return tuple(
        Structure(
            id=id_,
            label=day.isoformat(),
            first=day,
            last=None,
            roles=tuple(_roles(holdings, day, since)),
        )
        for id_, day in days
    )


def _roles(holdings: Sequence[Holding], day: date, since: date) -> list[Role]:
    roles = []
    for title in dict.fromkeys(item.role for item in holdings if item.role):
        own = [item for item in holdings if item.role == title]
        covering = [item for item in own if item.term.covers(day)]
        if not covering and not _is_awaited(own, day, since):
            continue
        above = [item.reports_to for item in covering or own if item.reports_to]
        roles.append(
            Role(
                title=title,
                holders=tuple(dict.fromkeys(item.member for item in covering if item.member)),
                reports_to=above[-1] if above else None,
            )
        )
    return roles


def _is_awaited(own: Sequence[Holding], day: date, since: date) -> bool:
    """Return whether a role without a holder is vacant rather than abolished."""
    ends = [item.term.end for item in own if item.term.end is not None and item.term.end <= day]
    begins_again = any(item.term.first is not None and day < item.term.first for item in own)
    return bool(ends) and (begins_again or max(ends) > since)
