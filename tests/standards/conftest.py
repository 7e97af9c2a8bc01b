"""The samples as files, and a browser that opens them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.standards.briefs import SAMPLES, Sample, built
from tests.standards.browsing import opened_browser

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser


@pytest.fixture(params=SAMPLES, ids=str)
def sample(request: pytest.FixtureRequest) -> Sample:
    """Return one configuration in one kind."""
    found: Sample = request.param
    return found


@pytest.fixture
def folder(sample: Sample, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder that a build of the sample wrote."""
    return built(sample, tmp_path_factory)


@pytest.fixture
def html(sample: Sample, folder: Path) -> Path:
    """Return the sample's page."""
    return folder / f"{sample.kind}.html"


@pytest.fixture
def pdf(sample: Sample, folder: Path) -> bytes:
    """Return the sample's PDF."""
    return (folder / f"{sample.kind}.pdf").read_bytes()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Return headless Chromium per module, because two can't run in one process."""
    with opened_browser() as browser:
        yield browser


@pytest.fixture
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the page of the smallest example."""
    return built(SAMPLES[0], tmp_path_factory) / f"{SAMPLES[0].kind}.html"
