"""The grammar of quantity ids: the only place that builds one or takes one apart.

An id is a dotted path. A family of ids shares a stem and has one statistic per declaration::

    followers.growth.after_vs_before.slope_ratio
    goals.reach.target
    surveys.trust.change.difference

To add a quantity, declare its statistic in the class of its family; to add a family, write a
class. A misspelled attribute is a type error, a misspelled name an `UnknownStatisticError` of the
family that was asked for it. Stems of goals, control charts, surveys and committees are the
subjects of the statements about them, too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Self, overload

from reportgen.model.quantity import Form, is_in_points

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.model.comparison import Comparison

LATEST = "latest"
"""Takes the place of a period: the last value up to the report date."""
WHOLE = "all"
"""Takes the place of a period: everything up to the report date."""
_VERSUS = "_vs_"


def contrast(base: str, later: str) -> str:
    """Return the key of two periods or structures: ``after_vs_before``."""
    return f"{later}{_VERSUS}{base}"


def contrasted(key: str) -> tuple[str, ...]:
    """Return what a key stands for: ``(later, base)`` for a contrast, else itself alone."""
    return tuple(key.split(_VERSUS))


@dataclass(frozen=True, slots=True)
class IdPath:
    """The dotted parts of an id that somebody else wrote, such as a configuration."""

    parts: tuple[str, ...]

    @property
    def subject(self) -> str:
        """Return the metric, or the reserved word: ``goals``."""
        return self.parts[0]

    @property
    def middle(self) -> tuple[str, ...]:
        """Return what lies between subject and statistic: of a metric, analysis and period."""
        return self.parts[1:-1]

    @property
    def analysis(self) -> str:
        """Return the analysis of a metric's number; empty where the path is too short."""
        return self.parts[1] if len(self.parts) > 2 else ""

    @property
    def period(self) -> str:
        """Return the period or contrast of a metric's number; empty where there is none."""
        return self.parts[2] if len(self.parts) > 3 else ""

    @property
    def statistic(self) -> str:
        """Return the last part."""
        return self.parts[-1]

    @property
    def stem(self) -> str:
        """Return all but the last part."""
        return ".".join(self.parts[:-1])


def parsed(name: str) -> IdPath:
    """Return the parts of an id."""
    return IdPath(tuple(name.split(".")))


def subject_of(name: str) -> str:
    """Return the metric, or the reserved word, that an id begins with."""
    return parsed(name).subject


class UnknownStatisticError(LookupError):
    """A family of quantity ids was asked for a statistic that it does not declare."""


class Statistic:
    """One id of a family, read as an attribute: ``GoalIds("reach").target``.

    Parameters
    ----------
    path : str
        What follows the stem, where it is not the attribute's own name.
    form : Form or None
        The finer form of its numbers, where their public form is the one that it refines.
    """

    def __init__(self, path: str = "", form: Form | None = None) -> None:
        self.path = path
        self.form = form

    def __set_name__(self, owner: type, name: str) -> None:
        self.path = self.path or name

    @overload
    def __get__(self, instance: None, owner: type) -> Self: ...
    @overload
    def __get__(self, instance: QuantityIds, owner: type) -> str: ...
    def __get__(self, instance: QuantityIds | None, owner: type) -> Self | str:
        return self if instance is None else f"{instance.stem}.{self.path}"


@dataclass(frozen=True)
class QuantityIds:
    """Ids that begin with the same stem.

    Attributes
    ----------
    stem : str
        Without the last dot.
    """

    stem: str

    def of(self, name: str) -> str:
        """Return the id of a statistic by the name of its attribute: ``slope_ratio``.

        Raises
        ------
        UnknownStatisticError
            The family declares no such statistic.
        """
        statistic = self.declared(name)
        if statistic is None:
            raise UnknownStatisticError(f"{type(self).__name__} declares no `{name}`")
        return f"{self.stem}.{statistic.path}"

    @classmethod
    def at(cls, stem: str) -> Self:
        """Return the family of a stem that is known whole, as where it was cut off an id."""
        ids = cls.__new__(cls)
        QuantityIds.__init__(ids, stem)
        return ids

    def holds(self, name: str) -> bool:
        """Return whether an id belongs to the family."""
        return name.startswith(f"{self.stem}.")

    @classmethod
    def declared(cls, name: str) -> Statistic | None:
        """Return the declaration of a statistic, None where there is none."""
        found = getattr(cls, name, None)
        return found if isinstance(found, Statistic) else None


