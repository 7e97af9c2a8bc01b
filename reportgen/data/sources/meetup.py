"""Meetup: the members of a group, and archives of its events."""

from __future__ import annotations

from reportgen.data.sources.export import COUNT, DayOrder, Export, RowIs

MEMBERS = Export(
    id="meetup_members",
    name="Meetup members",
    signature=("Name", "Joined Group on"),
    date="Joined Group on",
    metrics={},  # there is no number: `count_rows: true` gives new members
    row=RowIs.POST,
    day_order=DayOrder.MONTH_FIRST,
)
EVENTS = Export(
    id="meetup_events",
    name="Meetup events",
    signature=("event_id", "urlname", "datetime_local", "rsvp_yes"),
    date="datetime_local",
    metrics={"rsvp_yes": COUNT, "rsvp_waitlist": COUNT, "rsvp_total": COUNT},
    row=RowIs.POST,
    key="event_id",
)
