"""Pages in a browser: their requests, and violations found by axe-core."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from shutil import which
from typing import TYPE_CHECKING, Any, Literal

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

CHROMIUM = which("chromium") or which("chromium-browser") or which("google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
COLOUR_RULES = ("color-contrast", "link-in-text-block")
WIDTHS = (1440, 768, 320)
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
TURNS: tuple[tuple[int, Scheme], ...] = ((1440, "light"), (320, "dark"))
"""Windows in which colours are checked when widths and schemes are not combined."""

EVERY_RULE: dict[str, Any] = {"runOnly": {"type": "tag", "values": TAGS}}
EVERY_OTHER_RULE: dict[str, Any] = {
    **EVERY_RULE,
    "rules": {rule: {"enabled": False} for rule in COLOUR_RULES},
}
_ONLY_VIOLATIONS = {"resultTypes": ["violations"]}
COLOURS: dict[str, Any] = {"runOnly": {"type": "rule", "values": list(COLOUR_RULES)}}
ALIKE = (
    ".table-evidence tbody tr:nth-child(n+7)",
    ".table-sensitivity tbody tr:nth-child(n+5)",
    "svg > *",
)
"""Repeated rows, and images, whose colours axe-core can't judge."""


@dataclass
class Seen:
    """Console messages and requests of a page while it was open."""

    page: Page
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)


@contextmanager
def opened_browser() -> Iterator[Browser]:
    """Start Chromium, or skip the test if it is not installed."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def opened(browser: Browser, file: Path) -> Iterator[Seen]:
    """Open a file in a new browser context, and record its messages and requests."""
    with browser.new_context() as context:
        seen = Seen(page=context.new_page())
        seen.page.on("console", lambda message: seen.said.append(message.text))
        seen.page.on("pageerror", lambda problem: seen.said.append(str(problem)))
        seen.page.on("request", lambda request: seen.asked.append(request.url))
        seen.page.goto(file.as_uri())
        yield seen


def show(page: Page, width: int, scheme: Scheme) -> None:
    """Set the width of the window and the preferred colour scheme."""
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)


def is_as_wide_as_its_window(page: Page) -> bool:
    """Return whether the page needs no horizontal scrolling, except within scrollable boxes."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def violations(
    page: Page, options: dict[str, Any], *, without: tuple[str, ...] = ()
) -> list[tuple[str, list[str]]]:
    """Return the violations of axe-core: each rule with its elements."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe.Axe().axe_script)
    context = {"exclude": [[selector] for selector in without]}
    found = page.evaluate(
        "([context, options]) => axe.run(context, options)",
        [context if without else {"include": [["html"]]}, {**options, **_ONLY_VIOLATIONS}],
    )
    return [
        (item["id"], [node["html"][:120] for node in item["nodes"]][:3])
        for item in found["violations"]
    ]
