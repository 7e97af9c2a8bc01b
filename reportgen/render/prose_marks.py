"""What citations and references read like where a format has no links for them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.document.brief import Brief
    from reportgen.model.prose import Cite, Reference

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


def web_address(href: str) -> str:
    """Return an address that leads out of the brief safely, empty for any other."""
    return href.strip() if _SAFE_WEB.match(href.strip()) else ""
