"""Targets are read as people write them, or refused with the place and the fix."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator

from reportgen.config.loader import load_configuration
from reportgen.config.schema.json_schema import configuration_json_schema
from reportgen.config.schema.targets import period_of, read_target_number
from reportgen.diagnostics import Severity

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.diagnostics import Diagnostic
    from reportgen.model.configuration import Configuration
    from reportgen.model.goal import Measure

_FILE = """\
reportgen: 1
organization: {{name: Bee Keepers}}
{extra}
metrics:
  hives: {{kind: count, unit: hives, file: b.csv, date: month, value: hives}}
  alive: {{kind: rate, file: b.csv, date: month, value: alive}}
  sales: {{kind: amount, currency: EUR, file: b.csv, date: month, value: sales{metric}}}
  score: {{kind: average, file: b.csv, date: month, value: score}}
goals:
  - id: g
    specific: Do well
    {due}
    measurable:
      quantity: {quantity}
      target: {target}
"""


def _load(
    folder: Path,
    quantity: str,
    target: str,
    *,
    due: str = "time_bound: 2025-06",
    extra: str = "",
    metric: str = "",
) -> tuple[Measure | None, list[Diagnostic]]:
    path = folder / "bees.yaml"
    text = _FILE.format(quantity=quantity, target=target, due=due, extra=extra, metric=metric)
    path.write_text(text)
    (folder / "b.csv").write_text("month,hives,alive,sales,score\n2025-01,3,0.5,10,4\n")
    configuration, found = _loaded(path)
    errors = [item for item in found if item.severity is Severity.ERROR]
    return (configuration.goals[0].measurable if configuration else None), errors


def _loaded(path: Path) -> tuple[Configuration | None, tuple[Diagnostic, ...]]:
    loaded = load_configuration(path)
    return loaded.configuration, loaded.diagnostics


HIVES, ALIVE = "hives.observed.latest.value", "alive.observed.latest.value"
SALES, SCORE = "sales.observed.latest.value", "score.observed.latest.value"


@pytest.mark.parametrize(
    ("quantity", "target", "expected"),
    [
        (HIVES, "900", 900),
        (HIVES, "25,000", 25_000),
        (HIVES, "'1,250,000'", 1_250_000),
        (HIVES, "'25 000'", 25_000),
        (HIVES, "1.234.567", 1_234_567),
        (SALES, "'1.234,50'", 1234.5),
        (SALES, "-1,500.25", -1500.25),
        (ALIVE, "90%", 0.9),
        (ALIVE, "79.5 %", 0.795),
        (ALIVE, "'0,9'", 0.9),
        (ALIVE, "0.9", 0.9),
        (ALIVE, "1", 1),
        (SCORE, "4,25", 4.25),
        ("alive.mean.after_vs_before.difference", "5%", 0.05),
    ],
)
def test_a_target_is_read(tmp_path: Path, quantity: str, target: str, expected: float) -> None:
    measure, errors = _load(tmp_path, quantity, target)
    assert not [item.message for item in errors if item.code != "CFG040"]
    assert measure is None or measure.target == expected


@pytest.mark.parametrize(
    ("quantity", "target", "code", "fix"),
    [
        (ALIVE, "90", "CFG155", "write `90%` or `0.9`"),
        (ALIVE, "120%", "CFG155", "write a share between `0%` and `100%`"),
        (ALIVE, "-5%", "CFG155", "write a share between `0%` and `100%`"),
        (ALIVE, "900", "CFG155", "write a share between `0%` and `100%`"),
        (HIVES, "12%", "CFG155", "write the number to reach, without `%`"),
        (HIVES, "-3", "CFG155", "write a number of 0 or more"),
        (SALES, "some", "CFG022", "write a number in digits, such as `target: 25`"),
        (SALES, "25000 euros", "CFG022", "write the number alone: `target: 25000`"),
        (SALES, "true", "CFG022", ""),
        (SALES, "{2024: 5, 2026: 6}", "CFG156", "add `2025: …`, or change `time_bound`"),
        (SALES, "{2025: many}", "CFG022", "write a number in digits, such as `2025: 25`"),
        (SALES, "{}", "CFG028", "fill it in, or delete the key"),
        (ALIVE, "{2025: 90}", "CFG155", "write `90%` or `0.9`"),
    ],
)
def test_what_cannot_be_is_refused_with_the_fix(
    tmp_path: Path, quantity: str, target: str, code: str, fix: str
) -> None:
    _, errors = _load(tmp_path, quantity, target)
    (error,) = errors
    assert (error.code, error.help) == (code, fix)
    assert error.place is not None
    assert error.place.line == 15
    assert error.place.column is not None


def test_a_number_that_can_be_two_is_refused(tmp_path: Path) -> None:
    extra = "intervention: {on: 2025-01-01, label: New hives}"
    quantity = "hives.mean.after_vs_before.ratio"
    _, errors = _load(tmp_path, quantity, "1,250", extra=extra)
    assert [item.help for item in errors] == ["write `1250` or `1.25`"]


@pytest.mark.parametrize(
    ("target", "due", "expected"),
    [
        ("{2024: 5, 2025: 6}", "time_bound: 2025-06", 6),
        ("{2024: 5, 2025: 6}", "time_bound: 2024-12-31", 5),
        ("{2025: 20, 2025-Q2: 6}", "time_bound: 2025-06", 6),
        ("{2025: 20, 2025-05: 6}", "time_bound: 2025-06", 20),
    ],
)
def test_the_period_that_holds_the_due_date_decides(
    tmp_path: Path, target: str, due: str, expected: float
) -> None:
    measure, errors = _load(tmp_path, SALES, target, due=due)
    assert not errors
    assert measure is not None
    assert measure.target == expected
    assert measure.target_for is not None
    assert (expected, measure.target_for) in measure.by_period
    assert [step.span for _, step in measure.by_period] == sorted(
        step.span for _, step in measure.by_period
    )
    assert len(measure.by_period) == 2


def test_without_a_due_date_the_reporting_period_decides(tmp_path: Path) -> None:
    extra = "reporting_period: {from: 2024-07, to: 2024-12}"
    measure, errors = _load(tmp_path, SALES, "{2024: 5, 2025: 6}", due="owner: Ann", extra=extra)
    assert not errors
    assert measure is not None
    assert measure.target == 5


def test_without_any_date_none_decides(tmp_path: Path) -> None:
    _, errors = _load(tmp_path, SALES, "{2024: 5, 2025: 6}", due="owner: Ann")
    assert [item.code for item in errors] == ["CFG156"]
    assert "add `time_bound: …`" in errors[0].help


def test_a_fiscal_year_begins_with_that_of_the_metric(tmp_path: Path) -> None:
    target = "{2024/25: 5, 2025/26: 6}"
    for due, expected in (("2025-03", 5), ("2025-04", 6)):
        measure, errors = _load(
            tmp_path, SALES, target, due=f"time_bound: {due}", metric=", year_starts: April"
        )
        assert not errors
        assert measure is not None
        assert measure.target == expected
    _, errors = _load(tmp_path, SALES, target)
    assert "year_starts" in errors[0].help
    _, errors = _load(tmp_path, SALES, "{2025: 5}", metric=", year_starts: April")
    assert errors[0].help == "write `2024/25` or `2025/26`"


def test_a_fiscal_year_ends_a_day_before_the_next() -> None:
    found = period_of("2025/26", 7)
    assert found is not None
    assert found.span == (date(2025, 7, 1), date(2026, 6, 30))
    assert period_of("2025/27", 7) is None
    assert period_of("2025-13", 1) is None


def test_a_number_cut_by_its_comma_is_explained(tmp_path: Path) -> None:
    (tmp_path / "b.csv").write_text("month,sales\n2025-01,3\n")
    path = tmp_path / "bees.yaml"
    path.write_text(
        "reportgen: 1\norganization: {name: Bees}\n"
        "metrics: {sales: {kind: count, file: b.csv, date: month, value: sales}}\n"
        "goals: [{id: g, specific: Sell, measurable: "
        "{quantity: sales.observed.latest.value, target: 25,000}}]\n"
    )
    _, found = _loaded(path)
    (error,) = (item for item in found if item.severity is Severity.ERROR)
    assert error.help == "put a number with a comma in quotes: `'25,000'`"


@pytest.mark.parametrize(
    "value", [900, 0.5, "90%", "25,000", "0,9", {"2025": "90%"}, {"2025/26": 1}]
)
def test_the_json_schema_accepts_what_the_loader_reads(value: object) -> None:
    schema = configuration_json_schema()
    target = schema["$defs"]["MeasurableSchema"]["properties"]["target"]
    assert Draft202012Validator(target).is_valid(value)
    assert not Draft202012Validator(target).is_valid("about 900")
    assert not Draft202012Validator(target).is_valid({"soon": 900})


def test_a_percentage_is_exact() -> None:
    assert read_target_number("7%").value == 0.07


@pytest.mark.parametrize(
    ("keys", "severity", "fix"),
    [
        ("currency: USX", Severity.ERROR, "write its code by ISO 4217, such as `USD`, `EUR` or"),
        ("currency: usd", Severity.ERROR, "write its three capital letters by ISO 4217"),
        ("currency: USD, unit: dollars", Severity.WARNING, "delete `unit`"),
    ],
)
def test_a_currency_exists_and_is_the_unit(
    tmp_path: Path, keys: str, severity: Severity, fix: str
) -> None:
    (tmp_path / "b.csv").write_text("month,sales\n2025-01,3\n")
    path = tmp_path / "bees.yaml"
    path.write_text(
        "reportgen: 1\norganization: {name: Bees}\n"
        f"metrics: {{sales: {{kind: level, {keys}, file: b.csv, date: month, value: sales}}}}\n"
    )
    _, found = _loaded(path)
    (problem,) = (item for item in found if item.severity is not Severity.ADVICE)
    assert problem.severity is severity
    assert problem.help.startswith(fix)
    assert problem.code in ("CFG157", "CFG026")
