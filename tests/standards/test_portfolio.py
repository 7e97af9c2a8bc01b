"""The portfolio page meets the same standards as a brief."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.standards.browsing import (
    COLOURS,
    EVERY_OTHER_RULE,
    TURNS,
    WIDTHS,
    is_as_wide_as_its_window,
    opened,
    show,
    violations,
)
from tests.standards.portfolios import portfolio
from tests.standards.test_scripts import lacking_fonts

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

ROWS_ALIKE = (".table-organizations tbody tr:nth-child(n+15)", "svg > *")


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the page as a file."""
    path = tmp_path_factory.mktemp("portfolio") / "portfolio.html"
    path.write_text(portfolio()[0], encoding="utf-8")
    return path


@pytest.mark.parametrize("profile", ["PDF_UA_1", "PDF_A_3A"])
def test_a_validator_finds_nothing_against_the_standard(profile: str) -> None:
    page = pytest.importorskip("page", reason="page-validation is not installed")
    if lacking_fonts():
        pytest.skip(f"no font has {lacking_fonts()}")
    report = page.validate_pdf_bytes(
        portfolio()[1], profile=getattr(page.ValidationProfile, profile)
    )
    assert [(item.rule_id, item.message) for item in report.failures] == []


def test_it_is_accessible_fits_every_window_and_makes_no_request(
    browser: Browser, file: Path
) -> None:
    with opened(browser, file) as seen:
        for width in WIDTHS:
            show(seen.page, width, "light")
            assert is_as_wide_as_its_window(seen.page), width
            assert violations(seen.page, EVERY_OTHER_RULE) == [], width
        for width, scheme in TURNS:
            show(seen.page, width, scheme)
            assert violations(seen.page, COLOURS, without=ROWS_ALIKE) == [], scheme
        assert seen.said == []
        assert [url[:80] for url in seen.asked if not url.startswith("data:")] == [
            file.as_uri()[:80]
        ]


def test_its_table_can_be_sorted_and_filtered_by_keyboard(browser: Browser, file: Path) -> None:
    with opened(browser, file) as seen:
        show(seen.page, 1440, "light")
        rows = seen.page.locator(".table-organizations tbody tr")
        seen.page.locator(".table-organizations thead button").first.focus()
        seen.page.keyboard.press("Enter")
        names = [name.split("\n")[0].lower() for name in rows.locator("th").all_inner_texts()]
        latin = [name for name in names if name.startswith("chapter")]
        assert len(latin) > 20
        head = seen.page.locator(".table-organizations thead th").first
        assert head.get_attribute("aria-sort") == "ascending"
        seen.page.locator("input[type=search]").focus()
        seen.page.keyboard.type("読書会")
        assert rows.locator("visible=true").count() == 1
        assert "1 /" in seen.page.locator(".shown").inner_text()
