"""The quantities that were asked for and can't be had at all, each with the reason.

They keep their ids, so that a text that names one is told why it is empty, and not that it
does not exist.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.analysis.quantities.family import QuantityFamily
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.comparison import Test
from reportgen.model.quantity import Form
from reportgen.model.quantity_ids import (
    ALL_CAMPAIGNS,
    PREVIOUS_RECORD,
    RECORD,
    ComparisonIds,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.model.comparison import Comparison
    from reportgen.model.configuration import KeyPath
    from reportgen.model.quantity import Quantity
    from reportgen.model.quantity_ids import QuantityIds

_METHODS = {
    Test.SLOPE: "slope-comparison",
    Test.MEAN: "mean-comparison",
    Test.ITS: "interrupted-series",
}
_MEASURE, _RATIO, _STATISTIC = Form.MEASURE, Form.RATIO, Form.STATISTIC
_AVERAGE, _DF = Form.AVERAGE, Form.DEGREES_OF_FREEDOM
_COEFFICIENT, _P_VALUE = Form.COEFFICIENT, Form.P_VALUE
_OF_PERIOD = {
    Test.SLOPE: {
        "slope": _AVERAGE,
        "intercept": _MEASURE,
        "r_squared": _COEFFICIENT,
        "residual_sd": _MEASURE,
        "p_value": _P_VALUE,
        "gain_mean": _MEASURE,
    },
    Test.MEAN: {"mean": _AVERAGE, "sd": Form.SPREAD, "total": _MEASURE},
    Test.ITS: {"slope": _AVERAGE},
}
_OF_CONTRAST = {
    Test.SLOPE: {
        "slope_ratio": _RATIO,
        "slope_difference": _MEASURE,
        "t": _STATISTIC,
        "df": _DF,
        "p_value": _P_VALUE,
        "gains_difference": _MEASURE,
        "gains_t": _STATISTIC,
        "gains_df": _DF,
        "gains_p_value": _P_VALUE,
    },
    Test.MEAN: {
        "ratio": _RATIO,
        "difference": _MEASURE,
        "hedges_g": _COEFFICIENT,
        "t": _STATISTIC,
        "df": _DF,
        "p_value": _P_VALUE,
    },
    Test.ITS: {
        "level_change": _MEASURE,
        "slope_change": _MEASURE,
        "effect_at_end": _MEASURE,
        "t": _STATISTIC,
        "df": _DF,
        "p_value": _P_VALUE,
        "slope_p_value": _P_VALUE,
        "rho": _COEFFICIENT,
    },
}
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
    """Yield every quantity of a comparison whose periods or metric are not there."""
    ids, test = ComparisonIds(comparison), comparison.test
    margin = comparison.equivalence_margin
    of_contrast = dict(_OF_CONTRAST[test])
    if margin is not None:
        of_contrast["equivalence_p_value"] = _P_VALUE
        name = "equivalence_ratio" if margin.is_relative else "equivalence_difference"
        of_contrast[name] = _RATIO if margin.is_relative else _MEASURE
    parts: tuple[tuple[QuantityIds, dict[str, Form]], ...] = (
        (ids.base, _OF_PERIOD[test]),
        (ids.later, _OF_PERIOD[test]),
        (ids.contrast, of_contrast),
    )
    for its_ids, statistics in parts:
        family = QuantityFamily(ids=its_ids, method=_METHODS[test], config_key=config_key)
        for name, form in statistics.items():
            yield family.missing(name, reason, form=form, formula=_FORMULA)


def absent_campaigns(reason: str) -> Iterator[Quantity]:
    """Yield every quantity of campaigns that can't be ranked."""
    for ids, name, form in _CAMPAIGNS:
        family = QuantityFamily(ids=ids, method="record-campaign", config_key=("campaigns",))
        yield family.missing(name, reason, form=form, formula=_FORMULA)
