"""Dependencies are pinned by version and hash, at or above the releases with security fixes."""

from __future__ import annotations

import os
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.version import Version

ROOT = Path(__file__).parents[2]
FLOORS = {"weasyprint": (70,), "jinja2": (3, 1, 6), "pillow": (13,), "fonttools": (4, 61)}
_LOCKED = re.compile(r"([a-z0-9-]+)==(\S+) \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)")


def pinned() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").split()
    pairs = (line.split("==") for line in lines if "==" in line)
    return {re.sub(r"[-_.]+", "-", name).lower(): version for name, version in pairs}


def locked() -> str:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith("#"))


def test_every_pinned_package_has_the_hash_of_its_file() -> None:
    found = {name: Version(version) for name, version, _ in _LOCKED.findall(locked())}
    assert found == {name: Version(version) for name, version in pinned().items()}
    assert _LOCKED.sub("", locked()).strip() == ""


def test_the_lock_names_no_address() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in text
    assert "index" not in text


@pytest.mark.parametrize("name", FLOORS)
def test_no_release_before_a_security_fix_is_accepted(name: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = next(item for item in project["dependencies"] if re.match(rf"{name}\b", item))
    found = re.search(r">=([\d.]+)", wanted)
    assert found is not None
    assert tuple(int(part) for part in found[1].split(".")) >= FLOORS[name]
    now = tuple(int(part) for part in pinned()[name].split(".") if part.isdigit())
    assert now >= FLOORS[name]


def test_without_a_network_the_audit_is_skipped_with_a_reason(tmp_path: Path) -> None:
    nowhere = {"PIP_INDEX_URL": "http://127.0.0.1:9", "PIP_NO_CACHE_DIR": "1"}
    known = {key: value for key, value in os.environ.items() if not key.startswith("PIP_")}
    done = subprocess.run(
        [ROOT / ".ci" / "audit", tmp_path / "audit"],
        capture_output=True,
        text=True,
        check=False,
        env={**known, **nowhere, "PIP_CONFIG_FILE": os.devnull},
    )
    assert done.returncode == 0, done.stderr
    assert "audit skipped: " in done.stdout
