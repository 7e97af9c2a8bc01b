"""Substitute custom properties in a print stylesheet before layout.

WeasyPrint resolves ``var()`` and parses its value again for every kind of element; in print the
value is known beforehand.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# A fallback with parentheses is left to WeasyPrint.
_USE = re.compile(r"var\(\s*--([\w-]+)\s*(?:,[^()]*)?\)")
_DECLARED = re.compile(r"(?:^|[{;\s])--([\w-]+)\s*:")


def with_values(css: str, properties: Iterable[tuple[str, str]]) -> str:
    """Return a stylesheet with each ``var()`` of a known property replaced by its value.

    A property that the stylesheet itself declares, as a user's may, is left to the cascade.

    Parameters
    ----------
    css : str
        The rules, without those that declare `properties`.
    properties : iterable of (name, value)
        Names without the dashes; values without ``var()``.
    """
    own = {match[1] for match in _DECLARED.finditer(css)}
    values = {name: value for name, value in properties if name not in own}
    return _USE.sub(lambda match: _value(match, values), css)


def _value(match: re.Match[str], values: Mapping[str, str]) -> str:
    return values.get(match[1], match.group())
