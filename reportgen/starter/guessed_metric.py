"""A guessed metric: its key, its kind, and the reason for the guess."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from reportgen.model.metric import MetricKind
from reportgen.model.topics import TOPICS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.diagnostics import Diagnostic

_RESERVED = frozenset({*TOPICS, "verdicts"})
_LARGEST_STEP = 0.5
"""A running total's largest step, as a share of its largest value; a burst has larger ones."""

Value = str | bool | int | dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricGuess:
    """One metric: its key, its kind, the reason for the guess, and its other keys."""

    id: str
    kind: MetricKind
    why: str
    keys: dict[str, Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """The metrics guessed in a file, likeliest first; `found` are diagnostics of reading it."""

    file: str
    metrics: tuple[MetricGuess, ...]
    said: tuple[str, ...] = ()
    found: tuple[Diagnostic, ...] = ()


def kind_of(
    values: Sequence[float], *, is_percent: bool = False, is_event_list: bool = False
) -> tuple[MetricKind, str]:
    """Return what kind of number a column has, in the order of its rows, and why."""
    has_parts = any(value % 1 for value in values)
    if all(0 <= value <= 1 for value in values) and (is_percent or has_parts):
        return MetricKind.RATE, "lies between 0 and 1"
    steps = [abs(later - earlier) for earlier, later in pairwise(values)]
    rises = sum(earlier <= later for earlier, later in pairwise(values))
    falls = sum(earlier >= later for earlier, later in pairwise(values))
    # A running total may fall now and then, as followers do when some leave.
    is_sorted = max(rises, falls) >= 0.9 * len(steps)
    # Counts vary by about as much as their size; totals change by a small part of it.
    is_smooth = bool(steps) and median(steps) < 0.1 * median(abs(value) for value in values)
    is_even = bool(steps) and max(steps) < _LARGEST_STEP * max(abs(value) for value in values)
    if not is_event_list and is_smooth and is_sorted and is_even:
        return MetricKind.LEVEL, "grows by small steps, as a running total does"
    return MetricKind.COUNT, "goes up and down, as what is counted each time does"


def key_of(name: str) -> str:
    """Return a column's name converted to a key."""
    # Keys are ASCII, begin with a letter, and must not be the first word of other quantities.
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    key = re.sub(r"[^a-z0-9]+", "_", plain.lower()).strip("_")[:50]
    if not key or not key[0].isalpha():
        key = f"metric_{key}".rstrip("_")
    return f"{key}_metric" if key in _RESERVED else key


def distinct(metrics: Sequence[MetricGuess]) -> tuple[MetricGuess, ...]:
    """Return the metrics without duplicate keys; the first of each is kept."""
    return tuple({metric.id: metric for metric in reversed(metrics)}.values())[::-1]
