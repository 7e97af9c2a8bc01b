"""The tutorial runs as printed: a board report, and five mistakes fixed by their messages."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from click.testing import CliRunner

from reportgen import cli
from reportgen.cli.init import init

if TYPE_CHECKING:
    import pytest

_PAGE = Path(__file__).parents[2] / "docs" / "tutorial.md"
_FOOD_BANK = _PAGE.parent / "examples" / "food-bank"
_CONFIG = "river-club/river-club.yaml"
_EVENTS = "river-club/data/events.csv"

_SLIP = "description: A made-up club that shows what a brief looks like."
_COLON = "desciption: We paddle: every Sunday"
_QUOTED = 'desciption: "We paddle: every Sunday"'

# Each step: the file, the old and the new text; the page shows the check that follows.
STEPS = [
    (_CONFIG, _SLIP, _COLON),
    (_CONFIG, _COLON, _QUOTED),
    (_CONFIG, "desciption", "description"),
    (_CONFIG, "target: 3}", "target: 3 a month}"),
    (_CONFIG, "target: 3 a month}", "target: 3}"),
    (_CONFIG, "value: Impressions ", "value: Impresions "),
    (_CONFIG, "value: Impresions ", "value: Impressions "),
    (_EVENTS, "2024-05-18", "24-05-18"),
    (_EVENTS, "24-05-18", "2024-05-18"),
]


def transcript() -> list[str]:
    """Return the output of ``init`` in this folder, and of each check after it."""
    said = [CliRunner().invoke(init, ["river-club"]).output]
    for name, old, new in STEPS:
        path = Path(name)
        text = path.read_text(encoding="utf-8")
        assert old in text, old
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        done = CliRunner().invoke(cli.commands, ["check", _CONFIG])
        said.append(done.output)
    return said


def test_every_line_of_the_transcript_is_in_the_tutorial(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    page = _PAGE.read_text(encoding="utf-8")
    for output in transcript():
        assert output.strip() in page, output


def _blocks() -> list[str]:
    """Return the console blocks of the food bank, in order."""
    page = _PAGE.read_text(encoding="utf-8")
    found = re.findall(r"```console\n(.*?)```", page, re.DOTALL)
    return [block for block in found if "river-club" not in block]


def test_every_command_of_the_board_report_prints_what_the_tutorial_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(_FOOD_BANK, tmp_path / "downloads")
    commands = [command.partition("\n") for block in _blocks() for command in block.split("$ ")[1:]]
    assert [words.split()[1] for words, _, _ in commands] == [
        "init",
        "check",
        "build",
        "build",
        "verify",
    ]
    for number, (words, _, shown) in enumerate(commands):
        if number == 3:
            for name in ("food-bank.yaml", "brand.yml", "logo.svg"):
                shutil.copy(_FOOD_BANK / name, "food-bank")
        done = CliRunner().invoke(cli.commands, shlex.split(words)[1:])
        assert done.exit_code == 0, done.output
        printed = done.output if words.split()[1] == "check" else done.stdout
        assert shown.strip() in printed, printed


def test_every_part_of_the_configuration_in_the_tutorial_is_in_the_finished_one() -> None:
    page = _PAGE.read_text(encoding="utf-8").partition("## Five mistakes")[0]
    written = "".join(
        (_FOOD_BANK / name).read_text(encoding="utf-8") for name in ("food-bank.yaml", "brand.yml")
    )
    parts = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    assert len(parts) == 6
    for part in parts:
        assert part in written


def test_each_fix_removes_its_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    codes = [
        [line.partition("]")[0] for line in output.splitlines() if line.startswith("error[")]
        for output in transcript()[1:]
    ]
    assert codes == [
        ["error[CFG005"],
        ["error[CFG020"],
        [],
        ["error[CFG022"],
        [],
        ["error[DAT020"],
        [],
        ["error[DAT040"],
        [],
    ]
