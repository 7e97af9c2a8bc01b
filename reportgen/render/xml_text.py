"""Words as XML, for the formats that are made of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Iterable

# Characters that XML 1.0 does not know, in whatever way they are written.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> Markup:
    """Return words as XML, without the characters that XML forbids."""
    return escape(_FORBIDDEN.sub("", text))


def lines(elements: Iterable[Markup]) -> Markup:
    """Return elements on a line each, without those that are empty."""
    return Markup("\n").join(element for element in elements if element)
