"""The same input gives the same bytes, in any environment."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

SURROUNDINGS = (
    {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C"},
    {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8"},
    {"PYTHONHASHSEED": "4242", "TZ": "America/St_Johns", "LC_ALL": "tr_TR.UTF-8"},
    {"PYTHONHASHSEED": "random", "TZ": "Asia/Kathmandu", "LC_ALL": "de_DE.UTF-8"},
)
_PARTS = ("reportgen", "templates", "configs")
_NAMES = ("women-in-medicine", "community-garden")
_TIMES = "events.jsonl"
"""The only file with times and durations."""


def _run(checkout: Path, surroundings: dict[str, str], *arguments: str) -> None:
    made = subprocess.run(
        [sys.executable, "-m", "reportgen", *arguments],
        cwd=checkout,
        env={**os.environ, **surroundings, "PYTHONPATH": str(checkout)},
        check=False,
        capture_output=True,
    )
    assert made.returncode == 0, made.stderr.decode(errors="replace")


def _hashes(output: Path) -> dict[str, str]:
    """Return the SHA-256 of every file except the one with times."""
    return {
        str(path.relative_to(output)): sha256(path.read_bytes()).hexdigest()
        for path in sorted(output.rglob("*"))
        if path.is_file() and path.name != _TIMES
    }


def _checkout(folder: Path, *, is_backwards: bool = False) -> Path:
    """Copy the package and the examples, creating files in one order or the reverse."""
    for part in _PARTS:
        found = sorted((ROOT / part).rglob("*"), reverse=is_backwards)
        for path in found:
            name = path.relative_to(ROOT)
            if path.is_file() and not any(
                piece == "__pycache__" or piece.endswith("_cache") for piece in name.parts
            ):
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, folder / name)
    return folder


def _configurations(names: Sequence[str]) -> list[str]:
    return [f"configs/{name}/{name}.yaml" for name in names]


def _edition(
    number: int, folder: Path, names: Sequence[str], kinds: Sequence[str] = ("editorial",)
) -> dict[str, str]:
    """Return the files of all formats, built in one of the environments."""
    checkout = _checkout(folder / f"{'deep/' * number}ä checkout-{number}", is_backwards=number > 1)
    order = names if number % 2 == 0 else names[::-1]
    output = folder / f"out-{number}"
    for kind in kinds:
        formats = "all" if kind == "editorial" else "html,pdf"
        options = ("--kind", kind, "--format", formats, "--output", str(output))
        _run(checkout, SURROUNDINGS[number], "build", *_configurations(order), *options)
    return _hashes(output)


def _batch(number: int, folder: Path) -> dict[str, str]:
    """Return the files of a batch by one or two workers, in one order or the reverse."""
    checkout = _checkout(folder / f"batch-{number}", is_backwards=number > 1)
    order = _NAMES if number % 2 == 0 else _NAMES[::-1]
    output = folder / f"batch-out-{number}"
    options = ("--jobs", str(1 + number % 2), "--format", "html,pdf", "--output", str(output))
    _run(checkout, SURROUNDINGS[number], "batch", *_configurations(order), *options)
    return _hashes(output)


def _suffixes(files: dict[str, str]) -> set[str]:
    return {name.rpartition(".")[2] for name in files}


def test_every_format_is_the_same_bytes_in_four_environments(tmp_path: Path) -> None:
    runs = [_edition(number, tmp_path, ("community-garden",)) for number in range(4)]
    assert _suffixes(runs[0]) >= {"html", "pdf", "docx", "xml", "md", "txt", "svg", "png", "json"}
    assert any("-share/" in name for name in runs[0])
    assert all(run == runs[0] for run in runs)


_RULES = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <match target="pattern">
    <edit name="family" mode="prepend" binding="strong"><string>Noto Sans Mono</string></edit>
  </match>
  <match target="font">
    <edit name="matrix" mode="assign">
      <matrix><double>1.2</double><double>0</double><double>0</double><double>1</double></matrix>
    </edit>
  </match>
</fontconfig>
"""


def test_rules_for_fonts_of_a_user_change_no_page(tmp_path: Path) -> None:
    own = tmp_path / "fontconfig" / "fonts.conf"
    own.parent.mkdir()
    own.write_text(_RULES, encoding="utf-8")
    environments: tuple[dict[str, str], ...] = (
        {},
        {"XDG_CONFIG_HOME": str(tmp_path)},
        {"FONTCONFIG_FILE": str(own)},
    )
    made = []
    for number, environment in enumerate(environments):
        output = tmp_path / f"out-{number}"
        options = ("--format", "pdf", "--output", str(output))
        _run(ROOT, environment, "build", *_configurations(("community-garden",)), *options)
        made.append(_hashes(output))
    assert made[1] == made[0]
    assert made[2] == made[0]


@pytest.mark.skipif(platform.machine() not in ("x86_64", "AMD64"), reason="kinds of x86 processors")
def test_another_kind_of_processor_gives_the_same_bytes(tmp_path: Path) -> None:
    # The second lacks the vector units of the first, in OpenBLAS and in numpy's own functions.
    features = "X86_V3 X86_V4 AVX512_ICL AVX512_SPR"
    older = {"OPENBLAS_CORETYPE": "Nehalem", "NPY_DISABLE_CPU_FEATURES": features}
    names = ("community-garden", "harbor-shelter")
    made = []
    for number, environment in enumerate(({"OPENBLAS_CORETYPE": "Haswell"}, older)):
        output = tmp_path / f"out-{number}"
        options = ("--format", "html", "--output", str(output))
        _run(ROOT, environment, "build", *_configurations(names), *options)
        made.append(_hashes(output))
    assert made[1] == made[0]


@pytest.mark.slow
def test_both_examples_are_the_same_bytes_in_four_environments(tmp_path: Path) -> None:
    kinds = ("editorial", "board")
    runs = [_edition(number, tmp_path, _NAMES, kinds) for number in range(4)]
    assert len(runs[0]) >= 60
    assert all(run == runs[0] for run in runs)


@pytest.mark.slow
def test_a_batch_is_the_same_bytes_whatever_its_workers_and_its_order(tmp_path: Path) -> None:
    runs = [_batch(number, tmp_path) for number in range(4)]
    assert {"portfolio.html", "portfolio.pdf", "portfolio.json", "manifest.json"} <= set(runs[0])
    assert all(run == runs[0] for run in runs)
