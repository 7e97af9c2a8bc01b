"""What the reader must know about the data, from the findings that concern the brief."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.narrative.phrases import paragraph, sentence
from reportgen.narrative.plain_words import reader_words

if TYPE_CHECKING:
    from reportgen.diagnostics import Diagnostic
    from reportgen.model.prose import Prose
    from reportgen.narrative.quantity_phrases import Speaker


def describe_data_notes(speaker: Speaker, diagnostics: tuple[Diagnostic, ...]) -> tuple[Prose, ...]:
    """Return a note for each finding about data or analysis that prints in the brief."""
    findings = dict.fromkeys((*diagnostics, *speaker.outcomes.findings))
    return tuple(_note(speaker, finding) for finding in findings if finding.in_brief)


def _note(speaker: Speaker, finding: Diagnostic) -> Prose:
    return paragraph(
        sentence(reader_words(speaker, finding.message)),
        sentence(reader_words(speaker, finding.note)) if finding.note else (),
    )
