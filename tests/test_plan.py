"""``reportgen plan power``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from click.testing import CliRunner

from reportgen.cli.plan import plan

if TYPE_CHECKING:
    from pathlib import Path

CONFIG = """\
reportgen: 1
organization: {name: River Club}
intervention: {on: 2025-01-01, label: New boats}
metrics: {visits: {kind: count, unit: visits, file: n.csv, date: month, value: n}}
"""


def _write(folder: Path, months: int) -> Path:
    rows = "".join(f"2024-{n + 1:02},{200 + n * 37 % 31}\n" for n in range(months))
    (folder / "n.csv").write_text(f"month,n\n{rows}", encoding="utf-8")
    (folder / "club.yaml").write_text(CONFIG, encoding="utf-8")
    return folder / "club.yaml"


def test_power_is_planned_before_the_change(tmp_path: Path) -> None:
    path = _write(tmp_path, 12)
    done = CliRunner().invoke(plan, ["power", str(path)])
    assert done.exit_code == 0, done.output
    assert done.output.startswith(
        "Visits: with 12 months before (2024) and 12 after (2025), a change of about "
    )
    longer = CliRunner().invoke(plan, ["power", str(path), "--after", "24"])
    assert "24 after (January 2025 to December 2026)" in longer.output


def test_too_few_months_are_said_to_be_too_few(tmp_path: Path) -> None:
    done = CliRunner().invoke(plan, ["power", str(_write(tmp_path, 4))])
    assert "fewer than six values do not show how much it varies" in done.output


def test_a_wrong_configuration_is_reported_as_by_check(tmp_path: Path) -> None:
    path = _write(tmp_path, 12)
    path.write_text(CONFIG.replace("value: n", "value: m"), encoding="utf-8")
    done = CliRunner().invoke(plan, ["power", str(path)])
    assert done.exit_code == 2
    assert "error[" in done.output
