"""What an element of a page is to its reader: a new passage, words in a line, or nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "data", "em", "i", "mark", "q", "s"}
    | {"small", "span", "strong", "sub", "sup", "time", "tspan", "u", "wbr"}
)
"""Elements whose words go on in the line that they stand in."""

UNSEEN = frozenset({"script", "style", "template", "head", "meta", "link"})
"""Elements that print nothing."""

SPOKEN = ("aria-label", "alt", "title", "aria-description", "placeholder")
"""Attributes that are read to someone."""

_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0(?![.\d])"
    r"|font-size\s*:\s*0(?![.\d])",
    re.IGNORECASE,
)


def is_hidden(attributes: Mapping[str, str]) -> bool:
    """Return whether an element says of itself that nobody sees it."""
    return "hidden" in attributes or bool(_HIDING.search(attributes.get("style", "")))
