"""The example of docs/how-to/brand.md, built as printed."""

from __future__ import annotations

import re
from pathlib import Path
from shutil import copytree
from typing import TYPE_CHECKING

import pytest

from reportgen.design.font_files import FALLBACK, font_files
from reportgen.pipeline import BuildOptions, build_brief

if TYPE_CHECKING:
    from reportgen.pipeline import BuildResult

PAGE = Path(__file__).parent.parent.parent / "docs" / "how-to" / "brand.md"
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 40"><path d="M0 0h60v40z"/></svg>'
NAME_LINE = "  name: Riverside Community Garden\n"


def example_brand() -> str:
    """Return the brand file on the page."""
    (brand,) = re.findall(r"```yaml\n# brand.yml\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    return str(brand)


@pytest.fixture
def garden(configs: Path, tmp_path: Path) -> Path:
    """Return the example garden with the page's brand, a logo and fonts."""
    folder = tmp_path / "garden"
    copytree(configs / "community-garden", folder)
    (folder / "brand.yml").write_text(example_brand(), encoding="utf-8")
    (folder / "logo.svg").write_text(LOGO, encoding="utf-8")
    (folder / "fonts").mkdir()
    for name, is_italic in (("Lora.ttf", False), ("Lora-Italic.ttf", True)):
        known = [item for item in font_files() if item.is_italic is is_italic]
        source = next((item for item in known if item.family == FALLBACK), known[0])
        (folder / "fonts" / name).write_bytes(source.path.read_bytes())
    file = folder / "community-garden.yaml"
    text = file.read_text(encoding="utf-8")
    assert NAME_LINE in text
    file.write_text(text.replace(NAME_LINE, f"{NAME_LINE}  brand: brand.yml\n"), encoding="utf-8")
    return file


def built(file: Path, output: Path) -> BuildResult:
    result = build_brief(file, BuildOptions(output=output))
    assert result.is_made, [item.message for item in result.diagnostics]
    return result


def test_the_garden_uses_the_brand_on_the_page(garden: Path, tmp_path: Path) -> None:
    result = built(garden, tmp_path / "out")
    messages = [
        item.message for item in result.diagnostics if item.place and "brand" in item.message
    ]
    assert messages == []
    files = {path.suffix: path for path in result.files}
    html = files[".html"].read_text(encoding="utf-8")
    for colour in ("#2E6B34", "#9CD6A2", "#1B241B", "#FFFDF5", "#101710"):
        assert colour.lower() in html.lower(), colour
    assert re.search(r'--logo: url\("data:image/', html)
    assert '"Lora"' in html
    assert files[".pdf"].read_bytes().startswith(b"%PDF-")


def test_a_colour_with_too_little_contrast_is_replaced_and_reported(
    garden: Path, tmp_path: Path
) -> None:
    brand = garden.parent / "brand.yml"
    pale = brand.read_text(encoding="utf-8").replace('leaf: "#2E6B34"', 'leaf: "#E8F5E9"')
    brand.write_text(pale, encoding="utf-8")
    result = built(garden, tmp_path / "out")
    messages = " ".join(item.message for item in result.diagnostics)
    assert "#E8F5E9" in messages
