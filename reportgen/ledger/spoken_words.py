"""Extract the licensed claim words and the runs with their evidence from the narrative."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING

from reportgen.languages.catalogue import SOURCE
from reportgen.languages.current import current_language
from reportgen.ledger.records import ChangeRecord, GoalRecord, VerdictRecord
from reportgen.ledger.transcript import Kind, Run, passage_of, passage_record
from reportgen.model.prose import Claim, Emphasis, LineBreak, Link, Number, Strong, plain_text
from reportgen.model.quantity_ids import GoalIds, former
from reportgen.narrative.status_words import status_word, strength_word, verdict_word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.analysis.outcomes import Outcomes
    from reportgen.ledger.records import PassageRecord
    from reportgen.model.prose import Inline, Prose
    from reportgen.narrative.narrative import Narrative


def licensed_words(narrative: Narrative, outcomes: Outcomes) -> dict[str, tuple[str, ...]]:
    """Return the claim words per subject, without duplicates, in the order of the narrative.

    In languages other than English, the words of tables are included: the person who verifies
    a brief may not have its catalogue.
    """
    words: dict[str, list[str]] = {}
    others = _table_claims(outcomes) if current_language() != SOURCE else ()
    for claim in (*_claims(narrative), *others):
        if claim.text not in words.setdefault(claim.subject, []):
            words[claim.subject].append(claim.text)
    return {subject: tuple(found) for subject, found in words.items()}


def _table_claims(outcomes: Outcomes) -> Iterator[Claim]:
    for verdict in outcomes.verdicts:
        for text in (verdict_word(verdict.verdict), strength_word(verdict.strength)):
            yield Claim(text, verdict.comparison)
    for progress in outcomes.goals:
        yield Claim(status_word(progress.status), GoalIds(progress.goal.id).stem)


def former_words(changes: Mapping[str, ChangeRecord]) -> dict[str, tuple[str, ...]]:
    """Return the words for the claims of the previous edition; empty in English."""
    if current_language() == SOURCE:
        return {}
    words = {former(subject): claimed_words(item) for subject, item in changes.items()}
    return {subject: found for subject, found in words.items() if found}


def claimed_words(record: VerdictRecord | GoalRecord | ChangeRecord) -> tuple[str, ...]:
    """Return the words that a verdict or a goal's status licenses, in the current language."""
    if not isinstance(record, GoalRecord) and record.verdict and record.strength:
        return verdict_word(record.verdict), strength_word(record.strength)
    if not isinstance(record, VerdictRecord) and record.status:
        return (status_word(record.status),)
    return ()


def descriptions(narrative: Narrative) -> dict[str, PassageRecord]:
    """Return the alternative text of each figure, by figure key."""
    passages = (
        (key, passage_of(Kind.ALTERNATIVE, key, list(runs_of(words.alt))))
        for key, words in narrative.figure_words.items()
    )
    return {key: passage_record(passage) for key, passage in passages if passage is not None}


def runs_of(prose: Prose) -> Iterator[Run]:
    """Yield the text of a prose tree as runs with their evidence."""
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


def _claims(value: object) -> Iterator[Claim]:
    """Yield every claim in a narrative, searching all fields recursively."""
    if isinstance(value, Claim):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _claims(item)
    elif isinstance(value, tuple):
        for item in value:
            yield from _claims(item)
    elif is_dataclass(value):
        for part in fields(value):
            yield from _claims(getattr(value, part.name))
