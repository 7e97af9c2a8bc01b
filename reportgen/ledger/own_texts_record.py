"""Record what the organization's own texts say on its word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.languages.current import current_language
from reportgen.ledger.records import AuthoredRecord, OwnTextsRecord
from reportgen.narrative.claims.judgement import Basis
from reportgen.narrative.claims.own_texts import own_claims, own_texts
from reportgen.narrative.claims.reading import SpanKind, read_own_text

if TYPE_CHECKING:
    from reportgen.analysis.outcomes import Outcomes
    from reportgen.model.configuration import Configuration


def own_texts_record(configuration: Configuration, outcomes: Outcomes) -> OwnTextsRecord:
    """Return every number and claim of the texts that no computation bears out."""
    found = own_claims(configuration, outcomes, current_language())
    numbers = [item.doubt.basis for item in found if item.doubt.is_number]
    said: dict[tuple[str, str, Basis, str | None], list[str]] = {}
    for item in found:
        doubt = item.doubt
        where = ".".join(map(str, item.own.path))
        text, source = doubt.sentence.text, None
        if doubt.stated is not None:
            text, source = doubt.stated.content, doubt.stated.source
        said.setdefault((where, text, doubt.basis, source), []).append(doubt.words)
    computed = sum(
        span.kind is SpanKind.QUANTITY
        for own in own_texts(configuration)
        if own.is_markdown
        for sentence in read_own_text(own.text)
        for span in sentence.spans
    )
    return OwnTextsRecord(
        computed=computed,
        cited=numbers.count(Basis.CITED),
        stated=numbers.count(Basis.STATED),
        unbound=numbers.count(Basis.UNBOUND),
        sentences=tuple(
            AuthoredRecord(where=where, text=text, words=tuple(words), basis=basis, source=source)
            for (where, text, basis, source), words in said.items()
        ),
    )
