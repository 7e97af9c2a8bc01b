"""Render prose as WordprocessingML: runs, bookmarks for numbers, fields for references."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from markupsafe import Markup

from reportgen.model.prose import (
    Cite,
    Claim,
    Code,
    Emphasis,
    LineBreak,
    Link,
    Number,
    Reference,
    Strong,
    Superscript,
    Text,
)
from reportgen.render.prose_marks import cite_numbers, web_address
from reportgen.render.xml_text import clean

if TYPE_CHECKING:
    from reportgen.document.brief import Brief
    from reportgen.model.prose import Inline, Prose

_LABEL = re.compile(r"^(.*?)(\d+)$")


@dataclass(frozen=True, slots=True)
class Look:
    """Formatting of a run in addition to its paragraph style; `code` is the style of code."""

    is_bold: bool = False
    is_italic: bool = False
    is_raised: bool = False
    style: str = ""
    code: str = "Code"

    def xml(self) -> Markup:
        """Return the run properties, in the order that the schema requires."""
        parts = Markup('<w:rStyle w:val="{}"/>').format(self.style) if self.style else Markup("")
        parts += Markup("<w:b/>") if self.is_bold else Markup("")
        parts += Markup("<w:i/>") if self.is_italic else Markup("")
        parts += Markup('<w:vertAlign w:val="superscript"/>') if self.is_raised else Markup("")
        return Markup("<w:rPr>{}</w:rPr>").format(parts) if parts else parts


PLAIN = Look()


@dataclass(slots=True)
class DocxProse:
    """Render the prose of one brief, collecting what other parts of the file refer to.

    Attributes
    ----------
    numbers, claims : list
        In the order of their bookmarks, from ``_Rg1`` and ``_Rc1``.
    links : dict
        Address to the id of its relationship.
    marks : int
        Number of bookmarks so far.
    """

    brief: Brief
    numbers: list[Number] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    links: dict[str, str] = field(default_factory=dict)
    marks: int = 0

    def inline(self, prose: Prose, look: Look = PLAIN) -> Markup:
        """Return inline prose."""
        return Markup("").join(self._item(item, look) for item in prose)

    def bookmark(self, name: str, inner: Markup) -> Markup:
        """Return content enclosed in a bookmark."""
        self.marks += 1
        return Markup(
            '<w:bookmarkStart w:id="{0}" w:name="{1}"/>{2}<w:bookmarkEnd w:id="{0}"/>'
        ).format(self.marks, name, inner)

    def label(self, anchor: str, label: str, look: Look = PLAIN) -> Markup:
        """Return ``Figure 1`` as in Word's captions: text, and a SEQ field for the number."""
        match = _LABEL.match(label)
        if match is None:
            return self.bookmark(self.label_bookmark(anchor), run(label, look))
        words, number = match.groups()
        sequence = "_".join(words.split()) or "Item"
        inner = run(words, look) + complex_field(f"SEQ {sequence} \\* ARABIC", number, look)
        return self.bookmark(self.label_bookmark(anchor), inner)

    def label_bookmark(self, anchor: str) -> str:
        """Return the bookmark of a label; Word hides names that start with an underscore."""
        return f"_Ref{list(self.brief.labels).index(anchor) + 1:09d}"

    def link(self, href: str, inner: Markup) -> Markup:
        """Return a link if the address is external and safe, otherwise its text."""
        address = web_address(href)
        if not address:
            return inner
        relation = self.links.setdefault(address, f"rIdLink{len(self.links) + 1}")
        return Markup('<w:hyperlink r:id="{}">{}</w:hyperlink>').format(relation, inner)

    def _item(self, item: Inline, look: Look) -> Markup:  # one branch per kind of inline
        if isinstance(item, Text):
            return run(item.text, look)
        if isinstance(item, (Number, Claim)):
            return self._evident(item, look)
        if isinstance(item, (Emphasis, Strong, Link)):
            return self._nested(item, look)
        if isinstance(item, Cite):
            return self._cite(item, look)
        if isinstance(item, Reference):
            return self._reference(item, look)
        return _mark(item, look)

    def _evident(self, item: Number | Claim, look: Look) -> Markup:
        if isinstance(item, Number):
            self.numbers.append(item)
            return self.bookmark(f"_Rg{len(self.numbers)}", run(item.text, look))
        self.claims.append(item)
        return self.bookmark(f"_Rc{len(self.claims)}", run(item.text, look))

    def _nested(self, item: Emphasis | Strong | Link, look: Look) -> Markup:
        if isinstance(item, Emphasis):
            return self.inline(item.children, replace(look, is_italic=True))
        if isinstance(item, Strong):
            return self.inline(item.children, replace(look, is_bold=True))
        style = "Hyperlink" if web_address(item.href) else look.style
        return self.link(item.href, self.inline(item.children, replace(look, style=style)))

    def _cite(self, item: Cite, look: Look) -> Markup:
        numbers = [
            Markup('<w:hyperlink w:anchor="{}">{}</w:hyperlink>').format(
                reference_bookmark(number), run(number, look)
            )
            for number in cite_numbers(self.brief, item)
        ]
        return run("[", look) + run(",", look).join(numbers) + run("]", look)

    def _reference(self, item: Reference, look: Look) -> Markup:
        label = self.brief.labels.get(item.target)
        if label is None:
            return run(item.target, look)
        return complex_field(f"REF {self.label_bookmark(item.target)} \\h", label, look)


def reference_bookmark(number: str) -> str:
    """Return the bookmark of an entry in the reference list."""
    return f"_Source{number}"


def run(text: str, look: Look = PLAIN) -> Markup:
    """Return a run of text."""
    if not text:
        return Markup("")
    return Markup('<w:r>{}<w:t xml:space="preserve">{}</w:t></w:r>').format(look.xml(), clean(text))


def complex_field(code: str, shown: str, look: Look = PLAIN) -> Markup:
    """Return a field with the text that it shows until Word updates it."""
    begin, middle, end = (
        Markup('<w:r>{}<w:fldChar w:fldCharType="{}"/></w:r>').format(look.xml(), kind)
        for kind in ("begin", "separate", "end")
    )
    order = Markup('<w:r>{}<w:instrText xml:space="preserve"> {} </w:instrText></w:r>').format(
        look.xml(), clean(code)
    )
    return begin + order + middle + run(shown, look) + end


def _mark(item: Code | Superscript | LineBreak, look: Look) -> Markup:
    if isinstance(item, Code):
        return run(item.text, replace(look, style=look.code))
    if isinstance(item, Superscript):
        return run(item.text, replace(look, is_raised=True))
    return Markup("<w:r><w:br/></w:r>")
