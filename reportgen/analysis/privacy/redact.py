"""Redact the configuration and the data after the analysis.

Figures and evidence are made from the result, so they can't reveal what the analysis suppressed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.analysis.privacy.suppression_surveys import is_small, without_answers
from reportgen.model.committee import Member
from reportgen.model.estimate import Refusal

if TYPE_CHECKING:
    from reportgen.analysis.committee.structure import CommitteeOutcome
    from reportgen.analysis.outcomes import Outcomes
    from reportgen.model.committee import Committee, Role, Structure
    from reportgen.model.configuration import Configuration
    from reportgen.model.series import Dataset


def redact(
    configuration: Configuration, dataset: Dataset, outcomes: Outcomes
) -> tuple[Configuration, Dataset]:
    """Return the configuration and the data without details about small groups.

    Members are replaced by one anonymous holder per role and structure, without ranks, groups,
    skills and dates. The same person has different ids in two structures, because recognizing
    people would reveal how many joined and left. Surveys with suppressed answers lose these and
    the files with them.
    """
    smallest = configuration.privacy.smallest_group
    if smallest is None:
        return configuration, dataset
    # Which answers on a scale are few is known only after they have been divided.
    suppressed = {
        item.survey.id: item.survey for item in outcomes.surveys if item.survey.is_suppressed
    }
    surveys = {
        key: suppressed.get(key) or (without_answers(item) if is_small(item, smallest) else item)
        for key, item in (
            (survey.id, dataset.surveys.get(survey.id, survey)) for survey in configuration.surveys
        )
    }
    committee = configuration.committee
    if committee is not None and outcomes.committee is not None:
        committee = _anonymous(committee, outcomes.committee)
    kept, shown = (
        {
            name
            for survey in configuration.surveys
            if surveys[survey.id].is_suppressed is is_suppressed
            for name in survey.files
        }
        for is_suppressed in (True, False)
    )
    if dataset.holdings is not None:
        kept.add(dataset.holdings.file)
    # A file with a metric, campaigns or answers to another question is still a source.
    kept -= shown | _files(dataset)
    files = {key: item for key, item in dataset.files.items() if key not in kept}
    return (
        replace(
            configuration,
            committee=committee,
            surveys=tuple(surveys[item.id] for item in configuration.surveys),
        ),
        replace(dataset, surveys=surveys, files=files, holdings=None),
    )


def _files(dataset: Dataset) -> set[str]:
    """Return the files of metrics and campaigns."""
    campaigns = dataset.campaigns.campaigns if dataset.campaigns else ()
    observations = (item for series in dataset.series.values() for item in series.observations)
    found = {file for item in observations for file, _ in item.sources}
    return found | {item.file for item in campaigns}


def _anonymous(committee: Committee, outcome: CommitteeOutcome) -> Committee:
    """Return a committee of anonymous role holders; without any if their number is suppressed."""
    is_released = not any(isinstance(item.members, Refusal) for item in outcome.measures)
    members: list[Member] = []
    structures = []
    for structure in committee.structures:
        own = _anonymous_holders(structure) if is_released else {}
        members += own.values()
        structures.append(
            replace(
                structure,
                roles=tuple(_with_holders(role, own) for role in structure.roles),
                mentoring=(),
            )
        )
    return replace(
        committee,
        trainee_ranks=(),
        members=tuple(members),
        structures=tuple(structures),
        holdings=(),
        source=None,
    )


def _anonymous_holders(structure: Structure) -> dict[str, Member]:
    """Return an anonymous member for each role holder, by the holder's id."""
    own: dict[str, Member] = {}
    for role in structure.roles:
        numbered = len(role.holders) > 1
        for number, holder in enumerate(role.holders, start=1):
            if holder not in own:
                name = f"{role.title} {number}" if numbered else role.title
                own[holder] = Member(id=f"{structure.id}-{len(own) + 1}", name=name, ranks=())
    return own


def _with_holders(role: Role, own: dict[str, Member]) -> Role:
    holders = tuple(own[holder].id for holder in role.holders if holder in own)
    return replace(role, holders=holders, needs=())
