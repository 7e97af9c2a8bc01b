"""Finished briefs to look at and to tamper with, each built once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from reportgen.pipeline import BuildOptions, build_brief
from tests.conftest import ROOT, SHARED_DATA

if TYPE_CHECKING:
    from pathlib import Path

EXAMPLES = ("women-in-medicine", "community-garden")
REAL = ("ropensci", "rladies")


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
        html=folder / "editorial.html",
        pdf=folder / "editorial.pdf",
        outcomes=folder / "outcomes.json",
        data=data,
        configuration=configuration,
    )


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """Return the example of the model study."""
    return _example(EXAMPLES[0], tmp_path_factory)


@pytest.fixture(scope="session", params=(*EXAMPLES, *REAL))
def each_sample(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """Return each example and each brief from real data."""
    name = str(request.param)
    if name in EXAMPLES:
        return _example(name, tmp_path_factory)
    if not SHARED_DATA.is_dir():
        pytest.skip("the real data are not beside this checkout (../shared/data)")
    path = ROOT / "tests" / "real" / f"{name}.yaml"
    return _build(path, SHARED_DATA, tmp_path_factory.mktemp("built"))


def _example(name: str, factory: pytest.TempPathFactory) -> Sample:
    folder = ROOT / "configs" / name
    return _build(folder / f"{name}.yaml", folder, factory.mktemp("built"))
