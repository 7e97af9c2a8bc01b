"""A form's answers, a list of events and a list of people, as an office keeps them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.config.loader import load_configuration
from reportgen.pipeline import BuildOptions, build_brief
from reportgen.starter.folder import write_guess

if TYPE_CHECKING:
    from pathlib import Path

_AGREE = ("Strongly disagree", "Disagree", "Neutral", "Agree", "Strongly agree")


def _build(folder: Path, *files: tuple[str, str]) -> str:
    """Return the configuration written for some files, after a build without errors."""
    paths = []
    for name, text in files:
        paths.append(folder / name)
        paths[-1].write_text(text, encoding="utf-8")
    made = write_guess(folder / "club", paths)
    built = build_brief(made.files[0], BuildOptions(output=folder / "out", formats=("html",)))
    assert built.is_made, built.diagnostics
    return made.files[0].read_text(encoding="utf-8")


def test_the_export_of_a_form_becomes_questions(tmp_path: Path) -> None:
    rows = "".join(
        f"3/{n + 1}/2025 10:00:00,{_AGREE[n * 7 % 5]},{n % 6 + 5},{('Yes', 'No')[n % 3 > 1]},"
        f"Łukasz {n}\n"
        for n in range(28)
    )
    header = 'Timestamp,I feel welcome,"Would you recommend us? (0-10)",Did you come back?,Name\n'
    text = _build(tmp_path, ("answers.csv", header + rows))
    assert "scale: [Strongly disagree, Disagree, Neutral, Agree, Strongly agree]" in text
    assert "yes: [Agree, Strongly agree]" in text
    assert 'scale: "0-10"' in text
    assert 'yes: ["Yes"]' in text
    assert "Łukasz" not in text
    assert "metrics:" not in text


def test_a_scale_needs_all_answers_to_be_on_it(tmp_path: Path) -> None:
    rows = "".join(
        f"2025-{n:02},{n * 7 % 5 + 3},{'Agree' if n % 2 else 'Hm'}\n" for n in range(1, 13)
    )
    text = _build(tmp_path, ("visits.csv", f"month,visits,note\n{rows}"))
    assert "surveys:" not in text
    assert "  visits:" in text


def test_events_without_a_rhythm_are_counted_and_named_by_their_file(tmp_path: Path) -> None:
    days = [(month, day) for month in range(1, 13) for day in (2 + month % 3, 9, 20 + month % 5)]
    rows = "".join(f"2025-{month:02}-{day:02},Talk {day},{day + month}\n" for month, day in days)
    text = _build(tmp_path, ("events.csv", f"date,what,attendees\n{rows}TBC,Fête,\n"))
    assert "  events:\n" in text
    assert "count_rows: true" in text
    assert "  attendees:\n" in text
    assert "undated: leave_out" in text


def test_people_with_terms_stay_in_their_file(tmp_path: Path) -> None:
    rows = "Łucja Łódź,Chair,2023-01-01,\nAda Ng,Treasurer,2024-01-01,\n"
    text = _build(tmp_path, ("committee.csv", f"Name,Position,Since,Until\n{rows}"))
    assert "holdings: {file: data/committee.csv, person: Name, role: Position" in text
    assert "Łucja" not in text


def test_people_without_dates_are_written_down(tmp_path: Path) -> None:
    rows = "Łucja Łódź,Chair\n,Secretary\n"
    visits = "month,visits\n" + "".join(f"2025-{n:02},{n * 7 % 5 + 3}\n" for n in range(1, 13))
    text = _build(tmp_path, ("people.csv", f"name,role\n{rows}"), ("visits.csv", visits))
    assert "- {name: Łucja Łódź, role: Chair}" in text
    assert "- {role: Secretary}" in text
    assert load_configuration(tmp_path / "club" / "club.yaml").configuration is not None


def test_downloads_of_one_export_are_one_metric(tmp_path: Path) -> None:
    def part(first: int) -> str:
        rows = "".join(f"2025-{n:02},{n * 7 % 5 + 3}\n" for n in range(first, first + 6))
        return f"month,visits\n{rows}"

    text = _build(
        tmp_path,
        ("visits (1).csv", part(1)),
        ("visits (2).csv", part(7)),
        ("people.csv", "name,role\nAda Ng,Chair\n"),
    )
    assert 'file: "data/visits (*).csv"' in text
    assert text.count("value: visits") == 1


def test_names_with_letters_of_other_languages_become_keys(tmp_path: Path) -> None:
    rows = "".join(f"2025-{n:02},{n * 7 % 5 + 3}\n" for n in range(1, 13))
    text = _build(tmp_path, ("łódź.csv", f"miesiąc,Zgłoszenia\n{rows}"))
    assert "  zgloszenia:\n" in text
    assert "label: zgłoszenia" in text
