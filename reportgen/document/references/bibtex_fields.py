"""Convert BibTeX entries to CSL-JSON items."""

from __future__ import annotations

import re
from importlib import import_module
from typing import Protocol

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


class _NameParts(Protocol):
    first: list[str]
    von: list[str]
    last: list[str]
    jr: list[str]


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
        text = str(latex.latex_to_text(re.sub(r"(?<!\\)&", r"\\&", text)))
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
