"""The text of a configuration as a finished brief may carry it: what it says, without asides."""

from __future__ import annotations

import json
from bisect import bisect_right
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_Span = tuple[int, int]


def carried_text(text: str, replaced: Mapping[tuple[str | int, ...], str]) -> str:
    """Return a configuration without its comments, some values exchanged for others.

    Every line keeps its number, so that what points into the original points into this too.

    Parameters
    ----------
    text : str
        YAML that `load_configuration` accepted.
    replaced : mapping of key path to str
        The value that stands at a path from now on; paths that the text lacks are left out.
    """
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    if root is None:
        return ""
    scalars = list(_scalars(root, ()))
    spans = sorted((node.start_mark.index, node.end_mark.index) for _, node in scalars)
    edits = [(start, end, "") for start, end in _comments(text, spans)]
    edits += [
        (node.start_mark.index, node.end_mark.index, json.dumps(replaced[path], ensure_ascii=False))
        for path, node in scalars
        if path in replaced and node.start_mark.line == node.end_mark.line
    ]
    for start, end, new in sorted(edits, reverse=True):
        text = f"{text[:start]}{new}{text[end:]}"
    return "\n".join(line.rstrip() for line in text.split("\n"))


def _scalars(node: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Yield every scalar with its path; keys under the path of their mapping and ``#key``."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield (*path, "#key"), key
            yield from _scalars(value, (*path, str(key.value)))
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield from _scalars(value, (*path, index))
    else:
        yield path, node


def _comments(text: str, spans: list[_Span]) -> Iterator[_Span]:
    """Yield where comments start and end: a mark outside every scalar, after white space."""
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
