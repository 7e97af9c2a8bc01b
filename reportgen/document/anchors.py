"""Derive unique section anchors from headings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportgen.document.brief import BriefSection

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.document.brief import Block


class Anchors:
    """Create anchors and remember the ones in use."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, heading: str) -> str:
        """Return an unused anchor of ASCII letters, digits and hyphens."""
        # The prefix keeps anchors apart from the ids of figures and tables and from ones that
        # templates use. A heading without any ASCII letter or digit, such as one in Japanese,
        # becomes `part`.
        stem = "section-" + (re.sub(r"[^a-z0-9]+", "-", heading.lower()).strip("-") or "part")
        anchor = stem
        count = 1
        while anchor in self._taken:
            count += 1
            anchor = f"{stem}-{count}"
        self._taken.add(anchor)
        return anchor

    def section(self, heading: str, blocks: Sequence[Block], *, design: str = "") -> BriefSection:
        """Return a section with a unique anchor."""
        return BriefSection(
            anchor=self.take(heading), heading=heading, blocks=tuple(blocks), design=design
        )
