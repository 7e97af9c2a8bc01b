"""Read a bibliography from BibTeX or CSL-JSON."""

from __future__ import annotations

import json
import logging
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportgen.diagnostics import Diagnostic, Place, Severity
from reportgen.document.references.bibtex_fields import item_from_entry
from reportgen.limits import limits

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

# A work, with the field names of CSL-JSON.
CslItem = dict[str, object]

# Counted before parsing, to refuse huge files early; a few false matches do no harm.
_BIB_ENTRY = re.compile(r"^\s*@\w+\s*[{(]", re.MULTILINE)
_CSL_ENTRY = re.compile(r'"id"\s*:')


@dataclass(frozen=True, slots=True, kw_only=True)
class Bibliography:
    """Works by citation key, and diagnostics of the file."""

    items: Mapping[str, CslItem] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def keys(self) -> frozenset[str]:
        """Return all citation keys."""
        return frozenset(self.items)


def load_bibliography(path: Path, *, name: str, place: Place | None) -> Bibliography:
    """Read a bibliography file; problems are returned as diagnostics.

    Parameters
    ----------
    path : Path
        A ``.bib`` file, or a ``.json`` file in CSL-JSON.
    name : str
        The file name in the configuration, for messages.
    place : Place or None
        Its place in the configuration, for messages.
    """
    try:
        most = limits().bibliography_bytes
        if path.stat().st_size > most:
            return _refused(f"the bibliography `{name}` is larger than {most / 1e6:g} MB", place)
        # `utf-8-sig` skips a byte order mark, which programs on Windows may write.
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return _refused(f"bibliography not found: {name}", place)
    except (OSError, UnicodeDecodeError):
        return _refused(f"the bibliography `{name}` can't be read as UTF-8 text", place)
    is_csl = path.suffix.lower() == ".json"
    most = limits().bibliography_entries
    if len((_CSL_ENTRY if is_csl else _BIB_ENTRY).findall(text)) > most:
        return _refused(f"the bibliography `{name}` has more than {most} works", place)
    return parse_csl_json(text, name=name) if is_csl else parse_bibtex(text, name=name)


def parse_bibtex(text: str, *, name: str) -> Bibliography:
    """Parse the text of a BibTeX file."""
    # Imported here, so that briefs without a bibliography do not load it.
    import bibtexparser
    from bibtexparser import middlewares
    from bibtexparser.model import DuplicateBlockKeyBlock

    stack = [middlewares.SeparateCoAuthors(), middlewares.SplitNameParts()]
    # Problems are returned as diagnostics; the library would log them as well.
    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)
    library = bibtexparser.parse_string(_without_comments(text), append_middleware=stack)
    items = {
        entry.key: item_from_entry(
            entry.entry_type, {item.key.lower(): item.value for item in entry.fields}
        )
        for entry in library.entries
    }
    problems = []
    for block in library.failed_blocks:
        # bibtexparser counts lines from 0.
        line = (block.start_line or 0) + 1
        if isinstance(block, DuplicateBlockKeyBlock):
            problems.append(_duplicate(block.key, Place(file=name, line=line)))
        else:
            problems.append(_unreadable(name, line))
    return Bibliography(items=items, diagnostics=tuple(problems))


def parse_csl_json(text: str, *, name: str) -> Bibliography:
    """Parse the text of a CSL-JSON file."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as problem:  # ValueError: huge integers
        line = getattr(problem, "lineno", None)
        return Bibliography(diagnostics=(_unreadable(name, line),))
    if not isinstance(data, list) or not all(_is_csl_item(item) for item in data):
        return Bibliography(diagnostics=(_unreadable(name, None),))
    items: dict[str, CslItem] = {}
    problems = []
    for item in data:
        key = str(item["id"])
        if key in items:
            problems.append(_duplicate(key, Place(file=name)))
        # The first of duplicate keys is used, as bibtexparser does.
        items.setdefault(key, {str(field): value for field, value in item.items()})
    return Bibliography(items=items, diagnostics=tuple(problems))


def _is_csl_item(item: object) -> bool:
    return isinstance(item, dict) and "id" in item and isinstance(item.get("type"), str)


def _without_comments(text: str) -> str:
    """Return the text without the ``@comment`` blocks that reference managers add."""
    # Comments with at most one level of nested braces.
    return re.sub(r"(?im)^@comment\s*\{[^{}]*(\{[^{}]*\}[^{}]*)*\}\s*$", "", text)


def _refused(message: str, place: Place | None) -> Bibliography:
    diagnostic = Diagnostic(
        code="REN001",
        severity=Severity.ERROR,
        message=message,
        place=place,
        help="`references:` names a .bib or CSL-JSON file next to the configuration",
    )
    return Bibliography(diagnostics=(diagnostic,))


def _unreadable(name: str, line: int | None) -> Diagnostic:
    return Diagnostic(
        code="REN002",
        severity=Severity.ERROR,
        message="an entry of the bibliography can't be read",
        place=Place(file=name, line=line),
        help="look for a missing comma, brace or quotation mark at this spot",
    )


def _duplicate(key: str, place: Place) -> Diagnostic:
    return Diagnostic(
        code="REN003",
        severity=Severity.ERROR,
        message=f"two works have the key `{key}`",
        place=place,
        help="remove one of them, or give it another key",
    )
