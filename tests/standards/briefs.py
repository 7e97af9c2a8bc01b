"""Every example in every kind, built once a run and shared by the workers of the run."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.api import BuildOptions, build
from tests.conftest import ROOT, SHARED_DATA

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

KINDS = ("editorial", "board")
EXAMPLES = {
    name: ROOT / "configs" / name / f"{name}.yaml"
    for name in ("community-garden", "women-in-medicine", "harbor-shelter")
}
REAL = {
    name: ROOT / "tests" / "real" / f"{name}.yaml"
    for name in ("ropensci", "rladies", "rladies-chapter")
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One configuration in one kind."""

    name: str
    kind: str

    def __str__(self) -> str:
        return f"{self.name}-{self.kind}"

    @property
    def is_real(self) -> bool:
        """Return whether it needs the data that lie outside the project."""
        return self.name in REAL


SAMPLES = tuple(Sample(name=name, kind=kind) for name in (*EXAMPLES, *REAL) for kind in KINDS)


def built(sample: Sample, factory: pytest.TempPathFactory) -> Path:
    """Return the folder with a sample's files, which other workers of the run may have made."""
    folder = _shared_folder(factory) / "standards" / str(sample)
    if not folder.is_dir():
        made = factory.mktemp(str(sample))
        options = BuildOptions(
            output=made, kind=sample.kind, data_roots=(SHARED_DATA,) if sample.is_real else ()
        )
        result = build((EXAMPLES | REAL)[sample.name], options)
        assert result.is_made, [item.message for item in result.diagnostics]
        folder.parent.mkdir(exist_ok=True)
        try:
            next(made.iterdir()).rename(folder)
        except OSError:  # another worker was quicker
            assert folder.is_dir()
    return folder


def _shared_folder(factory: pytest.TempPathFactory) -> Path:
    base = factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
