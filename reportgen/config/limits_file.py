"""Read the operator's limits from a TOML file that overrides the defaults."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from reportgen.config.naming import shorten, suggest
from reportgen.diagnostics import Diagnostic, Place, Severity
from reportgen.errors import ConfigError
from reportgen.limits import Limits

if TYPE_CHECKING:
    from pathlib import Path

_LARGEST_FILE = 100_000
_GREATEST = 10**15
_KNOWN = {field.name: field.type for field in fields(Limits)}


def read_limits(path: Path) -> Limits:
    """Return the limits of a file, with defaults for those it does not set.

    Parameters
    ----------
    path : Path
        The operator's file; never one that a configuration names.

    Raises
    ------
    ConfigError
        The file can't be read or contains anything but limits; all problems are in the
        diagnostics. A misspelt name is an error: it must not silently leave a limit unchanged.
    """
    text = _text(path)
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        found = re.search(r"line (\d+), column (\d+)", str(problem))
        line, column = (int(found[1]), int(found[2])) if found else (None, None)
        place = Place(file=str(path), line=line, column=column)
        fix = "write lines such as `table_rows = 50_000`"
        message = "the limits can't be read as TOML from here on"
        raise _refused([_error("CFG100", message, place, fix)]) from problem
    results = [_problem(name, value) for name, value in given.items()]
    problems = [_at(text, path, *words) for words in results if words is not None]
    if problems:
        raise _refused(problems)
    return Limits(**given)


def _text(path: Path) -> str:
    place = Place(file=str(path))
    try:
        if not path.is_file() or path.stat().st_size > _LARGEST_FILE:
            raise _refused(
                [_error("CFG100", "expected a small file of limits", place, "check the path")]
            )
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        message = "the file of limits can't be read as UTF-8 text"
        raise _refused([_error("CFG100", message, place, "check the path")]) from problem


def _problem(name: str, value: Any) -> tuple[str, str, str, str] | None:
    """Return name, code, message and fix for an invalid limit, None for a valid one."""
    if name not in _KNOWN:
        message = f"there is no limit `{shorten(name)}`"
        return name, "CFG101", message, suggest(name, _KNOWN)
    kinds = (int, float) if _KNOWN[name] == "float" else (int,)
    if not isinstance(value, kinds) or isinstance(value, bool) or not 0 < value <= _GREATEST:
        wanted = "a number" if float in kinds else "a whole number"
        usual = getattr(Limits(), name)
        message = f"expected {wanted} above 0 for the limit `{name}`"
        return name, "CFG102", message, f"the usual one is `{name} = {usual}`"
    return None


def _at(text: str, path: Path, name: str, code: str, message: str, fix: str) -> Diagnostic:
    """Return a diagnostic at the line that sets the limit (tomllib reports no positions)."""
    for number, line in enumerate(text.splitlines(), start=1):
        spot = re.match(rf"\s*[\"'\[]*{re.escape(name)}\b", line)
        if spot:
            column = len(line) - len(line.lstrip()) + 1
            place = Place(file=str(path), line=number, column=column, width=len(name), text=line)
            return _error(code, message, place, fix)
    return _error(code, message, Place(file=str(path)), fix)


def _error(code: str, message: str, place: Place, fix: str) -> Diagnostic:
    return Diagnostic(code=code, severity=Severity.ERROR, message=message, place=place, help=fix)


def _refused(found: list[Diagnostic]) -> ConfigError:
    return ConfigError("the limits can't be used, so nothing was built", found)
