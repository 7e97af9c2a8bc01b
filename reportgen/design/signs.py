"""The signs of a report: one vocabulary for goals, values in charts, and the ends of sparklines.

A disc is good, a square is bad, a diamond is a warning or a change that is neither, and a hollow
sign is none of these. Shape comes first, then color, so that none depends on color alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from reportgen.errors import TemplateError

if TYPE_CHECKING:
    from reportgen.design.tokens import Tokens

# On a grid of 16 by 16.
_SHAPES = {
    "tick_disc": (
        '<circle cx="8" cy="8" r="7.2" fill="{ink}"/>'
        '<path d="M4.4 8.3 7 10.9 11.8 5.6" fill="none" stroke="{paper}" stroke-width="1.9"/>'
    ),
    "tick_ring": (
        '<circle cx="8" cy="8" r="6.4" fill="none" stroke="{ink}" stroke-width="1.6"/>'
        '<path d="M4.6 8.3 7 10.7 11.6 5.8" fill="none" stroke="{ink}" stroke-width="1.9"/>'
    ),
    "triangle": '<path d="M8 1 15.4 14.4H.6z" fill="{ink}"/>',
    "hollow_triangle": (
        '<path d="M8 2.6 14 13.5H2z" fill="none" stroke="{ink}" stroke-width="1.6"/>'
    ),
    "diamond": '<path d="M8 .4 15.6 8 8 15.6 .4 8z" fill="{ink}"/>',
    "cross_square": (
        '<rect x="1" y="1" width="14" height="14" fill="{ink}"/>'
        '<path d="M4.8 4.8 11.2 11.2M11.2 4.8 4.8 11.2" stroke="{paper}" stroke-width="1.9"/>'
    ),
    "dashed_ring": (
        '<circle cx="8" cy="8" r="6.4" fill="none" stroke="{ink}" stroke-width="1.8"'
        ' stroke-dasharray="3 2.2"/>'
    ),
    # Of values in charts; the sizes are those of the marks relative to each other.
    "disc": '<circle cx="8" cy="8" r="5.4" fill="{ink}"/>',
    "ring": '<circle cx="8" cy="8" r="3.8" fill="none" stroke="{ink}" stroke-width="2"/>',
    "square": '<rect x="2.9" y="2.9" width="10.2" height="10.2" fill="{ink}"/>',
}


# The mark of a chart that each shape is, and whether it is hollow.
_MARKS = {
    "tick_disc": ("o", False),
    "tick_ring": ("o", True),
    "triangle": ("^", False),
    "hollow_triangle": ("^", True),
    "diamond": ("D", False),
    "cross_square": ("s", False),
    "dashed_ring": ("o", True),
    "disc": ("o", False),
    "ring": ("o", True),
    "square": ("s", False),
}
# Marks that look equally large, relative to a square.
_SIZES = {"o": 1.1, "s": 1.0, "D": 0.9, "^": 1.15}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """A sign in a chart: the shape and the size of its mark, in points, and its color."""

    shape: str
    size: float
    color: str
    is_hollow: bool


def sign(tokens: Tokens, name: str) -> Sign:
    """Return a sign in the light colors of figures.

    Parameters
    ----------
    tokens : Tokens
        The design tokens.
    name : str
        ``status.met`` for a goal, ``sign.better`` for a value.

    Raises
    ------
    TemplateError
        The tokens name an unknown shape.
    """
    shape, is_hollow = _MARKS[_known(tokens.text(f"{name}.shape"))]
    return Sign(
        shape=shape,
        size=tokens.number("figure.mark_signal") * _SIZES[shape],
        color=tokens.text(f"{name}.light").upper(),
        is_hollow=is_hollow,
    )


def _known(shape: str) -> str:
    if shape not in _SHAPES:
        known = ", ".join(sorted(_SHAPES))
        raise TemplateError(f"expected a shape of tokens.toml ({known}), found `{shape}`")
    return shape


def shape_address(shape: str, *, ink: str, paper: str) -> str:
    """Return a shape as an SVG in a ``data:`` address.

    Raises
    ------
    TemplateError
        The tokens name an unknown shape.
    """
    drawn = _SHAPES[_known(shape)].format(ink=ink, paper=paper)
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 16 16">'
        f"{drawn}</svg>"
    )
    # The characters of `safe` may stay as they are within the double quotes of `url("…")`.
    return "data:image/svg+xml," + quote(svg, safe="/:=' ")
