"""One sentence for several comparisons of the same periods that all leave the question open."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from reportgen.model.comparison import Alternative
from reportgen.model.verdict import VerdictKind
from reportgen.narrative.comparisons.comparison_words import is_of_gains
from reportgen.narrative.comparisons.decision import is_held_back
from reportgen.narrative.comparisons.finding import undecided_level
from reportgen.narrative.period_names import during, named
from reportgen.narrative.phrases import compose, enumerated, phrase, sentence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.model.prose import Prose
    from reportgen.narrative.quantity_phrases import QuantityFormatter

_FEWEST = 3
"""Two open results can have a sentence each."""


def told_together(
    formatter: QuantityFormatter, names: Iterable[str]
) -> tuple[tuple[ComparisonOutcome, ...], ...]:
    """Return the runs of three or more comparisons that fit one sentence."""
    known = {item.comparison.id: item for item in formatter.outcomes.comparisons}
    runs = (tuple(run) for _, run in groupby(names, key=lambda name: _key(known.get(name))))
    found = (tuple(known[name] for name in run if name in known) for run in runs)
    return tuple(run for run in found if len(run) >= _FEWEST and _key(run[0]) is not None)


def open_results(formatter: QuantityFormatter, outcomes: tuple[ComparisonOutcome, ...]) -> Prose:
    """Return ``Visits, sales, and calls showed no clear change in the year after, …``."""
    comparison = outcomes[0].comparison
    labels = [
        phrase("the growth of {label}", label=item.metric.label)
        if is_of_gains(item)
        else compose(item.metric.label)
        for item in outcomes
    ]
    clause = phrase(
        "{labels} {undecided} {in_later}, compared with {base}",
        labels=enumerated(labels),
        undecided=undecided_level(formatter, outcomes[0]),
        in_later=during(formatter, comparison.later),
        base=named(formatter, comparison.base),
    )
    return sentence(clause)


def _key(outcome: ComparisonOutcome | None) -> tuple[str, str] | None:
    """Return the periods of an open result without anything of its own to say, else None."""
    if (
        outcome is None
        or outcome.verdict.verdict is not VerdictKind.INCONCLUSIVE
        or outcome.verdict.restraint is not None
        or outcome.compared_with is not None
        or outcome.course is not None
        or outcome.comparison.equivalence_margin is not None
        or outcome.comparison.alternative is not Alternative.TWO_SIDED
        or is_held_back(outcome)
    ):
        return None
    return outcome.comparison.base, outcome.comparison.later
