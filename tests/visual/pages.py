"""Samples as PDF pages, and as images small enough for the repository."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image

from reportgen.pipeline import BuildOptions, analyse_organization, load_organization, prepare_brief
from reportgen.render.pdf.pdf_file import render_pdf

CONFIGS = Path(__file__).parent.parent.parent / "configs"
DPI = 40
SHADES = 16
MM_PER_INCH = 25.4


@cache
def sample_pdf(name: str, page_size: str = "") -> bytes:
    """Return a sample's PDF in the kind of its configuration."""
    analysed = analyse_organization(load_organization(CONFIGS / name / f"{name}.yaml"))
    assert analysed is not None
    kind = analysed.configuration.brief.kind
    composed = prepare_brief(analysed, kind, BuildOptions(output=CONFIGS), lambda _: None)
    brief = composed.brief
    if page_size:
        brief = replace(brief, page_size=page_size)
    return render_pdf(brief, tokens=composed.tokens)


def pictures(pdf: bytes, dpi: int = DPI) -> list[Image.Image]:
    """Return each page in a few shades of grey."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [
            page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L") for page in document
        ]
    finally:
        document.close()


def reduced(picture: Image.Image) -> Image.Image:
    """Return an image with the number of shades that is stored."""
    step = 256 // SHADES
    shades = np.asarray(picture) // step
    small = Image.fromarray(shades.astype(np.uint8), mode="P")
    palette = [level * 255 // (SHADES - 1) for level in range(SHADES) for _ in range(3)]
    small.putpalette(palette)
    return small


def white_below_text(picture: Image.Image, dpi: int, *, bottom_mm: float) -> float:
    """Return the empty space below the last line of a page's text area, in mm."""
    dark = np.asarray(picture) < 200
    end = int(picture.height - bottom_mm / MM_PER_INCH * dpi)
    rows = np.flatnonzero(dark[:end].any(axis=1))
    return float((end - rows[-1] - 1) / dpi * MM_PER_INCH)
