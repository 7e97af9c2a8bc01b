"""Citations and cross-references as text, for formats or places without links."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.model.prose import Cite, Emphasis, Link, Reference, Strong, Text

if TYPE_CHECKING:
    from reportgen.document.brief import Brief
    from reportgen.model.prose import Inline, Prose

# Other schemes, such as `javascript:` and `data:`, run or show foreign content.
_SAFE_WEB = re.compile(r"^(https?://|mailto:|tel:)", re.IGNORECASE)


def cite_numbers(brief: Brief, item: Cite) -> tuple[str, ...]:
    """Return the numbers of a citation, skipping works that are not in the bibliography."""
    return tuple(brief.citations[key] for key in item.keys if key in brief.citations)


def cite_text(brief: Brief, item: Cite) -> str:
    """Return a citation as text: ``[1,3]``."""
    return f"[{','.join(cite_numbers(brief, item))}]"


def reference_text(brief: Brief, item: Reference) -> str:
    """Return a reference as text: ``Figure 1``, or the anchor if the brief has no such label."""
    return brief.labels.get(item.target, item.target)


def unreferenced(brief: Brief, prose: Prose) -> Prose:
    """Return prose with its citations and references replaced by text."""
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
    """Return a safe external address (web, mail, telephone), or an empty string."""
    return href.strip() if _SAFE_WEB.match(href.strip()) else ""
