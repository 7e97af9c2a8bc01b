"""Strict YAML loader that records the position of every key and value.

It reads the event stream, so that nesting and size are limited before anything recurses
(libyaml's composer crashes the process on deep nesting). It accepts the part of YAML that
people write by hand: mappings, lists and scalars of a single document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

from reportgen.config.yaml.scalars import UnusableNumberError, read_plain_scalar
from reportgen.config.yaml.syntax import explain_syntax
from reportgen.config.yaml.text import (
    YamlText,
    control_character,
    decode_yaml,
    has_forbidden_character,
)
from reportgen.diagnostics import Diagnostic, Place, Severity
from reportgen.limits import limits

if TYPE_CHECKING:
    from reportgen.model.configuration import KeyPath

# libyaml is about ten times faster; its event stream is safe at any depth.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# Chinese, Japanese, Korean, Thai and Lao are written without spaces.
_BETWEEN_WORDS = re.compile("[\\s\u0e00-\u0eff\u3000-\u9fff\uac00-\ud7af\uff00-\uffef]+")


@dataclass(frozen=True, slots=True)
class YamlDocument:
    """A parsed YAML file with positions; `value` is None if it can't be read."""

    value: Any
    places: dict[KeyPath, Place]
    diagnostics: tuple[Diagnostic, ...]


@dataclass(slots=True)
class _Frame:
    """A mapping or list under construction."""

    container: dict[str, Any] | list[Any]
    path: KeyPath
    key: str | None = None
    seen: dict[str, int] = field(default_factory=dict)


class _StopReadingError(Exception):
    """Stop reading: what follows could not be interpreted."""


def load_yaml(data: bytes, file: str) -> YamlDocument:
    """Return the content of a YAML file with all syntax problems.

    Parameters
    ----------
    data : bytes
        The file's content.
    file : str
        The path to use in messages.
    """
    source = decode_yaml(data, file)
    if isinstance(source, Diagnostic):
        return YamlDocument(None, {}, (source,))
    composer = _Composer(source)
    value = composer.compose()
    return YamlDocument(value, composer.places, tuple(composer.diagnostics))


