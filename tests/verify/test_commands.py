"""The commands verify, explain and diff: output and exit codes."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from reportgen.cli.finished import diff, explain, verify
from reportgen.errors import DataError
from reportgen.pipeline import BuildOptions, build_brief

if TYPE_CHECKING:
    from pathlib import Path

    from tests.verify.conftest import Sample

RATIO = "followers.growth.after_vs_before.slope_ratio"


@pytest.fixture(scope="module")
def revised(sample: Sample, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return outcomes.json of a later edition: one row added, one revised, a target raised."""
    folder = tmp_path_factory.mktemp("revised") / "women-in-medicine"
    shutil.copytree(sample.data, folder)
    file = folder / "data" / "twitter.csv"
    lines = file.read_text(encoding="utf-8").splitlines()
    lines[3] = lines[3].replace(lines[3].split(",")[1], "1150")
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    path = folder / "women-in-medicine.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("target: 1.5,", "target: 1.9,"), encoding="utf-8")
    made = build_brief(path, BuildOptions(output=folder / "output", formats=("html",)))
    assert made.is_made, made.diagnostics
    return made.files[0].parent / "outcomes.json"


def test_verify_exits_with_0_if_the_brief_agrees(sample: Sample) -> None:
    result = CliRunner().invoke(verify, [str(sample.pdf), "--data", str(sample.data)])
    assert result.exit_code == 0
    assert "agrees with its ledger and its data" in result.output


def test_verify_exits_with_1_and_reports_disagreement(sample: Sample, tmp_path: Path) -> None:
    page = sample.html.read_text(encoding="utf-8")
    target = tmp_path / "brief.html"
    target.write_text(page.replace("grew faster", "grew slower", 1), encoding="utf-8")
    result = CliRunner().invoke(verify, [str(target)])
    assert result.exit_code == 1
    assert "reach" in result.output
    output = json.loads(CliRunner().invoke(verify, [str(target), "--format", "json"]).output)
    assert not output["agrees"]
    assert (
        output["findings"][0] | {"subject": "reach", "found": "grew slower"}
        == (output["findings"][0])
    )


def test_verify_exits_with_2_without_a_ledger(tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    target.write_text("<!doctype html><title>x</title><p>1.7", encoding="utf-8")
    result = CliRunner().invoke(verify, [str(target)])
    assert result.exit_code == 2
    assert "no ledger" in result.output


@pytest.mark.parametrize("content", [b"%PDF-1.7\nnonsense", b"{}", b"\x00\xff\xfe", b"<"])
def test_any_other_file_is_refused_with_a_message(tmp_path: Path, content: bytes) -> None:
    target = tmp_path / "file"
    target.write_bytes(content)
    result = CliRunner().invoke(verify, [str(target)])
    assert result.exit_code == 2 or isinstance(result.exception, DataError)


def test_explain_lists_every_number_claim_and_goal(sample: Sample) -> None:
    result = CliRunner().invoke(explain, [str(sample.pdf)])
    ledger = json.loads(sample.outcomes.read_text(encoding="utf-8"))
    assert result.exit_code == 0
    for name in (*ledger["quantities"], *ledger["verdicts"]):
        assert name in result.output


def test_explain_shows_the_rows(sample: Sample) -> None:
    for path in (sample.html, sample.pdf, sample.outcomes):
        output = CliRunner().invoke(explain, [str(path), RATIO]).output
        assert "printed as: 1.7" in output
        assert "data/twitter.csv, column followers, rows 3-14" in output
        assert "women-in-medicine.yaml:" in output
        assert "numpy" in output


def test_explain_shows_where_a_number_is_printed(sample: Sample) -> None:
    output = (
        CliRunner()
        .invoke(explain, [str(sample.html), "followers.growth.after.gain_mean", "--format", "json"])
        .output
    )
    assert "abstract-heading" in json.loads(output)["printed_in"]


def test_explain_accepts_claims_and_goals(sample: Sample) -> None:
    assert (
        "licensed words: grew faster"
        in CliRunner().invoke(explain, [str(sample.html), "reach"]).output
    )
    assert (
        "target 1.5" in CliRunner().invoke(explain, [str(sample.html), "goals.grow-reach"]).output
    )


def test_explain_suggests_the_nearest_name(sample: Sample) -> None:
    result = CliRunner().invoke(explain, [str(sample.html), RATIO[:-1]])
    assert isinstance(result.exception, DataError)
    assert RATIO in str(result.exception)


def test_diff_reports_nothing_for_the_same_edition(sample: Sample) -> None:
    result = CliRunner().invoke(diff, [str(sample.html), str(sample.pdf)])
    assert result.exit_code == 0
    assert "say the same" in result.output


def test_diff_reports_what_changed_by_how_much_and_why(sample: Sample, revised: Path) -> None:
    result = CliRunner().invoke(diff, [str(sample.pdf), str(revised), "--format", "json"])
    assert result.exit_code == 1
    output = json.loads(result.output)
    changes = {item["subject"]: item for item in output["changes"]}
    slope = changes["followers.growth.before.slope"]
    assert "data" in slope["reasons"]
    assert slope["difference"] < 0
    assert changes["goals.grow-reach"]["old"] == "met (target 1.5)"
    assert changes["goals.grow-reach"]["new"] == "missed (target 1.9)"
    assert any("followers of 2018-08-01 revised (row 4)" in item for item in output["inputs"])
    assert any(item.startswith("configuration changed: lines ") for item in output["inputs"])
    assert "impressions.mean.before.mean" not in changes


def test_the_commands_import_their_libraries_on_demand() -> None:
    heavy = ("pandas", "matplotlib", "weasyprint", "scipy", "numpy", "lxml", "pypdfium2")
    code = (
        "import sys, reportgen.cli.finished\n"
        f"assert not [name for name in {heavy} if name in sys.modules]"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
