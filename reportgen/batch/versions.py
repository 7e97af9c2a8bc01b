"""Versions of all software that the bytes of a brief depend on."""

from __future__ import annotations

import platform
import re
from functools import cache
from importlib.metadata import PackageNotFoundError, requires, version
from typing import TYPE_CHECKING

from reportgen import DISTRIBUTION
from reportgen.pipeline import library_versions
from reportgen.render.pdf.system_libraries import system_library_versions

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_EXTRAS = ("tables",)
"""Extras that read data."""
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_EXTRA = re.compile(r"""extra\s*==\s*['"]([^'"]+)['"]""")


@cache
def all_versions() -> Mapping[str, str]:
    """Return the versions of Python, all required packages and the text layout libraries.

    All direct and indirect dependencies are included, because which of them can change a byte of
    a brief can't be known.
    """
    return {
        "python": platform.python_version(),
        **_package_versions(),
        **{f"{name} (system)": text for name, text in system_library_versions().items()},
        **library_versions(),
    }


def _package_versions() -> dict[str, str]:
    found: dict[str, str] = {}
    missing: set[str] = set()
    waiting = [DISTRIBUTION]
    while waiting:
        name = waiting.pop()
        if name in found or name in missing:
            continue
        try:
            found[name] = version(name)
        except PackageNotFoundError:  # optional, or for another system
            missing.add(name)
            continue
        waiting += _needed_by(name)
    return dict(sorted(found.items()))


def _needed_by(name: str) -> Iterator[str]:
    for requirement in requires(name) or ():
        extra = _EXTRA.search(requirement)
        named = _NAME.match(requirement)
        if named and (extra is None or (name == DISTRIBUTION and extra[1] in _EXTRAS)):
            yield re.sub(r"[-_.]+", "-", named[0]).lower()
