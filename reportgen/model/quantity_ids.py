"""The grammar of quantity ids; the only module that builds or parses them.

An id is a dotted path. The ids of a family share a stem, and each declares one statistic::

    followers.growth.after_vs_before.slope_ratio
    goals.reach.target
    surveys.trust.change.difference

To add a quantity, declare its statistic in the class of its family; to add a family, write a
class. A misspelled attribute is a type error; a misspelled name raises `UnknownStatisticError`.
The stems of goals, control charts, surveys and committees are also the subjects of statements
about them.
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
"""Used in place of a period: the last value up to the report date."""
WHOLE = "all"
"""Used in place of a period: all values up to the report date."""
_VERSUS = "_vs_"


def contrast(base: str, later: str) -> str:
    """Return the key of two periods or structures: ``after_vs_before``."""
    return f"{later}{_VERSUS}{base}"


def contrasted(key: str) -> tuple[str, ...]:
    """Return ``(later, base)`` for a contrast, ``(key,)`` for a period or structure."""
    return tuple(key.split(_VERSUS))


@dataclass(frozen=True, slots=True)
class IdPath:
    """The parts of an id that was not built here, for example one in a configuration."""

    parts: tuple[str, ...]

    @property
    def subject(self) -> str:
        """Return the metric, or the reserved word: ``goals``."""
        return self.parts[0]

    @property
    def middle(self) -> tuple[str, ...]:
        """Return the parts between subject and statistic: analysis and period of a metric."""
        return self.parts[1:-1]

    @property
    def analysis(self) -> str:
        """Return the analysis of a metric's number; empty if the path is too short."""
        return self.parts[1] if len(self.parts) > 2 else ""

    @property
    def period(self) -> str:
        """Return the period or contrast of a metric's number; empty if there is none."""
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


def in_period(name: str, period: str) -> str:
    """Return the id of the same number of a metric in another period."""
    path = parsed(name)
    return f"{path.subject}.{path.analysis}.{period}.{path.statistic}"


def subject_of(name: str) -> str:
    """Return the first part of an id: the metric or a reserved word."""
    return parsed(name).subject


class UnknownStatisticError(LookupError):
    """A family of quantity ids does not declare the requested statistic."""


class Statistic:
    """Descriptor for one id of a family: ``GoalIds("reach").target``.

    Parameters
    ----------
    path : str
        The part after the stem; by default the name of the attribute.
    form : Form or None
        The refined form of the numbers, if they have one (see `form_of`).
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
        Without a trailing dot.
    """

    stem: str

    def of(self, name: str) -> str:
        """Return the id of a statistic by its attribute name: ``slope_ratio``.

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
        """Return the family with a given stem, for example one taken from an id."""
        # Subclasses build the stem from other arguments, so their __init__ is skipped.
        ids = cls.__new__(cls)
        QuantityIds.__init__(ids, stem)
        return ids

    def holds(self, name: str) -> bool:
        """Return whether an id belongs to the family."""
        return name.startswith(f"{self.stem}.")

    @classmethod
    def declared(cls, name: str) -> Statistic | None:
        """Return the declaration of a statistic, or None."""
        found = getattr(cls, name, None)
        return found if isinstance(found, Statistic) else None


class ObservedIds(QuantityIds):
    """Observed values of one period (or `LATEST`, or `WHOLE`), before any analysis."""

    def __init__(self, metric: str, period: str) -> None:
        super().__init__(f"{metric}.observed.{period}")

    n = Statistic()
    first = Statistic()
    last = Statistic()
    value_before = Statistic()
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
    """Return whether an id is that of a metric's last value in this edition."""
    return name == latest_id(subject_of(name))


class PeriodIds(QuantityIds):
    """What a comparison computes for one of its periods."""

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
    """What a comparison computes for its later against its base period."""

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
    decided_base = Statistic(form=Form.AVERAGE)
    decided_later = Statistic(form=Form.AVERAGE)
    decided_difference = Statistic()
    decided_ratio = Statistic()
    decided_p_value = Statistic()
    decided_rho = Statistic()
    decided_trend = Statistic(form=Form.AVERAGE)
    decided_level_change = Statistic()
    decided_slope_change = Statistic(form=Form.AVERAGE)
    decided_equivalence_ratio = Statistic()
    decided_equivalence_difference = Statistic()
    decided_equivalence_p_value = Statistic()
    detectable_difference = Statistic()
    largest_share = Statistic()
    difference_without_largest = Statistic()
    ratio_without_largest = Statistic()


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
        """Return the family of the contrast; of a further intervention, with its number."""
        stem = self.period(contrast(self.comparison.base, self.comparison.later)).stem
        place = self.comparison.place
        return ContrastIds(f"{stem}.change_{place + 1}" if place else stem)


