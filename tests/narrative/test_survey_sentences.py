"""Sentences on the answers in the exports of forms, at one time or two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.api import analyse
from reportgen.model.prose import plain_text
from reportgen.narrative.narrative import describe_outcomes
from reportgen.narrative.phrases import paragraph

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from reportgen.narrative.narrative import Narrative

WORDS = ("Never", "Sometimes", "Often", "Always")
SCALE = "scale: [Never, Sometimes, Often, Always]"
TWO_FILES = "before: {file: a.csv}, after: {file: b.csv}"
PERIODS = """\
periods:
  spring: {from: 2024-03, to: 2024-05}
  autumn: {from: 2024-09, to: 2024-11}
"""


def narrative(
    folder: Path, survey: str, *files: Sequence[Sequence[object]], more: str = ""
) -> Narrative:
    """Return what is said of one question; the rows of the first file are those of `a.csv`."""
    for name, rows in zip("ab", files, strict=False):
        lines = ["answer,more", *(",".join(map(str, row)) for row in rows)]
        (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    path = folder / "club.yaml"
    path.write_text(
        "reportgen: 1\norganization: {name: River Club}\nbrief: {report_date: 2024-12-31}\n"
        f"{more}surveys: [{{id: q, question: Do you feel safe?, {survey}}}]\n",
        encoding="utf-8",
    )
    found = analyse(path)
    return describe_outcomes(found.configuration, found.outcomes)


def full_text(found: Narrative) -> str:
    return plain_text(paragraph(*found.statements["surveys.q"].full))


def short_text(found: Narrative) -> str:
    return plain_text(paragraph(*found.statements["surveys.q"].short))


def words(count: int, shift: int = 0, *, every: int = 1) -> list[tuple[str, int]]:
    """Return answers in words with people, each `every`-th moved up by `shift` where possible."""
    return [
        (WORDS[min(3, who % 4 + (0 if who % every == 1 else shift))], who) for who in range(count)
    ]


def test_answers_of_one_time_have_a_mean_and_no_test(tmp_path: Path) -> None:
    rows = [(value, "") for value in (7, 8, 9, 6, 10, 7, 8, 9, 8, 8, 3, 5)]
    found = narrative(tmp_path, "column: answer, file: a.csv, scale: 0-10", rows)
    assert full_text(found) == (
        "On a scale from 0 to 10, the mean answer to “Do you feel safe?” was 7.3 (95% CI 6.1-8.6; "
        "12 answers)."
    )
    alt = plain_text(found.figure_words["surveys.q"].alt)
    assert alt.endswith(" Above the middle of the scale: 83% of 12 answers.")


def test_several_answers_that_count_as_yes_are_listed(tmp_path: Path) -> None:
    asked = "column: answer, file: a.csv, yes: [Sometimes, Often, Always]"
    assert short_text(narrative(tmp_path, asked, words(11))) == (
        "Of 11 respondents, 8 (73%) chose “Sometimes”, “Often” or “Always” when asked “Do you feel "
        "safe?”"
    )


def test_two_files_of_different_people_are_two_times(tmp_path: Path) -> None:
    asked = f"column: answer, {TWO_FILES}, {SCALE}"
    full = full_text(narrative(tmp_path, asked, words(11), words(11, 1)))
    assert full.startswith(
        "On a scale from “Never” to “Always”, the median answer to “Do you feel safe?” was “Often” "
        "(3 of 4; 11 answers) the second time, compared with “Sometimes” (2 of 4; 11 answers) the "
        "first time."
    )
    assert "Wilcoxon-Mann-Whitney test, P=.10" in full


def test_two_files_of_the_same_people_are_compared_person_by_person(tmp_path: Path) -> None:
    asked = f"column: answer, {TWO_FILES}, person: more, yes: [Often, Always]"
    full = full_text(narrative(tmp_path, asked, words(12), words(12, 1)))
    assert full.startswith(
        "Of the 12 who answered both times, 9 (75%) chose “Often” or “Always” when asked “Do you "
        "feel safe?” the second time, compared with 6 (50%) the first time. The difference may "
        "be chance (25 percentage points, 95% CI −6 to 57; exact unconditional McNemar test, P="
    )
    assert "different people" not in full


def test_words_of_the_same_people_say_how_many_answered_higher_and_lower(tmp_path: Path) -> None:
    asked = f"column: answer, {TWO_FILES}, person: more, {SCALE}"
    full = full_text(narrative(tmp_path, asked, words(12), words(12, 1, every=3)))
    assert (
        "The later answers were higher: 6 of 12 (50%) gave a higher "
        "answer the second time and 0 of 12 (0%) a lower one, a difference of 50 percentage "
        "points (95% CI 12-79; exact unconditional sign test, P=.01)."
    ) in full


def test_a_change_that_is_everyones_has_no_test_and_says_why(tmp_path: Path) -> None:
    before, after = ([(who % 4 + shift, who) for who in range(12)] for shift in (0, 1))
    asked = f"column: answer, {TWO_FILES}, person: more, scale: 0-10"
    full = full_text(narrative(tmp_path, asked, before, after))
    assert "No test was made: everyone's answer changed by the same amount." in full


def test_answers_of_named_periods_say_when_they_were_given(tmp_path: Path) -> None:
    rows = [(n % 4 + 5, f"2024-{10 if n % 2 else 4:02}-{n + 1:02}") for n in range(24)]
    asked = "column: answer, file: a.csv, date: more, contrast: [autumn, spring], scale: 0-10"
    found = narrative(tmp_path, asked, rows, more=PERIODS)
    assert short_text(found).startswith(
        "On a scale from 0 to 10, the mean answer to “Do you feel safe?” was 7.0 (12 answers) "
        "between September and November 2024, compared with 6.0 (12 answers) between March and May "
        "2024; the later answers were higher."
    )


def test_a_time_without_answers_is_said_to_have_none(tmp_path: Path) -> None:
    late = [(n % 4, f"2025-01-{n + 1:02}") for n in range(12)]
    autumn = [(n % 4, f"2024-10-{n + 1:02}") for n in range(12)]
    once = "column: answer, file: a.csv, date: more, scale: 0-10"
    assert short_text(narrative(tmp_path, once, late)) == (
        "Answers to “Do you feel safe?” could not be reported: a median needs at least 1 answer."
    )
    twice = f"{once}, contrast: [autumn, spring]"
    assert short_text(narrative(tmp_path, twice, autumn, more=PERIODS)) == (
        "Answers to “Do you feel safe?” could not be compared: a median needs at least 1 answer."
    )


def test_a_question_that_was_asked_once_has_its_share_or_why_not(tmp_path: Path) -> None:
    assert full_text(narrative(tmp_path, "answers: {yes: 31, asked: 46}")) == (
        "Of 46 respondents, 31 (67%, 95% CI 53%-79%) said yes when asked “Do you feel safe?”"
    )
    withheld = narrative(tmp_path, "answers: {yes: 3, asked: 46}", more="privacy: {}\n")
    assert full_text(withheld) == (
        "Answers to “Do you feel safe?” could not be reported: withheld, so that nothing is "
        "revealed about fewer than 5 people."
    )
