from __future__ import annotations

import pytest

from reportgen.diagnostics import (
    Diagnostic,
    Place,
    Severity,
    diagnostic_record,
    format_diagnostic,
    format_github,
    has_errors,
)

UNKNOWN_KEY = Diagnostic(
    code="CFG003",
    severity=Severity.ERROR,
    message="unknown key `goal` in committee `outreach`",
    place=Place(file="club.yaml", line=11, column=5, width=4, text="    goal: [G3]"),
    help="did you mean `goals`?",
)


def test_a_diagnostic_shows_its_line_with_a_mark_under_the_spot() -> None:
    assert format_diagnostic(UNKNOWN_KEY) == (
        "error[CFG003]: unknown key `goal` in committee `outreach`\n"
        "  --> club.yaml:11:5\n"
        "   |\n"
        "11 |     goal: [G3]\n"
        "   |     ^^^^\n"
        "   = help: did you mean `goals`?"
    )


def test_a_mark_never_exceeds_its_line() -> None:
    place = Place(file="a.yaml", line=1, column=3, width=900, text="a: b")
    shown = format_diagnostic(
        Diagnostic(code="X", severity=Severity.ERROR, message="m", place=place)
    )
    assert shown.endswith("|   ^^")


def test_a_tab_before_the_spot_does_not_shift_the_mark() -> None:
    place = Place(file="a.yaml", line=1, column=2, width=1, text="\tx")
    lines = format_diagnostic(
        Diagnostic(code="X", severity=Severity.ERROR, message="m", place=place)
    ).splitlines()
    assert lines[-1].index("^") == lines[-2].index("x")


def test_a_whole_file_has_no_line_and_a_rootless_problem_no_place() -> None:
    whole = Diagnostic(
        code="X", severity=Severity.WARNING, message="m", place=Place(file="data.csv")
    )
    assert format_diagnostic(whole) == "warning[X]: m\n --> data.csv"
    rootless = Diagnostic(code="X", severity=Severity.ADVICE, message="m", note="a fact")
    assert format_diagnostic(rootless) == "advice[X]: m\n  = note: a fact"


def test_only_errors_count_as_errors() -> None:
    warning = Diagnostic(code="X", severity=Severity.WARNING, message="m")
    assert not has_errors([warning])
    assert has_errors([warning, UNKNOWN_KEY])


def test_the_github_format_escapes_special_characters() -> None:
    hostile = Diagnostic(
        code="CFG001",
        severity=Severity.ERROR,
        message="50% off\n::error::forged",
        place=Place(file="a,b:c.yaml", line=3, column=1),
    )
    text = format_github(hostile)
    assert "\n" not in text
    assert text.startswith("::error file=a%2Cb%3Ac.yaml,line=3,col=1,title=CFG001::50%25 off%0A")


def test_the_record_has_place_and_help() -> None:
    record = diagnostic_record(UNKNOWN_KEY)
    assert (record["file"], record["line"], record["column"]) == ("club.yaml", 11, 5)
    assert record["help"] == "did you mean `goals`?"


@pytest.mark.parametrize(
    ("line", "column", "text"),
    [
        (3, 2, "a.xlsx, sheet 2024, cell B3"),
        (14, 27, "a.xlsx, sheet 2024, cell AA14"),
        (1, 702, "a.xlsx, sheet 2024, cell ZZ1"),
        (1, 703, "a.xlsx, sheet 2024, cell AAA1"),
        (3, None, "a.xlsx, sheet 2024, row 3"),
        (None, None, "a.xlsx, sheet 2024"),
    ],
)
def test_a_place_in_a_workbook_is_a_cell_of_a_sheet(
    line: int | None, column: int | None, text: str
) -> None:
    assert str(Place(file="a.xlsx", line=line, column=column, sheet="2024")) == text


def test_the_record_has_the_sheet() -> None:
    place = Place(file="a.xlsx", line=3, column=2, sheet="2024")
    item = Diagnostic(code="DAT030", severity=Severity.ERROR, message="no number", place=place)
    assert diagnostic_record(item)["sheet"] == "2024"
    assert diagnostic_record(UNKNOWN_KEY)["sheet"] is None


def test_control_characters_in_a_message_are_escaped() -> None:
    cell = "\x1b[2J\x1b]0;all well\x07\u202e001\u2066\r\x9b1m"
    place = Place(file="a\x1b[1m.csv", line=2, column=9, text=f"2020-02,{cell}")
    item = Diagnostic(
        code="DAT030",
        severity=Severity.ERROR,
        message=f"expected a number, found `{cell}`",
        place=place,
        help=cell,
        note=cell,
    )
    lines = format_diagnostic(item).split("\n")
    assert len(lines) == 7
    assert all(line.isprintable() for line in lines)
