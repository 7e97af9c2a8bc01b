"""Text direction: detect and isolate right-to-left text."""

from __future__ import annotations

from unicodedata import bidirectional

from markupsafe import Markup, escape

# Bidirectional classes of Hebrew and Arabic letters (Unicode Standard Annex 9).
_TO_THE_LEFT = ("R", "AL")


def is_right_to_left(text: str) -> bool:
    """Return whether a text begins in a right-to-left script and is mostly written in it.

    Both, because an English sentence may begin with an Arabic name or quote a long one.
    """
    if text.isascii():
        return False
    ways = [way for item in text if (way := bidirectional(item)) in ("L", *_TO_THE_LEFT)]
    return bool(ways) and ways[0] != "L" and ways.count("L") * 2 < len(ways)


def isolated(text: str) -> Markup:
    """Return a name, isolated with ``<bdi>`` if it contains right-to-left letters.

    Without isolation, a comma between two Hebrew names becomes part of their run, and the
    names swap places.
    """
    if text.isascii() or not any(bidirectional(item) in _TO_THE_LEFT for item in text):
        return escape(text)
    return Markup("<bdi>{}</bdi>").format(text)
