"""The same input gives the same bytes, whatever is round the process that makes them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

SURROUNDINGS = (
    {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C"},
    {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8"},
    {"PYTHONHASHSEED": "4242", "TZ": "America/St_Johns", "LC_ALL": "tr_TR.UTF-8"},
    {"PYTHONHASHSEED": "random", "TZ": "Asia/Kathmandu", "LC_ALL": "de_DE.UTF-8"},
)
_PARTS = ("reportgen", "templates", "configs")


def _build(
    checkout: Path, output: Path, surroundings: dict[str, str], names: list[str], formats: str
) -> dict[str, str]:
    """Return the SHA-256 of every file that a build of a checkout makes."""
    configurations = [f"configs/{name}/{name}.yaml" for name in names]
    options = ["--output", str(output), "--format", formats]
    subprocess.run(
        [sys.executable, "-m", "reportgen", "build", *configurations, *options],
        cwd=checkout,
        env={**os.environ, **surroundings, "PYTHONPATH": str(checkout)},
        check=True,
        capture_output=True,
    )
    return {
        str(path.relative_to(output)): sha256(path.read_bytes()).hexdigest()
        for path in sorted(output.rglob("*"))
        if path.is_file()
    }


def _checkout(folder: Path) -> Path:
    for part in _PARTS:
        shutil.copytree(
            ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__", ".*_cache")
        )
    return folder


def test_a_page_is_the_same_from_another_path_zone_and_seed(tmp_path: Path) -> None:
    name = ["community-garden"]
    here = _build(ROOT, tmp_path / "one", SURROUNDINGS[0], name, "html")
    there = _checkout(tmp_path / "some other place" / "ä checkout")
    other = _build(there, tmp_path / "two", SURROUNDINGS[2], name, "html")
    assert here
    assert other == here


@pytest.mark.slow
def test_every_file_is_the_same_over_four_surroundings(tmp_path: Path) -> None:
    names = ["women-in-medicine", "community-garden"]
    runs = []
    for number, surroundings in enumerate(SURROUNDINGS):
        checkout = _checkout(tmp_path / f"{'deep/' * number}checkout-{number}")
        order = names if number % 2 == 0 else names[::-1]
        runs.append(_build(checkout, tmp_path / f"out-{number}", surroundings, order, "html,pdf"))
    assert len(runs[0]) >= 8
    assert all(run == runs[0] for run in runs)
