"""An example extension of reportgen: one metric and one outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.api import OwnMetric
from reportgen.model.metric import MetricKind
from reportgen.model.quantity import Form, Quantity, Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.analysis.outcomes import Outcomes
    from reportgen.model.configuration import Configuration
    from reportgen.model.series import Dataset


def _ratio(impressions: float, followers: float) -> float | None:
    return impressions / followers if followers else None


impressions_per_follower = OwnMetric(
    id="impressions_per_follower",
    label="impressions per follower",
    kind=MetricKind.COUNT,
    unit="impressions per follower",
    made_from=("impressions", "followers"),
    compute=_ratio,
)


def best_month(
    configuration: Configuration,  # noqa: ARG001  (every outcome function is given all three)
    dataset: Dataset,
    outcomes: Outcomes,
) -> Iterator[Quantity]:
    """Yield the best month of each metric, up to the report date."""
    for metric, series in dataset.series.items():
        known = [item for item in series.observations if item.last <= outcomes.plan.report_date]
        if not known:
            continue
        best = max(known, key=lambda item: item.value)
        yield Quantity(
            id=f"best_month.{metric}.value",
            value=best.value,
            form=Form.MEASURE,
            unit=series.metric.unit,
            formula="the highest value of the series",
            sources=(
                Source(
                    file=best.file,
                    sha256=dataset.files[best.file].sha256,
                    column=series.column,
                    rows=",".join(str(row) for row in best.rows),
                ),
            ),
        )
