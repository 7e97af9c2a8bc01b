"""Assemble the evidence ledger: every number and claim of a brief with its provenance."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportgen.analysis.quantities.computing_libraries import computing_libraries
from reportgen.languages.current import current_language
from reportgen.ledger.carried_configuration import carried_configuration, carried_sha256
from reportgen.ledger.ledger_values import observation_marks
from reportgen.ledger.own_texts_record import own_texts_record
from reportgen.ledger.previous_edition import compare_with_previous
from reportgen.ledger.recorded_quantity import quantity_record
from reportgen.ledger.records import (
    SCHEMA,
    ActionRecord,
    AnalysisRecord,
    AssumedRecord,
    AssumptionRecord,
    ConfigurationRecord,
    GoalRecord,
    Ledger,
    OrganizationRecord,
    PeriodRecord,
    QueryRecord,
    SensitivityRecord,
    VerdictRecord,
    WarningRecord,
)
from reportgen.ledger.spoken_words import descriptions, former_words, licensed_words
from reportgen.model.comparison import Alternative
from reportgen.model.prose import plain_text
from reportgen.model.quantity import is_in_currency
from reportgen.model.quantity_ids import GoalIds, SurveyIds
from reportgen.narrative.phrases import paragraph

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from reportgen.analysis.goals.progress import GoalProgress
    from reportgen.analysis.outcomes import Outcomes
    from reportgen.diagnostics import Diagnostic, Place
    from reportgen.ledger.previous_edition import PreviousEdition
    from reportgen.ledger.records import QuantityRecord
    from reportgen.model.comparison import Comparison
    from reportgen.model.configuration import Configuration
    from reportgen.model.quantity import Quantity
    from reportgen.model.series import Dataset
    from reportgen.model.verdict import SensitivityAnalysis, Verdict
    from reportgen.narrative.narrative import Narrative


@dataclass(frozen=True, slots=True, kw_only=True)
class AssembledLedger:
    """A ledger, and the comparison with the previous edition."""

    ledger: Ledger
    previous: PreviousEdition | None = None


def assemble_ledger(
    configuration: Configuration,
    dataset: Dataset,
    outcomes: Outcomes,
    narrative: Narrative,
    *,
    versions: Mapping[str, str],
    warnings: tuple[Diagnostic, ...] = (),
    carried: PreviousEdition | None = None,
) -> AssembledLedger:
    """Return the ledger of one organization's outcomes.

    Parameters
    ----------
    versions : mapping of str to str
        Versions of reportgen and of the libraries that computed the numbers.
    warnings : tuple of Diagnostic
        Warnings about the data for the reader, in addition to the findings of the outcomes.
    carried : PreviousEdition or None
        The comparison to use if the file of the previous edition is not available.

    Raises
    ------
    DataError
        The previous edition that the configuration names can't be used.
    """
    ledger = _own_ledger(
        configuration, dataset, outcomes, narrative, versions=versions, warnings=warnings
    )
    # After this edition's own numbers, since the comparison needs them all.
    previous = carried or compare_with_previous(configuration, ledger)
    if previous is None:
        return AssembledLedger(ledger=ledger)
    former = {
        key: _quantity_record(item, configuration, narrative, versions)
        for key, item in previous.quantities.items()
    }
    ledger = replace(
        ledger,
        quantities={**ledger.quantities, **former},
        claims={**ledger.claims, **former_words(previous.changes)},
        previous=previous.record,
        changes=previous.changes,
        carried_actions=previous.actions or None,
    )
    return AssembledLedger(ledger=ledger, previous=previous)


def _own_ledger(
    configuration: Configuration,
    dataset: Dataset,
    outcomes: Outcomes,
    narrative: Narrative,
    *,
    versions: Mapping[str, str],
    warnings: tuple[Diagnostic, ...],
) -> Ledger:
    """Return the ledger of this edition, without the comparison with the previous one."""
    organization, analysis, plan = configuration.organization, configuration.analysis, outcomes.plan
    is_synthetic = any(file.is_synthetic for file in dataset.files.values())
    return Ledger(
        schema=SCHEMA,
        organization=OrganizationRecord(id=organization.id, name=organization.name),
        language=current_language(),
        report_date=plan.report_date,
        synthetic=configuration.brief.synthetic or is_synthetic,
        analysis=AnalysisRecord(
            alpha=analysis.alpha,
            confidence_level=analysis.confidence_level,
            registration=analysis.registration,
            number_style=narrative.style.name,
        ),
        periods={
            key: PeriodRecord(label=item.label, first=item.first, last=item.last)
            for key, item in plan.periods.items()
        },
        assumed=tuple(
            AssumedRecord(key=item.key, statement=item.statement) for item in plan.assumptions
        ),
        configuration=_configuration_record(configuration),
        files={name: item.sha256 for name, item in sorted(dataset.files.items())},
        queries={
            key: QueryRecord(file=item.file, query=item.query, rows=item.rows, sha256=item.sha256)
            for key, item in sorted(dataset.queries.items())
        }
        or None,
        observations=observation_marks(dataset),
        quantities={
            key: _quantity_record(item, configuration, narrative, versions)
            for key, item in outcomes.quantities.items()
        },
        verdicts=_verdict_records(outcomes, narrative),
        goals=tuple(goal_record(item, narrative) for item in outcomes.goals),
        claims=licensed_words(narrative, outcomes),
        statements={
            key: plain_text(paragraph(*statement.full))
            for key, statement in narrative.statements.items()
        },
        descriptions=descriptions(narrative),
        own_texts=own_texts_record(configuration, outcomes),
        warnings=tuple(
            warning_record(item) for item in (*warnings, *outcomes.findings) if item.in_brief
        ),
        versions=dict(sorted(versions.items())),
        actions=tuple(_action_records(configuration)) or None,
    )


def _action_records(configuration: Configuration) -> Iterator[ActionRecord]:
    """Yield what is planned for each metric and goal, so that the next edition can follow it."""
    views = [(f"metrics.{key}", item.view) for key, item in configuration.metrics.items()]
    views += [(GoalIds(item.id).stem, item.view) for item in configuration.goals]
    for subject, view in views:
        for action in view.actions:
            yield ActionRecord(
                subject=subject,
                what=action.what,
                who=action.who or None,
                by=action.by,
                status=action.status,
            )


def _configuration_record(configuration: Configuration) -> ConfigurationRecord:
    others = (configuration.brief.references, configuration.organization.brand)
    text = carried_configuration(configuration)
    withholds = (
        configuration.committee is not None and configuration.privacy.smallest_group is not None
    )
    return ConfigurationRecord(
        file=configuration.path.name,
        sha256=carried_sha256(configuration, text),
        text=text,
        other_files=tuple(name for name in others if name),
        withheld=("committee",) if withholds else None,
    )


def _quantity_record(
    quantity: Quantity,
    configuration: Configuration,
    narrative: Narrative,
    versions: Iterable[str],
) -> QuantityRecord:
    """Return one quantity with its text as printed and its provenance."""
    return quantity_record(
        quantity,
        narrative.style,
        config=_config_place(configuration.place(*quantity.config_key), quantity),
        libraries=tuple(computing_libraries(quantity.method, versions)),
    )


def _config_place(place: Place | None, quantity: Quantity) -> str | None:
    """Return the configuration line that requested a quantity; None for a default."""
    if not quantity.config_key or place is None:
        return None
    name = place.file.replace("\\", "/").rsplit("/", 1)[-1]
    return name if place.line is None else f"{name}:{place.line}"


def _verdict_records(outcomes: Outcomes, narrative: Narrative) -> dict[str, VerdictRecord]:
    """Return the verdicts of comparisons and of surveys by their subject."""
    said = {
        key: plain_text(paragraph(*statement.full))
        for key, statement in narrative.statements.items()
    }
    compared = {
        item.comparison.id: verdict_record(
            item.verdict,
            said.get(item.comparison.id, ""),
            comparison=item.comparison,
            currency=item.metric.currency,
        )
        for item in outcomes.comparisons
    }
    asked = {
        verdict.comparison: verdict_record(verdict, said.get(SurveyIds(item.survey.id).stem, ""))
        for item in outcomes.surveys
        for verdict in item.verdicts
    }
    return {**compared, **asked}


def verdict_record(
    verdict: Verdict,
    said: str,
    *,
    comparison: Comparison | None = None,
    currency: str | None = None,
) -> VerdictRecord:
    """Return one verdict with the sentences that it licenses."""
    return VerdictRecord(
        verdict=verdict.verdict,
        strength=verdict.strength,
        p_value=verdict.p_value,
        p_adjusted=verdict.p_adjusted,
        alpha=verdict.alpha,
        alternative=Alternative.TWO_SIDED if comparison is None else comparison.alternative,
        decided_by=verdict.decided_by,
        primary=verdict.primary,
        reason=verdict.reason,
        restraint=verdict.restraint,
        sensitivity=tuple(_sensitivity_record(item, currency) for item in verdict.sensitivity),
        assumptions=tuple(
            AssumptionRecord(code=item.code, statement=item.statement, consequence=item.consequence)
            for item in verdict.assumptions
        ),
        sentence=said,
        alternative_reason=None if comparison is None else comparison.alternative_reason,
        margin_reason=None if comparison is None else comparison.margin_reason,
    )


def goal_record(progress: GoalProgress, narrative: Narrative) -> GoalRecord:
    """Return one goal's status with its evidence."""
    goal = progress.goal
    statement = narrative.statements.get(GoalIds(goal.id).stem)
    return GoalRecord(
        id=goal.id,
        status=progress.status,
        value=progress.value,
        target=goal.measurable.target if goal.measurable else None,
        direction=goal.measurable.direction if goal.measurable else None,
        due=goal.due,
        reached_on=progress.reached_on,
        gap=progress.gap,
        chance_of_meeting=progress.chance_of_meeting,
        reason=progress.reason or progress.chance_reason,
        evidence=progress.evidence,
        sentence=plain_text(paragraph(*statement.full)) if statement else "",
    )


def warning_record(diagnostic: Diagnostic) -> WarningRecord:
    """Return one warning about the data for the readers of a brief."""
    return WarningRecord(
        code=diagnostic.code,
        severity=diagnostic.severity,
        message=diagnostic.message,
        note=diagnostic.note,
    )


def _sensitivity_record(item: SensitivityAnalysis, currency: str | None) -> SensitivityRecord:
    estimate = item.estimate
    return SensitivityRecord(
        method=item.method,
        label=item.label,
        estimate=estimate.estimate if estimate else None,
        ci_low=estimate.ci_low if estimate else None,
        ci_high=estimate.ci_high if estimate else None,
        confidence_level=estimate.confidence_level if estimate else None,
        unit=item.unit,
        p_value=item.p_value,
        counted=item.counted,
        agrees=item.agrees,
        reason=item.reason,
        currency=currency if is_in_currency(item.unit, currency) else None,
        decimals=item.decimals,
    )
