"""Several comparisons of the same periods that all leave the question open, said together."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.comparison import Test
from reportgen.narrative.claim_words import claim, votes
from reportgen.narrative.comparisons.comparison_words import compared_ids, is_of_gains
from reportgen.narrative.comparisons.decision import is_beyond_trend, is_open
from reportgen.narrative.period_names import during
from reportgen.narrative.phrases import compose, enumerated, phrase, sentence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.model.prose import Prose, Sentences
    from reportgen.narrative.quantity_phrases import QuantityFormatter

_FEWEST = 3
"""Two open results can have a sentence each."""


_IN_A_SENTENCE = 3
"""More would be a list of numbers."""


def told_together(
    formatter: QuantityFormatter, names: Iterable[str]
) -> tuple[tuple[ComparisonOutcome, ...], ...]:
    """Return the groups of three or more comparisons that can be said together."""
    known = {item.comparison.id: item for item in formatter.outcomes.comparisons}
    groups: dict[tuple[str, str], list[ComparisonOutcome]] = {}
    for outcome in (known[name] for name in names if name in known):
        if _has_nothing_of_its_own(formatter, outcome):
            periods = outcome.comparison.base, outcome.comparison.later
            groups.setdefault(periods, []).append(outcome)
    return tuple(tuple(group) for group in groups.values() if len(group) >= _FEWEST)


def open_results(
    formatter: QuantityFormatter, outcomes: tuple[ComparisonOutcome, ...]
) -> Sentences:
    """Return ``In the year after, the averages were 9 a month for calls (…)``, and the verdict."""
    first = outcomes[0].comparison
    in_later, in_base = (during(formatter, key) for key in (first.later, first.base))
    # The first value says what is in brackets.
    items = [
        _values(formatter, item, base_of="" if place else in_base)
        for place, item in enumerate(outcomes)
    ]
    # Of similar length: four are two and two.
    size = ceil(len(items) / ceil(len(items) / _IN_A_SENTENCE))
    values = [
        sentence(
            phrase(
                _OTHERS if place else _AVERAGES,
                in_later=in_later,
                values=enumerated(items[place : place + size]),
            )
        )
        for place in range(0, len(items), size)
    ]
    # One claim for all: each of their verdicts permits it.
    verdict = claim(_CHANCE, outcomes[0].verdict)
    return (*values, sentence(compose(verdict)))


_AVERAGES = gettext_noop("{in_later}, the averages were {values}")
_OTHERS = gettext_noop("others were {values}")
_CHANCE = gettext_noop("each of these differences may be chance")


def _values(
    formatter: QuantityFormatter, outcome: ComparisonOutcome, *, base_of: str = ""
) -> Prose:
    base, later = compared_ids(outcome)
    number = formatter.number(base)
    return phrase(
        _OF_GROWTH if is_of_gains(outcome) else _OF_LEVEL,
        later=formatter.measured_of(later, outcome.metric.label),
        label=outcome.metric.label,
        base=phrase("{base} {in_base}", base=number, in_base=base_of) if base_of else number,
    )


_OF_GROWTH = gettext_noop("{later} for the growth of {label} ({base})")
_OF_LEVEL = gettext_noop("{later} for {label} ({base})")


def _has_nothing_of_its_own(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> bool:
    """Return whether an open result has no more to say than its values."""
    return (
        is_open(outcome)
        and outcome.verdict.restraint is None
        and outcome.compared_with is None
        and outcome.course is None
        and outcome.comparison.equivalence_margin is None
        and outcome.comparison.test is not Test.ITS
        and all(map(formatter.has, compared_ids(outcome)))
        and not is_beyond_trend(formatter, outcome)
        and not votes(outcome.verdict)[0]
    )
