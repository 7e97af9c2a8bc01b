"""Read a logo (sanitized SVG, or PNG) as a ``data:`` address, within limits.

Nested ``<use>`` elements can multiply a small SVG to billions of shapes, therefore its elements
are counted with all references expanded.
"""

from __future__ import annotations

import math
import re
import struct
from base64 import b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote
from xml.etree import ElementTree as ET

from reportgen.limits import limits

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


_PNG = b"\x89PNG\r\n\x1a\n"
_SVG = "http://www.w3.org/2000/svg"
# CSS functions that can load a resource, and script addresses.
_ACTS = re.compile(r"javascript:|@import|expression\(|image\(|image-set\(|src\(")
# Allowed elements. A list of what is allowed stays safe if SVG gets new elements.
_DRAWN = ("path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan")
_HELD = ("svg", "g", "defs", "symbol", "use", "clipPath", "mask", "title", "desc")
_ELEMENTS = frozenset((*_DRAWN, *_HELD, "linearGradient", "radialGradient", "stop"))
# Width over height beyond which the page would crop a logo.
_WIDEST, _NARROWEST = 8.0, 0.25

_TARGET = re.compile(r"url\(\s*['\"]?#([^)'\"]+)")


class UnusableLogoError(Exception):
    """The file can't be used as a logo; the text says why."""


@dataclass(frozen=True, slots=True)
class Logo:
    """A ``data:`` address, and width over height."""

    address: str
    ratio: float


def read_logo(path: Path) -> Logo:
    """Return a logo for embedding.

    Raises
    ------
    UnusableLogoError
        The file is neither SVG nor PNG, is too large, or has no usable dimensions.
    """
    most = limits().image_bytes
    with path.open("rb") as stream:
        # One byte more than allowed shows that a file is too large, without reading all of it.
        content = stream.read(most + 1)
    if len(content) > most:
        raise UnusableLogoError(f"it is larger than {most / 1e6:g} MB")
    logo = _png(content) if content.startswith(_PNG) else _svg(content)
    if not _NARROWEST <= logo.ratio <= _WIDEST:
        raise UnusableLogoError(
            "it is more than 8 times as wide as high, or 4 times as high as wide"
        )
    return logo


def _png(content: bytes) -> Logo:
    if len(content) < len(_PNG) + 16:
        raise UnusableLogoError("the PNG is truncated")
    # The IHDR chunk is always first: width and height are at bytes 16 to 23.
    width, height = struct.unpack(">II", content[16:24])
    most = limits().image_pixels
    if not 0 < width * height <= most:
        raise UnusableLogoError(f"the PNG has {width} by {height} pixels; the limit is {most}")
    address = "data:image/png;base64," + b64encode(content).decode("ascii")
    return Logo(address, width / height)


def _svg(content: bytes) -> Logo:
    """Return an SVG reduced to its shapes: no script, style sheet, link, image or entity."""
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise UnusableLogoError("the SVG declares a document type; save it as plain SVG")
    try:
        root = ET.fromstring(content)  # noqa: S314  # entities are refused above
    except (ET.ParseError, ValueError):
        raise UnusableLogoError("it is neither an SVG nor a PNG") from None
    if root.tag != f"{{{_SVG}}}svg":
        raise UnusableLogoError("it is neither an SVG nor a PNG")
    ratio = _ratio(root)
    _keep_shapes(root, 0)
    if _drawn_elements(root) > limits().svg_nodes:
        raise UnusableLogoError("the SVG has too many shapes for a logo")
    ET.register_namespace("", _SVG)
    text = ET.tostring(root, encoding="unicode")
    return Logo("data:image/svg+xml," + quote(text, safe="/:=' "), ratio)


def _ratio(root: ET.Element) -> float:
    """Return width over height, and set both and `viewBox` on the root."""
    box = (root.get("viewBox") or "").replace(",", " ").split()
    try:
        if len(box) == 4:  # left, top, width, height
            width, height = float(box[2]), float(box[3])
        else:
            width, height = (float(root.get(name, "").rstrip("px")) for name in ("width", "height"))
            root.set("viewBox", f"0 0 {width:g} {height:g}")
        ratio = width / height
    except (ValueError, ZeroDivisionError):
        raise UnusableLogoError("the SVG says neither `viewBox` nor width and height") from None
    # Only the ratio matters: the stylesheet sets the size.
    root.set("width", f"{100 * ratio:g}")
    root.set("height", "100")
    return ratio


def _keep_shapes(element: ET.Element, depth: int) -> None:
    if depth > limits().svg_depth:
        raise UnusableLogoError("the SVG is nested too deeply")
    for name, value in list(element.attrib.items()):
        if _is_active(name, value):
            del element.attrib[name]
    for child in list(element):
        tag = child.tag if isinstance(child.tag, str) else ""
        if tag.removeprefix(f"{{{_SVG}}}") not in _ELEMENTS or not tag.startswith(f"{{{_SVG}}}"):
            element.remove(child)
        else:
            _keep_shapes(child, depth + 1)


def _is_active(name: str, value: str) -> bool:
    """Return whether an attribute is active or refers to something outside the image."""
    plain = name.rpartition("}")[2].lower()
    if plain == "href":
        return not value.strip().startswith("#")
    flat = "".join(value.lower().split()).replace("'", "").replace('"', "")
    # CSS escapes and comments could hide an address; no shape needs them.
    is_veiled = "\\" in flat or "/*" in flat
    leads_out = flat.count("url(") > flat.count("url(#") or "//" in flat
    return plain.startswith("on") or is_veiled or leads_out or _ACTS.search(flat) is not None


def _drawn_elements(root: ET.Element) -> float:
    """Return the number of elements drawn after expanding references; infinite for cycles.

    Each element is counted once and reused, so the time is linear in the size of the file.
    """
    by_id = {element.get("id"): element for element in root.iter() if element.get("id")}
    known: dict[ET.Element, float] = {}
    under_way: set[ET.Element] = set()

    def weight(element: ET.Element) -> float:
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


def _targets(element: ET.Element) -> Iterator[str]:
    """Yield the ids to which the attributes of an element refer."""
    for name, value in element.attrib.items():
        if name.rpartition("}")[2] == "href":
            yield value.strip().removeprefix("#")
        else:
            yield from (found.strip() for found in _TARGET.findall(value))
