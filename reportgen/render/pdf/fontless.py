"""Replace characters that no font of a printed page has, and report each.

The page on screen keeps them, because a reader's device may have the font. On paper an emoji is
left out, or named where it is all that an element says; a letter becomes the replacement
character of Unicode, which the shipped fonts have. A digit is never replaced: it may be part of
a number, so the page is refused.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape, unescape
from io import BytesIO
from typing import TYPE_CHECKING
from unicodedata import category
from unicodedata import name as name_of

from reportgen.design.font_subset import shipped_characters
from reportgen.diagnostics import Diagnostic, Severity
from reportgen.render.pdf.loaded_fonts import loaded_fonts
from reportgen.render.pdf.locked_fetcher import locked_fetcher
from reportgen.render.pdf.typesetting_log import TypesettingLog, character_text
from reportgen.render.pdf.weasyprint_import import import_typesetter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reportgen.design.font_subset import EmbeddedFont

NEUTRAL = "\N{REPLACEMENT CHARACTER}"
"""Stands for a letter that can't be shown."""

# Elements whose text is never drawn, tags, and the text between them.
_PARTS = re.compile(r"<(head|script|style|title|desc)\b.*?</\1>|<[^>]*>|[^<]+", re.DOTALL)
# Attributes that the stylesheets print in the margins of a page.
_SHOWN = re.compile(r'(?<= data-(?:name|note)=")[^"]*|(?<= data-title=")[^"]*')
# Control, unassigned, private use, surrogate: fonts that have such a character draw it
# differently, so a brief would look different from machine to machine.
_WITHOUT_A_SHAPE = ("Cc", "Cn", "Co", "Cs")
_LAYOUT = frozenset("\t\n\r")
# They choose between two pictures of a sign. A PDF has no glyph for them, so that its text would
# not be that of its transcript.
_SELECTORS = re.compile("[\ufe0e\ufe0f]")
# They change the picture of an emoji, and mean nothing without it.
_MODIFIERS = "[\ufe0e\ufe0f\u200d\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]*"


def printable(text: str, fonts: tuple[EmbeddedFont, ...]) -> str:
    """Return a page with every character replaced that no font has.

    Parameters
    ----------
    text : str
        HTML, as filled from a template.
    fonts : tuple of EmbeddedFont
        The faces of the page; installed fonts are used as well.
    """
    if _SELECTORS.search(text):
        text = _mapped(text, lambda words: _SELECTORS.sub("", words))
    lacking = _lacking(text, fonts)
    if not lacking:
        return text
    letters = {item for item in lacking if category(item)[0] == "L"}
    signs = "".join(sorted(lacking - letters))
    pattern = re.compile(f"[{re.escape(signs)}]{_MODIFIERS}") if signs else None
    marks = str.maketrans(dict.fromkeys(letters, NEUTRAL))
    return _mapped(text, lambda words: _replaced(words.translate(marks), pattern))


def replacements(text: str, fonts: tuple[EmbeddedFont, ...]) -> tuple[Diagnostic, ...]:
    """Return a warning for each character that `printable` replaces."""
    return tuple(_warning(item) for item in sorted(_lacking(text, fonts)))


def _warning(character: str) -> Diagnostic:
    is_letter = category(character)[0] == "L"
    how = f"replaced by {NEUTRAL}" if is_letter else "left out"
    if category(character) in _WITHOUT_A_SHAPE:
        message = f"{character_text(character)} has no shape that all fonts agree on"
        advice = "replace it by a letter, a word or a standard symbol"
    else:
        message = f"{character_text(character)} is in none of the brief's fonts"
        advice = "install a font for its script, or replace it"
        if not is_letter:
            advice = "use a word instead, or install a font that has it"
    return Diagnostic(
        code="REN010",
        severity=Severity.WARNING,
        message=f"{message}; in print it is {how}",
        help=advice,
    )


def _mapped(text: str, change: Callable[[str], str]) -> str:
    """Return a page with the texts changed that are drawn."""

    def part(found: re.Match[str]) -> str:
        if found[0][0] != "<":
            return change(found[0])
        return _SHOWN.sub(lambda shown: change(shown[0]), found[0])

    return _PARTS.sub(part, text)


def _replaced(words: str, pattern: re.Pattern[str] | None) -> str:
    if pattern is None or pattern.search(words) is None:
        return words
    kept = pattern.sub("", words)
    if kept.strip() or not words.strip():
        return kept
    return pattern.sub(lambda found: f"[{escape(_short_name(found[0][0]))}]", words)


def _short_name(character: str) -> str:
    return name_of(character, "").lower() or f"U+{ord(character):04X}"


def _lacking(text: str, fonts: tuple[EmbeddedFont, ...]) -> frozenset[str]:
    """Return the characters to replace: without a glyph, and no numeral."""
    words = tuple(rare_words(text))
    if not words:
        return frozenset()
    shapeless = {
        item
        for item in set("".join(words))
        if category(item) in _WITHOUT_A_SHAPE and item not in _LAYOUT
    }
    drawn = tuple("".join(item for item in word if item not in shapeless) for word in words)
    without = {item for item in _without_a_glyph(drawn, fonts) if category(item)[0] != "N"}
    return frozenset(shapeless | without)


def rare_words(page: str) -> Iterator[str]:
    """Yield each word that is drawn and has a character that the shipped fonts lack.

    Whole words, because a combining character alone is shaped differently.
    """
    shipped = shipped_characters()
    texts = (
        text
        for part in _PARTS.finditer(page)
        for text in (_SHOWN.findall(part[0]) if part[0][0] == "<" else [part[0]])
    )
    seen = dict.fromkeys(word for item in texts for word in unescape(item).split())
    return (word for word in seen if not shipped.issuperset(map(ord, word)))


@lru_cache(maxsize=32)
def _without_a_glyph(words: tuple[str, ...], fonts: tuple[EmbeddedFont, ...]) -> frozenset[str]:
    """Return the characters for which neither these nor the installed fonts have a glyph."""
    import_typesetter()
    from weasyprint import CSS, HTML

    fetcher = locked_fetcher()
    families = ", ".join(dict.fromkeys(f'"{face.family}"' for face in fonts))
    body = f"<html lang=en><body><p>{escape(' '.join(words))}</p></body></html>"
    with TypesettingLog() as log, loaded_fonts(fonts) as loaded:
        style = CSS(string=f"body {{ font-family: {families} }}", url_fetcher=fetcher)
        page = HTML(string=body, url_fetcher=fetcher)
        document = page.render(stylesheets=[loaded.sheet, style], font_config=loaded.configuration)
        # A missing glyph is noticed when it is drawn.
        document.write_pdf(BytesIO())
    return log.without_a_glyph()
