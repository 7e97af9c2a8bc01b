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

    `width_mm` is the width of most figures; `is_narrow` if they are for phones.
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


def style_of(tokens: Tokens, *, is_narrow: bool = False) -> Style:
    """Return the light style: figures are drawn for paper, and HTML pages recolor them.

    A narrow style is for phones: a figure as wide as a column of print has text of half its size
    there.
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
        width_mm=tokens.number("figure.width_narrow" if is_narrow else "figure.width_text"),
        is_narrow=is_narrow,
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
