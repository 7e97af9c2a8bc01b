"""Read the inline content of text fields, and report what it may not contain."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from reportgen.diagnostics import Diagnostic, Severity
from reportgen.model.prose import (
    Cite,
    Code,
    Emphasis,
    LineBreak,
    Link,
    Number,
    Reference,
    Stated,
    Strong,
    Superscript,
    Text,
)
from reportgen.narrative.fields.text_syntax import (
    BAD_BRACES,
    CITE,
    NOTE,
    QUANTITY,
    STATED,
    STATEMENT,
)
from reportgen.narrative.numbers.number_text import number
from reportgen.narrative.phrases import compose, paragraph

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from markdown_it.tree import SyntaxTreeNode

    from reportgen.analysis.outcomes import Outcomes
    from reportgen.diagnostics import Place
    from reportgen.model.prose import Inline, Prose
    from reportgen.narrative.statement import Narrative

# No relative links, because a brief is sent as a single file, and no `javascript:`.
_SCHEMES = ("http://", "https://", "mailto:", "tel:", "#")
# Markup of other Markdown tools.
_UNSUPPORTED = {
    "struck-out text": re.compile(r"~~\S[^~]*~~"),
    "an HTML tag": re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]*)?/?>"),
    "a task box": re.compile(r"^\[[ xX]\](?= )"),
}
STATED_MARK = "†"
"""Follows what the authors state without a computation."""
_FORMS = (
    'write `{{ quantity.id }}` for a number, `{{ say("id") }}` for a sentence, or '
    '`{{ stated("words", source="who says so") }}` for what you state yourselves'
)


@dataclass(kw_only=True)
class InlineReader:
    """Read the inline nodes of one text field and collect their problems.

    `notes` are the footnotes of the field with their printed numbers, 0 before the first mention;
    `stated` is what the authors state. Whether the field `takes_pictures` decides what is said of
    one that is not printed.
    """

    text: str
    narrative: Narrative
    outcomes: Outcomes
    place: Place | None
    known_keys: frozenset[str] | None
    diagnostics: list[Diagnostic] = field(default_factory=list)
    notes: dict[str, int] = field(default_factory=dict)
    takes_pictures: bool = False
    stated: list[Stated] = field(default_factory=list)

    @property
    def mentioned(self) -> int:
        """Return how many footnotes the text read so far has mentioned."""
        return max(self.notes.values(), default=0)

    def read(self, node: SyntaxTreeNode) -> Prose:
        """Return the prose of an ``inline`` node."""
        line = node.map[0] if node.map else 0
        self._check_unsupported(node, line)
        return self._prose(node.children, line)

    def report(
        self,
        code: str,
        message: str,
        *,
        line: int,
        snippet: str = "",
        help_text: str = "",
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Add a problem on a line of the text, counted from 0."""
        place = place_inside(self.place, self.text, line, snippet)
        self.diagnostics.append(
            Diagnostic(code=code, severity=severity, message=message, place=place, help=help_text)
        )

    def _prose(self, nodes: Iterable[SyntaxTreeNode], line: int) -> Prose:
        parts: list[Inline | Prose] = []
        for node in nodes:
            part = self._part(node, line)
            # An author who writes `P={{ id }}` cannot know that it prints as <.001.
            if isinstance(part, Number) and parts and part.text[0] in "<>":
                parts[-1] = _without_equals(parts[-1])
            parts.append(part)
        return compose(*parts)

    def _part(self, node: SyntaxTreeNode, line: int) -> Inline | Prose:
        kind = node.type
        if kind == STATED:
            return self._stated(node)
        if kind in (QUANTITY, STATEMENT, BAD_BRACES, CITE, NOTE):
            return self._own_form(node, line + int(node.meta["line"]))
        if kind == "code_inline":
            return Code(node.content)
        if kind == "em":
            return Emphasis(self._prose(node.children, line))
        if kind == "strong":
            return Strong(self._prose(node.children, line))
        if kind == "link":
            return self._link(node, line)
        if kind == "image":
            return self._image(node, line)
        if kind == "softbreak":
            return Text(" ")
        return LineBreak() if kind == "hardbreak" else Text(node.content)

    def _own_form(self, node: SyntaxTreeNode, line: int) -> Inline | Prose:
        raw = str(node.meta["raw"])
        if node.type == QUANTITY:
            return self._quantity(node.content, raw, line)
        if node.type == STATEMENT:
            return self._statement(node.content, raw, line)
        if node.type == NOTE:
            return self._note(node.content, raw, line)
        if node.type == CITE:
            return self._cite(node.content.split(" "), raw, line)
        message = f"expected a quantity or a sentence in braces, found `{_one_line(raw)}`"
        self.report("TXT001", message, line=line, snippet=raw, help_text=_FORMS)
        return Text(raw)

    def _quantity(self, name: str, raw: str, line: int) -> Inline:
        quantity = self.outcomes.quantities.get(name)
        if quantity is None:
            help_text = self._quantity_help(name)
            message = f"unknown quantity `{name}`"
            self.report("TXT002", message, line=line, snippet=raw, help_text=help_text)
            return Text(raw)
        if quantity.value is None:
            message = f"`{name}` has no value: {quantity.reason.rstrip('.')}"
            help_text = 'print the sentence instead, with `{{ say("id") }}`: it gives the reason'
            self.report("TXT003", message, line=line, snippet=raw, help_text=help_text)
            return Text(raw)
        return number(quantity, self.narrative.style)

    def _quantity_help(self, name: str) -> str:
        if name in self.narrative.statements:
            return f'for the sentence of `{name}` write `{{{{ say("{name}") }}}}`'
        nearest = get_close_matches(name, self.outcomes.quantities, n=1)
        if nearest:
            return f"did you mean `{nearest[0]}`?"
        return "the appendix of a brief, and `outcomes.json`, list every quantity"

    def _stated(self, node: SyntaxTreeNode) -> Prose:
        words = node.content
        self.stated.append(Stated(words=words, source=str(node.meta["source"])))
        # Before a full stop of its own, as a note is.
        ending = words[len(words.rstrip(".")) :]
        return compose(words.removesuffix(ending), Superscript(STATED_MARK), ending)

    def _statement(self, name: str, raw: str, line: int) -> Prose:
        statement = self.narrative.statements.get(name)
        if statement is not None:
            return paragraph(*statement.full)
        nearest = get_close_matches(name, self.narrative.statements, n=1)
        known = ", ".join(f"`{key}`" for key in self.narrative.statements)
        help_text = f"did you mean `{nearest[0]}`?" if nearest else f"expected one of {known}"
        self.report(
            "TXT004", f"no sentence for `{name}`", line=line, snippet=raw, help_text=help_text
        )
        return (Text(raw),)

    def _cite(self, keys: Sequence[str], raw: str, line: int) -> Inline:
        for key in keys:
            if self.known_keys is None or key in self.known_keys:
                continue
            nearest = get_close_matches(key, sorted(self.known_keys), n=1)
            help_text = f"did you mean `@{nearest[0]}`?" if nearest else "add it to the references"
            message = f"citation key `{key}` is not in the references"
            self.report("TXT005", message, line=line, snippet=raw, help_text=help_text)
        return Cite(tuple(keys))

    def _note(self, name: str, raw: str, line: int) -> Inline:
        if name not in self.notes:
            message = f"footnote `{name}` has no text"
            help_text = f"write it on a line of its own: `[^{name}]: The text.`"
            self.report("TXT010", message, line=line, snippet=raw, help_text=help_text)
            return Text(raw)
        self.notes[name] = self.notes[name] or self.mentioned + 1
        return Superscript(str(self.notes[name]))

    def _link(self, node: SyntaxTreeNode, line: int) -> Inline | Prose:
        href = str(node.attrs["href"])
        children = self._prose(node.children, line)
        if not href.lower().startswith(_SCHEMES):
            self.report(
                "TXT006",
                f"link to `{href}` is not allowed",
                line=line,
                snippet=href,
                help_text="links go to http, https, mailto or tel addresses, or to an #anchor",
            )
            return children
        if not children and href.startswith("#"):
            return Reference(href[1:])
        return Link(href, children)

    def _image(self, node: SyntaxTreeNode, line: int) -> Inline:
        alone = "put it on a line of its own, between empty lines"
        elsewhere = "pictures are printed in the `text` of `sections` only"
        self.report(
            "TXT007",
            "a picture is not printed here",
            line=line,
            snippet=str(node.attrs["src"]),
            help_text=alone if self.takes_pictures else elsewhere,
            severity=Severity.WARNING,
        )
        return Text(node.content)

    def _check_unsupported(self, node: SyntaxTreeNode, line: int) -> None:
        """Warn of markup that other Markdown tools know and a brief prints as it is written."""
        words = "\n".join(item.content for item in node.walk() if item.type == "text")
        for name, pattern in _UNSUPPORTED.items():
            found = pattern.search(words)
            if found is None:
                continue
            before = node.content.partition(found[0])[0]
            self.report(
                "TXT007",
                f"{name} is printed as it is written",
                line=line + before.count("\n"),
                snippet=found[0],
                help_text="use words, emphasis with `*`, a list or a table",
                severity=Severity.WARNING,
            )


