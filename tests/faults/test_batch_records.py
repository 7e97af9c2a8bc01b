"""Any system call of a batch fails: editions stay complete, the next batch repairs the rest."""

from __future__ import annotations

import errno
import json
import os
import shutil
from typing import TYPE_CHECKING

import pytest

from reportgen.batch import child
from reportgen.batch.child import make_report
from reportgen.batch.edition_check import check_edition
from reportgen.batch.jobs import jobs_of
from reportgen.batch.records import EVENTS, MANIFEST, read_events
from reportgen.batch.run import BatchOptions, BatchResult, build_reports
from reportgen.pipeline import BuildOptions
from tests.batch.conftest import no_progress_bar
from tests.batch.organizations import write_data, write_organization
from tests.faults.failing_calls import FailingCalls
from tests.faults.test_every_call_fails import files_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from reportgen.batch.job import Report, Task


class SameProcess:
    """A pool that makes the reports in this process, so that its calls can be made to fail."""

    def run(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Report]]:
        """Make the reports sequentially."""
        for task in tasks:
            yield task, make_report(task)

    def close(self) -> None:
        """Do nothing: there is no child process."""


def run(paths: list[Path], output: Path, *, is_resuming: bool = False) -> BatchResult:
    options = BatchOptions(
        build=BuildOptions(output=output, formats=("txt",)),
        has_portfolio=False,
        is_resuming=is_resuming,
        open_pool=lambda _: SameProcess(),
    )
    return build_reports(lambda: jobs_of(paths), options, bar=no_progress_bar)


@pytest.fixture(autouse=True)
def _no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", lambda _: None)


@pytest.fixture(autouse=True)
def _no_limits_of_a_child(monkeypatch: pytest.MonkeyPatch) -> None:
    # Resource limits could not be raised again in this process.
    monkeypatch.setattr(child, "apply_limits", lambda _: None)
    monkeypatch.setattr(child, "put_in_force", lambda _: None)


@pytest.mark.parametrize(
    ("is_resuming", "lasts"),
    [
        (False, True),
        pytest.param(False, False, marks=pytest.mark.slow),
        pytest.param(True, False, marks=pytest.mark.slow),
        pytest.param(True, True, marks=pytest.mark.slow),
    ],
    ids=["anew, from then on", "anew, once", "resumed, once", "resumed, from then on"],
)
def test_a_batch_is_complete_whichever_call_fails(
    tmp_path: Path, is_resuming: bool, lasts: bool
) -> None:
    paths = [write_organization(tmp_path / "data", name, n) for n, name in enumerate("ab")]
    old = tmp_path / "old"
    assert not run(paths, old).failed
    write_data(paths[0].parent, 9)  # one of the two must be rebuilt
    wanted, total = _made_again(tmp_path, old, paths)
    assert total > 20
    for number in range(total):
        output = tmp_path / f"output{number}"
        shutil.copytree(old, output)
        before = (output / MANIFEST).read_bytes()
        calls = FailingCalls(output, number, errno.ENOSPC, lasts=lasts)
        said = _ended_with(calls, paths, output, is_resuming=is_resuming)
        if said:
            assert str(output) in said
        for path in paths:
            assert check_edition(output / path.stem) == ""
        now = (output / MANIFEST).read_bytes()
        assert now == before or json.loads(now)["counts"]["organizations"] == 2
        again = run(paths, output, is_resuming=is_resuming)
        assert not again.failed
        assert [event["event"] for event in read_events(output)][-1] == "end"
        assert _published_files(output) == wanted
        shutil.rmtree(output)


def _made_again(folder: Path, old: Path, paths: list[Path]) -> tuple[dict[str, bytes], int]:
    """Return the files of a batch without faults, and its number of calls."""
    output = folder / "whole"
    shutil.copytree(old, output)
    with FailingCalls(output, -1, 0).at_work() as calls:
        assert not run(paths, output).failed
    assert not calls.handles
    return _published_files(output), len(calls.calls)


def _published_files(output: Path) -> dict[str, bytes]:
    """Return all files except the event log and the batch's working folder."""
    found = files_of(output)
    return {
        name: content
        for name, content in found.items()
        if name != EVENTS and not name.startswith(".batch")
    }


def _ended_with(calls: FailingCalls, paths: list[Path], output: Path, *, is_resuming: bool) -> str:
    """Return the error of the batch, or the message of a report that failed."""
    try:
        with calls.at_work():
            result = run(paths, output, is_resuming=is_resuming)
    except OSError as error:
        return str(error)
    assert all(item.message for item in result.failed)
    return ""
