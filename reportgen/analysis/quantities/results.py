"""Quantities of the results and verdicts of comparisons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.analysis.comparisons.comparison_registry import kind_for
from reportgen.analysis.quantities.comparison import ComparisonEvidence
from reportgen.analysis.quantities.family import QuantityFamily
from reportgen.analysis.quantities.missing import absent_comparison
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.estimate import Refusal
from reportgen.model.quantity import Form
from reportgen.model.quantity_ids import VerdictIds

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportgen.analysis.comparisons.outcomes import RunComparison
    from reportgen.model.configuration import KeyPath
    from reportgen.model.quantity import Quantity
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
    yield from kind_for(run.prepared).quantities(run.result, evidence, confidence_level)


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
                "the deciding P value adjusted by Holm's method over the comparisons of the brief"
            ),
        ),
    }
    for name, (value, formula) in values.items():
        if value is None:
            yield family.missing(name, verdict.reason, form=Form.P_VALUE, formula=formula)
        else:
            yield family.number(name, value, form=Form.P_VALUE, formula=formula)
