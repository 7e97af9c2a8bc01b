"""Balance the lines of a printed title by limiting its width."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.design.font_files import SERIF, font_files
from reportgen.design.font_subset import harfbuzz
from reportgen.model.prose import plain_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.design.tokens import Tokens
    from reportgen.model.prose import Prose

_MM_PER_PT = 25.4 / 72
_STEP = 1.0  # mm
# The letter-spacing of h1 in base.css, in em.
_TRACKING = -0.012
_SHORT_LINES = 2
# Sizes of a longer title on a short report, in pt.
_SMALLER = (18.5, 17.0, 15.5)


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleSize:
    """How a title is set: its max-width and, on a short report, its size; both as CSS."""

    width: str
    size: str = ""


def short_title(title: Prose, tokens: Tokens, page_size: str) -> TitleSize:
    """Return how to set the title of a short report: in the largest size that needs two lines."""
    page, side = tokens.get(f"print.{page_size}"), tokens.number(f"print.short_{page_size}.side")
    room, words = page["width"] - 2 * side, plain_text(title).split()
    usual = float(tokens.get("type.short_title")["print"][0])
    size = usual
    for size in (usual, *_SMALLER):
        space, *widths = _text_widths([" ", *words], size)
        if _count_lines(widths, space=space, room=room - _STEP) <= _SHORT_LINES:
            break
    width = balanced_width(widths, space=space, room=room)
    return TitleSize(width=f"{width:.1f}mm", size=f"{size:g}pt")


def title_width(title: Prose, tokens: Tokens, page_size: str) -> str:
    """Return the title's max-width as CSS; WeasyPrint does not know ``text-wrap: balance``.

    Parameters
    ----------
    title : Prose
        Set in the role ``title`` of tokens.toml.
    page_size : str
        ``a4`` or ``letter``.
    """
    page = tokens.get(f"print.{page_size}")
    room = page["text"] + page["gutter"] + page["side"]
    words = plain_text(title).split()
    space, *widths = _text_widths([" ", *words], tokens.get("type.title")["print"][0])
    return f"{balanced_width(widths, space=space, room=room):.1f}mm"


def balanced_width(widths: Sequence[float], *, space: float, room: float) -> float:
    """Return the smallest width in mm that needs no more lines than the available width.

    Parameters
    ----------
    widths : sequence of float
        Widths of the words, in mm.
    space, room : float
        Width of a space, and the available width, in mm.
    """
    lines = _count_lines(widths, space=space, room=room)
    width = room
    while width > _STEP and _count_lines(widths, space=space, room=width - _STEP) <= lines:
        width -= _STEP
        if width - _STEP < max(widths, default=0):
            break
    # A step in reserve: a shaped line can be slightly wider than the sum of its words.
    return min(room, width + _STEP)


def _count_lines(widths: Sequence[float], *, space: float, room: float) -> int:
    # Greedy, like layout: each line takes as many words as fit.
    lines, used = 1, 0.0
    for width in widths:
        wanted = used + space + width if used else width
        if used and wanted > room:
            lines, used = lines + 1, width
        else:
            used = wanted
    return lines


def _text_widths(texts: Sequence[str], size_pt: float) -> list[float]:
    """Return the width of each text on one line, in mm."""
    # Shaped instead of summed from a table of advances: kerning changes a title's width.
    uharfbuzz = harfbuzz()
    file = next(item for item in font_files() if item.family == SERIF and not item.is_italic)
    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(file.path)))
    font = uharfbuzz.Font(face)
    # The instance that design.font_subset makes for titles.
    font.set_variations({"opsz": 48, "wght": 600})
    scale = size_pt * _MM_PER_PT / face.upem
    widths = []
    for text in texts:
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        uharfbuzz.shape(font, buffer, {"kern": True})
        advance = scale * sum(item.x_advance for item in buffer.glyph_positions)
        widths.append(advance + len(text) * _TRACKING * size_pt * _MM_PER_PT)
    return widths
