"""Compare organizations by metric: their values, how precise each is, and who differs."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportgen.analysis.organization_values import (
    Base,
    Definition,
    OrganizationValues,
    common_definition,
    values_of,
)
from reportgen.model.metric import MetricKind
from reportgen.statistics.multiplicity import benjamini_hochberg
from reportgen.statistics.organizations.funnel import Funnel, draw_funnel, place_organizations
from reportgen.statistics.organizations.heterogeneity import (
    HeterogeneityEstimate,
    estimate_heterogeneity,
)
from reportgen.statistics.organizations.own_variation import (
    OwnVariation,
    Variation,
    estimate_variation,
)
from reportgen.statistics.organizations.shrinkage import ShrunkenEstimate, shrink_means

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reportgen.model.organization_facts import OrganizationFacts
    from reportgen.statistics.organizations.funnel import Place
    from reportgen.statistics.organizations.variance_scale import Scale

MINIMUM_ORGANIZATIONS = 3
"""Minimum number of organizations that share a metric."""
FEWEST_FOR_NONE = 10
"""Organizations from which it is said that none is shown to differ: of fewer, only one that
lies very far from the others could be."""
_ALPHA = 0.05
# Half of the organizations of one size have values within about a sixth of their mean.
_SIZE_DECIDES = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationComparison:
    """A metric over all organizations that have it.

    Attributes
    ----------
    definition : Definition
        What is compared.
    own : mapping
        Values and their variation by organization id; `shrunken` and the points of the funnel
        have the same order.
    sizes : mapping
        What each value is divided by, by organization id; 1 where there is no base.
    missing : mapping
        Reason by organization id, for those not compared.
    differs : tuple of bool
        Who differs from the rest, adjusted over all organizations and metrics of the page.
    needs_size : bool
        Whether the values differ as those of organizations of different size do, and nothing
        says how large each one is: then none is called different.
    """

    metric: str
    label: str
    definition: Definition
    own: Mapping[str, OwnVariation]
    sizes: Mapping[str, float]
    missing: Mapping[str, str]
    variation: Variation
    shrunken: tuple[ShrunkenEstimate, ...]
    funnel: Funnel
    heterogeneity: HeterogeneityEstimate
    differs: tuple[bool, ...]
    needs_size: bool

    @property
    def kind(self) -> MetricKind:
        """Return the kind of the metric."""
        return self.definition.kind

    @property
    def unit(self) -> str:
        """Return the unit of the values: ``RSVPs a month``; empty for shares."""
        return self.definition.unit_of_values

    @property
    def is_share(self) -> bool:
        """Return whether the values are shares, or gains as a share."""
        return self.kind in (MetricKind.RATE, MetricKind.LEVEL)

    @property
    def base(self) -> Base | None:
        """Return what the values are divided by."""
        return self.definition.base

    @property
    def beyond(self) -> tuple[str, ...]:
        """Return the organizations that differ, the most extreme first."""
        found = [
            (abs(point.z), name)
            for name, point, differs in zip(self.own, self.funnel.points, self.differs, strict=True)
            if differs
        ]
        return tuple(name for _, name in sorted(found, key=lambda item: (-item[0], item[1])))


def compare_organizations(
    organizations: Sequence[OrganizationFacts], *, rate_per: str = ""
) -> tuple[OrganizationComparison, ...]:
    """Compare all metrics that enough organizations share in one unit, most common first.

    Parameters
    ----------
    organizations : sequence of OrganizationFacts
        All organizations of a batch.
    rate_per : str
        The metric by which counts and amounts are divided whose configuration names none.
    """
    counts = Counter(name for item in organizations for name in item.metrics)
    placed = []
    for metric, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        if count >= MINIMUM_ORGANIZATIONS:
            found = _placed(metric, organizations, rate_per)
            placed += [found] if found is not None else []
    # One family: a page of ten metrics has ten times the chances of an accidental difference.
    adjusted = iter(benjamini_hochberg([place.p_value for item in placed for place in item.places]))
    return tuple(_judged(item, [next(adjusted) for _ in item.places]) for item in placed)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Placed:
    """A metric with the place of each organization among the others."""

    metric: str
    label: str
    definition: Definition
    names: tuple[str, ...]
    sizes: tuple[float, ...]
    missing: Mapping[str, str]
    variation: Variation
    places: tuple[Place, ...]


def _placed(
    metric: str, organizations: Sequence[OrganizationFacts], rate_per: str
) -> _Placed | None:
    common = common_definition(metric, organizations, rate_per)
    own: dict[str, OrganizationValues] = {}
    missing: dict[str, str] = {}
    for item in organizations:
        found = values_of(item, metric, common, rate_per)
        if isinstance(found, OrganizationValues):
            own[item.id] = found
        else:
            missing[item.id] = found
    if len(own) < MINIMUM_ORGANIZATIONS or not any(item.total for item in own.values()):
        return None
    base = common.base
    if base is not None:
        # As many as make the values of all a number that can be read.
        base = base.scaled(sum(item.total for item in own.values()), list(own.values()))
    values = [item.over(base) for item in own.values()]
    variation = estimate_variation(values, common.scale, is_counted=common.is_counted)
    return _Placed(
        metric=metric,
        label=common.label,
        definition=replace(common, base=base),
        names=tuple(own),
        # An organization has one size throughout.
        sizes=tuple(1.0 if base is None else item.sizes[0] for item in values),
        missing=missing,
        variation=variation,
        places=place_organizations(variation),
    )


def _judged(item: _Placed, adjusted: Sequence[float]) -> OrganizationComparison:
    variation, scale = item.variation, item.variation.scale
    found = [value < _ALPHA for value in adjusted]
    funnel = draw_funnel(variation, item.places, found)
    needs_size = _needs_size(item.definition, funnel)
    differs = tuple(
        differs and point.is_beyond and not needs_size
        for differs, point in zip(found, funnel.points, strict=True)
    )
    values = [scale.forward(own.value) for own in variation.own]
    variances = [_own_variance(own, variation) for own in variation.own]
    return OrganizationComparison(
        metric=item.metric,
        label=item.label,
        definition=item.definition,
        own=dict(zip(item.names, variation.own, strict=True)),
        sizes=dict(zip(item.names, item.sizes, strict=True)),
        missing=item.missing,
        variation=variation,
        shrunken=tuple(_unscaled(one, scale) for one in shrink_means(values, variances)),
        funnel=funnel,
        heterogeneity=_heterogeneity(values, variances, scale),
        differs=differs,
        needs_size=needs_size,
    )


def _own_variance(own: OwnVariation, variation: Variation) -> float:
    """Return the variance of a value, widened to that of Student's t if it is its own alone."""
    few = own.n <= 3
    return own.variance if variation.is_counted or few else own.variance * (own.n - 1) / (own.n - 3)


