"""The HTML in a browser: no horizontal scrolling, no requests, no errors, accessible.

Runs where Chromium is installed; .ci/run installs it.
"""

from __future__ import annotations

from shutil import which
from typing import TYPE_CHECKING

import pytest

from reportgen.design.tokens import load_tokens
from reportgen.render.html.page_file import render_html
from tests.document.factories import brief

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

CHROMIUM = which("chromium") or which("chromium-browser") or which("google-chrome")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SIZES = [(1440, "light"), (1440, "dark"), (768, "light"), (320, "light"), (320, "dark")]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("browser") / "brief.html"
    file.write_text(render_html(brief(), tokens=load_tokens()), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    with playwright.sync_playwright() as running:
        opened = running.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.mark.parametrize(("width", "scheme"), SIZES)
def test_a_page_is_accessible_and_fits_its_window(
    browser: Browser, page_file: Path, width: int, scheme: str
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page = context.new_page()
    errors: list[str] = []
    requests: list[str] = []
    page.on("console", lambda message: errors.append(message.text))
    page.on("pageerror", lambda problem: errors.append(str(problem)))
    page.on("request", lambda request: requests.append(request.url))
    page.goto(page_file.as_uri())
    room = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    found = axe.Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
    context.close()
    assert room[0] <= room[1]
    assert errors == []
    assert [url[:60] for url in requests if not url.startswith("data:")] == [
        page_file.as_uri()[:60]
    ]
    broken = [
        (item["id"], [node["html"][:120] for node in item["nodes"]][:3])
        for item in found.response["violations"]
    ]
    assert broken == []


def test_a_keyboard_reaches_every_number_and_its_evidence(
    browser: Browser, page_file: Path
) -> None:
    page = browser.new_page()
    page.goto(page_file.as_uri())
    assert page.locator(".evidence-note").is_hidden()
    marks = page.locator("[data-q]")
    assert marks.count() > 40
    assert page.locator("[data-q]:not([tabindex='0'])").count() == 0
    marks.first.focus()
    note = page.locator(".evidence-note")
    assert note.is_visible()
    assert "followers.growth.after.gain_mean" in note.inner_text()
    assert "rows" in note.inner_text()
    page.keyboard.press("Escape")
    assert note.is_hidden()
    page.close()
