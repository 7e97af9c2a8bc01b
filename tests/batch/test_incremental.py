"""Incremental batches: a report is rebuilt if and only if one of its inputs changed."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from reportgen.batch.job import Reason
from tests.batch.faults import make_faulty_report
from tests.batch.organizations import write_data, write_organization, write_organizations

if TYPE_CHECKING:
    from pathlib import Path

    from tests.batch.conftest import Runner


def test_nothing_changed_builds_nothing_and_leaves_the_same_bytes(
    tmp_path: Path, run: Runner
) -> None:
    paths = write_organizations(tmp_path, 3)
    run(paths)
    before = {
        path: path.read_bytes()
        for path in run.output.rglob("*")
        if path.suffix in {".json", ".html"}
    }
    for path in paths:
        os.utime(path, (1, 1))
        os.utime(path.parent / "data.csv", (2_000_000_000, 2_000_000_000))
    result = run(paths)
    assert result.built == ()
    assert not result.failed
    assert before == {path: path.read_bytes() for path in before}


def test_one_changed_row_rebuilds_its_own_organization_alone(tmp_path: Path, run: Runner) -> None:
    paths = write_organizations(tmp_path, 3)
    run(paths)
    write_data(paths[1].parent, 77)
    result = run(paths)
    assert result.built == ("org-0001",)
    causes = {item.organization: item.causes for item in result.states}
    assert causes["org-0001"] == ("changed: files.data.csv",)
    assert causes["org-0000"] == ()


def test_a_change_that_keeps_size_and_modification_time_is_detected(
    tmp_path: Path, run: Runner
) -> None:
    path = write_organization(tmp_path, "river", 1)
    data = path.parent / "data.csv"
    run([path])
    seen = data.stat()
    data.write_text(data.read_text().replace("2020-12,20", "2020-12,21"))
    os.utime(data, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    assert data.stat().st_size == seen.st_size
    assert run([path]).built == ("river",)


def test_a_changed_configuration_option_or_force_rebuilds_and_is_reported(
    tmp_path: Path, run: Runner
) -> None:
    path = write_organization(tmp_path, "river", 1)
    run([path])
    path.write_text(path.read_text().replace("specific: Grow", "specific: Grow again"))
    changed = run([path])
    assert changed.states[0].causes == ("the configuration changed",)
    more = run([path], formats=("html", "pdf"))
    assert more.states[0].causes == ("changed: options.formats",)
    forced = run([path], formats=("html", "pdf"), is_forced=True)
    assert forced.states[0].causes == ("requested with --force",)
    assert forced.built == ("river",)


def test_a_damaged_or_missing_file_of_an_edition_is_rebuilt(tmp_path: Path, run: Runner) -> None:
    path = write_organization(tmp_path, "river", 1)
    run([path])
    page = run.output / "river" / "editorial.html"
    good = page.read_bytes()
    page.write_bytes(good[:-100])
    assert run([path]).states[0].causes == ("editorial.html is not the file that was written",)
    assert page.read_bytes() == good
    (run.output / "river" / "manifest.json").write_text("{")
    assert run([path]).built == ("river",)
    assert page.read_bytes() == good


def test_a_damaged_batch_manifest_rebuilds_nothing(tmp_path: Path, run: Runner) -> None:
    path = write_organization(tmp_path, "river", 1)
    run([path])
    before = (run.output / "manifest.json").read_bytes()
    (run.output / "manifest.json").write_bytes(before[:40])
    assert run([path]).built == ()
    assert (run.output / "manifest.json").read_bytes() == before


def test_a_dry_run_lists_what_would_be_built_and_builds_nothing(
    tmp_path: Path, run: Runner
) -> None:
    paths = write_organizations(tmp_path, 2)
    result = run(paths, is_dry_run=True)
    assert [item.causes for item in result.states] == [("never built",), ("never built",)]
    assert not (run.output / "org-0000").exists()


def test_a_filter_builds_some_and_keeps_the_records_of_the_others(
    tmp_path: Path, run: Runner
) -> None:
    paths = write_organizations(tmp_path, 3)
    run(paths)
    result = run(paths, pattern="*-0002", is_forced=True)
    assert result.built == ("org-0002",)
    manifest = json.loads((run.output / "manifest.json").read_bytes())
    assert [item["id"] for item in manifest["organizations"]] == [
        "org-0000",
        "org-0001",
        "org-0002",
    ]


def test_resuming_does_not_retry_crashed_reports(tmp_path: Path, run: Runner) -> None:
    paths = [write_organization(tmp_path, name, 1) for name in ("crash-1", "fine")]
    run(paths, work=make_faulty_report)
    resumed = run(paths, work=make_faulty_report, is_resuming=True)
    assert [(item.organization, item.reason) for item in resumed.failed] == [
        ("crash-1", Reason.CRASH)
    ]
    events = (run.output / "events.jsonl").read_text()
    assert events.count('"event": "report", "organization": "crash-1"') == 1
    again = run(paths, is_resuming=False)
    assert again.built == ("crash-1",)


def test_a_filter_without_matches_keeps_the_records(tmp_path: Path, run: Runner) -> None:
    paths = write_organizations(tmp_path, 2)
    run(paths)
    before = {name: (run.output / name).read_bytes() for name in ("events.jsonl", "manifest.json")}
    result = run(paths, pattern="no one*")
    assert result.states == ()
    assert before == {name: (run.output / name).read_bytes() for name in before}
