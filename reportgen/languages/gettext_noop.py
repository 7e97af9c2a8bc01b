"""Marks for text that a catalogue lists, and that is translated where it is used."""

from __future__ import annotations


def gettext_noop(message: str, *, context: str = "") -> str:  # noqa: ARG001 - for whoever collects
    """Return the message as it is; whoever collects messages for translators finds it here."""
    return message


def ngettext_noop(one: str, many: str) -> tuple[str, str]:
    """Return the two English forms of a message that follows a count."""
    return one, many
