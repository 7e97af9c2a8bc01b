"""What may be said of a metric in a reporting period; all words about it are derived from this."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from reportgen.model.metric import Direction

if TYPE_CHECKING:
    from reportgen.model.frequency import DateSpan


class Course(StrEnum):
    """What a metric did, by its control chart and by the same time a year earlier."""

    CHANGED = "changed"
    """A signal that reaches the last value, and the year before agrees."""
    SINCE = "since"
    """A signal that reaches the last value; the year before is unclear, or not known."""
    PASSED = "passed"
    """A signal that is over."""
    UNLIKE_A_YEAR_AGO = "unlike_a_year_ago"
    """No signal, but a clear difference from a year earlier."""
    UNCLEAR = "unclear"
    """No signal, but a range so wide that it holds values as different as this one and the last."""
    EXPECTED = "expected"
    NOT_ASSESSABLE = "not_assessable"


class Tone(StrEnum):
    """Whether the direction of a change is the good one."""

    BETTER = "better"
    WORSE = "worse"
    NEUTRAL = "neutral"
    """There is no change, it is over, or neither direction is good."""

    @classmethod
    def of(cls, good: Direction, *, is_high: bool) -> Tone:
        """Return the tone of a change upward or downward."""
        if good is Direction.NEITHER:
            return cls.NEUTRAL
        return cls.BETTER if is_high == (good is Direction.UP) else cls.WORSE


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetCount:
    """How many values of the period met the target of a value, which is that of a goal.

    Attributes
    ----------
    missed_in_a_row : int
        How many of the latest values missed it one after the other, also before the period.
    worst : DateSpan or None
        When the value was that missed it by most; None unless that is in the period and there are
        as many values before it as in it.
    """

    goal: str
    met: int
    total: int
    missed_in_a_row: int = 0
    worst: DateSpan | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MonitoringVerdict:
    """The one verdict on a metric in the reporting period.

    Attributes
    ----------
    is_high : bool
        The direction of the change; False without one.
    first, last : DateSpan or None
        The first and last step that a signal extends over.
    is_from_start : bool
        Whether the signal begins with the period.
    target : TargetCount or None
        None if no goal has a target for what the chart shows.
    """

    course: Course
    tone: Tone = Tone.NEUTRAL
    is_high: bool = False
    first: DateSpan | None = None
    last: DateSpan | None = None
    is_from_start: bool = False
    target: TargetCount | None = None

    @property
    def is_remarkable(self) -> bool:
        """Return whether the metric did anything but go on as expected."""
        return self.course not in (Course.EXPECTED, Course.UNCLEAR, Course.NOT_ASSESSABLE)

    def __post_init__(self) -> None:
        """Check that a change that is over, or none, is neither better nor worse."""
        is_signal = self.course in (Course.CHANGED, Course.SINCE, Course.PASSED)
        if is_signal != (self.first is not None and self.last is not None):
            raise AssertionError(f"a signal, and nothing else, has a first and a last step: {self}")
        is_now = self.course in (Course.CHANGED, Course.SINCE, Course.UNLIKE_A_YEAR_AGO)
        if self.tone is not Tone.NEUTRAL and not is_now:
            raise AssertionError(f"only a change that lasts is better or worse: {self}")
