"""Every example in every kind, built once per run and shared by its workers."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.api import BuildOptions, build
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

KINDS = ("editorial", "board")
EXAMPLES = {
    name: ROOT / "configs" / name / f"{name}.yaml"
    for name in ("community-garden", "women-in-medicine", "harbor-shelter")
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One configuration in one kind, and the folder of its data if it is a different one."""

    configuration: Path
    kind: str
    data: Path | None = None

    def __str__(self) -> str:
        return f"{self.configuration.stem}-{self.kind}"


SAMPLES = tuple(
    Sample(configuration=path, kind=kind) for path in EXAMPLES.values() for kind in KINDS
)


def built(sample: Sample, factory: pytest.TempPathFactory) -> Path:
    """Return the folder with a sample's files; another worker may have built it."""
    folder = _shared_folder(factory) / "standards" / str(sample)
    if not folder.is_dir():
        made = factory.mktemp(str(sample))
        options = BuildOptions(
            output=made, kind=sample.kind, data_roots=(sample.data,) if sample.data else ()
        )
        result = build(sample.configuration, options)
        assert result.is_made, [item.message for item in result.diagnostics]
        folder.parent.mkdir(exist_ok=True)
        try:
            next(made.iterdir()).rename(folder)
        except OSError:  # another worker was faster
            assert folder.is_dir()
    return folder


def _shared_folder(factory: pytest.TempPathFactory) -> Path:
    base = factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
