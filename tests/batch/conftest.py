"""Fixtures that run a batch."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from reportgen.api import run_batch
from reportgen.batch.job import Limits
from reportgen.batch.jobs import jobs_of
from reportgen.batch.run import BatchOptions, BatchResult
from reportgen.pipeline import BuildOptions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path
    from typing import Any


@contextmanager
def no_progress_bar(_: int) -> Iterator[Callable[[str], None]]:
    """Do nothing in place of the progress bar."""
    yield lambda _: None


class Runner:
    """Runs batches into one output folder."""

    def __init__(self, output: Path) -> None:
        self.output = output

    def __call__(
        self, configurations: Sequence[Path], *, formats: tuple[str, ...] = ("html",), **more: Any
    ) -> BatchResult:
        """Run one batch; HTML only by default, because it is fastest."""
        limits = more.pop("limits", Limits())
        more.setdefault("has_portfolio", False)
        more.setdefault("workers", 2)
        options = BatchOptions(
            build=BuildOptions(output=self.output, formats=formats), limits=limits, **more
        )
        return run_batch(lambda: jobs_of(configurations), options, bar=no_progress_bar)


@pytest.fixture
def run(tmp_path: Path) -> Runner:
    """Return a runner of batches."""
    return Runner(tmp_path / "output")