def _unscaled(item: ShrunkenEstimate, scale: Scale) -> ShrunkenEstimate:
    return replace(
        item,
        observed=scale.back(item.observed),
        estimate=scale.back(item.estimate),
        ci_low=scale.back(item.ci_low),
        ci_high=scale.back(item.ci_high),
    )


def _heterogeneity(
    values: Sequence[float], variances: Sequence[float], scale: Scale
) -> HeterogeneityEstimate:
    found = estimate_heterogeneity(values, variances)
    spread = scale.spread(found.mean, found.tau_squared**0.5)
    return replace(
        found,
        mean=scale.back(found.mean),
        ci_low=scale.back(found.ci_low),
        ci_high=scale.back(found.ci_high),
        tau_squared=spread**2,
    )


def _needs_size(definition: Definition, funnel: Funnel) -> bool:
    """Return whether the size of the organizations decides, and is unknown.

    The values of those that do not stand out differ by more than chance, and by more than a
    quarter of their mean.
    """
    is_open = definition.base is None and not definition.is_of_one_size
    spread = funnel.scale.spread(funnel.rest.mean, funnel.rest.tau_squared**0.5)
    return (
        definition.kind.adds_up
        and is_open
        and funnel.rest.p_value < _ALPHA
        and spread > _SIZE_DECIDES * funnel.centre
    )
