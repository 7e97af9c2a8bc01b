"""The pool of processes survives the end of the server that forks them, and a clock that jumps."""

from __future__ import annotations

import os
import signal
import threading
import time
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reportgen.batch import local
from reportgen.batch.job import Limits, Reason, Report
from reportgen.batch.local import LocalPool
from tests.batch.faults import make_faulty_report
from tests.batch.organizations import write_organization, write_organizations
from tests.batch.processes import children_of

if TYPE_CHECKING:
    from tests.batch.conftest import Runner

pytestmark = pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="needs /proc")


def _servers() -> list[int]:
    """Return the processes of this one from which children are forked."""
    found = []
    for child in children_of(os.getpid()):
        try:
            words = Path(f"/proc/{child}/cmdline").read_bytes()
        except OSError:
            continue
        found += [child] if b"forkserver" in words else []
    return found


def _kill_server(after: float, known: set[int], killed: list[int]) -> None:
    """Kill the next server of children that starts, some seconds later."""
    for _ in range(2000):
        new = [server for server in _servers() if server not in known]
        if new:
            time.sleep(after)
            os.kill(new[0], signal.SIGKILL)
            killed.append(new[0])
            return
        time.sleep(0.01)


@pytest.mark.parametrize("after", [0.0, 0.5, 5.0])
def test_a_batch_survives_the_end_of_the_server_of_its_children(
    tmp_path: Path, run: Runner, after: float
) -> None:
    paths = write_organizations(tmp_path, 4)
    from multiprocessing import forkserver

    # A server of an earlier test would be used again.
    vars(forkserver)["_forkserver"]._stop()
    killed: list[int] = []
    killer = threading.Thread(target=_kill_server, args=(after, set(_servers()), killed))
    killer.start()
    result = run(paths)
    killer.join()
    assert killed
    assert result.failed == ()
    assert sorted(result.built) == [f"org-{n:04}" for n in range(4)]


def test_a_clock_that_jumps_ends_no_report(
    tmp_path: Path, run: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [write_organization(tmp_path, f"slow-{n}", n) for n in range(2)]
    real, start = time.time, time.monotonic()
    # A day later every two tenths of a second.
    monkeypatch.setattr(time, "time", lambda: real() + 86_400 * int(5 * (time.monotonic() - start)))
    result = run(paths, work=make_faulty_report, limits=Limits(wall_seconds=60.0))
    assert result.failed == ()


class _BrokenPool:
    """A pool whose server ends before any child starts: nothing is ever reported as done."""

    active = False

    def schedule(self, _: object, **__: object) -> Future[Report]:
        return Future[Report]()

    def stop(self) -> None:
        pass

    def join(self) -> None:
        pass


def test_a_pool_that_always_breaks_fails_every_report_and_ends(
    tmp_path: Path, run: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = write_organizations(tmp_path, 3)
    opened: list[_BrokenPool] = []

    def opening(_: LocalPool) -> _BrokenPool:
        opened.append(_BrokenPool())
        return opened[-1]

    monkeypatch.setattr(LocalPool, "_open", opening)
    monkeypatch.setattr(local, "_PAUSE", 0.0)
    result = run(paths)
    assert [failure.reason for failure in result.failed] == [Reason.ENVIRONMENT] * 3
    assert len(opened) == 1 + local._MOST_RESTARTS
