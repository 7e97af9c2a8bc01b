"""Suppress counts of small groups in the outcome of a committee."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.analysis.committee.structure import lead_holders, rank_at
from reportgen.analysis.privacy.suppression import DisclosureControl, suppressed
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
    from reportgen.statistics.answers.proportion import ProportionEstimate

    Share = ProportionEstimate | Refusal


def suppress_members(
    outcome: CommitteeOutcome, committee: Committee, *, smallest: int, report_date: date
) -> CommitteeOutcome:
    """Return an outcome without counts of fewer than `smallest` members.

    Counts are released in order of importance, and an earlier one may prevent the release of a
    later one: members, leads, ranks and groups, retention, changes. The members of each structure
    are protected on their own and together with those of the next one. Roles and levels describe
    the structure rather than people and are always released; unused skills describe single
    members and never are.
    """
    case = _Case(committee, smallest, report_date)
    case.controls = {item.structure.id: DisclosureControl(smallest) for item in outcome.measures}
    measures = tuple(case.measures(item) for item in outcome.measures)
    retention = tuple(
        case.retention(item, before)
        for item, before in zip(outcome.retention, outcome.measures, strict=True)
    )
    changes = tuple(case.change(item) for item in outcome.changes)
    return replace(outcome, measures=measures, retention=retention, changes=changes)


class _Case:
    """Suppression of one committee; `controls` track what is known of each structure."""

    def __init__(self, committee: Committee, smallest: int, report_date: date) -> None:
        self.committee = committee
        self.report_date = report_date
        self.smallest = smallest
        self.controls: Mapping[str, DisclosureControl] = {}
        self.refusal = suppressed(smallest)
        self.people: Mapping[str, Member] = {item.id: item for item in committee.members}

    def measures(self, item: StructureMeasures) -> StructureMeasures:
        """Return the measures of one structure."""
        control = self.controls[item.structure.id]
        members = () if isinstance(item.members, Refusal) else item.members
        is_released = control.release(members)
        leads = lead_holders(item.structure)
        led = self._of_trainees(item, leads, item.trainee_lead_share)
        trained = self._of_trainees(item, members, item.trainee_share)
        groups = {
            group: self._share(
                control, share, [id_ for id_ in leads if group in self.people[id_].groups], leads
            )
            for group, share in item.group_lead_shares.items()
            if self._is_large(group)
        }
        return replace(
            item,
            members=item.members if is_released else self.refusal,
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
        """Return retention, with no small difference derivable between two days."""
        control = self.controls[item.structure]
        start = () if isinstance(before.members, Refusal) else before.members
        end = before.structure.last
        to_report = self._present(control, item.to_report, start, self.report_date)
        to_end = item.to_end
        if to_end is not None and end is not None:
            to_end = self._present(control, to_end, start, end)
        tenure = item.mean_tenure_months
        years = item.mean_years_in_office
        known = [id_ for id_ in start if self.people[id_].joined is not None]
        if not control.release(known):
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
        """Return the change: all three counts or none, because each reveals the others."""
        parts = (item.stayed, item.joined, item.left)
        stayed, joined, left = (() if isinstance(part, Refusal) else part for part in parts)
        base, later = self.controls[item.base], self.controls[item.later]
        if base.can_release(stayed, left) and later.can_release(stayed, joined):
            base.release(stayed, left)
            later.release(stayed, joined)
            return replace(item, turnover=self._turnover(item.turnover, is_released=True))
        return replace(
            item,
            stayed=self.refusal,
            joined=self.refusal,
            left=self.refusal,
            turnover=self._turnover(item.turnover, is_released=False),
        )

    def _turnover(self, turnover: Turnover, *, is_released: bool) -> Turnover:
        """Return the turnover with its counts of people suppressed; roles are no people.

        Those who returned, changed role or passed through are parts of larger groups that are
        published, so these counts are suppressed whatever their size. `is_released` says whether
        the number who left is published.
        """
        return replace(
            turnover,
            returned=self.refusal,
            changed_role=self.refusal,
            passed_through=self.refusal,
            left_share=turnover.left_share if is_released else self.refusal,
        )

    def _of_trainees(self, item: StructureMeasures, ids: Sequence[str], share: Share) -> Share:
        ranks = {id_: rank_at(self.people[id_], item.structure.first) for id_ in ids}
        known = [id_ for id_, rank in ranks.items() if rank is not None]
        trainees = [id_ for id_ in known if ranks[id_] in self.committee.trainee_ranks]
        return self._share(self.controls[item.structure.id], share, trainees, known)

    def _present(
        self, control: DisclosureControl, share: Share, start: Sequence[str], day: date
    ) -> Share:
        present = [id_ for id_ in start if self.people[id_].is_present(day)]
        return self._share(control, share, present, start)

    def _share(
        self, control: DisclosureControl, share: Share, some: Sequence[str], everyone: Sequence[str]
    ) -> Share:
        if isinstance(share, Refusal) or control.release_share(some, everyone):
            return share
        return self.refusal

    def _counted(self, share: Share) -> Share:
        """Return a share of pairs or roles if both cells are large enough."""
        if isinstance(share, Refusal):
            return share
        # Pairs and roles are not sets of people, so they are judged by their numbers alone.
        cells = (share.successes, share.trials - share.successes)
        return share if min(cells) >= self.smallest else self.refusal

    def _count(self, count: int | Refusal) -> int | Refusal:
        is_released = not isinstance(count, Refusal) and count >= self.smallest
        return count if is_released else self.refusal

    def _is_large(self, group: str) -> bool:
        """Return whether a group may be named, which reveals that it has members."""
        return sum(group in item.groups for item in self.committee.members) >= self.smallest
