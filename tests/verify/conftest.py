"""Finished briefs to look at and to tamper with, each built once."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from reportgen.pipeline import BuildOptions, build_brief
from tests.conftest import ROOT, SHARED_DATA

if TYPE_CHECKING:
    from pathlib import Path

EXAMPLES = ("women-in-medicine", "community-garden", "harbor-shelter")
REAL = ("ropensci", "rladies")
EDITION = "later-edition"


@dataclass(frozen=True, slots=True)
class Sample:
    """One built brief, and the folder of its data."""

    html: Path
    pdf: Path
    outcomes: Path
    data: Path
    configuration: Path


def _build(configuration: Path, data: Path, output: Path) -> Sample:
    roots = () if data == configuration.parent else (data,)
    made = build_brief(configuration, BuildOptions(output=output, data_roots=roots))
    assert made.is_made, made.diagnostics
    folder = made.files[0].parent
    return Sample(
        html=next(folder.glob("*.html")),
        pdf=next(folder.glob("*.pdf")),
        outcomes=folder / "outcomes.json",
        data=data,
        configuration=configuration,
    )


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """Return the example of the model study."""
    return _example(EXAMPLES[0], tmp_path_factory)


@pytest.fixture(scope="session", params=(*EXAMPLES, EDITION, *REAL))
def each_sample(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """Return each example, a later edition of one, and each brief from real data."""
    name = str(request.param)
    if name == EDITION:
        earlier = _example(EXAMPLES[0], tmp_path_factory)
        return _later_edition(earlier, tmp_path_factory.mktemp(EDITION) / EXAMPLES[0])
    if name in EXAMPLES:
        return _example(name, tmp_path_factory)
    if not SHARED_DATA.is_dir():
        pytest.skip("the real data are not beside this checkout (../shared/data)")
    path = ROOT / "tests" / "real" / f"{name}.yaml"
    return _build(path, SHARED_DATA, tmp_path_factory.mktemp("built"))


def _example(name: str, factory: pytest.TempPathFactory) -> Sample:
    folder = ROOT / "configs" / name
    return _build(folder / f"{name}.yaml", folder, factory.mktemp("built"))


def _later_edition(earlier: Sample, folder: Path) -> Sample:
    """Return a brief from a revised row that names the edition before and carries its data."""
    shutil.copytree(earlier.data, folder)
    shutil.copy(earlier.pdf, folder / "earlier.pdf")
    file = folder / "data" / "twitter.csv"
    lines = file.read_text(encoding="utf-8").splitlines()
    lines[3] = lines[3].replace(lines[3].split(",")[1], "1150")
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    path = folder / earlier.configuration.name
    text = path.read_text(encoding="utf-8")
    key = "\nbrief:\n  previous: earlier.pdf\n"
    path.write_text(text.replace("\nbrief:\n", key, 1), encoding="utf-8")
    return _build(path, folder, folder.parent / "output")
