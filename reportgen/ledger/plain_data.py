"""Convert dataclasses to JSON-compatible data and back, checking every type.

A dataclass is the only definition of its format: its fields, in their order, are the keys of
an object. A field whose default is None is optional, and is left out if it is None; any other
field is required. A field that had another name in earlier versions, `former` in its metadata, is
read under both. A named tuple is a list with an item per field.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import MISSING, fields
from datetime import date
from enum import Enum
from functools import cache
from sys import float_info
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, TypeVar, cast, get_args, get_origin

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
_LONGEST = 60


class MismatchError(ValueError):
    """Plain data that do not have the requested type.

    Attributes
    ----------
    path : tuple of str
        The keys that lead to the value.
    problem : str
        What is wrong with it.
    """

    def __init__(self, path: tuple[str, ...], problem: str) -> None:
        super().__init__(f"{'.'.join(path)}: {problem}")
        self.path = path
        self.problem = problem


def to_plain(value: object) -> Any:
    """Return a value as plain data.

    Parameters
    ----------
    value : object
        A dataclass, or any type allowed in its fields: mappings, tuples, dates,
        enumerations, text and numbers.
    """
    if value is None or isinstance(value, (float, int)):
        return value
    if isinstance(value, Enum):  # before str: members of a StrEnum are strings
        return value.value
    if isinstance(value, str):
        return value
    if isinstance(value, (tuple, list)):
        return [to_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: to_plain(item) for key, item in value.items()}
    if isinstance(value, date):
        return value.isoformat()
    kind: Any = type(value)
    found = ((name, getattr(value, name), optional) for name, _, optional in _fields(kind))
    return {
        name: to_plain(item) for name, item, optional in found if item is not None or not optional
    }


def from_plain(kind: type[T], data: object) -> T:
    """Return plain data as a value of a type.

    Raises
    ------
    MismatchError
        An entry is missing, unknown, or of another type.
    """
    reader: Callable[[object], T] = _reader(cast("Any", kind))
    return reader(data)


@cache
def _fields(kind: Any) -> tuple[tuple[str, Any, bool], ...]:
    """Return the name and the type of each field, and whether it is optional."""
    return tuple((item.name, item.type, item.default is not MISSING) for item in fields(kind))


@cache
def _reader(kind: Any) -> Callable[[object], Any]:
    """Return the function that reads a type."""
    if get_origin(kind) is tuple:
        return _list_reader(*get_args(kind))
    if get_origin(kind) is Mapping:
        return _mapping_reader(get_args(kind)[1])
    if isinstance(kind, UnionType):
        return _union_reader(get_args(kind))
    if kind in _SCALARS:
        return _SCALARS[kind]
    if issubclass(kind, Enum):
        return _choice_reader(kind)
    if issubclass(kind, tuple):
        return _tuple_reader(tuple(kind.__annotations__.values()), kind)
    return _object_reader(kind)


def _object_reader(kind: type) -> Callable[[object], Any]:
    known = {name: (_reader(type_), optional) for name, type_, optional in _fields(kind)}
    former = {
        item.metadata["former"]: item.name
        for item in fields(cast("Any", kind))
        if "former" in item.metadata
    }

    def read(data: object) -> Any:
        if not isinstance(data, dict):
            raise _mismatch("an object", data)
        for old, name in former.items():
            if old in data and name not in data:
                data = {**data, name: data[old]}
                del data[old]
        for name in data:
            if name not in known:
                raise MismatchError((str(name),), "no entry that this version of reportgen knows")
        found = {}
        for name, (reader, optional) in known.items():
            if name in data:
                found[name] = _within(name, reader, data[name])
            elif not optional:
                raise MismatchError((name,), "missing")
        return kind(**found)

    return read


def _within(name: str, reader: Callable[[object], Any], data: object) -> Any:
    try:
        return reader(data)
    except MismatchError as problem:
        raise MismatchError((name, *problem.path), problem.problem) from None


def _mapping_reader(item: Any) -> Callable[[object], Any]:
    reader = _reader(item)

    def read(data: object) -> Any:
        if not isinstance(data, dict):
            raise _mismatch("an object", data)
        return {_text(name): _within(name, reader, value) for name, value in data.items()}

    return read


def _list_reader(*items: Any) -> Callable[[object], Any]:
    """Return the reader of ``tuple[X, ...]``, or of a tuple with a type per item."""
    if items[-1] is not ...:
        return _tuple_reader(items, lambda *values: values)
    reader = _reader(items[0])

    def read(data: object) -> Any:
        if not isinstance(data, list):
            raise _mismatch("a list", data)
        return tuple(_within(str(at), reader, item) for at, item in enumerate(data))

    return read


def _tuple_reader(items: tuple[Any, ...], make: Callable[..., Any]) -> Callable[[object], Any]:
    readers = [_reader(item) for item in items]

    def read(data: object) -> Any:
        if not isinstance(data, list) or len(data) != len(readers):
            raise _mismatch(f"a list of {len(readers)} items", data)
        pairs = zip(readers, data, strict=True)
        return make(*(_within(str(at), *pair) for at, pair in enumerate(pairs)))

    return read


def _union_reader(kinds: tuple[Any, ...]) -> Callable[[object], Any]:
    readers = [_reader(kind) for kind in kinds if kind is not NoneType]
    has_none = NoneType in kinds

    def read(data: object) -> Any:
        if data is None and has_none:
            return None
        problems = []
        for reader in readers:
            try:
                return reader(data)
            except MismatchError as problem:
                problems.append(problem)
        # The alternative that matched deepest is most likely the intended one.
        raise max(problems, key=lambda problem: len(problem.path))

    return read


def _choice_reader(kind: type[Enum]) -> Callable[[object], Any]:
    members = {member.value: member for member in kind}

    def read(data: object) -> Any:
        member = members.get(data) if isinstance(data, str) else None
        if member is None:
            raise _mismatch(f"one of {', '.join(members)}", data)
        return member

    return read


def _text(data: object) -> str:
    if not isinstance(data, str):
        raise _mismatch("a text", data)
    try:
        data.encode()
    except UnicodeEncodeError:
        raise _mismatch("a text of whole characters", data) from None
    return data


def _number(data: object) -> float:
    """Return a number unconverted: 1 stays an int, so that it is written as it was read."""
    if not isinstance(data, (int, float)) or isinstance(data, bool):
        raise _mismatch("a number", data)
    # An int may be too large to convert to float in later arithmetic. NaN compares as false.
    if not abs(data) <= float_info.max:
        raise _mismatch("a finite number", data)
    return data


def _whole_number(data: object) -> int:
    if not isinstance(data, int) or isinstance(data, bool) or abs(data) > float_info.max:
        raise _mismatch("a whole number", data)
    return data


def _flag(data: object) -> bool:
    if not isinstance(data, bool):
        raise _mismatch("true or false", data)
    return data


def _day(data: object) -> date:
    try:
        day = date.fromisoformat(_text(data))
    except ValueError:
        raise _mismatch("a day such as 2024-01-31", data) from None
    if day.isoformat() != data:  # Python reads 20240131 and 2024-W05-3 as well
        raise _mismatch("a day such as 2024-01-31", data)
    return day


_SCALARS: dict[Any, Callable[[object], Any]] = {
    bool: _flag,
    date: _day,
    float: _number,
    int: _whole_number,
    str: _text,
}


def _mismatch(expected: str, data: object) -> MismatchError:
    return MismatchError((), f"expected {expected}, found {_found(data)}")


def _found(data: object) -> str:
    """Return a short description of plain data."""
    if isinstance(data, dict):
        return "an object"
    if isinstance(data, list):
        return f"a list of {len(data)}"
    if isinstance(data, int) and abs(data) > float_info.max:  # its digits could fill pages
        return "a number that is too large"
    text = json.dumps(data, ensure_ascii=False).encode("utf-8", "backslashreplace").decode()
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