class _Composer:
    """Builds plain dicts and lists from YAML events."""

    def __init__(self, source: YamlText) -> None:
        self.source = source
        self.places: dict[KeyPath, Place] = {}
        self.diagnostics: list[Diagnostic] = []
        self._stack: list[_Frame] = []
        self._root: Any = None
        self._nodes = 0
        self._limits = limits()
        self._documents = 0

    def compose(self) -> Any:
        """Return the value of the document; None if it is empty or can't be read."""
        try:
            for event in yaml.parse(self.source.text, Loader=_Loader):
                self._take(event)
        except _StopReadingError:
            return None
        except yaml.MarkedYAMLError as problem:
            self.diagnostics.append(explain_syntax(problem, self.source))
            return None
        except (yaml.YAMLError, ValueError, RecursionError):
            # No known input does this, but a failure of the parser must not be a traceback.
            self._error("CFG005", "the file can't be read as YAML", Place(file=self.source.file))
            return None
        return self._root

    def _take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            self._open(event)
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            self._stack.pop()
        elif isinstance(event, yaml.AliasEvent):
            self._refuse(event, f"found the alias `*{event.anchor}`")
            self._put(None, self._place(event))
        elif isinstance(event, yaml.DocumentStartEvent):
            self._start_document(event)

    def _start_document(self, event: yaml.Event) -> None:
        self._documents += 1
        if self._documents > 1:
            self._error(
                "CFG007",
                "found a second document in the file; expected one",
                self._place(event),
                "delete the line `---`, or move what follows to a file of its own",
            )
            raise _StopReadingError

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        place = self._place(event)
        self._count(place)
        self._check_properties(event)
        self._check_words(event.value, place)
        found = has_forbidden_character(event.value)
        if found:
            self.diagnostics.append(control_character(found, place))
        frame = self._stack[-1] if self._stack else None
        if frame is not None and isinstance(frame.container, dict) and frame.key is None:
            self._key(frame, event, place)
            return
        self._put(self._value(event, place), place)

    def _check_words(self, text: str, place: Place) -> None:
        """Refuse a word that fills pages: breaking it into lines takes quadratic time."""
        most = self._limits.word_characters
        if len(text) <= most:
            return
        longest = max(map(len, _BETWEEN_WORDS.split(text)))
        if longest > most:
            self._error(
                "CFG009",
                f"a word of {longest} characters; at most {most} are read",
                place,
                "put spaces between words",
            )

    def _value(self, event: yaml.ScalarEvent, place: Place) -> Any:
        if event.style or not event.implicit[0]:
            return event.value
        try:
            return read_plain_scalar(event.value)
        except UnusableNumberError as problem:
            self._error(
                "CFG012",
                f"expected an ordinary number, found {problem}",
                place,
                "write the number itself, or put the value in quotes if it is text",
            )
            return None

    def _key(self, frame: _Frame, event: yaml.ScalarEvent, place: Place) -> None:
        key = event.value
        if key == "<<" and not event.style:
            self._refuse(event, "found the merge key `<<`")
        elif key in frame.seen:
            self._error(
                "CFG010",
                f"the key `{key}` is given twice",
                place,
                "keep one of the two",
                f"first given at line {frame.seen[key]}",
            )
        frame.seen.setdefault(key, place.line or 0)
        frame.key = key
        self.places[(*frame.path, key, "#key")] = place

    def _open(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent) -> None:
        place = self._place(event)
        self._count(place)
        self._check_properties(event)
        is_mapping = isinstance(event, yaml.MappingStartEvent)
        frame = self._stack[-1] if self._stack else None
        if frame is not None and isinstance(frame.container, dict) and frame.key is None:
            self._refuse_key(place)
        container: dict[str, Any] | list[Any] = {} if is_mapping else []
        path = self._put(container, place)
        self._stack.append(_Frame(container, path))
        most = self._limits.yaml_depth
        if len(self._stack) > most:
            self._error("CFG009", f"more than {most} levels of nesting", place, "nest less deeply")
            raise _StopReadingError

    def _refuse_key(self, place: Place) -> None:
        is_braces = place.text[(place.column or 1) - 2 :].startswith("{{")
        self._error(
            "CFG013",
            "a key must be one word or text, not a list or a group of keys",
            place,
            "put a text that starts with `{{` in quotes" if is_braces else "put the text in quotes",
        )
        raise _StopReadingError

    def _put(self, value: Any, place: Place) -> KeyPath:
        if not self._stack:
            self._root = value
            self.places[()] = place
            return ()
        frame = self._stack[-1]
        if isinstance(frame.container, list):
            path: KeyPath = (*frame.path, len(frame.container))
            frame.container.append(value)
        else:
            key = frame.key or ""
            path = (*frame.path, key)
            frame.container[key] = value
            frame.key = None
        self.places[path] = place
        return path

    def _check_properties(self, event: Any) -> None:
        if event.anchor:
            self._refuse(event, f"found the anchor `&{event.anchor}`")
        if event.tag and event.tag != "!":
            self._refuse(event, "found a type tag starting with `!`")

    def _refuse(self, event: yaml.Event, message: str) -> None:
        self._error(
            "CFG008",
            message,
            self._place(event),
            "write the value out; if it is text, put it in quotes",
            "anchors, aliases, merge keys and tags are not read, so that a file says what it shows",
        )

    def _count(self, place: Place) -> None:
        self._nodes += 1
        most = self._limits.yaml_nodes
        if self._nodes > most:
            self._error(
                "CFG009",
                f"more than {most} keys and values",
                place,
                "keep data in CSV files and name them under `metrics`",
            )
            raise _StopReadingError

    def _place(self, event: Any) -> Place:
        start, end = event.start_mark, event.end_mark
        same_line = start.line == end.line
        line = self.source.lines[start.line] if start.line < len(self.source.lines) else ""
        width = end.column - start.column if same_line else len(line) - start.column
        return self.source.place(start.line, start.column, width)

    def _error(self, code: str, message: str, place: Place, fix: str = "", note: str = "") -> None:
        self.diagnostics.append(
            Diagnostic(
                code=code,
                severity=Severity.ERROR,
                message=message,
                place=place,
                help=fix,
                note=note,
            )
        )
