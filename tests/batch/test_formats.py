"""A batch makes every format that a build makes, and its cache key includes the formats."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from reportgen.cli.batch import batch
from reportgen.render.formats import ALL, FORMATS
from tests.batch.organizations import write_organizations

if TYPE_CHECKING:
    from pathlib import Path

    from tests.batch.conftest import Runner


def _invoke(tmp_path: Path, *options: str) -> str:
    paths = [str(path) for path in sorted(tmp_path.glob("org-*/*.yaml"))]
    output = ["--output", str(tmp_path / "output"), "--jobs", "1"]
    result = CliRunner().invoke(batch, [*paths, *output, *options])
    assert result.exit_code == 0, result.output
    return result.output


def test_every_format_is_in_the_folder_of_its_organization(tmp_path: Path) -> None:
    write_organizations(tmp_path, 3)
    _invoke(tmp_path, "--format", ALL)
    for name in ("org-0000", "org-0001", "org-0002"):
        folder = tmp_path / "output" / name
        made = {file.name for file in folder.iterdir()}
        wanted = {f"editorial.{item.suffix}" for item in FORMATS.values() if item.suffix}
        assert made == {
            *wanted,
            "editorial-figures",
            "editorial-numbers.csv",
            "editorial-share",
            "manifest.json",
            "outcomes.json",
        }
        text = (folder / "editorial.txt").read_text()
        assert f"Chapter {name}" in " ".join(text.split())
    assert "0 built, 3 unchanged" in _invoke(
        tmp_path, "--format", "share,eml,txt,md,jats,docx,pdf,html"
    )


def test_another_list_of_formats_makes_the_missing_one(tmp_path: Path) -> None:
    write_organizations(tmp_path, 1)
    _invoke(tmp_path, "--format", "txt", "--no-portfolio")
    result = _invoke(tmp_path, "--format", "txt,md", "--no-portfolio", "--explain-cache")
    assert "org-0000: changed: options.formats" in result
    assert (tmp_path / "output" / "org-0000" / "editorial.md").is_file()


@pytest.mark.parametrize(
    ("formats", "brief"), [(("docx",), "editorial.docx"), (("pdf", "txt"), "editorial.pdf")]
)
def test_the_portfolio_links_to_existing_briefs(
    formats: tuple[str, ...], brief: str, tmp_path: Path, run: Runner
) -> None:
    result = run(write_organizations(tmp_path, 3), formats=formats, has_portfolio=True, workers=1)
    names = {file.suffix for file in result.files}
    assert names == {".json", ".pdf"} if "pdf" in formats else {".json", ".html"}
    if ".html" in names:
        page = (run.output / "portfolio.html").read_text()
        assert re.findall(r'href="(org-[^"]+)"', page) == [f"org-000{n}/{brief}" for n in range(3)]


def test_an_unknown_format_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    (path,) = write_organizations(tmp_path, 1)
    result = CliRunner().invoke(batch, [str(path), "--format", "html,odt"])
    assert result.exit_code == 2
    assert "odt" in result.output
    assert ", ".join((*FORMATS, ALL)) in " ".join(result.output.split())
