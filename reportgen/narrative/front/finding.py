"""What can be said of one metric in the length of a title."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from itertools import product
from typing import TYPE_CHECKING

from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.message import Message
from reportgen.model.monitoring_verdict import Tone
from reportgen.model.prose import plain_text
from reportgen.narrative.phrases import listed, phrase, sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.model.metric import Metric
    from reportgen.model.prose import Prose
    from reportgen.narrative.quantity_phrases import QuantityFormatter
    from reportgen.narrative.statement import Headline

LONGEST_TITLE = 140
"""Characters: four lines of a title at its printed size, which leave room for the first page."""

IN_TITLE = "in a title"
GAINS = gettext_noop("{monthly} gains in {label}", context=IN_TITLE)
"""What is judged of a running total."""


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
    clause : Prose
        The finding with its values, for the standfirst.
    since : str
        The change that lies between the compared periods, as a clause; may be empty.
    tone : Tone
        Whether a change is for the better.
    figure : Headline or None
        A key figure; None for a value that is not worth one.
    """

    metric: str
    rank: Rank
    titles: tuple[Prose, ...]
    clause: Prose
    since: str = ""
    tone: Tone = Tone.NEUTRAL
    figure: Headline | None = None

    @property
    def sentence(self) -> Prose:
        """Return the clause as a sentence that begins with the change."""
        if not self.since:
            return sentence(self.clause)
        return sentence(phrase("after {since}, {clause}", since=self.since, clause=self.clause))


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
        # Each part gives up as few details as possible, the last one first.
        for way in sorted(ways, key=lambda way: (max(way), sum(way), way)):
            chosen = [versions[at] for versions, at in zip(kept, way, strict=True)]
            words = listed(chosen, "; ")
            if len(plain_text(words)) <= room:
                return words
        if len(kept) == 1:
            return kept[0][-1]
        kept.pop()
    return ()