class ObservedIds(QuantityIds):
    """What the data say before any analysis, in one period (or `LATEST`, or `WHOLE`)."""

    def __init__(self, metric: str, period: str) -> None:
        super().__init__(f"{metric}.observed.{period}")

    n = Statistic()
    first = Statistic()
    last = Statistic()
    change = Statistic()
    total = Statistic()
    mean = Statistic()
    value = Statistic()
    first_on = Statistic()
    last_on = Statistic()


def latest_id(metric: str) -> str:
    """Return the id of a metric's last value up to the report date."""
    return ObservedIds(metric, LATEST).value


def is_latest_value(name: str) -> bool:
    """Return whether an id is that of a metric's last value, in this edition."""
    return name == latest_id(subject_of(name))


class PeriodIds(QuantityIds):
    """What a comparison computes of one of its periods."""

    def __init__(self, metric: str, analysis: str, period: str) -> None:
        super().__init__(f"{metric}.{analysis}.{period}")

    slope = Statistic(form=Form.AVERAGE)
    intercept = Statistic()
    r_squared = Statistic()
    residual_sd = Statistic()
    p_value = Statistic()
    gain_mean = Statistic()
    mean = Statistic(form=Form.AVERAGE)
    rate = Statistic(form=Form.AVERAGE)
    sd = Statistic(form=Form.SPREAD)
    total = Statistic()


class ContrastIds(QuantityIds):
    """What a comparison computes of its later against its base period."""

    slope_ratio = Statistic()
    slope_difference = Statistic()
    gains_difference = Statistic()
    gains_t = Statistic()
    gains_df = Statistic(form=Form.DEGREES_OF_FREEDOM)
    gains_p_value = Statistic()
    ratio = Statistic()
    difference = Statistic()
    hedges_g = Statistic()
    rate_ratio = Statistic()
    level_change = Statistic()
    slope_change = Statistic()
    effect_at_end = Statistic()
    slope_p_value = Statistic()
    rho = Statistic()
    t = Statistic()
    df = Statistic(form=Form.DEGREES_OF_FREEDOM)
    p_value = Statistic()
    equivalence_ratio = Statistic()
    equivalence_difference = Statistic()
    equivalence_p_value = Statistic()


@dataclass(frozen=True)
class ComparisonIds:
    """The families of one comparison: its two periods and their contrast."""

    comparison: Comparison

    def period(self, key: str) -> PeriodIds:
        """Return the family of one period."""
        return PeriodIds(self.comparison.metric, self.comparison.test.analysis, key)

    @property
    def base(self) -> PeriodIds:
        """Return the family of the base period."""
        return self.period(self.comparison.base)

    @property
    def later(self) -> PeriodIds:
        """Return the family of the later period."""
        return self.period(self.comparison.later)

    @property
    def contrast(self) -> ContrastIds:
        """Return the family of the contrast."""
        return ContrastIds(self.period(self.comparison.contrast).stem)


class ChartIds(QuantityIds):
    """A control chart of one period; rare counts have more statistics than others."""

    analysis: ClassVar[str]

    def __init__(self, metric: str, period: str) -> None:
        super().__init__(f"{metric}.{self.analysis}.{period}")

    mean = Statistic(form=Form.LIMIT)
    limit_low = Statistic(form=Form.LIMIT)
    limit_high = Statistic(form=Form.LIMIT)
    signals = Statistic()
    months = Statistic()
    total = Statistic()
    dispersion = Statistic()
    stretch = Statistic()
    period_months = Statistic()
    period_total = Statistic()
    period_low = Statistic()
    period_high = Statistic()


class XmrIds(ChartIds):
    """An XmR chart."""

    analysis = "xmr"


class CountChartIds(ChartIds):
    """A chart of rare counts, whose limits are whole."""

    analysis = "counts"

    mean = Statistic(form=Form.MEAN_OF_COUNTS)


_GOALS, _MONITORING, _SURVEYS = "goals", "monitoring", "surveys"


class GoalIds(QuantityIds):
    """One goal; its stem is the subject of its statement and of its status."""

    def __init__(self, goal: str) -> None:
        super().__init__(f"{_GOALS}.{goal}")

    value = Statistic()
    target = Statistic()
    gap = Statistic()
    chance = Statistic()


def is_of_goal(name: str) -> bool:
    """Return whether a quantity or statement is about a goal."""
    return name.startswith(f"{_GOALS}.")


def goal_of(subject: str) -> str:
    """Return the goal of the subject of a statement about it."""
    return subject.removeprefix(f"{_GOALS}.")


def monitoring_subject(metric: str) -> str:
    """Return the subject of the statement about a metric's control chart."""
    return f"{_MONITORING}.{metric}"


