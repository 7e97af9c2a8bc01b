"""A pseudo-language: messages are written in letters that no other text has.

Text of a brief in this language that still has Latin letters is not translatable.
"""

from __future__ import annotations

from functools import cache
from string import Formatter
from typing import TYPE_CHECKING

from docs._build.messages import collect

if TYPE_CHECKING:
    from pathlib import Path

    from babel.messages.catalog import Message

LETTER = "ж"
HEAD = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=n != 1;\\n"
"""
_AS_THEY_ARE = ("pattern", "endings", "changes the word for and")
"""Contexts of messages that are not printed in a brief."""


def pseudo_folder(folder: Path) -> Path:
    """Write the language in place of Spanish, whose numbers and dates Babel knows."""
    entries = [HEAD]
    for message in _every():
        forms = [message.id] if isinstance(message.id, str) else list(message.id)
        context = message.context or ""
        is_kept = any(word in context for word in _AS_THEY_ARE)
        said = forms if is_kept else [pseudo(form) for form in forms]
        lines = [f"msgctxt {_quoted(context)}"] if context else []
        lines.append(f"msgid {_quoted(forms[0])}")
        if len(forms) == 1:
            lines.append(f"msgstr {_quoted(said[0])}")
        else:
            lines.append(f"msgid_plural {_quoted(forms[1])}")
            lines += [f"msgstr[{place}] {_quoted(form)}" for place, form in enumerate(said)]
        entries.append("\n".join(lines) + "\n")
    (folder / "es.po").write_text("\n".join(entries), encoding="utf-8")
    return folder


@cache
def _every() -> tuple[Message, ...]:
    return tuple(message for message in collect() if message.id)


def pseudo(message: str) -> str:
    """Return a message with all letters replaced; names in braces are kept."""
    parts = []
    for words, name, _, _ in Formatter().parse(message):
        parts.append("".join(LETTER if letter.isalpha() else letter for letter in words))
        if name is not None:
            parts.append(f"{{{name}}}")
    return "".join(parts)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
