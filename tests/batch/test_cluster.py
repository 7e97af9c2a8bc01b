"""Batches on a dask cluster of two worker processes on this machine."""

from __future__ import annotations

import os
import signal
import threading
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from reportgen.batch.cluster import (
    Cluster,
    ClusterPool,
    refuse_open_network,
    refused_here,
    run_in_child,
)
from reportgen.batch.content import common_parts
from reportgen.batch.job import Job, Limits, Reason, Task
from reportgen.errors import EnvironmentProblemError
from reportgen.pipeline import BuildOptions
from tests.batch.faults import make_faulty_report
from tests.batch.organizations import write_organization, write_organizations

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.batch.conftest import Runner

pytestmark = pytest.mark.filterwarnings("default::ResourceWarning", "default::UserWarning")


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Any]:
    distributed: Any = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=True,
        dashboard_address="127.0.0.1:0",
        host="127.0.0.1",
        local_directory=str(tmp_path / "dask"),
    ) as found:
        yield found


def _pool_of(cluster: Any, *, ships: bool) -> Any:
    where = Cluster(address=cluster.scheduler_address, ships=ships)
    return lambda options: ClusterPool(where, options.build.output, options.work)


@pytest.mark.parametrize("ships", [False, True])
def test_a_cluster_makes_the_same_bytes_as_this_machine(
    ships: bool, tmp_path: Path, run: Runner, cluster: Any
) -> None:
    paths = write_organizations(tmp_path, 3)
    run(paths)
    local = {path.name: path.read_bytes() for path in run.output.glob("*/editorial.html")}
    result = run(paths, is_forced=True, open_pool=_pool_of(cluster, ships=ships))
    assert not result.failed
    assert len(result.built) == 3
    assert {path.name: path.read_bytes() for path in run.output.glob("*/editorial.html")} == local


def test_a_worker_with_other_versions_refuses_and_names_them(tmp_path: Path) -> None:
    common = common_parts(BuildOptions(output=tmp_path))
    task = Task(
        job=Job(configuration=tmp_path / "a.yaml", shown="a.yaml"),
        organization="a",
        options=BuildOptions(output=tmp_path),
        staging=tmp_path / "staging",
        limits=Limits(),
        common=common,
    )
    assert refused_here(task) is None
    versions = {**common["versions"], "numpy": "0.9", "extra": "1.0"}
    report = run_in_child(replace(task, common={**common, "versions": versions}))
    assert report.reason is Reason.ENVIRONMENT
    assert "extra missing instead of 1.0, numpy " in report.message
    assert "instead of 0.9; install the same versions on all machines" in report.message
    other = refused_here(replace(task, common={**common, "program": "0" * 64}))
    assert other is not None
    assert "another source of reportgen" in other.message


def test_a_crashing_task_fails_no_other_task(tmp_path: Path, run: Runner, cluster: Any) -> None:
    good = write_organizations(tmp_path, 6)
    bad = [write_organization(tmp_path, name, 9) for name in ("crash-1", "killed-1")]
    result = run(
        [*good, *bad],
        work=make_faulty_report,
        limits=Limits(wall_seconds=30),
        open_pool=_pool_of(cluster, ships=False),
    )
    assert {item.organization: item.reason for item in result.failed} == {
        "crash-1": Reason.CRASH,
        "killed-1": Reason.CRASH,
    }
    assert len(result.built) == 6


def _kill_workers(cluster: Any, pauses: list[float]) -> threading.Thread:
    """Kill one of the workers after each pause."""

    def kill() -> None:
        for pause in pauses:
            time.sleep(pause)
            # dask's nanny does not restart a worker that dies while it starts.
            while len(cluster.scheduler.workers) < 2:
                time.sleep(0.2)
            victims = [nanny.pid for nanny in cluster.workers.values() if nanny.pid]
            os.kill(victims[0], signal.SIGKILL)

    thread = threading.Thread(target=kill, daemon=True)
    thread.start()
    return thread


@pytest.mark.parametrize(
    ("count", "pauses"),
    [(8, [3.0]), pytest.param(200, [8.0] * 5, marks=pytest.mark.slow)],
)
def test_killed_workers_lose_no_report(
    count: int, pauses: list[float], tmp_path: Path, run: Runner, cluster: Any
) -> None:
    paths = write_organizations(tmp_path, count)
    thread = _kill_workers(cluster, pauses)
    result = run(paths, open_pool=_pool_of(cluster, ships=False))
    thread.join()
    assert not result.failed
    assert len(result.built) == count


@pytest.mark.parametrize(
    "address", ["tcp://10.1.2.3:8786", "10.1.2.3:8786", "tcp://example.org:8786", "tls://h:8786"]
)
def test_an_open_address_off_this_machine_is_refused(address: str) -> None:
    with pytest.raises(EnvironmentProblemError) as caught:
        refuse_open_network(Cluster(address=address))
    assert caught.value.diagnostics[0].code == "BAT004"


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:8786", "localhost:8786", "tcp://[::1]:8786"])
def test_a_scheduler_on_this_machine_is_accepted(address: str) -> None:
    refuse_open_network(Cluster(address=address))
