"""Faults during a run: changing inputs, wrong clocks, interrupts."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from reportgen.batch.job import Reason
from reportgen.batch.jobs import jobs_of
from reportgen.batch.run import BatchOptions, build_reports
from reportgen.pipeline import BuildOptions
from tests.batch.conftest import no_progress_bar
from tests.batch.organizations import write_organization, write_organizations
from tests.conftest import ROOT
from tests.hardening.meddling import make_report_of_changed_inputs

if TYPE_CHECKING:
    from pathlib import Path


def _bytes(folder: Path) -> dict[str, str]:
    """Return the hash of every file except the event log."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "events.jsonl" and ".batch" not in path.parts
    }


def test_inputs_changed_or_removed_during_a_batch_fail_only_their_report(
    tmp_path: Path,
) -> None:
    expected = {
        "data-gone": {Reason.CONFIGURATION, Reason.DATA},
        "data-torn": {Reason.DATA},
        "configuration-gone": {Reason.CONFIGURATION},
        "configuration-torn": {Reason.CONFIGURATION},
        "another-now": {Reason.CHANGED},
        "link-now": {Reason.CONFIGURATION, Reason.DATA},
    }
    paths = [write_organization(tmp_path, name, n) for n, name in enumerate(expected)]
    paths += write_organizations(tmp_path, 2)
    options = BatchOptions(
        build=BuildOptions(output=tmp_path / "output", formats=("md",)),
        workers=2,
        has_portfolio=False,
        work=make_report_of_changed_inputs,
    )
    result = build_reports(lambda: jobs_of(paths), options, bar=no_progress_bar)
    reasons = {entry.organization: entry.reason for entry in result.failed}
    assert set(reasons) == set(expected)
    for name, reason in reasons.items():
        assert reason in expected[name], (name, reason)
    assert sorted(result.built) == ["org-0000", "org-0001"]
    assert not (tmp_path / "output" / "somebody-else").exists()


def _command(folder: Path, output: str, *more: str) -> list[str]:
    configs = sorted(str(path) for path in folder.glob("org-*/org-*.yaml"))
    command = [sys.executable, "-m", "reportgen", "batch", *configs, "--jobs", "2"]
    return [*command, "--output", str(folder / output), "--format", "md", *more]


def test_clocks_and_time_zones_change_no_byte_and_rebuild_nothing(tmp_path: Path) -> None:
    paths = write_organizations(tmp_path, 2)
    for output, zone, stamp in (
        ("east", "Pacific/Kiritimati", 4_070_908_800),
        ("west", "America/Anchorage", 100_000_000),
    ):
        for path in (*paths, *(path.parent / "data.csv" for path in paths)):
            os.utime(path, (stamp, stamp))
        env = os.environ | {"TZ": zone, "PYTHONHASHSEED": str(stamp % 1000), "LC_ALL": "C"}
        done = subprocess.run(_command(tmp_path, output), env=env, cwd=ROOT, check=False)
        assert done.returncode == 0
    assert _bytes(tmp_path / "east") == _bytes(tmp_path / "west")
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "west").rglob("*.md")}
    again = subprocess.run(
        _command(tmp_path, "west"),
        env=os.environ | {"TZ": "Europe/Berlin"},
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    assert "0 built" in again.stdout
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "west").rglob("*.md")} == before


@pytest.mark.parametrize(
    "times", [pytest.param(1, marks=pytest.mark.slow), 2, pytest.param(5, marks=pytest.mark.slow)]
)
def test_repeated_interrupts_leave_complete_editions_and_can_be_resumed(
    times: int, tmp_path: Path
) -> None:
    write_organizations(tmp_path, 8)
    command = _command(tmp_path, "output", "--no-portfolio")
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    folder = tmp_path / "output"
    deadline = time.monotonic() + 90
    while not list(folder.glob("org-*")) and time.monotonic() < deadline:
        time.sleep(0.02)
    for _ in range(times):
        process.send_signal(signal.SIGINT)
        time.sleep(0.05)
    output, _ = process.communicate(timeout=90)
    assert process.returncode in {130, 0, -signal.SIGINT}, output
    for edition in folder.glob("org-*"):
        assert (edition / "manifest.json").is_file()
        assert (edition / "editorial.md").is_file()
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert len(list(folder.glob("org-*/editorial.md"))) == 8
    assert not list(folder.rglob("*.part"))
