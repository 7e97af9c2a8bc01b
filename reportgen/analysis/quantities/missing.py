"""Quantities of comparisons and campaigns that could not be computed, with the reason.

They keep their ids, so that a text that uses one can print the reason instead of failing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.analysis.comparisons.comparison_registry import usual_kind
from reportgen.analysis.quantities.family import QuantityFamily
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.quantity import Form
from reportgen.model.quantity_ids import (
    ALL_CAMPAIGNS,
    PREVIOUS_RECORD,
    RECORD,
    ComparisonIds,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportgen.model.comparison import Comparison
    from reportgen.model.configuration import KeyPath
    from reportgen.model.quantity import Quantity
    from reportgen.model.quantity_ids import QuantityIds

_CAMPAIGNS: tuple[tuple[QuantityIds, str, Form], ...] = (
    (ALL_CAMPAIGNS, "n", Form.COUNT),
    (ALL_CAMPAIGNS, "total", Form.COUNT),
    (RECORD, "value", Form.COUNT),
    (RECORD, "ratio_to_previous", Form.RATIO),
    (RECORD, "share_of_total", Form.SHARE),
    (RECORD, "chance", Form.SHARE),
    (PREVIOUS_RECORD, "value", Form.COUNT),
)
_FORMULA = gettext_noop("not computed")


def absent_comparison(
    comparison: Comparison, reason: str, config_key: KeyPath
) -> Iterator[Quantity]:
    """Yield all quantities of a comparison whose periods or metric have no data."""
    ids, kind = ComparisonIds(comparison), usual_kind(comparison.test)
    margin = comparison.equivalence_margin
    of_contrast = dict(kind.missing_of_contrast)
    if margin is not None:
        of_contrast["equivalence_p_value"] = Form.P_VALUE
        name = "equivalence_ratio" if margin.is_relative else "equivalence_difference"
        of_contrast[name] = Form.RATIO if margin.is_relative else Form.MEASURE
    parts: tuple[tuple[QuantityIds, Mapping[str, Form]], ...] = (
        (ids.base, kind.missing_of_period),
        (ids.later, kind.missing_of_period),
        (ids.contrast, of_contrast),
    )
    for its_ids, statistics in parts:
        family = QuantityFamily(ids=its_ids, method=kind.method, config_key=config_key)
        for name, form in statistics.items():
            yield family.missing(name, reason, form=form, formula=_FORMULA)


def absent_campaigns(reason: str) -> Iterator[Quantity]:
    """Yield all quantities of campaigns as missing."""
    for ids, name, form in _CAMPAIGNS:
        family = QuantityFamily(ids=ids, method="record-campaign", config_key=("campaigns",))
        yield family.missing(name, reason, form=form, formula=_FORMULA)
