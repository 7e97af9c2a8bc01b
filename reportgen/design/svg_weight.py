"""Count the elements that an SVG draws, with all references expanded.

Nested ``<use>`` elements can multiply a small file to billions of shapes.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

_TARGET = re.compile(r"url\(\s*['\"]?#([^)'\"]+)")


def drawn_elements(root: Element) -> float:
    """Return the number of elements drawn after expanding references; infinite for cycles.

    Each element is counted once and reused, so the time is linear in the size of the file.
    """
    by_id = {element.get("id"): element for element in root.iter() if element.get("id")}
    known: dict[Element, float] = {}
    under_way: set[Element] = set()

    def weight(element: Element) -> float:
        # The element refers to itself through its references.
        if element in under_way:
            return math.inf
        if element not in known:
            under_way.add(element)
            targets = (by_id[name] for name in _targets(element) if name in by_id)
            known[element] = 1 + sum(map(weight, element)) + sum(map(weight, targets))
            under_way.discard(element)
        return known[element]

    try:
        return weight(root)
    except RecursionError:
        return math.inf


def _targets(element: Element) -> Iterator[str]:
    """Yield the ids to which the attributes of an element refer."""
    for name, value in element.attrib.items():
        if name.rpartition("}")[2] == "href":
            yield value.strip().removeprefix("#")
        else:
            yield from (found.strip() for found in _TARGET.findall(value))
