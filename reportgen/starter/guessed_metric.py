"""What was guessed: metrics, questions of a form, people; with the reason for each guess."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportgen.config.naming import ascii_letters
from reportgen.model.topics import TOPICS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from reportgen.diagnostics import Diagnostic
    from reportgen.model.metric import MetricKind

_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|[?¿%]")
"""What a heading says besides the name: ``(1-5)``, ``[minutes]``."""
_RESERVED = frozenset({*TOPICS, "verdicts"})

Value = str | bool | int | dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalGuess:
    """What a metric should reach, as it was typed; `by` and `owner` may be empty."""

    target: str
    by: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricGuess:
    """One metric: its key, its kind, the reason for the guess, and its other keys.

    `latest` and `reaches` are its last value and that value's last day, once it has been read.
    """

    id: str
    kind: MetricKind
    why: str
    keys: dict[str, Value]
    goal: GoalGuess | None = None
    latest: float | None = None
    reaches: date | None = None

    @property
    def name(self) -> str:
        """Return what it is called within a sentence."""
        return str(self.keys.get("label") or self.id.replace("_", " "))


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyGuess:
    """One question of a form, with the keys of a survey."""

    id: str
    question: str
    keys: dict[str, str | list[str]]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleGuess:
    """A committee: names and roles, or the columns of its file where they have other names."""

    why: str
    members: tuple[tuple[str, str], ...] = ()
    columns: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """What was guessed in a file, likeliest first; `found` are diagnostics of reading it."""

    file: str
    metrics: tuple[MetricGuess, ...] = ()
    surveys: tuple[SurveyGuess, ...] = ()
    people: PeopleGuess | None = None
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
    plain = ascii_letters(name)
    key = re.sub(r"[^a-z0-9]+", "_", plain.lower()).strip("_")[:50]
    if not key or not key[0].isalpha():
        key = f"metric_{key}".rstrip("_")
    return f"{key}_metric" if key in _RESERVED else key


def distinct(metrics: Sequence[MetricGuess]) -> tuple[MetricGuess, ...]:
    """Return the metrics without duplicate keys; the first of each is kept."""
    return tuple({metric.id: metric for metric in reversed(metrics)}.values())[::-1]
