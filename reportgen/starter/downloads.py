"""Join several downloads of one export: they are one metric, read by a pattern of names."""

from __future__ import annotations

import fnmatch
from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reportgen.starter.guessed_metric import Guess

_FEWEST_LETTERS = 3
"""At the beginning of names that belong together."""


def joined(guesses: Sequence[Guess], is_read: Callable[[Guess], bool]) -> list[Guess]:
    """Return the guesses, those of files with the same columns and other dates as one.

    Parameters
    ----------
    is_read : callable
        Whether a guess whose file is a pattern can be read.
    """
    found: list[Guess] = []
    for guess in guesses:
        for index, other in enumerate(found):
            one = _one(other, guess, [item.file for item in guesses])
            if one is not None and is_read(one):
                found[index] = one
                break
        else:
            found.append(guess)
    return found


def _one(first: Guess, second: Guess, files: Sequence[str]) -> Guess | None:
    """Return two guesses as one, None if they are not downloads of one export."""
    if not _columns(first) or _columns(first) != _columns(second):
        return None
    if first.metrics[0].reaches == second.metrics[0].reaches:
        return None
    names = [name for name in files if fnmatch.fnmatchcase(name, first.file)] + [second.file]
    start = _common_start(names)
    end = _common_start([name[len(start) :][::-1] for name in names])[::-1]
    pattern = f"{start}*{end}"
    fitting = [name for name in files if fnmatch.fnmatchcase(name, pattern)]
    if len(start) < _FEWEST_LETTERS or sorted(fitting) != sorted(names):
        return None
    last = max(first, second, key=lambda guess: str(guess.metrics[0].reaches))
    metrics = zip(first.metrics, last.metrics, strict=True)
    return replace(
        first,
        file=pattern,
        metrics=tuple(replace(late, id=early.id) for early, late in metrics),
        said=(*first.said, f"{second.file} has the same columns as {first.file}: both are read"),
    )


def _common_start(names: Sequence[str]) -> str:
    letters = zip(*names, strict=False)
    return "".join(place[0] for place in takewhile(lambda place: len(set(place)) == 1, letters))


def _columns(guess: Guess) -> list[object]:
    """Return where the metrics of a file are; their kinds may differ by chance."""
    return [
        [metric.keys.get(key) for key in ("date", "value", "count_rows", "source", "sheet")]
        for metric in guess.metrics
    ]
