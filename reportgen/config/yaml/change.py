"""Change one value in the text of a YAML file; every other character stays as it is.

A library that reads YAML and writes it again keeps comments and order, but lays the rest out anew:
lines are joined or broken, and spaces before comments are lost. Here the new value is put in place
of the old one. The result is read again and compared with what was meant, so that a change that
can't be made this way is refused instead of made wrongly.
"""

from __future__ import annotations

import json
import re
import textwrap
from copy import deepcopy
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from reportgen.config.yaml.nodes import YamlDocument, load_yaml
from reportgen.config.yaml.scalars import UnusableNumberError, read_plain_scalar
from reportgen.config.yaml.spans import NoSpansError, Span, find_spans, next_mark
from reportgen.diagnostics import has_errors

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reportgen.model.configuration import KeyPath

ABSENT: Final = object()
"""In place of a new value: the entry is removed."""

_WIDTH = 100
_INDENT = 2
_SHORT = 3
"""A new group with at most so many keys is written in braces."""
# Also the words of YAML 1.1: other programs may read the file.
_WORDS_OF_YAML = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n", "~"})
_NOT_FIRST = "-?:,[]{}#&*!|>'\"%@`."
_IN_BRACKETS = re.compile(r"[,\[\]{}:]")
_BROKEN_LINE = re.compile("[\x85\u2028\u2029\ufeff]")


class ChangeRefusedError(ValueError):
    """The change can't be made without changing something else; the text has to be edited."""


def change_value(
    text: str,
    path: KeyPath,
    value: Any,
    *,
    order: Callable[[KeyPath], Sequence[str]] = lambda _: (),
) -> str:
    """Return a YAML text with one value set, added or removed.

    Parameters
    ----------
    text : str
        The text of a configuration, without a byte order mark.
    path : tuple of str and int
        The keys that lead to the value; groups that lack are added. The number of entries in a
        list appends to it.
    value : Any
        Texts, numbers, truth values, groups and lists; `ABSENT` removes the entry.
    order : callable
        The keys of the group at a path in the order in which they are usually written, which says
        where a new one goes.

    Raises
    ------
    ChangeRefusedError
        The text is not valid YAML, has no such place, or the change would touch something else.
    """
    before = _content(text)
    if before is None:
        raise ChangeRefusedError("the text can't be read as YAML")
    try:
        root = find_spans(text)
    except NoSpansError as problem:
        raise ChangeRefusedError(str(problem)) from problem
    change = _Change(text, root, order)
    meant = _meant(before, path, value)
    for is_quoted in (False, True):
        changed = change.made(path, value, is_quoted=is_quoted)
        if _is_same(_content(changed), meant):
            return changed
    raise ChangeRefusedError("the change would touch something else")


def _content(text: str) -> Any:
    document = read_text(text)
    return None if has_errors(document.diagnostics) else document.value


@lru_cache(maxsize=4)
def read_text(text: str) -> YamlDocument:
    """Return the content of a YAML text; it must not be changed.

    The text after one change is the text before the next, and it is read for each of both.
    """
    return load_yaml(text.encode("utf-8", "surrogatepass"), "")


def _is_same(content: Any, meant: Any) -> bool:
    """Return whether two contents agree, also in the kinds of their values: 1 is not true."""
    return json.dumps(content, sort_keys=True) == json.dumps(meant, sort_keys=True)


def _meant(content: Any, path: KeyPath, value: Any) -> Any:
    """Return the content with the change made; a group that loses its last entry goes as well."""
    content = deepcopy(content)
    if value is ABSENT:
        _remove(content, path)
        return content
    here = content
    for place, part in enumerate(path[:-1]):
        below: Any = [] if isinstance(path[place + 1], int) else {}
        if _lacks(here, part):
            _put(here, part, below)
        elif here[part] is None:
            here[part] = below
        here = here[part]
    _put(here, path[-1], deepcopy(value))
    return content


def _lacks(here: Any, part: str | int) -> bool:
    if isinstance(here, list):
        return not (isinstance(part, int) and 0 <= part < len(here))
    if not isinstance(here, dict):
        raise ChangeRefusedError(f"there is no group for `{part}`")
    return part not in here


