"""docs/methods.md: its examples run, and every method named in a ledger has an entry."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

from reportgen.analysis.comparisons.comparison_registry import analyse_sensitivity
from reportgen.analysis.comparisons.decision import DecisionSettings, decide_means
from reportgen.analysis.comparisons.interrupted_series import estimate_interrupted_series
from reportgen.analysis.comparisons.mean_comparison import compare_means
from reportgen.analysis.comparisons.rate_comparison import compare_rates
from reportgen.model.comparison import Alternative, Variant
from tests.analysis.samples import normal_values, period, slopes_of, totals

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "methods.md").read_text(encoding="utf-8")
ENTRIES = re.findall(r"^## (.+)$", PAGE, flags=re.MULTILINE)


def anchor(heading: str) -> str:
    """Return a heading's anchor as GitHub makes it."""
    kept = re.sub(r"[^\w\- ]", "", heading.lower())
    return kept.replace(" ", "-")


ANCHORS = {anchor(heading) for heading in ENTRIES}


def test_every_example_prints_the_documented_output() -> None:
    parsed = doctest.DocTestParser().get_doctest(PAGE, {}, "methods.md", "docs/methods.md", 0)
    assert len(parsed.examples) > 50
    output: list[str] = []
    results = doctest.DocTestRunner(verbose=False).run(parsed, out=output.append)
    assert results.failed == 0, "".join(output)


def test_every_method_that_a_quantity_names_has_an_entry() -> None:
    named = set()
    for path in sorted((ROOT / "reportgen" / "analysis" / "quantities").glob("*.py")):
        text = path.read_text(encoding="utf-8")
        named |= set(re.findall(r'method="([a-z0-9-]+)"', text))
        named |= set(re.findall(r'^_[A-Z_]*METHOD\w* = "([a-z0-9-]+)"', text, re.MULTILINE))
    portfolio = (ROOT / "reportgen" / "portfolio" / "quantities.py").read_text("utf-8")
    named |= set(re.findall(r'method="([a-z0-9-]+)"', portfolio)) - {"portfolio"}
    assert {"slope-comparison", "mean-comparison", "interrupted-series", "shrinkage"} <= named
    assert named <= ANCHORS, named - ANCHORS


def test_every_sensitivity_analysis_has_a_line() -> None:
    total = totals(1, 24, gain=40, sd=9)
    few, more = normal_values(1, 5, mean=9), normal_values(2, 12, mean=9)
    results = (
        slopes_of(total[:12], total[12:]),
        compare_means(period(more), period(more[::-1], start=12), variant=Variant.WELCH),
        compare_means(period(more), period(more[::-1], start=12), variant=Variant.STUDENT),
        compare_rates(period([1, 2, 0, 1]), period([3, 1, 2, 2], start=4)),
        estimate_interrupted_series(period(few), period(few[::-1], start=5)),
        estimate_interrupted_series(period(more), period(more[::-1], start=12)),
    )
    decided = decide_means(period(more), period(more[::-1], start=12), DecisionSettings())
    keys = {
        item.method
        for result in results
        for item in analyse_sensitivity(result, decided, alternative=Alternative.TWO_SIDED, unit="")
    }
    assert len(keys) >= 16
    missing = {key for key in keys if f"`{key}`" not in PAGE}
    assert not missing


def test_links_within_the_page_have_targets() -> None:
    assert set(re.findall(r"\]\(#([\w-]+)\)", PAGE)) <= ANCHORS


def test_every_finding_about_the_data_has_its_message() -> None:
    rules = (ROOT / "reportgen/analysis/comparisons/assumption_rules.py").read_text(
        encoding="utf-8"
    )
    codes = set(re.findall(r'code="(ANA\d+)"', rules))
    page = (ROOT / "docs/messages/assumptions.md").read_text(encoding="utf-8")
    assert codes == set(re.findall(r"^## (ANA\d+)$", page, flags=re.MULTILINE))
    assert len(codes) == 11
