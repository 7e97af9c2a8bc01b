"""The few fixed words inside pictures; everything else is said by the narrative."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """English by default; `{}` stands for a name or a number."""

    carried_on: str = "{}, continued"
    not_compared: str = "not compared"
    month: str = "Month"
    date: str = "Date"
    period: str = "Period"
    outside: str = "outside the periods"
    campaign: str = "Campaign"
    record: str = "record"
    previous_record: str = "previous record"
    times_previous: str = "record, {} times the previous one"
    others: str = "{} others together"
    other: str = "1 other"
    gains: str = "monthly gain, {}"
    signal: str = "Signal"
    upper: str = "{} upper limit"
    mean: str = "{} mean"
    lower: str = "{} lower limit"
    levels: str = "{} levels"
    level: str = "1 level"
    above: str = "{} people above a member"
    trainee: str = "trainee"
    not_trainee: str = "faculty or staff"
    leads: str = "filled: in a lead role"
    structure: str = "Structure"
    role: str = "Role"
    member: str = "Member"
    rank: str = "Rank"
    reports_to: str = "Reports to"
    lead: str = "Lead"
    yes: str = "yes"
    no: str = "no"
    primary: str = "As named in the plan"
    difference: str = "difference, {}"
    analysis: str = "Analysis"
    estimate: str = "Estimate"
    interval: str = "Interval"
    target: str = "target {}"
    start: str = "start {}"
    goal: str = "Goal"
    value: str = "Value"
    target_column: str = "Target"


TERMS = Terms()
