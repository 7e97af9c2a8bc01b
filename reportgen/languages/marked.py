"""Marks for text that a catalogue lists, and that is translated where it is used."""

from __future__ import annotations


def marked(message: str, *, context: str = "") -> str:  # noqa: ARG001 - for whoever collects
    """Return the message as it is; whoever collects messages for translators finds it here."""
    return message


def marked_count(one: str, many: str) -> tuple[str, str]:
    """Return the two English forms of a message that follows a count."""
    return one, many
