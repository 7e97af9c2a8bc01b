"""What a template sees next to the brief: the medium, its styles and its contents."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markupsafe import Markup

    from reportgen.render.html.prose_html import ProseHtml


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentsEntry:
    """An entry of the table of contents."""

    anchor: str
    heading: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The medium-specific context of a template, next to the Brief itself.

    Attributes
    ----------
    is_print : bool
        Whether the page is for paper: no script, no data tables, sizes in millimetres.
    colour_names : mapping
        Lower-case hex colour to its CSS custom property.
    """

    is_print: bool
    has_contents: bool
    css: Markup
    script: Markup
    contents: tuple[ContentsEntry, ...]
    writer: ProseHtml
    colour_names: Mapping[str, str] = field(default_factory=dict)
