"""The operator's limits: strict parsing, effective everywhere, not configurable in YAML."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import fields
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from reportgen.cli import commands
from reportgen.config.limits_file import read_limits
from reportgen.config.loader import load_configuration
from reportgen.data.loader import load_dataset
from reportgen.errors import ConfigError
from reportgen.limits import Limits, in_force, limits
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

_CLUB = (
    "reportgen: 1\norganization: {name: River Club}\n"
    "metrics:\n  a: {kind: level, file: data.csv, date: month, value: n}\n"
)


def _file(folder: Path, text: str) -> Path:
    path = folder / "limits.toml"
    path.write_text(text, encoding="utf-8")
    return path


def _club(folder: Path, *, rows: int = 12) -> Path:
    lines = "".join(f"20{10 + n // 12}-{1 + n % 12:02},{n}\n" for n in range(rows))
    (folder / "data.csv").write_text("month,n\n" + lines, encoding="utf-8")
    path = folder / "club.yaml"
    path.write_text(_CLUB, encoding="utf-8")
    return path


def test_limits_that_a_file_omits_have_their_defaults(tmp_path: Path) -> None:
    found = read_limits(_file(tmp_path, "table_rows = 5\nwall_seconds = 2.5\n"))
    assert found == Limits(table_rows=5, wall_seconds=2.5)
    assert read_limits(_file(tmp_path, "")) == Limits()


@pytest.mark.parametrize(
    ("text", "code", "line", "words"),
    [
        ("# ours\ntable_rows: 5\n", "CFG100", 2, "TOML"),
        ("# ours\ntable_row = 5\n", "CFG101", 2, "`table_row`"),
        ("[limits]\ntable_rows = 5\n", "CFG101", 1, "`limits`"),
        ("table_rows = 0\n", "CFG102", 1, "whole number above 0"),
        ("table_rows = -1\n", "CFG102", 1, "whole number above 0"),
        ("table_rows = true\n", "CFG102", 1, "whole number above 0"),
        ("table_rows = 1.5\n", "CFG102", 1, "whole number above 0"),
        ('yaml_bytes = "1 MB"\n', "CFG102", 1, "whole number above 0"),
        ("wall_seconds = nan\n", "CFG102", 1, "a number above 0"),
        ("wall_seconds = inf\n", "CFG102", 1, "a number above 0"),
        ("table_rows = 99999999999999999999\n", "CFG102", 1, "whole number"),
    ],
)
def test_an_invalid_line_is_reported_and_no_limit_is_set(
    text: str, code: str, line: int, words: str, tmp_path: Path
) -> None:
    with pytest.raises(ConfigError) as raised:
        read_limits(_file(tmp_path, text))
    (found,) = raised.value.diagnostics
    assert (found.code, found.place.line) == (code, line)
    assert words in found.message
    assert found.help


def test_all_invalid_lines_are_reported_together_with_suggestions(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as raised:
        read_limits(_file(tmp_path, "table_row = 5\npdf_pages = 0\n"))
    first, second = raised.value.diagnostics
    assert first.help == "did you mean `table_rows`?"
    assert second.help == "the usual one is `pdf_pages = 300`"


@pytest.mark.parametrize("kind", ["missing", "folder", "large", "latin"])
def test_a_path_that_is_not_a_file_is_refused(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "limits.toml"
    if kind == "folder":
        path.mkdir()
    elif kind == "large":
        path.write_text("#" * 200_000, encoding="utf-8")
    elif kind == "latin":
        path.write_bytes(b"# f\xfcr uns\n")
    with pytest.raises(ConfigError) as raised:
        read_limits(path)
    assert raised.value.diagnostics[0].code == "CFG100"


def test_no_limit_can_be_turned_off() -> None:
    for field in fields(Limits):
        for value in (0, -1, float("nan")):
            given: dict[str, Any] = {field.name: value}
            with pytest.raises(ValueError, match=field.name):
                Limits(**given)


def test_the_page_on_trust_lists_every_limit_with_its_default() -> None:
    text = (ROOT / "docs" / "how-to" / "trust.md").read_text(encoding="utf-8")
    documented: dict[str, float] = {}
    for names, values in re.findall(r"^\| (`[^|]+`) \| ([^|]+) \|", text, re.M):
        numbers = [float(part.replace(" ", "")) for part in values.split(",")]
        documented |= dict(zip(re.findall(r"`(\w+)`", names), numbers, strict=True))
    assert documented == {
        field.name: float(getattr(Limits(), field.name)) for field in fields(Limits)
    }


@pytest.mark.parametrize("name", [field.name for field in fields(Limits)])
def test_no_configuration_can_set_a_limit(name: str, tmp_path: Path) -> None:
    path = _club(tmp_path)
    for text in (f"{name}: 1\n", f"limits: {{{name}: 1}}\n", f"analysis: {{{name}: 1}}\n"):
        path.write_text(_CLUB + text, encoding="utf-8")
        codes = [item.code for item in load_configuration(path).diagnostics]
        assert "CFG020" in codes
    assert limits() == Limits()


@pytest.mark.parametrize(
    ("chosen", "code"),
    [
        (Limits(yaml_bytes=50), "CFG002"),
        (Limits(yaml_nodes=5), "CFG009"),
        (Limits(yaml_depth=2), "CFG009"),
        (Limits(table_bytes=50), "DAT010"),
        (Limits(table_rows=5), "DAT010"),
        (Limits(table_columns=1), "DAT010"),
        (Limits(metric_rows=5), "DAT010"),
    ],
)
def test_a_limit_applies_only_within_its_context(chosen: Limits, code: str, tmp_path: Path) -> None:
    path = _club(tmp_path)

    def codes() -> list[str]:
        loaded = load_configuration(path)
        found = list(loaded.diagnostics)
        if loaded.configuration is not None:
            found += load_dataset(loaded.configuration).diagnostics
        return [item.code for item in found]

    with in_force(chosen):
        assert code in codes()
    assert code not in codes()


def test_the_command_line_and_the_environment_set_limits(tmp_path: Path) -> None:
    path, file = _club(tmp_path), _file(tmp_path, "table_rows = 5\n")
    given = CliRunner().invoke(commands, ["--limits", str(file), "check", str(path)])
    assert given.exit_code == 2
    assert "DAT010" in given.output
    named = CliRunner().invoke(commands, ["check", str(path)], env={"REPORTGEN_LIMITS": str(file)})
    assert "DAT010" in named.output
    assert CliRunner().invoke(commands, ["check", str(path)]).exit_code == 0
    assert limits() == Limits()


def test_invalid_limits_stop_every_command_before_it_starts(tmp_path: Path) -> None:
    path, file = _club(tmp_path), _file(tmp_path, "table_rows = no\n")
    command = [sys.executable, "-m", "reportgen", "--limits", str(file), "build", str(path)]
    done = subprocess.run(
        [*command, "--output", str(tmp_path / "out")],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 2
    assert "CFG100" in done.stderr
    assert "limits.toml:1:" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()
