"""Classify the elements of a page: block, inline or invisible."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "data", "em", "i", "mark", "q", "s"}
    | {"small", "span", "strong", "sub", "sup", "time", "tspan", "u", "wbr"}
)
"""Elements that continue the line they are in."""

UNSEEN = frozenset({"script", "style", "template", "head", "meta", "link"})
"""Elements that display nothing."""

SPOKEN = ("aria-label", "alt", "title", "aria-description", "placeholder")
"""Attributes that screen readers or browsers present as text."""

_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0(?![.\d])"
    r"|font-size\s*:\s*0(?![.\d])",
    re.IGNORECASE,
)


def is_hidden(attributes: Mapping[str, str]) -> bool:
    """Return whether an element hides itself by an attribute or inline style."""
    return "hidden" in attributes or bool(_HIDING.search(attributes.get("style", "")))
