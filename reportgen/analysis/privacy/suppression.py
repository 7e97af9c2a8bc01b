"""Suppression of counts of small groups, and of counts from which these can be derived.

A count is released if it and every count that can be derived by subtracting released counts from
each other covers at least n people. Subtraction is applied to the sets of people, not to the
numbers, so every derivable group is found; a count that would make a small group derivable is
suppressed as well (complementary suppression). The rule errs on the side of suppression: an empty
group counts as small, because "none of them" is a statement about every member.

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
# The differences of n groups can number 2^n; beyond this bound a release is refused, which is safe.
_MOST_DIFFERENCES = 2_000
_REASON = gettext_noop("withheld, so that nothing is revealed about fewer than {count} people")


def suppressed(smallest: int) -> Refusal:
    """Return the refusal that replaces the count of a small group."""
    reason = Message(_REASON, count=str(smallest))
    return Refusal(reason=reason, smallest_group=smallest)


@dataclass(slots=True)
class DisclosureControl:
    """Decides successively which counts may be released.

    Attributes
    ----------
    smallest : int
        Minimum size of a group whose count is released or derivable.
    known : set of frozenset
        All groups whose size is released or can be derived.
    """

    smallest: int
    known: set[People] = field(default_factory=set)

    def release(self, *groups: Iterable[Hashable]) -> bool:
        """Release the sizes of groups if that is allowed; return whether it is."""
        closed = self._known_with({frozenset(group) for group in groups})
        self.known = self.known if closed is None else closed
        return closed is not None

    def can_release(self, *groups: Iterable[Hashable]) -> bool:
        """Return whether the sizes of groups may be released, without releasing them."""
        return self._known_with({frozenset(group) for group in groups}) is not None

    def _known_with(self, new: set[People]) -> set[People] | None:
        """Return all groups known after a release, or None if it is not allowed."""
        if any(len(group) < self.smallest for group in new):
            return None
        closed = _with_differences(self.known | new)
        # An empty difference of two equal groups reveals nothing new, hence `0 <`.
        if closed is None or any(0 < len(group) < self.smallest for group in closed):
            return None
        return closed

    def release_share(self, some: Iterable[Hashable], everyone: Iterable[Hashable]) -> bool:
        """Release a share, which reveals the sizes of the group, the rest and the whole."""
        whole = frozenset(everyone)
        part = frozenset(some)
        return self.release(part, whole - part, whole)


def _with_differences(groups: set[People]) -> set[People] | None:
    """Return the closure of groups under the difference of a group and its subset.

    None if it has more than `_MOST_DIFFERENCES` groups.
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
