"""The cache key of a brief includes the names and versions of the libraries used."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reportgen.batch import content
from reportgen.batch.versions import all_versions
from reportgen.render.pdf.system_libraries import ABSENT, system_library_versions
from tests.batch.organizations import write_organization

if TYPE_CHECKING:
    from tests.batch.conftest import Runner


def test_libraries_that_lay_out_text_and_those_they_need_are_named() -> None:
    found = all_versions()
    for name in ("python", "reportgen", "weasyprint", "pydyf", "uharfbuzz", "pango (system)"):
        assert found[name][0].isdigit(), name
    assert "pytest" not in found
    assert "ruff" not in found


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc to see which files are loaded")
def test_the_versions_are_those_of_the_files_that_weasyprint_loads() -> None:
    import weasyprint.text.ffi  # noqa: F401

    found = system_library_versions()
    maps = Path("/proc/self/maps").read_text().splitlines()
    loaded = {line.split()[-1] for line in maps if ".so" in line and "site-packages" not in line}
    for name in ("pango-1.0", "harfbuzz", "fontconfig"):
        files = {file for file in loaded if Path(file).name.startswith(f"lib{name}.so")}
        assert len(files) == 1, (name, files)
    assert ABSENT not in found.values()


def test_a_newer_layout_library_rebuilds_and_is_reported_with_both_versions(
    tmp_path: Path, run: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_organization(tmp_path, "river", 1)
    run([path])
    before = all_versions()["pango (system)"]
    monkeypatch.setattr(
        content, "all_versions", lambda: {**all_versions(), "pango (system)": "99.1"}
    )
    again = run([path])
    assert again.built == ("river",)
    assert again.states[0].causes == (f"changed: versions.pango (system): {before} is now 99.1",)
    assert run([path]).built == ()


def test_an_added_or_removed_library_is_reported() -> None:
    old = {"versions": {"a": "1", "b": "2"}}
    new = {"versions": {"a": "1", "c": "3"}}
    assert content.differences(old, new) == [
        "versions.b: 2 is now none",
        "versions.c: none is now 3",
    ]
