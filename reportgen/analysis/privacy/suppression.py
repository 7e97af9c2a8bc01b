"""Counts of few people, kept back together with what they could be worked out from.

A count is told where at least n people stand behind it and behind every count that a reader
gets by subtracting told ones from each other. The subtraction is done on the sets of people
themselves, so a difference is found whichever of the numbers it hides between; a count that
would open one is kept back too (complementary suppression). Rather too much is kept back
than too little: nobody at all is fewer than n as well, since "nobody" tells of everybody.

References
----------
Hundepool et al. (2012), Statistical Disclosure Control, Wiley, chapter 4: sensitive cells,
and secondary suppression so that they can't be recalculated.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.estimate import Refusal
from reportgen.model.message import Message

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

People = frozenset["Hashable"]
_MOST_DIFFERENCES = 2_000
_REASON = gettext_noop("kept back, so that nothing is told of fewer than {count} people")


def kept_back(smallest: int) -> Refusal:
    """Return the reason that stands where a count of few people would."""
    reason = Message(_REASON, count=str(smallest))
    return Refusal(reason=reason, smallest_group=smallest)


@dataclass(slots=True)
class Teller:
    """Decides, one count after the other, what may be told.

    Attributes
    ----------
    smallest : int
        The fewest people that a told or derivable count may have.
    known : set of frozenset
        Every group whose size a reader knows, told or worked out.
    """

    smallest: int
    known: set[People] = field(default_factory=set)

    def may_tell(self, *groups: Iterable[Hashable]) -> bool:
        """Return whether groups may be counted before a reader; if so, they are known then."""
        closed = self._known_with({frozenset(group) for group in groups})
        self.known = self.known if closed is None else closed
        return closed is not None

    def would_tell(self, *groups: Iterable[Hashable]) -> bool:
        """Return whether groups may be counted, without counting them."""
        return self._known_with({frozenset(group) for group in groups}) is not None

    def _known_with(self, new: set[People]) -> set[People] | None:
        """Return all that a reader would know, None where that is too much."""
        if any(len(group) < self.smallest for group in new):
            return None
        closed = _with_differences(self.known | new)
        if closed is None or any(0 < len(group) < self.smallest for group in closed):
            return None
        return closed

    def may_tell_share(self, some: Iterable[Hashable], everyone: Iterable[Hashable]) -> bool:
        """Return whether a share may be told: of a group, of the rest, and of both."""
        whole = frozenset(everyone)
        part = frozenset(some)
        return self.may_tell(part, whole - part, whole)


def _with_differences(groups: set[People]) -> set[People] | None:
    """Return groups with all that can be had by taking one from another that holds it.

    None where they are too many to follow.
    """
    closed = set(groups)
    waiting = list(groups)
    while waiting:
        one = waiting.pop()
        found = {one - other for other in closed if other < one}
        found |= {other - one for other in closed if one < other}
        found -= closed
        closed |= found
        waiting += found
        if len(closed) > _MOST_DIFFERENCES:
            return None
    return closed
