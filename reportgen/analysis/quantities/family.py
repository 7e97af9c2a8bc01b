"""Results as quantities: numbers that know their id, unit, method, formula and rows."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from math import isfinite
from typing import TYPE_CHECKING

from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.estimate import Refusal
from reportgen.model.metric import MetricKind
from reportgen.model.quantity import Form, Quantity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reportgen.model.configuration import KeyPath
    from reportgen.model.estimate import Estimate
    from reportgen.model.metric import Metric
    from reportgen.model.quantity import Source
    from reportgen.model.quantity_ids import QuantityIds
    from reportgen.statistics.proportion import ProportionEstimate


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityFamily:
    """Quantities of one family of ids that share their method, rows and place in the configuration.

    Attributes
    ----------
    ids : QuantityIds
        Which names the numbers may have, and what their ids begin with.
    method : str
        The entry of docs/methods.md that explains them.
    n : int or None
        How many observations they rest on.
    """

    ids: QuantityIds
    method: str
    n: int | None = None
    sources: tuple[Source, ...] = ()
    derived_from: tuple[str, ...] = ()
    config_key: KeyPath = ()

    def number(
        self, name: str, value: float | None, *, form: Form, formula: str, unit: str = ""
    ) -> Quantity:
        """Return a number without an interval; one that is not finite is missing."""
        if value is None or not isfinite(value):
            return self.missing(
                name, gettext_noop("it is not a finite number"), form=form, formula=formula
            )
        return self._quantity(name, value, form=form, formula=formula, unit=unit)

    def interval(
        self, name: str, estimate: Estimate | Refusal, *, form: Form, formula: str, unit: str = ""
    ) -> Quantity:
        """Return an estimate with its interval, or the reason why there is none."""
        if isinstance(estimate, Refusal):
            return self.refused(name, estimate, form=form, formula=formula, unit=unit)
        quantity = self._quantity(name, estimate.estimate, form=form, formula=formula, unit=unit)
        return replace(
            quantity,
            ci_low=_finite(estimate.ci_low),
            ci_high=_finite(estimate.ci_high),
            confidence_level=estimate.confidence_level,
        )

    def share(self, name: str, share: ProportionEstimate | Refusal, *, formula: str) -> Quantity:
        """Return a proportion with its count of successes and of trials."""
        if isinstance(share, Refusal):
            return self.refused(name, share, form=Form.SHARE, formula=formula)
        return replace(
            self._quantity(name, share.estimate, form=Form.SHARE, formula=formula),
            ci_low=share.ci_low,
            ci_high=share.ci_high,
            confidence_level=share.confidence_level,
            n=share.trials,
            numerator=share.successes,
        )

    def refused(
        self, name: str, refusal: Refusal, *, form: Form, formula: str, unit: str = ""
    ) -> Quantity:
        """Return a quantity that is not given, with the reason."""
        missing = self.missing(name, refusal.reason, form=form, formula=formula, unit=unit)
        return replace(missing, smallest_group=refusal.smallest_group)

    def missing(
        self, name: str, reason: str, *, form: Form, formula: str, unit: str = ""
    ) -> Quantity:
        """Return a quantity that can't be had, with the reason."""
        return self._quantity(name, None, form=form, formula=formula, unit=unit, reason=reason)

    def _quantity(
        self,
        name: str,
        value: float | str | None,
        *,
        form: Form,
        formula: str,
        unit: str = "",
        reason: str = "",
    ) -> Quantity:
        return Quantity(
            id=self.ids.of(name),
            value=value,
            form=form,
            unit=unit,
            n=self.n,
            method=self.method,
            formula=formula,
            reason=reason,
            sources=self.sources,
            derived_from=self.derived_from,
            config_key=self.config_key,
        )


@dataclass(slots=True)
class QuantityTable:
    """Quantities by id, in the order in which they came; a value beats a missing one."""

    by_id: dict[str, Quantity] = field(default_factory=dict)

    def add(self, quantities: Iterable[Quantity]) -> None:
        """Add quantities; the first with a value keeps its id.

        Two comparisons may share a period, and then speak of the same numbers.
        """
        for quantity in quantities:
            known = self.by_id.get(quantity.id)
            if known is None or (known.value is None and quantity.value is not None):
                self.by_id[quantity.id] = quantity

    def __iter__(self) -> Iterator[Quantity]:
        return iter(self.by_id.values())


def value_form(metric: Metric, values: Iterable[float]) -> Form:
    """Return how single values of a metric print: as whole counts where all of them are."""
    if metric.kind is MetricKind.RATE:
        return Form.SHARE
    is_whole = all(float(value).is_integer() for value in values)
    return Form.COUNT if is_whole else Form.MEASURE


def whole(value: float, form: Form) -> float | int:
    """Return a count as a whole number, everything else as it is."""
    return int(value) if form is Form.COUNT and float(value).is_integer() else value


def _finite(bound: float | None) -> float | None:
    """Return a bound, or None where the interval is open on that side."""
    return bound if bound is not None and isfinite(bound) else None
