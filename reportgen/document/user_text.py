"""Parse the Markdown fields of the configuration."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportgen.narrative.fields.text_field import parse_inline_text, parse_text_field

if TYPE_CHECKING:
    from reportgen.diagnostics import Diagnostic
    from reportgen.document.material import Material
    from reportgen.model.prose import Prose, TextBlock

# The call is recognized in the source, because sections must know what a text prints before it is
# parsed.
_SAY = re.compile(r"\{\{\s*say\(\s*[\"']([^\"']+)[\"']\s*\)\s*\}\}")


@dataclass(slots=True)
class UserText:
    """Parse text fields and collect their diagnostics."""

    material: Material
    known_keys: frozenset[str]
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def blocks(self, text: str, *path: str | int) -> tuple[TextBlock, ...]:
        """Return the blocks of a text field.

        Parameters
        ----------
        text : str
            Markdown; an empty text has no blocks.
        path : str or int
            Its key path in the configuration, for messages.
        """
        if not text.strip():
            return ()
        parsed = parse_text_field(
            text,
            narrative=self.material.narrative,
            outcomes=self.material.outcomes,
            place=self.material.configuration.place(*path),
            known_keys=self.known_keys,
        )
        self.diagnostics += parsed.diagnostics
        return parsed.blocks

    def line(self, text: str, *path: str | int) -> Prose:
        """Return the prose of a one-line field, such as a title."""
        parsed = parse_inline_text(
            text,
            narrative=self.material.narrative,
            outcomes=self.material.outcomes,
            place=self.material.configuration.place(*path),
            known_keys=self.known_keys,
        )
        self.diagnostics += parsed.diagnostics
        return parsed.prose


def said_subjects(text: str) -> tuple[str, ...]:
    """Return the ids of the statements that a text field prints with ``say``."""
    return tuple(dict.fromkeys(_SAY.findall(text)))
