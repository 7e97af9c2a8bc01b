"""The checks of a decision: whether it holds for ranks, without one value, on another scale.

Each rests on another assumption than the test that decides, and that test is never among them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from reportgen.analysis.comparisons.decision import refit
from reportgen.analysis.comparisons.period_model import on_log_scale
from reportgen.analysis.comparisons.sensitivity import Finding, on_ratio_scale, record_finding
from reportgen.errors import InsufficientDataError
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.comparison import Alternative
from reportgen.statistics.influence import cooks_distances
from reportgen.statistics.mann_whitney import compare_ranks
from reportgen.statistics.regression import fit_least_squares

if TYPE_CHECKING:
    from reportgen.analysis.comparisons.decision import Decided
    from reportgen.analysis.comparisons.sensitivity import SensitivitySettings
    from reportgen.model.verdict import SensitivityAnalysis
    from reportgen.statistics.regression import RegressionFit

_RANKS = gettext_noop("Mann-Whitney rank test")
_EQUAL_RANKS = gettext_noop("Mann-Whitney rank test, in which each value counts alike")
# Of fewer values in a period, none can be spared.
_FEWEST_LEFT = 3


def checks_of_means(
    decided: Decided, settings: SensitivitySettings
) -> tuple[SensitivityAnalysis, ...]:
    """Return the three checks of a decision on two means."""
    is_weighted = decided.model.weights is not None
    ranks = record_finding(
        "mann_whitney",
        _EQUAL_RANKS if is_weighted else _RANKS,
        lambda: _by_ranks(decided),
        settings,
        # Ranks of shares of few and of many answer another question than the pooled share.
        counted=not is_weighted,
    )
    unit = gettext_noop("ratio of geometric means")
    return ranks, *checks_of_model(decided, settings, ratio_unit=unit)


def checks_of_model(
    decided: Decided, settings: SensitivitySettings, *, ratio_unit: str
) -> tuple[SensitivityAnalysis, ...]:
    """Return the two checks that any model allows: without one value, and of the logarithms.

    Parameters
    ----------
    decided : Decided
    settings : SensitivitySettings
    ratio_unit : str
        What a difference of logarithms is the ratio of, in words.
    """
    return (
        record_finding(
            "without_influential",
            gettext_noop("Without the most influential value"),
            lambda: _without_influential(decided),
            settings,
            counted=True,
        ),
        record_finding(
            "log_scale",
            gettext_noop("On the log scale"),
            lambda: _on_log_scale(decided, ratio_unit),
            settings,
            counted=True,
        ),
    )


def _by_ranks(decided: Decided) -> Finding:
    """Return the rank test of the values without season and trend."""
    model, settings = decided.model, decided.settings
    fit = fit_least_squares(model.columns, model.responses)
    adjusted = model.values - model.columns[:, 2:] @ fit.coefficients[2:]
    base, later = adjusted[: model.n_base].tolist(), adjusted[model.n_base :].tolist()
    both = compare_ranks(base, later, confidence_level=settings.confidence_level)
    wanted = {Alternative.GREATER: 1, Alternative.LESS: -1}.get(settings.alternative, 0)
    if wanted * decided.decision.direction <= 0:
        return Finding(estimate=both.shift, p_value=both.p_value)
    # As in the decision: the interval has two sides, the P value those of the plan.
    planned = compare_ranks(base, later, alternative=settings.alternative)
    return Finding(estimate=both.shift, p_value=planned.p_value)


def _without_influential(decided: Decided) -> Finding:
    """Return the decision without the value that moves the fit most, by Cook's distance."""
    model = decided.model
    row = int(np.argmax(cooks_distances(model.columns, _plain_fit(decided))))
    shorter = model.without(row)
    if shorter.fewest < _FEWEST_LEFT:
        raise InsufficientDataError(
            gettext_noop("without one more value a period has too few values")
        )
    estimate, p_value = refit(decided, shorter)
    return Finding(estimate=estimate, p_value=p_value)


def _plain_fit(decided: Decided) -> RegressionFit:
    fit = fit_least_squares(decided.model.columns, decided.model.responses)
    if fit.residual_variance == 0:
        raise InsufficientDataError(gettext_noop("the values lie exactly on the model"))
    return fit


def _on_log_scale(decided: Decided, unit: str) -> Finding:
    estimate, p_value = refit(decided, on_log_scale(decided.model))
    return Finding(estimate=on_ratio_scale(estimate), p_value=p_value, null=1.0, unit=unit)
