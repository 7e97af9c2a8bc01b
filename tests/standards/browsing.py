"""Pages in a real browser: what they ask for, and what axe-core has against them."""

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
"""The windows in which colours are looked at when widths and schemes are not crossed."""

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
"""Rows like those before them; and pictures, whose colours axe-core can't judge."""


@dataclass
class Seen:
    """What a page said and asked for while it was open."""

    page: Page
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)


@contextmanager
def opened_browser() -> Iterator[Browser]:
    """Start Chromium, or skip where it can't be had."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def opened(browser: Browser, file: Path) -> Iterator[Seen]:
    """Open a file in a browser that knows nothing, and note what it says and asks for."""
    with browser.new_context() as context:
        seen = Seen(page=context.new_page())
        seen.page.on("console", lambda message: seen.said.append(message.text))
        seen.page.on("pageerror", lambda problem: seen.said.append(str(problem)))
        seen.page.on("request", lambda request: seen.asked.append(request.url))
        seen.page.goto(file.as_uri())
        yield seen


def show(page: Page, width: int, scheme: Scheme) -> None:
    """Give the window a width and the colours that its user prefers."""
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)


def is_as_wide_as_its_window(page: Page) -> bool:
    """Return whether nothing has to be scrolled sideways, except boxes that scroll on their own."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def violations(
    page: Page, options: dict[str, Any], *, without: tuple[str, ...] = ()
) -> list[tuple[str, list[str]]]:
    """Return what axe-core found: each rule with the elements that break it."""
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
