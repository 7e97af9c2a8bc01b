"""The example of docs/how-to/letterhead.md, built as printed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reportgen.pipeline import BuildOptions, build_brief

ROOT = Path(__file__).parent.parent.parent
EXAMPLE = ROOT / "docs" / "examples" / "letterhead"
PAGE = ROOT / "docs" / "how-to" / "letterhead.md"
FILES = {"toml": "tokens.toml", "jinja": "letter/brief.html.j2", "css": "css/letter.css"}


@pytest.mark.parametrize("language", FILES)
def test_the_how_to_shows_the_files_of_the_example(language: str) -> None:
    printed = re.findall(rf"```{language}\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert printed == [(EXAMPLE / FILES[language]).read_text(encoding="utf-8")]


def test_the_example_builds_a_custom_kind_in_its_own_colour(configs: Path, tmp_path: Path) -> None:
    result = build_brief(
        configs / "community-garden" / "community-garden.yaml",
        BuildOptions(output=tmp_path, kind="letter", templates=EXAMPLE),
    )
    assert result.is_made, result.diagnostics
    files = {path.name: path for path in result.files}
    html = files["letter.html"].read_text(encoding="utf-8")
    assert '<p class="greeting">Dear members of' in html
    assert "--color-accent: #8E1530;" in html
    assert "--color-accent: #0B5A7A" not in html
    assert files["letter.pdf"].read_bytes().startswith(b"%PDF-1.7")


def test_a_missing_part_is_taken_from_the_shipped_templates(configs: Path, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    (folder / "css").mkdir(parents=True)
    (folder / "css" / "editorial.css").write_text(
        ".kicker { letter-spacing: 0.04em; }\n", encoding="utf-8"
    )
    result = build_brief(
        configs / "community-garden" / "community-garden.yaml",
        BuildOptions(output=tmp_path / "out", templates=folder, formats=("html",)),
    )
    (page,) = (path for path in result.files if path.suffix == ".html")
    assert ".kicker { letter-spacing: 0.04em; }" in page.read_text(encoding="utf-8")
