"""Process pool on a dask cluster, with a child process inside each worker.

dask blames all tasks of a worker that dies, so reports do not run in the worker itself: each
worker has a pool of one child, and a crash ends only that child.
"""

from __future__ import annotations

import ipaddress
import multiprocessing
import os
import queue
import socket
import tempfile
import threading
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from reportgen.batch.child import make_report
from reportgen.batch.content import PROGRAM, VERSIONS, program_hash
from reportgen.batch.job import Reason, Report, Task
from reportgen.batch.local import LocalPool
from reportgen.batch.task_bundle import TaskBundle, install, pack, unpack
from reportgen.batch.versions import all_versions
from reportgen.diagnostics import Diagnostic, Severity
from reportgen.errors import EnvironmentProblemError, ReportgenError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_WINDOW = 3
"""Tasks in flight per worker thread: enough to keep it busy, few enough to lose little."""
# dask gives up a task after 3 lost workers by default, which preempted machines reach easily.
_ALLOWED_FAILURES = 10
_PATIENCE = 120.0
"""Seconds to wait for a worker after a cluster has lost all of them."""
# A message with all different versions would be as long as the list of packages.
_MOST_NAMED = 3
_local = threading.local()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """The scheduler's address, and the certificates to connect with.

    `ships` transfers configurations and data to the workers and the briefs back; without it,
    all machines must see the same folders under the same paths.
    """

    address: str
    ca: Path | None = None
    certificate: Path | None = None
    key: Path | None = None
    ships: bool = False


class ClusterPool:
    """Submits tasks to a cluster, a bounded number at a time.

    Raises
    ------
    EnvironmentProblemError
        The address is refused, dask is not installed, or no scheduler answers.
    """

    def __init__(self, cluster: Cluster, output: Path, work: Callable[[Task], Report]) -> None:
        refuse_open_network(cluster)
        self._cluster, self._output, self._work = cluster, output, work
        self._client: Any = _connect(cluster)

    def run(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Report]]:
        """Yield each task with its report as it finishes, and release its result."""
        waiting = iter(tasks)
        in_flight: dict[str, Task] = {}
        finished: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._fill(waiting, in_flight, finished)
        heard = time.monotonic()
        while in_flight:
            try:
                # A timeout lets a keyboard interrupt through.
                future = finished.get(timeout=1.0)
            except queue.Empty:
                heard = self._check_workers(heard)
                continue
            heard = time.monotonic()
            task = in_flight.pop(future.key)
            report = self._report(task, future)
            future.release()
            yield task, report
            self._fill(waiting, in_flight, finished)

    def close(self) -> None:
        """Disconnect from the cluster; its scheduler and workers keep running."""
        self._client.close()

    def _fill(
        self,
        waiting: Iterator[Task],
        in_flight: dict[str, Task],
        finished: queue.SimpleQueue[Any],
    ) -> None:
        threads = sum(self._client.nthreads().values())
        room = max(1, threads) * _WINDOW - len(in_flight)
        for _ in range(max(0, room)):
            task = next(waiting, None)
            if task is None:
                return
            future = self._submit(task)
            in_flight[future.key] = task
            future.add_done_callback(finished.put)

    def _check_workers(self, heard: float) -> float:
        """Return the time at which a worker was last seen; give up after `_PATIENCE`.

        Raises
        ------
        EnvironmentProblemError
            All workers are gone, and none has come back.
        """
        now = time.monotonic()
        if self._client.nthreads():
            return now
        if now - heard > _PATIENCE:
            raise _refused(
                f"the cluster has had no worker for {_PATIENCE:g} s",
                "start workers and run the same command again; finished briefs are kept",
            )
        return heard

    def _submit(self, task: Task) -> Any:
        key = f"report-{os.getpid()}-{task.staging.name}-{task.organization}"
        if not self._cluster.ships:
            return self._client.submit(run_in_child, task, self._work, pure=False, key=key)
        bundle = pack(task)
        return self._client.submit(run_bundle, bundle, self._work, pure=False, key=key)

    def _report(self, task: Task, future: Any) -> Report:
        """Return a task's report, and install the files that came with it."""
        try:
            report: Report = future.result()
            if not report.files:
                return report
            return install(task, report)
        except ReportgenError as error:
            reason, message = Reason.DAMAGED, str(error)
        except Exception as error:  # noqa: BLE001  (the report names any failure of a worker)
            reason, message = Reason.CRASH, f"its worker was lost: {type(error).__name__}"
        return Report(organization=task.organization, reason=reason, message=message)


