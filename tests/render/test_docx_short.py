"""A short board report in Word has two pages, too, as far as that can be said without Word."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from reportgen.render.docx.document import render_docx
from reportgen.render.pdf.short_extent import PAGES
from reportgen.verify.verification import verify
from tests.render.docx_pages import page_heights
from tests.render.short_organizations import write_organization
from tests.render.test_short_pages import _prepared

if TYPE_CHECKING:
    from pathlib import Path

pytest.importorskip("pypdfium2")


@pytest.mark.parametrize(
    ("metrics", "goals", "is_rich"), [(1, 0, False), (4, 4, False), (8, 8, True)]
)
def test_it_has_room_on_two_pages(tmp_path: Path, metrics: int, goals: int, is_rich: bool) -> None:
    made = _prepared(write_organization(tmp_path, metrics=metrics, goals=goals, is_rich=is_rich))
    content = render_docx(replace(made.brief, page_size="letter"), tokens=made.tokens)
    page, heights = page_heights(content)
    assert len(heights) <= PAGES
    # Without a break of its own, text and frames flow from the first page to the second.
    assert sum(heights) <= PAGES * page
    assert len(heights) == 1 or max(heights) <= page
    path = tmp_path / "board.docx"
    path.write_bytes(content)
    assert not verify(path).findings
