"""Measure how much of the main part of a printed editorial holds ink.

The type area of each page is parted into cells of 5 mm; a cell that holds a dark pixel is inked.
Tints are no ink: a band behind a chart fills no page. The main part ends where the back matter
begins. Poppler renders the pages, so that the measure does not depend on the program that made
the file.

Run ``python -m tests.visual.inked_share HEADING FILE.pdf…`` to print the share of each page before
the section with that heading.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pypdfium2

from reportgen.design.tokens import load_tokens

CELL_MM = 5.0
_DPI = 100
_MM_PER_INCH, _POINTS_PER_INCH = 25.4, 72.0
# Of 255: text and lines of charts are darker, tints, grids and hairlines lighter.
_DARK = 190


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeArea:
    """Margins of the pages, in mm."""

    left: float
    right: float
    top: float
    top_first: float
    bottom: float


@dataclass(frozen=True, slots=True)
class InkedPage:
    """Cells of one page."""

    inked: int
    cells: int

    @property
    def share(self) -> float:
        """Return the share of the cells that hold ink."""
        return self.inked / self.cells if self.cells else 0.0


def measure(file: Path, area: TypeArea, *, ends_at: str) -> list[InkedPage]:
    """Return the pages of the main part.

    Parameters
    ----------
    file : Path
        A printed editorial with bookmarks.
    area : TypeArea
        Margins of its pages.
    ends_at : str
        The heading of the first section that is not part of it.
    """
    last, height = _end_of_main_part(file, ends_at)
    pages = [
        _inked(_gray_page(file, number), area, is_first=number == 1) for number in range(1, last)
    ]
    end = height * _MM_PER_INCH / _POINTS_PER_INCH
    rest = _inked(_gray_page(file, last), area, is_first=last == 1, end=end - CELL_MM)
    return [*pages, rest] if rest.cells else pages


def share_of(pages: list[InkedPage]) -> float:
    """Return the inked share of all pages together."""
    return sum(page.inked for page in pages) / sum(page.cells for page in pages)


def _end_of_main_part(file: Path, heading: str) -> tuple[int, float]:
    """Return the page of a heading, and its distance from the top of that page in points."""
    document = pypdfium2.PdfDocument(file)
    try:
        for bookmark in document.get_toc():
            target = bookmark.get_dest()
            if bookmark.get_title().strip() == heading and target is not None:
                page = target.get_index()
                _, view = target.get_view()
                return page + 1, document[page].get_height() - view[1]
    finally:
        document.close()
    raise LookupError(f"no bookmark {heading!r} in {file}")


Gray = tuple[int, int, bytes]


def _gray_page(file: Path, number: int) -> Gray:
    command = ["pdftoppm", "-r", str(_DPI), "-gray", "-f", str(number), "-l", str(number)]
    made = subprocess.run([*command, str(file)], capture_output=True, check=True).stdout
    # A portable graymap: magic number, width and height, maximum, then a byte per pixel.
    _, size, _, pixels = made.split(b"\n", 3)
    width, height = map(int, size.split())
    return width, height, pixels


def _inked(gray: Gray, area: TypeArea, *, is_first: bool, end: float | None = None) -> InkedPage:
    width, height, pixels = gray
    per_mm = _DPI / _MM_PER_INCH
    top = area.top_first if is_first else area.top
    bottom = height / per_mm - area.bottom
    bottom = bottom if end is None else min(bottom, end)
    columns = int((width / per_mm - area.left - area.right) / CELL_MM)
    rows = max(0, int((bottom - top) / CELL_MM))
    inked = 0
    for row in range(rows):
        ys = range(
            round((top + row * CELL_MM) * per_mm), round((top + (row + 1) * CELL_MM) * per_mm)
        )
        for column in range(columns):
            first = round((area.left + column * CELL_MM) * per_mm)
            past = round((area.left + (column + 1) * CELL_MM) * per_mm)
            inked += any(min(pixels[y * width + first : y * width + past]) < _DARK for y in ys)
    return InkedPage(inked, rows * columns)


def type_area(page_size: str = "a4") -> TypeArea:
    """Return the type area of the shipped design."""
    page = load_tokens().get(f"print.{page_size}")
    sides = ("left", "right", "top", "top_first", "bottom")
    return TypeArea(**{side: float(page[side]) for side in sides})


def main(arguments: list[str]) -> None:
    """Print the inked share of each page and of the main part of each file."""
    ends_at, *files = arguments
    for file in files:
        pages = measure(Path(file), type_area(), ends_at=ends_at)
        shares = " ".join(f"{page.share:.0%}" for page in pages)
        sys.stdout.write(f"{file}: {shares}; all {share_of(pages):.1%}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
