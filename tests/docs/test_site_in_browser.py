"""The site in a browser: its search works, without requests to other hosts."""

from __future__ import annotations

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from shutil import which
from typing import TYPE_CHECKING, Any

import pytest

from tests.docs.test_site import site as site  # noqa: PLC0414  (a fixture, by its name)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CHROMIUM = which("chromium") or which("chromium-browser") or which("google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Suppress the log."""


@pytest.fixture
def address(site: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def test_the_search_works_without_requests_to_other_hosts(address: str) -> None:
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    asked: list[str] = []
    errors: list[str] = []
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda problem: errors.append(str(problem)))
        page.goto(f"{address}index.html")
        page.click(".md-search__input")
        page.keyboard.type("loopback", delay=30)
        page.locator(".md-search-result__item").first.wait_for()
        found = page.locator(".md-search-result__list").inner_text()
        browser.close()
    assert "preview" in found.lower()
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []
    assert errors == []
