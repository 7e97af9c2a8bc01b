"""``reportgen doctor``: check the installation and say how to get what is missing."""

from __future__ import annotations

import shutil
import sys
from contextlib import redirect_stdout
from ctypes.util import find_library
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from importlib.metadata import PackageNotFoundError, metadata, requires, version
from io import StringIO
from typing import TYPE_CHECKING

from reportgen import DISTRIBUTION, __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from packaging.requirements import Requirement

_OLDEST_PYTHON = (3, 11)
_AGAIN = "install reportgen again, in its folder: `pip install --force-reinstall .`"
_DEVELOPERS = frozenset({"dev", "docs"})


class State(StrEnum):
    """The state of a part of the installation."""

    GOOD = "good"
    OPTIONAL = "optional"
    """Missing or old, and needed only for the purpose that `help` names."""
    MISSING = "missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """The result of one check; `help` says how to get what is missing."""

    group: str
    name: str
    state: State
    found: str
    help: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Library:
    """A system library, by its short name, with the packages that provide it."""

    name: str
    debian: str
    homebrew: str
    purpose: str = ""


_LIBRARIES = (
    _Library(name="pango-1.0", debian="libpango-1.0-0", homebrew="pango"),
    _Library(name="pangoft2-1.0", debian="libpangoft2-1.0-0", homebrew="pango"),
    _Library(name="harfbuzz", debian="libharfbuzz0b", homebrew="harfbuzz"),
    _Library(name="fontconfig", debian="libfontconfig1", homebrew="fontconfig"),
    _Library(
        name="harfbuzz-subset",
        debian="libharfbuzz-subset0",
        homebrew="harfbuzz",
        purpose="writing a PDF takes about three times as long without it",
    ),
)

_PACKAGE_MANAGERS = {
    "dnf": "sudo dnf install",
    "zypper": "sudo zypper install",
    "pacman": "sudo pacman -S",
    "apk": "sudo apk add",
}
"""Others than apt-get, whose packages of these libraries are called as in Homebrew."""


def examine() -> tuple[Check, ...]:
    """Check all requirements of a build and of each extra."""
    return (
        _python(),
        *_libraries(),
        *_system_libraries(_weasyprint()),
        *_fonts(),
        _templates(),
        *_extras(),
    )


def report(checks: Iterable[Check]) -> str:
    """Return the checks as text, with help for everything that is missing."""
    marks = {State.GOOD: "ok       ", State.OPTIONAL: "optional ", State.MISSING: "MISSING  "}
    lines: list[str] = []
    group = ""
    checks = tuple(checks)
    for item in checks:
        if item.group != group:
            group = item.group
            lines += ["", group] if lines else [group]
        lines.append(f"  {marks[item.state]}{item.name}: {item.found}")
        lines += [f"           = help: {item.help}"] if item.help else []
    missing = [item.name for item in checks if item.state is State.MISSING]
    end = (
        f"missing: {', '.join(missing)}"
        if missing
        else "everything that a brief needs is installed"
    )
    return "\n".join([*lines, "", end])


def _python() -> Check:
    found = ".".join(str(part) for part in sys.version_info[:3])
    is_good = sys.version_info >= _OLDEST_PYTHON
    return Check(
        group="Python",
        name="Python",
        state=State.GOOD if is_good else State.MISSING,
        found=found,
        help="" if is_good else "install Python 3.11 or newer",
    )


def _libraries() -> Iterator[Check]:
    try:
        all_needed = tuple(_requirements(""))
    except PackageNotFoundError:
        # Requirements are part of the installed metadata, which a bare checkout does not have.
        yield Check(
            group="Libraries",
            name="reportgen",
            state=State.MISSING,
            found=f"{__version__}, run from a checkout that is not installed",
            help="run `pip install -e .` in the checkout; its libraries are then checked as well",
        )
        return
    yield Check(group="Libraries", name="reportgen", state=State.GOOD, found=__version__)
    for needed in all_needed:
        found = _installed(needed)
        yield Check(
            group="Libraries",
            name=needed.name,
            state=State.GOOD if found.is_good else State.MISSING,
            found=found.words,
            help="" if found.is_good else _pip_command([needed]),
        )


def _extras() -> Iterator[Check]:
    try:
        named = metadata(DISTRIBUTION).get_all("Provides-Extra") or []
    except PackageNotFoundError:
        return  # `_libraries` has reported it
    for extra in sorted(set(named) - _DEVELOPERS):
        needs = tuple(_requirements(extra))
        found = {need.name: _installed(need) for need in needs}
        lacking = [name for name, item in found.items() if not item.is_good]
        yield Check(
            group="Extras",
            name=extra,
            state=State.OPTIONAL if lacking else State.GOOD,
            found=f"without {', '.join(lacking)}" if lacking else ", ".join(sorted(found)),
            help=_pip_command(need for need in needs if need.name in lacking) if lacking else "",
        )


def _pip_command(needs: Iterable[Requirement]) -> str:
    """Return the command for libraries by their own names: reportgen itself is in no index."""
    return " ".join(["pip install", *(f"'{need.name}{need.specifier}'" for need in needs)])


@dataclass(frozen=True, slots=True)
class _Installed:
    is_good: bool
    words: str


def _installed(needed: Requirement) -> _Installed:
    try:
        found = version(needed.name)
    except PackageNotFoundError:
        return _Installed(is_good=False, words="not installed")
    is_good = needed.specifier.contains(found, prereleases=True)
    return _Installed(
        is_good=is_good, words=found if is_good else f"{found}, expected {needed.specifier}"
    )


def _requirements(extra: str) -> Iterator[Requirement]:
    """Yield the requirements of reportgen, or the additional ones of an extra."""
    from packaging.requirements import Requirement

    for text in requires(DISTRIBUTION) or ():
        needed = Requirement(text)
        is_for_all = needed.marker is None or needed.marker.evaluate({"extra": ""})
        is_for_this = needed.marker is not None and needed.marker.evaluate({"extra": extra})
        if is_for_all if not extra else is_for_this and not is_for_all:
            yield needed


def _system_libraries(trial: Check) -> Iterator[Check]:
    """Yield the trial import and the libraries.

    If the trial succeeds, required libraries that `find_library` does not find are not reported:
    WeasyPrint has found them in another way.
    """
    yield trial
    for library in _LIBRARIES:
        found = find_library(library.name)
        if not found and not library.purpose and trial.state is State.GOOD:
            continue
        absent = State.OPTIONAL if library.purpose else State.MISSING
        fix = _package_command(library)
        yield Check(
            group="System libraries",
            name=library.name,
            state=State.GOOD if found else absent,
            found="found" if found else "not found",
            help="" if found else "; ".join(part for part in (fix, library.purpose) if part),
        )


def _package_command(library: _Library) -> str:
    if sys.platform == "darwin":
        return f"brew install {library.homebrew}"
    if sys.platform == "win32":
        return f"in MSYS2: pacman -S mingw-w64-ucrt-x86_64-{library.homebrew}; or use WSL"
    if shutil.which("apt-get"):
        return f"sudo apt-get install {library.debian}"
    for program, command in _PACKAGE_MANAGERS.items():
        if shutil.which(program):
            return f"{command} {library.homebrew}"
    return f"install {library.homebrew} with this system's package manager"


def _weasyprint() -> Check:
    """Return whether WeasyPrint finds its libraries, which only importing it can show."""
    problem = ""
    try:
        # If it fails, it prints advice of its own, which the other checks give more briefly.
        with redirect_stdout(StringIO()):
            import_module("weasyprint")
    except (ImportError, OSError) as error:
        problem = str(error).strip().splitlines()[0]
    return Check(
        group="System libraries",
        name="WeasyPrint with its libraries",
        state=State.MISSING if problem else State.GOOD,
        found=problem or "works",
        help="install the libraries below; docs/how-to/install.md" if problem else "",
    )


def _fonts() -> Iterator[Check]:
    from reportgen.design.font_files import font_files
    from reportgen.errors import EnvironmentProblemError

    try:
        files = font_files()
    except EnvironmentProblemError as error:
        words, _, fix = str(error).partition("; ")
        yield Check(group="Fonts", name="fonts", state=State.MISSING, found=words, help=fix)
        return
    for font in files:
        is_there = font.path.is_file()
        yield Check(
            group="Fonts",
            name=f"{font.family}{' italic' if font.is_italic else ''}",
            state=State.GOOD if is_there else State.MISSING,
            found=font.path.name if is_there else f"{font.path.name} is missing",
            help="" if is_there else _AGAIN,
        )


def _templates() -> Check:
    from reportgen.design.tokens import FILE, templates_folder

    folder = templates_folder()
    count = sum(1 for _ in folder.rglob("*.j2"))
    is_good = (folder / FILE).is_file() and (folder / "editorial" / "brief.html.j2").is_file()
    return Check(
        group="Templates",
        name="shipped templates",
        state=State.GOOD if is_good else State.MISSING,
        found=f"{count} with their tokens" if is_good else "incomplete",
        help="" if is_good else _AGAIN,
    )
