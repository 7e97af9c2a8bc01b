"""WeasyPrint is imported fast, and libraries outside the loader's path are found."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

_WATCHED = """
import ctypes.util, json, sys
started = []
sys.addaudithook(lambda event, given: event == "subprocess.Popen" and started.append(given[0]))
search = ctypes.util.find_library
{before}
from reportgen.render.pdf.weasyprint_import import import_typesetter
import_typesetter()
from weasyprint.text.ffi import harfbuzz_subset, pango
print(json.dumps({{
    "started": started,
    "is_search_back": ctypes.util.find_library is search,
    "has_pango": pango.pango_version() > 0,
    "has_subset": harfbuzz_subset is not None,
}}))
"""
_LOADER_KNOWS_NOTHING = """
import _cffi_backend, os
load, waiting = _cffi_backend.load_library, {"libpango-1.0.so.0"}
def unknown_once(name, flags):
    if name in waiting:
        waiting.remove(name)
        raise OSError(name)
    return load(name, flags)
_cffi_backend.load_library = unknown_once
"""


def _imported(before: str = "") -> dict[str, object]:
    script = _WATCHED.format(before=before)
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    found: dict[str, object] = json.loads(done.stdout)
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="compilers are asked on Linux alone")
def test_importing_the_typesetter_starts_no_compiler_and_no_linker() -> None:
    assert _imported() == {
        "started": [],
        "is_search_back": True,
        "has_pango": True,
        "has_subset": True,
    }


@pytest.mark.skipif(sys.platform != "linux", reason="compilers are asked on Linux alone")
def test_libraries_unknown_to_the_loader_are_searched_for() -> None:
    found = _imported(_LOADER_KNOWS_NOTHING)
    assert found["started"]
    assert found["has_pango"]
    assert found["is_search_back"]
