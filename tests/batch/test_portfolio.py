"""The page over all organizations: its numbers, its words and its files."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from reportgen.analysis.organization_comparison import gains, latest_year, measure_all
from reportgen.ledger.read_ledger import read_ledger
from reportgen.ledger.readers.html import read_html
from reportgen.ledger.readers.pdf import read_pdf
from reportgen.ledger.records import PortfolioLedger
from reportgen.ledger.transcript import Kind
from reportgen.model.organization_facts import MetricFacts, OrganizationFacts
from reportgen.portfolio.recompute import recompute_portfolio
from reportgen.portfolio.write import ledger_json
from reportgen.statistics.shrinkage import shrink_rates
from tests.batch.organizations import write_organizations
from tests.standards.portfolios import portfolio
from tests.standards.test_scripts import lacking_fonts

if TYPE_CHECKING:
    from pathlib import Path

    from tests.batch.conftest import Runner

MONTHS = [date(2021, month + 1, 1) - timedelta(days=1) for month in range(1, 12)]
MONTHS = [*MONTHS, date(2021, 12, 31)]


def organization(name: str, values: list[float], *, kind: str = "count") -> OrganizationFacts:
    """Return the facts of one organization with one metric over the year 2021."""
    metric = MetricFacts(
        label="Visits",
        unit="visits",
        kind=kind,
        frequency="month",
        points=tuple(zip(MONTHS, values, strict=False)),
    )
    return OrganizationFacts(
        id=name,
        name=f"Chapter {name}",
        href=f"{name}/editorial.html",
        report_date=date(2021, 12, 31),
        is_synthetic=True,
        is_current=True,
        message="",
        outcomes_sha256="0" * 64,
        metrics={"visits": metric},
        goals=(),
    )


def test_rates_of_counts_are_those_of_the_analysis() -> None:
    draw = np.random.default_rng(1)
    made = [organization(f"o{n}", list(draw.poisson(9, 12).astype(float))) for n in range(20)]
    (measure,) = measure_all(made)
    counts = [sum(value for _, value in item.metrics["visits"].points) for item in made]
    wanted = shrink_rates(counts, [12.0] * 20)
    assert measure.shrunken == wanted
    assert [own.value for own in measure.own.values()] == [count / 12 for count in counts]


def test_only_an_organization_far_off_is_called_different() -> None:
    draw = np.random.default_rng(2)
    made = [organization(f"o{n}", list(draw.poisson(9, 12).astype(float))) for n in range(30)]
    made.append(organization("far", [30.0] * 12))
    (measure,) = measure_all(made)
    assert measure.beyond == ("far",)


def test_running_totals_are_compared_by_their_gains() -> None:
    draw = np.random.default_rng(3)
    made = []
    for n in range(12):
        total = 100.0 * (n + 1)
        values = []
        for _ in range(12):
            total *= 1 + draw.normal(0.01, 0.01)
            values.append(total)
        made.append(organization(f"o{n}", values, kind="level"))
    (measure,) = measure_all(made)
    assert measure.is_share
    first = made[0].metrics["visits"].points
    assert measure.own["o0"].value == pytest.approx(np.mean(gains(latest_year(first, MONTHS[-1]))))
    assert measure.heterogeneity.ci_low < 0.01 < measure.heterogeneity.ci_high


def test_what_is_not_compared_is_listed_with_its_reason() -> None:
    made = [organization(f"o{n}", [float(5 + n + m % 3) for m in range(12)]) for n in range(4)]
    made.append(organization("empty", []))
    (measure,) = measure_all(
        [item if item.id != "empty" else organization("empty", [1.0]) for item in made]
    )
    assert "empty" in measure.missing or "empty" in measure.own
    old = organization("old", [3.0, 4.0, 5.0])
    object.__setattr__(old, "report_date", date(2025, 1, 1))
    (again,) = measure_all([*made[:4], old])
    assert again.missing == {"old": "no value in 12 months"}


def test_two_organizations_are_too_few_to_compare() -> None:
    assert measure_all([organization(f"o{n}", [5.0] * 12) for n in range(2)]) == ()


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


def test_the_portfolio_is_made_again_only_when_an_organization_changed(
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


def test_the_ledger_has_an_entry_a_line_and_says_the_same() -> None:
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


def test_a_page_over_many_organizations_is_lean_and_carries_all_its_evidence() -> None:
    if lacking_fonts():  # one of the organizations has a Japanese name
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


def _read(document: dict[str, Any]) -> PortfolioLedger:
    ledger = read_ledger(document)
    assert isinstance(ledger, PortfolioLedger)
    return ledger


def test_the_ledger_follows_from_its_own_observations_and_a_changed_digit_is_found(
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
