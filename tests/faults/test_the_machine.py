"""Environments without disk space, permissions, a home or a temporary folder; broken pipes."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from reportgen.cli import main
from reportgen.os_errors import machine_problem
from tests.faults.failing_calls import FailingCalls
from tests.faults.test_every_call_fails import files_of

RUN = (sys.executable, "-c", "from reportgen.cli import main; main()")
ROOT = Path(__file__).parents[2]
CONFIG = """\
reportgen: 1
organization: {name: River Club}
metrics:
  followers: {kind: level, file: data.csv, date: month, value: followers}
"""


@pytest.fixture
def config(tmp_path: Path) -> Path:
    rows = [f"2024-{month:02},{100 + 9 * month + month % 3}" for month in range(1, 13)]
    (tmp_path / "data.csv").write_text("month,followers\n" + "\n".join(rows) + "\n")
    path = tmp_path / "river-club.yaml"
    path.write_text(CONFIG)
    return path


@pytest.fixture
def arguments(config: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return arguments that build text into ``out``."""
    output = config.parent / "out"
    command = ["reportgen", "build", str(config), "--format", "txt", "--output", str(output)]
    monkeypatch.setattr(sys, "argv", command)
    return output


def _run_main() -> int:
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0)


@pytest.mark.parametrize("name", ["ENOSPC", "EIO", "EACCES", "EFBIG", "EMFILE", "EROFS"])
def test_a_build_that_can_t_write_reports_where_and_how_to_fix_it(
    arguments: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run_main() == 0
    before = files_of(arguments)
    config = Path(sys.argv[2])
    config.write_text(config.read_text().replace("River Club", "River Club of Ax"))
    config.write_text(config.read_text().replace("{name", "{id: river-club, name"))
    capsys.readouterr()
    with FailingCalls(arguments, 3, getattr(errno, name)).at_work() as calls:
        assert _run_main() == 3
    assert len(calls.calls) > 3
    assert files_of(arguments) == before
    said = capsys.readouterr().err
    assert "error[ENV001]" in said
    assert f"{arguments}/river-club/editorial.txt" in said
    assert " = help: " in said
    assert "Traceback" not in said
    assert _run_main() == 0  # and the next build in the same process succeeds
    assert files_of(arguments) != before


def test_every_write_error_has_a_help_text() -> None:
    for number in (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EFBIG, errno.EMFILE, errno.EROFS):
        found = machine_problem(OSError(number, os.strerror(number), "out/brief.pdf"))
        assert "out/brief.pdf" in found.message
        assert found.help
        assert "machine" not in found.help or number == errno.ENFILE
    assert machine_problem(OSError("odd")).message == "odd"


def test_an_output_folder_that_is_a_file_is_reported(
    arguments: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments.mkdir()
    (arguments / "river-club").write_text("a file")
    assert _run_main() == 3
    assert "river-club" in capsys.readouterr().err
    assert (arguments / "river-club").read_text() == "a file"


def _run(*arguments: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    known = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **environment}
    return subprocess.run(
        [*RUN, *arguments], capture_output=True, text=True, check=False, cwd=folder, env=known
    )


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"HOME": "/nonexistent/home", "XDG_CACHE_HOME": "/nonexistent/cache"},
        {"HOME": "/proc", "MPLCONFIGDIR": "/proc/none"},
        {"TMPDIR": "/nonexistent/temporary", "HOME": "/nonexistent"},
        {"LC_ALL": "C", "LANG": "C"},
        {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"LC_ALL": "xx_YY.nothing"},
    ],
    ids=["nothing", "no home", "missing home", "no temporary folder", "C", "POSIX", "no locale"],
)
def test_a_build_works_in_a_minimal_environment(config: Path, environment: dict[str, str]) -> None:
    config.write_text(config.read_text().replace("River Club", "Río Verde"))
    done = _run(
        "build", config.name, "--format", "html,pdf,txt", folder=config.parent, **environment
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    made = config.parent / "output" / "rio-verde"
    assert (made / "editorial.pdf").read_bytes()[:5] == b"%PDF-"
    assert "Río Verde" in (made / "editorial.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", ["--help", "schema", "check"])
def test_a_closed_pipe_gives_no_traceback(config: Path, command: str) -> None:
    arguments = [command, *([config.name] * 400 if command == "check" else [])]
    with subprocess.Popen(
        [*RUN, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=config.parent,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read().decode()
    assert "Traceback" not in said
    assert "BrokenPipe" not in said


@pytest.mark.skipif(os.geteuid() == 0, reason="the administrator may write everywhere")
def test_a_read_only_folder_is_reported(config: Path) -> None:
    output = config.parent / "out"
    output.mkdir(mode=0o555)
    done = _run("build", config.name, "--output", str(output), folder=config.parent)
    assert done.returncode == 3
    assert str(output) in done.stderr
