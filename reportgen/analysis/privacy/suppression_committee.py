"""A committee's outcome without the counts of few of its members."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.analysis.committee.structure import lead_holders, rank_at
from reportgen.analysis.privacy.suppression import Teller, kept_back
from reportgen.model.estimate import Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from reportgen.analysis.committee.structure import (
        CommitteeOutcome,
        MembershipChange,
        Retention,
        StructureMeasures,
        Turnover,
    )
    from reportgen.model.committee import Committee, Member
    from reportgen.statistics.proportion import ProportionEstimate

    Share = ProportionEstimate | Refusal


def keep_back_members(
    outcome: CommitteeOutcome, committee: Committee, *, smallest: int, report_date: date
) -> CommitteeOutcome:
    """Return an outcome that tells no count of fewer than `smallest` members.

    What is asked first is told first, and may keep back what comes after it: how many
    members there were, who led, what ranks and groups they had, who stayed, who came and
    went. Each structure's people are looked at by themselves, and beside those of the next.
    Roles and levels are how the committee was built, not facts about people, and are told.
    Skills that no role used say what single members can do, and are not.
    """
    case = _Case(committee, smallest, report_date)
    case.tellers = {item.structure.id: Teller(smallest) for item in outcome.measures}
    measures = tuple(case.measures(item) for item in outcome.measures)
    retention = tuple(
        case.retention(item, before)
        for item, before in zip(outcome.retention, outcome.measures, strict=True)
    )
    changes = tuple(case.change(item) for item in outcome.changes)
    return replace(outcome, measures=measures, retention=retention, changes=changes)


class _Case:
    """One committee on its way; `tellers` know what a reader knows of each structure by now."""

    def __init__(self, committee: Committee, smallest: int, report_date: date) -> None:
        self.committee = committee
        self.report_date = report_date
        self.smallest = smallest
        self.tellers: Mapping[str, Teller] = {}
        self.refusal = kept_back(smallest)
        self.people: Mapping[str, Member] = {item.id: item for item in committee.members}

    def measures(self, item: StructureMeasures) -> StructureMeasures:
        """Return one structure's measures."""
        teller = self.tellers[item.structure.id]
        members = () if isinstance(item.members, Refusal) else item.members
        is_told = teller.may_tell(members)
        leads = lead_holders(item.structure)
        led = self._of_trainees(item, leads, item.trainee_lead_share)
        trained = self._of_trainees(item, members, item.trainee_share)
        groups = {
            group: self._share(
                teller, share, [id_ for id_ in leads if group in self.people[id_].groups], leads
            )
            for group, share in item.group_lead_shares.items()
            if self._is_large(group)
        }
        return replace(
            item,
            members=item.members if is_told else self.refusal,
            trainee_share=trained,
            trainee_lead_share=led,
            group_lead_shares=groups,
            mentoring_pairs=self._count(item.mentoring_pairs),
            upward_share=self._counted(item.upward_share),
            two_way_share=self._counted(item.two_way_share),
            matched_role_share=self._counted(item.matched_role_share),
            unused_skills=(),
        )

    def retention(self, item: Retention, before: StructureMeasures) -> Retention:
        """Return who stayed; what lies between two told days is no small difference."""
        teller = self.tellers[item.structure]
        start = () if isinstance(before.members, Refusal) else before.members
        end = before.structure.last
        to_report = self._present(teller, item.to_report, start, self.report_date)
        to_end = item.to_end
        if to_end is not None and end is not None:
            to_end = self._present(teller, to_end, start, end)
        tenure = item.mean_tenure_months
        years = item.mean_years_in_office
        known = [id_ for id_ in start if self.people[id_].joined is not None]
        if not teller.may_tell(known):
            tenure = None if tenure is None else self.refusal
            years = None if years is None else self.refusal
        return replace(
            item,
            to_report=to_report,
            to_end=to_end,
            mean_tenure_months=tenure,
            mean_years_in_office=years,
        )

    def change(self, item: MembershipChange) -> MembershipChange:
        """Return who came and went: all three counts or none, for each gives the others."""
        parts = (item.stayed, item.joined, item.left)
        stayed, joined, left = (() if isinstance(part, Refusal) else part for part in parts)
        base, later = self.tellers[item.base], self.tellers[item.later]
        if base.would_tell(stayed, left) and later.would_tell(stayed, joined):
            base.may_tell(stayed, left)
            later.may_tell(stayed, joined)
            return replace(item, turnover=self._turnover(item.turnover, is_told=True))
        return replace(
            item,
            stayed=self.refusal,
            joined=self.refusal,
            left=self.refusal,
            turnover=self._turnover(item.turnover, is_told=False),
        )

    def _turnover(self, turnover: Turnover | None, *, is_told: bool) -> Turnover | None:
        """Return how many roles changed hands, which counts no people, and little else.

        Who came back, changed role or came and went in between are parts of larger groups,
        and are kept back whatever their number.
        """
        if turnover is None:
            return None
        return replace(
            turnover,
            returned=self.refusal,
            changed_role=self.refusal,
            passed_through=self.refusal,
            left_share=turnover.left_share if is_told else self.refusal,
        )

    def _of_trainees(self, item: StructureMeasures, ids: Sequence[str], share: Share) -> Share:
        ranks = {id_: rank_at(self.people[id_], item.structure.first) for id_ in ids}
        known = [id_ for id_, rank in ranks.items() if rank is not None]
        trainees = [id_ for id_ in known if ranks[id_] in self.committee.trainee_ranks]
        return self._share(self.tellers[item.structure.id], share, trainees, known)

    def _present(self, teller: Teller, share: Share, start: Sequence[str], day: date) -> Share:
        present = [id_ for id_ in start if self.people[id_].is_present(day)]
        return self._share(teller, share, present, start)

    def _share(
        self, teller: Teller, share: Share, some: Sequence[str], everyone: Sequence[str]
    ) -> Share:
        if isinstance(share, Refusal) or teller.may_tell_share(some, everyone):
            return share
        return self.refusal

    def _counted(self, share: Share) -> Share:
        """Return a share of pairs or roles, where enough of them are on both sides."""
        if isinstance(share, Refusal):
            return share
        cells = (share.successes, share.trials - share.successes)
        return share if min(cells) >= self.smallest else self.refusal

    def _count(self, count: int | Refusal) -> int | Refusal:
        is_told = not isinstance(count, Refusal) and count >= self.smallest
        return count if is_told else self.refusal

    def _is_large(self, group: str) -> bool:
        """Return whether a group's name may be told, for a name says that it has somebody."""
        return sum(group in item.groups for item in self.committee.members) >= self.smallest
