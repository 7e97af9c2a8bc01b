"""A committee: its members and its successive structures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class RankSpell:
    """A rank held from the day `first` on; None means since joining."""

    rank: str
    first: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A member of the committee; `left` is the first day after leaving, None if still a member."""

    id: str
    name: str
    ranks: tuple[RankSpell, ...]
    groups: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    joined: date | None = None
    left: date | None = None

    def is_present(self, day: date) -> bool:
        """Return whether the person was a member on that day."""
        return (self.joined is None or self.joined <= day) and (
            self.left is None or day < self.left
        )

    def rank_on(self, day: date) -> str | None:
        """Return the rank held on that day, or None if it is unknown."""
        held = None
        # Sorted by date, oldest first, so the last match is the rank in force.
        for spell in self.ranks:
            if spell.first is None or spell.first <= day:
                held = spell.rank
        return held


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A role in one structure; `reports_to` is the title of the role above it."""

    title: str
    holders: tuple[str, ...]
    lead: bool = False
    reports_to: str | None = None
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentoring:
    """One direction of a mentoring pair, as member ids."""

    mentor: str
    mentee: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Structure:
    """The organization of the committee from `first` to `last` (None: still in force)."""

    id: str
    label: str
    first: date
    last: date | None
    roles: tuple[Role, ...]
    mentoring: tuple[Mentoring, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Committee:
    """A committee; `ranks` are sorted from the lowest to the highest."""

    ranks: tuple[str, ...]
    trainee_ranks: tuple[str, ...]
    members: tuple[Member, ...]
    structures: tuple[Structure, ...]
