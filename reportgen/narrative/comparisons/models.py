"""What the methods say of the models that comparisons are decided by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.comparison import Test
from reportgen.narrative.period_names import named_base
from reportgen.narrative.phrases import compose, enumerated, phrase, sentence

if TYPE_CHECKING:
    from reportgen.analysis.comparisons.decision import Decision
    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.model.prose import Prose
    from reportgen.narrative.quantity_phrases import QuantityFormatter


def decision_methods(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> tuple[Prose, ...]:
    """Return the sentences of the methods section on how a comparison is decided."""
    is_series = outcome.comparison.test is Test.ITS
    model = sentence(phrase(_MODEL_OF_SERIES if is_series else _MODEL))
    matched = (_MATCHED,) if outcome.compared_with is not None else ()
    before = (sentence(phrase(words)) for words in (*matched, _CORRELATED, _AVERAGED))
    included = _included(formatter, is_series=is_series)
    return *before, model, included, sentence(phrase(_INTERVALS))


_MATCHED = gettext_noop(
    "Where two periods hold different parts of the year, we compared the later one with the same "
    "part a year earlier"
)
_CORRELATED = gettext_noop("The test allows for successive values that resemble each other")
_AVERAGED = gettext_noop(
    "It averages over all possible strengths of this autocorrelation, weighted by the data and by "
    "a prior that favours weak ones"
)
_MODEL = gettext_noop(
    "Where the data show a season, or one trend through both periods of a comparison, the model "
    "includes it"
)
_MODEL_OF_SERIES = gettext_noop(
    "The line includes an annual curve where the data show one, and where there are less than two "
    "years before or after a change"
)
_INTERVALS = gettext_noop("Each interval holds the values that the test does not reject")


def _included(formatter: QuantityFormatter, *, is_series: bool) -> Prose:
    """Return what the models of this brief include, for all comparisons of one kind together."""
    labels: dict[str, list[Prose]] = {}
    for item in formatter.outcomes.comparisons:
        if item.decision is not None and (item.comparison.test is Test.ITS) == is_series:
            part = _of_series(item.decision) if is_series else _of_periods(item.decision)
            label = _label(formatter, item)
            known = labels.setdefault(part, [])
            # All changes of one series have one model.
            known += [] if label in known else [label]
    nothing = _NO_CURVE if is_series else _NEITHER
    if list(labels) == [nothing]:
        return sentence(phrase(_NONE_HERE if is_series else _NEITHER_HERE))
    parts = [
        phrase(template, labels=enumerated(labels[template]))
        for template in (_BOTH, _SEASON, _TREND, _CURVE, nothing)
        if template in labels
    ]
    return sentence(phrase("Here, it includes {parts}", parts=enumerated(parts)))


def _of_periods(decision: Decision) -> str:
    if decision.trend is not None:
        return _BOTH if decision.has_season else _TREND
    return _SEASON if decision.has_season else _NEITHER


def _of_series(decision: Decision) -> str:
    return _CURVE if decision.has_season else _NO_CURVE


_BOTH = gettext_noop("a season and a trend for {labels}")
_SEASON = gettext_noop("a season for {labels}")
_TREND = gettext_noop("a trend for {labels}")
_NEITHER = gettext_noop("neither for {labels}")
_CURVE = gettext_noop("such a curve for {labels}")
_NO_CURVE = gettext_noop("none for {labels}")
_NEITHER_HERE = gettext_noop("Here, it includes neither")
_NONE_HERE = gettext_noop("Here, it includes none")


def _label(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Prose:
    """Return the metric of a comparison, and which of its comparisons it is if models differ."""
    alike = {
        (item.decision.has_season, item.decision.trend is None)
        for item in formatter.outcomes.comparisons
        if item.metric.id == outcome.metric.id and item.decision is not None
    }
    if len(alike) == 1:
        return compose(outcome.metric.label)
    return phrase(
        "{label} against {against}",
        label=outcome.metric.label,
        against=named_base(formatter, outcome),
    )
