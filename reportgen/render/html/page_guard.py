"""Reject pages of user templates that load resources, run scripts or disguise links.

Shipped templates are tested for this; user templates may come from anyone. The page opens in
readers' browsers, which would fetch its addresses and run its scripts.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from reportgen.errors import TemplateError
from reportgen.render.templates.template_problems import refused

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

# Elements that load, run or submit something, obsolete ones included.
_ACTIVE = re.compile(
    r"applet|audio|base|embed|fencedframe|form|frame|frameset|iframe|object|portal|video"
)
# Attributes whose address a browser fetches or submits to.
_LOADING = re.compile(
    r"action|background|cite|data|dynsrc|formaction|longdesc|lowsrc|manifest|ping|poster|profile"
    r"|src|srcset|usemap"
)
# Elements whose `href` is fetched, unlike that of `<a>`.
_DRAWN_FROM = re.compile(r"feimage|image|lineargradient|mpath|pattern|radialgradient|script|use")
# Attributes that may hold `url(…)`.
_PAINTING = re.compile(r"clip-path|cursor|fill|filter|marker(-\w+)?|mask|stroke|style")
# Values of `rel` for which a browser fetches nothing.
_HARMLESS_LINKS = frozenset(("author", "canonical", "license"))
_PICTURE = re.compile(r"data:image/(png|jpeg|gif|webp|svg\+xml)[;,]", re.IGNORECASE)
_WEB = re.compile(r"(https?://|mailto:|tel:|#)", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.\-]*:", re.IGNORECASE)
# Removed before a scheme is looked for: browsers skip tabs and newlines in `java\nscript:`.
_BLANK = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028\u2029\ufeff]+")
_DATA_SCRIPTS = frozenset(("application/json", "application/ld+json"))
_SCRIPTS = ("shared/evidence.js", "portfolio/table.js")


def refuse_loading(text: str, name: str, *, scripts: frozenset[str]) -> None:
    """Refuse a page that would load or run something, or hide where a link leads.

    Parameters
    ----------
    text : str
        The page, without its stylesheet.
    name : str
        The template that produced it.
    scripts : frozenset of str
        Scripts that a page may have, as `shipped_scripts` returns them.

    Raises
    ------
    TemplateError
        The page does so; the diagnostics list up to 20 different problems.
    """
    reader = _Reader(scripts)
    reader.feed(text)
    reader.close()
    found = list(dict.fromkeys(reader.found))
    if found:
        problems = [refused(message, name, code="TPL009") for message in found[:20]]
        diagnostics = tuple(item for problem in problems for item in problem.diagnostics)
        raise TemplateError("a page may not load, run or hide anything", diagnostics)


def refuse_loading_sheet(rules: str, name: str) -> None:
    """Refuse a user's stylesheet that would load something.

    Raises
    ------
    TemplateError
        It holds an address outside the page, or imports a stylesheet.
    """
    for message in _loaded_by(rules):
        raise refused(message, name, code="TPL009")


@lru_cache(maxsize=4)
def shipped_scripts(folder: Path) -> frozenset[str]:
    """Return the text of each shipped script."""
    return frozenset((folder / name).read_text(encoding="utf-8").strip() for name in _SCRIPTS)


class _Reader(HTMLParser):
    def __init__(self, scripts: frozenset[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._scripts = scripts
        self._inside = ""
        self._held: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if _ACTIVE.fullmatch(tag) or (tag == "meta" and "http-equiv" in given):
            self.found.append(f"a page may not hold `<{tag}>`")
        if tag == "link" and not set(given.get("rel", "").lower().split()) <= _HARMLESS_LINKS:
            self.found.append("a page may not load anything by `<link>`")
        for name, value in attrs:
            self._look_at(tag, name.lower(), value or "")
        if tag == "script":
            is_data = given.get("type", "").lower() in _DATA_SCRIPTS
            self._inside, self._held = ("" if is_data else tag), []
        elif tag == "style":
            self._inside, self._held = tag, []

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # In HTML, `<script/>` is an opening tag.
        self.handle_starttag(tag, attrs)

    def handle_data(self, data: str) -> None:
        if self._inside:
            self._held.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == self._inside:
            self._judge()

    def close(self) -> None:
        if self._inside:
            self.found.append(f"`<{self._inside}>` is never closed")
        super().close()

    def _judge(self) -> None:
        """Check the script or stylesheet that has just ended."""
        text, kind, self._inside = "".join(self._held), self._inside, ""
        if kind == "style":
            self.found += _loaded_by(text)
        elif text.strip() and text.strip() not in self._scripts:
            self.found.append("a page may not run scripts of its own")

    def _look_at(self, tag: str, name: str, value: str) -> None:
        plain = name.rpartition(":")[2]  # `xlink:href` loads just as `href` does
        address = _BLANK.sub("", value)
        if plain.startswith("on"):
            self.found.append(f"a page may not run `{name}`")
        # The last four: SVG animations can set the `href` of a link.
        elif plain == "srcdoc" or (plain in {"values", "to", "from", "by"} and _acts(address)):
            self.found.append(f"a page may not hold `{name}`")
        elif _LOADING.fullmatch(plain) or (plain == "href" and _DRAWN_FROM.fullmatch(tag)):
            if address and not address.startswith("#") and not _PICTURE.match(address):
                self.found.append(f"a page may not load `{_short(address)}`")
        elif plain == "href" and tag != "link" and _acts(address):
            self.found.append(f"a link may not lead to `{_short(address)}`")
        elif _PAINTING.fullmatch(plain):
            self.found += _loaded_by(value)


def _acts(address: str) -> bool:
    """Return whether an address has a scheme other than web, mail or telephone."""
    return address.startswith("//") or (
        _SCHEME.match(address) is not None and _WEB.match(address) is None
    )


def _loaded_by(rules: str) -> Iterable[str]:
    """Return a message for each resource that a stylesheet or style attribute would load."""
    import tinycss2

    found = []
    waiting = list(tinycss2.parse_component_value_list(rules))
    while waiting:
        token = waiting.pop()
        waiting += getattr(token, "content", None) or getattr(token, "arguments", None) or ()
        address = _address(token)
        if address and not address.startswith("#") and not _PICTURE.match(address):
            found.append(f"a stylesheet may not load `{_short(address)}`")
        if token.type == "at-keyword" and token.lower_value == "import":
            found.append("a stylesheet may not import another")
    return found


def _address(token: object) -> str:
    kind = getattr(token, "type", "")
    if kind == "url":
        return _BLANK.sub("", str(getattr(token, "value", "")))
    if kind == "function" and getattr(token, "lower_name", "") in {
        "url",
        "src",
        "image",
        "image-set",
    }:
        held = [
            str(item.value) for item in getattr(token, "arguments", ()) if item.type == "string"
        ]
        return _BLANK.sub("", " ".join(held))
    return ""


def _short(address: str) -> str:
    return address if len(address) <= 80 else f"{address[:80]}…"
