"""A validated configuration file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportgen.model.comparison import AnalysisSettings
from reportgen.model.privacy import OPEN, Privacy

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from reportgen.diagnostics import Place
    from reportgen.model.committee import Committee
    from reportgen.model.comparison import Comparison
    from reportgen.model.goal import Goal
    from reportgen.model.metric import Metric
    from reportgen.model.organization import BriefSettings, Organization
    from reportgen.model.period import Event, Intervention, Milestone, Period, RelativePeriod
    from reportgen.model.survey import Survey, Testimonial

KeyPath = tuple[str | int, ...]
"""Path of a value in the YAML file: keys and list positions from the top."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignFile:
    """The file that lists the campaigns, its columns and its unit."""

    file: str
    name: str
    date: str
    value: str
    unit: str
    is_complete: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """The content of one YAML file, with the position of every key.

    Attributes
    ----------
    path : Path
        The YAML file; metric files are relative to its folder.
    data_roots : tuple of Path
        Additional folders that may contain metric files.
    sha256 : str
        Hash of the file's bytes.
    intervention : Intervention or None
        The change to be evaluated, the first one if there are several.
    further_interventions : tuple of Intervention
        Those after it, oldest first.
    periods, comparisons
        Empty if reportgen is to choose them.
    files : mapping of str to Path
        The path of every file, by its name in the configuration.
    file_groups : mapping of str to tuple of str
        For each file name with ``*`` or ``?``, the names in `files` that match it, sorted.
    places : mapping of key path to Place
        The position of the value at each key path; the position of the key itself is under the
        path with ``"#key"`` appended.
    """

    path: Path
    data_roots: tuple[Path, ...]
    sha256: str
    organization: Organization
    brief: BriefSettings
    committee: Committee | None
    intervention: Intervention | None
    reporting_period: Period | None
    periods: Mapping[str, Period]
    metrics: Mapping[str, Metric]
    campaigns: CampaignFile | None
    events: tuple[Event, ...]
    milestones: tuple[Milestone, ...]
    surveys: tuple[Survey, ...]
    testimonials: tuple[Testimonial, ...]
    comparisons: tuple[Comparison, ...]
    goals: tuple[Goal, ...]
    relative_period: RelativePeriod | None = None
    further_interventions: tuple[Intervention, ...] = ()
    analysis: AnalysisSettings = field(default_factory=AnalysisSettings)
    privacy: Privacy = OPEN
    files: Mapping[str, Path] = field(default_factory=dict)
    file_groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    places: Mapping[KeyPath, Place] = field(default_factory=dict)

    @property
    def interventions(self) -> tuple[Intervention, ...]:
        """Return all interventions, oldest first."""
        first = () if self.intervention is None else (self.intervention,)
        return (*first, *self.further_interventions)

    def place(self, *path: str | int) -> Place | None:
        """Return the position of a key path, or of the nearest one above it."""
        # A key that is missing or was set by a default has no position of its own.
        while path:
            if found := exact_place(self.places, path):
                return found
            path = path[:-1]
        return self.places.get(())


def exact_place(places: Mapping[KeyPath, Place], path: KeyPath) -> Place | None:
    """Return the position of a key path, None if the file does not have it.

    One entry counts as a list where one is read: ``next: {…}`` is ``("next", 0)`` too.
    """
    if path in places:
        return places[path]
    alone = (path[:at] + path[at + 1 :] for at, part in enumerate(path) if part == 0)
    return next((places[found] for found in alone if found in places), None)
