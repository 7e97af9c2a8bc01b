"""Check the consistency of the keys of each metric."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from reportgen.limits import limits
from reportgen.model.metric import NO_SIZE

if TYPE_CHECKING:
    from datetime import date

    from reportgen.config.checks.checker import Checker
    from reportgen.config.schema.metrics import MetricSchema
    from reportgen.model.configuration import KeyPath


def check_metrics(checker: Checker) -> None:
    """Check what each metric counts and which metric it is compared with."""
    count, most = len(checker.schema.metrics), limits().brief_metrics
    if count > most:
        checker.error(
            "CFG009",
            f"{count} metrics; at most {most} fit into one brief",
            ("metrics",),
            "divide them among several configurations",
        )
    for key, metric in checker.schema.metrics.items():
        path = ("metrics", key)
        _check_value(checker, key, metric, path)
        if metric.time_zone is not None and not _is_zone(metric.time_zone):
            checker.error(
                "CFG066",
                f"metric `{key}`: there is no time zone `{metric.time_zone}`",
                (*path, "time_zone"),
                "name a region and a city, such as `America/Chicago` or `Europe/Berlin`",
            )
        _check_quotient(checker, key, metric, path)
        _check_kind_keys(checker, key, metric, path)
        _check_currency(checker, key, metric, path)
        _check_absent(checker, key, metric, path)
        _check_query(checker, key, metric, path)
        _check_season(checker, key, metric, path)
        _check_redefined(checker, key, metric, path)
        _check_per(checker, key, metric, path)
        other = metric.check_against
        if other is not None:
            checker.known(
                other,
                [name for name in checker.schema.metrics if name != key],
                (*path, "check_against"),
                code="CFG031",
                message=f"metric `{key}` is checked against the unknown metric `{other}`",
            )


def _check_value(checker: Checker, key: str, metric: MetricSchema, path: KeyPath) -> None:
    if metric.count_rows and metric.value is not None:
        checker.error(
            "CFG064",
            f"metric `{key}` has both `value` and `count_rows`",
            (*path, "count_rows"),
            "keep `value` to add up a column, or `count_rows: true` to count rows",
        )
    elif not metric.count_rows and not (metric.value or metric.numerator or metric.misses):
        checker.error(
            "CFG064",
            f"metric `{key}` does not say what to count",
            path,
            "add `value: …` with a column, or `count_rows: true` to count rows",
        )
    if metric.count_rows and metric.kind != "count":
        checker.error(
            "CFG065",
            f"metric `{key}` counts rows, which makes a `count`, not a `{metric.kind}`",
            (*path, "kind"),
            "write `kind: count`",
        )


def _check_quotient(checker: Checker, key: str, metric: MetricSchema, path: KeyPath) -> None:
    """Check that a share has a part and a whole, and an average a value and a weight."""
    parts = [name for name in ("numerator", "misses") if getattr(metric, name) is not None]
    if len(parts) > 1:
        checker.error(
            "CFG150",
            f"metric `{key}` has both `numerator` and `misses`",
            (*path, "misses"),
            "keep the column that the file has: those that did, or those that did not",
        )
    if parts and metric.denominator is None:
        checker.error(
            "CFG150",
            f"metric `{key}` has `{parts[0]}` and no `denominator`",
            (*path, parts[0]),
            "add `denominator: …`, the column that counts all of them",
        )
    if parts and metric.value is not None:
        checker.error(
            "CFG150",
            f"metric `{key}` has both `value` and `{parts[0]}`",
            (*path, "value"),
            f"delete `value`; the share is computed from `{parts[0]}` and `denominator`",
        )


def check_currency(checker: Checker, currency: str | None, owner: str, path: KeyPath) -> bool:
    """Return whether a currency exists, or none is given; add an error if it does not.

    Parameters
    ----------
    owner : str
        What has it, in a message: ``metric `gifts```.
    """
    if currency is None:
        return True
    # Babel takes long to load, and few metrics have a currency.
    from babel.numbers import list_currencies

    if currency in list_currencies():
        return True
    checker.error(
        "CFG157",
        f"{owner}: there is no currency `{currency}`",
        (*path, "currency"),
        "write its code by ISO 4217, such as `USD`, `EUR` or `CHF`",
    )
    return False


def _check_currency(checker: Checker, key: str, metric: MetricSchema, path: KeyPath) -> None:
    is_known = check_currency(checker, metric.currency, f"metric `{key}`", path)
    if metric.currency is not None and is_known and metric.unit is not None:
        checker.warning(
            "CFG157",
            f"metric `{key}` has both `currency` and `unit`; amounts are printed with the sign "
            "of the currency alone",
            (*path, "unit"),
            "delete `unit`",
        )


_ONLY_FOR = {
    "numerator": ("rate",),
    "misses": ("rate",),
    "denominator": ("rate",),
    "in_percent": ("rate",),
    "weight": ("average",),
    # A balance is a running total, and the mean gift an average.
    "currency": ("amount", "level", "average"),
    "restarts": ("level",),
    "per": ("count", "amount"),
}
"""The keys that mean something for one kind of metric alone."""


def _check_kind_keys(checker: Checker, key: str, metric: MetricSchema, path: KeyPath) -> None:
    for name, kinds in _ONLY_FOR.items():
        if getattr(metric, name) in (None, False, "never") or metric.kind in kinds:
            continue
        listed = " or ".join(f"`kind: {kind}`" for kind in kinds)
        checker.error(
            "CFG151",
            f"metric `{key}` is a `{metric.kind}`, to which `{name}` does not apply",
            (*path, name),
            f"delete `{name}`, or write {listed}",
        )


def _check_absent(checker: Checker, key: str, metric: MetricSchema, path: KeyPath) -> None:
    """Check that only counts treat missing rows as 0, and that `covers` is in order."""
    said = (
        ("absent_days", "day", metric.absent_days == "zero"),
        ("absent_months", "month", metric.absent_months == "zero"),
        ("covers", "month", metric.covers is not None),
    )
    for name, span, is_said in said:
        if is_said and metric.kind != "count":
            when = "on a day" if span == "day" else "in a month"
            checker.error(
                "CFG067",
                f"metric `{key}` is a `{metric.kind}`, which is not 0 {when} without a row",
                (*path, name),
                f"delete `{name}`, or write `kind: count` if it is counted each {span}",
            )
    covers = metric.covers
    if covers and covers.start and covers.end and covers.end.last < covers.start.first:
        checker.error(
            "CFG046",
            f"`covers` of metric `{key}` ends before it starts",
            (*path, "covers", "to"),
            "swap `from` and `to`, or fix one",
        )


def _check_season(checker: Checker, key: str, metric: MetricSchema, path: KeyPath) -> None:
    """Check that a metric without a season has a reason for it."""
    is_switched_off = metric.season == "none"
    if is_switched_off and metric.season_reason is None:
        checker.error(
            "CFG183",
            f"metric `{key}` has `season: none` and no reason for it",
            (*path, "season"),
            "add `season_reason: …`, or delete `season`: whether there is a season is found from "
            "the values",
            note="without the season, summer and winter may be taken for a change",
        )
    if not is_switched_off and metric.season_reason is not None:
        checker.error(
            "CFG182",
            f"metric `{key}` has `season_reason` without `season: none`",
            (*path, "season_reason"),
            "delete `season_reason`, or write `season: none`",
        )


def _check_redefined(checker: Checker, key: str, metric: MetricSchema, path: KeyPath) -> None:
    """Check that changes of a definition differ in time from each other and from interventions."""
    known = set()
    for index, item in enumerate(metric.redefined):
        if item.on.first in known:
            checker.error(
                "CFG189",
                f"metric `{key}` is redefined twice on {item.on.first}",
                (*path, "redefined", index, "on"),
                "make them one, with a note that says both",
            )
        known.add(item.on.first)
        if any(_is_same_month(item.on.first, change.on.first) for change in checker.schema.changes):
            checker.warning(
                "CFG189",
                f"metric `{key}` is redefined in the month of an intervention, from which it "
                "can't be separated",
                (*path, "redefined", index, "on"),
                "count by the old definition as well, or choose another metric for the "
                "intervention",
            )


def _is_same_month(one: date, other: date) -> bool:
    return (one.year, one.month) == (other.year, other.month)


def _check_query(checker: Checker, key: str, metric: MetricSchema, path: KeyPath) -> None:
    """Check that a query has no key next to it that is about other kinds of files."""
    if metric.query is None:
        return
    if "*" in metric.file or "?" in metric.file:
        checker.error(
            "CFG068",
            f"metric `{key}` has a `query`, which reads one database, and a pattern of files",
            (*path, "file"),
            "name one database",
        )
    for name in ("sheet", "source"):
        if getattr(metric, name) is not None:
            checker.error(
                "CFG068",
                f"metric `{key}` has both `query` and `{name}`",
                (*path, name),
                f"delete `{name}`: a query chooses what to read from a database",
            )


def _check_per(checker: Checker, key: str, metric: MetricSchema, path: KeyPath) -> None:
    """Check that a metric is divided by another one, which can be larger than 0."""
    if not isinstance(metric.per, str) or metric.per == NO_SIZE:
        return
    metrics = checker.schema.metrics
    usable = [name for name, other in metrics.items() if name != key and other.kind != "rate"]
    checker.known(
        metric.per,
        usable,
        (*path, "per"),
        code="CFG159",
        message=f"metric `{key}` is to be divided by `{metric.per}`, which is not another metric "
        "of numbers above 0",
    )


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
