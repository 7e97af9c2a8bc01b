"""Render a Brief as one self-contained HTML file, readable without scripts or network."""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING

from markupsafe import Markup

from reportgen.design.font_subset import brand_fonts, screen_fonts
from reportgen.errors import TemplateError
from reportgen.limits import limits
from reportgen.render.embedded_evidence import with_transcript
from reportgen.render.html.page import ContentsEntry, Page
from reportgen.render.html.page_guard import refuse_loading, shipped_scripts
from reportgen.render.html.prose_html import ProseHtml
from reportgen.render.html.stylesheet import screen_stylesheet
from reportgen.render.html.tokens_css import colour_names
from reportgen.render.templates.environment import template_environment
from reportgen.render.templates.sandbox import counting
from reportgen.render.templates.template_files import read_template, template_folders
from reportgen.render.templates.template_problems import template_error

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from reportgen.design.tokens import Tokens
    from reportgen.document.brief import Brief


def contents_of(brief: Brief) -> tuple[ContentsEntry, ...]:
    """Return the entries for each section, the references and the appendices."""
    words = brief.words
    entries = [ContentsEntry(anchor=item.anchor, heading=item.heading) for item in brief.sections]
    if brief.back.references:
        entries.append(ContentsEntry(anchor="references", heading=words.references))
    entries += [
        ContentsEntry(anchor=item.anchor, heading=item.heading) for item in brief.back.appendices
    ]
    return tuple(entries)


PORTFOLIO = "portfolio"
SHEET_MARK = Markup("\x00\x01\x00")
"""Placeholder for the stylesheet, whose fonts depend on the characters of the finished page."""


def render_html(
    brief: Brief,
    *,
    tokens: Tokens,
    templates: Path | None = None,
    attached: Mapping[str, bytes] | None = None,
    page: str | None = None,
) -> str:
    """Return the brief as self-contained HTML.

    Parameters
    ----------
    brief : Brief
        The content; apart from it, templates see only the page object.
    tokens : Tokens
        Colours, sizes and fonts.
    templates : Path or None
        User templates, which take precedence over the shipped ones.
    attached : mapping of str to bytes
        Data files to embed.
    page : str or None
        What `screen_page` returned; None fills the template here.

    Raises
    ------
    TemplateError
        A template is wrong or asks for what a brief does not have.
    """
    folders = template_folders(templates)
    # Fonts come last, as subsets of the characters that the finished page turns out to have.
    text = screen_page(brief, tokens, folders) if page is None else page
    characters = characters_of(text)
    fonts = (
        *screen_fonts(characters, characters_of(brief.head.title)),
        *brand_fonts(tokens, characters, is_packed=True),
    )
    sheet = screen_stylesheet(
        tokens, folders, page_size=brief.page_size, fonts=fonts, kinds=brief.stylesheets
    )
    # User templates may print other words, so the transcript then claims no kind.
    kind = "" if templates else brief.kind
    styled = text.replace(SHEET_MARK, sheet, 1)
    return with_transcript(styled, brief.ledger, kind=kind, attached=attached)


def screen_page(brief: Brief, tokens: Tokens, folders: tuple[Path, ...]) -> str:
    """Return the page with a placeholder for its stylesheet, and with the supplement."""
    brief = brief.with_supplement()
    page = Page(
        is_print=False,
        has_contents=True,
        css=SHEET_MARK,
        script=_script(folders[-1:]),  # the shipped one: user folders may not bring scripts
        contents=contents_of(brief),
        writer=ProseHtml(brief),
        colour_names=colour_names(tokens),
    )
    return fill_template(brief, page, folders)


def characters_of(text: str) -> str:
    """Return the distinct characters of a page, sorted."""
    return "".join(sorted(set(unescape(text)) - set(SHEET_MARK)))


def fill_template(brief: Brief, page: Page, folders: tuple[Path, ...]) -> str:
    """Return the template of the brief's kind, rendered.

    Raises
    ------
    TemplateError
        A template is wrong or asks for what a brief does not have.
    """
    environment = template_environment(folders)
    name = f"{brief.kind}/brief.html.j2"
    # A portfolio may list thousands of organizations, so a larger bound applies to it.
    is_portfolio = brief.kind == PORTFOLIO
    try:
        with counting(limits().portfolio_bytes if is_portfolio else limits().page_bytes):
            template = environment.get_template(name)
            text = template.render(brief=brief, words=brief.words, page=page)
    except Exception as problem:
        known = template_error(problem, name, is_own=len(folders) > 1)
        if known is None:
            raise
        raise known from problem
    # Only with user templates: the shipped ones are tested for this.
    if len(folders) > 1:
        refuse_loading(text, name, scripts=shipped_scripts(folders[-1]))
    return text.strip() + "\n"


def _script(folders: tuple[Path, ...]) -> Markup:
    text, _ = read_template(folders, "shared/evidence.js")
    if "</" in text:
        raise TemplateError("shared/evidence.js holds `</`, which would end it")
    return Markup(text)  # noqa: S704