def monitored_metric(subject: str) -> str | None:
    """Return the metric of a `monitoring_subject`, None for every other subject."""
    return subject.removeprefix(f"{_MONITORING}.") if is_of_monitoring(subject) else None


def is_of_monitoring(subject: str) -> bool:
    """Return whether a statement is about a control chart."""
    return subject.startswith(f"{_MONITORING}.")


class AllCampaignsIds(QuantityIds):
    """All campaigns together."""

    def __init__(self) -> None:
        super().__init__("campaigns.all")

    n = Statistic()
    total = Statistic()


class RecordIds(QuantityIds):
    """The best campaign."""

    def __init__(self) -> None:
        super().__init__("campaigns.record")

    value = Statistic()
    ratio_to_previous = Statistic()
    share_of_total = Statistic()
    chance = Statistic()


class PreviousRecordIds(QuantityIds):
    """The best campaign before the best one."""

    def __init__(self) -> None:
        super().__init__("campaigns.previous_record")

    value = Statistic()


ALL_CAMPAIGNS, RECORD, PREVIOUS_RECORD = AllCampaignsIds(), RecordIds(), PreviousRecordIds()


class MilestoneIds(QuantityIds):
    """One milestone; places count from 1."""

    def __init__(self, place: int) -> None:
        super().__init__(f"milestones.{place}")

    on = Statistic()


class SurveyIds(QuantityIds):
    """One survey; its stem is the subject of its statement."""

    def __init__(self, survey: str) -> None:
        super().__init__(f"{_SURVEYS}.{survey}")

    before_share = Statistic("before.share")
    after_share = Statistic("after.share")
    difference = Statistic("change.difference")
    p_value = Statistic("change.p_value")


def is_of_survey(name: str) -> bool:
    """Return whether a quantity or statement is about a survey."""
    return name.startswith(f"{_SURVEYS}.")


_COMMITTEE, _GROUP_LEAD_SHARE = "committee", "group_lead_share"


class StructureIds(QuantityIds):
    """One structure of the committee; its stem begins the subjects of its statements."""

    def __init__(self, structure: str) -> None:
        super().__init__(f"{_COMMITTEE}.{structure}")

    members = Statistic()
    roles = Statistic()
    levels = Statistic()
    mentoring_pairs = Statistic()
    hierarchy = Statistic(form=Form.MEAN_OF_PEOPLE)
    span = Statistic(form=Form.MEAN_OF_PEOPLE)
    tenure = Statistic(form=Form.MEAN_OF_PEOPLE)
    vacant = Statistic()
    time_in_office = Statistic(form=Form.MEAN_OF_PEOPLE)
    trainee_share = Statistic()
    trainee_lead_share = Statistic()
    mentoring_upward_share = Statistic()
    mentoring_two_way_share = Statistic()
    matched_role_share = Statistic()
    retention = Statistic()
    retention_to_end = Statistic()

    @property
    def group_lead_shares(self) -> GroupLeadShareIds:
        """Return the family of the groups' shares of the lead roles."""
        return GroupLeadShareIds(f"{self.stem}.{_GROUP_LEAD_SHARE}")


class GroupLeadShareIds(QuantityIds):
    """A share for each group of people; groups are named by the configuration."""

    def of(self, name: str) -> str:
        """Return the id of a group: that of ``first generation`` ends with a hyphenated word."""
        word = re.sub(r"[^\w-]+", "-", name).strip("-")
        return f"{self.stem}.{word}"


COMMITTEE_CHANGE = f"{_COMMITTEE}.change"
"""The subject of the statement about how a committee changed."""


def is_of_committee(name: str) -> bool:
    """Return whether a quantity or statement is about people of the committee."""
    return name.startswith(f"{_COMMITTEE}.")


def group_of(name: str) -> str:
    """Return the group of a `StructureIds.group_lead_share`, empty for every other id."""
    parts = name.split(".")
    return parts[3] if len(parts) == 4 and parts[2] == _GROUP_LEAD_SHARE else ""


class MembershipChangeIds(QuantityIds):
    """Who stayed, joined and left between two structures."""

    def __init__(self, base: str, later: str) -> None:
        super().__init__(f"{_COMMITTEE}.{contrast(base, later)}")

    stayed = Statistic()
    joined = Statistic()
    left = Statistic()
    returned = Statistic()
    changed_role = Statistic()
    passed_through = Statistic()
    turnover = Statistic()
    roles_changed = Statistic()


class VerdictIds(QuantityIds):
    """The verdict of one comparison, by the comparison's own id."""

    def __init__(self, comparison: str) -> None:
        super().__init__(f"verdicts.{comparison}")

    p_value = Statistic()
    p_adjusted = Statistic()


