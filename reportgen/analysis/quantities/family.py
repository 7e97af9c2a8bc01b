"""Build quantities with their id, unit, method, formula and sources."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise
from math import isfinite
from typing import TYPE_CHECKING

from reportgen.analysis.reproducible_digits import reproducible_quantity
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.estimate import Refusal
from reportgen.model.metric import MetricKind
from reportgen.model.quantity import Form, Quantity, Source
from reportgen.model.series import joined_columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from reportgen.model.configuration import KeyPath
    from reportgen.model.estimate import Estimate
    from reportgen.model.metric import Metric
    from reportgen.model.quantity_ids import QuantityIds
    from reportgen.model.series import Campaign, DataFile, Observation
    from reportgen.model.survey import FormAnswer
    from reportgen.statistics.answers.proportion import ProportionEstimate

_MOST_COLUMNS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityFamily:
    """Factory for quantities of one family of ids with common method, sources and config key.

    Attributes
    ----------
    ids : QuantityIds
        Declares the permitted names and defines the stem of the ids.
    method : str
        The section of docs/methods.md that describes the quantities.
    n : int or None
        Number of observations.
    is_small : bool
        Whether these are too few values for a claim, so that estimates are given without interval.
    """

    ids: QuantityIds
    method: str
    n: int | None = None
    is_small: bool = False
    sources: tuple[Source, ...] = ()
    derived_from: tuple[str, ...] = ()
    config_key: KeyPath = ()

    def number(
        self, name: str, value: float | None, *, form: Form, formula: str, unit: str = ""
    ) -> Quantity:
        """Return a number without an interval; one that is not finite becomes missing."""
        # A statistic can overflow, for example t if the error is almost 0; JSON has no infinity.
        if value is None or not isfinite(value):
            return self.missing(
                name, gettext_noop("it is not a finite number"), form=form, formula=formula
            )
        return self._quantity(name, value, form=form, formula=formula, unit=unit)

    def interval(
        self, name: str, estimate: Estimate | Refusal, *, form: Form, formula: str, unit: str = ""
    ) -> Quantity:
        """Return an estimate with its interval, or a missing quantity with the reason."""
        if isinstance(estimate, Refusal):
            return self.refused(name, estimate, form=form, formula=formula, unit=unit)
        quantity = self._quantity(name, estimate.estimate, form=form, formula=formula, unit=unit)
        if self.is_small or (estimate.ci_low is None and estimate.ci_high is None):
            return quantity
        return replace(
            quantity,
            ci_low=_finite(estimate.ci_low),
            ci_high=_finite(estimate.ci_high),
            confidence_level=estimate.confidence_level,
        )

    def share(self, name: str, share: ProportionEstimate | Refusal, *, formula: str) -> Quantity:
        """Return a proportion with its numbers of successes and trials."""
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
        """Return a missing quantity for a refusal."""
        missing = self.missing(name, refusal.reason, form=form, formula=formula, unit=unit)
        return replace(missing, smallest_group=refusal.smallest_group)

    def missing(
        self, name: str, reason: str, *, form: Form, formula: str, unit: str = ""
    ) -> Quantity:
        """Return a quantity without a value, with the reason."""
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
    """Quantities by id, in the order in which they were added."""

    by_id: dict[str, Quantity] = field(default_factory=dict)

    def add(self, quantities: Iterable[Quantity]) -> None:
        """Add quantities; of several with one id, the first with a value is kept."""
        # Comparisons that share a period have the same quantities of it, but one of them may have
        # been refused.
        for quantity in quantities:
            known = self.by_id.get(quantity.id)
            if known is None or (known.value is None and quantity.value is not None):
                self.by_id[quantity.id] = reproducible_quantity(quantity)

    def __iter__(self) -> Iterator[Quantity]:
        return iter(self.by_id.values())


def value_form(metric: Metric, values: Iterable[float]) -> Form:
    """Return the form of single values of a metric: counts if all are whole numbers."""
    if metric.kind is MetricKind.RATE:
        return Form.SHARE
    is_whole = all(float(value).is_integer() for value in values)
    return Form.COUNT if is_whole else Form.MEASURE


def whole(value: float, form: Form) -> float | int:
    """Return the value of a count as an int, other values unchanged."""
    # `5` and `5.0` differ in JSON, and a count is never 5.0.
    return int(value) if form is Form.COUNT and float(value).is_integer() else value


def _finite(bound: float | None) -> float | None:
    """Return a bound, or None if the interval is open on that side."""
    return bound if bound is not None and isfinite(bound) else None


def compress_rows(rows: Iterable[int]) -> str:
    """Return line numbers as ranges, such as ``2-13,15``; empty for none."""
    # Ranges keep the ledger small: a comparison has hundreds of rows, mostly successive ones.
    lines = sorted(set(rows))
    if not lines:
        return ""
    starts = [lines[0], *(later for earlier, later in pairwise(lines) if later != earlier + 1)]
    ends = [*(earlier for earlier, later in pairwise(lines) if later != earlier + 1), lines[-1]]
    spans = zip(starts, ends, strict=True)
    return ",".join(str(start) if start == end else f"{start}-{end}" for start, end in spans)


def observation_sources(
    observations: Iterable[Observation], column: str, files: Mapping[str, DataFile]
) -> tuple[Source, ...]:
    """Return the sources of observations, sorted by file name.

    One per file, unless its values are in several columns or sheets: then one for all of those
    with the same rows, such as ``Jul–Dec`` of one row and ``Jan–Jun`` of the next.
    """
    found = ((item.column or column, source) for item in observations for source in item.sources)
    return _sources(found, files)


def campaign_sources(
    campaigns: Iterable[Campaign], column: str, files: Mapping[str, DataFile]
) -> tuple[Source, ...]:
    """Return the sources of campaigns, one per file, sorted by file name."""
    return _sources(((column, (item.file, (item.row,))) for item in campaigns), files)


def answer_sources(
    answers: Iterable[FormAnswer], column: str, files: Mapping[str, DataFile]
) -> tuple[Source, ...]:
    """Return the sources of answers in the export of a form, one per file, sorted by name."""
    return _sources(((column, (item.file, (item.line,))) for item in answers), files)


def _sources(
    found: Iterable[tuple[str, tuple[str, tuple[int, ...]]]], files: Mapping[str, DataFile]
) -> tuple[Source, ...]:
    lines: dict[tuple[str, str], set[int]] = {}
    for column, (file, rows) in found:
        lines.setdefault((file, column), set()).update(rows)
    columns: dict[tuple[str, str], list[str]] = {}
    for (file, column), numbers in lines.items():
        columns.setdefault((file, compress_rows(numbers)), []).append(column)
    return tuple(
        Source(file=file, sha256=files[file].sha256, column=_listed(names), rows=rows)
        for (file, rows), names in sorted(columns.items(), key=lambda item: item[0][0])
    )


def _listed(columns: Sequence[str]) -> str:
    """Return the columns as text; a long run of them by its ends."""
    return ", ".join(columns) if len(columns) <= _MOST_COLUMNS else joined_columns(columns)
