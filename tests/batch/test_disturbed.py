"""Batches of sixty that are disturbed from outside end with the bytes of an undisturbed one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from reportgen.batch.edition_check import check_edition
from tests.batch.conftest import Runner
from tests.batch.organizations import write_organizations
from tests.batch.processes import children_of
from tests.batch.test_locks_and_kills import finished, start_batch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="reads /proc to find the children"),
]

ORGANIZATIONS = 60


@dataclass
class Sixty:
    """Sixty configurations and the bytes of an undisturbed batch of them."""

    paths: list[Path]
    bytes_of: dict[str, str]
    folders: Iterator[Path] = field(repr=False)


@pytest.fixture(scope="module")
def sixty(tmp_path_factory: pytest.TempPathFactory) -> Sixty:
    folder = tmp_path_factory.mktemp("sixty")
    paths = write_organizations(folder / "in", ORGANIZATIONS)
    output = folder / "undisturbed"
    assert Runner(output)(paths).failed == ()
    folders = (folder / f"out-{number}" for number in range(1_000))
    return Sixty(paths=paths, bytes_of=hashes(output), folders=folders)


def hashes(output: Path) -> dict[str, str]:
    """Return the hash of each file of each edition."""
    return {
        str(path.relative_to(output)): sha256(path.read_bytes()).hexdigest()
        for path in sorted(output.glob("*/*"))
        if path.is_file() and not path.parent.name.startswith(".")
    }


def assert_whole(output: Path) -> None:
    """Check that what there is of editions is whole."""
    for organization in finished(output):
        assert check_edition(output / organization) == ""


def assert_rerun_is_undisturbed(sixty: Sixty, output: Path) -> None:
    """Run the batch once more, and compare its bytes with those of an undisturbed one."""
    assert Runner(output)(sixty.paths).failed == ()
    assert hashes(output) == sixty.bytes_of
    staging = [path for path in output.rglob("*") if path.name.endswith((".part", ".aside"))]
    assert staging == []


def server_of(process: int) -> int | None:
    """Return the process from which a batch forks its children."""
    for child in children_of(process):
        try:
            words = Path(f"/proc/{child}/cmdline").read_bytes()
        except OSError:
            continue
        if b"forkserver" in words:
            return child
    return None


@pytest.mark.parametrize("seed", range(10))
def test_fifty_ends_of_the_server_of_children_lose_nothing(sixty: Sixty, seed: int) -> None:
    draw = np.random.default_rng(seed)
    output = next(sixty.folders)
    killed = 0
    while killed < 5:
        if len(finished(output)) == ORGANIZATIONS:
            output = next(sixty.folders)
        process = start_html_batch(sixty.paths, output)
        while process.poll() is None and killed < 5:
            time.sleep(float(draw.uniform(0.2, 4)))
            if (server := server_of(process.pid)) is not None:
                os.kill(server, signal.SIGKILL)
                killed += 1
        process.wait(timeout=600)
        assert not children_of(process.pid)
        assert_whole(output)
    assert_rerun_is_undisturbed(sixty, output)


def start_html_batch(paths: list[Path], output: Path) -> subprocess.Popen[bytes]:
    """Start a batch that makes HTML alone, as the undisturbed one did."""
    return start_batch(paths, output, "--format", "html")


@pytest.mark.parametrize("seed", range(4))
def test_twenty_jumps_of_the_clock_end_no_report(
    sixty: Sixty, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw = np.random.default_rng(seed)
    output = next(sixty.folders)
    real, start = time.time, time.monotonic()
    # Hours forwards and back again, five times while the batch runs.
    moments = np.sort(draw.uniform(0, 20, size=5))
    jumps = draw.uniform(-1e5, 1e6, size=5)

    def jumping() -> float:
        return real() + float(jumps[moments < time.monotonic() - start].sum())

    monkeypatch.setattr(time, "time", jumping)
    result = Runner(output)(sixty.paths)
    monkeypatch.undo()
    assert result.failed == ()
    assert hashes(output) == sixty.bytes_of


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Callable[[int], Path]]:
    """Mount file systems of a few megabytes; skip where that is not allowed."""
    mounted: list[Path] = []

    def mount(megabytes: int) -> Path:
        folder = tmp_path / f"disk-{megabytes}"
        folder.mkdir()
        made = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)],
            check=False,
            capture_output=True,
        )
        if made.returncode:
            pytest.skip("a small file system can't be mounted here")
        mounted.append(folder)
        return folder

    yield mount
    for folder in mounted:
        subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.parametrize("megabytes", [1, 4, 8])
def test_a_full_disk_leaves_whole_editions_and_a_rerun_makes_the_rest(
    sixty: Sixty, small_disk: Callable[[int], Path], megabytes: int
) -> None:
    disk = small_disk(megabytes)
    output = disk / "output"
    process = start_html_batch(sixty.paths, output)
    assert process.wait(timeout=600) != 0
    assert 0 <= len(finished(output)) < ORGANIZATIONS
    assert_whole(output)
    subprocess.run(["mount", "-o", "remount,size=200m", str(disk)], check=True)
    assert_rerun_is_undisturbed(sixty, output)
