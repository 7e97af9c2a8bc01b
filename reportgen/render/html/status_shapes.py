"""Icons of goal statuses as SVG data URIs for CSS."""

from __future__ import annotations

from urllib.parse import quote

from reportgen.errors import TemplateError

# On a grid of 16 by 16. A shape per status, so that none depends on colour alone.
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
}


def shape_address(shape: str, *, ink: str, paper: str) -> str:
    """Return a shape as an SVG in a ``data:`` address.

    Raises
    ------
    TemplateError
        The tokens name an unknown shape.
    """
    if shape not in _SHAPES:
        known = ", ".join(sorted(_SHAPES))
        raise TemplateError(f"expected a shape of tokens.toml ({known}), found `{shape}`")
    drawn = _SHAPES[shape].format(ink=ink, paper=paper)
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 16 16">'
        f"{drawn}</svg>"
    )
    # The characters of `safe` may stay as they are within the double quotes of `url("…")`.
    return "data:image/svg+xml," + quote(svg, safe="/:=' ")
