"""Verification of the portfolio page: ledger, observations and data."""

from __future__ import annotations

import json
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from reportgen.analysis.organization_comparison import compare_organizations
from reportgen.api import run_batch
from reportgen.batch.jobs import jobs_of
from reportgen.batch.run import BatchOptions
from reportgen.cli.finished import diff, explain
from reportgen.ledger.read_ledger import ledger_document, read_ledger
from reportgen.ledger.records import PortfolioLedger
from reportgen.pipeline import BuildOptions
from reportgen.portfolio.quantities import portfolio_ledger, portfolio_quantities
from reportgen.portfolio.recompute import read_organizations
from reportgen.verify.verification import Verification, verify
from tests.batch.organizations import CONFIGURATION, write_organizations

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

MEAN = "all.visits.mean"


@contextmanager
def _no_progress_bar(_: int) -> Iterator[Callable[[str], None]]:
    yield lambda _: None


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a batch: configurations, and output with its portfolio."""
    folder = tmp_path_factory.mktemp("batch")
    paths = write_organizations(folder / "configs", 4)
    paths[3].write_text("reportgen: 1\n", encoding="utf-8")  # a failing organization
    options = BatchOptions(
        build=BuildOptions(output=folder / "output", formats=("html", "pdf")), workers=2
    )
    run_batch(lambda: jobs_of(paths), options, bar=_no_progress_bar)
    return folder


def _named(found: Verification) -> set[tuple[str, str]]:
    return {(item.code, item.subject) for item in found.findings}


def _ledger(page: Path) -> dict[str, Any]:
    return dict(json.loads((page / "output" / "portfolio.json").read_bytes()))


def _data(page: Path, folder: Path) -> Path:
    shutil.copytree(page / "configs", folder)
    return folder


def test_a_page_agrees_with_its_ledger_and_its_data(page: Path) -> None:
    for name in ("portfolio.html", "portfolio.pdf", "portfolio.json"):
        assert verify(page / "output" / name).findings == ()
        found = verify(page / "output" / name, data=page / "configs")
        assert found.findings == ()
        assert found.has_data
        assert any("without a current brief" in note for note in found.notes)


def test_a_changed_digit_of_the_page_is_reported(page: Path, tmp_path: Path) -> None:
    text = (page / "output" / "portfolio.html").read_text(encoding="utf-8")
    start = text.index(f'data-q="{MEAN}">') + len(f'data-q="{MEAN}">')
    other = "9" if text[start] != "9" else "8"
    target = tmp_path / "portfolio.html"
    target.write_text(text[:start] + other + text[start + 1 :], encoding="utf-8")
    assert ("AUD001", MEAN) in _named(verify(target))


def test_a_number_inconsistent_with_its_observations_is_reported(
    page: Path, tmp_path: Path
) -> None:
    ledger = _ledger(page)
    ledger["quantities"][MEAN]["value"] += 0.5
    ledger["quantities"][MEAN]["ci_high"] = None
    target = tmp_path / "portfolio.json"
    target.write_text(json.dumps(ledger), encoding="utf-8")
    assert ("AUD010", MEAN) in _named(verify(target))


def test_consistently_changed_observations_are_detected_from_the_data(
    page: Path, tmp_path: Path
) -> None:
    ledger = _ledger(page)
    (first,) = (item for item in ledger["organizations"] if item["id"] == "org-0000")
    first["metrics"]["visits"]["points"][-1][1] += 90
    known = read_ledger(ledger)
    assert isinstance(known, PortfolioLedger)
    organizations = read_organizations(known)
    measures = compare_organizations(organizations, rate_per=known.rate_per)
    forged = portfolio_ledger(
        organizations,
        portfolio_quantities(organizations, measures),
        report_date=known.report_date,
        rate_per=known.rate_per,
        versions=known.versions,
    )
    target = tmp_path / "portfolio.json"
    target.write_text(json.dumps(ledger_document(forged)), encoding="utf-8")
    assert verify(target).findings == ()
    named = _named(verify(target, data=page / "configs"))
    assert {("AUD022", "org-0000.visits"), ("AUD021", MEAN)} <= named


def test_a_revised_row_is_reported_with_the_numbers_that_it_changes(
    page: Path, tmp_path: Path
) -> None:
    data = _data(page, tmp_path / "data")
    file = data / "org-0001" / "data.csv"
    lines = file.read_text(encoding="utf-8").splitlines()
    lines[-1] = lines[-1].rpartition(",")[0] + ",123"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    found = verify(page / "output" / "portfolio.pdf", data=data)
    assert {("AUD022", "org-0001.visits"), ("AUD021", MEAN)} <= _named(found)
    assert any("2020-12-31" in item.message for item in found.findings)


def test_changed_texts_and_metrics_of_an_organization_are_reported(
    page: Path, tmp_path: Path
) -> None:
    data = _data(page, tmp_path / "data")
    path = data / "org-0000" / "org-0000.yaml"
    text = path.read_text(encoding="utf-8").replace("name: Chapter org-0000", "name: Another")
    text = text.replace("  visits: {kind", "  calls: {kind").replace("target: 100,", "target: 1e9,")
    path.write_text(text.replace("members: {kind", "members: {label: Everybody, kind"))
    found = verify(page / "output" / "portfolio.html", data=data)
    messages = {(item.subject, item.message) for item in found.findings}
    assert ("org-0000", "differs from its data: name") in messages
    assert ("org-0000", "differs from its data: goals") in messages
    assert ("org-0000.visits", "this metric is missing from its data") in messages
    assert ("org-0000.calls", "this metric is missing from the page") in messages
    assert any("label, unit or kind" in message for _, message in messages)


def test_removed_invalid_and_new_organizations_are_reported(page: Path, tmp_path: Path) -> None:
    data = _data(page, tmp_path / "data")
    shutil.rmtree(data / "org-0000")
    (data / "org-0001" / "data.csv").unlink()
    (data / "new.yaml").write_text(CONFIGURATION.format(id="new-one", name="New"), encoding="utf-8")
    found = verify(page / "output" / "portfolio.html", data=data)
    messages = {item.subject: item.message for item in found.findings}
    assert "not in the folder" in messages["org-0000"]
    assert "can't be read" in messages["org-0001"]
    assert any("not on the page: new-one" in note for note in found.notes)


def test_a_roster_with_its_base_and_files_is_accepted(page: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    base = CONFIGURATION.format(id="base", name="Base")
    (data / "base.yaml").write_text(base, encoding="utf-8")
    rows = [f"org-000{n},Chapter org-000{n},org-000{n}.csv" for n in range(3)]
    header = "organization.id,organization.name,metrics.members.file,metrics.visits.file"
    lines = [header, *(f"{row},{row.rpartition(',')[2]}" for row in rows)]
    (data / "roster.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    for n in range(3):
        shutil.copy(page / "configs" / f"org-000{n}" / "data.csv", data / f"org-000{n}.csv")
    found = verify(page / "output" / "portfolio.html", data=data)
    assert found.findings == ()
    (data / "roster.csv").write_text("name\nx\n", encoding="utf-8")
    assert ("AUD020", "data") in _named(verify(page / "output" / "portfolio.html", data=data))


def test_explain_accepts_a_portfolio_and_diff_refuses_it(page: Path) -> None:
    path = str(page / "output" / "portfolio.html")
    explained = CliRunner().invoke(explain, [path, MEAN])
    assert explained.exit_code == 0
    assert "printed as" in explained.output
    listed = CliRunner().invoke(explain, [path]).output
    assert MEAN in listed
    # The page counts the goals of others and has none of its own.
    assert "  goal: " not in listed
    result = CliRunner().invoke(diff, [path, path])
    assert result.exit_code == 2
    assert "editions of one brief" in result.output
