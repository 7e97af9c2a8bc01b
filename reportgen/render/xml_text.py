"""Escape text for XML and join elements."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Iterable

# Everything but the characters of XML 1.0 (production 2, Char); escaping them is no help.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> Markup:
    """Return escaped text without the characters that XML forbids."""
    return escape(_FORBIDDEN.sub("", text))


def lines(elements: Iterable[Markup]) -> Markup:
    """Return non-empty elements, one per line."""
    return Markup("\n").join(element for element in elements if element)
