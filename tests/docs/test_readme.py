"""Every command of the README works as it is printed, in the order in which it is read."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from typing import TYPE_CHECKING

from click.testing import CliRunner

from reportgen import cli
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def _commands() -> list[list[str]]:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```console\n(.*?)```", text, re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    assert all(line.startswith("$ ") for line in lines)
    return [shlex.split(line[2:], comments=True) for line in lines]


def test_every_command_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "configs", tmp_path / "configs")
    shutil.copytree(ROOT / "docs" / "examples" / "food-bank", tmp_path / "downloads")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("click.launch", lambda _: 0)
    # A server runs until it is interrupted: it is started up to there.
    monkeypatch.setattr("uvicorn.Server.run", lambda *_, **__: None)
    program = ".venv/bin/reportgen"
    made = _commands()
    assert made[0] == ["make", "demo"]
    # What `make demo` builds, the README looks into.
    example = "configs/women-in-medicine/women-in-medicine.yaml"
    for words in (["build", example], *(words[1:] for words in made[1:])):
        done = CliRunner().invoke(cli.commands, words)
        assert done.exit_code == 0, (words, done.output)
    assert all(words[0] == program for words in made[1:])
    assert (tmp_path / "output" / "my-club" / "board.html").is_file()


def test_make_demo_says_what_it_does_and_where_to_look() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    demo = makefile.partition("\ndemo:")[2].partition("\n\n")[0]
    built = re.findall(r"build (configs/\S+\.yaml)", demo)
    assert len(built) == 2
    for path in built:
        assert (ROOT / path).is_file()
    for line in demo.splitlines()[1:]:
        assert line.startswith(("\t@echo", "\t@$(BIN)/reportgen build"))
    assert re.findall(r"output/[\w/-]+\.html", demo) == [
        "output/women-in-medicine/editorial.html",
        "output/harbor-shelter/board.html",
    ]
    shown = subprocess.run(
        ["make", "--dry-run", "--always-make", "demo"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert [step for step in ("1 of 3", "2 of 3", "3 of 3") if step in shown] == [
        "1 of 3",
        "2 of 3",
        "3 of 3",
    ]
