"""Builds without a network: in a network namespace if possible, and under an audit hook."""

from __future__ import annotations

import shutil
import subprocess
import sys
from functools import cache
from typing import TYPE_CHECKING

import pytest

from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

SAMPLES = sorted(
    path for path in (ROOT / "configs").glob("*/*.yaml") if path.stem == path.parent.name
)
_BUILD = """
import os, sys
allowed = [os.path.realpath(item) for item in sys.argv[3].split(os.pathsep)]
LISTS = {"fc-list"}  # what matplotlib asks for fonts
def watch(event, arguments):
    if event.startswith("socket.") and event not in {"socket.gethostname"}:
        if event == "socket.__new__" and arguments[1] == 1:  # a socket of this machine alone
            return
        os.write(2, f"NETWORK {event} {arguments}".encode())
        os._exit(66)
    if event == "subprocess.Popen" and arguments[0].split("/")[-1] in LISTS:
        return
    if event == "urllib.Request" and arguments[0].startswith("data:"):
        return
    if event in {"urllib.Request", "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn"}:
        os.write(2, f"OUTSIDE {event} {arguments}".encode())
        os._exit(67)
    if event == "open" and isinstance(arguments[0], (str, bytes)) and arguments[2]:
        mode, flags = str(arguments[1] or ""), arguments[2]
        writes = set(mode) & set("wax+") or flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        path = os.path.realpath(os.fsdecode(arguments[0]))
        if writes and not any(path.startswith(folder) for folder in allowed):
            os.write(2, f"WRITES {path}".encode())
            os._exit(68)
sys.addaudithook(watch)
sys.argv = ["reportgen", "build", sys.argv[1], "--output", sys.argv[2], "--format", sys.argv[4]]
from reportgen.cli import main
main()
"""


@cache
def _can_cut() -> bool:
    """Return whether this machine allows an isolated network namespace."""
    if shutil.which("unshare") is None:
        return False
    done = subprocess.run(["unshare", "-rn", "true"], capture_output=True, check=False)
    return done.returncode == 0


def test_there_are_samples() -> None:
    assert len(SAMPLES) >= 3


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_is_built_without_a_network(sample: Path, tmp_path: Path) -> None:
    if not _can_cut():
        pytest.skip("this machine can't cut a process off from the network (unshare -rn)")
    command = [sys.executable, "-m", "reportgen", "build", str(sample)]
    done = subprocess.run(
        ["unshare", "-rn", *command, "--output", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr
    assert list(tmp_path.rglob("*.pdf"))


def test_a_build_opens_no_socket_starts_no_program_and_writes_only_its_output(
    tmp_path: Path,
) -> None:
    sample = ROOT / "configs" / "community-garden" / "community-garden.yaml"
    output, rest = tmp_path / "out", tmp_path / "rest"
    rest.mkdir()
    arguments = [str(sample), str(output), f"{output}:{rest}:/dev", "all"]
    done = subprocess.run(
        [sys.executable, "-B", "-c", _BUILD, *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        cwd=ROOT,
        env={
            "PATH": "/usr/bin:/bin",
            "TMPDIR": str(rest),
            "HOME": str(rest),
            "MPLCONFIGDIR": str(rest),
        },
    )
    assert done.returncode == 0, done.stderr
    assert {path.suffix for path in output.rglob("*.*")} >= {
        ".html",
        ".pdf",
        ".docx",
        ".xml",
        ".md",
    }


def test_the_audit_hook_detects_violations(tmp_path: Path) -> None:
    head = _BUILD.split("sys.argv = [", maxsplit=1)[0]
    for line, code in (
        ("import socket; socket.socket().connect(('127.0.0.1', 9))", 66),
        ("import socket; socket.getaddrinfo('example.org', 80)", 66),
        ("import subprocess; subprocess.run(['true'])", 67),
        ("open('/tmp/never-written', 'w')", 68),
    ):
        done = subprocess.run(
            [sys.executable, "-c", f"{head}\n{line}", "a", "b", str(tmp_path), "c"],
            capture_output=True,
            check=False,
            timeout=60,
        )
        assert done.returncode == code, done.stderr
