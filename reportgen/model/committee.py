"""A committee: its members, and the structures it had one after the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class RankSpell:
    """A rank that a member held from a day on; None means from the beginning."""

    rank: str
    first: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """Days in a row: from `first` (None: the beginning) until before `end` (None: until today)."""

    first: date | None = None
    end: date | None = None

    def covers(self, day: date) -> bool:
        """Return whether the day is one of them."""
        return (self.first is None or self.first <= day) and (self.end is None or day < self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A person on the committee; `left` is the first day without them, None if still there.

    `returns` are the terms of somebody who left and came back, oldest first.
    """

    id: str
    name: str
    ranks: tuple[RankSpell, ...] = ()
    groups: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    joined: date | None = None
    left: date | None = None
    returns: tuple[Term, ...] = ()

    @property
    def terms(self) -> tuple[Term, ...]:
        """Return every stretch of days on the committee, oldest first."""
        return (Term(first=self.joined, end=self.left), *self.returns)

    def is_present(self, day: date) -> bool:
        """Return whether the person belonged to the committee on that day."""
        return any(term.covers(day) for term in self.terms)

    def rank_on(self, day: date) -> str | None:
        """Return the rank held on that day, None where none is known."""
        held = None
        for spell in self.ranks:  # oldest first
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
    """One direction of a mentoring pair, by member ids."""

    mentor: str
    mentee: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Structure:
    """How the committee was organized from `first` to `last` (None: until today)."""

    id: str
    label: str
    first: date
    last: date | None
    roles: tuple[Role, ...]
    mentoring: tuple[Mentoring, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """A role that somebody held for a time.

    Attributes
    ----------
    member : str
        The name of the person where the holding was just read, the id from then on; empty for
        a role that is recorded as vacant.
    role : str
        Its title; of roles in several groups the group stands before it.
    term : Term
        When it was held.
    reports_to : str or None
        The title of the role above.
    row : int
        The line of the file, or the position in the list of members.
    """

    member: str
    role: str
    term: Term
    reports_to: str | None = None
    row: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldingsFile:
    """Where role holdings are read from; columns are None where only their default may exist.

    Attributes
    ----------
    where : tuple of (str, str)
        Columns and the text that rows of the committee have in them.
    is_first_day_out : bool or None
        Whether `until` names the first day on which the role was no longer held; None where
        the configuration does not say, which means the last day on which it was.
    """

    file: str
    person: str
    role: str
    start: str
    end: str
    reports_to: str | None = None
    group: str | None = None
    where: tuple[tuple[str, str], ...] = ()
    is_first_day_out: bool | None = None

    @property
    def columns(self) -> frozenset[str]:
        """Return every column that is certain to be read."""
        named = {self.person, self.role, self.start, self.end, *(name for name, _ in self.where)}
        return frozenset(named | {name for name in (self.reports_to, self.group) if name})


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldingList:
    """Role holdings as a file said them; `column` is the one that names the people."""

    holdings: tuple[Holding, ...]
    file: str
    column: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Committee:
    """The committee; `ranks` run from the lowest to the highest.

    Attributes
    ----------
    holdings : tuple of Holding
        Who held which role when; the structures are made of these where there are any.
    source : HoldingsFile or None
        Where they are read from; None for a list in the configuration.
    days : tuple of date
        On which days the committee is looked at; empty leaves that to the periods.
    is_of_holdings : bool
        Whether structures are made of the holdings; it stays where privacy takes these away.
    """

    ranks: tuple[str, ...] = ()
    trainee_ranks: tuple[str, ...] = ()
    members: tuple[Member, ...] = ()
    structures: tuple[Structure, ...] = ()
    holdings: tuple[Holding, ...] = ()
    source: HoldingsFile | None = None
    days: tuple[date, ...] = ()
    is_of_holdings: bool = False
