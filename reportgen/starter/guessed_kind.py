"""What kind of number a column has, by its name and its values."""

from __future__ import annotations

import re
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from reportgen.model.metric import MetricKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_LARGEST_STEP = 0.5
"""A running total's largest step, as a share of its largest value; a burst has larger ones."""
_LARGEST_SCORE = 10
_WORD = re.compile(r"[^\W\d_]+|ø")
_SCORES = re.compile(
    "scores?|ratings?|rated?|stars?|satisf.*|grades?|nps|recommend|wellbeing|mood"
    "|bewertung(?:en)?|noten?|zufrieden(?:heit)?|sterne|punktzahl"
    "|puntuaci[oó]n|nota|valoraci[oó]n|calificaci[oó]n"
)
_MEANS = re.compile("averages?|avg|mean|median|per|durchschnitt(?:lich)?|ø|promedio|moyenne")
_TIMES = re.compile(
    "seconds?|secs?|minutes?|mins?|days?|durations?|wait(?:s|ing)?|time|age"
    "|sekunden|minuten|tage|dauer|.*zeit|alter|segundos|minutos|d[ií]as|duraci[oó]n|espera|edad"
    "|secondes|jours|dur[ée]e|attente|[âa]ge"
)
_UNITS = re.compile(
    "seconds|minutes|hours|days|sekunden|minuten|stunden|tage|segundos|minutos|horas|d[ií]as"
    "|secondes|heures|jours"
)
_ADDED_UP = re.compile(
    "total|sum|volunteer(?:s|ed|ing)?|work(?:ed|ing)?|open|watch(?:ed)?|viewed|streamed|played"
    "|sick|lost|absent|absence|training|used|gesamt|summe|kranktage|ehrenamt.*"
)
"""Words for times that add up: minutes watched, sick days."""
_PERCENT = re.compile("percent(?:age)?|pct|prozent|porcentaje|pourcent(?:age)?")
_SHARES = re.compile("rates?|shares?|proportion|quote|anteil|tasa|taux|proporci[oó]n")
_SIGNS = {"$": "USD", "usd": "USD", "€": "EUR", "eur": "EUR", "£": "GBP", "gbp": "GBP"}
_SIGN = re.compile(r"[$€£]|\b(?:usd|eur|gbp)\b")
_BAD = re.compile(
    "wait(?:s|ing)?|delays?|complaints?|errors?|incidents?|accidents?|absences?|missed|breach(?:es)?"
    "|wartezeit|beschwerden?|fehler|espera|quejas?|errores|attente|plaintes?"
)
_SCALE = re.compile(r"\b(?:0|1) ?(?:[-–/]|to|bis|a|à) ?(?:5|6|7|10)\b")
_UNTIL = re.compile(r"\b(?:days|time|minutes|hours) to\b")


class KindGuess(NamedTuple):
    """The kind, the reason for the guess, and further keys of the metric."""

    kind: MetricKind
    why: str
    keys: Mapping[str, str | bool]


def guess_kind(
    name: str, values: Sequence[float], *, is_percent: bool = False, is_event_list: bool = False
) -> KindGuess:
    """Return what kind of number a column has.

    Parameters
    ----------
    name : str
        Of the column, or of the row in a table with periods in columns.
    values : sequence of float
        In the order of the rows.
    is_percent, is_event_list : bool
        Whether the cells have percent signs, and whether each row is one event.
    """
    kind, why, keys = _guess(name, values, is_percent, is_event_list)
    folded = name.casefold()
    if kind is MetricKind.AVERAGE and (unit := _unit(folded, max(values))):
        keys = {**keys, "unit": unit}
    if any(_BAD.fullmatch(word) for word in _WORD.findall(folded)) or _UNTIL.search(folded):
        keys = {**keys, "good": "down"}
    return KindGuess(kind, why, keys)


def _guess(
    name: str, values: Sequence[float], is_percent: bool, is_event_list: bool
) -> tuple[MetricKind, str, dict[str, str | bool]]:
    folded = name.casefold()
    words = _WORD.findall(folded)
    has_parts = any(value % 1 for value in values)
    low, high = min(values), max(values)
    if low >= 0 and high <= 1 and (is_percent or has_parts):
        return MetricKind.RATE, "lies between 0 and 1", {}
    if low >= 0 and high <= 100 and ("%" in name or any(map(_PERCENT.fullmatch, words))):
        return MetricKind.RATE, "is named as percentages", {"in_percent": True}
    if low >= 0 and _LARGEST_SCORE < high <= 100 and any(map(_SHARES.fullmatch, words)):
        why = f"is named as a rate, so {high:.10g} is taken for {high:.10g}%"
        return MetricKind.RATE, why, {"in_percent": True}
    if sign := _SIGN.search(folded):
        return MetricKind.AMOUNT, "is named as money", {"currency": _SIGNS[sign[0]]}
    if _is_average(folded, words, low, high, has_parts=has_parts):
        return MetricKind.AVERAGE, "is a score or a time, which does not add up", {}
    if not is_event_list and _is_running_total(values):
        return MetricKind.LEVEL, "grows by small steps, as a running total does", {}
    if has_parts:
        return MetricKind.AMOUNT, "has decimals, as amounts of money have", {}
    return MetricKind.COUNT, "goes up and down, as what is counted each time does", {}


def _is_average(
    folded: str, words: Sequence[str], low: float, high: float, *, has_parts: bool
) -> bool:
    if any(map(_MEANS.fullmatch, words)):
        return True
    if any(map(_TIMES.fullmatch, words)) and not any(map(_ADDED_UP.fullmatch, words)):
        return True
    if not (low >= 0 and high <= _LARGEST_SCORE):
        # The net promoter score reaches from -100 to 100.
        return "nps" in words or any(word.startswith("score") for word in words)
    # A question of a form is answered on a scale; what is counted has no decimals.
    is_asked = "?" in folded or bool(_SCALE.search(folded)) or any(map(_SCORES.fullmatch, words))
    return is_asked or (has_parts and low >= 1)


def _unit(folded: str, high: float) -> str:
    """Return what an average is measured in, empty where its name does not say."""
    words = _WORD.findall(folded)
    named = next((word for word in words if _UNITS.fullmatch(word)), "")
    is_score = high <= _LARGEST_SCORE and not any(map(_TIMES.fullmatch, words))
    return named or ("points" if is_score else "")


def _is_running_total(values: Sequence[float]) -> bool:
    steps = [abs(later - earlier) for earlier, later in pairwise(values)]
    rises = sum(earlier <= later for earlier, later in pairwise(values))
    falls = sum(earlier >= later for earlier, later in pairwise(values))
    # It may fall now and then, as followers do when some leave.
    is_sorted = max(rises, falls) >= 0.9 * len(steps)
    # Counts vary by about as much as their size; totals change by a small part of it.
    is_smooth = bool(steps) and median(steps) < 0.1 * median(abs(value) for value in values)
    is_even = bool(steps) and max(steps) < _LARGEST_STEP * max(abs(value) for value in values)
    return is_smooth and is_sorted and is_even
