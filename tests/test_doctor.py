"""`doctor` finds missing libraries, says how to install them, and sets the exit code."""

from __future__ import annotations

import json
from importlib.metadata import PackageNotFoundError, version

import pytest
from click.testing import CliRunner

from reportgen import doctor as room
from reportgen.cli import commands
from reportgen.doctor import Check, State, examine, report


def test_a_complete_installation_passes() -> None:
    result = CliRunner().invoke(commands, ["doctor"])
    assert result.exit_code == 0, result.output
    assert "everything that a brief needs is installed" in result.output
    assert f"weasyprint: {version('weasyprint')}" in result.output
    assert "Source Serif 4 italic" in result.output


def test_every_declared_library_and_extra_is_looked_for() -> None:
    names = {(item.group, item.name) for item in examine()}
    for library in ("weasyprint", "pandas", "fontpkg-noto-sans", "pydantic"):
        assert ("Libraries", library) in names
    assert {("Extras", "preview"), ("Extras", "cluster")} <= names
    assert ("Extras", "dev") not in names
    assert ("Libraries", "starlette") not in names


def test_a_missing_library_fails_with_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def without_jinja(name: str) -> str:
        if name == "jinja2":
            raise PackageNotFoundError(name)
        return version(name)

    monkeypatch.setattr(room, "version", without_jinja)
    result = CliRunner().invoke(commands, ["doctor", "--messages", "json"])
    assert result.exit_code == 3
    records = [json.loads(line) for line in result.output.splitlines()]
    wrong = [item for item in records if item["state"] == "missing"]
    assert [item["name"] for item in wrong] == ["jinja2"]
    assert wrong[0]["help"].startswith("pip install 'jinja2>=")


def test_a_library_that_is_too_old_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        room, "version", lambda name: "60.0" if name == "weasyprint" else version(name)
    )
    [old] = [item for item in examine() if item.state is State.MISSING]
    assert old.name == "weasyprint"
    assert "60.0, expected" in old.found


def test_a_checkout_that_is_not_installed_is_said_in_a_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def not_installed(name: str) -> None:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(room, "requires", not_installed)
    monkeypatch.setattr(room, "metadata", not_installed)
    result = CliRunner().invoke(commands, ["doctor"])
    assert result.exit_code == 3
    assert "run from a checkout that is not installed" in result.output
    assert "pip install -e ." in result.output


def system_libraries() -> dict[str, Check]:
    return {item.name: item for item in examine() if item.group == "System libraries"}


def test_a_missing_system_library_fails_but_a_slow_fallback_does_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(name: str) -> None:
        raise OSError(f"cannot load library of {name}")

    monkeypatch.setattr(room, "find_library", lambda _: None)
    monkeypatch.setattr(room, "import_module", fail)
    found = system_libraries()
    assert found["WeasyPrint with its libraries"].state is State.MISSING
    assert found["pango-1.0"].state is State.MISSING
    assert "pango" in found["pango-1.0"].help
    assert found["harfbuzz-subset"].state is State.OPTIONAL
    assert "three times as long" in found["harfbuzz-subset"].help


def test_a_library_that_weasyprint_finds_is_not_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(room, "find_library", lambda _: None)
    assert all(item.state is not State.MISSING for item in system_libraries().values())


def test_a_missing_extra_is_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    def without_starlette(name: str) -> str:
        if name == "starlette":
            raise PackageNotFoundError(name)
        return version(name)

    monkeypatch.setattr(room, "version", without_starlette)
    checks = examine()
    assert all(item.state is not State.MISSING for item in checks)
    text = report(checks)
    assert "optional preview: without starlette" in text
    assert "pip install 'starlette>=" in text


@pytest.mark.parametrize(
    ("system", "program", "command"),
    [
        ("darwin", "", "brew install pango"),
        ("win32", "", "in MSYS2: pacman -S mingw-w64-ucrt-x86_64-pango; or use WSL"),
        ("linux", "apt-get", "sudo apt-get install libpango-1.0-0"),
        ("linux", "dnf", "sudo dnf install pango"),
        ("linux", "apk", "sudo apk add pango"),
        ("linux", "", "install pango with this system's package manager"),
    ],
)
def test_the_command_for_a_library_is_that_of_the_system(
    system: str, program: str, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(name: str) -> None:
        raise OSError(f"cannot load library of {name}")

    monkeypatch.setattr(room, "find_library", lambda _: None)
    monkeypatch.setattr(room, "import_module", fail)
    monkeypatch.setattr("sys.platform", system)
    monkeypatch.setattr("shutil.which", lambda name: name if name == program else None)
    assert {item.name: item.help for item in room._system_libraries(room._weasyprint())}[
        "pango-1.0"
    ] == command
