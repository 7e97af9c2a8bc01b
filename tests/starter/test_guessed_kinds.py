"""Scores, times and percentages are no counts: what `init --from` makes of such columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reportgen.model.metric import MetricKind
from reportgen.pipeline import BuildOptions, build_brief
from reportgen.starter.folder import write_guess
from reportgen.starter.guess import guess_metrics
from reportgen.starter.guessed_kind import guess_kind

if TYPE_CHECKING:
    from pathlib import Path

AVERAGE, COUNT, AMOUNT, RATE, LEVEL = (
    MetricKind.AVERAGE,
    MetricKind.COUNT,
    MetricKind.AMOUNT,
    MetricKind.RATE,
    MetricKind.LEVEL,
)


@pytest.mark.parametrize(
    ("name", "values", "kind", "keys"),
    [
        ("Satisfaction", [4, 5, 3, 4], AVERAGE, {"unit": "points"}),
        ("Course (1-5)", [4, 5, 3, 4], AVERAGE, {"unit": "points"}),
        ("How likely are you to recommend us?", [9, 10, 6, 8], AVERAGE, {"unit": "points"}),
        ("Zufriedenheit", [4, 2, 3, 4], AVERAGE, {"unit": "points"}),
        ("Feedback", [4.2, 4.4, 4.1, 4.6], AVERAGE, {"unit": "points"}),
        ("Feedback", [4.1, 4.2, 4.3, 4.4], AVERAGE, {"unit": "points"}),
        ("NPS", [31, -5, 40, 22], AVERAGE, {}),
        ("Average donation", [31, 45, 40, 22], AVERAGE, {}),
        ("Waiting time (minutes)", [31, 45, 40, 22], AVERAGE, {"unit": "minutes", "good": "down"}),
        ("Days to answer", [3, 5, 4, 2], AVERAGE, {"unit": "days", "good": "down"}),
        ("Wartezeit in Tagen", [3, 5, 4, 2], AVERAGE, {"good": "down"}),
        ("Minutes", [31, 45, 40, 22], AVERAGE, {"unit": "minutes"}),
        ("Volunteer days", [31, 45, 40, 22], COUNT, {}),
        ("Minutes watched", [310, 45, 40, 220], COUNT, {}),
        ("Satisfied %", [85, 90, 70, 88], RATE, {"in_percent": True}),
        ("Percent on time", [85.5, 90, 70, 88], RATE, {"in_percent": True}),
        ("Rate of return visits", [77, 81, 79, 88], RATE, {"in_percent": True}),
        ("Open rate", [0.31, 0.35, 0.3, 0.33], RATE, {}),
        ("Exchange rate", [131, 145, 140, 122], COUNT, {}),
        ("Raised ($)", [120, 80, 300, 10], AMOUNT, {"currency": "USD"}),
        ("Spenden in EUR", [120, 80, 300, 10], AMOUNT, {"currency": "EUR"}),
        ("Births", [1, 3, 0, 2], COUNT, {}),
        ("Complaints", [1, 3, 0, 2], COUNT, {"good": "down"}),
        ("Donations", [120.5, 80.25, 300, 10], AMOUNT, {}),
        ("Members", [400, 404, 409, 411], LEVEL, {}),
    ],
)
def test_the_kind_of_a_column(
    name: str, values: list[float], kind: MetricKind, keys: dict[str, str]
) -> None:
    found = guess_kind(name, values)
    assert (found.kind, dict(found.keys)) == (kind, keys)


_FORM = "Timestamp,How was the course?,Attendees\n" + "".join(
    f"2025-{month:02}-{day:02} 10:{day}:00,{day * month % 4 + 2},{day % 7 + month}\n"
    for month in range(1, 10)
    for day in (11, 11, 17, 23)
)


def test_the_answers_of_a_form_are_averaged_and_make_a_brief(tmp_path: Path) -> None:
    path = tmp_path / "form.csv"
    path.write_text(_FORM, encoding="utf-8")
    score, attendees = guess_metrics(path).metrics[1:]
    assert (score.kind, score.keys["combine"]) == (AVERAGE, "mean")
    assert (attendees.kind, attendees.keys["combine"]) == (COUNT, "sum")
    made = write_guess(tmp_path / "club", [path])
    options = BuildOptions(output=tmp_path / "out", formats=("txt",))
    result = build_brief(made.files[0], options)
    assert result.is_made
    assert [item.code for item in result.diagnostics if str(item.severity) != "advice"] == []
    text = next(file for file in result.files if file.suffix == ".txt").read_text("utf-8")
    assert "how was the course" in " ".join(text.casefold().split())


def test_rows_of_a_wide_table_are_judged_by_their_names(tmp_path: Path) -> None:
    path = tmp_path / "wide.csv"
    path.write_text("What,2024-01,2024-02,2024-03\nRating (0-10),7,8,6\nVisits,7,9,4\n", "utf-8")
    rating, visits = guess_metrics(path).metrics
    assert (rating.kind, visits.kind) == (AVERAGE, COUNT)
    assert (rating.keys["value"], rating.keys["label"]) == ("Rating (0-10)", "rating")


def test_columns_beyond_the_first_six_are_named(tmp_path: Path) -> None:
    path = tmp_path / "many.csv"
    path.write_text(
        "month,a1,b1,c1,d1,e1,f1,g1,h1\n2024-01,1,2,3,4,5,6,1,2\n2024-02,9,8,7,6,9,1,2,3\n", "utf-8"
    )
    made = write_guess(tmp_path / "club", [path])
    assert any(said.startswith("`g1`, `h1` can be added") for said in made.guesses)
