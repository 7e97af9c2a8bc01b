"""The transcript of the tutorial is real: five mistakes, each fixed by its message."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from click.testing import CliRunner

from reportgen import cli
from reportgen.cli.init import init
from reportgen.pipeline import BuildOptions, build_brief

if TYPE_CHECKING:
    import pytest

_PAGE = Path(__file__).parents[2] / "docs" / "tutorial.md"
_CAFE = _PAGE.parent / "examples" / "repair-cafe"
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
    (_CONFIG, "target: 3,", "target: 3 a month,"),
    (_CONFIG, "target: 3 a month,", "target: 3,"),
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


def test_the_board_report_of_the_tutorial_is_built_and_verified(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(_CAFE, tmp_path / "downloads")
    page = _PAGE.read_text(encoding="utf-8")
    files = ["--from", "downloads/sessions.csv", "--from", "downloads/newsletter.csv"]
    made = CliRunner().invoke(init, ["repair-cafe", *files])
    assert made.exit_code == 0, made.output
    guesses = [line for line in page.splitlines() if line.startswith("guessed: ")]
    assert len(guesses) == 3
    assert set(guesses) <= set(made.output.splitlines())
    shutil.copy(_CAFE / "repair-cafe.yaml", "repair-cafe")
    assert (_CAFE / "repair-cafe.yaml").read_text(encoding="utf-8") in page
    checked = CliRunner().invoke(cli.commands, ["check", "repair-cafe/repair-cafe.yaml"])
    assert checked.output.strip() in page
    options = BuildOptions(output=Path("output"), formats=("docx",))
    built = build_brief(Path("repair-cafe/repair-cafe.yaml"), options)
    assert built.files[0] == Path("output/elm-street-repair-cafe/board.docx")
    verified = CliRunner().invoke(
        cli.commands, ["verify", str(built.files[0]), "--data", "repair-cafe"]
    )
    assert verified.output.partition("\n\n")[0] in page


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
