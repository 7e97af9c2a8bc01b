"""Check the text of a query: a single SELECT whose result does not depend on the day."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.data.findings import error, shorten

if TYPE_CHECKING:
    from reportgen.diagnostics import Diagnostic, Place

_FIX = "write one `SELECT …`, or `WITH … SELECT …`, that returns the rows of the metric"
_TOKEN = re.compile(
    r"""(?P<comment>--[^\n]*|/\*.*?(?:\*/|\Z))
    |(?P<text>'(?:[^']|'')*(?:'|\Z))
    |(?P<name>"(?:[^"]|"")*(?:"|\Z)|`[^`]*(?:`|\Z)|\[[^\]]*(?:\]|\Z))
    |(?P<end>;)""",
    re.DOTALL | re.VERBOSE,
)
_START = re.compile(r"\s*(?:SELECT|WITH|FROM)\b", re.IGNORECASE)
_PRAGMA = re.compile(r"\bpragma_\w+", re.IGNORECASE)
_CHANGING = re.compile(
    r"'now'|'today'|\b(?:current_(?:date|time|timestamp)|localtimestamp|localtime)\b"
    r"|\b(?:random|randomblob|now|today|uuid|uuidv[47]|gen_random_uuid|get_current_timestamp"
    r"|get_current_time|setseed)\s*\("
    r"|\b(?:date|time|datetime|julianday|unixepoch)\s*\(\s*\)|\bstrftime\s*\(\s*'[^']*'\s*\)",
    re.IGNORECASE,
)
_LITERAL = re.compile(r"\|[0-9+-]*\s*(?:#.*)?$")
"""The end of the line above a YAML block, whose lines are those of the query."""
_QUOTED = re.compile(r'near "([^"]+)"|no such (?:column|table|function): (\S+)')


def check_query(query: str, place: Place | None) -> Diagnostic | None:
    """Return why a text can't be the query of a metric, None if it may be one.

    This is for good messages. What a query may do is decided by the database, which is opened
    read-only and refuses everything but reading.
    """
    plain = _TOKEN.sub(lambda found: " " if found["comment"] else found[0], query)
    bare = _TOKEN.sub(lambda found: ";" if found["end"] else "''", plain)
    statements = [part for part in bare.split(";") if part.strip()]
    if len(statements) != 1:
        what = f"{len(statements)} statements" if statements else "none"
        return error("DAT093", f"expected one SELECT, found {what}", place, _FIX)
    if not _START.match(bare):
        word = shorten(bare.split()[0])
        return error(
            "DAT093", f"expected a query that starts with SELECT, found `{word}`", place, _FIX
        )
    # In a name in quotation marks or a text other than 'now', such a word means nothing.
    code = _TOKEN.sub(
        lambda found: "''" if found["name"] or _is_data(found[0]) else found[0], plain
    )
    pragma = _PRAGMA.search(code)
    if pragma is not None:
        message = f"a query may only read its own database; this one uses `{shorten(pragma[0])}`"
        return error("DAT093", message, place, _FIX)
    changing = _CHANGING.search(code)
    if changing is not None:
        return error(
            "DAT096",
            f"the query uses `{shorten(changing[0])}`, so its rows would change without the data",
            place,
            "write the day as text, such as '2024-12-31'",
        )
    return None


def _is_data(text: str) -> bool:
    return text.startswith("'") and text.casefold() not in ("'now'", "'today'")


def query_fault(query: str, message: str, place: Place | None, *, note: str = "") -> Diagnostic:
    """Return the error for a query that the database rejects, at the word that it names.

    Parameters
    ----------
    query : str
        As in the configuration.
    message : str
        The database's.
    place : Place or None
        Of the query in the configuration.
    note : str
        What else may help, such as the names of the tables.
    """
    found = _QUOTED.search(message)
    word = (found[1] or found[2]) if found else ""
    lines = query.splitlines()
    pattern = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")
    number = next((n for n, line in enumerate(lines) if word and pattern.search(line)), None)
    where = ""
    if number is not None and len(lines) > 1:
        where = f" (line {number + 1} of the query: `{shorten(lines[number].strip())}`)"
    if place is not None and number is not None:
        place = _word_place(place, pattern, number)
    return error(
        "DAT094", f"the query failed: {message}{where}", place, "correct the query", note=note
    )


def _word_place(place: Place, pattern: re.Pattern[str], number: int) -> Place:
    """Return the place of a word of the query's line `number`, counted from 0."""
    if place.line is not None and _LITERAL.search(place.text):
        return replace(place, line=place.line + number + 1, column=None, width=1, text="")
    found = list(pattern.finditer(place.text))
    if len(found) != 1:
        return place
    return replace(place, column=found[0].start() + 1, width=len(found[0][0]))
