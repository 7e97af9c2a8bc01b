"""A brand on a page: what is used of brand.yml, what is ignored, and the diagnostics."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pikepdf
import pytest

from reportgen.config.loader import load_configuration
from reportgen.design.brand import branded
from reportgen.design.font_files import FALLBACK, font_files
from reportgen.design.logo import UnusableLogoError, read_logo
from reportgen.design.readable import contrast, readable
from reportgen.design.tokens import Tokens, load_tokens
from reportgen.diagnostics import Severity
from reportgen.render.docx.document import render_docx
from reportgen.render.html.page_file import render_html
from reportgen.render.pdf.pdf_file import render_pdf
from tests.document.factories import brief

if TYPE_CHECKING:
    from pathlib import Path

CONFIGURATION = """\
reportgen: 1
organization: {name: A Club, brand: brand.yml}
metrics:
  members: {file: members.csv, kind: level, date: date, value: members}
"""
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 40"><path d="M0 0h60v40z"/></svg>'


def _branded(folder: Path, brand: str) -> tuple[dict[str, str], dict[str, str], list[str], Tokens]:
    """Return the light and dark colours, the diagnostic codes, and the tokens."""
    (folder / "club.yaml").write_text(CONFIGURATION, encoding="utf-8")
    (folder / "members.csv").write_text("date,members\n2024-01-31,5\n", encoding="utf-8")
    (folder / "brand.yml").write_text(brand, encoding="utf-8")
    configuration = load_configuration(folder / "club.yaml").configuration
    assert configuration is not None
    tokens, diagnostics = branded(load_tokens(), configuration)
    raw = tokens.get("raw")
    return raw["light"], raw["dark"], [item.code for item in diagnostics], tokens


def test_a_brand_changes_only_the_colours_that_it_defines(tmp_path: Path) -> None:
    light, dark, codes, _ = _branded(
        tmp_path,
        'color:\n  palette: {leaf: "#2E6B34"}\n  primary: {light: leaf, dark: "#9CD6A2"}\n',
    )
    shipped = load_tokens().get("raw")
    assert codes == []
    assert (light["accent"], dark["accent"]) == ("#2E6B34", "#9CD6A2")
    assert light["ink"] == shipped["light"]["ink"]
    assert load_tokens().text("raw.light.accent") != "#2E6B34"


def test_a_colour_with_too_little_contrast_is_darkened_and_reported(tmp_path: Path) -> None:
    light, _, codes, _ = _branded(tmp_path, 'color: {primary: "#FF8C00", foreground: "#999"}\n')
    assert codes == ["CFG083", "CFG083"]
    for color, least in ((light["accent"], 4.5), (light["ink"], 7.0)):
        found = min(contrast(color, light[page]) for page in ("paper", "white"))
        assert least <= found < least * 1.05
    red, green, blue = (int(light["accent"][at : at + 2], 16) for at in (1, 3, 5))
    assert red > 1.5 * green > 3 * blue  # still an orange


def test_a_warning_says_which_colour_became_which(tmp_path: Path) -> None:
    _branded(tmp_path, 'color: {primary: "#FF8C00"}\n')
    configuration = load_configuration(tmp_path / "club.yaml").configuration
    assert configuration is not None
    tokens, (found,) = branded(load_tokens(), configuration)
    became = tokens.text("raw.light.accent")
    assert found.message.startswith("the brand's primary #FF8C00 has too little contrast: 2.2")
    assert found.message.endswith(f"; it is darkened to {became}")


def test_a_colour_is_lightened_on_dark_pages_and_kept_where_it_can_be_read() -> None:
    assert readable("#2E6B34", ("#FFFFFF",), 4.5) == "#2E6B34"
    lighter = readable("#2E6B34", ("#101418",), 4.5)
    assert 4.5 <= contrast(lighter, "#101418") < 4.8
    assert readable("#FFFFFF", ("#808080",), 21.0) == "#000000"


@pytest.mark.parametrize(
    ("box", "size"), [("0 0 60 40", (19.5, 13.0)), ("0 0 300 60", (45.0, 9.0))]
)
def test_a_logo_is_as_large_as_on_a_letterhead(
    tmp_path: Path, box: str, size: tuple[float, float]
) -> None:
    (tmp_path / "logo.svg").write_text(LOGO.replace("0 0 60 40", box), encoding="utf-8")
    *_, tokens = _branded(tmp_path, "logo: logo.svg\n")
    assert (tokens.get("brand.logo_width_mm"), tokens.get("brand.logo_height_mm")) == size


def test_word_has_the_logo_too(tmp_path: Path) -> None:
    pytest.importorskip("pypdfium2")
    (tmp_path / "logo.svg").write_text(LOGO, encoding="utf-8")
    *_, tokens = _branded(tmp_path, "logo: logo.svg\n")
    with zipfile.ZipFile(io.BytesIO(render_docx(brief(), tokens=tokens))) as parts:
        text = parts.read("word/document.xml").decode()
        assert "word/media/figure1.png" in parts.namelist()
    assert f'<wp:extent cx="{19.5 * 36000:.0f}" cy="{13 * 36000}"/>' in text


def test_text_has_enough_contrast_with_any_brand(tmp_path: Path) -> None:
    for color in ("#FFFFFF", "#000000", "#808080", "#FF0000", "#123456", "#FDFDF0"):
        light, dark, _, _ = _branded(
            tmp_path,
            f'color: {{primary: "{color}", foreground: "{color}", background: "{color}"}}\n',
        )
        for raw in (light, dark):
            for page in ("paper", "white"):
                assert contrast(raw["accent"], raw[page]) >= 4.5
                assert contrast(raw["ink"], raw[page]) >= 7
                assert contrast(raw["muted"], raw[page]) >= 4.5


@pytest.mark.parametrize(
    ("brand", "code"),
    [
        ("colour: {primary: red}\n", "CFG080"),
        ("color: {primary: 7}\n", "CFG080"),
        ("color: {primary: reddish}\n", "CFG081"),
        ("color: {palette: {a: b, b: a}, primary: a}\n", "CFG081"),
        ("logo: nowhere.svg\n", "CFG082"),
        ("logo: ../club.svg\n", "CFG082"),
        ("logo: https://example.org/logo.svg\n", "CFG082"),
        ("typography: {headings: Lora}\n", "CFG084"),
        ("typography:\n  fonts: [{family: A, source: system}]\n  base: A\n", "CFG084"),
        (
            "typography:\n  fonts: [{family: A, source: file, files: [club.yaml]}]\n  base: A\n",
            "CFG086",
        ),
        ("logo: club.yaml\n", "CFG085"),
    ],
)
def test_mistakes_in_a_brand_have_clear_messages(tmp_path: Path, brand: str, code: str) -> None:
    _, _, codes, _ = _branded(tmp_path, brand)
    assert codes == [code]


def test_other_sources_of_fonts_are_a_warning_and_not_an_error(tmp_path: Path) -> None:
    (tmp_path / "club.yaml").write_text(CONFIGURATION, encoding="utf-8")
    (tmp_path / "members.csv").write_text("date,members\n2024-01-31,5\n", encoding="utf-8")
    (tmp_path / "brand.yml").write_text("typography: {base: Lora}\n", encoding="utf-8")
    configuration = load_configuration(tmp_path / "club.yaml").configuration
    assert configuration is not None
    _, diagnostics = branded(load_tokens(), configuration)
    assert [item.severity for item in diagnostics] == [Severity.WARNING]


def test_a_logo_keeps_its_shapes_and_loses_active_content(tmp_path: Path) -> None:
    file = tmp_path / "logo.svg"
    file.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink"'
        ' viewBox="0 0 60 40" onload="alert(1)"><script>alert(2)</script><style>a{}</style>'
        '<image x:href="https://example.org/a.png"/><foreignObject>b</foreignObject>'
        '<use x:href="https://example.org/a.svg#b"/><a x:href="javascript:c"><path d="M1 1"/></a>'
        '<rect width="60" height="40" fill="url(https://example.org/d)" style="fill:url(#e)"/>'
        "</svg>",
        encoding="utf-8",
    )
    logo = read_logo(file)
    svg = unquote(logo.address)
    assert logo.ratio == pytest.approx(1.5)
    assert "<rect" in svg or ":rect" in svg
    for word in ("alert", "script", "style>", "example.org", "foreign", "javascript", "image"):
        assert word not in svg.partition(",")[2], word


def _png(width: int, height: int) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        body = name + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    rows = b"".join(b"\0" + b"\x20\x60\x30" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


@pytest.mark.parametrize(
    "content",
    [
        b"GIF89a",
        b"<svg/>",
        b'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg"/>',
        b'<svg xmlns="http://www.w3.org/2000/svg"/>',
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 9"/>',
        b"\x89PNG\r\n\x1a\n" + b"\0" * 8 + struct.pack(">II", 9000, 9000),
        b"x" * 1_000_001,
    ],
)
def test_other_files_are_refused_as_logos(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "logo"
    file.write_bytes(content)
    with pytest.raises(UnusableLogoError):
        read_logo(file)


@pytest.mark.parametrize("name", ["logo.svg", "logo.png"])
def test_a_branded_brief_embeds_its_logo_and_font_in_html_and_pdf(
    tmp_path: Path, name: str
) -> None:
    (tmp_path / "logo.svg").write_text(LOGO, encoding="utf-8")
    (tmp_path / "logo.png").write_bytes(_png(24, 16))
    source = next(item for item in font_files() if item.family == FALLBACK and not item.is_italic)
    (tmp_path / "own.ttf").write_bytes(source.path.read_bytes())
    _, _, codes, tokens = _branded(
        tmp_path,
        f"logo: {name}\ntypography:\n  fonts: [{{family: Own, source: file, files: [own.ttf]}}]\n"
        "  headings: Own\n",
    )
    assert codes == []
    html = render_html(brief(), tokens=tokens)
    assert re.search(r'--logo: url\("data:image/', html)
    assert '"Own"' in html
    pdf = render_pdf(brief(), tokens=tokens)
    assert pdf == render_pdf(brief(), tokens=tokens)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        names = {
            str(font.get("/BaseFont", ""))
            for item in opened.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font"
            for font in [item]
        }
    assert any("NotoSans" in found or "Own" in found for found in names), names
