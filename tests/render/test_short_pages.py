"""A short board report has two pages, whatever the number of its metrics and goals."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from reportgen.pipeline import BuildOptions, analyse_organization, load_organization, prepare_brief
from reportgen.render.pdf.pdf_file import fitted, render_pdf
from reportgen.render.pdf.short_extent import PAGES
from reportgen.render.templates.template_files import template_folders
from tests.render.short_organizations import write_organization

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.pipeline import Prepared

# From nothing to judge to the most that two pages hold.
PLAIN = ((1, 0), (1, 8), (2, 3), (4, 4), (6, 2), (8, 0), (8, 8))
MANY = 8
RICH = ((1, 1), (3, 0), (5, 6), (7, 8), (8, 8))


def _prepared(path: Path) -> Prepared:
    analysed = analyse_organization(load_organization(path))
    assert analysed is not None
    made = prepare_brief(analysed, "board", BuildOptions(output=path.parent), lambda _: None)
    assert not [item for item in made.diagnostics if item.severity == "error"]
    return made


def _texts(made: Prepared, page_size: str) -> list[str]:
    brief = replace(made.brief, page_size=page_size)
    document = pypdfium2.PdfDocument(io.BytesIO(render_pdf(brief, tokens=made.tokens)))
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


@pytest.mark.parametrize(
    ("metrics", "goals", "is_rich"),
    [*((*numbers, False) for numbers in PLAIN), *((*numbers, True) for numbers in RICH)],
)
@pytest.mark.parametrize("page_size", ["a4", "letter"])
def test_a_short_report_has_two_pages_or_one_if_it_says_little(
    tmp_path: Path, metrics: int, goals: int, page_size: str, is_rich: bool
) -> None:
    path = write_organization(tmp_path, metrics=metrics, goals=goals, is_rich=is_rich)
    made = _prepared(path)
    texts = _texts(made, page_size)
    # One metric without much else takes one page: two would be half empty.
    assert len(texts) == (1 if metrics == 1 and not is_rich and goals < MANY else PAGES)
    whole = "".join("".join(texts).split())
    for section in made.brief.sections:
        is_measure = section.design == "measure"
        if is_measure and not section.may_move:
            assert "".join(section.heading.split()).casefold() in whole.casefold()


@pytest.mark.parametrize(
    ("metrics", "goals", "is_rich"),
    [(2, 3, False), (3, 3, True), (5, 6, True), (6, 2, False), (8, 0, False)],
)
def test_what_is_foreseen_is_what_a_layout_of_every_way_finds(
    tmp_path: Path, metrics: int, goals: int, is_rich: bool
) -> None:
    made = _prepared(write_organization(tmp_path, metrics=metrics, goals=goals, is_rich=is_rich))
    brief = replace(made.brief, page_size="letter")
    folders = template_folders(None)
    foreseen, laid_out = (
        fitted(brief, made.tokens, folders, is_foreseen=known) for known in (True, False)
    )
    assert foreseen.brief == laid_out.brief
    assert foreseen.spread == laid_out.spread
