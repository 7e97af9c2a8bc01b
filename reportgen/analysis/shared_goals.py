"""The goals that organizations of a batch have in common, and who is far from them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.model.goal import GoalStatus
from reportgen.model.metric import MetricKind
from reportgen.model.quantity_ids import parsed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reportgen.analysis.organization_comparison import OrganizationComparison
    from reportgen.model.organization_facts import GoalFacts, OrganizationFacts

_MOST = 0.5
"""Share of the organizations from which a goal is called one that they share."""
# What is compared between organizations is a mean over a year, so a target for a total is not
# drawn next to it.
_COMPARABLE = (MetricKind.RATE, MetricKind.AVERAGE)
_MEANS = ("mean", "rate")


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedGoal:
    """One goal by organization.

    Attributes
    ----------
    key : str
        Its name in quantity ids.
    results : mapping
        The goal of each organization that has it, by organization id.
    total : int
        The number of all organizations.
    """

    key: str
    specific: str
    results: Mapping[str, GoalFacts]
    total: int

    @property
    def is_of_most(self) -> bool:
        """Return whether at least half of the organizations have it."""
        return len(self.results) >= _MOST * self.total

    @property
    def statuses(self) -> Counter[GoalStatus]:
        """Return the number of organizations per status."""
        return Counter(GoalStatus(goal.status) for goal in self.results.values())

    @property
    def values(self) -> dict[str, float]:
        """Return the value of each organization for which it is measured."""
        return {name: goal.value for name, goal in self.results.items() if goal.value is not None}

    @property
    def common(self) -> GoalFacts | None:
        """Return a goal with the target, direction and form of all; None if they differ."""
        measured = [goal for goal in self.results.values() if goal.target is not None]
        forms = {(goal.target, goal.is_at_least, goal.form, goal.unit) for goal in measured}
        return measured[0] if len(forms) == 1 else None

    @property
    def farthest(self) -> tuple[str, ...]:
        """Return the organizations that missed a target of all, farthest from it first."""
        common = self.common
        if common is None or common.target is None:
            return ()
        sign = 1 if common.is_at_least else -1
        gaps = {name: sign * (common.target - value) for name, value in self.values.items()}
        short = [name for name, gap in gaps.items() if gap > 0]
        return tuple(sorted(short, key=lambda name: (-gaps[name], name)))

    def target_for(self, measure: OrganizationComparison) -> float | None:
        """Return the target where the values of a comparison can be read against it."""
        common = self.common
        if common is None or measure.kind not in _COMPARABLE:
            return None
        path = parsed(common.quantity)
        is_mean = path.statistic in _MEANS and path.subject == measure.metric
        return common.target if is_mean else None

    def sides(self, measure: OrganizationComparison) -> tuple[int, ...]:
        """Return for each organization compared whether it is clearly on a side of the target.

        Returns
        -------
        tuple of int
            1 where the whole interval reaches the target, -1 where none of it does, 0 otherwise;
            in the order of the comparison. All 0 without a target to compare with.
        """
        target, common = self.target_for(measure), self.common
        if target is None or common is None:
            return (0,) * len(measure.own)
        found = []
        for item in measure.shrunken:
            above, below = item.ci_low >= target, item.ci_high < target
            if not common.is_at_least:
                above, below = item.ci_high <= target, item.ci_low > target
            found.append(1 if above else -1 if below else 0)
        return tuple(found)


def shared_goals(organizations: Sequence[OrganizationFacts]) -> tuple[SharedGoal, ...]:
    """Return the goals that two organizations or more have, most common and measured first.

    Goals are the same if their ids are, or their texts where there is no id.
    """
    found: dict[str, dict[str, GoalFacts]] = {}
    for item in organizations:
        for goal in item.goals:
            found.setdefault(goal.id or goal.specific, {}).setdefault(item.id, goal)
    common = sorted(
        ((key, results) for key, results in found.items() if len(results) > 1),
        key=lambda item: (-len(item[1]), -_measured(item[1]), item[0]),
    )
    return tuple(
        SharedGoal(
            key=f"goal-{place}",
            specific=_text(results),
            results=results,
            total=len(organizations),
        )
        for place, (_, results) in enumerate(common, start=1)
    )


def _measured(results: Mapping[str, GoalFacts]) -> int:
    return sum(goal.value is not None for goal in results.values())


def _text(results: Mapping[str, GoalFacts]) -> str:
    counts = Counter(goal.specific for goal in results.values())
    return min(counts, key=lambda text: (-counts[text], text))
