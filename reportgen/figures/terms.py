"""The few fixed words inside pictures; everything else is said by the narrative."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.languages.current import in_spoken_language
from reportgen.languages.marked import marked


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """English by default; `{}` stands for a name or a number."""

    carried_on: str = marked("{}, continued")
    not_compared: str = marked("not compared")
    month: str = marked("Month")
    date: str = marked("Date")
    period: str = marked("Period")
    outside: str = marked("outside the periods")
    campaign: str = marked("Campaign")
    record: str = marked("record")
    previous_record: str = marked("previous record")
    times_previous: str = marked("record, {} times the previous one")
    others: str = marked("{} others together")
    other: str = marked("1 other")
    gains: str = marked("monthly gain, {}")
    signal: str = marked("Signal")
    upper: str = marked("{} upper limit")
    mean: str = marked("{} mean")
    lower: str = marked("{} lower limit")
    levels: str = marked("{} levels")
    level: str = marked("1 level")
    above: str = marked("{} people above a member")
    trainee: str = marked("trainee")
    not_trainee: str = marked("faculty or staff")
    leads: str = marked("filled: in a lead role")
    structure: str = marked("Structure")
    role: str = marked("Role")
    member: str = marked("Member")
    rank: str = marked("Rank")
    reports_to: str = marked("Reports to")
    lead: str = marked("Lead")
    yes: str = marked("yes")
    no: str = marked("no")
    primary: str = marked("As named in the plan")
    difference: str = marked("difference, {}")
    analysis: str = marked("Analysis")
    estimate: str = marked("Estimate")
    interval: str = marked("Interval")
    target: str = marked("target {}")
    start: str = marked("start {}")
    goal: str = marked("Goal")
    value: str = marked("Value")
    target_column: str = marked("Target")


_ENGLISH = Terms()


def terms() -> Terms:
    """Return the words in the language that is now spoken."""
    return in_spoken_language(_ENGLISH)
