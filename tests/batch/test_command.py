"""Output and exit codes of the batch command."""

from __future__ import annotations

import signal
import sys
import time
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from reportgen.batch.job import Reason
from reportgen.cli.batch import batch, ended_as_interrupted
from reportgen.cli.check import check
from tests.batch.organizations import write_organization, write_organizations
from tests.batch.test_locks_and_kills import finished, start_batch

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

    from tests.batch.conftest import Runner


def _invoke(folder: Path, *options: str) -> Result:
    paths = [str(path) for path in sorted(folder.glob("*/*.yaml"))]
    fixed = ["--output", str(folder / "output"), "--jobs", "1", "--format", "txt"]
    return CliRunner().invoke(batch, [*paths, *fixed, "--no-portfolio", *options])


def test_a_dry_run_counts_what_would_be_built(tmp_path: Path) -> None:
    write_organizations(tmp_path, 2)
    result = _invoke(tmp_path, "--dry-run")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "org-0000: never built",
        "org-0001: never built",
        "2 of 2 organizations would be built",
    ]


def test_failed_reports_are_distinguished_from_those_not_tried(tmp_path: Path) -> None:
    path = write_organization(tmp_path, "aaa", 1)
    path.write_text(path.read_text().replace("kind: level", "kind: levle"))
    write_organizations(tmp_path, 6)
    result = _invoke(tmp_path, "--fail-fast")
    assert "1 failed: aaa\n" in result.stderr
    assert f"`reportgen check {path}` shows where and how to fix it" in result.stderr
    assert "not tried, because `--fail-fast` stopped the batch" in result.stderr


def test_a_filtered_batch_reports_only_its_selection(tmp_path: Path) -> None:
    path = write_organization(tmp_path, "bad", 1)
    path.write_text("reportgen: 1\n")
    write_organization(tmp_path, "good", 2)
    first = _invoke(tmp_path)
    assert first.exit_code == 1
    again = _invoke(tmp_path, "--filter", "goo*")
    assert again.exit_code == 0
    assert "1 of 1 organizations: 0 built, 1 unchanged" in again.stdout
    unmatched = _invoke(tmp_path, "--filter", "no one")
    assert unmatched.exit_code == 2
    assert "no organization matches `--filter no one`" in unmatched.stderr


def test_a_filter_does_not_hide_that_two_organizations_share_an_id(
    tmp_path: Path, run: Runner
) -> None:
    first = write_organization(tmp_path / "a", "river", 1)
    second = write_organization(tmp_path / "b", "river", 2)
    result = run([first, second], pattern="a/*")
    assert [entry.reason for entry in result.failed] == [Reason.DUPLICATE]
    assert not (run.output / "river").exists()


def test_sigterm_interrupts_a_running_batch() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(KeyboardInterrupt), ended_as_interrupted():
        signal.raise_signal(signal.SIGTERM)
    assert signal.getsignal(signal.SIGTERM) is before


@pytest.mark.skipif(sys.platform != "linux", reason="ends a process by a signal")
def test_an_ended_batch_keeps_what_was_finished(tmp_path: Path, run: Runner) -> None:
    paths = write_organizations(tmp_path, 12)
    process = start_batch(paths, run.output)
    while process.poll() is None and not finished(run.output):
        time.sleep(0.05)
    process.terminate()
    assert process.wait(timeout=120) == 130
    made = finished(run.output)
    assert 0 < len(made) < 12
    again = run(paths, formats=("html", "pdf"))
    assert set(again.built) == {path.stem for path in paths} - set(made)


def _of_different_size(folder: Path, *, per: str = "") -> None:
    for number, path in enumerate(write_organizations(folder, 6)):
        text = path.read_text()
        path.write_text(text.replace("value: visits}", f"value: visits{per}}}"))
        rows = [
            f"2020-{month:02},{100 * 2**number + month},{8 * 2**number + month % 3}"
            for month in range(1, 13)
        ]
        (path.parent / "data.csv").write_text("\n".join(["month,members,visits", *rows]) + "\n")


@pytest.mark.parametrize("per", ["", ", per: members"])
def test_the_size_of_organizations_is_asked_for_where_it_decides(tmp_path: Path, per: str) -> None:
    _of_different_size(tmp_path, per=per)
    paths = [str(path) for path in sorted(tmp_path.glob("*/*.yaml"))]
    checked = CliRunner().invoke(check, paths)
    assert checked.exit_code == 0
    strict = CliRunner().invoke(check, [*paths, "--strict"])
    output = ["--output", str(tmp_path / "output"), "--jobs", "1", "--format", "txt"]
    made = CliRunner().invoke(batch, [*paths, *output])
    again = CliRunner().invoke(batch, [*paths, *output])
    as_json = CliRunner().invoke(batch, [*paths, *output, "--messages", "json"])
    for said in (checked.stderr, made.stderr, again.stderr, as_json.stdout):
        assert ("BAT005" in said) == (not per)
    if not per:
        assert "`visits` of 6 organizations differs as that of organizations of" in made.stderr
        assert "add `per: members` to the metric" in made.stderr
        assert strict.exit_code == 2


def test_two_configurations_are_not_compared_by_check(tmp_path: Path) -> None:
    _of_different_size(tmp_path)
    paths = [str(path) for path in sorted(tmp_path.glob("*/*.yaml"))][:2]
    assert "BAT005" not in CliRunner().invoke(check, paths).stderr
