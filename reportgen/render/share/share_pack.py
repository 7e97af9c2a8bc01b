"""Render the share pack: a card with the main finding, figures as PNG, and posts.

Each image comes with its alternative text in a file of the same name.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from markupsafe import Markup

from reportgen.document.brief import BriefSection
from reportgen.document.prose_walk import inlines
from reportgen.model.prose import Number, plain_text
from reportgen.model.quantity_ids import subject_of
from reportgen.render.figure_files import figures_of
from reportgen.render.html.page import Page
from reportgen.render.html.page_file import fill_template
from reportgen.render.html.page_guard import refuse_loading_sheet
from reportgen.render.html.prose_html import ProseHtml
from reportgen.render.pdf.figure_pixels import figure_pixels, paint_pages
from reportgen.render.share.posts import posts_of
from reportgen.render.templates.template_files import read_template, template_folders
from reportgen.render.text.plain_text import spoken

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.design.tokens import Tokens
    from reportgen.document.brief import Brief, FigureBlock, KeyNumber

_SCREEN_SCALE = 2.0  # for dense screens
_MM_PER_PIXEL = 25.4 / 96
_MAIN_FIGURES = r"^fig-(trend|months)-"
_CARD_KIND = "share"
_LONG_TITLE = 90  # characters; longer ones are set in the token headline_long


def render_share(
    brief: Brief, *, tokens: Tokens, templates: Path | None = None
) -> dict[str, bytes]:
    """Return the files of the share pack by name.

    Parameters
    ----------
    brief : Brief
        The content.
    tokens : Tokens
        Colours, sizes and fonts of the card.
    templates : Path or None
        User templates; ``share/brief.html.j2`` and ``share/card.css`` make the card.

    Raises
    ------
    EnvironmentProblemError
        pypdfium2, which renders images, is not installed.
    TemplateError
        A template is wrong or asks for what a brief does not have.
    RenderError
        A figure or the card contains something that can't be drawn.
    """
    card = card_of(brief, picture_mm=tokens.number("share.picture") * _MM_PER_PIXEL)
    files = {"card.png": _painted(card, tokens, templates), "card.txt": _card_words(card)}
    blocks = figures_of(brief)
    pixels = figure_pixels(blocks, scale=_SCREEN_SCALE)
    for block in blocks:
        files[f"{block.anchor}.png"] = pixels[block.anchor]
        files[f"{block.anchor}.txt"] = f"{block.alt}\n".encode()
    return files | {"posts.txt": _post_file(brief)}


def card_of(brief: Brief, *, picture_mm: float) -> Brief:
    """Return a brief reduced to the card: the main finding, its number, its figure.

    The figure is drawn `picture_mm` wide.
    """
    figure = _main_figure(brief)
    title = figure.title if figure and figure.title else brief.front.standfirst
    blocks = (_resized(figure, picture_mm),) if figure else ()
    headline = title or brief.front.title
    length = "card-long" if len(plain_text(headline)) > _LONG_TITLE else "card-short"
    # The card's template has no other way to learn its layout than the section's anchor.
    anchor = length if figure else f"{length} card-alone"
    section = BriefSection(anchor=anchor, heading="", blocks=blocks)
    front = replace(
        brief.front,
        title=headline,
        key_numbers=_main_numbers(brief, figure),
    )
    return replace(brief, kind=_CARD_KIND, front=front, sections=(section,))


def _main_figure(brief: Brief) -> FigureBlock | None:
    """Return the figure of the first comparison, in the order of the brief."""
    drawn = (item for item in figures_of(brief) if re.match(_MAIN_FIGURES, item.anchor))
    return next(drawn, None)


def _main_numbers(brief: Brief, figure: FigureBlock | None) -> tuple[KeyNumber, ...]:
    """Return the first key number, if it is about the metric of the figure."""
    found = brief.front.key_numbers[:1]
    if figure is None:
        return found
    metric = re.sub(_MAIN_FIGURES, "", figure.anchor)
    return tuple(item for item in found if _metrics(item) == {metric})


def _metrics(item: KeyNumber) -> set[str]:
    """Return the metrics of a key number, spelled as in anchors."""
    numbers = (word for word in inlines(item.value) if isinstance(word, Number))
    return {re.sub(r"[^a-z0-9]+", "-", subject_of(word.quantity)) for word in numbers}


def _resized(figure: FigureBlock, width_mm: float) -> FigureBlock:
    height_mm = figure.height_mm * width_mm / figure.width_mm
    return replace(figure, width_mm=width_mm, height_mm=height_mm)


def _painted(card: Brief, tokens: Tokens, templates: Path | None) -> bytes:
    folders = template_folders(templates)
    page = Page(
        is_print=True,
        has_contents=False,
        css=Markup(""),
        script=Markup(""),
        contents=(),
        writer=ProseHtml(card),
    )
    body = fill_template(card, page, folders)
    sheet, path = read_template(folders, "share/card.css")
    if not path.is_relative_to(folders[-1]):
        refuse_loading_sheet(sheet, "share/card.css")
    # The tokens of the card are CSS pixels and platforms expect exact sizes, hence scale 1.
    (picture,) = paint_pages(body, f"{_properties(tokens)}\n{sheet}", scale=1)
    return picture


def _properties(tokens: Tokens) -> str:
    """Return the page size and custom properties of the card as CSS."""
    properties = [f"--color-{name}: {value}" for name, value in tokens.get("raw.light").items()]
    properties += [f'--font-{name}: "{tokens.text(f"font.{name}")}"' for name in ("serif", "sans")]
    for name, value in tokens.get("share").items():
        if isinstance(value, list):
            stem = f"--share-{name.replace('_', '-')}"
            properties += [f"{stem}-size: {value[0]:g}px", f"{stem}-line: {value[1]:g}px"]
        else:
            properties.append(f"--share-{name}: {value:g}px")
    width, height = tokens.number("share.width"), tokens.number("share.height")
    page = f"@page {{ size: {width:g}px {height:g}px; margin: 0 }}"
    return f"{page}\n:root {{ {'; '.join(properties)} }}"


def _card_words(card: Brief) -> bytes:
    """Return the alternative text of the card: its text and that of its figure."""
    front = card.front
    sentences = [f"{front.masthead}: {plain_text(front.title)}."]
    sentences += [f"{spoken(card, i.value)}, {spoken(card, i.label)}." for i in front.key_numbers]
    sentences += [item.alt for item in figures_of(card)[:1]]
    sentences.append(f"{front.masthead_note}.")
    return (" ".join(sentences) + "\n").encode()


def _post_file(brief: Brief) -> bytes:
    """Return the posts, each with the id of its finding and its length."""
    parts = [
        f"[{posts.subject}, {len(text)}]\n{text}"
        for posts in posts_of(brief)
        for text in posts.texts
    ]
    return ("\n\n".join(parts) + "\n").encode()
