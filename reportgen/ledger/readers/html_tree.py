"""Parse an HTML page as a browser does (html5), so that what is judged is what is shown."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from xml.etree.ElementTree import Element

# Shipped pages nest about 20 deep, and browsers stop at 512.
_DEEPEST = 200
_XLINK, _XML = "{http://www.w3.org/1999/xlink}", "{http://www.w3.org/XML/1998/namespace}"


def parse_page(page: str | bytes) -> Element:
    """Return the root element of a page; bytes are decoded as a browser decodes them.

    What is nested more deeply than in any brief is replaced by a mark, which no brief has.
    """
    import tinyhtml5
    from tinyhtml5 import inputstream

    # Version 2.1 stores its patterns under keys that it never looks up, and compiles each again
    # for every word: 40% of its time.
    if type(inputstream.characters_until_regex) is dict:
        inputstream.characters_until_regex = _Patterns()
    # As a stream, since a short text is taken for the name of a file.
    source = io.StringIO(page) if isinstance(page, str) else page
    root: Element = tinyhtml5.parse(source, namespace_html_elements=False)
    level = [root]
    for _ in range(_DEEPEST):
        level = [child for element in level for child in element]
    for element in level:
        del element[:]
        element.set("nested-too-deeply", "")
    return root


class _Patterns(dict[Any, re.Pattern[str]]):
    """Patterns of the characters in a set, or outside of it, each compiled once."""

    def __missing__(self, key: Any) -> re.Pattern[str]:
        characters, is_inside = key
        codes = "".join(f"\\x{ord(character):02x}" for character in characters)
        self[key] = re.compile(f"[{'' if is_inside else '^'}{codes}]+")
        return self[key]


def is_comment(element: Element) -> bool:
    """Return whether a node of the tree is a comment; its tag is then a function."""
    return not isinstance(element.tag, str)


def tag_of(element: Element) -> str:
    """Return the tag without its namespace; empty for a comment."""
    tag: Any = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attributes_of(element: Element) -> dict[str, str]:
    """Return the attributes by their names as written, without declarations of namespaces."""
    return dict(_attributes(element.attrib))


def _attributes(given: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, value in given.items():
        if "xmlns" in name:
            continue
        yield name.replace(_XLINK, "xlink:").replace(_XML, "xml:"), value


def text_of(element: Element) -> str:
    """Return all text inside an element, without comments."""
    own = element.text or ""
    inside = ("" if is_comment(child) else text_of(child) for child in element)
    tails = (child.tail or "" for child in element)
    return own + "".join(a + b for a, b in zip(inside, tails, strict=True))
