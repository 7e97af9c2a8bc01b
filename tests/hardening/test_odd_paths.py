"""Pipes, devices and loops of links in place of files: refused at once, and nothing waits."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from reportgen.regular_file import NotRegularFileError, read_regular, real_path

if TYPE_CHECKING:
    from pathlib import Path

_SECONDS = 30
"""Far longer than any of these commands takes, even on a busy machine."""

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")


def _run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "reportgen", *words],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=_SECONDS,
        check=False,
    )


@pytest.mark.parametrize(
    "words",
    [
        ("check", "pipe"),
        ("build", "pipe"),
        ("batch", "pipe", "--jobs", "1"),
        ("verify", "pipe"),
        ("explain", "pipe"),
        ("diff", "pipe", "pipe"),
        ("init", "new", "--from", "pipe"),
    ],
    ids=lambda words: words[0],
)
def test_a_pipe_in_place_of_a_file_is_refused_at_once(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    os.mkfifo(tmp_path / "pipe")
    done = _run(tmp_path, *words)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "pipe" in done.stderr
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("command", ["check", "build", "batch"])
def test_a_loop_of_links_is_a_file_that_can_not_be_read(tmp_path: Path, command: str) -> None:
    (tmp_path / "one.yaml").symlink_to("two.yaml")
    (tmp_path / "two.yaml").symlink_to("one.yaml")
    done = _run(tmp_path, command, "one.yaml")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "the configuration file can't be read" in done.stderr


def test_a_regular_file_is_read_up_to_one_byte_more_than_allowed(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"abcdef")
    assert read_regular(tmp_path / "file", 6) == b"abcdef"
    assert read_regular(tmp_path / "file", 2) == b"abc"


def test_a_device_or_folder_is_no_regular_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", tmp_path):
        with pytest.raises((NotRegularFileError, IsADirectoryError)):
            read_regular(path, 10)


def test_the_real_path_of_a_loop_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "one").symlink_to("two")
    (tmp_path / "two").symlink_to("one")
    assert real_path(tmp_path / "one").parent == real_path(tmp_path)
