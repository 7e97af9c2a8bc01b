"""The pool of a dask cluster: several machines, the same child process inside each task.

dask blames every task that a dying worker had been given, so no report runs in a worker
itself: each worker keeps a pool of one child, and a report that crashes ends that child only.
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

from reportgen import DISTRIBUTION
from reportgen.batch.child import make_report
from reportgen.batch.content import PROGRAM, VERSIONS, program_hash
from reportgen.batch.job import Reason, Report, Task
from reportgen.batch.local import LocalPool
from reportgen.batch.task_bundle import Parcel, install, pack, unpack
from reportgen.batch.versions import all_versions
from reportgen.diagnostics import Diagnostic, Severity
from reportgen.errors import EnvironmentProblemError, ReportgenError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_WINDOW = 3
"""Tasks in flight for each worker thread: enough to keep it busy, few enough to lose little."""
_ALLOWED_FAILURES = 10
_PATIENCE = 120.0
"""Seconds that a batch waits for a cluster that has lost all its workers."""
_MOST_NAMED = 3
_local = threading.local()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """Where the scheduler is, and the certificates to reach it with.

    `ships` sends configurations and data along and brings the briefs back; without it all
    machines share the folders under the same paths.
    """

    address: str
    ca: Path | None = None
    certificate: Path | None = None
    key: Path | None = None
    ships: bool = False


class ClusterPool:
    """Hands tasks to a cluster, a bounded number at a time.

    Raises
    ------
    EnvironmentProblemError
        The address is refused, dask is not installed, or nothing answers.
    """

    def __init__(self, cluster: Cluster, output: Path, work: Callable[[Task], Report]) -> None:
        refuse_open_network(cluster)
        self._cluster, self._output, self._work = cluster, output, work
        self._client: Any = _connect(cluster)

    def run(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Report]]:
        """Yield each task with its report, as they finish; finished ones are released at once."""
        waiting = iter(tasks)
        flying: dict[str, Task] = {}
        finished: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._fill(waiting, flying, finished)
        heard = time.monotonic()
        while flying:
            try:
                # A wait with an end lets an interrupt through.
                future = finished.get(timeout=1.0)
            except queue.Empty:
                heard = self._check_workers(heard)
                continue
            heard = time.monotonic()
            task = flying.pop(future.key)
            report = self._report(task, future)
            future.release()
            yield task, report
            self._fill(waiting, flying, finished)

    def close(self) -> None:
        """Leave the cluster; its scheduler and workers go on."""
        self._client.close()

    def _fill(
        self,
        waiting: Iterator[Task],
        flying: dict[str, Task],
        finished: queue.SimpleQueue[Any],
    ) -> None:
        threads = sum(self._client.nthreads().values())
        room = max(1, threads) * _WINDOW - len(flying)
        for _ in range(max(0, room)):
            task = next(waiting, None)
            if task is None:
                return
            future = self._submit(task)
            flying[future.key] = task
            future.add_done_callback(finished.put)

    def _check_workers(self, heard: float) -> float:
        """Return when there was last a worker; give up when there has been none for long.

        Raises
        ------
        EnvironmentProblemError
            Every worker is gone, and none has come back.
        """
        now = time.monotonic()
        if self._client.nthreads():
            return now
        if now - heard > _PATIENCE:
            raise _refused(
                f"the cluster has had no worker for {_PATIENCE:g} s",
                "start workers, and run the same command again; what was finished stays",
            )
        return heard

    def _submit(self, task: Task) -> Any:
        key = f"report-{os.getpid()}-{task.staging.name}-{task.organization}"
        if not self._cluster.ships:
            return self._client.submit(run_in_child, task, self._work, pure=False, key=key)
        parcel = pack(task)
        return self._client.submit(run_parcel, parcel, self._work, pure=False, key=key)

    def _report(self, task: Task, future: Any) -> Report:
        """Return a task's report, and put in place what it brought back."""
        try:
            report: Report = future.result()
            if not report.parcel:
                return report
            return install(task, report)
        except ReportgenError as error:
            reason, message = Reason.DAMAGED, str(error)
        except Exception as error:  # noqa: BLE001  (whatever a worker dies of is named)
            reason, message = Reason.CRASH, f"its worker was lost: {type(error).__name__}"
        return Report(organization=task.organization, reason=reason, message=message)


def run_in_child(task: Task, work: Callable[[Task], Report] = make_report) -> Report:
    """Make one report in a child of this worker, which the next task finds warm."""
    if (refused := refused_here(task)) is not None:
        return refused
    _allow_children()
    pools: dict[tuple[Path, str], LocalPool] = vars(_local).setdefault("pools", {})
    key = (task.options.output, work.__qualname__)
    if key not in pools:
        pools[key] = LocalPool(task.options.output, workers=1, work=work)
    return next(report for _, report in pools[key].run([task]))


def run_parcel(parcel: Parcel, work: Callable[[Task], Report] = make_report) -> Report:
    """Make one report from what came with the task, and bring its files back."""
    _allow_children()
    with tempfile.TemporaryDirectory(prefix="reportgen-") as name:
        task = unpack(parcel, Path(name))
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
        return replace(report, parcel=files)


def refused_here(task: Task) -> Report | None:
    """Return why this worker may not make a report, None where it is as the batch's machine.

    The key of a brief names the versions it was made with, and the batch computes it: a worker
    with others would make briefs that are not what their key says.
    """
    told, here = dict(task.common.get(VERSIONS) or {}), all_versions()
    other = [
        f"{name} {here.get(name) or 'missing'} instead of {told.get(name) or 'none'}"
        for name in sorted({*told, *here})
        if told.get(name) != here.get(name)
    ]
    if not other and task.common.get(PROGRAM, program_hash()) != program_hash():
        other = ["another text of reportgen under the same version"]
    if not other:
        return None
    rest = f" and {len(other) - _MOST_NAMED} more" if len(other) > _MOST_NAMED else ""
    message = (
        f"the worker on {socket.gethostname()} has {', '.join(other[:_MOST_NAMED])}{rest}; "
        "install the same versions on all machines"
    )
    return Report(organization=task.organization, reason=Reason.ENVIRONMENT, message=message)


def _allow_children() -> None:
    """Let a worker that its nanny started as a daemon have children of its own.

    They end with it all the same: the fork server ends when the worker's pipe to it closes.
    """
    vars(multiprocessing.current_process())["_config"]["daemon"] = False


def refuse_open_network(cluster: Cluster) -> None:
    """Refuse an address that others could reach too: whoever reaches a scheduler runs code.

    Raises
    ------
    EnvironmentProblemError
        The address is not TLS and not of this machine, or TLS lacks its certificates.
    """
    parts = urlsplit(cluster.address if "//" in cluster.address else f"tcp://{cluster.address}")
    if parts.scheme == "tls":
        if cluster.ca and cluster.certificate and cluster.key:
            return
        raise _refused(
            "the scheduler is reached by TLS, and its certificates are not named",
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
            "dask is not installed", f"install the extra: `pip install '{DISTRIBUTION}[cluster]'`"
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
            f"no scheduler answers at `{cluster.address}`", "start one, or mend the address"
        ) from error


def _refused(message: str, fix: str) -> EnvironmentProblemError:
    found = Diagnostic(code="BAT004", severity=Severity.ERROR, message=message, help=fix)
    return EnvironmentProblemError("nothing was built", (found,))
