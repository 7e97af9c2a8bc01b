"""What an interrupted series shows, in the length of a title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.monitoring_verdict import Tone
from reportgen.narrative.claim_words import FOUND, LEVEL_WORDS, claim
from reportgen.narrative.comparisons.comparison_registry import words_of
from reportgen.narrative.comparisons.decision import may_have_moved
from reportgen.narrative.comparisons.interrupted_series import effect_time, start_of_change
from reportgen.narrative.front.comparison_parts import (
    doubt,
    subject_of,
    time_words,
    tone_of,
    with_checks,
)
from reportgen.narrative.front.finding import Finding, Rank
from reportgen.narrative.phrases import bracketed, compose, labelled, phrase
from reportgen.narrative.statement import Headline

if TYPE_CHECKING:
    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.model.prose import Prose
    from reportgen.narrative.quantity_phrases import QuantityFormatter

    Parts = dict[str, Prose]


def series_finding(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Finding | None:
    """Return the difference from the earlier trend carried on."""
    name, verdict = outcome.ids.decided_difference, outcome.verdict
    if not formatter.has(name):
        return None
    is_found = verdict.verdict in FOUND
    above = formatter.value(name) > 0
    parts: Parts = {
        **time_words(formatter, outcome),
        "label": subject_of(formatter, outcome),
        "start": compose(start_of_change(formatter, outcome)),
        "end": compose(effect_time(formatter, outcome)),
        "change": _sized(formatter, name),
    }
    against = phrase(_ABOVE if above else _BELOW, parts)
    if is_found:
        parts |= {
            "rose": compose(claim(LEVEL_WORDS[verdict.verdict], verdict)),
            "against": against,
        }
        titles = tuple(phrase(template, parts) for template in (_ROSE_AFTER, _ROSE_BARE))
        clause = phrase(_ROSE_AT, parts)
        tone = tone_of(outcome)
    else:
        parts |= {"chance": doubt(formatter, outcome), "against": against}
        held = may_have_moved(outcome)
        titles = (phrase(_MAY_AFTER if held else _OPEN_AFTER, parts),)
        clause, tone = phrase(_MAY_AT if held else _OPEN_AT, parts), Tone.NEUTRAL
    _, label = words_of(outcome.result).headline(formatter, outcome)
    evidence = bracketed(formatter.interval(name))
    doubtful = () if is_found else labelled("; ", parts["chance"])
    figure = Headline(value=formatter.measured(name), label=compose(label, evidence, doubtful))
    finding = Finding(
        metric=outcome.metric.id,
        rank=Rank.FOUND if is_found else Rank.OPEN,
        titles=titles,
        clause=clause,
        tone=tone,
        figure=figure,
    )
    return with_checks(outcome, finding) if is_found else finding


def _sized(formatter: QuantityFormatter, name: str) -> Prose:
    """Return a difference without its sign, with its unit."""
    unit = formatter.unit_text(name)
    size = formatter.number(name, "size")
    return phrase("{number} {unit}", number=size, unit=unit) if unit else (size,)


_ABOVE = gettext_noop("{change} above the earlier trend")
_BELOW = gettext_noop("{change} below the earlier trend")
_ROSE_AFTER = gettext_noop("{label} {rose} after {start}: {against}")
_ROSE_BARE = gettext_noop("{label} {rose} after {start}")
_ROSE_AT = gettext_noop("{label} {rose} after {start}: {against} for {end}")
_OPEN_AFTER = gettext_noop("{label} after {start}: {against}, and {chance}")
_OPEN_AT = gettext_noop("{label} after {start}: {against} for {end}; {chance}")
_MAY_AFTER = gettext_noop("{label} {chance} after {start}: {against}")
_MAY_AT = gettext_noop("{label} {chance} after {start}: {against} for {end}")