class ChartIds(QuantityIds):
    """A control chart of one period; not every kind of chart has all statistics."""

    analysis: ClassVar[str]

    def __init__(self, metric: str, period: str) -> None:
        super().__init__(f"{metric}.{self.analysis}.{period}")

    mean = Statistic(form=Form.LIMIT)
    limit_low = Statistic(form=Form.LIMIT)
    limit_high = Statistic(form=Form.LIMIT)
    signals = Statistic()
    above = Statistic()
    below = Statistic()
    target_met = Statistic()
    target_missed = Statistic()
    target_worst = Statistic(form=Form.LIMIT)
    months = Statistic()
    total = Statistic()
    dispersion = Statistic()
    stretch = Statistic()
    period_months = Statistic()
    period_total = Statistic()
    period_mean = Statistic(form=Form.LIMIT)
    period_low = Statistic(form=Form.LIMIT)
    period_high = Statistic(form=Form.LIMIT)


class XmrIds(ChartIds):
    """A chart of individual values (the X of XmR); `period_low` and `period_high` are of means."""

    analysis = "xmr"


class CountChartIds(ChartIds):
    """A chart of rare counts; its limits are whole numbers, those of the period of its total."""

    analysis = "counts"

    mean = Statistic(form=Form.MEAN_OF_COUNTS)
    period_low = Statistic()
    period_high = Statistic()


GOALS = "goals"
"""The subject of the statement on all goals; those of single ones begin with it."""
_MONITORING, _SURVEYS = "monitoring", "surveys"


class GoalIds(QuantityIds):
    """One goal; its stem is the subject of its statement and of its status."""

    def __init__(self, goal: str) -> None:
        super().__init__(f"{GOALS}.{goal}")

    value = Statistic()
    target = Statistic()
    gap = Statistic()
    chance = Statistic()


def is_of_goal(name: str) -> bool:
    """Return whether a quantity or statement is about a goal, or a statement about all of them."""
    return name == GOALS or name.startswith(f"{GOALS}.")


def goal_of(subject: str) -> str:
    """Return the id of the goal that a statement is about."""
    return subject.removeprefix(f"{GOALS}.")


def monitoring_subject(metric: str) -> str:
    """Return the subject of the statement about a metric's control chart."""
    return f"{_MONITORING}.{metric}"


def monitored_metric(subject: str) -> str | None:
    """Return the metric of a `monitoring_subject`, None for other subjects."""
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
    """One milestone, by its position in the configuration, from 1."""

    def __init__(self, place: int) -> None:
        super().__init__(f"milestones.{place}")

    on = Statistic()


class SurveyIds(QuantityIds):
    """One survey; its stem is the subject of its statement."""

    def __init__(self, survey: str) -> None:
        super().__init__(f"{_SURVEYS}.{survey}")

    before_share = Statistic("before.share")
    after_share = Statistic("after.share")
    all_share = Statistic("all.share")
    difference = Statistic("change.difference")
    p_value = Statistic("change.p_value")
    before_answers = Statistic("before.answers")
    after_answers = Statistic("after.answers")
    all_answers = Statistic("all.answers")
    before_mean = Statistic("before.mean", form=Form.AVERAGE)
    after_mean = Statistic("after.mean", form=Form.AVERAGE)
    all_mean = Statistic("all.mean", form=Form.AVERAGE)
    before_median = Statistic("before.median")
    after_median = Statistic("after.median")
    all_median = Statistic("all.median")
    mean_difference = Statistic("change.mean_difference")
    superiority = Statistic("change.superiority")
    higher = Statistic("change.higher")
    lower = Statistic("change.lower")
    balance = Statistic("change.balance")
    scale_p_value = Statistic("change.scale_p_value")

    def of_time(self, time: str, name: str) -> str:
        """Return the id of a number of one time: ``before``, ``after`` or ``all``."""
        return self.of(f"{time}_{name}")

    @property
    def scale(self) -> str:
        """Return the subject of the verdict on answers on a scale; that on shares is the stem."""
        return f"{self.stem}.scale"


def is_of_survey(name: str) -> bool:
    """Return whether a quantity or statement is about a survey."""
    return name.startswith(f"{_SURVEYS}.")


_COMMITTEE, _GROUP_LEAD_SHARE = "committee", "group_lead_share"


class StructureIds(QuantityIds):
    """One structure of the committee; the subjects of its statements begin with its stem."""

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
    """A share per group of people; the configuration names the groups."""

    def of(self, name: str) -> str:
        """Return the id of a group: that of ``first generation`` ends in ``first-generation``."""
        # Names of groups are free text, but a dot or a space would break the path.
        word = re.sub(r"[^\w-]+", "-", name).strip("-")
        return f"{self.stem}.{word}"


COMMITTEE_CHANGE = f"{_COMMITTEE}.change"
"""The subject of the statement about changes of the committee."""


def is_of_committee(name: str) -> bool:
    """Return whether a quantity or statement is about people of the committee."""
    return name.startswith(f"{_COMMITTEE}.")


def group_of(name: str) -> str:
    """Return the group of an id of `GroupLeadShareIds`; empty for other ids."""
    parts = name.split(".")
    return parts[3] if len(parts) == 4 and parts[2] == _GROUP_LEAD_SHARE else ""


class MembershipChangeIds(QuantityIds):
    """Numbers of members who stayed, joined and left between two structures."""

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
    """The verdict of one comparison, by the id of the comparison."""

    def __init__(self, comparison: str) -> None:
        super().__init__(f"verdicts.{comparison}")

    p_value = Statistic()
    p_adjusted = Statistic()


