"""Quantities of the results and verdicts of comparisons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.analysis.comparisons.comparison_registry import kind_for, usual_kind
from reportgen.analysis.quantities.comparison import ComparisonEvidence
from reportgen.analysis.quantities.decision import (
    DECISION,
    decision_quantities,
    missing_of_decision,
)
from reportgen.analysis.quantities.family import QuantityFamily
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.estimate import Refusal
from reportgen.model.quantity import Form
from reportgen.model.quantity_ids import (
    ComparisonIds,
    VerdictIds,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportgen.analysis.comparisons.outcomes import RunComparison
    from reportgen.model.comparison import Comparison
    from reportgen.model.configuration import KeyPath
    from reportgen.model.quantity import Quantity
    from reportgen.model.quantity_ids import QuantityIds
    from reportgen.model.series import DataFile
    from reportgen.model.verdict import Verdict


def result_quantities(
    run: RunComparison,
    files: Mapping[str, DataFile],
    *,
    config_key: KeyPath,
    confidence_level: float,
) -> Iterator[Quantity]:
    """Yield the quantities of one comparison; if it was refused, with the reason."""
    if isinstance(run.prepared, Refusal):
        yield from absent_comparison(run.comparison, run.prepared.reason, config_key)
        return
    evidence = ComparisonEvidence(prepared=run.prepared, files=files, config_key=config_key)
    kind = kind_for(run.prepared)
    yield from kind.quantities(run.result, evidence, confidence_level)
    found = run.assessment
    yield from decision_quantities(
        found if isinstance(found, Refusal) else found.decided.decision,
        evidence,
        unit=kind.difference_unit(evidence.units),
        has_ratio=bool(kind.ratio),
    )


def verdict_quantities(verdict: Verdict, config_key: KeyPath) -> Iterator[Quantity]:
    """Yield the deciding P value of a comparison, unadjusted and adjusted."""
    family = QuantityFamily(
        ids=VerdictIds(verdict.comparison),
        method="verdict",
        derived_from=(verdict.decided_by,) if verdict.decided_by else (),
        config_key=config_key,
    )
    values = {
        "p_value": (verdict.p_value, gettext_noop("the P value that decides the comparison")),
        "p_adjusted": (
            verdict.p_adjusted,
            gettext_noop(
                "the deciding P value adjusted by the Holm method over the comparisons of the brief"
            ),
        ),
    }
    for name, (value, formula) in values.items():
        if value is None:
            yield family.missing(name, verdict.reason, form=Form.P_VALUE, formula=formula)
        else:
            yield family.number(name, value, form=Form.P_VALUE, formula=formula)


def absent_comparison(
    comparison: Comparison, reason: str, config_key: KeyPath
) -> Iterator[Quantity]:
    """Yield all quantities of a comparison whose periods or metric have no data."""
    ids, kind = ComparisonIds(comparison), usual_kind(comparison.test)
    margin = comparison.equivalence_margin
    of_contrast = dict(kind.missing_of_contrast)
    if margin is not None:
        of_contrast["equivalence_p_value"] = Form.P_VALUE
        name = "equivalence_ratio" if margin.is_relative else "equivalence_difference"
        of_contrast[name] = Form.RATIO if margin.is_relative else Form.MEASURE
    parts: tuple[tuple[QuantityIds, str, Mapping[str, Form]], ...] = (
        (ids.base, kind.method, kind.missing_of_period),
        (ids.later, kind.method, kind.missing_of_period),
        (ids.contrast, kind.method, of_contrast),
        (ids.contrast, DECISION, missing_of_decision(has_ratio=bool(kind.ratio))),
    )
    for its_ids, method, statistics in parts:
        family = QuantityFamily(ids=its_ids, method=method, config_key=config_key)
        for name, form in statistics.items():
            yield family.missing(name, reason, form=form, formula=gettext_noop("not computed"))
