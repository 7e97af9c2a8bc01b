"""Design tokens of figures under short names, and matplotlib settings."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.design.tokens import Tokens


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """Colors as hexadecimal text; text and line sizes in points, figure sizes in mm.

    `width_mm` is the width of most figures; `is_narrow` if they are for phones or
    for half a page.
    """

    ink: str
    soft: str
    muted: str
    accent: str
    hair: str
    grid: str
    wash: str
    tint: str
    track: str
    white: str
    expected: str
    font_family: str
    text: float
    text_note: float
    text_row: float
    line_pitch: float
    width_mm: float
    is_narrow: bool
    tokens: Tokens

    def size(self, name: str) -> float:
        """Return a size token of figures: in points, or mm for widths and heights."""
        return self.tokens.number(f"figure.{name}")

    def wide_mm(self, width_mm: float) -> float:
        """Return the width of a figure that is as wide as a page, in mm; less on phones."""
        return self.width_mm if self.is_narrow else width_mm

    def dashes(self, name: str) -> tuple[float, ...]:
        """Return a dash pattern, in points."""
        return tuple(float(value) for value in self.tokens.get(f"figure.{name}"))


# Names of tokens: the column of text, the page without its margins, and a phone.
TEXT_WIDTH, PAGE_WIDTH = "width_text", "width_page"
HALF_WIDTH, NARROW_WIDTH = "width_half", "width_narrow"


def style_of(tokens: Tokens, *, width: str = TEXT_WIDTH) -> Style:
    """Return the light style: figures are drawn for paper, and HTML pages recolor them.

    Figures for phones are drawn narrower: text that is scaled down with them can't be read.
    """
    light = {
        name: tokens.text(f"raw.light.{name}").upper()
        for name in (
            "ink",
            "soft",
            "muted",
            "accent",
            "hair",
            "grid",
            "wash",
            "tint",
            "track",
            "white",
        )
    }
    families = (tokens.text("font.sans"), tokens.text("font.fallback"))
    return Style(
        **light,
        # Upper case, as the renderer writes all colors.
        expected=tokens.text("chart.expected").upper(),
        font_family=", ".join(f"'{family}'" for family in families) + ", sans-serif",
        text=tokens.number("figure.text"),
        text_note=tokens.number("figure.text_note"),
        text_row=tokens.number("figure.text_row"),
        line_pitch=tokens.number("figure.line_pitch"),
        width_mm=tokens.number(f"figure.{width}"),
        is_narrow=width in (HALF_WIDTH, NARROW_WIDTH),
        tokens=tokens,
    )


@contextmanager
def drawing_settings() -> Iterator[None]:
    """Use the defaults of matplotlib, regardless of the user's matplotlibrc."""
    import matplotlib as mpl

    with mpl.rc_context():
        mpl.rcdefaults()
        # Dollar signs are text, not math; simplified or snapped paths would move points.
        mpl.rcParams.update({"text.parse_math": False, "path.simplify": False, "path.snap": False})
        yield
