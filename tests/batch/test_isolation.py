"""A crash, hang or excess of memory fails only the organization that caused it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from reportgen.batch.job import Limits, Reason
from tests.batch.faults import make_faulty_report
from tests.batch.organizations import write_organization, write_organizations

if TYPE_CHECKING:
    from pathlib import Path

    from tests.batch.conftest import Runner

LIMITS = Limits(wall_seconds=20.0, cpu_seconds=10.0)


def test_only_faulty_reports_fail_each_with_its_reason(tmp_path: Path, run: Runner) -> None:
    good = write_organizations(tmp_path, 6)
    kinds = ("crash-1", "killed-1", "hang-1", "memory-1", "exception-1")
    bad = [write_organization(tmp_path, name, 50 + n) for n, name in enumerate(kinds)]
    wrong_config = write_organization(tmp_path, "wrong-config", 60)
    wrong_config.write_text(wrong_config.read_text().replace("kind: level", "kind: levle"))
    wrong_data = write_organization(tmp_path, "wrong-data", 61)
    (wrong_data.parent / "data.csv").write_text("month,members,visits\n2020-01,many,3\n")
    result = run([*good, *bad, wrong_config, wrong_data], work=make_faulty_report, limits=LIMITS)
    reasons = {entry.organization: entry.reason for entry in result.failed}
    assert reasons == {
        "crash-1": Reason.CRASH,
        "killed-1": Reason.CRASH,
        "hang-1": Reason.WALL_CLOCK,
        "memory-1": Reason.MEMORY,
        "exception-1": Reason.EXCEPTION,
        "wrong-config": Reason.CONFIGURATION,
        "wrong-data": Reason.DATA,
    }
    assert sorted(result.built) == [f"org-{n:04}" for n in range(6)]
    for n in range(6):
        assert (run.output / f"org-{n:04}" / "editorial.html").is_file()
    by_id = {entry.organization: entry for entry in result.entries}
    assert "SIGSEGV" in by_id["crash-1"].message
    assert "1500 MB" in by_id["memory-1"].message
    assert "20 s" in by_id["hang-1"].message
    assert by_id["wrong-config"].diagnostics[0]["line"] == 6


def test_a_child_that_exceeds_its_cpu_time_is_ended(tmp_path: Path, run: Runner) -> None:
    paths = [write_organization(tmp_path, "busy-1", 1), write_organization(tmp_path, "fine", 2)]
    limits = Limits(wall_seconds=60.0, cpu_seconds=2.0)
    result = run(paths, work=make_faulty_report, limits=limits)
    assert [(entry.organization, entry.reason) for entry in result.failed] == [
        ("busy-1", Reason.CPU)
    ]
    assert result.built == ("fine",)


def test_an_edition_above_its_size_limit_is_not_published(tmp_path: Path, run: Runner) -> None:
    path = write_organization(tmp_path, "large", 1)
    result = run([path], limits=Limits(output_bytes=100_000))
    assert result.failed[0].reason in {Reason.OUTPUT_SIZE, Reason.ENVIRONMENT}
    assert not (run.output / "large").exists()


def test_a_failed_organization_keeps_its_last_good_edition(tmp_path: Path, run: Runner) -> None:
    path = write_organization(tmp_path, "river", 1)
    run([path])
    before = (run.output / "river" / "editorial.html").read_bytes()
    path.write_text(path.read_text().replace("kind: level", "kind: levle"))
    result = run([path])
    assert result.failed[0].organization == "river"
    assert (run.output / "river" / "editorial.html").read_bytes() == before
    manifest = json.loads((run.output / "manifest.json").read_bytes())
    entry = manifest["organizations"][0]
    assert entry["status"] == "failed"
    assert "editorial.html" in entry["files"]


def test_two_organizations_with_one_id_are_both_refused_by_name(
    tmp_path: Path, run: Runner
) -> None:
    first = write_organization(tmp_path / "a", "river", 1)
    second = write_organization(tmp_path / "b", "river", 2)
    third = write_organization(tmp_path, "lake", 3)
    result = run([first, second, third])
    assert [entry.reason for entry in result.failed] == [Reason.DUPLICATE, Reason.DUPLICATE]
    assert not (run.output / "river").exists()
    assert result.built == ("lake",)


def test_fail_fast_stops_at_the_first_failure(tmp_path: Path, run: Runner) -> None:
    bad = write_organization(tmp_path, "aaa", 1)
    bad.write_text("reportgen: 1\n")
    result = run([bad, *write_organizations(tmp_path, 8)], stops_at_failure=True, workers=1)
    reasons = [entry.reason for entry in result.failed]
    assert reasons.count(Reason.CONFIGURATION) == 1
    assert Reason.NOT_TRIED in reasons
