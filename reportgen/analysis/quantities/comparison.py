"""Shared parts of the quantities of comparisons: units, sources, equivalence tests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.analysis.quantities.family import QuantityFamily, observation_sources
from reportgen.analysis.quantities.metric_units import MetricUnits, metric_units
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.comparison import Alternative
from reportgen.model.estimate import Refusal
from reportgen.model.message import Message
from reportgen.model.quantity import Form
from reportgen.model.quantity_ids import ComparisonIds

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportgen.analysis.comparisons.prepare import PreparedComparison
    from reportgen.analysis.time_axis import PeriodPoints
    from reportgen.model.comparison import Comparison, Margin
    from reportgen.model.configuration import KeyPath
    from reportgen.model.quantity import Quantity
    from reportgen.model.series import DataFile
    from reportgen.statistics.equivalence import EquivalenceTest


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonEvidence:
    """The data of one comparison, and the families of its quantities with their sources."""

    prepared: PreparedComparison
    files: Mapping[str, DataFile]
    config_key: KeyPath

    @property
    def comparison(self) -> Comparison:
        """Return the comparison."""
        return self.prepared.comparison

    @property
    def units(self) -> MetricUnits:
        """Return the units of the metric as analysed (daily counts become monthly ones)."""
        return metric_units(self.prepared.series.metric, self.prepared.series.frequency)

    def period_family(self, key: str, points: PeriodPoints, method: str) -> QuantityFamily:
        """Return the family of the quantities of one period."""
        n = len(points.points.values)
        return QuantityFamily(
            ids=ComparisonIds(self.comparison).period(key),
            method=method,
            n=n,
            is_small=n < self.comparison.test.fewest_for_claim,
            sources=observation_sources(points.observations, self._column, self.files),
            config_key=self.config_key,
        )

    def contrast_family(
        self, base: PeriodPoints, later: PeriodPoints, method: str, derived_from: tuple[str, ...]
    ) -> QuantityFamily:
        """Return the family of the quantities of the contrast."""
        used = (*base.observations, *later.observations)
        sizes = len(base.points.values), len(later.points.values)
        return QuantityFamily(
            ids=ComparisonIds(self.comparison).contrast,
            method=method,
            n=sum(sizes),
            is_small=min(sizes) < self.comparison.test.fewest_for_claim,
            sources=observation_sources(used, self._column, self.files),
            derived_from=derived_from,
            config_key=self.config_key,
        )

    def period_ids(self, statistic: str) -> tuple[str, str]:
        """Return the ids of a statistic in the base and the later period."""
        ids = ComparisonIds(self.comparison)
        return ids.base.of(statistic), ids.later.of(statistic)

    @property
    def _column(self) -> str:
        return self.prepared.series.column


def sidedness(comparison: Comparison) -> str:
    """Return the alternative hypothesis in words."""
    return {
        Alternative.TWO_SIDED: gettext_noop("two-sided"),
        Alternative.GREATER: gettext_noop("one-sided, for a higher later period"),
        Alternative.LESS: gettext_noop("one-sided, for a lower later period"),
    }[comparison.alternative]


def equivalence_quantities(
    family: QuantityFamily,
    found: EquivalenceTest | Refusal,
    margin: Margin | None,
    *,
    unit: str,
    form: Form,
) -> Iterator[Quantity]:
    """Yield P value and interval of an equivalence test, if there is a margin.

    `unit` and `form` are those of a difference; a relative margin has a ratio instead.
    """
    if margin is None:
        return
    name = "equivalence_ratio" if margin.is_relative else "equivalence_difference"
    form = Form.RATIO if margin.is_relative else form
    # Unrounded, as configured: formulas are evidence, not prose.
    size = f"{margin.value!r}"
    if margin.is_relative:
        size = Message("{fraction} of the base", fraction=size)
    formula = Message(_TESTS[_compared(found)], size=size)
    if isinstance(found, Refusal):
        yield family.missing(
            "equivalence_p_value", found.reason, form=Form.P_VALUE, formula=formula
        )
        yield family.missing(name, found.reason, form=form, formula=formula)
        return
    yield family.number("equivalence_p_value", found.p_value, form=Form.P_VALUE, formula=formula)
    yield family.interval(
        name,
        found.interval,
        form=form,
        unit="" if margin.is_relative else unit,
        formula=(_RATIOS if margin.is_relative else _DIFFERENCES)[_compared(found)],
    )


_RATIOS = {
    "slopes": gettext_noop(
        "ratio of the slopes, later to base, with the interval that the equivalence test reads"
    ),
    "gains": gettext_noop(
        "ratio of the mean gains, later to base, with the interval that the equivalence test reads"
    ),
    "means": gettext_noop(
        "ratio of the means, later to base, with the interval that the equivalence test reads"
    ),
}
_DIFFERENCES = {
    "slopes": gettext_noop(
        "difference of the slopes, later to base, with the interval that the equivalence test reads"
    ),
    "gains": gettext_noop(
        "difference of the mean gains, later to base, with the interval that the "
        "equivalence test reads"
    ),
    "means": gettext_noop(
        "difference of the means, later to base, with the interval that the equivalence test reads"
    ),
}
_TESTS = {
    "slopes": gettext_noop(
        "two one-sided tests of the slopes against a margin of {size} either way; the larger P "
        "value"
    ),
    "gains": gettext_noop(
        "two one-sided tests of the mean gains against a margin of {size} either way; the "
        "larger P value"
    ),
    "means": gettext_noop(
        "two one-sided tests of the means against a margin of {size} either way; the larger P value"
    ),
}


# A refused test compared nothing; its formula is worded for means.
def _compared(found: EquivalenceTest | Refusal) -> str:
    return getattr(found, "decided_by", "means")
