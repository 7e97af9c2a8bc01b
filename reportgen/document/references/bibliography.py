"""Read a bibliography from BibTeX or CSL-JSON, as CSL-JSON items."""

from __future__ import annotations

import json
import logging
import re
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

from reportgen.diagnostics import Diagnostic, Place, Severity
from reportgen.limits import limits
from reportgen.regular_file import read_regular

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


# A work, with the field names of CSL-JSON.
CslItem = dict[str, object]

# Counted before parsing, to refuse huge files early; a few false matches do no harm.
_BIB_ENTRY = re.compile(r"^\s*@\w+\s*[{(]", re.MULTILINE)
_CSL_ENTRY = re.compile(r'"id"\s*:')

# BibTeX and BibLaTeX entry types to CSL 1.0.2 types. `misc` depends on its fields, see `_kind`.
_TYPES = {
    "article": "article-journal",
    "book": "book",
    "booklet": "pamphlet",
    "conference": "paper-conference",
    "electronic": "webpage",
    "inbook": "chapter",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "manual": "report",
    "mastersthesis": "thesis",
    "online": "webpage",
    "phdthesis": "thesis",
    "proceedings": "book",
    "report": "report",
    "techreport": "report",
    "thesis": "thesis",
    "unpublished": "manuscript",
    "www": "webpage",
}

# Fields that are copied unchanged; names, dates and containers need a conversion.
_FIELDS = {
    "abstract": "abstract",
    "chapter": "chapter-number",
    "edition": "edition",
    "isbn": "ISBN",
    "issn": "ISSN",
    "language": "language",
    "pages": "page",
    "pmid": "PMID",
    "series": "collection-title",
    "title": "title",
    "type": "genre",
    "url": "URL",
    "version": "version",
    "volume": "volume",
}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


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
        data = read_regular(path, most)
        if len(data) > most:
            return _refused(f"the bibliography `{name}` is larger than {most / 1e6:g} MB", place)
        # `utf-8-sig` skips a byte order mark, which programs on Windows may write.
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
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
    items = {}
    problems = []
    for entry in library.entries:
        fields = {item.key.lower(): item.value for item in entry.fields}
        try:
            items[entry.key] = item_from_entry(entry.entry_type, fields)
        except _UnreadableLatexError as problem:
            line = (entry.start_line or 0) + 1
            problems.append(_no_latex(entry.key, str(problem), Place(file=name, line=line)))
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


def _no_latex(key: str, text: str, place: Place) -> Diagnostic:
    return Diagnostic(
        code="REN002",
        severity=Severity.ERROR,
        message=f"a LaTeX command of the work `{key}` can't be read: `{text}`",
        place=place,
        help="write the text without the command, or give the command all its braces",
    )


def _duplicate(key: str, place: Place) -> Diagnostic:
    return Diagnostic(
        code="REN003",
        severity=Severity.ERROR,
        message=f"two works have the key `{key}`",
        place=place,
        help="remove one of them, or give it another key",
    )


class _NameParts(Protocol):
    first: list[str]
    von: list[str]
    last: list[str]
    jr: list[str]


class _UnreadableLatexError(ValueError):
    """The LaTeX of a BibTeX value can't be read; the message is the value."""


def item_from_entry(entry_type: str, fields: dict[str, object]) -> dict[str, object]:
    """Return a BibTeX entry as a CSL-JSON item, without its id."""
    words = {key: plain_latex(value) for key, value in fields.items() if isinstance(value, str)}
    kind = _kind(entry_type.lower(), words)
    item: dict[str, object] = {"type": kind}
    item |= {csl: words[name] for name, csl in _FIELDS.items() if words.get(name)}
    for role in ("author", "editor"):
        names = fields.get(role)
        if isinstance(names, list) and names:
            item[role] = [_csl_name(name) for name in names]
    item |= _containers(kind, words) | _dates(words)
    # `number` is the issue of a journal, but the number of a report.
    if "number" in words:
        item["issue" if kind == "article-journal" else "number"] = words["number"]
    if "doi" in words:
        # CSL styles print the resolver or `doi:` themselves.
        item["DOI"] = re.sub(r"^(https?://(dx\.)?doi\.org/|doi:)", "", words["doi"].strip())
    return item


