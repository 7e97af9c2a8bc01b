"""Small configurations and data, built without files, for the tests of the analysis."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportgen.model.committee import Member, RankSpell
from reportgen.model.comparison import AnalysisSettings
from reportgen.model.configuration import Configuration
from reportgen.model.frequency import Frequency
from reportgen.model.metric import Metric, MetricKind
from reportgen.model.organization import BriefSettings, Organization
from reportgen.model.series import Campaign, CampaignList, DataFile, Dataset, Observation, Series

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

FILE = "data/metrics.csv"


def month_span(index: int, start: date) -> tuple[date, date]:
    """Return the first and last day of the month `index` months after `start`."""
    year, month = divmod(start.year * 12 + start.month - 1 + index, 12)
    first = date(year, month + 1, 1)
    return first, first.replace(day=monthrange(first.year, first.month)[1])


def metric(id_: str = "followers", kind: MetricKind = MetricKind.LEVEL, **changes: Any) -> Metric:
    """Return a metric read from `FILE`."""
    fields: dict[str, Any] = {
        "id": id_,
        "label": id_.capitalize(),
        "kind": kind,
        "unit": id_,
        "file": FILE,
        "date": "month",
        "value": id_,
    }
    return Metric(**{**fields, **changes})


def monthly(
    of: Metric, start: date, values: Iterable[float | None], *, first_row: int = 2
) -> Series:
    """Return a monthly series from `start`; None leaves a month out, its row still counts."""
    seen = []
    for index, value in enumerate(values):
        if value is None:
            continue
        first, last = month_span(index, start)
        seen.append(
            Observation(
                first=first, last=last, value=value, file=of.file, rows=(first_row + index,)
            )
        )
    return Series(
        metric=of, frequency=Frequency.MONTH, observations=tuple(seen), column=str(of.value)
    )


def dataset(*series: Series, campaigns: Sequence[Campaign] | None = None, **of: Any) -> Dataset:
    """Return a dataset of these series and campaigns."""
    listed = None
    if campaigns is not None:
        fields = {"column": "reach", "unit": "impressions", "is_complete": True, **of}
        listed = CampaignList(campaigns=tuple(campaigns), **fields)
    names = {item.file for part in series for item in part.observations}
    names |= {item.file for item in campaigns or ()}
    return Dataset(
        series={item.metric.id: item for item in series},
        campaigns=listed,
        files={
            name: DataFile(name=name, sha256=name.encode().hex().ljust(64, "0"), is_synthetic=True)
            for name in sorted(names)
        },
    )


def configuration(data: Dataset | None = None, **changes: Any) -> Configuration:
    """Return a minimal configuration with the metrics of `data`."""
    metrics: Mapping[str, Metric] = (
        {key: item.metric for key, item in data.series.items()} if data else {}
    )
    report_date = changes.pop("report_date", None)
    fields: dict[str, Any] = {
        "path": Path("garden.yaml"),
        "data_roots": (),
        "sha256": "0" * 64,
        "organization": Organization(id="garden", name="Garden", short_name="Garden"),
        "brief": BriefSettings(kind="editorial", title=None, report_date=report_date),
        "committee": None,
        "intervention": None,
        "reporting_period": None,
        "periods": {},
        "metrics": metrics,
        "campaigns": None,
        "events": (),
        "milestones": (),
        "surveys": (),
        "testimonials": (),
        "comparisons": (),
        "goals": (),
        "analysis": AnalysisSettings(),
    }
    return Configuration(**{**fields, **changes})


def campaign(name: str, on: date, value: float, row: int = 2) -> Campaign:
    """Return a campaign of `campaigns.csv`."""
    return Campaign(name=name, on=on, value=value, file="data/campaigns.csv", row=row)


def member(id_: str, rank: str | None = None, **changes: Any) -> Member:
    """Return a member who held one rank from the beginning."""
    ranks = () if rank is None else (RankSpell(rank=rank, first=None),)
    return Member(id=id_, name=id_.upper(), ranks=ranks, **changes)


def growing(
    start: float, slope: float, months: int, *, wave: Sequence[float] = (3, -2, 5, -4, 1, -3)
) -> list[float]:
    """Return a running total whose gains vary around `slope` in a fixed pattern."""
    total, values = start, []
    for index in range(months):
        total += slope + wave[index % len(wave)]
        values.append(total)
    return values
