"""Fixtures shared by all tests."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def configs() -> Path:
    """Return the folder of the example organizations."""
    return ROOT / "configs"
