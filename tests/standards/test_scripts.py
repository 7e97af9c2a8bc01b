"""A brief with names and quotes in Arabic, Hebrew, Japanese and Chinese."""

from __future__ import annotations

import re
import subprocess
from functools import cache
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING

import pytest

from reportgen.pipeline import (
    BuildOptions,
    analyse_organization,
    build_brief,
    load_organization,
    prepare_brief,
)
from reportgen.render.html.page_file import render_html
from reportgen.render.html.prose_html import is_right_to_left, isolated
from reportgen.render.pdf.pdf_file import render_pdf
from reportgen.verify.verification import verify
from tests.standards.browsing import (
    COLOURS,
    EVERY_OTHER_RULE,
    WIDTHS,
    is_as_wide_as_its_window,
    opened,
    show,
    violations,
)

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from reportgen.pipeline import Prepared

CONFIGURATION = Path(__file__).parent / "scripts" / "reading-club.yaml"
KINDS = ("editorial", "board")
LETTERS = "قא読阅"


@cache
def composed(kind: str) -> Prepared:
    analysed = analyse_organization(load_organization(CONFIGURATION))
    assert analysed is not None
    return prepare_brief(analysed, kind, BuildOptions(output=CONFIGURATION.parent), lambda _: None)


@cache
def lacking_fonts() -> str:
    """Return the letters that no installed font has."""
    if which("fc-list") is None:
        return LETTERS
    return "".join(letter for letter in LETTERS if not _fonts_with(letter))


def _fonts_with(letter: str) -> str:
    output = subprocess.run(
        ["fc-list", f":charset={ord(letter):x}"], capture_output=True, text=True, check=True
    )
    return output.stdout


@pytest.mark.parametrize("kind", KINDS)
def test_the_printed_page_lacks_no_glyph_and_meets_the_standards(kind: str) -> None:
    """A missing glyph would stop the build."""
    page = pytest.importorskip("page", reason="page-validation is not installed")
    if lacking_fonts():
        pytest.skip(f"no font has {lacking_fonts()}")
    content = render_pdf(composed(kind).brief, tokens=composed(kind).tokens)
    for profile in ("PDF_UA_1", "PDF_A_3A"):
        report = page.validate_pdf_bytes(content, profile=getattr(page.ValidationProfile, profile))
        assert [(item.rule_id, item.message) for item in report.failures] == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_is_accessible_and_makes_no_request_in_every_width(
    browser: Browser, tmp_path: Path, kind: str
) -> None:
    file = tmp_path / f"{kind}.html"
    text = render_html(composed(kind).brief, tokens=composed(kind).tokens)
    file.write_text(text, encoding="utf-8")
    with opened(browser, file) as seen:
        for width in WIDTHS:
            show(seen.page, width, "light")
            assert is_as_wide_as_its_window(seen.page), width
        assert violations(seen.page, EVERY_OTHER_RULE) == []
        assert violations(seen.page, COLOURS) == []
        assert seen.said == []


def test_authors_are_in_order_from_left_to_right(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "editorial.html"
    text = render_html(composed("editorial").brief, tokens=composed("editorial").tokens)
    file.write_text(text, encoding="utf-8")
    with opened(browser, file) as seen:
        show(seen.page, 1440, "light")
        lefts = seen.page.evaluate(
            "[...document.querySelectorAll('.author')].map((item) => item.getClientRects()[0].left)"
        )
        keywords = seen.page.evaluate(
            "[...document.querySelectorAll('.keywords bdi')].map((item) =>"
            " item.getBoundingClientRect().left)"
        )
    assert len(lefts) == 4
    assert lefts == sorted(lefts)
    assert len(keywords) == 2
    assert keywords == sorted(keywords)


def test_a_hebrew_quote_is_aligned_right_and_a_sentence_about_it_is_not() -> None:
    text = render_html(composed("editorial").brief, tokens=composed("editorial").tokens)
    quotes = re.findall(r'<p dir="rtl">([^<]+)</p>', text)
    assert quotes == ["القراءة معًا غيّرت حياتي.", "ספר אחד בחודש, ותמיד ביחד."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", False),
        ("Words", False),
        ("2020.", False),
        ("„…“ – 2020", False),
        ("שלום", True),
        ("(2020) שלום", True),
        ("שלום says the sign", False),
        ("It says שלום, שלום, שלום, שלום", False),
        ("مرحبا of ours, مرحبا بالجميع", True),
        ("読書会", False),
    ],
)
def test_a_text_is_right_to_left_if_it_begins_so_and_mostly_is(
    text: str, *, expected: bool
) -> None:
    assert is_right_to_left(text) is expected


def test_a_name_is_isolated_and_escaped() -> None:
    assert isolated("Ann <b>") == "Ann &lt;b&gt;"
    assert isolated("דנה <b>") == "<bdi>דנה &lt;b&gt;</bdi>"


@pytest.mark.parametrize("kind", KINDS)
def test_the_pdf_agrees_with_its_ledger(tmp_path: Path, kind: str) -> None:
    if lacking_fonts():
        pytest.skip(f"no font has {lacking_fonts()}")
    result = build_brief(CONFIGURATION, BuildOptions(output=tmp_path, kind=kind, formats=("pdf",)))
    (path,) = (path for path in result.files if path.suffix == ".pdf")
    assert [item.message for item in verify(path).findings] == []
