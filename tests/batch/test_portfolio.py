"""The portfolio page of a batch: its numbers, texts and files."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from reportgen.ledger.read_ledger import read_ledger
from reportgen.ledger.readers.html import read_html
from reportgen.ledger.readers.pdf import read_pdf
from reportgen.ledger.records import PortfolioLedger
from reportgen.ledger.transcript import Kind
from reportgen.portfolio.recompute import recompute_portfolio
from reportgen.portfolio.write import ledger_json
from reportgen.verify.verification import verify
from tests.batch.organizations import write_organizations
from tests.standards.portfolios import many_organizations, portfolio, portfolio_page
from tests.standards.test_scripts import lacking_fonts

if TYPE_CHECKING:
    from pathlib import Path

    from tests.batch.conftest import Runner


def test_every_number_of_the_page_is_its_entry_in_the_ledger(tmp_path: Path, run: Runner) -> None:
    paths = write_organizations(tmp_path, 5)
    broken = tmp_path / "broken" / "broken.yaml"
    broken.parent.mkdir()
    broken.write_text("reportgen: 1\norganization: {name: Broken <b>Chapter</b>}\n")
    result = run([*paths, broken], has_portfolio=True)
    assert {file.name for file in result.files} == {"portfolio.html", "portfolio.json"}
    ledger = json.loads((run.output / "portfolio.json").read_bytes())
    page = (run.output / "portfolio.html").read_text()
    marks = re.findall(r'<(data|span)[^>]*data-q="([^"]+)"([^>]*)>([^<]*)</', page)
    assert len(marks) > 30
    for _, name, more, text in marks:
        assert name in ledger["quantities"]
        if "data-part" not in more:
            assert text == ledger["quantities"][name]["text"]
    assert "Broken &lt;b&gt;Chapter" in page
    assert "not current" in page
    for path in paths:
        assert f'href="{path.stem}/editorial.html"' in page
    assert ledger["quantities"]["organizations.failed"]["value"] == 1


def test_the_portfolio_is_rebuilt_only_when_an_organization_changed(
    tmp_path: Path, run: Runner
) -> None:
    paths = write_organizations(tmp_path, 3)
    run(paths, has_portfolio=True)
    before = (run.output / "portfolio.html").stat().st_mtime_ns
    run(paths, has_portfolio=True)
    assert (run.output / "portfolio.html").stat().st_mtime_ns == before
    paths[0].write_text(paths[0].read_text().replace("Chapter org-0000", "Chapter Zero"))
    run(paths, has_portfolio=True)
    assert "Chapter Zero" in (run.output / "portfolio.html").read_text()


def test_the_portfolio_is_the_same_bytes_whatever_the_order_and_the_workers(
    tmp_path: Path, run: Runner
) -> None:
    paths = write_organizations(tmp_path, 4)
    run(paths, has_portfolio=True, formats=("html", "pdf"), workers=1)
    names = ("portfolio.html", "portfolio.pdf", "portfolio.json", "manifest.json")
    first = {name: (run.output / name).read_bytes() for name in names}
    run(paths[::-1], has_portfolio=True, formats=("html", "pdf"), workers=2, is_forced=True)
    assert first == {name: (run.output / name).read_bytes() for name in names}


def test_the_ledger_has_one_entry_per_line_and_the_same_content() -> None:
    ledger = {
        "schema": "s",
        "organizations": [{"id": "a", "points": [["2020-01-31", 1.5]]}, {"id": "b", "points": []}],
        "quantities": {"a.x": {"value": 1}, "é.x": {"value": None}},
        "goals": [],
        "verdicts": {},
    }
    content = ledger_json(ledger)
    assert json.loads(content) == ledger
    assert content.decode().count("\n") == 13


def test_a_page_on_many_organizations_is_small_and_includes_its_ledger() -> None:
    if lacking_fonts():  # one organization has a Japanese name
        pytest.skip(f"no font has {lacking_fonts()}")
    page, document = portfolio(120)
    assert len(page) < 1_000_000
    found = read_html(page)
    assert found.ledger["quantities"]["org-0110.members.latest"]["text"]
    assert found.transcript["passages"]
    assert page.count('class="spark"') == 2 * 119
    printed = read_pdf(document)
    alternatives = [item for item in printed.shown.passages if item.kind is Kind.ALTERNATIVE]
    assert len(alternatives) < 10


def test_a_table_of_the_first_metrics_says_so() -> None:
    made = many_organizations(12)
    words = "The table has the first three metrics of this page."
    assert words not in portfolio_page(made)
    more = [
        replace(item, metrics={**item.metrics, "talks": item.metrics["visits"]})
        for item in made
        if "visits" in item.metrics
    ]
    assert words in portfolio_page(more)


def _read(document: dict[str, Any]) -> PortfolioLedger:
    ledger = read_ledger(document)
    assert isinstance(ledger, PortfolioLedger)
    return ledger


def test_the_ledger_is_recomputed_from_its_observations_and_a_changed_digit_is_found(
    tmp_path: Path, run: Runner
) -> None:
    run(write_organizations(tmp_path, 5), has_portfolio=True)
    document = json.loads((run.output / "portfolio.json").read_bytes())
    ledger = _read(document)
    assert recompute_portfolio(ledger) == ()
    document["quantities"]["all.visits.mean"]["value"] += 1e-9
    ((name, told),) = recompute_portfolio(_read(document))
    assert name == "all.visits.mean"
    assert told.startswith("value is")


def test_sizes_and_denominators_are_in_the_ledger_and_recomputed_from_the_data(
    tmp_path: Path, run: Runner
) -> None:
    paths = write_organizations(tmp_path / "configs", 4)
    for number, path in enumerate(paths):
        text = path.read_text()
        per = f"per: {{count: {900 * (number + 1)}, of: residents}}}}"
        shares = "within: {kind: rate, file: data.csv, date: month, misses: late, denominator: all}"
        path.write_text(text.replace("value: visits}", f"value: visits, {per}\n  {shares}"))
        rows = []
        for month in range(1, 13):
            counts = (100 + month, 30 + month * number % 7, month % 5, 40 + 9 * number + month)
            rows.append(f"2020-{month:02},{','.join(map(str, counts))}")
        header = "month,members,visits,late,all"
        (path.parent / "data.csv").write_text("\n".join([header, *rows]) + "\n")
    run(paths, has_portfolio=True)
    document = json.loads((run.output / "portfolio.json").read_bytes())
    metrics = document["organizations"][1]["metrics"]
    assert metrics["visits"]["per"] == {"count": 1800.0, "of": "residents"}
    assert metrics["within"]["denominators"][0] == 50
    assert "denominators" not in metrics["visits"]
    assert document["quantities"]["org-0001.within.rate"]["value"] == pytest.approx(
        1 - sum(month % 5 for month in range(1, 13)) / sum(49 + month for month in range(1, 13))
    )
    assert recompute_portfolio(_read(document)) == ()
    checked = verify(run.output / "portfolio.html", data=tmp_path / "configs")
    assert checked.agrees, checked.findings
    metrics["within"]["denominators"][0] = 5
    assert {name for name, _ in recompute_portfolio(_read(document))} >= {"org-0001.within.rate"}
