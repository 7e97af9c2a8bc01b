"""Privacy settings: how people are named, and which small groups are suppressed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class NamesShown(StrEnum):
    """How people are named."""

    NAMES = "names"
    INITIALS = "initials"
    ROLES = "roles"
    """By role: ``Chair``, ``Graphics 2``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Privacy:
    """What the configuration withholds about people.

    Attributes
    ----------
    members : NamesShown
        How members of the committee are named.
    authors : NamesShown
        How the brief is signed: by names or by initials.
    named : tuple of str
        Ids of members who agreed to be named.
    has_contacts : bool
        Whether authors' ORCID iDs and email addresses are published.
    smallest_group : int or None
        Counts and shares of fewer people are suppressed; None suppresses none.
    """

    members: NamesShown = NamesShown.NAMES
    authors: NamesShown = NamesShown.NAMES
    named: tuple[str, ...] = ()
    has_contacts: bool = True
    smallest_group: int | None = None

    @property
    def hides_members(self) -> bool:
        """Return whether members' names are withheld."""
        return self.members is not NamesShown.NAMES


OPEN = Privacy()
"""Nothing is withheld."""
