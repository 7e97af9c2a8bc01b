"""Locks against a second batch in the same folder, and recovery after kills."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from reportgen.api import build
from reportgen.batch.edition_check import check_edition
from reportgen.batch.output_lock import hold_output, share_output, staging_folder
from reportgen.errors import EnvironmentProblemError
from reportgen.pipeline import BuildOptions
from tests.batch.organizations import write_organization, write_organizations
from tests.batch.processes import children_of

if TYPE_CHECKING:
    from tests.batch.conftest import Runner

ROOT = Path(__file__).parents[2]


def test_a_second_batch_in_the_same_folder_is_refused(tmp_path: Path, run: Runner) -> None:
    path = write_organization(tmp_path, "river", 1)
    with hold_output(run.output), pytest.raises(EnvironmentProblemError) as caught:
        run([path])
    assert caught.value.diagnostics[0].code == "BAT001"
    assert run([path]).built == ("river",)


def test_a_build_into_a_folder_that_a_batch_is_using_is_refused(
    tmp_path: Path, run: Runner
) -> None:
    path = write_organization(tmp_path, "river", 1)
    options = BuildOptions(output=run.output, formats=("html",))
    run([path])
    with hold_output(run.output), pytest.raises(EnvironmentProblemError) as caught:
        build(path, options)
    assert caught.value.diagnostics[0].code == "BAT001"
    with share_output(run.output):
        assert build(path, options).is_made  # two builds do not hinder each other
        with pytest.raises(EnvironmentProblemError):
            run([path])


def test_leftovers_of_killed_batches_are_removed(tmp_path: Path, run: Runner) -> None:
    path = write_organization(tmp_path, "river", 1)
    run([path])
    left = staging_folder(run.output) / "7" / "river"
    left.mkdir(parents=True)
    (left / "editorial.html").write_text("half")
    part = run.output / "river" / ".editorial.pdf.abc.part"
    part.write_text("half")
    run([path])
    assert not left.exists()
    assert not part.exists()


def test_an_edition_moved_aside_is_restored(tmp_path: Path, run: Runner) -> None:
    path = write_organization(tmp_path, "river", 1)
    run([path])
    aside = staging_folder(run.output) / "0" / "river.aside"
    aside.parent.mkdir(parents=True)
    (run.output / "river").rename(aside)
    assert run([path]).built == ()
    assert (run.output / "river" / "editorial.html").is_file()


def start_batch(configurations: list[Path], output: Path, *more: str) -> subprocess.Popen[bytes]:
    """Start a batch as a process in its own process group."""
    # Background processes of a shell ignore SIGINT, and their children inherit that.
    code = (
        "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler); "
        "from reportgen.cli.batch import batch; batch(sys.argv[1:], standalone_mode=True)"
    )
    command = [sys.executable, "-c", code, *map(str, configurations)]
    command += ["--output", str(output), "--jobs", "2", "--no-portfolio", *more]
    return subprocess.Popen(
        command,
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def finished(output: Path) -> dict[str, bytes]:
    """Return the manifest of every finished edition."""
    return {path.parent.name: path.read_bytes() for path in output.glob("*/manifest.json")}


def kill_at_random(seed: int, configurations: list[Path], output: Path, *, kills: int) -> int:
    """Kill parent or children at random moments, and check the editions after each kill.

    Half of the kills come soon after the start, the others once a brief is finished. Returns
    the number of kills that interrupted unfinished work.
    """
    draw = np.random.default_rng(seed)
    in_work = 0
    for _ in range(kills):
        before = finished(output)
        in_work += len(before) < len(configurations)
        process = start_batch(configurations, output)
        if draw.random() < 0.5:
            wait_for_a_new_one(process, output, before)
        time.sleep(float(draw.uniform(0.0, 3.0)))
        victims = [process.pid] if draw.random() < 0.5 else children_of(process.pid)[-2:]
        kill_all(victims)
        if process.pid in victims:
            process.wait(timeout=120)
        else:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=240)
        for organization, manifest in finished(output).items():
            assert check_edition(output / organization) == ""
            if organization in before:
                # A finished edition is not rebuilt: same bytes, same inode.
                assert manifest == before[organization]
    return in_work


def kill_all(victims: list[int]) -> None:
    """Kill processes; ignore those that have already ended."""
    for victim in victims:
        try:
            os.kill(victim, signal.SIGKILL)
        except ProcessLookupError:
            continue


def wait_for_a_new_one(
    process: subprocess.Popen[bytes], output: Path, before: dict[str, bytes]
) -> None:
    """Wait until another brief is finished, or the batch has ended."""
    while process.poll() is None and len(finished(output)) <= len(before):
        time.sleep(0.05)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc to find the children")
def test_kills_at_random_moments_damage_and_lose_nothing(tmp_path: Path, run: Runner) -> None:
    paths = write_organizations(tmp_path, 60)
    assert kill_at_random(2026, paths, run.output, kills=20) >= 15
    _assert_complete_and_right(run, paths)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc to find the children")
@pytest.mark.parametrize("seed", range(10))
def test_two_hundred_kills_damage_and_lose_nothing(seed: int, tmp_path: Path, run: Runner) -> None:
    paths = write_organizations(tmp_path, 60)
    in_work = kill_at_random(seed, paths, run.output, kills=20)
    sys.stdout.write(f"{in_work} of 20 kills found work unfinished\n")
    assert in_work >= 10
    _assert_complete_and_right(run, paths)


def _assert_complete_and_right(run: Runner, paths: list[Path]) -> None:
    made = finished(run.output)
    result = run(paths, formats=("html", "pdf"))
    assert not result.failed
    assert set(result.built).isdisjoint(made)
    for path in paths:
        manifest = json.loads((run.output / path.stem / "manifest.json").read_bytes())
        assert manifest["organization"] == path.stem
        assert (
            manifest["data"]["data.csv"]
            == sha256((path.parent / "data.csv").read_bytes()).hexdigest()
        )
