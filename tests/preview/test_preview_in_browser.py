"""End-to-end test of the preview: the command, a browser, and files saved meanwhile."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from shutil import which
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

import pytest

from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

for _library in ("starlette", "uvicorn", "watchfiles"):
    pytest.importorskip(_library, reason=f"{_library} is not installed")

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
START = "import sys; from reportgen.cli import main; sys.argv[0] = 'reportgen'; main()"
# Far above the documented second, because it only distinguishes a slow machine from a hang.
PATIENCE_MS = 20_000


@pytest.fixture
def garden(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "configs" / "community-garden", tmp_path / "garden")
    return tmp_path / "garden" / "community-garden.yaml"


@contextmanager
def preview_of(config: Path, *more: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    command = [sys.executable, "-c", START, "preview", str(config), "--no-open", "--port", "0"]
    with subprocess.Popen([*command, *more], stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        address = re.search(r"http://127\.0\.0\.1:\d+/", running.stdout.readline())
        assert address is not None
        try:
            yield address.group(), running
        finally:
            running.send_signal(signal.SIGINT)
            running.wait(timeout=20)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    with playwright.sync_playwright() as running:
        opened = running.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    opened.set_default_timeout(PATIENCE_MS)
    yield opened
    opened.close()


def seconds_until_seen(
    page: Page, text: str, *, state: Literal["visible", "attached"] = "visible"
) -> float:
    start = time.monotonic()
    page.frame_locator(".brief").get_by_text(text).first.wait_for(state=state)
    return time.monotonic() - start


def set_line(file: Path, pattern: str, line: str) -> None:
    text = file.read_text(encoding="utf-8")
    changed = re.sub(pattern, line, text, count=1, flags=re.MULTILINE)
    assert changed != text
    file.write_text(changed, encoding="utf-8")


def test_a_saved_value_is_shown_and_invalid_yaml_is_reported_until_it_is_fixed(
    garden: Path, page: Page
) -> None:
    data = garden.parent / "data" / "hours.csv"
    with preview_of(garden) as (address, running):
        page.goto(address)
        seconds_until_seen(page, "Community Garden")
        times = []
        set_line(garden, r"^  name: .*$", "  name: Garden of Delights")
        times.append(seconds_until_seen(page, "Garden of Delights"))
        last = data.read_text(encoding="utf-8").splitlines()[-1]
        set_line(data, rf"^{re.escape(last)}$", last.split(",")[0] + ",4321")
        # A single month is printed only in the data of the figure, which are folded.
        times.append(seconds_until_seen(page, "4321", state="attached"))
        good = garden.read_text(encoding="utf-8")
        set_line(garden, r"^  name: .*$", "  nmae: Garden of Errors")
        page.locator(".problem-error").first.wait_for()
        problem = page.locator(".problem-error").first.inner_text()
        assert "nmae" in problem
        assert "did you mean" in problem
        assert "Traceback" not in page.content()
        assert page.locator(".problem mark").first.inner_text().startswith("nmae")
        # The last valid brief is still displayed.
        seconds_until_seen(page, "Garden of Delights")
        garden.write_text(good.replace("Delights", "Roses"), encoding="utf-8")
        times.append(seconds_until_seen(page, "Garden of Roses"))
        page.wait_for_function("document.body.dataset.state === 'made'")
        assert page.locator(".problem-error").count() == 0
        # The documented limit is 1 s on an idle machine; tests share theirs.
        assert min(times) < 3, times
        assert max(times) < 10, times
        assert running.poll() is None


def test_another_kind_is_shown_when_it_is_chosen(garden: Path, page: Page, tmp_path: Path) -> None:
    own = tmp_path / "own" / "leaflet" / "brief.html.j2"
    own.parent.mkdir(parents=True)
    own.write_text("<!DOCTYPE html><h1>Leaflet</h1>", encoding="utf-8")
    with preview_of(garden, "--templates", str(tmp_path / "own")) as (address, _):
        page.goto(address)
        seconds_until_seen(page, "Community Garden")
        page.select_option("[name=kind]", "leaflet")
        seconds_until_seen(page, "Leaflet")
        assert page.get_attribute(".bar-pdf", "href") == "kind/leaflet.pdf?language="
        own.write_text("<!DOCTYPE html><h1>{{ brief.slogan }}</h1>", encoding="utf-8")
        page.locator(".problem-error").first.wait_for()
        assert "brief.slogan" in page.locator(".problem pre").first.inner_text()


def test_the_scroll_position_is_kept(garden: Path, page: Page) -> None:
    with preview_of(garden) as (address, _):
        page.goto(address)
        seconds_until_seen(page, "Community Garden")
        inside = "document.querySelector('.brief').contentWindow"
        page.evaluate(f"{inside}.scrollTo(0, 700)")
        set_line(garden, r"^  name: .*$", "  name: Garden of Delights")
        seconds_until_seen(page, "Garden of Delights")
        page.wait_for_function(f"{inside}.scrollY === 700")


def test_a_page_makes_requests_only_to_the_preview(garden: Path, page: Page) -> None:
    asked: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: errors.append(message.text))
    page.on("pageerror", lambda problem: errors.append(str(problem)))
    with preview_of(garden) as (address, _):
        page.goto(address)
        seconds_until_seen(page, "Community Garden")
        assert [url for url in asked if not url.startswith((address, "data:"))] == []
        assert errors == []


def fetched(address: str, path: str, host: str = "") -> tuple[int, bytes]:
    place = urlsplit(address).netloc
    with closing(HTTPConnection(place, timeout=60)) as connection:
        connection.request("GET", path, headers={"Host": host or place})
        answer = connection.getresponse()
        return answer.status, answer.read()


def test_the_pdf_is_built_on_request_and_only_for_this_machine(garden: Path) -> None:
    with preview_of(garden) as (address, running):
        status, content = fetched(address, "/kind/editorial.pdf")
        assert (status, content[:5]) == (200, b"%PDF-")
        # DNS rebinding: the host name of another site resolves to this machine; it is refused.
        assert fetched(address, "/", host="example.org")[0] == 400
        garden.write_text("reportgen: 1\n", encoding="utf-8")
        deadline = time.monotonic() + 10
        while fetched(address, "/kind/editorial.pdf")[0] != 409:
            assert time.monotonic() < deadline
            time.sleep(0.1)
    assert running.returncode == 0


def test_a_configuration_invalid_from_the_start_is_reported_too(garden: Path, page: Page) -> None:
    good = garden.read_text(encoding="utf-8")
    garden.write_text(good + "\ngaols: []\n", encoding="utf-8")
    with preview_of(garden) as (address, _):
        page.goto(address)
        page.locator(".problem-error").first.wait_for()
        assert page.locator(".brief").is_hidden()
        assert "`" not in page.locator(".problem-error").first.inner_text()
        garden.write_text(good, encoding="utf-8")
        seconds_until_seen(page, "Community Garden")
