"""Text of the portfolio page about the goal that organizations share, and who moved most."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.languages.current import translated, translated_labels
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.goal import GoalStatus
from reportgen.model.metric import MetricKind
from reportgen.model.prose import Text
from reportgen.model.quantity_ids import GroupIds, OwnGoalIds, OwnMeasureIds, SharedGoalIds
from reportgen.narrative.numbers.number_style import JMIR, number_style
from reportgen.narrative.numbers.number_text import number
from reportgen.narrative.phrases import compose, counted, enumerated, phrase
from reportgen.narrative.portfolio import in_sentence, value_title

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reportgen.analysis.organization_comparison import OrganizationComparison
    from reportgen.analysis.shared_goals import SharedGoal
    from reportgen.model.prose import Number, Prose
    from reportgen.model.quantity import Quantity

_FARTHEST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalLabels:
    """Fixed text about goals, moves and groups."""

    goals: str = gettext_noop("Goals by status")
    every: str = gettext_noop("Every organization, every goal")
    goal: str = gettext_noop("Goal")
    target: str = gettext_noop("Target")
    name: str = gettext_noop("Name")
    value: str = gettext_noop("Value")
    farthest: str = gettext_noop("Farthest from the goal")
    moved: str = gettext_noop("Moved most in a year")
    change: str = gettext_noop("Change")
    groups: str = gettext_noop("Totals by group")
    group: str = gettext_noop("Group")
    no_group: str = gettext_noop("No group")
    all: str = gettext_noop("All")
    count: str = gettext_noop("Organizations")
    met: str = gettext_noop("Met {letter}")
    goal_line: str = gettext_noop("target {}")
    clearly_reached: str = gettext_noop("{} clearly at or beyond the target")
    clearly_short: str = gettext_noop("{} clearly short of the target")
    moved_note: str = gettext_noop("Against the same months a year before: {metric}.")
    groups_note: str = gettext_noop(
        "Shares are pooled: all cases of a group together. Counts are totals of the last 12 "
        "months, running totals the sum of the latest values."
    )


def goal_labels() -> GoalLabels:
    """Return the fixed text in the current language."""
    return translated_labels(GoalLabels())


class GoalText:
    """Format the sentences on shared goals from the quantities of the portfolio."""

    def __init__(self, quantities: Mapping[str, Quantity], names: Mapping[str, str]) -> None:
        self._quantities, self._names = quantities, names
        self._style = number_style(JMIR.name)

    def number(self, name: str) -> Number:
        """Return one number, bound to its quantity."""
        return number(self._quantities[name], self._style)

    def known(self, name: str) -> Prose:
        """Return a number, a dash if it is not available."""
        return (self.number(name),) if name in self._quantities else (Text("–"),)

    def title(self, goal: SharedGoal) -> Prose:
        """Return how many met the goal, or how many are on track while no result is final."""
        ids, statuses = SharedGoalIds(goal.key), goal.statuses
        words = goal.specific.rstrip(".")
        if any(status.is_final for status in statuses):
            return phrase(
                "{reached} of {n} organizations met the goal “{goal}”",
                reached=self.number(ids.reached),
                n=self.number(ids.n),
                goal=words,
            )
        return counted(
            "{count} of {n} organizations is on track for the goal “{goal}”",
            "{count} of {n} organizations are on track for the goal “{goal}”",
            statuses[GoalStatus.ON_TRACK],
            count=self.number(ids.on_track),
            n=self.number(ids.n),
            goal=words,
        )

    def farthest(self, goal: SharedGoal) -> Prose:
        """Name the organizations that are farthest from the target; empty if few missed it."""
        names = [self._names[name] for name in goal.farthest[:_FARTHEST]]
        if len(goal.farthest) <= _FARTHEST:
            return ()
        return phrase(
            "Farthest from the target of {target}: {names}.",
            target=self._with_unit(SharedGoalIds(goal.key).target),
            names=enumerated(names),
        )

    def moves(self, measure: OrganizationComparison) -> Prose:
        """Name the largest rise and the largest fall of a metric within a year."""
        changes = self.changes(measure)
        if len(changes) < 2 or changes[0][1] <= 0 or changes[-1][1] >= 0:
            return ()
        (rose, _), (fell, _) = changes[0], changes[-1]
        return phrase(
            "Against the same months a year before, {metric} rose most in {rose} ({gain}) and "
            "fell most in {fell} ({loss}).",
            metric=changed_words(measure),
            rose=self._names[rose],
            gain=self.change(rose, measure, has_unit=True),
            fell=self._names[fell],
            loss=self.change(fell, measure, has_unit=True),
        )

    def changes(self, measure: OrganizationComparison) -> list[tuple[str, float]]:
        """Return the known changes by organization, the largest rise first."""
        found = []
        for name in measure.own:
            quantity = self._quantities.get(OwnMeasureIds(name, measure.metric).change)
            if quantity is not None and isinstance(quantity.value, int | float):
                found.append((name, float(quantity.value)))
        return sorted(found, key=lambda item: (-item[1], item[0]))

    def change(
        self, name: str, measure: OrganizationComparison, *, has_unit: bool = False
    ) -> Prose:
        """Return a change with its sign; a dash if it is not known.

        The unit is that of shares; that of other values is in the words next to it.
        """
        found = self._quantities.get(OwnMeasureIds(name, measure.metric).change)
        if found is None or not isinstance(found.value, int | float):
            return (Text("–"),)
        shown = self.number(found.id)
        is_rise = found.value > 0 and any(digit in "123456789" for digit in shown.text)
        signed = compose("+" if is_rise else "", shown)
        if not has_unit or measure.kind is not MetricKind.RATE:
            return signed
        return compose(signed, f" {translated('points')}")

    def value(self, name: str, goal: SharedGoal) -> Prose:
        """Return the value of an organization's goal, a dash if it is not measured."""
        return self.known(OwnGoalIds(name, goal.key).value)

    def range_label(self, goal: SharedGoal) -> Prose:
        """Return the label of the median among the key numbers."""
        ids, values = SharedGoalIds(goal.key), goal.values
        return phrase(
            "is the median; the range is {lowest} ({low}) to {highest} ({high})",
            lowest=self.number(ids.lowest),
            low=self._names[min(values, key=lambda name: (values[name], name))],
            highest=self.number(ids.highest),
            high=self._names[max(values, key=lambda name: (values[name], name))],
        )

    def short_label(self, goal: SharedGoal) -> Prose:
        """Return the label of the number of organizations clearly short of the target."""
        return phrase(
            "clearly short of {target}: over 12 months, their whole interval misses it",
            target=self._with_unit(SharedGoalIds(goal.key).target),
        )

    def met_label(self, goal: SharedGoal) -> Prose:
        """Return the label of the number of organizations that met the goal."""
        return phrase(
            "of {n} organizations met the shared goal",
            n=self.number(SharedGoalIds(goal.key).n),
        )

    def largest_move(self, measure: OrganizationComparison) -> tuple[Prose, Prose] | None:
        """Return the largest change of a metric, and its label."""
        changes = self.changes(measure)
        if not changes:
            return None
        name, _ = max(changes, key=lambda item: (abs(item[1]), item[0]))
        label = phrase(
            "in {name} in a year, the largest change of {metric}",
            name=self._names[name],
            metric=changed_words(measure),
        )
        return self.change(name, measure, has_unit=True), label

    def group_value(self, group: str, measure: OrganizationComparison) -> Prose:
        """Return the total or pooled value of a group, a dash if there is none."""
        return self.known(GroupIds(group).measure(measure.metric))

    def with_target(self, goal: SharedGoal) -> Prose:
        """Return the target of all with its unit, a dash if there are several."""
        name = SharedGoalIds(goal.key).target
        return self._with_unit(name) if name in self._quantities and goal.common else (Text("–"),)

    def _with_unit(self, name: str) -> Prose:
        unit = translated(self._quantities[name].unit)
        return compose(self.number(name), f" {unit}") if unit else (self.number(name),)


def changed_words(measure: OrganizationComparison) -> str:
    """Return what changed, within a sentence."""
    is_named = measure.kind in (MetricKind.LEVEL, MetricKind.RATE)
    return in_sentence(measure.label if is_named else value_title(measure))


def letters(goals: Sequence[SharedGoal]) -> tuple[str, ...]:
    """Return a letter for each goal: A, B, C."""
    return tuple(chr(ord("A") + place) for place in range(len(goals)))
