"""The quantities that were asked for and can't be had at all, each with the reason.

They keep their ids, so that a text that names one is told why it is empty, and not that it
does not exist.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.analysis.comparisons.prepare import comparison_stem
from reportgen.analysis.quantities.family import QuantityFamily
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.comparison import Test
from reportgen.model.quantity import Form

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.model.comparison import Comparison
    from reportgen.model.configuration import KeyPath
    from reportgen.model.quantity import Quantity

_METHODS = {
    Test.SLOPE: "slope-comparison",
    Test.MEAN: "mean-comparison",
    Test.ITS: "interrupted-series",
}
_MEASURE, _RATIO, _STATISTIC = Form.MEASURE, Form.RATIO, Form.STATISTIC
_COEFFICIENT, _P_VALUE = Form.COEFFICIENT, Form.P_VALUE
_OF_PERIOD = {
    Test.SLOPE: {
        "slope": _MEASURE,
        "intercept": _MEASURE,
        "r_squared": _COEFFICIENT,
        "residual_sd": _MEASURE,
        "p_value": _P_VALUE,
        "gain_mean": _MEASURE,
    },
    Test.MEAN: {"mean": _MEASURE, "sd": _MEASURE, "total": _MEASURE},
    Test.ITS: {"slope": _MEASURE},
}
_OF_CONTRAST = {
    Test.SLOPE: {
        "slope_ratio": _RATIO,
        "slope_difference": _MEASURE,
        "t": _STATISTIC,
        "df": _STATISTIC,
        "p_value": _P_VALUE,
        "gains_difference": _MEASURE,
        "gains_t": _STATISTIC,
        "gains_df": _STATISTIC,
        "gains_p_value": _P_VALUE,
    },
    Test.MEAN: {
        "ratio": _RATIO,
        "difference": _MEASURE,
        "hedges_g": _COEFFICIENT,
        "t": _STATISTIC,
        "df": _STATISTIC,
        "p_value": _P_VALUE,
    },
    Test.ITS: {
        "level_change": _MEASURE,
        "slope_change": _MEASURE,
        "effect_at_end": _MEASURE,
        "t": _STATISTIC,
        "df": _STATISTIC,
        "p_value": _P_VALUE,
        "slope_p_value": _P_VALUE,
        "rho": _COEFFICIENT,
    },
}
_CAMPAIGNS = {
    "all.n": Form.COUNT,
    "all.total": Form.COUNT,
    "record.value": Form.COUNT,
    "record.ratio_to_previous": Form.RATIO,
    "record.share_of_total": Form.SHARE,
    "record.chance": Form.SHARE,
    "previous_record.value": Form.COUNT,
}
_FORMULA = gettext_noop("not computed")


def absent_comparison(
    comparison: Comparison, reason: str, config_key: KeyPath
) -> Iterator[Quantity]:
    """Yield every quantity of a comparison whose periods or metric are not there."""
    stem, test = comparison_stem(comparison), comparison.test
    parts = [(key, _OF_PERIOD[test]) for key in (comparison.base, comparison.later)]
    margin = comparison.equivalence_margin
    of_contrast = dict(_OF_CONTRAST[test])
    if margin is not None:
        of_contrast["equivalence_p_value"] = _P_VALUE
        name = "equivalence_ratio" if margin.is_relative else "equivalence_difference"
        of_contrast[name] = _RATIO if margin.is_relative else _MEASURE
    for key, statistics in (*parts, (comparison.contrast, of_contrast)):
        family = QuantityFamily(
            prefix=f"{stem}.{key}", method=_METHODS[test], config_key=config_key
        )
        for name, form in statistics.items():
            yield family.missing(name, reason, form=form, formula=_FORMULA)


def absent_campaigns(reason: str) -> Iterator[Quantity]:
    """Yield every quantity of campaigns that can't be ranked."""
    family = QuantityFamily(prefix="campaigns", method="record-campaign", config_key=("campaigns",))
    for name, form in _CAMPAIGNS.items():
        yield family.missing(name, reason, form=form, formula=_FORMULA)
