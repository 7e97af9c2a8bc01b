"""Contents of the wheel, which is what users install."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    return next(folder.glob("*.whl"))


def test_the_wheel_has_every_template(wheel: Path) -> None:
    packed = set(zipfile.ZipFile(wheel).namelist())
    templates = [path for path in (ROOT / "templates").rglob("*") if path.is_file()]
    assert templates
    for path in templates:
        assert f"reportgen/templates/{path.relative_to(ROOT / 'templates').as_posix()}" in packed


def test_the_wheel_has_every_module_and_py_typed(wheel: Path) -> None:
    packed = set(zipfile.ZipFile(wheel).namelist())
    for path in (ROOT / "reportgen").rglob("*.py"):
        assert path.relative_to(ROOT).as_posix() in packed
    assert "reportgen/py.typed" in packed


def test_the_wheel_has_every_language_and_the_message_template(wheel: Path) -> None:
    packed = set(zipfile.ZipFile(wheel).namelist())
    catalogues = [*(ROOT / "reportgen").rglob("*.po"), *(ROOT / "reportgen").rglob("*.pot")]
    assert len(catalogues) > 1
    for path in catalogues:
        assert path.relative_to(ROOT).as_posix() in packed
