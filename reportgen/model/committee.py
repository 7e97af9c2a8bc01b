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
class Term:
    """A term from `first` (None: unknown) up to but not including `end` (None: still running)."""

    first: date | None = None
    end: date | None = None

    def covers(self, day: date) -> bool:
        """Return whether the day is within the term."""
        return (self.first is None or self.first <= day) and (self.end is None or day < self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A member of the committee; `left` is the first day after leaving, None if still a member.

    `returns` are the later terms of a member who left and came back, oldest first.
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
        """Return all terms, oldest first."""
        return (Term(first=self.joined, end=self.left), *self.returns)

    def is_present(self, day: date) -> bool:
        """Return whether the person was a member on that day."""
        return any(term.covers(day) for term in self.terms)

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
class Holding:
    """A role that a person held for a time.

    Attributes
    ----------
    member : str
        The person's name as read, the member id after loading; empty for a role recorded as
        vacant.
    role : str
        Title of the role, prefixed with the group if the file has several groups.
    term : Term
        When the role was held.
    reports_to : str or None
        Title of the role above.
    row : int
        Line of the file, or position in the list of members.
    """

    member: str
    role: str
    term: Term
    reports_to: str | None = None
    row: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldingsFile:
    """The file of role holdings and its columns; optional columns are None if not configured.

    Attributes
    ----------
    where : tuple of (str, str)
        Columns and the texts that select the rows of the committee.
    is_first_day_out : bool or None
        Whether the end is the first day on which the role was no longer held, rather than the
        last day on which it was; None if not configured, which means the last day.
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
        """Return the columns that the file must have."""
        named = {self.person, self.role, self.start, self.end, *(name for name, _ in self.where)}
        return frozenset(named | {name for name in (self.reports_to, self.group) if name})


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldingList:
    """Role holdings as read from a file; `column` contains the names of people."""

    holdings: tuple[Holding, ...]
    file: str
    column: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Committee:
    """A committee; `ranks` are sorted from the lowest to the highest.

    Attributes
    ----------
    holdings : tuple of Holding
        Dated role holdings, from which the structures are derived if there are any.
    source : HoldingsFile or None
        The file of the holdings; None for a list in the configuration.
    days : tuple of date
        The days to compare; empty for the default days.
    is_of_holdings : bool
        Whether structures are derived from holdings; unchanged by redaction.
    """

    ranks: tuple[str, ...] = ()
    trainee_ranks: tuple[str, ...] = ()
    members: tuple[Member, ...] = ()
    structures: tuple[Structure, ...] = ()
    holdings: tuple[Holding, ...] = ()
    source: HoldingsFile | None = None
    days: tuple[date, ...] = ()
    is_of_holdings: bool = False