def run_in_child(task: Task, work: Callable[[Task], Report] = make_report) -> Report:
    """Make one report in a child of this worker, which is kept for the next task."""
    if (refused := refused_here(task)) is not None:
        return refused
    _allow_children()
    pools: dict[tuple[Path, str], LocalPool] = vars(_local).setdefault("pools", {})
    key = (task.options.output, work.__qualname__)
    if key not in pools:
        pools[key] = LocalPool(task.options.output, workers=1, work=work)
    return next(report for _, report in pools[key].run([task]))


def run_bundle(bundle: TaskBundle, work: Callable[[Task], Report] = make_report) -> Report:
    """Make one report from the transferred files, and return its files."""
    _allow_children()
    with tempfile.TemporaryDirectory(prefix="reportgen-") as name:
        task = unpack(bundle, Path(name))
        if (refused := refused_here(task)) is not None:
            return refused
        pool = LocalPool(task.options.output, workers=1, work=work)
        try:
            report = next(report for _, report in pool.run([task]))
        finally:
            pool.close()
        if not report.is_made:
            return report
        folder = task.options.output / report.organization
        files = {
            item.relative_to(folder).as_posix(): item.read_bytes()
            for item in sorted(folder.rglob("*"))
            if item.is_file()
        }
        return replace(report, files=files)


def refused_here(task: Task) -> Report | None:
    """Return a refusal if this worker has other versions than the batch; None if the same.

    The batch computes the content key of a brief, which includes the versions: a worker with
    others would make briefs that do not match their key.
    """
    expected, here = dict(task.common.get(VERSIONS) or {}), all_versions()
    other = [
        f"{name} {here.get(name) or 'missing'} instead of {expected.get(name) or 'none'}"
        for name in sorted({*expected, *here})
        if expected.get(name) != here.get(name)
    ]
    if not other and task.common.get(PROGRAM, program_hash()) != program_hash():
        other = ["another source of reportgen under the same version"]
    if not other:
        return None
    rest = f" and {len(other) - _MOST_NAMED} more" if len(other) > _MOST_NAMED else ""
    message = (
        f"the worker on {socket.gethostname()} has {', '.join(other[:_MOST_NAMED])}{rest}; "
        "install the same versions on all machines"
    )
    return Report(organization=task.organization, reason=Reason.ENVIRONMENT, message=message)


def _allow_children() -> None:
    """Allow a worker that its nanny started as a daemon to have child processes.

    They still end with it: the fork server ends when the worker's pipe to it closes.
    """
    vars(multiprocessing.current_process())["_config"]["daemon"] = False


def refuse_open_network(cluster: Cluster) -> None:
    """Refuse an address that is open to others: access to a scheduler permits running code.

    Raises
    ------
    EnvironmentProblemError
        The address is neither TLS nor local, or the certificates for TLS are missing.
    """
    parts = urlsplit(cluster.address if "//" in cluster.address else f"tcp://{cluster.address}")
    if parts.scheme == "tls":
        if cluster.ca and cluster.certificate and cluster.key:
            return
        raise _refused(
            "the scheduler uses TLS, but its certificates are not given",
            "give `--tls-ca`, `--tls-cert` and `--tls-key`",
        )
    if parts.scheme in {"tcp", "ws"} and _is_loopback(parts.hostname or ""):
        return
    raise _refused(
        f"the scheduler `{cluster.address}` is not on this machine and not protected by TLS",
        "use a `tls://` address with certificates; docs/how-to/run-on-a-cluster.md shows how",
    )


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _connect(cluster: Cluster) -> Any:
    try:
        import dask
        import distributed
    except ImportError as error:
        raise _refused(
            "dask is not installed", "install it: `pip install dask distributed`"
        ) from error
    dask.config.set({"distributed.scheduler.allowed-failures": _ALLOWED_FAILURES})
    client: Any = distributed.Client
    make_security: Any = distributed.Security
    security = None
    if cluster.ca is not None:
        security = make_security(
            tls_ca_file=str(cluster.ca),
            tls_client_cert=str(cluster.certificate),
            tls_client_key=str(cluster.key),
            require_encryption=True,
        )
    try:
        return client(cluster.address, security=security, timeout="20s", set_as_default=False)
    except (OSError, TimeoutError) as error:
        raise _refused(
            f"no scheduler answers at `{cluster.address}`", "start one, or correct the address"
        ) from error


def _refused(message: str, fix: str) -> EnvironmentProblemError:
    found = Diagnostic(code="BAT004", severity=Severity.ERROR, message=message, help=fix)
    return EnvironmentProblemError("nothing was built", (found,))
