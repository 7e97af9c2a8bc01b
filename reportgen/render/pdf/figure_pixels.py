"""Render figures as PNG: WeasyPrint lays them out, as in the PDF, and PDFium rasterizes them."""

from __future__ import annotations

import io
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from reportgen.design.font_subset import print_fonts, with_usual
from reportgen.diagnostics import Diagnostic, Severity
from reportgen.errors import EnvironmentProblemError
from reportgen.render.pdf.fontless import printable
from reportgen.render.pdf.loaded_fonts import loaded_fonts
from reportgen.render.pdf.locked_fetcher import locked_fetcher
from reportgen.render.pdf.typesetting_log import TypesettingLog
from reportgen.render.pdf.weasyprint_import import import_typesetter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.document.brief import FigureBlock, Picture

_MISSING = Diagnostic(
    code="ENV010",
    severity=Severity.ERROR,
    message="this format contains images, and `pypdfium2`, which renders them, is not installed",
    help="run `pip install pypdfium2`",
)
_IDS = re.compile(r' id="|href="#|url\(#|aria-labelledby="')
_PIXELS = 96  # CSS pixels per inch
_POINTS = 72  # per inch: PDFium's scale is pixels per point


def figure_pixels(blocks: Sequence[FigureBlock | Picture], *, scale: float) -> dict[str, bytes]:
    """Return each figure as PNG, by its anchor.

    Parameters
    ----------
    blocks : sequence of FigureBlock or Picture
        The figures, in any order.
    scale : float
        Pixels per CSS pixel: 2 for dense screens, 3.125 for 300 pixels per inch.

    Raises
    ------
    EnvironmentProblemError
        pypdfium2 is not installed.
    RenderError
        A figure holds what can't be drawn.
    """
    require_pdfium()
    if not blocks:
        return {}
    # All figures in one document, each on a named page of its own size: one layout for all.
    sizes = "".join(
        f"@page f{count} {{ size: {item.width_mm:g}mm {item.height_mm:g}mm; margin: 0 }}"
        f".f{count} {{ page: f{count} }}"
        f".f{count} {{ height: {item.height_mm:g}mm; overflow: hidden }}"
        for count, item in enumerate(blocks)
    )
    body = "".join(
        f'<div class="f{count}">{_with_own_ids(item.svg[item.svg.index("<svg") :], count)}</div>'
        for count, item in enumerate(blocks)
    )
    sheet = sizes + "html, body, div { margin: 0 } svg { display: block }"
    pages = paint_pages(body, sheet, scale=scale)
    return {item.anchor: page for item, page in zip(blocks, pages, strict=True)}


def _with_own_ids(svg: str, number: int) -> str:
    """Prefix a figure's ids: two goals may show the same sparkline in one document."""
    return _IDS.sub(rf"\g<0>p{number}-", svg)


def paint_pages(body: str, sheet: str, *, scale: float) -> list[bytes]:
    """Return each page of a document as PNG, deterministic for given library versions.

    Parameters
    ----------
    body : str
        Trusted HTML, produced by this package from escaped text.
    sheet : str
        CSS, including page sizes.
    scale : float
        Pixels per CSS pixel.
    """
    pdfium = require_pdfium()
    document = pdfium.PdfDocument(_pdf(body, sheet))
    try:
        return [_png(page, scale) for page in document]
    finally:
        document.close()


def require_pdfium() -> Any:
    """Return the `pypdfium2` module.

    Raises
    ------
    EnvironmentProblemError
        It is not installed.
    """
    try:
        import pypdfium2
    except ImportError as problem:
        raise EnvironmentProblemError(_MISSING.message, [_MISSING]) from problem
    return pypdfium2


# Several formats rasterize the same pages at different scales.
@lru_cache(maxsize=4)
def _pdf(body: str, sheet: str) -> bytes:
    import_typesetter()
    from weasyprint import CSS, HTML

    fetcher = locked_fetcher()
    characters = with_usual("".join(sorted(set(body))))
    body = printable(body, print_fonts(characters, characters))
    characters = with_usual("".join(sorted(set(body))))
    faces = print_fonts(characters, characters)
    file = io.BytesIO()
    with TypesettingLog() as log, loaded_fonts(faces) as fonts:
        style = CSS(string=sheet, url_fetcher=fetcher)
        page = HTML(string=f"<html lang=en><body>{body}</body></html>", url_fetcher=fetcher)
        document = page.render(stylesheets=[fonts.sheet, style], font_config=fonts.configuration)
        document.write_pdf(file)
    log.raise_problems()
    return file.getvalue()


def _png(page: Any, scale: float) -> bytes:
    image = page.render(scale=scale * _PIXELS / _POINTS).to_pil().convert("RGB")
    file = io.BytesIO()
    dots = scale * _PIXELS
    image.save(file, "PNG", optimize=True, dpi=(dots, dots))
    return file.getvalue()
