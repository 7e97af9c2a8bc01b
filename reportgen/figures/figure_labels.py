"""Fixed labels inside figures; all other text comes from the narrative."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.languages.current import translated_labels
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.frequency import Frequency


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Labels, in English by default; `{}` is replaced by a name or a number."""

    continued: str = gettext_noop("{}, continued")
    not_compared: str = gettext_noop("not compared")
    month: str = gettext_noop("Month")
    week: str = gettext_noop("Week ending")
    quarter: str = gettext_noop("Quarter")
    year: str = gettext_noop("Year")
    span: str = gettext_noop("Years")
    date: str = gettext_noop("Date")
    period: str = gettext_noop("Period")
    outside: str = gettext_noop("outside the periods")
    left_out: str = gettext_noop("left out")
    campaign: str = gettext_noop("Campaign")
    record: str = gettext_noop("record")
    previous_record: str = gettext_noop("previous record")
    times_previous: str = gettext_noop("record, {} times the previous one")
    part: str = gettext_noop("of which {name}:")
    others: str = gettext_noop("{} others together")
    other: str = gettext_noop("1 other")
    gains: str = gettext_noop("gain, {}")
    signal: str = gettext_noop("Signal")
    upper: str = gettext_noop("usual max {}")
    lower: str = gettext_noop("usual min {}")
    levels: str = gettext_noop("{} levels")
    level: str = gettext_noop("1 level")
    above: str = gettext_noop("{} people above a member")
    trainee: str = gettext_noop("trainee")
    not_trainee: str = gettext_noop("faculty or staff")
    leads: str = gettext_noop("in a lead role")
    structure: str = gettext_noop("Structure")
    role: str = gettext_noop("Role")
    mark: str = gettext_noop("Mark")
    member: str = gettext_noop("Member")
    rank: str = gettext_noop("Rank")
    reports_to: str = gettext_noop("Reports to")
    lead: str = gettext_noop("Lead")
    yes: str = gettext_noop("yes")
    no: str = gettext_noop("no")
    primary: str = gettext_noop("As named in the plan")
    difference: str = gettext_noop("difference, {}")
    analysis: str = gettext_noop("Analysis")
    estimate: str = gettext_noop("Estimate")
    interval: str = gettext_noop("Interval")
    target: str = gettext_noop("target {}")
    due: str = gettext_noop("{target} by {day}")
    at_most: str = gettext_noop("at most {}")
    goal: str = gettext_noop("Goal")
    value: str = gettext_noop("Value")
    target_column: str = gettext_noop("Target")

    before: str = gettext_noop("Before")
    after: str = gettext_noop("After")
    answer: str = gettext_noop("{} answer")
    answers: str = gettext_noop("{} answers")
    mean_answer: str = gettext_noop("mean")
    median_answer: str = gettext_noop("median")
    question: str = gettext_noop("Question")
    time: str = gettext_noop("Time")
    answer_count: str = gettext_noop("Answers")

    def step(self, frequency: Frequency) -> str:
        """Return the column header for the steps of a metric."""
        return {
            Frequency.WEEK: self.week,
            Frequency.MONTH: self.month,
            Frequency.QUARTER: self.quarter,
            Frequency.YEAR: self.year,
            Frequency.SPAN: self.span,
        }.get(frequency, self.date)


_ENGLISH = Terms()


def terms() -> Terms:
    """Return the labels in the current language."""
    return translated_labels(_ENGLISH)