def plain_latex(text: str) -> str:
    r"""Return a BibTeX value as plain text: ``M{\"u}ller`` is ``Müller``."""
    if "\\" in text:
        # Imported by name: it comes with bibtexparser and has no type information.
        latex = import_module("pylatexenc.latex2text").LatexNodes2Text()
        # An unescaped `&` is a column separator in LaTeX.
        try:
            text = str(latex.latex_to_text(re.sub(r"(?<!\\)&", r"\\&", text)))
        except Exception as problem:  # whatever a command without its parts raises
            raise _UnreadableLatexError(text) from problem
    # Braces protect capitals from BibTeX styles; CSL styles have no such markup.
    text = text.replace("{", "").replace("}", "").replace("---", "—").replace("--", "–")
    return " ".join(text.split())


def _kind(entry_type: str, words: dict[str, str]) -> str:
    # There is no preprint type in BibTeX; archives export preprints as `misc` with `eprint`.
    if entry_type == "misc":
        if "eprint" in words or "preprint" in words.get("howpublished", "").lower():
            return "article"
        return "webpage" if "url" in words else "document"
    return _TYPES.get(entry_type, "document")


def _csl_name(name: _NameParts) -> dict[str, str]:
    family = plain_latex(" ".join([*name.von, *name.last]))
    # An organization in double braces is parsed as a family name.
    if not name.first:
        return {"literal": family}
    given = {"family": family, "given": plain_latex(" ".join(name.first))}
    return given | ({"suffix": plain_latex(" ".join(name.jr))} if name.jr else {})


def _containers(kind: str, words: dict[str, str]) -> dict[str, object]:
    """Return the container (journal, book or site), publisher and place."""
    found: dict[str, object] = {}
    container = words.get("journal") or words.get("journaltitle") or words.get("booktitle")
    if kind in ("webpage", "article"):
        container = words.get("howpublished") or container or words.get("organization")
    # `howpublished` of a web page often holds its address, which has a field of its own.
    if container and not container.startswith(("http://", "https://", "\\url")):
        found["container-title"] = container
        # Medical styles want the abbreviated journal; without one, the full title.
        found["container-title-short"] = words.get("shortjournal", container)
    publisher = next(
        (words[key] for key in ("publisher", "institution", "school") if words.get(key)), ""
    )
    found |= {"publisher": publisher} if publisher else {}
    place = words.get("address") or words.get("location")
    return found | ({"publisher-place": place} if place else {})


def _dates(words: dict[str, str]) -> dict[str, object]:
    found: dict[str, object] = {}
    issued = _date_parts(words.get("date", "")) or _year_month_day(words)
    if issued:
        found["issued"] = {"date-parts": [issued]}
    accessed = _date_parts(words.get("urldate", ""))
    if accessed:
        found["accessed"] = {"date-parts": [accessed]}
    return found


def _date_parts(text: str) -> list[int]:
    match = re.match(r"^\s*(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", text)
    return [int(part) for part in match.groups() if part] if match else []


def _year_month_day(words: dict[str, str]) -> list[int]:
    match = re.search(r"\d{4}", words.get("year", ""))
    if match is None:
        return []
    parts = [int(match.group())]
    month = _month(words.get("month", ""))
    if month:
        parts.append(month)
        day = words.get("day", "")
        parts += [int(day)] if day.isdigit() else []
    return parts


def _month(text: str) -> int | None:
    if text.isdigit():
        return int(text) if 1 <= int(text) <= 12 else None
    start = text[:3].lower()
    return _MONTHS.index(start) + 1 if start in _MONTHS else None
