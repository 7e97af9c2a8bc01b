"""A survey read from a file with one row per person."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reportgen.api import analyse

if TYPE_CHECKING:
    from pathlib import Path

CONFIG = """\
reportgen: 1
organization: {name: River Club}
brief: {report_date: 2024-06-30}
surveys:
  - {id: skills, question: Can you steer a boat?, file: answers.csv}
"""


def test_answers_in_a_file_are_counted_and_compared(tmp_path: Path) -> None:
    (tmp_path / "club.yaml").write_text(CONFIG, encoding="utf-8")
    rows = ["no,yes"] * 6 + ["yes,yes"] * 2 + ["no,no"]
    (tmp_path / "answers.csv").write_text("before,after\n" + "\n".join(rows) + "\n")
    quantities = analyse(tmp_path / "club.yaml").outcomes.quantities
    assert quantities["surveys.skills.before.share"].value == 2 / 9
    assert quantities["surveys.skills.after.share"].value == 8 / 9
    assert quantities["surveys.skills.change.p_value"].value == pytest.approx(0.0141, abs=5e-5)