def _put(here: Any, part: str | int, value: Any) -> None:
    if isinstance(here, list) and part == len(here):
        here.append(value)
    elif isinstance(here, list) and _lacks(here, part):
        raise ChangeRefusedError(f"the list has no entry {part}")
    elif isinstance(here, list) or (isinstance(here, dict) and isinstance(part, str)):
        here[part] = value  # type: ignore[index]  # a list has numbers, a group has texts
    else:
        raise ChangeRefusedError(f"there is no group for `{part}`")


def _remove(content: Any, path: KeyPath) -> None:
    here = content
    for part in path[:-1]:
        if _lacks(here, part):
            raise ChangeRefusedError(f"there is no `{part}`")
        here = here[part]
    if _lacks(here, path[-1]):
        raise ChangeRefusedError(f"there is no `{path[-1]}`")
    del here[path[-1]]
    if not here and len(path) > 1:
        _remove(content, path[:-1])


class _Change:
    """Makes one change in a text whose spans are known."""

    def __init__(
        self, text: str, root: Span, order: Callable[[KeyPath], Sequence[str]] = lambda _: ()
    ) -> None:
        self.text = text
        self.root = root
        self.order = order
        self.line_break = "\r\n" if "\r\n" in text else "\n"
        self.is_quoted = False
        self.is_flow_map: bool | None = None

    def made(self, path: KeyPath, value: Any, *, is_quoted: bool) -> str:
        """Return the changed text; texts are quoted where asked for, else where they have to be."""
        self.is_quoted = is_quoted
        if value is ABSENT:
            return self._without(path)
        known = len(path)
        while known and self.root.at(path[:known]) is None:
            known -= 1
        standing = self.root.at(path[:known])
        if standing is None or (known < len(path) and standing.style not in ("map", "list")):
            # `goals:` without a value becomes a list or a group.
            if standing is None or standing.start != standing.end:
                raise ChangeRefusedError("found a value in place of a group")
            return self._replaced(path[:known], _wrapped(path[known:], value))
        if known == len(path):
            return self._replaced(path, value)
        return self._added(path[:known], path[known], _wrapped(path[known + 1 :], value))

    # Replacing

    def _replaced(self, path: KeyPath, value: Any) -> str:
        if not path:
            raise ChangeRefusedError("the whole file can't be replaced")
        parent = self.root.at(path[:-1])
        span = self.root.at(path)
        if parent is None or span is None:
            raise ChangeRefusedError("there is no such place")
        entry = parent.entries[path[-1]]
        if self._is_flow(path[:-1]):
            return self._with(span.start, span.end, self._inline(value, span.style))
        indent = self._column(entry.start)
        if span.style in ("|", ">"):
            return self._instead_of_block(span, value, indent)
        after = entry.key_end
        if parent.style == "map":
            after = self.text.index(":", entry.key_end) + 1
        if span.start == span.end:
            return self._with(after, after, self._after_key(value, indent, ""))
        if span.is_group and not span.is_flow:
            return self._with(after, span.end, self._after_key(value, indent, ""))
        new = self._after_key(value, indent, span.style)
        start = span.start
        if new.startswith(self.line_break):  # no space stays before the line break
            start = len(self.text[:start].rstrip(" "))
        return self._with(start, span.end, new.removeprefix(" "))

    def _instead_of_block(self, span: Span, value: Any, indent: int) -> str:
        """Replace an indented text; a comment after its `|` or `>` stays there."""
        head = self.text[span.start : span.end].partition("\n")[0]
        comment = head[head.index("#") :].rstrip() if "#" in head else ""
        new = self._after_key(value, indent, span.style).removeprefix(" ")
        first, line_break, rest = new.partition(self.line_break)
        first += f"  {comment}" if comment else ""
        return self._with(span.start, span.end, first + line_break + rest)

    # Adding

    def _added(self, path: KeyPath, part: str | int, value: Any) -> str:
        group = self.root.at(path)
        if group is None:
            raise ChangeRefusedError("there is no such place")
        if group.is_flow or self._is_flow(path):
            return self._added_in_brackets(group, part, value)
        entries = [*group.entries.values()]
        indent = self._column(entries[0].start)
        before = self._neighbour(path, group, part)
        place = self._end_of_line(before.value.end if before.value.end else before.key_end)
        place = max(place, self._end_of_line(before.key_end))
        lead = "- " if group.style == "list" else f"{_key(part)}:"
        siblings = [entry.value.is_flow for entry in entries if entry.value.style == "map"]
        # A new entry is written as its neighbours are; a new part of the file has room to grow.
        self.is_flow_map = siblings[-1] if siblings and path else None if path else False
        body = self._item(value, indent) if group.style == "list" else None
        new = lead + (body if body is not None else self._after_key(value, indent, ""))
        is_apart = not path and self._has_gap(group)
        gap = self.line_break if is_apart else ""
        return self._with(place, place, f"{self.line_break}{gap}{' ' * indent}{new}")

    def _added_in_brackets(self, group: Span, part: str | int, value: Any) -> str:
        inside = self._inline(value, "")
        new = inside if group.style == "list" else f"{_key(part)}: {inside}"
        if not group.entries:
            return self._with(group.start + 1, group.end - 1, new)
        end = next(reversed(group.entries.values())).value.end
        end = max(end, next(reversed(group.entries.values())).key_end)
        return self._with(end, end, f", {new}")

    def _neighbour(self, path: KeyPath, group: Span, part: str | int) -> Any:
        """Return the entry after which a new one goes."""
        entries = group.entries
        known = [*self.order(path)]
        if isinstance(part, str) and part in known:
            earlier = known[: known.index(part)]
            standing = [key for key in entries if key in earlier]
            if standing:
                return entries[standing[-1]]
        return next(reversed(entries.values()))

    def _has_gap(self, group: Span) -> bool:
        """Return whether the groups of a file are set apart by blank lines."""
        return bool(re.search(r"\n[ \t]*\r?\n", self.text[group.start : group.end]))

    # Removing

    def _without(self, path: KeyPath) -> str:
        parent = self.root.at(path[:-1])
        if parent is None or path[-1] not in parent.entries:
            raise ChangeRefusedError("there is no such place")
        if len(parent.entries) == 1 and len(path) > 1:
            return self._without(path[:-1])
        entry = parent.entries[path[-1]]
        end = max(entry.key_end, entry.value.end)
        if parent.is_flow or self._is_flow(path[:-1]):
            return self._without_in_brackets(parent, path[-1], end)
        if parent.style == "map":
            end = max(end, self.text.index(":", entry.key_end) + 1)
        start = self.text.rfind("\n", 0, entry.start) + 1
        if self.text[start : entry.start].strip():
            # The first key of an entry of a list: the dash and a comment stay.
            is_last = not self.text[end : self._end_of_line(end)].strip()
            start = len(self.text[: entry.start].rstrip(" ")) if is_last else entry.start
            return self._with(start, self._end_of_line(end) if is_last else end, "")
        after = self._end_of_line(end)
        line_end = self.text.find("\n", after)
        if line_end < 0:
            start = max(0, start - len(self.line_break))
            return self._with(start, after, "")
        return self._with(start, line_end + 1, "")

    def _without_in_brackets(self, parent: Span, part: str | int, end: int) -> str:
        """Remove an entry and one comma; comments next to them stay."""
        entry = parent.entries[part]
        keys = [*parent.entries]
        place = keys.index(part)
        comma = next_mark(self.text, end)
        if self.text[comma] == "," and not (place and place == len(keys) - 1):
            after = comma + 1
            if place < len(keys) - 1:
                following = parent.entries[keys[place + 1]].start
                after = following if "#" not in self.text[after:following] else after
            without = self._with(end, after, "")
            return without[: entry.start] + without[end:]
        previous = parent.entries[keys[place - 1]]
        last = max(previous.key_end, previous.value.end)
        comma = next_mark(self.text, last)
        between = self.text[comma + 1 : entry.start]
        kept = between.rstrip(" ") if "#" in between else ""
        return self.text[:comma] + kept + self.text[end:]

    # Writing

    def _with(self, start: int, end: int, new: str) -> str:
        return self.text[:start] + new + self.text[end:]

    def _after_key(self, value: Any, indent: int, style: str) -> str:
        """Return a value as it follows `key:`, with the space or line break before it."""
        if isinstance(value, str):
            return " " + self._text(value, indent, style)
        if not isinstance(value, (dict, list)) or not value:
            return f" {self._inline(value, style)}"
        inline = self._inline(value, "")
        is_flow_map, self.is_flow_map = self.is_flow_map, None
        is_short = len(value) <= _SHORT if is_flow_map is None else is_flow_map
        if is_short and self._fits(value, inline, indent):
            return f" {inline}"
        step = indent + _INDENT
        lines = []
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        for key, item in pairs:
            lead = f"{_key(key)}:" if isinstance(value, dict) else "- "
            body = (
                self._after_key(item, step, "")
                if isinstance(value, dict)
                else self._item(item, step)
            )
            lines.append(f"{self.line_break}{' ' * step}{lead}{body}")
        return "".join(lines)

    def _item(self, value: Any, indent: int) -> str:
        """Return a value as it follows the dash of a list."""
        if isinstance(value, dict) and value:
            is_flow_map, self.is_flow_map = self.is_flow_map, None
            inline = self._inline(value, "")
            if is_flow_map and self._fits(value, inline, indent):
                return inline
            step = indent + _INDENT
            parts = [
                f"{_key(key)}:{self._after_key(item, step, '')}" for key, item in value.items()
            ]
            return f"{self.line_break}{' ' * step}".join(parts)
        return self._after_key(value, indent, "").removeprefix(" ")

    @staticmethod
    def _fits(value: Any, inline: str, indent: int) -> bool:
        items = value.values() if isinstance(value, dict) else value
        is_flat = not any(isinstance(item, (dict, list)) for item in items)
        return is_flat and "\n" not in inline and len(inline) + indent <= _WIDTH - 20

    def _text(self, text: str, indent: int, style: str) -> str:
        """Return a text outside of brackets, in several lines where it is long."""
        is_block = style in ("|", ">") or "\n" in text or len(text) > _WIDTH
        if self.is_quoted or not is_block or not text.strip() or _BROKEN_LINE.search(text):
            return self._inline(text, style, is_flow=False)
        lead = self.line_break + " " * (indent + _INDENT)
        if "\n" not in text.rstrip("\n") and not text.endswith("\n"):
            width = _WIDTH - indent
            lines = textwrap.wrap(
                text, width, break_long_words=False, break_on_hyphens=False, expand_tabs=False
            )
            return ">-" + "".join(lead + line for line in lines)
        mark = "|" if text.endswith("\n") else "|-"
        lines = text.removesuffix("\n").split("\n")
        return mark + "".join(lead + line if line else self.line_break for line in lines)

    def _inline(self, value: Any, style: str, *, is_flow: bool = True) -> str:
        if isinstance(value, dict):
            parts = [f"{_key(key)}: {self._inline(item, '')}" for key, item in value.items()]
            return "{" + ", ".join(parts) + "}"
        if isinstance(value, list):
            return "[" + ", ".join(self._inline(item, "") for item in value) + "]"
        if not isinstance(value, str):
            return "null" if value is None else json.dumps(value)
        if style == "'" and "\n" not in value and not _BROKEN_LINE.search(value):
            return "'" + value.replace("'", "''") + "'"
        if style == '"' or self.is_quoted or not is_plain(value, is_flow=is_flow):
            return _quoted(value)
        return value

    # Reading

    def _is_flow(self, path: KeyPath) -> bool:
        spans = (self.root.at(path[:depth]) for depth in range(len(path) + 1))
        return any(span is not None and span.is_flow for span in spans)

    def _column(self, place: int) -> int:
        return place - (self.text.rfind("\n", 0, place) + 1)

    def _end_of_line(self, place: int) -> int:
        end = self.text.find("\n", place)
        end = len(self.text) if end < 0 else end
        return end - 1 if end > place and self.text[end - 1] == "\r" else end


def _wrapped(path: KeyPath, value: Any) -> Any:
    """Return the value inside of the groups and lists that the path names."""
    for part in reversed(path):
        if isinstance(part, int) and part:
            raise ChangeRefusedError(f"the list has no entry {part}")
        value = [value] if isinstance(part, int) else {part: value}
    return value


def _key(part: str | int) -> str:
    text = str(part)
    # `on` is a key of ours, and a truth value only in YAML 1.1.
    return text if is_plain(text, is_flow=True) or text == "on" else _quoted(text)


def is_plain(text: str, *, is_flow: bool) -> bool:
    """Return whether a text means itself without quotation marks."""
    if not text or text != text.strip() or text[0] in _NOT_FIRST or not text.isprintable():
        return False
    if ": " in text or " #" in text or text.endswith(":") or text.casefold() in _WORDS_OF_YAML:
        return False
    if is_flow and _IN_BRACKETS.search(text):
        return False
    try:
        return isinstance(read_plain_scalar(text), str)
    except UnusableNumberError:
        return False


def _quoted(text: str) -> str:
    quoted = json.dumps(text, ensure_ascii=False)
    return _BROKEN_LINE.sub(lambda found: f"\\u{ord(found.group()):04x}", quoted)