class SensitivityIds(QuantityIds):
    """A further analysis of a comparison; recorded with the verdict, not as a quantity."""

    def __init__(self, comparison: str, method: str) -> None:
        super().__init__(f"verdicts.{comparison}.sensitivity.{method}")

    estimate = Statistic()
    p_value = Statistic()


def sensitivity_of(name: str) -> tuple[str, str, str] | None:
    """Return the comparison, method and statistic of an id of `SensitivityIds`, None for others."""
    parts = name.split(".")
    if len(parts) != 5 or (parts[0], parts[2]) != ("verdicts", "sensitivity"):
        return None
    return parts[1], parts[3], parts[4]


class OrganizationsIds(QuantityIds):
    """Of a portfolio: its organizations."""

    def __init__(self) -> None:
        super().__init__("organizations")

    total = Statistic()
    current = Statistic()
    failed = Statistic()


class AllGoalsIds(QuantityIds):
    """Of a portfolio: the goals of all organizations."""

    def __init__(self) -> None:
        super().__init__("all_goals")

    total = Statistic()
    met = Statistic()


ORGANIZATIONS, ALL_GOALS = OrganizationsIds(), AllGoalsIds()


class CommonMeasureIds(QuantityIds):
    """Of a portfolio: one measure over all organizations."""

    def __init__(self, metric: str) -> None:
        super().__init__(f"all.{metric}")

    n = Statistic()
    beyond = Statistic()
    missing = Statistic()
    mean = Statistic(form=Form.AVERAGE)
    i_squared = Statistic()
    tau = Statistic()
    overdispersion = Statistic()


class OwnMeasureIds(QuantityIds):
    """Of a portfolio: one measure of one organization."""

    def __init__(self, organization: str, metric: str) -> None:
        super().__init__(f"{organization}.{metric}")

    rate = Statistic(form=Form.AVERAGE)
    estimate = Statistic()
    latest = Statistic()


class EditionChangeIds(QuantityIds):
    """How much changed since the previous edition."""

    def __init__(self) -> None:
        super().__init__("changes")

    numbers = Statistic()
    claims = Statistic()
    goals = Statistic()
    values_added = Statistic()
    values_revised = Statistic()
    values_removed = Statistic()


EDITION_CHANGES = EditionChangeIds()
_FORMER = "previous."


def former(name: str) -> str:
    """Return the id under which a brief repeats a number or claim of its previous edition."""
    return f"{_FORMER}{name}"


def is_former(name: str) -> bool:
    """Return whether an id repeats a number or claim of the previous edition."""
    return name.startswith(_FORMER)


def unformer(name: str) -> str:
    """Return the id in the previous edition of what `former` repeats; others as they are."""
    return name.removeprefix(_FORMER)


def is_about_editions(name: str) -> bool:
    """Return whether an id is of the previous edition, or counts what changed since."""
    return is_former(name) or EDITION_CHANGES.holds(name)


_CHARTED: dict[str, tuple[type[QuantityIds], ...]] = {
    "observed": (ObservedIds,),
    XmrIds.analysis: (XmrIds,),
    CountChartIds.analysis: (CountChartIds,),
}


def form_of(name: str, public: Form, *, unit: str = "", derived_from: Sequence[str] = ()) -> Form:
    """Return the form of a quantity of which only the public form is known.

    Numbers of other editions come from outcomes.json, numbers of installed packages from code
    that may know the public forms alone.

    Parameters
    ----------
    name : str
        The quantity's id.
    public : Form
        As outcomes.json records it.
    unit : str
        In English.
    derived_from : sequence of str
        A goal's value repeats the one quantity that it was made from.
    """
    path = parsed(name)
    if path.subject == _GOALS and path.statistic == "target":
        return _refined((), "", public, unit).as_target
    if path.subject == _GOALS and path.statistic == "value" and derived_from:
        return form_of(derived_from[0], public, unit=unit)
    path = parsed(unformer(name))
    if path.subject == _COMMITTEE:
        return _refined((StructureIds,), path.statistic, public, unit)
    analysis = path.middle[0] if path.middle else ""
    families = _CHARTED.get(analysis, (PeriodIds, ContrastIds))
    return _refined(families, path.statistic, public, unit)


def _refined(
    families: tuple[type[QuantityIds], ...], statistic: str, public: Form, unit: str
) -> Form:
    if public is Form.SHARE and is_in_points(unit):
        return Form.POINTS
    declared = (family.declared(statistic) for family in families)
    finer = next((item.form for item in declared if item is not None and item.form), public)
    return finer if finer.public is public else public
