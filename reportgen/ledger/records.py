"""Types of the ledger: the single definition of outcomes.json and portfolio.json.

`plain_data` writes and reads these classes by their fields, whose order is that of the keys; a
field with the default None is absent if it does not apply or the file is older than the field.
docs/outcomes.md explains each key. The annotations are read at run time, so their types must not
be imported under TYPE_CHECKING.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from reportgen.diagnostics import Severity
from reportgen.model.board import ActionStatus
from reportgen.model.comparison import Alternative
from reportgen.model.frequency import Frequency
from reportgen.model.goal import GoalStatus, TargetDirection
from reportgen.model.metric import MetricKind
from reportgen.model.quantity import Form, unit_beside_number
from reportgen.model.quantity_ids import GoalIds
from reportgen.model.verdict import Restraint, Strength, VerdictKind
from reportgen.narrative.claims.judgement import Basis

SCHEMA = "reportgen-outcomes/1"
PORTFOLIO_SCHEMA = "reportgen-portfolio/1"
"""Schema of the portfolio page over all organizations of a batch."""

RunRecord = str | tuple[str, str] | tuple[str, str, str]
"""Plain words, ``[text, quantity]``, ``[text, quantity, part]`` or ``[text, subject, "claim"]``."""
PassageRecord = str | tuple[RunRecord, ...]
SealRecord = Mapping[str, str | tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationRecord:
    """The organization that a ledger is about."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalysisRecord:
    """Settings of all analyses; `alpha` and `confidence_level` are fractions of 1."""

    alpha: float
    confidence_level: float
    registration: str | None
    number_style: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodRecord:
    """A period, inclusive of its first and last day."""

    label: str
    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AssumedRecord:
    """The default taken for a key that the configuration does not set."""

    key: str
    statement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfigurationRecord:
    """The configuration; `text` is the redacted form that the brief carries.

    `withheld` are the keys whose content it lacks, for privacy.
    """

    file: str
    sha256: str
    text: str | None
    other_files: tuple[str, ...]
    withheld: tuple[str, ...] | None = field(default=None, metadata={"former": "kept_back"})


class ObservationMark(NamedTuple):
    """The first day of a value, its file and rows, and two hex digits of its SHA-256."""

    day: date
    file: str
    rows: str
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRecord:
    """The rows of one column of a file."""

    file: str
    sha256: str
    column: str
    rows: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityRecord:
    """One number with its text as printed; `value` is a string only for dates.

    `decimals` are those printed; None if form and interval decide.
    """

    value: float | int | str | None
    ci_low: float | None
    ci_high: float | None
    confidence_level: float | None
    unit: str
    form: Form
    n: int | None
    numerator: int | None
    method: str
    formula: str
    text: str | None
    reason: str
    source: tuple[SourceRecord, ...]
    derived_from: tuple[str, ...]
    config: str | None
    libraries: tuple[str, ...] | None = None
    decimals: int | None = None
    currency: str | None = None

    @property
    def printed(self) -> str:
        """Return the text with its unit."""
        return f"{self.text} {unit_beside_number(self.unit, self.currency)}".rstrip()

    @property
    def number(self) -> float | None:
        """Return the value; None if it is missing or a date."""
        return None if isinstance(self.value, str) else self.value


