"""A guessed metric: its key, its kind, and the reason for the guess."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.model.topics import TOPICS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.diagnostics import Diagnostic
    from reportgen.model.metric import MetricKind

_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|[?¿%]")
"""What a heading says besides the name: ``(1-5)``, ``[minutes]``."""
_RESERVED = frozenset({*TOPICS, "verdicts"})

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


def label_of(name: str) -> str:
    """Return a column's name as used within a sentence: without its scale, unit or question mark.

    Empty where the metric's key says the same.
    """
    plain = " ".join(_ASIDE.sub(" ", name).split())
    # `NPS` stays, and so do names that begin with a single capital letter.
    if plain[1:2].islower():
        plain = plain[0].lower() + plain[1:]
    return "" if plain == key_of(name).replace("_", " ") else plain


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
