"""Works and names of people as JATS, with each part in its own element."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from reportgen.render.jats.prose import JatsProse, web_link
from reportgen.render.xml_text import clean, lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportgen.document.brief import FormattedReference

# CSL types to the values that JATS suggests for `publication-type`.
_TYPES = {
    "article": "preprint",
    "article-journal": "journal",
    "article-magazine": "magazine",
    "article-newspaper": "newspaper",
    "book": "book",
    "chapter": "book",
    "dataset": "data",
    "paper-conference": "confproc",
    "report": "report",
    "software": "software",
    "thesis": "thesis",
    "webpage": "webpage",
}
_IN_A_BOOK = ("chapter", "paper-conference")
_ON_ITS_OWN = ("book", "report", "thesis", "software")
_RANGE = re.compile(r"^\s*(\w+)\s*[-–—]\s*(\w+)\s*$")


def reference(item: FormattedReference, prose: JatsProse) -> Markup:
    """Return one work; as a mixed citation, as printed, if it has no title."""
    label = Markup("<label>{}</label>").format(clean(item.number))
    if item.item.get("title"):
        kind = _TYPES.get(_text(item.item, "type"), "other")
        work = Markup('<element-citation publication-type="{}">{}</element-citation>').format(
            kind, Markup("").join(_work(item.item))
        )
    else:
        work = Markup("<mixed-citation>{}</mixed-citation>").format(prose.inline(item.text))
    return Markup('<ref id="{}">\n{}\n</ref>').format(item.anchor, lines((label, work)))


def _work(item: Mapping[str, Any]) -> Iterator[Markup]:
    for role in ("author", "editor"):
        yield _people(item.get(role), role)
    yield from _titles(item)
    yield _element("edition", _text(item, "edition"))
    yield _element("publisher-loc", _text(item, "publisher-place"))
    yield _element("publisher-name", _text(item, "publisher"))
    yield from _date(item.get("issued"))
    yield _element("volume", _text(item, "volume"))
    yield _element("issue", _text(item, "issue"))
    yield from _pages(_text(item, "page"))
    yield from _accessed(item.get("accessed"))
    yield _identifier("doi", _text(item, "DOI"))
    yield _identifier("pmid", _text(item, "PMID"))
    address = _text(item, "URL")
    yield web_link(address, clean(address)) if address else Markup("")


def _people(names: object, role: str) -> Markup:
    if not isinstance(names, list) or not names:
        return Markup("")
    people = Markup("").join(_person(name) for name in names if isinstance(name, dict))
    return Markup('<person-group person-group-type="{}">{}</person-group>').format(role, people)


def _person(name: Mapping[str, Any]) -> Markup:
    family = _text(name, "family")
    if not family:
        return _element("collab", _text(name, "literal"))
    family = " ".join(filter(None, (_text(name, "non-dropping-particle"), family)))
    return name_xml(_text(name, "given"), family, _text(name, "suffix"))


def _titles(item: Mapping[str, Any]) -> Iterator[Markup]:
    title, container = _text(item, "title"), _text(item, "container-title")
    kind = _text(item, "type")
    if kind in _IN_A_BOOK:
        yield _element("chapter-title", title)
        yield _element("source", container)
    elif kind in _ON_ITS_OWN or not container:
        yield _element("source", title)
    else:
        yield _element("article-title", title)
        yield _element("source", container)


def _date(issued: object) -> Iterator[Markup]:
    parts = _date_parts(issued)
    # Not strict: a date may have a year only.
    for tag, width, value in zip(("year", "month", "day"), (4, 2, 2), parts, strict=False):
        iso = "-".join(f"{part:02d}" for part in parts) if tag == "year" else ""
        attribute = Markup(' iso-8601-date="{}"').format(iso) if iso else ""
        yield Markup("<{0}{1}>{2}</{0}>").format(tag, attribute, f"{value:0{width}d}")


def _accessed(accessed: object) -> Iterator[Markup]:
    parts = _date_parts(accessed)
    if parts:
        iso = "-".join(f"{part:02d}" for part in parts)
        yield Markup(
            '<date-in-citation content-type="access-date" iso-8601-date="{0}">{0}'
            "</date-in-citation>"
        ).format(iso)


def _date_parts(date: object) -> list[int]:
    """Return year, month and day of a CSL date, as far as they are given."""
    found = date.get("date-parts") if isinstance(date, dict) else None
    if not isinstance(found, list) or not found or not isinstance(found[0], list):
        return []
    return [int(part) for part in found[0][:3] if str(part).isdigit()]


def _pages(pages: str) -> Iterator[Markup]:
    match = _RANGE.match(pages)
    if match:
        yield _element("fpage", match[1])
        yield _element("lpage", match[2])
    elif pages:
        # An article number such as e1234 is not a page.
        yield _element("elocation-id" if pages[0].isalpha() else "fpage", pages)


def _identifier(kind: str, value: str) -> Markup:
    if not value:
        return Markup("")
    return Markup('<pub-id pub-id-type="{}">{}</pub-id>').format(kind, clean(value))


def _element(tag: str, text: str) -> Markup:
    return Markup("<{0}>{1}</{0}>").format(tag, clean(text)) if text else Markup("")


def _text(item: Mapping[str, Any], name: str) -> str:
    value = item.get(name, "")
    return str(value) if isinstance(value, (str, int)) else ""


# Lower-case words that begin a surname.
_PARTICLES = frozenset(
    (
        *("al", "bin", "da", "das", "de", "del", "della", "den", "der", "di", "dos", "du", "el"),
        *("ibn", "la", "le", "ten", "ter", "van", "von", "zu", "zum", "zur"),
    )
)
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))


def name_parts(name: str) -> tuple[str, str, str]:
    """Return given names, surname and suffix of a printed name.

    The surname is the last word with any particles before it (``Ada van der Berg``), or the
    part before a comma (``Berg, Ada``). A single word is a surname.
    """
    before, comma, after = name.partition(",")
    if comma and after.strip().rstrip(".").lower() not in _SUFFIXES:
        return after.strip(), before.strip(), ""
    words = name.replace(",", " ").split()
    suffix = words.pop() if len(words) > 2 and _is_suffix(words[-1]) else ""
    first = max(len(words) - 1, 0)
    # The first word is a given name even if it is a particle (Al, Van, El).
    while first > 1 and words[first - 1].lower() in _PARTICLES:
        first -= 1
    return " ".join(words[:first]), " ".join(words[first:]), suffix


def name_xml(given: str, surname: str, suffix: str = "") -> Markup:
    """Return a person's name as JATS."""
    parts = [Markup("<surname>{}</surname>").format(clean(surname))]
    parts += [Markup("<given-names>{}</given-names>").format(clean(given))] if given else []
    parts += [Markup("<suffix>{}</suffix>").format(clean(suffix))] if suffix else []
    return Markup("<name>{}</name>").format(Markup("").join(parts))


def _is_suffix(word: str) -> bool:
    return word.rstrip(".").lower() in _SUFFIXES
