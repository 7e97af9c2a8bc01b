"""What a template sees beside the Brief: which kind of page it draws, and with what."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markupsafe import Markup

    from reportgen.document.brief import Brief
    from reportgen.render.html.prose_html import ProseHtml


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentsEntry:
    """A line of the contents."""

    anchor: str
    heading: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One form of a brief.

    Attributes
    ----------
    is_print : bool
        Whether it is for paper: no script, no data tables, sizes in millimetres.
    colour_names : mapping
        Lower-case hex colour to the CSS variable that stands for it.
    """

    is_print: bool
    has_contents: bool
    css: Markup
    script: Markup
    contents: tuple[ContentsEntry, ...]
    writer: ProseHtml
    colour_names: Mapping[str, str] = field(default_factory=dict)


def contents_of(brief: Brief) -> tuple[ContentsEntry, ...]:
    """Return a line for each section, the references and the appendices."""
    words = brief.words
    entries = [ContentsEntry(anchor=item.anchor, heading=item.heading) for item in brief.sections]
    if brief.back.references:
        entries.append(ContentsEntry(anchor="references", heading=words.references))
    entries += [
        ContentsEntry(anchor=item.anchor, heading=item.heading) for item in brief.back.appendices
    ]
    return tuple(entries)
