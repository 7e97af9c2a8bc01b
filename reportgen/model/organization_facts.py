"""The data of each organization in a portfolio: its latest observations and its goals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from reportgen.model.frequency import Frequency
    from reportgen.model.metric import MetricKind, Per

    Points = tuple[tuple[date, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricFacts:
    """The latest observations of a metric, as (last day, value).

    Attributes
    ----------
    denominators : tuple of float
        Of how many cases each share is, or how many an average is the mean of; empty if unknown.
    per : Per or None
        What it is divided by, where its configuration says so.
    """

    label: str
    unit: str
    kind: MetricKind
    frequency: Frequency
    points: Points
    denominators: tuple[float, ...] = ()
    per: Per | None = None

    @property
    def latest(self) -> float:
        """Return the latest value."""
        return self.points[-1][1]


@dataclass(frozen=True, slots=True)
class GoalFacts:
    """One goal of an organization.

    Attributes
    ----------
    id : str
        By which the goals of several organizations are the same one; empty if unknown.
    value, target : float or None
        Of the quantity that measures it, None if nothing does.
    quantity, form, unit : str
        The id of that quantity, its form and its unit in English.
    """

    specific: str
    status: str
    id: str = ""
    value: float | None = None
    target: float | None = None
    is_at_least: bool = True
    quantity: str = ""
    form: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationFacts:
    """One organization.

    Attributes
    ----------
    href : str
        Relative URL of its brief; empty if there is none.
    is_current : bool
        Whether the brief was built from the current files; if not, `message` says why.
    language : str
        Language tag of its brief; empty if there is none.
    group : str
        What it is counted with, such as its region; empty if there is none.
    """

    id: str
    name: str
    href: str
    report_date: date | None
    is_synthetic: bool
    is_current: bool
    message: str
    outcomes_sha256: str
    metrics: Mapping[str, MetricFacts]
    goals: tuple[GoalFacts, ...]
    language: str = ""
    group: str = ""
