"""Visual regression tests of the samples' pages, and of their text in reading order.

After an intended change, record the expected images and texts again and review them:
``REPORTGEN_UPDATE_PAGES=1 pytest tests/visual``.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from shutil import which

import numpy as np
import pytest
from PIL import Image

from reportgen.design.tokens import load_tokens
from tests.visual.pages import pictures, reduced, sample_pdf, white_below_text

HERE = Path(__file__).parent
EXPECTED = HERE / "expected"
ACTUAL = HERE.parent / "actual"
SAMPLES = ("women-in-medicine", "community-garden", "harbor-shelter")
EDITORIALS = ("women-in-medicine", "community-garden")
LARGEST_FILE = 20 * 1024
# A line that moves by a row changes about 3% of dark pixels; antialiasing changes none.
MOST_CHANGED = 0.004
STRONG = 96
# Longer where the next block has to stay together, such as a heading with its paragraph.
LARGEST_HOLE_MM = 42.0
IS_UPDATE = bool(os.environ.get("REPORTGEN_UPDATE_PAGES"))

pytestmark = pytest.mark.visual


@pytest.mark.parametrize("name", SAMPLES)
def test_pages_look_as_they_did(name: str) -> None:
    shown = [reduced(page) for page in pictures(sample_pdf(name))]
    if IS_UPDATE:
        _keep(name, shown)
    kept = sorted(EXPECTED.glob(f"{name}-*.png"))
    different = [
        difference
        for number, picture in enumerate(shown, start=1)
        if (difference := _difference(name, number, picture))
    ]
    assert not different, f"{'; '.join(different)}: look into {ACTUAL.name}/"
    assert len(shown) == len(kept)


@pytest.mark.parametrize("name", SAMPLES)
def test_the_expected_pictures_are_small(name: str) -> None:
    files = sorted(EXPECTED.glob(f"{name}-*.png"))
    assert files
    assert {file.name for file in files if file.stat().st_size > LARGEST_FILE} == set()


@pytest.mark.skipif(which("pdfinfo") is None, reason="pdfinfo is not installed")
def test_the_tags_give_the_words_in_order(tmp_path: Path) -> None:
    file = tmp_path / "editorial.pdf"
    file.write_bytes(sample_pdf("women-in-medicine"))
    text = subprocess.run(
        ["pdfinfo", "-struct-text", file], capture_output=True, text=True, check=True
    ).stdout
    expected = EXPECTED / "women-in-medicine-tags.txt"
    if IS_UPDATE:
        expected.write_text(text, encoding="utf-8")
    ACTUAL.mkdir(exist_ok=True)
    actual = ACTUAL / expected.name
    if text != expected.read_text(encoding="utf-8"):
        actual.write_text(text, encoding="utf-8")
    assert text.splitlines() == expected.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("page_size", ["a4", "letter"])
@pytest.mark.parametrize("name", EDITORIALS)
def test_the_first_page_has_no_gap_at_its_end(name: str, page_size: str) -> None:
    first = pictures(sample_pdf(name, page_size), dpi=72)[0]
    bottom = load_tokens().number(f"print.{page_size}.bottom")
    assert white_below_text(first, 72, bottom_mm=bottom) <= LARGEST_HOLE_MM


def test_a_gap_is_detected() -> None:
    page = Image.new("L", (595, 842), 255)
    page.paste(0, (50, 100, 400, 400))
    hole = white_below_text(page, 72, bottom_mm=22)
    assert hole == pytest.approx((842 - 400) / 72 * 25.4 - 22, abs=0.5)


def test_a_moved_word_is_detected() -> None:
    page = np.full((468, 331), 255, dtype=np.uint8)
    page[100:300:6, 40:250] = 0
    moved = np.roll(page, 3, axis=0)
    assert _changed(page, moved) > MOST_CHANGED
    assert _changed(page, page) == 0


def _keep(name: str, shown: list[Image.Image]) -> None:
    for old in EXPECTED.glob(f"{name}-*.png"):
        old.unlink()
    for number, picture in enumerate(shown, start=1):
        picture.save(EXPECTED / f"{name}-{number:02}.png", optimize=True)


def _difference(name: str, number: int, picture: Image.Image) -> str:
    """Return the difference of a page ("" if none), and write the page and the difference."""
    stem = f"{name}-{number:02}"
    file = EXPECTED / f"{stem}.png"
    if not file.is_file():
        return f"{stem} is new"
    shown = np.asarray(picture.convert("L"))
    with Image.open(file) as opened:
        kept = np.asarray(opened.convert("L"))
    if shown.shape == kept.shape and _changed(shown, kept) <= MOST_CHANGED:
        return ""
    ACTUAL.mkdir(exist_ok=True)
    picture.save(ACTUAL / f"{stem}.png")
    if shown.shape != kept.shape:
        return f"{stem} has another size"
    apart = np.abs(shown.astype(np.int16) - kept)
    Image.fromarray((255 - apart).astype(np.uint8)).save(ACTUAL / f"{stem}-difference.png")
    return f"{stem} differs in {_changed(shown, kept):.1%}"


def _changed(one: np.ndarray, other: np.ndarray) -> float:
    """Return the share of pixels that differ strongly."""
    return float((np.abs(one.astype(np.int16) - other.astype(np.int16)) > STRONG).mean())
