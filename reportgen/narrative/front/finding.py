"""What can be said of one metric in the length of a title."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from itertools import product
from typing import TYPE_CHECKING

from reportgen.model.message import Message
from reportgen.model.monitoring_verdict import Tone
from reportgen.model.prose import plain_text
from reportgen.narrative.phrases import listed, phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.model.metric import Metric
    from reportgen.model.prose import Prose
    from reportgen.narrative.quantity_phrases import QuantityFormatter
    from reportgen.narrative.statement import Headline

LONGEST_TITLE = 140
"""Characters: four lines of a title at its printed size, which leave room for the first page."""


class Rank(IntEnum):
    """How much a finding has to say; the smaller, the more."""

    FOUND = 0
    """A change, a difference, or a signal."""
    ALIKE = 1
    """Periods that a margin shows to be alike."""
    DOUBTFUL = 2
    """A difference that most checks do not show."""
    EXPECTED = 3
    """A metric within its expected range."""
    OPEN = 4
    """Two values whose difference may be chance."""
    KNOWN = 5
    """Values that nothing is compared with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What is found of one metric.

    Attributes
    ----------
    metric : str
        The id of the metric.
    titles : tuple of Prose
        Clauses for a title, from the most detailed to the shortest. At least one.
    sentence : Prose
        The finding with its values, for the standfirst.
    tone : Tone
        Whether a change is for the better.
    figure : Headline or None
        A key figure; None for a value that is not worth one.
    """

    metric: str
    rank: Rank
    titles: tuple[Prose, ...]
    sentence: Prose
    tone: Tone = Tone.NEUTRAL
    figure: Headline | None = None


def amount(formatter: QuantityFormatter, name: str, metric: Metric) -> Prose:
    """Return a number after the label of its metric, without a unit that the label has.

    Loans fell to ``3575 a month``; tweets rose to ``24 tweets a month`` if they are called posts.
    """
    if metric.unit.casefold() not in metric.short_label.casefold():
        return formatter.measured(name)
    number = formatter.number(name)
    # The unit of a rate is a message that contains what is counted.
    if isinstance(formatter.quantity(name).unit, Message):
        return phrase("{number} {per_month}", formatter.time(metric.id), number=number)
    return (number,)


def fitted(parts: Sequence[tuple[Prose, ...]], room: int = LONGEST_TITLE) -> Prose:
    """Return the most detailed clauses that fit, joined by semicolons.

    Parameters
    ----------
    parts : sequence of tuple of Prose
        For each clause its versions, the longest first. The last parts are left out first.
    room : int
        In characters; a single clause is returned even if it is longer.
    """
    kept = list(parts)
    while kept:
        ways = product(*(range(len(versions)) for versions in kept))
        # The fewest details are given up, those of the last part first.
        for way in sorted(ways, key=lambda way: (sum(way), way)):
            chosen = [versions[at] for versions, at in zip(kept, way, strict=True)]
            words = listed(chosen, "; ")
            if len(plain_text(words)) <= room:
                return words
        if len(kept) == 1:
            return kept[0][-1]
        kept.pop()
    return ()
