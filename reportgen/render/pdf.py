"""A Brief as a PDF that machines can read aloud and archives keep: PDF/UA-1 and PDF/A-3a."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from markupsafe import Markup

from reportgen.render.font_files import font_files
from reportgen.render.html import fill_template
from reportgen.render.locked_fetcher import locked_fetcher
from reportgen.render.page import Page, contents_of
from reportgen.render.pdf_standards import add_header_scope, identify_as_accessible
from reportgen.render.prose_html import ProseHtml
from reportgen.render.stylesheet import print_stylesheet
from reportgen.render.template_files import template_folders
from reportgen.render.typesetting_log import TypesettingLog

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from reportgen.document.brief import Brief
    from reportgen.figures.tokens import Tokens


_DESCRIPTIONS = {"outcomes.json": "Every number of this brief with its evidence"}


def render_pdf(
    brief: Brief,
    *,
    tokens: Tokens,
    templates: Path | None = None,
    attachments: Mapping[str, bytes] | None = None,
) -> bytes:
    """Return the brief as a tagged PDF, the same bytes for the same brief.

    Parameters
    ----------
    brief : Brief
        What is said.
    tokens : Tokens
        Colours, sizes and fonts.
    templates : Path or None
        The user's own templates, which go before the shipped ones.
    attachments : mapping of str to bytes
        Files by name, such as outcomes.json; dated by the report date, since nothing reads
        the clock.

    Raises
    ------
    TemplateError
        A template is wrong or asks for what a brief does not have.
    RenderError
        WeasyPrint had something to say: a character without a glyph, a rule of CSS that it
        does not know, a file that it may not read.
    """
    from weasyprint import HTML, Attachment

    folders = template_folders(templates)
    text = fill_template(brief, _page(brief, tokens, folders), folders)
    fetcher = locked_fetcher(tuple(file.path for file in font_files()))
    dated = datetime.fromisoformat(brief.report_date).replace(tzinfo=UTC)
    file = io.BytesIO()
    with TypesettingLog() as log:
        document = HTML(string=text, url_fetcher=fetcher).render()
        identify_as_accessible(document)
        attached = [
            Attachment(
                string=content,
                name=name,
                description=_DESCRIPTIONS.get(name, name),
                relationship="Data",
                created=dated,
                modified=dated,
                url_fetcher=fetcher,
            )
            for name, content in (attachments or {}).items()
        ]
        document.write_pdf(
            file, pdf_variant="pdf/a-3a", finisher=add_header_scope, attachments=attached
        )
    log.raise_problems()
    return file.getvalue()


def _page(brief: Brief, tokens: Tokens, folders: tuple[Path, ...]) -> Page:
    return Page(
        is_print=True,
        has_contents=False,
        css=print_stylesheet(tokens, folders, page_size=brief.page_size, fonts=_font_rules()),
        script=Markup(""),
        contents=contents_of(brief),
        writer=ProseHtml(brief),
    )


def _font_rules() -> list[str]:
    """Return a rule for each font file; WeasyPrint takes every weight from a variable one."""
    return [
        f'@font-face {{ font-family: "{item.family}"; '
        f"font-style: {'italic' if item.is_italic else 'normal'}; "
        f'src: url("{item.path.as_uri()}"); }}'
        for item in font_files()
    ]
