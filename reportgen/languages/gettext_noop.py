"""Mark text for translation without translating it, as gettext_noop does in Django."""

from __future__ import annotations


def gettext_noop(message: str, *, context: str = "") -> str:  # noqa: ARG001 - for extraction
    """Return the message unchanged; the call marks it for extraction."""
    return message


def ngettext_noop(one: str, many: str) -> tuple[str, str]:
    """Return the singular and plural of a message unchanged, marked for extraction."""
    return one, many
