"""Convert a finished brief to a plain template: headings, paragraphs, lists and tables.

reportgen's evidence markup is removed, so that the plain script does not pay for it.
"""

from __future__ import annotations

from html import escape
from html.parser import HTMLParser

_KEPT = frozenset(
    (
        *("h1", "h2", "h3", "h4", "p", "ul", "ol", "li", "dl", "dt", "dd", "em", "strong", "br"),
        *("table", "caption", "thead", "tbody", "tr", "th", "td", "figure", "figcaption"),
        *("aside", "blockquote", "footer", "header", "section"),
    )
)
_DROPPED = frozenset(("script", "style", "head", "svg"))
_STYLE = """\
@page { size: A4; margin: 22mm }
body { font: 9pt/1.35 serif }
table { border-collapse: collapse; font-size: 7.5pt; width: 100% }
th, td { border-bottom: 1px solid #999; padding: 2pt 4pt; text-align: left; vertical-align: top }
figure { margin: 1em 0 }
svg { width: 100%; height: auto }
"""


class _Plain(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.figures = 0
        self._dropped: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag == "svg" and not self._dropped and _is_figure(self.get_starttag_text() or ""):
            self.parts.append(f"{{{{ figures[{self.figures}] }}}}")
            self.figures += 1
        if tag in _DROPPED:
            self._dropped.append(tag)
        elif tag in _KEPT and not self._dropped:
            spans = [f'{name}="{text}"' for name, text in attributes if name.endswith("span")]
            self.parts.append(f"<{' '.join((tag, *spans))}>")

    def handle_endtag(self, tag: str) -> None:
        if self._dropped and tag == self._dropped[-1]:
            self._dropped.pop()
        elif tag in _KEPT and not self._dropped:
            self.parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if not self._dropped:
            self.parts.append(escape(data, quote=False))


def _is_figure(tag: str) -> bool:
    return 'mm"' in tag  # an inline symbol is sized by its text


def plain_template(page: str) -> tuple[str, int]:
    """Return a Jinja template with the words of a printed page, and how many figures it has."""
    reader = _Plain()
    reader.feed(page)
    body = "".join(reader.parts)
    numbers = "<p>{{ '%.1f, %.1f, %.3f' % (numbers.before, numbers.after, numbers.p) }}</p>"
    title = "<title>Report</title>"
    text = f'<!doctype html><html lang="en">{title}<style>{_STYLE}</style>{body}{numbers}</html>'
    return text, reader.figures
