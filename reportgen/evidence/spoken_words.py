"""What the narrative says, as plain data: its claim words, and its runs with their evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.evidence.transcript import Kind, Run, passage_of, passage_record
from reportgen.model.prose import Claim, Emphasis, LineBreak, Link, Number, Strong, plain_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.model.prose import Inline, Prose
    from reportgen.narrative.narrative import Narrative


def licensed_words(narrative: Narrative) -> dict[str, list[str]]:
    """Return the claim words of each subject, each once, in the order of the narrative."""
    words: dict[str, list[str]] = {}
    for prose in _all_prose(narrative):
        for run in runs_of(prose):
            if run.claim and run.text not in words.setdefault(run.claim, []):
                words[run.claim].append(run.text)
    return words


def descriptions(narrative: Narrative) -> dict[str, str | list[str | list[str]]]:
    """Return what is said of each picture to those who can't see it, by figure key."""
    passages = (
        (key, passage_of(Kind.ALTERNATIVE, key, list(runs_of(words.alt))))
        for key, words in narrative.figure_words.items()
    )
    return {key: passage_record(passage) for key, passage in passages if passage is not None}


def runs_of(prose: Prose) -> Iterator[Run]:
    """Yield the words of a tree, each run with its evidence."""
    for item in prose:
        yield from _runs(item)


def _runs(item: Inline) -> Iterator[Run]:
    if isinstance(item, Number):
        yield Run(item.text, item.quantity, item.part)
    elif isinstance(item, Claim):
        yield Run(item.text, claim=item.subject)
    elif isinstance(item, (Emphasis, Strong, Link)):
        yield from runs_of(item.children)
    elif isinstance(item, LineBreak):
        yield Run(" ")
    else:
        yield Run(plain_text((item,)))


def _all_prose(narrative: Narrative) -> Iterator[Prose]:
    for statement in narrative.statements.values():
        yield from (statement.full, statement.short)
    for words in narrative.figure_words.values():
        yield from (words.title, words.subtitle, words.caption, words.alt)
    yield from (*narrative.methods, *narrative.limitations, *narrative.data_notes)
