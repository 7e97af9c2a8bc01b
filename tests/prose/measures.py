"""Measure the prose of briefs: ``python -m tests.prose.measures`` prints a table.

The measures and their targets are those of a review of the first briefs by an editor. All leave
out what the organization wrote itself. Shares and means are those of all briefs of a set
together, so that a brief of three sentences counts as three; counts are those of the brief that
has most.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass
from statistics import mean
from typing import TYPE_CHECKING

from reportgen.languages.current import use_language
from reportgen.narrative.fields.date_ranges import date_ranges
from reportgen.narrative.fields.sentences import sentences
from tests.prose.passages import Where, own_prose, passages
from tests.prose.words import (
    banned_words,
    dotted_ids,
    four_word_strings,
    has_linking_word,
    words_in_parentheses,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportgen.document.brief import Brief
    from reportgen.model.configuration import Configuration
    from reportgen.narrative.fields.sentences import Sentence
    from tests.prose.passages import Passage

_LONG = 35
"""Words of a sentence, those in parentheses included."""
_NO_SENTENCES = (Where.LABEL, Where.TABLE)
_FRAGMENT = 4
"""Words of the shortest sentence whose repetition is noticed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What is counted in one brief; all of generated words.

    Attributes
    ----------
    comparison_words : tuple of int
        The words of each sentence in paragraphs on comparisons and on metrics of a reporting
        period.
    key_point_words : tuple of int
        The words of each sentence of the key points on a board's first page.
    strings, recurring : int
        All strings of four words within a sentence of the comparison paragraphs, and those of
        them that are there twice or more; each numeral is the same word. By this definition the
        results of the editorial that reportgen follows have 10% to 12%.
    date_ranges : int
        Ranges between two months or days in running text, captions and alternative texts, such
        as "between July 2019 and June 2020"; also "July to December 2025", whose first year is
        left out.
    main_words, main_in_parentheses : int
        Words of a board report's main part (key points and panels), and those in parentheses;
        references to figures and tables are left out.
    banned : int
        Words of `tests.prose.words` anywhere in the brief that the organization does not use.
    ids : int
        Ids of quantities, such as `followers.growth.after.slope`, anywhere in the brief.
    repeated : int
        Sentences that have been read before in the same words, anywhere but in tables. Headings
        and labels, such as those of the axes of two figures in one unit, are no sentences.
    linked : tuple of bool
        Whether each sentence of comparison paragraphs and key points has a linking word.
    """

    comparison_words: tuple[int, ...]
    key_point_words: tuple[int, ...]
    strings: int
    recurring: int
    date_ranges: int
    main_words: int
    main_in_parentheses: int
    banned: Counter[str]
    ids: int
    repeated: int
    linked: tuple[bool, ...]


def measure(brief: Brief, configuration: Configuration) -> Measured:
    """Return what is counted in a brief."""
    found = [item for item in passages(brief, configuration) if not item.is_own]
    compared = _sentences(found, Where.COMPARISON)
    points = _sentences(found, Where.KEY_POINT)
    strings = Counter(string for item in compared for string in four_word_strings(item.text))
    read = Counter(
        item.text
        for item in _sentences(found, *(where for where in Where if where not in _NO_SENTENCES))
        if item.words >= _FRAGMENT
    )
    is_board = brief.kind == "board"
    main = "\n".join(
        item.text
        for item in found
        if is_board and item.where in (Where.KEY_POINT, Where.COMPARISON, Where.BODY)
    )
    for label in brief.labels.values():
        main = main.replace(f"({label})", "")
    with use_language(brief.language):
        ranges = sum(
            len(list(date_ranges(item.text))) for item in found if item.where is not Where.TABLE
        )
    used = own_prose(configuration).casefold()
    return Measured(
        comparison_words=tuple(item.words for item in compared),
        key_point_words=tuple(item.words for item in points),
        strings=strings.total(),
        recurring=sum(count for count in strings.values() if count > 1),
        date_ranges=ranges,
        main_words=len(main.split()),
        main_in_parentheses=words_in_parentheses(main),
        banned=Counter(
            word
            for item in found
            for word in banned_words(item.text, brief.language, is_board=is_board)
            if word not in used
        ),
        ids=sum(len(dotted_ids(item.text)) for item in found),
        repeated=sum(count - 1 for count in read.values()),
        linked=tuple(has_linking_word(item.text, brief.language) for item in (*compared, *points)),
    )


def _sentences(found: Sequence[Passage], *where: Where) -> list[Sentence]:
    return [part for item in found if item.where in where for part in sentences(item.text)]


def summary(briefs: Iterable[Measured]) -> dict[str, float]:
    """Return the measures of a set of briefs by name; without those that it has nothing for."""
    briefs = list(briefs)
    words = [count for brief in briefs for count in brief.comparison_words]
    points = [count for brief in briefs for count in brief.key_point_words]
    linked = [is_linked for brief in briefs for is_linked in brief.linked]
    main = sum(brief.main_words for brief in briefs)
    strings = sum(brief.strings for brief in briefs)
    found: dict[str, float] = {
        "date ranges": max(brief.date_ranges for brief in briefs),
        "banned words": max(brief.banned.total() for brief in briefs),
        "printed ids": max(brief.ids for brief in briefs),
        "repeated sentences": max(brief.repeated for brief in briefs),
    }
    if words:
        found["words a sentence"] = mean(words)
        found["% over 35 words"] = 100 * mean(count > _LONG for count in words)
    if points:
        found["words a key point"] = mean(points)
    if strings:
        found["% recurring"] = 100 * sum(brief.recurring for brief in briefs) / strings
    if main:
        parts = sum(brief.main_in_parentheses for brief in briefs)
        found["% in parentheses"] = 100 * parts / main
    if linked:
        found["% linked"] = 100 * mean(linked)
    return found


def _print_table() -> None:
    # Here, because these modules need this one.
    from tests.prose.briefs import every_set
    from tests.prose.budgets import BUDGETS, TARGETS

    for name, made in every_set():
        briefs = list(made)
        found = summary(briefs)
        sys.stdout.write(f"\n{name} ({len(briefs)})\n{'':20}   today  budget  target\n")
        for key, target in TARGETS.items():
            if key in found:
                budget = BUDGETS[name][key]
                sys.stdout.write(f"{key:20}{found[key]:8.1f}{budget:8g}{target:8g}\n")
        for word, count in sum((item.banned for item in briefs), Counter[str]()).most_common():
            sys.stdout.write(f"{'':20}{count:8}  {word}\n")


if __name__ == "__main__":
    _print_table()
