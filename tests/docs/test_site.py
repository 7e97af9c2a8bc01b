"""The documentation: generated pages are current, and the site has no broken link."""

from __future__ import annotations

import inspect
import os
import re
import subprocess
import sys
from dataclasses import is_dataclass
from html.parser import HTMLParser
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote, urlsplit

import click
import pytest

from docs._build.brief_page import PAGE as TEMPLATES_PAGE
from docs._build.brief_page import brief_page
from docs._build.cli_page import PAGE, cli_page
from docs._build.navigation import navigation
from reportgen import api
from reportgen.cli import commands
from reportgen.document import brief
from tests.conftest import ROOT

DOCS = ROOT / "docs"
FENCED = re.compile(r"^ *```.*?^ *```", re.DOTALL | re.MULTILINE)
FETCHED = {"script": "src", "img": "src", "iframe": "src", "link": "href", "source": "src"}


class Addresses(HTMLParser):
    """The links of a page, the resources that it loads, and its anchors."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.anchors: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.anchors |= {given[name] for name in ("id", "name") if name in given}
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        address = given.get(FETCHED.get(tag, ""), "")
        if address and given.get("rel") not in ("canonical", "prev", "next"):
            self.fetched.append(address)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if find_spec("mkdocs") is None or find_spec("material") is None:
        pytest.skip("mkdocs-material is not installed")
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, Addresses]:
    return {
        file: Addresses(file.read_text(encoding="utf-8"))
        for file in sorted(site.rglob("*.html"))
        if file.name != "404.html"
    }


def test_the_page_of_the_command_line_is_current() -> None:
    expected = "run `python docs/_build/cli_page.py`"
    assert PAGE.read_text(encoding="utf-8") == cli_page(), expected


def test_the_page_of_templates_is_current() -> None:
    expected = "run `python docs/_build/brief_page.py`"
    assert TEMPLATES_PAGE.read_text(encoding="utf-8") == brief_page(), expected
    types = inspect.getmembers(brief, is_dataclass)
    named = {name for name, kind in types if kind.__module__ == brief.__name__}
    assert {f"### {kind}" for kind in named} <= set(brief_page().splitlines())


def test_the_smallest_template_of_the_documentation_renders(tmp_path: Path) -> None:
    found = re.search(r"```jinja\n(.*?)```", brief_page(), re.DOTALL)
    assert found is not None
    (tmp_path / "leaflet").mkdir()
    (tmp_path / "leaflet" / "brief.html.j2").write_text(found[1], encoding="utf-8")
    garden = ROOT / "configs" / "community-garden" / "community-garden.yaml"
    page = api.brief(garden, kind="leaflet", templates=tmp_path)
    assert "<h1>" in page.html
    assert page.html.count("<p>") >= 1
    assert 'data-q="' in page.html


def test_the_page_of_the_command_line_has_every_command_and_no_local_path() -> None:
    page = cli_page()
    for name in ("build", "check", "batch", "preview", "doctor"):
        assert f"\n## {name}\n" in page
    assert str(Path.home()) not in page
    assert str(ROOT) not in page


def test_no_link_of_the_site_is_broken(pages: dict[Path, Addresses]) -> None:
    broken = []
    for file, found in pages.items():
        for link in found.links:
            parts = urlsplit(link)
            if parts.scheme or link.startswith(("javascript:", "mailto:")):
                continue
            target = (file.parent / unquote(parts.path)).resolve() if parts.path else file
            if target.is_dir():
                target /= "index.html"
            known = pages[target].anchors if target in pages else set()
            is_there = target.is_file() and (
                not parts.fragment or unquote(parts.fragment) in known or parts.fragment == "__skip"
            )
            broken += [] if is_there else [f"{file.name}: {link}"]
    assert broken == []
    assert sum(len(found.links) for found in pages.values()) > 300


def test_the_site_loads_nothing_from_other_hosts(site: Path, pages: dict[Path, Addresses]) -> None:
    outside = [
        address
        for found in pages.values()
        for address in found.fetched
        if urlsplit(address).scheme not in ("", "data") or address.startswith("//")
    ]
    assert outside == []
    for sheet in site.rglob("*.css"):
        text = sheet.read_text(encoding="utf-8")
        assert not re.search(r"(url\(|@import)\s*[\"']?(https?:)?//", text), sheet.name


def test_every_page_is_in_the_contents() -> None:
    named = str(navigation(DOCS))
    files = [file.relative_to(DOCS) for file in DOCS.rglob("*.md")]
    left_out = [
        file.as_posix()
        for file in files
        if file.parts[0] not in ("_build", "examples", "images") and file.as_posix() not in named
    ]
    assert left_out == []


def test_every_documented_command_and_option_exists() -> None:
    context = click.Context(commands, info_name="reportgen")
    shown = [
        (file.name, line)
        for file in DOCS.rglob("*.md")
        for block in re.findall(
            r"^ *```.*?^ *```", file.read_text("utf-8"), re.DOTALL | re.MULTILINE
        )
        for line in re.findall(r"\breportgen (?=[a-z]+ )(.*)", block.replace("\\\n", " "))
    ]
    assert len(shown) > 10
    for name, line in shown:
        words = line.split("||")[0].split()
        command = commands.get_command(context, words[0])
        assert command is not None, f"{name}: {line}"
        known = {option for item in command.params for option in (*item.opts, *item.secondary_opts)}
        used = {word.partition("=")[0] for word in words if word.startswith("--")}
        assert used <= {*known, "--help"}, f"{name}: {line}"


def test_the_configuration_of_the_site_uses_no_other_host() -> None:
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    assert "http" not in text
    assert "font: false" in text
