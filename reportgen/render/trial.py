"""Trial layout of what may fail only in layout: rare characters, brand files, user stylesheets.

Laying out a whole brief takes most of the time of a build, so a check lays out one small page
with just those parts of the input instead.
"""

from __future__ import annotations

import re
from html import escape, unescape
from io import BytesIO
from typing import TYPE_CHECKING

from reportgen.design.font_subset import shipped_characters
from reportgen.errors import RenderError, TemplateError
from reportgen.render.html.stylesheet import print_stylesheet
from reportgen.render.pdf.pdf_file import lay_out, page_fonts
from reportgen.render.templates.template_files import template_folders

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reportgen.design.tokens import Tokens
    from reportgen.diagnostics import Diagnostic
    from reportgen.document.brief import Brief

# Tags, and elements whose text is never drawn.
_UNDRAWN = re.compile(r"<(head|script|style|title|desc)\b.*?</\1>|<[^>]*>", re.DOTALL)


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
    words = tuple(_rare_words(page))
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
        with lay_out(body, (sheet,), page_fonts(page, tokens)) as document:
            document.write_pdf(BytesIO())
    except (RenderError, TemplateError) as problem:
        return problem.diagnostics
    return ()


def _rare_words(page: str) -> Iterator[str]:
    """Yield each word with a character that the shipped fonts lack.

    Whole words, because a combining character alone is shaped differently.
    """
    shipped = shipped_characters()
    seen = dict.fromkeys(unescape(_UNDRAWN.sub(" ", page)).split())
    return (word for word in seen if not shipped.issuperset(map(ord, word)))
