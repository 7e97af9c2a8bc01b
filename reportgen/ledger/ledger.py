"""Assemble the evidence ledger: every number and claim of a brief, and what each rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reportgen.languages.current import current_language
from reportgen.ledger.carried_configuration import carried_configuration, carried_sha256
from reportgen.ledger.claims import goal_record, verdict_record, warning_record
from reportgen.ledger.computing_libraries import computing_libraries
from reportgen.ledger.observation_marks import observation_marks
from reportgen.ledger.previous_edition import compare_with_previous
from reportgen.ledger.spoken_words import descriptions, former_words, licensed_words
from reportgen.model.prose import plain_text
from reportgen.narrative.numbers.number_text import number_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportgen.analysis.outcomes import Outcomes
    from reportgen.diagnostics import Diagnostic, Place
    from reportgen.ledger.previous_edition import PreviousEdition
    from reportgen.model.configuration import Configuration
    from reportgen.model.period import Period
    from reportgen.model.quantity import Quantity
    from reportgen.model.series import Dataset
    from reportgen.narrative.narrative import Narrative

SCHEMA = "reportgen-outcomes/1"
PORTFOLIO_SCHEMA = "reportgen-portfolio/1"
"""Of the page over all organizations of a batch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """The ledger as plain data, ready to be written, embedded or attached.

    `document` holds only what JSON knows; its keys are the public interface that
    docs/outcomes.md describes. `previous` is what the brief says of the edition before it.
    """

    document: Mapping[str, Any]
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
) -> Ledger:
    """Return the ledger of one organization's outcomes.

    Parameters
    ----------
    versions : mapping of str to str
        Of reportgen and of the libraries that computed the numbers.
    warnings : tuple of Diagnostic
        What the reader of the brief must know about the data, beside the outcomes' findings.
    carried : PreviousEdition or None
        What is taken for the earlier edition where the file itself is not at hand.

    Raises
    ------
    DataError
        The earlier edition that the configuration names can't be compared with.
    """
    told = [item for item in (*warnings, *outcomes.findings) if item.in_brief]
    document = {
        **_document(configuration, dataset, outcomes, narrative),
        "warnings": [warning_record(item) for item in told],
        "versions": dict(sorted(versions.items())),
    }
    previous = carried or compare_with_previous(configuration, document)
    if previous is not None:
        document["quantities"] |= {
            key: _quantity_record(item, configuration, narrative)
            for key, item in previous.quantities.items()
        }
        document["claims"] |= former_words(previous.changes)
        document |= {"previous": dict(previous.record), "changes": dict(previous.changes)}
    for record in document["quantities"].values():
        record["libraries"] = computing_libraries(record["method"], versions)
    return Ledger(document=document, previous=previous)


def _document(
    configuration: Configuration, dataset: Dataset, outcomes: Outcomes, narrative: Narrative
) -> dict[str, Any]:
    """Return what a brief says and what it rests on."""
    return {
        "schema": SCHEMA,
        **_setting(configuration, dataset, outcomes, narrative),
        "configuration": _configuration_record(configuration),
        "files": {name: item.sha256 for name, item in sorted(dataset.files.items())},
        "observations": observation_marks(dataset),
        "quantities": {
            key: _quantity_record(item, configuration, narrative)
            for key, item in outcomes.quantities.items()
        },
        "verdicts": {
            item.comparison.id: verdict_record(item, narrative) for item in outcomes.comparisons
        },
        "goals": [goal_record(item, narrative) for item in outcomes.goals],
        "claims": licensed_words(narrative, outcomes),
        "statements": {
            key: plain_text(statement.full) for key, statement in narrative.statements.items()
        },
        "descriptions": descriptions(narrative),
    }


def _setting(
    configuration: Configuration, dataset: Dataset, outcomes: Outcomes, narrative: Narrative
) -> dict[str, Any]:
    """Return whose brief it is, of which day, and what the analysis took as given."""
    organization, analysis, plan = configuration.organization, configuration.analysis, outcomes.plan
    is_synthetic = any(file.is_synthetic for file in dataset.files.values())
    return {
        "organization": {"id": organization.id, "name": organization.name},
        "language": current_language(),
        "report_date": plan.report_date.isoformat(),
        "synthetic": configuration.brief.synthetic or is_synthetic,
        "analysis": {
            "alpha": analysis.alpha,
            "confidence_level": analysis.confidence_level,
            "registration": analysis.registration,
            "number_style": narrative.style.name,
        },
        "periods": {key: _period_record(item) for key, item in plan.periods.items()},
        "assumed": [{"key": item.key, "statement": item.statement} for item in plan.assumptions],
    }


def _configuration_record(configuration: Configuration) -> dict[str, Any]:
    others = (configuration.brief.references, configuration.organization.brand)
    text = carried_configuration(configuration)
    record = {
        "file": configuration.path.name,
        "sha256": carried_sha256(configuration, text),
        "text": text,
        "other_files": [name for name in others if name],
    }
    if configuration.committee is not None and configuration.privacy.smallest_group is not None:
        record["kept_back"] = ["committee"]
    return record


def _period_record(period: Period) -> dict[str, str]:
    return {
        "label": period.label,
        "first": period.first.isoformat(),
        "last": period.last.isoformat(),
    }


def _quantity_record(
    quantity: Quantity, configuration: Configuration, narrative: Narrative
) -> dict[str, Any]:
    """Return one quantity with its text as printed and its way back to the rows."""
    return {
        "value": quantity.value,
        "ci_low": quantity.ci_low,
        "ci_high": quantity.ci_high,
        "confidence_level": quantity.confidence_level,
        "unit": quantity.unit,
        "form": str(quantity.form),
        "n": quantity.n,
        "numerator": quantity.numerator,
        "method": quantity.method,
        "formula": quantity.formula,
        "text": None if quantity.value is None else number_text(quantity, narrative.style),
        "reason": quantity.reason,
        "source": [
            {"file": item.file, "sha256": item.sha256, "column": item.column, "rows": item.rows}
            for item in quantity.sources
        ],
        "derived_from": list(quantity.derived_from),
        "config": _config_place(configuration.place(*quantity.config_key), quantity),
    }


def _config_place(place: Place | None, quantity: Quantity) -> str | None:
    """Return the line of the configuration that asked for a quantity, None for a default."""
    if not quantity.config_key or place is None:
        return None
    name = place.file.replace("\\", "/").rsplit("/", 1)[-1]
    return name if place.line is None else f"{name}:{place.line}"
