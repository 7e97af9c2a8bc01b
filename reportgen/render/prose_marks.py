"""What citations and references read like where a format has no links for them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.model.prose import Cite, Emphasis, Link, Reference, Strong, Text

if TYPE_CHECKING:
    from reportgen.document.brief import Brief
    from reportgen.model.prose import Inline, Prose

_SAFE_WEB = re.compile(r"^(https?://|mailto:|tel:)", re.IGNORECASE)


def cite_numbers(brief: Brief, item: Cite) -> tuple[str, ...]:
    """Return the numbers of a citation, without those of works that nobody found."""
    return tuple(brief.citations[key] for key in item.keys if key in brief.citations)


def cite_text(brief: Brief, item: Cite) -> str:
    """Return ``[1,3]``."""
    return f"[{','.join(cite_numbers(brief, item))}]"


def reference_text(brief: Brief, item: Reference) -> str:
    """Return ``Figure 1``, or the anchor where the brief lacks it."""
    return brief.labels.get(item.target, item.target)


def unreferenced(brief: Brief, prose: Prose) -> Prose:
    """Return words in which citations and references are text, for places without links."""
    return tuple(_unreferenced(brief, item) for item in prose)


def _unreferenced(brief: Brief, item: Inline) -> Inline:
    if isinstance(item, Cite):
        return Text(cite_text(brief, item))
    if isinstance(item, Reference):
        return Text(reference_text(brief, item))
    if isinstance(item, (Emphasis, Strong, Link)):
        return replace(item, children=unreferenced(brief, item.children))
    return item


def web_address(href: str) -> str:
    """Return an address that leads out of the brief safely, empty for any other."""
    return href.strip() if _SAFE_WEB.match(href.strip()) else ""
