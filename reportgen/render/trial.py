"""Trial layout of what may fail only in layout: rare characters, brand files, user stylesheets.

Laying out a whole brief takes most of the time of a build, so a check lays out one small page
with just those parts of the input instead.
"""

from __future__ import annotations

from html import escape
from io import BytesIO
from typing import TYPE_CHECKING

from reportgen.errors import RenderError, TemplateError
from reportgen.render.html.stylesheet import print_stylesheet
from reportgen.render.pdf.fontless import rare_words, replacements
from reportgen.render.pdf.pdf_file import lay_out, page_fonts, printable_page
from reportgen.render.templates.template_files import template_folders

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.design.tokens import Tokens
    from reportgen.diagnostics import Diagnostic
    from reportgen.document.brief import Brief


def replaced_characters(page: str, *, tokens: Tokens) -> tuple[Diagnostic, ...]:
    """Return a warning for each character of a printed page that no font has."""
    return replacements(page, page_fonts(page, tokens))


def trial_problems(
    brief: Brief, page: str, *, tokens: Tokens, templates: Path | None
) -> tuple[Diagnostic, ...]:
    """Return the problems that layout would report for a page.

    Without user templates, a brand and characters missing from the shipped fonts, nothing is
    laid out and WeasyPrint is not imported.

    Parameters
    ----------
    brief : Brief
        Its kind and page size select the stylesheet.
    page : str
        As `reportgen.render.pdf.pdf_file.print_page` returns it.
    tokens : Tokens
        With the brand's logo and fonts.
    templates : Path or None
        The user's own templates.
    """
    brand = tokens.tables.get("brand", {})
    page, fonts = printable_page(page, tokens)
    words = tuple(rare_words(page))
    if not words and not brand and templates is None:
        return ()
    logos = {brand[name] for name in ("logo_light", "logo_dark") if name in brand}
    # Backgrounds, as in the masthead: a broken logo is then reported in the same way.
    body = f"<p>{escape(' '.join(words))}</p>" + "".join(
        f'<p style="width: 3em; height: 3em; background: url(&quot;{escape(logo)}&quot;)"></p>'
        for logo in sorted(logos)
    )
    try:
        sheet = print_stylesheet(
            tokens, template_folders(templates), brief.page_size, kinds=brief.stylesheets
        )
        with lay_out(body, (sheet,), fonts) as document:
            document.write_pdf(BytesIO())
    except (RenderError, TemplateError) as problem:
        return problem.diagnostics
    return ()
