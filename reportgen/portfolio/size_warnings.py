"""Ask for the size of organizations where it decides how they compare."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.analysis.organization_comparison import compare_organizations
from reportgen.diagnostics import Diagnostic, Severity
from reportgen.model.metric import MetricKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportgen.analysis.organization_comparison import OrganizationComparison
    from reportgen.model.organization_facts import OrganizationFacts

_MOST = 0.5


def size_warnings(
    organizations: Sequence[OrganizationFacts],
    measures: Sequence[OrganizationComparison] | None = None,
) -> tuple[Diagnostic, ...]:
    """Return a warning for each count that says more of the size of organizations than of them.

    Parameters
    ----------
    organizations : sequence of OrganizationFacts
        All organizations of a batch.
    measures : sequence of OrganizationComparison, optional
        Their comparison, if it is known.
    """
    compared = compare_organizations(organizations) if measures is None else measures
    return tuple(_warnings(organizations, compared))


def _warnings(
    organizations: Sequence[OrganizationFacts], measures: Sequence[OrganizationComparison]
) -> Iterator[Diagnostic]:
    for measure in measures:
        if measure.needs_size:
            name = _suggested(measure, organizations)
            yield Diagnostic(
                code="BAT005",
                severity=Severity.WARNING,
                message=f"`{measure.metric}` of {len(measure.own)} organizations differs as that "
                "of organizations of different size does, and nothing says how large each is",
                help=f"add `per: {name}` to the metric, or `per: {{count: …, of: residents}}` for "
                "each organization; `per: none` if all are of one size",
                note="until then the page over all organizations calls none of them different",
            )


def _suggested(measure: OrganizationComparison, organizations: Sequence[OrganizationFacts]) -> str:
    """Return the running total that most of the organizations have, as an example otherwise."""
    counts: dict[str, int] = {}
    for item in organizations:
        for name, facts in item.metrics.items():
            if item.id in measure.own and facts.kind is MetricKind.LEVEL:
                counts[name] = counts.get(name, 0) + 1
    most = min(counts, key=lambda name: (-counts[name], name), default="")
    return most if most and counts[most] > _MOST * len(measure.own) else "members"
