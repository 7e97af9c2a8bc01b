"""Metrics and outcomes of other packages: the documented example, and faulty extensions."""

from __future__ import annotations

import json
import re
import shutil
import sys
import tomllib
from importlib.metadata import EntryPoint
from typing import TYPE_CHECKING

import pytest

from reportgen import extensions
from reportgen.api import BuildOptions, OwnMetric, analyse, build, load
from reportgen.config.own_names import METRICS, OUTCOMES
from reportgen.errors import ExtensionError
from reportgen.model.metric import MetricKind
from reportgen.model.quantity import Form, Quantity
from reportgen.pipeline import library_versions
from reportgen.verify.verification import verify
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

EXAMPLE = ROOT / "docs" / "examples" / "club-numbers"
WOMEN = ROOT / "configs" / "women-in-medicine" / "women-in-medicine.yaml"


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Install the example package as pip does, on Python's path."""
    site = tmp_path / "site"
    about = site / "club_numbers-1.0.dist-info"
    about.mkdir(parents=True)
    shutil.copy(EXAMPLE / "club_numbers.py", site)
    project = tomllib.loads((EXAMPLE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    name, version = project["name"], project["version"]
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
    lines = []
    for group, points in project["entry-points"].items():
        lines += [f"[{group}]", *(f"{key} = {value}" for key, value in points.items())]
    (about / "entry_points.txt").write_text("\n".join(lines) + "\n")
    monkeypatch.syspath_prepend(str(site))
    extensions._points.cache_clear()
    yield
    extensions._points.cache_clear()
    sys.modules.pop("club_numbers", None)


@pytest.fixture
def women(tmp_path: Path) -> Path:
    shutil.copytree(WOMEN.parent, tmp_path / "women")
    return tmp_path / "women" / WOMEN.name


@pytest.mark.usefixtures("installed")
def test_the_worked_example_is_in_the_numbers_the_text_and_the_ledger(
    women: Path, tmp_path: Path
) -> None:
    text = women.read_text(encoding="utf-8")
    said = "  abstract: >-\n    Our best month had {{ best_month.impressions.value }}.\n"
    women.write_text(
        re.sub(r"^  abstract: .*\n(?:    .*\n)+", said, text, count=1, flags=re.MULTILINE),
        encoding="utf-8",
    )
    made = build(women, BuildOptions(output=tmp_path / "out", formats=("html",)))
    assert made.is_made, made.diagnostics
    folder = tmp_path / "out" / "women-in-medicine"
    ledger = json.loads((folder / "outcomes.json").read_text(encoding="utf-8"))
    best = ledger["quantities"]["best_month.impressions.value"]
    rows = (women.parent / "data" / "twitter.csv").read_text(encoding="utf-8").splitlines()
    [header] = [line for line in rows if line.startswith("month")]
    row = rows[int(best["source"][0]["rows"]) - 1]
    assert float(row.split(",")[header.split(",").index("impressions")]) == best["value"]
    page = (folder / "editorial.html").read_text(encoding="utf-8")
    assert "Our best month had" in page
    assert 'data-q="best_month.impressions.value"' in page


@pytest.mark.usefixtures("installed")
def test_a_custom_metric_is_computed_by_month_and_keeps_its_rows() -> None:
    analysed = analyse(WOMEN)
    series = analysed.dataset.series
    own = series["impressions_per_follower"]
    assert own.observations
    shown = {item.first: item.value for item in series["impressions"].observations}
    followers = {item.first: item.value for item in series["followers"].observations}
    for item in own.observations:
        assert item.value == shown[item.first] / followers[item.first]
        assert item.rows
    assert "impressions_per_follower.observed.latest.value" in analysed.outcomes.quantities
    assert library_versions()["club-numbers"] == "1.0"


@pytest.mark.usefixtures("installed")
def test_a_custom_metric_is_compared_by_default(
    women: Path,
) -> None:
    shared = "file: data/twitter.csv, date: month"
    women.write_text(
        "reportgen: 1\norganization: {name: Club}\nintervention: {on: 2019-07-01, label: Change}\n"
        "metrics:\n"
        f"  followers: {{label: people, kind: level, {shared}, value: followers}}\n"
        f"  impressions: {{label: views, kind: count, {shared}, value: impressions}}\n",
        encoding="utf-8",
    )
    compared = [item.metric.id for item in analyse(women).outcomes.comparisons]
    assert compared.count("impressions_per_follower") == compared.count("impressions") > 0


OWN_PLAN = """
reportgen: 1
organization: {{name: Club}}
brief: {{kind: board}}
intervention: {{on: 2019-07-01, label: Change}}
metrics:
  followers: {{kind: level, file: data/twitter.csv, date: month, value: followers}}
{more}
comparisons:
  - {{id: reach, metric: impressions_per_follower, test: mean, contrast: [after, before]}}
goals:
  - id: seen
    specific: Be seen more often
    measurable: {{quantity: {quantity}, target: 12, direction: at_least}}
"""
IMPRESSIONS = (
    "  impressions: {kind: count, file: data/twitter.csv, date: month, value: impressions}"
)
RATE = "impressions_per_follower.observed.latest.value"


@pytest.mark.usefixtures("installed")
def test_a_comparison_and_a_goal_may_use_a_custom_metric(women: Path, tmp_path: Path) -> None:
    women.write_text(OWN_PLAN.format(more=IMPRESSIONS, quantity=RATE), encoding="utf-8")
    analysed = analyse(women)
    [comparison] = analysed.outcomes.comparisons
    assert comparison.metric.id == "impressions_per_follower"
    [goal] = analysed.outcomes.goals
    latest = analysed.dataset.series["impressions_per_follower"].observations[-1].value
    assert goal.value == latest
    made = build(women, BuildOptions(output=tmp_path / "out", formats=("html",)))
    assert made.is_made, made.diagnostics
    assert verify(made.files[0], data=women.parent).findings == ()


@pytest.mark.usefixtures("installed")
def test_a_quantity_that_no_package_provides_is_reported_at_its_line(women: Path) -> None:
    plans = {
        "CFG031": OWN_PLAN.format(more="", quantity="followers.observed.latest.value"),
        "CFG040": OWN_PLAN.format(more=IMPRESSIONS, quantity="best_month.impressions.value"),
    }
    for code, text in plans.items():
        women.write_text(text, encoding="utf-8")
        [found] = [item for item in load(women).diagnostics if item.severity == "error"]
        assert found.code == code
        assert found.place is not None
        assert found.place.line is not None
        assert "an installed package" in found.message


def test_without_its_package_a_custom_metric_is_unknown(women: Path) -> None:
    women.write_text(OWN_PLAN.format(more=IMPRESSIONS, quantity=RATE), encoding="utf-8")
    codes = [item.code for item in load(women).diagnostics if item.severity == "error"]
    assert codes == ["CFG031", "CFG040"]


def test_without_the_package_it_has_no_effect() -> None:
    assert "impressions_per_follower" not in analyse(WOMEN).dataset.series
    assert "club-numbers" not in library_versions()


def quantity(name: str) -> Quantity:
    return Quantity(id=name, value=1, form=Form.COUNT)


def fails(*_: object) -> list[Quantity]:
    raise ZeroDivisionError("by nothing")


OWN = OwnMetric(
    id="own",
    label="Own",
    kind=MetricKind.COUNT,
    made_from=("followers",),
    compute=lambda _: float("nan"),
)


@pytest.mark.parametrize(
    ("group", "name", "thing", "message"),
    [
        (OUTCOMES, "own", fails, "it failed: by nothing"),
        (OUTCOMES, "own", lambda *_: [quantity("other.x")], "begins with `own.`"),
        (OUTCOMES, "own", lambda *_: [quantity("own.x")] * 2, "defined twice"),
        (OUTCOMES, "own", lambda *_: [3], "expected quantities"),
        (OUTCOMES, "followers", lambda *_: [quantity("followers.x")], "is already the name of"),
        (METRICS, "own", 3, "expected an OwnMetric"),
        (METRICS, "owned", OWN, "another id"),
        (METRICS, "own", OWN, "expected a finite number for 2018-07"),
    ],
)
def test_a_faulty_extension_is_reported_by_name(
    monkeypatch: pytest.MonkeyPatch, group: str, name: str, thing: object, message: str
) -> None:
    point = EntryPoint(name=name, value="their_package:thing", group=group)
    load: Callable[[EntryPoint], object] = lambda _: thing  # noqa: E731
    monkeypatch.setattr(extensions, "_loaded", load)
    monkeypatch.setattr(extensions, "_points", lambda of: (point,) if of == group else ())
    with pytest.raises(ExtensionError, match=re.escape(message)) as refused:
        analyse(WOMEN)
    assert "their_package" in str(refused.value)


def test_an_extension_that_can_not_be_imported_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    point = EntryPoint(name="own", value="no_such_package_here:x", group=METRICS)
    monkeypatch.setattr(extensions, "_points", lambda of: (point,) if of == METRICS else ())
    with pytest.raises(ExtensionError, match="can't be loaded"):
        analyse(WOMEN)