@dataclass(frozen=True, slots=True, kw_only=True)
class SensitivityRecord:
    """A sensitivity analysis of a comparison."""

    method: str
    label: str
    estimate: float | None
    ci_low: float | None
    ci_high: float | None
    confidence_level: float | None
    unit: str
    p_value: float | None
    counted: bool
    agrees: bool | None
    reason: str
    currency: str | None = None
    decimals: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AssumptionRecord:
    """Something about the data that weakens or qualifies a claim."""

    code: str
    statement: str
    consequence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictRecord:
    """One comparison's verdict with the sentence that it licenses."""

    verdict: VerdictKind
    strength: Strength
    p_value: float | None
    p_adjusted: float | None
    alpha: float
    alternative: Alternative
    decided_by: str
    primary: str
    reason: str
    restraint: Restraint | None = None
    sensitivity: tuple[SensitivityRecord, ...]
    assumptions: tuple[AssumptionRecord, ...]
    sentence: str
    alternative_reason: str | None = None
    margin_reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalRecord:
    """One goal's status with its evidence."""

    id: str
    status: GoalStatus
    value: float | None
    target: float | None
    direction: TargetDirection | None
    due: date | None
    reached_on: date | None
    gap: float | None
    chance_of_meeting: float | None
    reason: str
    evidence: tuple[str, ...]
    sentence: str

    @property
    def subject(self) -> str:
        """Return the name of the goal in claims and findings."""
        return GoalIds(self.id).stem


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningRecord:
    """A warning about the data, printed in the brief."""

    code: str
    severity: Severity
    message: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionRecord:
    """The previous edition, its report date, and the version of reportgen that made it.

    Editions of version 0.1.0 do not record that version, and name the same edition without it.
    """

    file: str
    sha256: str
    report_date: date
    reportgen: str | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRecord:
    """A change of a comparison, a goal or a metric's latest value.

    Attributes
    ----------
    kind : str
        ``claim``, ``goal`` or ``number``.
    number : str
        A quantity id of the previous edition; empty for none.
    verdict, strength, status
        From the previous edition: the first two for a comparison, the last for a goal.
    reasons : tuple of str
        Any of ``data``, ``configuration``, ``method`` and ``version``.
    """

    kind: str
    number: str
    verdict: VerdictKind | None = None
    strength: Strength | None = None
    status: GoalStatus | None = None
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionRecord:
    """An action that the organization plans for a metric or goal, as the brief states it.

    Attributes
    ----------
    subject : str
        ``metrics.<id>`` or ``goals.<id>``.
    """

    subject: str
    what: str
    who: str | None = None
    by: date | None = None
    status: ActionStatus | None = None

    @property
    def is_open(self) -> bool:
        """Return whether a later edition has to say what became of it."""
        return self.status not in (ActionStatus.DONE, ActionStatus.DROPPED)


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthoredRecord:
    """A sentence of the organization with numbers or claims that no computation bears out.

    Attributes
    ----------
    where : str
        The key of its text in the configuration, such as ``brief.sections.0.text``.
    words : tuple of str
        The numbers and claim words.
    basis : Basis
        What they rest on.
    source : str or None
        As the authors give it, for what they state.
    """

    where: str
    text: str
    words: tuple[str, ...]
    basis: Basis
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnTextsRecord:
    """How many numbers the organization's texts have, by what they rest on."""

    computed: int
    cited: int
    stated: int
    unbound: int
    sentences: tuple[AuthoredRecord, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryRecord:
    """A metric's query of a database, and the number and SHA-256 of the rows that it returned."""

    file: str
    query: str
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """Every number and claim of a brief with its provenance: outcomes.json."""

    schema: str
    organization: OrganizationRecord
    language: str | None = None
    report_date: date
    synthetic: bool
    analysis: AnalysisRecord
    periods: Mapping[str, PeriodRecord]
    assumed: tuple[AssumedRecord, ...]
    configuration: ConfigurationRecord
    files: Mapping[str, str]
    queries: Mapping[str, QueryRecord] | None = None
    observations: Mapping[str, tuple[ObservationMark, ...]] | None = None
    quantities: Mapping[str, QuantityRecord]
    verdicts: Mapping[str, VerdictRecord]
    goals: tuple[GoalRecord, ...]
    claims: Mapping[str, tuple[str, ...]]
    statements: Mapping[str, str]
    descriptions: Mapping[str, PassageRecord] | None = None
    own_texts: OwnTextsRecord | None = None
    warnings: tuple[WarningRecord, ...]
    versions: Mapping[str, str]
    previous: EditionRecord | None = None
    changes: Mapping[str, ChangeRecord] | None = None
    actions: tuple[ActionRecord, ...] | None = None
    carried_actions: tuple[ActionRecord, ...] | None = None

    def goals_by_subject(self) -> dict[str, GoalRecord]:
        """Return the goals as ``goals.<id>``."""
        return {goal.subject: goal for goal in self.goals}


class PointRecord(NamedTuple):
    """An observation of a portfolio: its last day and its value."""

    day: date
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PerRecord:
    """What a metric of a portfolio is divided by: another metric, or so many of something."""

    metric: str | None = None
    count: float | None = None
    of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricRecord:
    """The latest observations of one metric of a portfolio, and what they are divided by."""

    label: str
    unit: str
    kind: MetricKind
    frequency: Frequency
    points: tuple[PointRecord, ...]
    denominators: tuple[float, ...] | None = None
    per: PerRecord | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberGoalRecord:
    """One goal of an organization of a portfolio."""

    specific: str
    status: GoalStatus
    id: str | None = None
    value: float | None = None
    target: float | None = None
    is_at_least: bool | None = None
    quantity: str | None = None
    form: str | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRecord:
    """One organization of a portfolio."""

    id: str
    name: str
    is_current: bool
    message: str
    report_date: date | None
    outcomes_sha256: str
    group: str | None = None
    goals: tuple[MemberGoalRecord, ...]
    metrics: Mapping[str, MetricRecord]


@dataclass(frozen=True, slots=True, kw_only=True)
class PortfolioLedger:
    """Every number of a portfolio page, with the observations: portfolio.json.

    `verdicts` and `goals` are empty, since the page makes no claims of its own.
    """

    schema: str
    organization: OrganizationRecord
    language: str | None = None
    report_date: date
    synthetic: bool
    rate_per: str
    organizations: tuple[MemberRecord, ...]
    quantities: Mapping[str, QuantityRecord]
    verdicts: Mapping[str, VerdictRecord]
    goals: tuple[GoalRecord, ...]
    warnings: tuple[WarningRecord, ...]
    versions: Mapping[str, str]

    def goals_by_subject(self) -> dict[str, GoalRecord]:
        """Return the goals as ``goals.<id>``."""
        return {goal.subject: goal for goal in self.goals}


AnyLedger = Ledger | PortfolioLedger
