"""What is left of the configuration and its data once the analysis has been done.

Drawings and evidence are made from this, so they can't tell what the analysis kept back.
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


def for_readers(
    configuration: Configuration, dataset: Dataset, outcomes: Outcomes
) -> tuple[Configuration, Dataset]:
    """Return the configuration and the data without what small groups keep back.

    Members become holders of offices, each structure's apart from the other's: who is in two
    drawings would say how many came and went. Ranks, groups, skills and days of single
    people are gone. Surveys that few answered lose their answers, and their files.
    """
    smallest = configuration.privacy.smallest_group
    if smallest is None:
        return configuration, dataset
    surveys = {
        key: without_answers(item) if is_small(item, smallest) else item
        for key, item in (
            (survey.id, dataset.surveys.get(survey.id, survey)) for survey in configuration.surveys
        )
    }
    committee = configuration.committee
    if committee is not None and outcomes.committee is not None:
        committee = _offices(committee, outcomes.committee)
    kept = {
        survey.file
        for survey in configuration.surveys
        if survey.file is not None and surveys[survey.id].is_kept_back
    }
    if dataset.holdings is not None:
        kept.add(dataset.holdings.file)
    files = {key: item for key, item in dataset.files.items() if key not in kept - _files(dataset)}
    return (
        replace(
            configuration,
            committee=committee,
            surveys=tuple(surveys[item.id] for item in configuration.surveys),
        ),
        replace(dataset, surveys=surveys, files=files, holdings=None),
    )


def _files(dataset: Dataset) -> set[str]:
    """Return the files that metrics and campaigns were read from."""
    campaigns = dataset.campaigns.campaigns if dataset.campaigns else ()
    observations = (item for series in dataset.series.values() for item in series.observations)
    found = {file for item in observations for file, _ in item.sources}
    return found | {item.file for item in campaigns}


def _offices(committee: Committee, outcome: CommitteeOutcome) -> Committee:
    """Return a committee of offices; nobody is drawn where their number is kept back."""
    is_told = not any(isinstance(item.members, Refusal) for item in outcome.measures)
    members: list[Member] = []
    structures = []
    for structure in committee.structures:
        own = _own_members(structure) if is_told else {}
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


def _own_members(structure: Structure) -> dict[str, Member]:
    """Return somebody without a past for each holder, by the holder's id."""
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
