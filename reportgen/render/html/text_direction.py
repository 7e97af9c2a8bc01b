"""Which way a text runs: what is written in Arabic or Hebrew begins at the right."""

from __future__ import annotations

from unicodedata import bidirectional

from markupsafe import Markup, escape

_TO_THE_LEFT = ("R", "AL")


def is_right_to_left(text: str) -> bool:
    """Return whether a text begins in a script that runs to the left, and is mostly in it.

    An English sentence may begin with a name in Arabic, and may quote more than it says.
    """
    if text.isascii():
        return False
    ways = [way for item in text if (way := bidirectional(item)) in ("L", *_TO_THE_LEFT)]
    return bool(ways) and ways[0] != "L" and ways.count("L") * 2 < len(ways)


def isolated(text: str) -> Markup:
    """Return a name whose letters keep to themselves, so that what follows it stays behind it.

    Between two names in Hebrew a comma would else be taken for a part of their text, and the
    names change places.
    """
    if text.isascii() or not any(bidirectional(item) in _TO_THE_LEFT for item in text):
        return escape(text)
    return Markup("<bdi>{}</bdi>").format(text)
