"""Render a Brief as an accessible, archivable PDF: PDF/UA-1 and PDF/A-3a."""

from __future__ import annotations

import io
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache, partial
from math import inf
from typing import TYPE_CHECKING, Any
from warnings import catch_warnings, simplefilter

from markupsafe import Markup

from reportgen.design.font_subset import brand_fonts, print_fonts, with_usual
from reportgen.design.tokens import load_tokens
from reportgen.diagnostics import Diagnostic, Severity
from reportgen.errors import RenderError
from reportgen.limits import limits
from reportgen.render.embedded_evidence import printed_transcript
from reportgen.render.html.page import Page
from reportgen.render.html.page_file import PORTFOLIO, characters_of, contents_of, fill_template
from reportgen.render.html.prose_html import ProseHtml
from reportgen.render.html.stylesheet import print_stylesheet, title_rule
from reportgen.render.pdf.fontless import printable
from reportgen.render.pdf.loaded_fonts import loaded_fonts
from reportgen.render.pdf.locked_fetcher import locked_fetcher
from reportgen.render.pdf.page_plan import plan_pages
from reportgen.render.pdf.pdf_standards import finish, identify_as_accessible
from reportgen.render.pdf.short_extent import Extent, extent_of
from reportgen.render.pdf.short_pages import Fitted, fit
from reportgen.render.pdf.strip_markup import lean_page
from reportgen.render.pdf.title_width import TitleSize, short_title, title_width
from reportgen.render.pdf.typesetting_log import TypesettingLog
from reportgen.render.pdf.weasyprint_import import import_typesetter
from reportgen.render.templates.template_files import template_folders

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from reportgen.design.font_subset import EmbeddedFont
    from reportgen.design.tokens import Tokens
    from reportgen.document.brief import Brief


_DESCRIPTIONS = {
    "outcomes.json": "Every number of this brief with its evidence",
    "transcript.json": "Every word of this brief, its numbers and claims bound to that evidence",
}

_CONTENTS_ACROSS = """
.opening-body .contents { float: none; width: auto; margin: 0 0 var(--space-4); }
.contents ol { columns: 3; column-gap: var(--gutter); }
.contents li { break-inside: avoid; }
"""
"""The contents above the abstract instead of next to it."""


def render_pdf(
    brief: Brief,
    *,
    tokens: Tokens,
    templates: Path | None = None,
    attachments: Mapping[str, bytes] | None = None,
    page: str | None = None,
) -> bytes:
    """Return the brief as a tagged, deterministic PDF.

    Parameters
    ----------
    brief : Brief
        The content.
    tokens : Tokens
        Colours, sizes and fonts.
    templates : Path or None
        User templates, which take precedence over the shipped ones.
    attachments : mapping of str to bytes
        Files by name, such as outcomes.json; dated by the report date, so that the PDF does not
        depend on the time of the build.
    page : str or None
        What `print_page` returned; None fills the template here.

    Raises
    ------
    TemplateError
        A template is wrong or asks for what a brief does not have.
    RenderError
        WeasyPrint reported a warning or error: a digit without a glyph, unknown CSS, an
        address that it may not open.
    """
    folders = template_folders(templates)
    sheets = _sheets(brief, tokens, folders)

    def typeset(text: str, *more: str, most: float = inf) -> bytes:
        """Return the file, or nothing if it has more than so many pages."""
        text, fonts = printable_page(text, tokens)
        # From the full page: the lean one has lost the ids of numbers and claims.
        carried = dict(attachments or {})
        carried["transcript.json"] = printed_transcript(
            text, brief.ledger, carried, kind="" if templates else brief.kind
        )
        lean = lean_page(text)
        with lay_out(lean, (*sheets, *more), fonts) as document:
            if len(document.pages) > most:
                return b""
            if not _is_contents_cut(document):
                return _typeset(brief, document, carried)
        with lay_out(lean, (*sheets, *more, _CONTENTS_ACROSS), fonts) as document:
            return _typeset(brief, document, carried)

    if not brief.is_short:
        return typeset(print_page(brief, folders) if page is None else page)
    made = fitted(brief, tokens, folders)
    most = made.most if made.is_foreseen else inf
    if content := typeset(print_page(made.brief, folders), made.spread, most=most):
        return content
    made = fitted(brief, tokens, folders, is_foreseen=False)
    return typeset(print_page(made.brief, folders), made.spread)


def fitted(
    brief: Brief, tokens: Tokens, folders: tuple[Path, ...], *, is_foreseen: bool = True
) -> Fitted:
    """Return a short report as it fits its pages, by laying out some of the ways to set it."""
    sheets = _sheets(brief, tokens, folders)

    def measure(way: Brief, css: str) -> Extent:
        text, fonts = printable_page(print_page(way, folders), tokens)
        with lay_out(lean_page(text), (*sheets, css), fonts) as document:
            return extent_of(way, [page.anchors for page in document.pages], tokens)

    return fit(brief, measure, tokens, is_foreseen=is_foreseen)


