"""Name the quantity that a goal means by the words that people use for it."""

from typing import Any

from pydantic_core import PydanticCustomError

from reportgen.model.comparison import Test
from reportgen.model.quantity_ids import (
    ContrastIds,
    ObservedIds,
    PeriodIds,
    StructureIds,
    SurveyIds,
    contrast,
    latest_id,
)

_OF_METRIC = ("average_of", "total_of", "change_over", "latest", "growth_ratio")
WORDS = ("metric", *_OF_METRIC, "survey", "retention")
"""The keys that name a quantity together."""


def quantity_in_words(*, quantity: str, metric: str | None, **words: Any) -> str:
    """Return the id of the quantity that a goal is measured by.

    An average may be known by another id, which depends on the data:
    `analysis.goals.progress.with_known_measure` finds it.

    Raises
    ------
    PydanticCustomError
        The words name no quantity, or more than one.
    """
    given = [name for name, value in words.items() if value is not None]
    of_metric = [name for name in given if name in _OF_METRIC]
    others = [*(["quantity"] if quantity else []), *(set(given) - set(of_metric))]
    if metric is not None and not of_metric:
        raise PydanticCustomError("goal_words_none", "what of the metric", {"metric": metric})
    if of_metric and metric is None:
        raise PydanticCustomError("goal_words_no_metric", "a metric", {"word": of_metric[0]})
    if len(of_metric) + len(others) > 1:
        names = [name for name in ("quantity", *words) if name in (*of_metric, *others)]
        raise PydanticCustomError("goal_words_many", "one number", {"names": names})
    if quantity:
        return quantity
    if not given:
        raise PydanticCustomError("goal_words_nothing", "a number", {})
    name, value = given[0], words[given[0]]
    if name == "survey":
        return SurveyIds(value).after_share
    if name == "retention":
        return StructureIds(value).retention
    return _of_metric(str(metric), name, value)


def _of_metric(metric: str, word: str, value: Any) -> str:
    if word == "latest":
        return latest_id(metric)
    if word == "average_of":
        return PeriodIds(metric, Test.MEAN.analysis, value).mean
    if word == "growth_ratio":
        later, base = value
        family = PeriodIds(metric, Test.SLOPE.analysis, contrast(base, later))
        return ContrastIds(family.stem).slope_ratio
    return ObservedIds(metric, value).of({"total_of": "total", "change_over": "change"}[word])
