"""Real data, stored outside the project: only tests of this folder may be skipped without."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reportgen.config.loader import load_configuration
from reportgen.data.loader import LoadedDataset, load_dataset
from tests.conftest import ROOT
from tests.verify.conftest import build_sample

if TYPE_CHECKING:
    from tests.verify.conftest import Sample

HERE = Path(__file__).parent
SHARED_DATA = ROOT.parent / "shared" / "data"
BRIEFS = ("ropensci", "rladies", "rladies-chapter")
Load = Callable[[str], LoadedDataset]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip every test of this folder where the real data are absent."""
    if SHARED_DATA.is_dir():
        return
    absent = pytest.mark.skip(reason="the real data are absent (../shared/data)")
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(absent)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder of real data."""
    return SHARED_DATA


@pytest.fixture
def load_shared(tmp_path: Path) -> Load:
    """Load metrics of real data by their YAML."""

    def run(metrics: str) -> LoadedDataset:
        path = tmp_path / "config.yaml"
        path.write_text(
            "reportgen: 1\norganization: {name: Real}\nmetrics:\n" + metrics, encoding="utf-8"
        )
        loaded = load_configuration(path, data_roots=(SHARED_DATA,))
        assert loaded.configuration is not None, loaded.diagnostics
        return load_dataset(loaded.configuration)

    return run


@pytest.fixture(scope="session", params=BRIEFS)
def each_sample(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """Return each brief from real data."""
    output = tmp_path_factory.mktemp("built")
    return build_sample(HERE / f"{request.param}.yaml", SHARED_DATA, output)
