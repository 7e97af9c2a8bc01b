"""The main part of an editorial fills its pages."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.visual.inked_share import measure, share_of, type_area
from tests.visual.pages import sample_pdf

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [
    pytest.mark.visual,
    pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="poppler is not installed"),
]

# Version 0.1.0 needed 7 pages, 46% of which held ink.
MOST_PAGES = {"a4": 4, "letter": 5}
LEAST_INKED = {"a4": 0.64, "letter": 0.58}


@pytest.mark.parametrize("page_size", MOST_PAGES)
def test_the_main_part_is_short_and_full(page_size: str, tmp_path: Path) -> None:
    file = tmp_path / "editorial.pdf"
    file.write_bytes(sample_pdf("women-in-medicine", page_size))
    pages = measure(file, type_area(page_size), ends_at="Acknowledgments")
    assert len(pages) <= MOST_PAGES[page_size]
    assert share_of(pages) >= LEAST_INKED[page_size]
