"""Dependencies are documented, have a stable lower bound and are pinned above it."""

from __future__ import annotations

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

from tests.conftest import ROOT

_TEXT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
_PROJECT = tomllib.loads(_TEXT)["project"]
_ALL = [
    *_PROJECT["dependencies"],
    *(item for items in _PROJECT["optional-dependencies"].values() for item in items),
]


def _name(text: str) -> str:
    return re.sub(r"[-_.]+", "-", text).lower()


def _versions(file: str) -> dict[str, Version]:
    text = (ROOT / file).read_text(encoding="utf-8")
    found = re.findall(r"^([\w.-]+)==(\S+)", text, re.MULTILINE)
    return {_name(name): Version(version) for name, version in found}


@pytest.mark.parametrize("text", _PROJECT["dependencies"])
def test_every_dependency_has_a_stated_purpose(text: str) -> None:
    assert re.search(rf'^  "{re.escape(text)}", # [\w`]', _TEXT, re.MULTILINE)


@pytest.mark.parametrize("text", _ALL)
def test_a_floor_is_a_stable_release_at_or_below_the_pinned_version(text: str) -> None:
    needed = Requirement(text)
    if needed.name == _PROJECT["name"]:
        return
    assert not any(Version(item.version).is_prerelease for item in needed.specifier)
    assert _versions("constraints.txt")[_name(needed.name)] in needed.specifier


def test_the_lock_has_the_pinned_versions_with_hashes_and_no_addresses() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert _versions("requirements.lock") == _versions("constraints.txt")
    assert lock.count("--hash=sha256:") >= len(_versions("requirements.lock"))
    assert "://" not in lock
