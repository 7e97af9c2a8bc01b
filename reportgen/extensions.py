"""Custom metrics and outcomes, loaded from the entry points of installed packages."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import entry_points
from math import isfinite
from typing import TYPE_CHECKING, Any

from reportgen.config.own_names import METRICS, OUTCOMES
from reportgen.diagnostics import Diagnostic, Severity
from reportgen.errors import ExtensionError
from reportgen.model.metric import Direction, Metric, MetricKind
from reportgen.model.quantity import Form, Quantity
from reportgen.model.quantity_ids import QuantityIds, form_of
from reportgen.model.series import Observation, Series, joined_columns, joined_sources

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date
    from importlib.metadata import EntryPoint

    from reportgen.analysis.outcomes import Outcomes
    from reportgen.model.configuration import Configuration
    from reportgen.model.series import Dataset

    OutcomeFunction = Callable[[Configuration, Dataset, Outcomes], Iterable[Quantity]]

# Names of parts of briefs, which the ids of extensions must not begin with.
_TAKEN = frozenset({"campaigns", "committee", "goals", "milestones", "surveys", "verdicts"})


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnMetric:
    """A metric that is computed from others, month by month.

    It is added if a configuration has all metrics of `made_from` and none with this id.

    Attributes
    ----------
    made_from : tuple of str
        Ids of the metrics that it is computed from.
    compute : callable
        Takes their values of the same period, in that order; returns the value, or None for
        no value. Rates are fractions of 1.
    unit : str
        What is counted, in the plural and lower case; empty for a rate.
    """

    id: str
    label: str
    kind: MetricKind
    made_from: tuple[str, ...]
    compute: Callable[..., float | None]
    unit: str = ""
    good: Direction = Direction.UP


def with_own_metrics(
    configuration: Configuration, dataset: Dataset
) -> tuple[Configuration, Dataset]:
    """Return both with the metrics that installed packages compute added.

    Raises
    ------
    ExtensionError
        A package's metric can't be loaded or computed.
    """
    metrics, series = dict(configuration.metrics), dict(dataset.series)
    for point in _points(METRICS):
        own = _loaded(point)
        if not isinstance(own, OwnMetric):
            raise _fault(point, "expected an OwnMetric")
        if own.id != point.name:
            raise _fault(
                point, f"its metric has another id: `{own.id}`; use the same name for both"
            )
        if own.id in metrics or own.id in _TAKEN or not series.keys() >= set(own.made_from):
            continue
        inputs = [series[name] for name in own.made_from]
        made = _series(own, inputs, point)
        metrics[own.id], series[own.id] = made.metric, made
    return replace(configuration, metrics=metrics), replace(dataset, series=series)


def lacking_own_metrics(configuration: Configuration) -> tuple[Diagnostic, ...]:
    """Return errors for comparisons of custom metrics that can't be computed here.

    Parameters
    ----------
    configuration : Configuration
        With all custom metrics that could be computed.
    """
    found = []
    for index, comparison in enumerate(configuration.comparisons):
        if comparison.metric in configuration.metrics:
            continue
        needed = " and ".join(f"`{name}`" for name in _made_from(comparison.metric))
        found.append(
            Diagnostic(
                code="CFG031",
                severity=Severity.ERROR,
                message=f"comparison `{comparison.id}` names `{comparison.metric}`, which an "
                "installed package computes from metrics, not all of which are configured",
                place=configuration.place("comparisons", index, "metric"),
                help=f"add the metrics that it is computed from: {needed}",
            )
        )
    return tuple(found)


def _made_from(name: str) -> tuple[str, ...]:
    own: OwnMetric = next(_loaded(point) for point in _points(METRICS) if point.name == name)
    return own.made_from


def with_own_outcomes(
    configuration: Configuration, dataset: Dataset, outcomes: Outcomes
) -> Outcomes:
    """Return the outcomes with the quantities of installed packages added.

    The ids of an entry point's quantities must begin with its name and a dot.

    Raises
    ------
    ExtensionError
        A package's function can't be loaded, fails, or returns a quantity with a wrong id.
    """
    points = _points(OUTCOMES)
    if not points:
        return outcomes
    quantities = dict(outcomes.quantities)
    taken = {*configuration.metrics, *_TAKEN}
    for point in points:
        function: OutcomeFunction = _loaded(point)
        for quantity in _called(point, function, configuration, dataset, outcomes):
            _check_id(quantity, point, taken=taken, known=quantities)
            quantities[quantity.id] = replace(quantity, form=_form(quantity))
    return replace(outcomes, quantities=quantities)


def _form(quantity: Quantity) -> Form:
    """Return the form derived from the public one, as when reading it from outcomes.json."""
    return form_of(
        quantity.id,
        quantity.form.public,
        unit=quantity.unit,
        derived_from=quantity.derived_from,
    )


def extension_versions() -> dict[str, str]:
    """Return the installed packages that extend reportgen, with their versions."""
    found = {}
    for point in (*_points(METRICS), *_points(OUTCOMES)):
        if point.dist is not None:
            found[point.dist.name] = point.dist.version
    return dict(sorted(found.items()))


@cache
def _points(group: str) -> tuple[EntryPoint, ...]:
    return tuple(sorted(entry_points(group=group), key=lambda point: (point.name, point.value)))


def _loaded(point: EntryPoint) -> Any:
    try:
        return point.load()
    except Exception as error:
        raise _fault(point, f"it can't be loaded: {error}") from error


def _called(point: EntryPoint, function: Callable[..., Any], *given: Any) -> Iterator[Any]:
    """Yield what a package's function returns; an exception names the package."""
    try:
        found = list(function(*given))
    except Exception as error:
        raise _fault(point, f"it failed: {error or type(error).__name__}") from error
    yield from found


