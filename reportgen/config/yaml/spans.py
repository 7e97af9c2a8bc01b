"""Where each key and value of a YAML text starts and ends, in characters.

The positions are those of libyaml, except that a value ends with its last character: libyaml ends
block scalars and indented groups at the next key, after comments that do not belong to them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.model.configuration import KeyPath

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class NoSpansError(ValueError):
    """The text is no YAML, or uses what a configuration may not use: anchors, several documents."""


@dataclass(slots=True)
class Span:
    """A value: its first character and the one after its last.

    Attributes
    ----------
    style : str
        ``map``, ``list``, or the mark that a scalar begins with: empty, a quotation mark, ``|``
        or ``>``.
    is_flow : bool
        Whether a group or list is written in brackets.
    entries : dict
        The values of a group by their keys, or of a list by their places.
    """

    start: int
    end: int
    style: str = ""
    is_flow: bool = False
    entries: dict[str | int, Entry] = field(default_factory=dict)

    @property
    def is_group(self) -> bool:
        """Return whether it holds other values."""
        return self.style in ("map", "list")

    def at(self, path: KeyPath) -> Span | None:
        """Return the value at a path below this one, None if there is none."""
        found: Span | None = self
        for part in path:
            entry = found.entries.get(part) if found is not None else None
            found = entry.value if entry is not None else None
        return found


@dataclass(slots=True)
class Entry:
    """An entry of a group or list; `start` and `key_end` are those of the key, or of the dash."""

    start: int
    key_end: int
    value: Span


def find_spans(text: str) -> Span:
    """Return the spans of a YAML text without a byte order mark.

    Raises
    ------
    NoSpansError
        It is not the YAML of a configuration.
    """
    try:
        events = iter([*yaml.parse(text, Loader=_Loader)])
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                root = _value(next(events), events, text)
                break
        else:
            raise NoSpansError("the text is empty")
        if any(isinstance(event, yaml.DocumentStartEvent) for event in events):
            raise NoSpansError("several documents")
    except (yaml.YAMLError, ValueError, RecursionError) as problem:
        raise NoSpansError(str(problem)) from problem
    return root


def _value(event: Any, events: Iterator[Any], text: str) -> Span:
    if isinstance(event, yaml.AliasEvent) or event.anchor or event.tag not in (None, "!"):
        raise NoSpansError("an anchor, an alias or a tag")
    start, end = _marks(event)
    if isinstance(event, yaml.ScalarEvent):
        style = event.style or ""
        if style in ("|", ">"):
            end = start + len(text[start:end].rstrip())
        return Span(start, end, style)
    is_map = isinstance(event, yaml.MappingStartEvent)
    span = Span(start, end, "map" if is_map else "list", is_flow=bool(event.flow_style))
    for inner in events:
        if isinstance(inner, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            if span.is_flow:
                span.end = _marks(inner)[1]
            return span
        if is_map:
            _add_key(span, inner, events, text)
        else:
            _add_item(span, inner, events, text)
        span.end = max(span.end, next(reversed(span.entries.values())).value.end)
    raise NoSpansError("the text ends early")


def _marks(event: Any) -> tuple[int, int]:
    return event.start_mark.index, event.end_mark.index


def _add_key(span: Span, key: Any, events: Iterator[Any], text: str) -> None:
    if not isinstance(key, yaml.ScalarEvent) or key.value in span.entries:
        raise NoSpansError("a key that is a group, or is given twice")
    start, end = _marks(key)
    value = _value(next(events), events, text)
    span.entries[key.value] = Entry(start, end, value)


def _add_item(span: Span, item: Any, events: Iterator[Any], text: str) -> None:
    last = next(reversed(span.entries.values())).value.end if span.entries else span.start
    value = _value(item, events, text)
    start = value.start if span.is_flow else next_mark(text, last)
    span.entries[len(span.entries)] = Entry(start, start + (not span.is_flow), value)


def next_mark(text: str, start: int) -> int:
    """Return the place of the next character that is neither space nor comment."""
    place = start
    while place < len(text):
        if text[place] == "#":
            end = text.find("\n", place)
            place = len(text) if end < 0 else end
        elif text[place].isspace():
            place += 1
        else:
            return place
    return place