class SensitivityIds(QuantityIds):
    """A sensitivity analysis of a comparison; recorded with the verdict, not as a quantity."""

    def __init__(self, comparison: str, method: str) -> None:
        super().__init__(f"verdicts.{comparison}.sensitivity.{method}")

    estimate = Statistic()
    p_value = Statistic()


def sensitivity_of(name: str) -> tuple[str, str, str] | None:
    """Return comparison, method and statistic of an id of `SensitivityIds`, None for others."""
    parts = name.split(".")
    if len(parts) != 5 or (parts[0], parts[2]) != ("verdicts", "sensitivity"):
        return None
    return parts[1], parts[3], parts[4]


class OrganizationsIds(QuantityIds):
    """Numbers of organizations in a portfolio."""

    def __init__(self) -> None:
        super().__init__("organizations")

    total = Statistic()
    current = Statistic()
    failed = Statistic()


class AllGoalsIds(QuantityIds):
    """The goals of all organizations in a portfolio."""

    def __init__(self) -> None:
        super().__init__("all_goals")

    total = Statistic()
    met = Statistic()


ORGANIZATIONS, ALL_GOALS = OrganizationsIds(), AllGoalsIds()


class CommonMeasureIds(QuantityIds):
    """A metric over all organizations in a portfolio."""

    def __init__(self, metric: str) -> None:
        super().__init__(f"all.{metric}")

    n = Statistic()
    beyond = Statistic()
    missing = Statistic()
    mean = Statistic(form=Form.AVERAGE)
    i_squared = Statistic()
    tau = Statistic()
    rho = Statistic()
    overdispersion = Statistic()


class SharedGoalIds(QuantityIds):
    """A goal that several organizations of a portfolio have."""

    def __init__(self, goal: str) -> None:
        super().__init__(f"shared_goals.{goal}")

    n = Statistic()
    met = Statistic()
    met_late = Statistic()
    on_track = Statistic()
    at_risk = Statistic()
    not_due = Statistic()
    missed = Statistic()
    not_measured = Statistic()
    reached = Statistic()
    target = Statistic()
    median = Statistic()
    lowest = Statistic()
    highest = Statistic()
    clearly_short = Statistic()
    clearly_reached = Statistic()


class OwnGoalIds(QuantityIds):
    """A shared goal of one organization in a portfolio."""

    def __init__(self, organization: str, goal: str) -> None:
        super().__init__(f"{organization}.goals.{goal}")

    value = Statistic()


class GroupIds(QuantityIds):
    """A group of organizations in a portfolio, by its place; `WHOLE` is all of them."""

    def __init__(self, group: str) -> None:
        super().__init__(f"groups.{group}")

    n = Statistic()
    reached = Statistic()

    def measure(self, metric: str) -> str:
        """Return the id of the pooled value or the total of a metric."""
        return f"{self.stem}.metrics.{metric}"


class OwnMeasureIds(QuantityIds):
    """A metric of one organization in a portfolio."""

    def __init__(self, organization: str, metric: str) -> None:
        super().__init__(f"{organization}.{metric}")

    rate = Statistic(form=Form.AVERAGE)
    estimate = Statistic()
    latest = Statistic()
    change = Statistic()


class EditionChangeIds(QuantityIds):
    """Numbers of changes since the previous edition."""

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
    """Return the id of a number or claim of the previous edition in the current one."""
    return f"{_FORMER}{name}"


def is_former(name: str) -> bool:
    """Return whether an id is that of a number or claim of the previous edition."""
    return name.startswith(_FORMER)


def unformer(name: str) -> str:
    """Return the inverse of `former`; other ids are returned unchanged."""
    return name.removeprefix(_FORMER)


def is_about_editions(name: str) -> bool:
    """Return whether an id is of the previous edition or counts changes since it."""
    return is_former(name) or EDITION_CHANGES.holds(name)


_CHARTED: dict[str, tuple[type[QuantityIds], ...]] = {
    "observed": (ObservedIds,),
    XmrIds.analysis: (XmrIds,),
    CountChartIds.analysis: (CountChartIds,),
}


def form_of(name: str, public: Form, *, unit: str = "", derived_from: Sequence[str] = ()) -> Form:
    """Return the form of a quantity whose public form is known.

    Numbers of other editions are read from outcomes.json, which records public forms only, and
    installed packages may use these alone.

    Parameters
    ----------
    name : str
        The id of the quantity.
    public : Form
        The form recorded in outcomes.json.
    unit : str
        In English.
    derived_from : sequence of str
        Ids of its sources; the value of a goal has the form of its one source.
    """
    path = parsed(name)
    if path.subject == GOALS and path.statistic == "target":
        return _refined((), "", public, unit).as_target
    if path.subject == GOALS and path.statistic == "value" and derived_from:
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
    # PeriodIds before ContrastIds: a name that both declare, such as `p_value`, has one form.
    declared = (family.declared(statistic) for family in families)
    finer = next((item.form for item in declared if item is not None and item.form), public)
    return finer if finer.public is public else public
