from __future__ import annotations

import json
import shutil
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from reportgen.api import BuildOptions, build
from reportgen.pipeline import analyse_organization, load_organization

if TYPE_CHECKING:
    from pathlib import Path

NUMBERS = "editorial-numbers.csv"


@pytest.fixture
def garden(configs: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "garden"
    shutil.copytree(configs / "community-garden", folder)
    return folder / "community-garden.yaml"


def add_a_month(config: Path) -> None:
    data = config.parent / "data" / "hours.csv"
    data.write_text(data.read_text(encoding="utf-8") + "2025-04,390\n", encoding="utf-8")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_the_same_input_gives_the_same_bytes(garden: Path, tmp_path: Path) -> None:
    for name in ("first", "second"):
        assert build(garden, BuildOptions(output=tmp_path / name)).is_made
    assert contents(tmp_path / "first") == contents(tmp_path / "second")


def test_a_folder_never_has_files_of_two_editions(garden: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    build(garden, BuildOptions(output=output, formats=("html",)))
    folder = output / "riverside-community-garden"
    before = (folder / "editorial.html").read_bytes()
    add_a_month(garden)
    build(garden, BuildOptions(output=output, formats=("pdf",)))
    assert (folder / "editorial.html").read_bytes() != before
    manifest = json.loads((folder / "manifest.json").read_bytes())
    assert sorted(manifest["files"]) == [NUMBERS, "editorial.html", "editorial.pdf"]
    for name, record in manifest["files"].items():
        assert record["sha256"] == sha256((folder / name).read_bytes()).hexdigest()


def test_a_format_requested_later_is_added_to_the_edition(garden: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    build(garden, BuildOptions(output=output, formats=("html",)))
    folder = output / "riverside-community-garden"
    before = (folder / "editorial.html").read_bytes()
    build(garden, BuildOptions(output=output, formats=("pdf",)))
    assert (folder / "editorial.html").read_bytes() == before
    manifest = json.loads((folder / "manifest.json").read_bytes())
    assert sorted(manifest["files"]) == [NUMBERS, "editorial.html", "editorial.pdf"]


def test_an_invalid_configuration_keeps_the_last_edition(garden: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    build(garden, BuildOptions(output=output, formats=("html",)))
    before = contents(output)
    garden.write_text(garden.read_text() + "\nmetric: {}\n", encoding="utf-8")
    result = build(garden, BuildOptions(output=output, formats=("html",)))
    assert not result.is_made
    assert contents(output) == before


def test_outcomes_have_no_local_path(garden: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    build(garden, BuildOptions(output=output, formats=("html",)))
    for name, content in contents(output).items():
        assert str(tmp_path).encode() not in content, name


@pytest.mark.parametrize("contrast", ["[after, before]", "[followup, after]"])
def test_default_periods_can_be_used_in_a_comparison(tmp_path: Path, contrast: str) -> None:
    months = [f"{year}-{month:02}" for year in (2022, 2023, 2024) for month in range(1, 13)]
    rows = [f"{month},{100 + 7 * number + number % 3}" for number, month in enumerate(months)]
    (tmp_path / "data.csv").write_text("month,followers\n" + "\n".join(rows) + "\n")
    (tmp_path / "config.yaml").write_text(
        "reportgen: 1\norganization: {name: River Club}\n"
        "intervention: {on: 2023-01-01, label: A change}\n"
        "metrics: {followers: {kind: level, file: data.csv, date: month, value: followers}}\n"
        f"comparisons: [{{id: reach, metric: followers, test: slope, contrast: {contrast}}}]\n"
    )
    loaded = load_organization(tmp_path / "config.yaml")
    assert not loaded.diagnostics
    analysed = analyse_organization(loaded)
    assert analysed is not None
    assert [item.comparison.id for item in analysed.outcomes.comparisons] == ["reach"]
    later, base = contrast.strip("[]").split(", ")
    ratio = analysed.outcomes.quantities[f"followers.growth.{later}_vs_{base}.slope_ratio"]
    assert ratio.value == pytest.approx(1, abs=0.1)
