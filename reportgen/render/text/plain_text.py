"""Render a Brief as plain text for e-mail and screen readers: Markdown without markup."""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING, ClassVar

from reportgen.render.text.markdown import document_text
from reportgen.render.text.markdown_prose import MarkdownProse

if TYPE_CHECKING:
    from reportgen.document.brief import Brief, TableBlock
    from reportgen.model.prose import Emphasis, Number, Prose, Strong

_WIDTH = 78  # RFC 5322, 2.1.1: lines of e-mail should have no more characters
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
# Quotation marks and bullets may be nested, as in a list within a quotation.
_HANGING = re.compile(r"(?:> |- |\d+\. | )*")
_RAISED = str.maketrans("0123456789+-−n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿ")


def render_plain_text(brief: Brief) -> str:
    """Return the brief as plain text, with figures replaced by their alternative text.

    Parameters
    ----------
    brief : Brief
        The content.
    """
    return "\n".join(map(_wrapped, document_text(_PlainProse(brief)).split("\n"))) + "\n"


def spoken(brief: Brief, prose: Prose) -> str:
    """Return inline prose as one line of plain text."""
    return " ".join(_PlainProse(brief).inline(prose).split())


def _wrapped(line: str) -> str:
    """Wrap a line, indenting continuations below its list or quotation mark."""
    start = _HANGING.match(line)
    mark = start.group() if start else ""
    return textwrap.fill(
        line.removeprefix(mark),
        width=_WIDTH,
        initial_indent=mark,
        subsequent_indent=re.sub(r"[^> ]", " ", mark),
        break_long_words=False,  # keeps addresses whole
        break_on_hyphens=False,
    )


class _PlainProse(MarkdownProse):
    """Render text unescaped; headings are underlined or in capitals."""

    break_mark: ClassVar[str] = "\n"
    rule: ClassVar[str] = ""

    def words(self, text: str) -> str:
        return _CONTROL.sub(" ", text)

    def paragraph(self, text: str) -> str:
        return text

    def heading(self, level: int, text: str) -> str:
        if level > 2:
            return text.upper()
        return f"{text}\n{'=-'[level - 1] * min(len(text), _WIDTH)}"

    def strong(self, text: str) -> str:
        return text

    def lead(self, text: str) -> str:
        return f"{text}:"

    def raised(self, text: str) -> str:
        """Return superscript digits, or the text after a caret if a character has none."""
        raised = text.translate(_RAISED)
        is_raised = all(a != b or a == "," for a, b in zip(text, raised, strict=True))
        return raised if is_raised else f"^{text}"

    def code(self, text: str) -> str:
        return self.words(text)

    def link(self, inner: str, address: str) -> str:
        """Return the text, followed by the address unless the text contains it."""
        bare = address.removeprefix("mailto:").removeprefix("https://doi.org/")
        return inner if bare in inner else f"{inner} <{address}>"

    def picture(self, alt: str, path: str) -> str:
        del path  # plain text has no images
        return f"[{self.words(alt)}]"

    def number(self, item: Number) -> str:
        return self.words(item.text)

    def emphasis(self, item: Emphasis | Strong, inner: str) -> str:
        del item  # plain text has no emphasis
        return inner

    def table(self, block: TableBlock) -> str:
        """Return one list item per row, because columns would not fit a line."""
        labels = [self.inline(label.text) for label in block.column_labels]
        rows = []
        for row in block.rows:
            cells = [
                f"{label}: {words}" if label else words
                for label, cell in zip(labels, row.cells, strict=True)
                if (words := self.inline(cell.text, line_break=", "))
            ]
            if cells or row.is_head:
                rows.append(f"- {self.inline(row.stub, line_break=', ')}. {'; '.join(cells)}")
        return "\n".join(rows)
