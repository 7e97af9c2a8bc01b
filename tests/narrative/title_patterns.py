"""Titles with their names and numbers hidden, to count how many organizations share one."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_MONTHS = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
_NUMBERS = re.compile(r"\d[\d,.]*")

MOST_OF_A_PATTERN = 15
"""Of 70 organizations: how many titles may differ by names and numbers alone."""
FEWEST_TITLES = 0.9
"""The share of organizations of a batch whose titles differ."""


def pattern(title: str, name: str) -> str:
    """Return a title without the name of its organization, its months and its numbers."""
    return _NUMBERS.sub("#", _MONTHS.sub("month", title.replace(name, "…")))


def patterns(titles: Mapping[str, str]) -> Counter[str]:
    """Return how many organizations share each pattern; the titles are by organization."""
    return Counter(pattern(title, name) for name, title in titles.items())


def share_of_different(titles: Iterable[str]) -> float:
    """Return how many different titles there are, of all of them."""
    found = list(titles)
    return len(set(found)) / len(found)
