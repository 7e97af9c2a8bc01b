"""A configuration of one metric, or of several metrics of synthetic exports."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reportgen.config.loader import load_configuration
from reportgen.data.loader import LoadedDataset, load_dataset

Load = Callable[..., LoadedDataset]
EXPORTS_FOLDER = Path(__file__).parent / "exports"


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """Return a loader of a text as the file of the metric `m`, with further keys."""

    def run(
        text: str,
        *,
        kind: str = "level",
        date: str = "date",
        value: str | None = "n",
        more: str = "",
    ) -> LoadedDataset:
        (tmp_path / "data.csv").write_text(text, encoding="utf-8")
        path = tmp_path / "config.yaml"
        path.write_text(
            "reportgen: 1\norganization: {name: River Club}\nmetrics:\n"
            f"  m: {{kind: {kind}, file: data.csv, date: {date}"
            f"{'' if value is None else f', value: {value}'}{more}}}\n",
            encoding="utf-8",
        )
        loaded = load_configuration(path)
        assert loaded.configuration is not None, loaded.diagnostics
        return load_dataset(loaded.configuration)

    return run


@pytest.fixture
def load_export(tmp_path: Path) -> Load:
    """Load metrics of the synthetic exports by their YAML."""

    def run(metrics: str) -> LoadedDataset:
        path = tmp_path / "config.yaml"
        path.write_text(
            "reportgen: 1\norganization: {name: River Club}\nmetrics:\n" + metrics, encoding="utf-8"
        )
        loaded = load_configuration(path, data_roots=(EXPORTS_FOLDER,))
        assert loaded.configuration is not None, loaded.diagnostics
        return load_dataset(loaded.configuration)

    return run
