"""No brief about weeks, quarters or years speaks of months."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pytest
from lxml import html

from reportgen.pipeline import BuildOptions, build_brief

if TYPE_CHECKING:
    from pathlib import Path

_METRICS = """metrics:
  followers: {label: followers, kind: level, unit: followers, file: d.csv, date: when, value: level}
  visits: {label: visits, kind: count, unit: visits, file: d.csv, date: when, value: visits}
  falls: {label: falls, kind: count, unit: falls, file: d.csv, date: when, value: falls, good: down}
  income: {label: grant income, kind: amount, unit: dollars, file: d.csv, date: when, value: income}
  answered: {label: calls answered, kind: rate, file: d.csv, date: when, numerator: answered,
    denominator: calls}
  score: {label: satisfaction score, kind: average, unit: points, file: d.csv, date: when,
    value: score, weight: answers}
"""
_COMPARISONS = """comparisons:
  - {id: grow, metric: followers, test: slope, contrast: [after, before], equivalence_margin: 20%}
  - {id: mean, metric: visits, test: mean, contrast: [after, before]}
  - {id: its, metric: visits, test: its, contrast: [after, before]}
  - {id: rare, metric: falls, test: mean, contrast: [after, before]}
  - {id: money, metric: income, test: mean, contrast: [after, before]}
  - {id: share, metric: answered, test: mean, contrast: [after, before]}
  - {id: points, metric: score, test: mean, contrast: [after, before]}
goals:
  - {id: more, specific: More visits, measurable: {quantity: visits.mean.after.mean, target: 125},
    achievable: Yes., relevant: It matters., time_bound: 2022-12-31, owner: Team}
  - {id: many, specific: Many, measurable: {target: 9999,
    quantity: followers.observed.latest.value}, achievable: Yes., relevant: It matters.,
    time_bound: 2030-12-31, owner: Team}
"""
_WEEKS = [(date(2020, 1, 6) + timedelta(weeks=n)).isoformat() for n in range(150)]
_QUARTERS = [f"{2012 + n // 4}-Q{n % 4 + 1}" for n in range(44)]
_YEARS = [str(1991 + n) for n in range(32)]
_SPANS = {
    "week": (_WEEKS, "2020-07-06", "2021-07-04", "2022-07-03", "2022-11-20"),
    "quarter": (_QUARTERS, "2013-Q1", "2017-Q4", "2022-Q3", "2022-12-31"),
    "year": (_YEARS, "1993", "2007", "2021", "2022-12-31"),
}


def _rows(when: list[str]) -> str:
    """Return synthetic data with a change in the middle."""
    draw = np.random.default_rng(3)
    level, lines = 1000, ["when,level,visits,falls,income,answered,calls,score,answers"]
    for number, day in enumerate(when):
        more = 1.5 if number > len(when) / 2 else 1.0
        level += round(draw.normal(20 * more, 6))
        calls = int(draw.integers(80, 200))
        lines.append(
            f"{day},{level},{round(draw.normal(100 * more, 12))},{draw.choice([0, 0, 0, 1, 1, 2])},"
            f"{draw.normal(5000 * more, 600):.2f},{round(calls * 0.5 * more)},{calls},"
            f"{draw.normal(3.5 * more**0.2, 0.15):.2f},{draw.integers(10, 40)}"
        )
    return "\n".join(lines) + "\n"


def _configuration(frequency: str, kind: str) -> str:
    _, first, last, end, report_date = _SPANS[frequency]
    head = f"reportgen: 1\norganization: {{name: {frequency.title()} Club}}\n"
    head += f"brief: {{kind: {kind}, report_date: {report_date}}}\n"
    if kind == "board":
        return head + _METRICS
    change = {"week": "2021-07-05", "quarter": "2018-01-01", "year": "2008-01-01"}[frequency]
    after = {"week": change, "quarter": "2018-Q1", "year": "2008"}[frequency]
    head += f"intervention: {{on: {change}, label: Second room}}\n"
    head += (
        f"periods: {{before: {{from: {first}, to: {last}}}, after: {{from: {after}, to: {end}}}}}\n"
    )
    return head + _METRICS + _COMPARISONS


@pytest.mark.parametrize("kind", ["editorial", "board"])
@pytest.mark.parametrize("frequency", ["week", "quarter", "year"])
def test_a_brief_speaks_of_the_steps_of_its_metrics(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, frequency: str, kind: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "d.csv").write_text(_rows(_SPANS[frequency][0]), encoding="utf-8")
    path = tmp_path / "config.yaml"
    path.write_text(_configuration(frequency, kind), encoding="utf-8")
    options = BuildOptions(output=tmp_path / "output", formats=("html", "txt"))
    result = build_brief(path, options)
    assert result.organization, result.diagnostics
    folder = tmp_path / "output" / f"{frequency}-club"
    text = (folder / f"{kind}.txt").read_text(encoding="utf-8")
    page = html.fromstring((folder / f"{kind}.html").read_bytes())
    shown = " ".join(
        str(words)
        for words in page.xpath("//body//text()[not(ancestor::script)] | //@alt | //@aria-label")
    )
    for words in (text, shown):
        # Quantity ids keep their names: `falls.counts.reporting.period_months`.
        prose = re.sub(r"\b\w+(?:\.\w+)+", "", words)
        found = re.findall(r".{0,40}\bmonth(?:s|ly)?\b.{0,20}", prose, re.IGNORECASE)
        assert not found
        assert re.search(rf"\b{frequency}(?:s|ly)?\b", prose)
