"""Prepare the text of a configuration for embedding: without comments, with redacted values."""

from __future__ import annotations

import json
from bisect import bisect_right
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_Span = tuple[int, int]
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The loader that reads configurations; the two do not agree on every text."""


def carried_text(text: str, replaced: Mapping[tuple[str | int, ...], Any]) -> str:
    """Return a configuration without comments and with some values replaced.

    Line numbers are preserved, so that positions in the original remain valid.

    Parameters
    ----------
    text : str
        YAML that `load_configuration` accepted.
    replaced : mapping of key path to value
        The new values, as JSON types; everything below a path is replaced with it. Paths
        that the text does not have are ignored.
    """
    root = yaml.compose(text, Loader=_Loader)
    if root is None:
        return ""
    nodes = list(_nodes(root, ()))
    exchanged = [
        (node.start_mark.index, node.end_mark.index, replaced[path])
        for path, node in nodes
        if path in replaced
    ]
    spans = sorted(
        (node.start_mark.index, node.end_mark.index)
        for _, node in nodes
        if isinstance(node, yaml.ScalarNode)
    )
    edits = [(start, end, _in_place(text[start:end], new)) for start, end, new in exchanged]
    edits += [
        (start, end, "")
        for start, end in _comments(text, spans)
        if not any(first <= start < last for first, last, _ in exchanged)
    ]
    # From the end, so that the positions of the remaining edits stay valid.
    for start, end, new in sorted(edits, reverse=True):
        text = f"{text[:start]}{new}{text[end:]}"
    return "\n".join(line.rstrip() for line in text.split("\n"))


def _nodes(node: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Yield every node with its path; keys have the path of their mapping plus ``#key``."""
    yield path, node
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield (*path, "#key"), key
            yield from _nodes(value, (*path, str(key.value)))
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield from _nodes(value, (*path, index))


def _in_place(old: str, new: Any) -> str:
    """Return a value on one line, padded with empty lines to the height of the old text.

    The text of a group ends at the next key, whose indentation must be preserved.
    """
    lines = old.count("\n")
    rest = old.rpartition("\n")[2] if lines else ""
    indentation = rest if not rest.strip() else ""
    return json.dumps(new, ensure_ascii=False) + "\n" * lines + indentation


def _comments(text: str, spans: list[_Span]) -> Iterator[_Span]:
    """Yield start and end of comments: ``#`` outside scalars, after white space."""
    starts = [start for start, _ in spans]
    at = text.find("#")
    while at >= 0:
        inside = bisect_right(starts, at) - 1
        is_scalar = inside >= 0 and spans[inside][0] <= at < spans[inside][1]
        line_end = text.find("\n", at)
        line_end = len(text) if line_end < 0 else line_end
        if not is_scalar and (at == 0 or text[at - 1] in " \t\r\n"):
            yield at, line_end
            at = text.find("#", line_end)
        else:
            at = text.find("#", at + 1)
