"""Seeded changes to a finished page, with the ids that a finding may report."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.random import Generator

_NUMBER = re.compile(
    r'<data class="number" value="([^"]*)" data-q="([^"]*)"(?: data-part="([^"]*)")?>([^<]*)</data>'
)
_CLAIM = re.compile(r'<span data-claim="([^"]*)">([^<]*)</span>')
_CELL = re.compile(r"<td[^>]*>((?:(?!</td>).)*data-q(?:(?!</td>).)*)</td>")
_OTHER_CLAIMS = ("grew faster", "fell", "did not change", "rose", "Met", "Missed", "Decrease")


@dataclass(frozen=True, slots=True)
class Tampering:
    """A page with one change, and the quantities or claims that may be reported for it."""

    kind: str
    page: str
    names: frozenset[str]


def tamper_page(page: str, kind: str, random: Generator) -> Tampering | None:
    """Return a page with one change of a kind, or None if it has no place for it."""
    return PAGE_KINDS[kind](page, random)


def _pick(pattern: re.Pattern[str], page: str, random: Generator) -> re.Match[str] | None:
    end = page.index('id="outcomes"')
    found = [match for match in pattern.finditer(page) if match.start() < end]
    return found[int(random.integers(len(found)))] if found else None


def _other_digit(text: str, random: Generator) -> str:
    spots = [at for at, letter in enumerate(text) if letter.isdigit()]
    if not spots:
        return text + "1"
    at = spots[int(random.integers(len(spots)))]
    digit = (int(text[at]) + 1 + int(random.integers(9))) % 10
    return f"{text[:at]}{digit}{text[at + 1 :]}"


def _replace(page: str, start: int, end: int, new: str) -> str:
    return page[:start] + new + page[end:]


def _digit(page: str, random: Generator) -> Tampering | None:
    match = _pick(_NUMBER, page, random)
    if match is None:
        return None
    new = _other_digit(match[4], random)
    return Tampering("digit", _replace(page, *match.span(4), new), frozenset({match[2]}))


def _sign(page: str, random: Generator) -> Tampering | None:
    match = _pick(_NUMBER, page, random)
    if match is None:
        return None
    old = match[4]
    new = old.removeprefix("−") if old.startswith("−") else f"−{old}"
    return Tampering("sign", _replace(page, *match.span(4), new), frozenset({match[2]}))


def _p_value(page: str, random: Generator) -> Tampering | None:
    end = page.index('id="outcomes"')
    found = [
        match
        for match in _NUMBER.finditer(page)
        if match.start() < end and "p_" in match[2].rpartition(".")[2]
    ]
    if not found:
        return None
    match = found[int(random.integers(len(found)))]
    new = "<.001" if "<" not in match[4] and "&lt;" not in match[4] else ".04"
    new = new.replace("<", "&lt;")
    return Tampering("p_value", _replace(page, *match.span(4), new), frozenset({match[2]}))


def _unit(page: str, random: Generator) -> Tampering | None:
    """Change the first letters of a word right after a number, in the same text."""
    pattern = re.compile(r'data-q="([^"]*)"(?: data-part="[^"]*")?>[^<]*</data>( ?)([A-Za-z]{3,})')
    match = _pick(pattern, page, random)
    if match is None:
        return None
    new = "thousand" if match[3] != "thousand" else "million"
    return Tampering("unit", _replace(page, *match.span(3), new), frozenset({match[1]}))


def _claim(page: str, random: Generator) -> Tampering | None:
    match = _pick(_CLAIM, page, random)
    if match is None:
        return None
    others = [words for words in _OTHER_CLAIMS if words.lower() != match[2].lower()]
    new = others[int(random.integers(len(others)))]
    return Tampering("claim", _replace(page, *match.span(2), new), frozenset({match[1]}))


def _cells(page: str, random: Generator) -> Tampering | None:
    """Swap the contents of two cells with different numbers."""
    end = page.index('id="outcomes"')
    found = [match for match in _CELL.finditer(page) if match.start() < end]
    if len(found) < 2:
        return None
    for _ in range(50):
        one, other = sorted(int(at) for at in random.choice(len(found), 2, replace=False))
        left, right = found[one], found[other]
        if _words(left[1]) != _words(right[1]):
            break
    else:
        return None
    changed = _replace(page, *right.span(1), left[1])
    changed = _replace(changed, *left.span(1), right[1])
    names = {match[2] for match in _NUMBER.finditer(left[1] + right[1])}
    return Tampering("cells", changed, frozenset(names))


def _words(cell: str) -> str:
    return re.sub(r"<[^>]*>", "", cell)


def _full_value(page: str, random: Generator) -> Tampering | None:
    match = _pick(_NUMBER, page, random)
    if match is None:
        return None
    new = _other_digit(match[1], random)
    return Tampering("value", _replace(page, *match.span(1), new), frozenset({match[2]}))


def _binding(page: str, random: Generator) -> Tampering | None:
    match = _pick(_NUMBER, page, random)
    if match is None:
        return None
    changed = _replace(page, *match.span(2), f"{match[2]}x")
    return Tampering("binding", changed, frozenset({match[2], f"{match[2]}x"}))


def _hidden(page: str, random: Generator) -> Tampering | None:
    """Hide a number, and show another in its place."""
    match = _pick(_NUMBER, page, random)
    if match is None:
        return None
    new = f"<b hidden>{match[0]}</b>{_other_digit(match[4], random)}"
    return Tampering("hidden", _replace(page, *match.span(0), new), frozenset({match[2]}))


PAGE_KINDS: dict[str, Callable[[str, Generator], Tampering | None]] = {
    "digit": _digit,
    "sign": _sign,
    "p_value": _p_value,
    "unit": _unit,
    "claim": _claim,
    "cells": _cells,
    "value": _full_value,
    "binding": _binding,
    "hidden": _hidden,
}