def _sheets(brief: Brief, tokens: Tokens, folders: tuple[Path, ...]) -> tuple[str, ...]:
    title = TitleSize(width=title_width(brief.front.title, tokens, brief.page_size))
    if brief.is_short:
        title = short_title(brief.front.title, tokens, brief.page_size)
    return (
        title_rule(title.width, title.size),
        print_stylesheet(tokens, folders, brief.page_size, kinds=brief.stylesheets),
    )


def page_fonts(text: str, tokens: Tokens) -> tuple[EmbeddedFont, ...]:
    """Return all font faces that a printed page may use."""
    characters = with_usual(characters_of(text))
    return (
        *print_fonts(characters, characters),
        *brand_fonts(tokens, characters, is_packed=False),
    )


def printable_page(text: str, tokens: Tokens) -> tuple[str, tuple[EmbeddedFont, ...]]:
    """Return a page whose characters all have a font, or are replaced, and its fonts."""
    done = printable(text, page_fonts(text, tokens))
    return done, page_fonts(done, tokens)


def _is_contents_cut(document: Any) -> bool:
    """Return whether the contents next to the abstract run over the end of the page.

    The rest would be read in the middle of a section, and not as contents.
    """
    return any("contents-end" in page.anchors for page in document.pages[1:])


def _typeset(brief: Brief, document: Any, attachments: Mapping[str, bytes]) -> bytes:
    """Write the laid-out document as PDF."""
    from weasyprint import Attachment

    dated = datetime.fromisoformat(brief.report_date).replace(tzinfo=UTC)
    attached = [
        Attachment(
            string=content,
            name=name,
            description=_DESCRIPTIONS.get(name, name),
            relationship="Data",  # ISO 19005-3 requires a relationship; this is what they are
            created=dated,
            modified=dated,
            url_fetcher=locked_fetcher(),
        )
        for name, content in attachments.items()
    ]
    file = io.BytesIO()
    # A portfolio grows with its number of organizations.
    if brief.kind != PORTFOLIO:
        _check_length(document)
    identify_as_accessible(document)
    with catch_warnings():
        # WeasyPrint leaves its colour profile open for the garbage collector to close.
        simplefilter("ignore", ResourceWarning)
        # Part 3 because it allows attachments of any type; level A because the file is tagged.
        finisher = partial(finish, transcript=attachments["transcript.json"])
        document.write_pdf(file, pdf_variant="pdf/a-3a", finisher=finisher, attachments=attached)
    return file.getvalue()


def _check_length(document: Any) -> None:
    """Refuse a document with too many pages."""
    pages, most = len(document.pages), limits().pdf_pages
    if pages > most:
        message = f"the brief has {pages} pages; at most {most} are printed"
        found = Diagnostic(
            code="REN013",
            severity=Severity.ERROR,
            message=message,
            help="shorten the texts and lists of the configuration",
        )
        raise RenderError(message, [found])


def _refusal(message: str) -> Diagnostic:
    return Diagnostic(
        code="REN012",
        severity=Severity.ERROR,
        message=message,
        help="a page can't load anything; embed images as `data:` addresses",
    )


def print_page(brief: Brief, folders: tuple[Path, ...]) -> str:
    """Return the HTML that WeasyPrint lays out, without its stylesheet.

    Raises
    ------
    TemplateError
        A template is wrong or asks for what a brief does not have.
    """
    # The tokens of the templates, without a brand: it changes no lengths.
    plan = plan_pages(brief, load_tokens(folders[0]))
    page = Page(
        is_print=True,
        has_contents=plan.has_contents,
        css=Markup(""),
        script=Markup(""),
        contents=contents_of(brief),
        writer=ProseHtml(brief),
    )
    return fill_template(plan.brief, page, folders)


@lru_cache(maxsize=32)
def _parsed(rules: str) -> Any:
    """Return a parsed stylesheet, which several layouts and the briefs of a batch share."""
    from weasyprint import CSS

    return CSS(string=rules, url_fetcher=locked_fetcher())


@contextmanager
def lay_out(text: str, sheets: tuple[str, ...], fonts: tuple[EmbeddedFont, ...]) -> Iterator[Any]:
    """Lay out a page; stylesheets are passed separately, because parsing HTML is slow.

    Raises
    ------
    RenderError
        On exit: WeasyPrint reported a problem, or the page refers to a forbidden address.
    """
    import_typesetter()
    from weasyprint import HTML
    from weasyprint.urls import FatalURLFetchingError

    fetcher = locked_fetcher()
    try:
        with TypesettingLog() as log, loaded_fonts(fonts) as loaded:
            parsed = [loaded.sheet, *map(_parsed, sheets)]
            page = HTML(string=text, url_fetcher=fetcher)
            yield page.render(stylesheets=parsed, font_config=loaded.configuration)
    except FatalURLFetchingError as problem:
        raise RenderError(str(problem), [_refusal(str(problem))]) from problem
    log.raise_problems()