def _without_equals(part: Inline | Prose) -> Inline | Prose:
    """Remove the equals sign before a number such as ``<.001``, to print P<.001."""
    if isinstance(part, Text) and part.text.rstrip().endswith("="):
        return Text(part.text.rstrip()[:-1].rstrip())
    return part


def _one_line(words: str) -> str:
    return " ".join(words.split())


def place_inside(place: Place | None, text: str, line: int, snippet: str) -> Place | None:
    """Return the place of a snippet on a line of a text field.

    A literal block (``|``) keeps its lines, so the line is counted from the indicator. A
    single-line field is searched for the snippet. In all other styles YAML folds the lines, and
    the place of the field is returned.

    Parameters
    ----------
    place : Place or None
        Of the value of the field.
    text : str
        The field as loaded from YAML.
    line : int
        Line within the text, counted from 0.
    snippet : str
        As written in the file.
    """
    if place is None or place.line is None:
        return place
    start = (place.column or 1) - 1
    first = snippet.split("\n", maxsplit=1)[0]
    if place.text[start : start + 1] == "|":
        lines = text.split("\n")
        shown = lines[line] if line < len(lines) else ""
        return replace(place, line=place.line + 1 + line, column=None, width=1, text=shown)
    found = place.text.find(first, start)
    if found < 0:
        return place
    return replace(place, column=found + 1, width=max(1, len(first)))
