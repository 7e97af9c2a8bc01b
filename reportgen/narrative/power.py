"""What comparisons could show once their data exist, one paragraph each."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.comparison import Test
from reportgen.model.prose import plain_text
from reportgen.model.quantity import Form, Quantity
from reportgen.narrative.comparisons.comparison_words import base_period
from reportgen.narrative.numbers.number_style import number_style
from reportgen.narrative.numbers.number_text import number_text
from reportgen.narrative.numbers.period_text import range_text
from reportgen.narrative.phrases import compose, paragraph, phrase, sentence
from reportgen.narrative.quantity_phrases import QuantityFormatter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.analysis.comparisons.decision import Decision
    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.analysis.power.planned import PlannedComparisons
    from reportgen.model.prose import Prose


def power_texts(planned: PlannedComparisons) -> Iterator[str]:
    """Yield what each comparison could show, in the order of the plan; reasons come last."""
    configuration, outcomes = planned.configuration, planned.outcomes
    formatter = QuantityFormatter(
        configuration=configuration,
        outcomes=outcomes,
        style=number_style(configuration.brief.number_style, alpha=configuration.analysis.alpha),
    )
    for outcome in outcomes.comparisons:
        yield plain_text(_comparison(formatter, outcome))
    for metric, reason in planned.refused:
        yield plain_text(sentence(phrase(_REFUSED, label=metric.label, reason=reason)))


def _comparison(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Prose:
    decision = outcome.decision
    if decision is None:
        return sentence(phrase(_REFUSED, label=outcome.metric.label, reason=outcome.verdict.reason))
    parts = {
        **formatter.time(outcome.metric.id),
        "label": outcome.metric.label,
        "n_base": str(decision.n_base),
        "n_later": str(decision.n_later),
        "base": range_text(base_period(formatter, outcome)),
        "later": range_text(formatter.period(outcome.comparison.later)),
    }
    found = phrase(
        _GROWTH_FOUND if _is_of_growth(outcome) else _FOUND,
        parts,
        change=_roughly(formatter, outcome.ids.detectable_difference),
        share=_share(formatter, decision),
    )
    if decision.restraint is not None:
        return paragraph(sentence(phrase(_NO_CLAIM, parts)))
    return paragraph(
        sentence(found),
        sentence(phrase(_RHO, parts, rho=formatter.number(outcome.ids.decided_rho))),
        sentence(phrase(_TREND, parts)) if decision.trend is not None else (),
    )


_FOUND = gettext_noop(
    "{label}: with {n_base} {months} before ({base}) and {n_later} after ({later}), a change of "
    "about {change}{share} would be found in four of five cases"
)
_GROWTH_FOUND = gettext_noop(
    "Growth of {label}: with {n_base} {months} before ({base}) and {n_later} after ({later}), a "
    "change of about {change}{share} would be found in four of five cases"
)
_NO_CLAIM = gettext_noop(
    "{label}: with {n_base} {months} before ({base}) and {n_later} after ({later}), no change "
    "would be claimed: the periods are too short, or hold different {months} of the year"
)
_RHO = gettext_noop("Successive {months} are taken to correlate as they did so far, about {rho}")
_TREND = gettext_noop("A trend is under way: the change is counted beyond it")
_REFUSED = gettext_noop("{label} can't be planned for: {reason}")


def _is_of_growth(outcome: ComparisonOutcome) -> bool:
    return outcome.comparison.test is Test.SLOPE


def _roughly(formatter: QuantityFormatter, name: str) -> Prose:
    """Return a number of two digits with its unit: a plan is no measurement."""
    value = float(f"{formatter.value(name):.2g}")
    rough = replace(formatter.quantity(name), value=value, decimals=None)
    text = number_text(rough, formatter.style)
    # Two digits of 128,328 are 130,000; those of 3.04 are 3.0.
    unit = formatter.unit_text(name)
    return phrase("{number} {unit}", number=text, unit=unit) if unit else compose(text)


def _share(formatter: QuantityFormatter, decision: Decision) -> Prose:
    """Return the change as a share of the value before; nothing where that is near 0."""
    if decision.trend is not None or decision.detectable > abs(decision.base):
        return ()
    share = Quantity(id="", value=decision.detectable / abs(decision.base), form=Form.SHARE)
    return compose(" (", number_text(share, formatter.style), ")")
