"""Convert a validated schema to the frozen model."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportgen.config.board_model import board_settings, view
from reportgen.config.naming import ascii_letters
from reportgen.config.schema.targets import TargetNumber
from reportgen.config.targets import decide_target, spans
from reportgen.model.comparison import (
    Alternative,
    AnalysisSettings,
    Comparison,
    Impact,
    Margin,
    Test,
    Variant,
    WashOut,
    complement,
)
from reportgen.model.configuration import CampaignFile
from reportgen.model.frequency import DateSpan, Frequency
from reportgen.model.goal import Goal, Measure, TargetDirection
from reportgen.model.message import Step
from reportgen.model.metric import (
    Combine,
    Direction,
    Metric,
    MetricKind,
    Per,
    Redefinition,
    Restarts,
    Season,
)
from reportgen.model.organization import (
    Author,
    BriefSettings,
    History,
    Organization,
    Section,
)
from reportgen.model.period import (
    Event,
    Intervention,
    Milestone,
    Period,
    RelativePeriod,
)
from reportgen.model.privacy import OPEN, NamesShown, Privacy
from reportgen.model.quantity_ids import subject_of
from reportgen.model.survey import (
    Answers,
    FormQuestion,
    PairedAnswers,
    Scale,
    Survey,
    Testimonial,
)

if TYPE_CHECKING:
    from datetime import date

    from reportgen.config.schema.base import DaySpan
    from reportgen.config.schema.brief import AuthorSchema, BriefSchema, OrganizationSchema
    from reportgen.config.schema.metrics import MetricSchema, SizeSchema
    from reportgen.config.schema.plan import ComparisonSchema, GoalSchema, PeriodSchema
    from reportgen.config.schema.root import ConfigurationSchema, ReportingPeriodSchema
    from reportgen.config.schema.surveys import AnswersSchema, SurveySchema
    from reportgen.config.schema.targets import TargetPeriod

_MOST_ID_LETTERS = 60
_NOT_UNITS = frozenset(
    {"amount", "count", "counts", "date", "number", "primary", "sum", "total", "value", "values"}
)
"""Column names that do not say what is counted."""


def slug(name: str) -> str:
    """Return a name as a folder name: ``Río Vérde`` gives ``rio-verde``; may be empty."""
    plain = ascii_letters(name)
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:_MOST_ID_LETTERS].strip("-")


def spoken(key: str) -> str:
    """Return an id as words: ``new_members`` gives ``new members``."""
    return re.sub(r"[_\-]+", " ", key).strip()


def first_day(span: DaySpan | None) -> date | None:
    """Return the first day of a date, None if none is given."""
    return None if span is None else span.first


def last_day(span: DaySpan | None) -> date | None:
    """Return the last day of a date, None if none is given."""
    return None if span is None else span.last


def organization(schema: OrganizationSchema) -> Organization:
    """Return the organization."""
    return Organization(
        id=schema.id or slug(schema.name),
        name=schema.name,
        short_name=schema.short_name or schema.name,
        description=schema.description,
        brand=schema.brand,
        group=schema.group or "",
    )


_BRIEF_TEXTS = (
    "abstract",
    "decision",
    "acknowledgments",
    "conflicts_of_interest",
    "funding",
    "data_availability",
    "edited_by",
    "copyright",
    "license",
    "citation",
)


def brief_settings(schema: BriefSchema) -> BriefSettings:
    """Return the settings of the brief."""
    dates = schema.history
    return BriefSettings(
        kind=schema.kind,
        title=schema.title,
        decision_about=schema.decision_about,
        report_date=last_day(schema.report_date),
        authors=tuple(_author(item) for item in schema.authors),
        keywords=tuple(schema.keywords),
        sections=tuple(
            Section(heading=item.heading, text=item.text, outcomes=tuple(item.outcomes))
            for item in schema.sections
        ),
        references=schema.references,
        previous=schema.previous,
        abbreviations=dict(schema.abbreviations),
        history=History(
            submitted=first_day(dates.submitted),
            accepted=first_day(dates.accepted),
            published=first_day(dates.published),
        ),
        number_style=schema.number_style,
        page_size=schema.page_size,
        url=schema.url or "",
        citation_style=schema.citation_style,
        language=schema.language,
        synthetic=schema.synthetic,
        attach_data=schema.attach_data,
        **board_settings(schema),
        **{name: getattr(schema, name) for name in _BRIEF_TEXTS},
    )


def _author(schema: AuthorSchema) -> Author:
    return Author(
        name=schema.name,
        affiliation=schema.affiliation,
        degrees=schema.degrees,
        orcid=schema.orcid,
        email=schema.email,
        corresponding=schema.corresponding,
    )


def metric(key: str, schema: MetricSchema) -> Metric:
    """Return one metric; missing labels and units come from its id or its column."""
    words, covers = spoken(key), schema.covers
    return Metric(
        id=key,
        label=schema.label or words.lower(),
        short=schema.short,
        kind=MetricKind(schema.kind),
        unit=schema.currency or schema.unit or _unit(schema) or words.lower(),
        file=schema.file,
        date=schema.date,
        value=schema.value,
        source=schema.source,
        good=Direction(schema.good),
        where=tuple(schema.where.items()),
        combine=Combine(schema.combine) if schema.combine else None,
        count_rows=schema.count_rows,
        sheet=schema.sheet,
        query=schema.query,
        zone=schema.time_zone,
        first_year=schema.year,
        absent_days_are_zero=schema.absent_days == "zero",
        absent_months_are_zero=schema.absent_months == "zero" or schema.covers is not None,
        covered_from=covers.start.first if covers and covers.start else None,
        covered_to=covers.end.last if covers and covers.end else None,
        leaves_out_undated=schema.undated == "leave_out",
        check_against=schema.check_against,
        every=Frequency(schema.every) if schema.every else None,
        year_starts=schema.year_starts,
        numerator=schema.numerator,
        misses=schema.misses,
        denominator=schema.denominator,
        weight=schema.weight,
        in_percent=schema.in_percent,
        currency=schema.currency,
        restarts=Restarts(schema.restarts) if schema.restarts else None,
        season=Season(schema.season),
        season_reason=schema.season_reason,
        redefined=tuple(
            Redefinition(on=item.on.first, note=item.note)
            for item in sorted(schema.redefined, key=lambda item: item.on.first)
        ),
        per=_per(schema.per),
        owner=schema.owner or "",
        view=view(schema),
    )


def _per(schema: str | SizeSchema | None) -> Per | None:
    """Return what a metric is divided by, None where the configuration does not say."""
    if schema is None or isinstance(schema, str):
        return Per(metric=schema) if schema else None
    return Per(count=schema.count, of=schema.of)


def _unit(schema: MetricSchema) -> str:
    """Return the name of the value column if it says what is counted, else an empty text."""
    name = (schema.value or "").strip().lower()
    is_word = len(name) > 2 and name.isalpha()
    return name if is_word and name not in _NOT_UNITS else ""


def campaign_file(schema: ConfigurationSchema) -> CampaignFile | None:
    """Return the file of campaigns, None if none is given."""
    given = schema.campaigns
    if given is None:
        return None
    return CampaignFile(
        file=given.file,
        name=given.name,
        date=given.date,
        value=given.value,
        unit=given.unit or spoken(given.value).lower(),
        is_complete=given.complete,
    )


_HYPHENATED = {"followup": "follow-up"}
"""Ids whose spelling in sentences needs a hyphen."""


def period(key: str, schema: PeriodSchema) -> Period:
    """Return a named period."""
    return Period(
        id=key,
        label=schema.label or _HYPHENATED.get(key, spoken(key)),
        first=schema.start.first,
        last=schema.end.last,
        short=(schema.short or "").strip(),
        has_own_label=schema.label is not None,
    )


def reporting_period(schema: ReportingPeriodSchema | None) -> Period | None:
    """Return the reporting period, None if none is given."""
    if schema is None or schema.start is None or schema.end is None:
        return None
    return Period(
        id="reporting",
        label="the reporting period",
        first=schema.start.first,
        last=schema.end.last,
    )


def relative_period(schema: ReportingPeriodSchema | None) -> RelativePeriod | None:
    """Return the reporting period if it is one that moves with the data."""
    return RelativePeriod(schema.relative) if schema and schema.relative else None


def interventions(schema: ConfigurationSchema) -> tuple[Intervention, ...]:
    """Return the interventions, oldest first."""
    return tuple(
        Intervention(on=item.on.first, label=item.label or "the intervention", since=item.since)
        for item in schema.changes
    )


def events(schema: ConfigurationSchema) -> tuple[Event, ...]:
    """Return the external events, oldest first."""
    found = [Event(on=item.on.first, what=item.what) for item in schema.events]
    return tuple(sorted(found, key=lambda item: item.on))


def milestones(schema: ConfigurationSchema) -> tuple[Milestone, ...]:
    """Return the milestones in the order of the file, by which their quantity ids number them."""
    return tuple(Milestone(on=item.on.first, what=item.what) for item in schema.milestones)


def comparison(schema: ComparisonSchema) -> Comparison:
    """Return one comparison."""
    margin = schema.equivalence_margin
    return Comparison(
        id=schema.id,
        metric=schema.metric,
        test=Test(schema.test),
        later=schema.contrast[0],
        base=schema.contrast[1],
        variant=Variant(schema.variant),
        alternative=Alternative(schema.alternative),
        alternative_reason=schema.alternative_reason,
        equivalence_margin=Margin(value=margin[0], is_relative=margin[1]) if margin else None,
        margin_reason=schema.margin_reason,
        is_trend_published=schema.trend_published,
        impact=Impact(schema.impact or Impact.BOTH),
        effect_at=last_day(schema.effect_at),
        wash_out=_wash_out(schema.wash_out),
    )


def _wash_out(given: int | DaySpan | None) -> WashOut | None:
    if given is None:
        return None
    if isinstance(given, int):
        return WashOut(steps=given)
    return WashOut(days=DateSpan(*given))


def goal(schema: GoalSchema, configuration: ConfigurationSchema) -> Goal:
    """Return one SMART goal; a month as its end means the last day of that month."""
    measured, decided = schema.measurable, decide_target(configuration, schema)
    measure = None
    # The checks refuse a goal with targets for other periods only.
    if measured is not None and decided is not None:
        number, period = decided
        measure = Measure(
            quantity=measured.quantity,
            target=number.value,
            direction=TargetDirection(measured.direction or _direction(configuration, schema)),
            baseline=measured.baseline.value if measured.baseline else None,
            target_for=period and _step(period),
            by_period=_targets_by_period(configuration, schema),
        )
    return Goal(
        id=schema.id,
        specific=schema.specific,
        measurable=measure,
        achievable=schema.achievable,
        relevant=schema.relevant,
        time_bound=last_day(schema.time_bound),
        owner=schema.owner,
        short=schema.short or "",
        view=view(schema),
    )


def _direction(configuration: ConfigurationSchema, schema: GoalSchema) -> str:
    """Return the better side of a target that does not say which it is."""
    measured = schema.measurable
    metric = configuration.metrics.get(subject_of(measured.quantity)) if measured else None
    return "at_most" if metric is not None and metric.good == "down" else "at_least"


def _step(period: TargetPeriod) -> Step:
    return Step(DateSpan(*period.span), period.frequency)


def _targets_by_period(
    configuration: ConfigurationSchema, schema: GoalSchema
) -> tuple[tuple[float, Step], ...]:
    """Return all targets of a goal that has one for each period, oldest first."""
    measured = schema.measurable
    if measured is None or isinstance(measured.target, TargetNumber):
        return ()
    found = [
        (measured.target[key].value, _step(period))
        for key, period in spans(configuration, schema).items()
    ]
    return tuple(sorted(found, key=lambda item: item[1].span))


def survey(schema: SurveySchema) -> Survey:
    """Return one survey; answers in a file are counted when the data are read."""
    paired = schema.paired
    return Survey(
        id=schema.id,
        question=schema.question,
        statement=schema.statement or "",
        paired=None
        if paired is None
        else PairedAnswers(
            both=paired.both, gained=paired.gained, lost=paired.lost, neither=paired.neither
        ),
        before=_answers(schema.before),
        after=_answers(schema.after),
        answers=_answers(schema.answers),
        file=None if schema.is_form else schema.file,
        form=_form(schema) if schema.is_form else None,
    )


def _answers(schema: AnswersSchema | None) -> Answers | None:
    if schema is None or schema.yes is None or schema.asked is None:
        return None
    return Answers(yes=schema.yes, asked=schema.asked)


def _form(schema: SurveySchema) -> FormQuestion:
    before, after, answers = schema.before, schema.after, schema.answers
    return FormQuestion(
        column=schema.column or schema.question,
        file=schema.file or (answers.file if answers is not None else None),
        before_file=before.file if before is not None else None,
        after_file=after.file if after is not None else None,
        sheet=schema.sheet,
        date=schema.date,
        person=schema.person,
        contrast=None if schema.contrast is None else (schema.contrast[0], schema.contrast[1]),
        scale=None
        if schema.scale is None
        else Scale(
            labels=schema.scale.labels,
            first=schema.scale.first,
            is_numeric=schema.scale.is_numeric,
        ),
        yes=tuple(schema.yes),
        no_answer=tuple(schema.no_answer),
    )


def testimonials(schema: ConfigurationSchema) -> tuple[Testimonial, ...]:
    """Return the testimonials."""
    return tuple(
        Testimonial(text=item.text, who=item.who, on=first_day(item.on))
        for item in schema.testimonials
    )


def privacy(schema: ConfigurationSchema) -> Privacy:
    """Return the privacy settings; open if the configuration has none."""
    given = schema.privacy
    if given is None:
        return OPEN
    return Privacy(
        members=NamesShown(given.members),
        authors=NamesShown(given.authors),
        named=tuple(given.named),
        has_contacts=given.contacts,
        smallest_group=given.smallest_group,
    )


def analysis_settings(schema: ConfigurationSchema) -> AnalysisSettings:
    """Return the significance level, which may be given as the confidence level."""
    given = schema.analysis
    alpha = given.alpha
    if alpha is None and given.confidence_level is not None:
        alpha = complement(given.confidence_level)
    if alpha is None:
        return AnalysisSettings(registration=given.registration)
    return AnalysisSettings(alpha=alpha, registration=given.registration)
