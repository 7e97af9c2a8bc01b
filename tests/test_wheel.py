"""Contents of the wheel, which is what users install."""

from __future__ import annotations

import os
import site
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
_OFFLINE = ("install", "--disable-pip-version-check", "--no-index", "--no-deps")


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


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the programs of a new environment: the wheel, and the libraries of this machine."""
    folder = tmp_path_factory.mktemp("installed") / "environment"
    venv.create(folder, with_pip=False)
    programs = folder / "bin"
    subprocess.run(
        [sys.executable, "-m", "pip", "--quiet", "--python", programs / "python", *_OFFLINE, wheel],
        check=True,
        capture_output=True,
    )
    (packages,) = folder.glob("lib/python*/site-packages")
    (packages / "libraries.pth").write_text("\n".join(site.getsitepackages()), encoding="utf-8")
    return programs


def test_a_wheel_in_a_new_environment_makes_a_report_elsewhere(
    installed: Path, tmp_path: Path
) -> None:
    rows = "".join(f"{2024 + n // 12}-{n % 12 + 1:02},{200 + n * 37 % 51}\n" for n in range(24))
    (tmp_path / "visits.csv").write_text(f"Month,Visits\n{rows}", encoding="utf-8")
    environment = {key: text for key, text in os.environ.items() if key != "PYTHONPATH"}

    def run(*words: str) -> str:
        done = subprocess.run(
            [installed / words[0], *words[1:]],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    where = run("python", "-c", "import reportgen; print(reportgen.__file__)")
    assert Path(where.strip()).is_relative_to(installed.parent)
    run("reportgen", "init", "club", "--from", "visits.csv")
    run("reportgen", "check", "club/club.yaml")
    run("reportgen", "build", "club/club.yaml")
    assert (tmp_path / "output" / "club" / "board.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "output" / "club" / "board.html").is_file()