def _check_id(
    quantity: Any, point: EntryPoint, *, taken: set[str], known: Mapping[str, Quantity]
) -> None:
    if not isinstance(quantity, Quantity):
        raise _fault(point, "expected quantities")
    if point.name in taken:
        raise _fault(
            point, f"`{point.name}` is already the name of a metric or of a part of briefs"
        )
    if not QuantityIds(point.name).holds(quantity.id):
        raise _fault(point, f"expected an id that begins with `{point.name}.`: `{quantity.id}`")
    if quantity.id in known:
        raise _fault(point, f"`{quantity.id}` is defined twice")


def _fault(point: EntryPoint, what: str) -> ExtensionError:
    package = point.dist.name if point.dist is not None else point.value
    return ExtensionError(f"extension `{point.name}` of `{package}`: {what}")


def _series(own: OwnMetric, inputs: list[Series], point: EntryPoint) -> Series:
    """Return the computed series, with one observation per period that all inputs have."""
    first = inputs[0]
    metric = Metric(
        id=own.id,
        label=own.label,
        kind=own.kind,
        unit=own.unit,
        file=first.metric.file,
        date=first.metric.date,
        value=None,
        good=own.good,
    )
    by_span = [{(item.first, item.last): item for item in series.observations} for series in inputs]
    spans = sorted(set(by_span[0]).intersection(*by_span[1:]))
    made = (_observation(own, [items[span] for items in by_span], span, point) for span in spans)
    return Series(
        metric=metric,
        frequency=first.frequency,
        observations=tuple(item for item in made if item is not None),
        column=", ".join(dict.fromkeys(series.column for series in inputs)),
    )


def _observation(
    own: OwnMetric, items: list[Observation], span: tuple[date, date], point: EntryPoint
) -> Observation | None:
    try:
        value = own.compute(*(item.value for item in items))
    except Exception as error:
        what = f"it failed for {span[0].isoformat()}: {error or type(error).__name__}"
        raise _fault(point, what) from error
    if value is None:
        return None
    if not isfinite(value):
        raise _fault(point, f"expected a finite number for {span[0].isoformat()}")
    sources = joined_sources(source for item in items for source in item.sources)
    (file, rows), *also = ((name, tuple(sorted(set(lines)))) for name, lines in sources)
    return Observation(
        first=span[0],
        last=span[1],
        value=float(value),
        file=file,
        rows=rows,
        also=tuple(also),
        column=joined_columns(item.column for item in items),
    )
