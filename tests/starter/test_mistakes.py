"""Mistakes that people in an office make: the message alone says how to undo each of them."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest
from openpyxl import Workbook

from reportgen.diagnostics import Severity, format_diagnostic
from reportgen.pipeline import BuildOptions, check_brief

_BASE = """\
reportgen: 1
organization:
  name: Elmwood Food Bank
brief:
  kind: board
reporting_period: last quarter
metrics:
  households:
    kind: count
    file: data/monthly.csv
    date: Month
    value: Households
  on_time:
    kind: rate
    file: data/monthly.csv
    date: Month
    value: On time
goals:
  - id: serve
    specific: Serve more households
    measurable: {metric: households, average_of: reporting, target: 450}
    achievable: A second van.
    relevant: People wait.
    time_bound: 2026-12
    owner: Ada Ng
committee:
  members:
    - {id: a1, name: Ada Ng, role: Chair}
    - {id: b1, name: Bo Li, role: Treasurer, reports_to: Chair}
"""
_ROWS = [
    (f"{2024 + n // 12}-{n % 12 + 1:02}", 400 + n * 37 % 51, f"{0.8 + n * 7 % 13 / 100:.2f}")
    for n in range(24)
]
_DATA = "Month,Households,On time\n" + "".join(f"{a},{b},{c}\n" for a, b, c in _ROWS)
_YAML, _CSV = "config.yaml", "data/monthly.csv"
_GOAL = "{metric: households, average_of: reporting, target: 450}"


class Mistake(NamedTuple):
    """What somebody typed for `right`, what the help says, and what is typed after reading it."""

    name: str
    right: str
    wrong: str
    help: str
    fix: str
    file: str = _YAML
    files: tuple[tuple[str, str], ...] = ()
    """Other files of the folder."""
    fix_also: tuple[str, str] = ("", "")
    """What else the help says, as a replacement in the configuration."""


_BRAND = "  name: Elmwood Food Bank\n  brand: brand.yaml"
_LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'
)
MISTAKES = (
    # Ten that were tried with newcomers.
    Mistake("a key mistyped", "specific:", "specfic:", "did you mean `specific`?", "specific:"),
    Mistake(
        "a column that is not there",
        "value: Households",
        "value: Household count",
        "did you mean `Households`?",
        "value: Households",
    ),
    Mistake("a tab", "    kind: count", "\tkind: count", "indent with spaces", "    kind: count"),
    Mistake(
        "a date with dots",
        "time_bound: 2026-12",
        "time_bound: 31.12.2026",
        "write `2026-12-31`",
        "time_bound: 2026-12-31",
    ),
    Mistake(
        "a goal without a date",
        "    time_bound: 2026-12\n",
        "",
        "time_bound: by when",
        "    time_bound: 2026-12\n",
    ),
    Mistake("an id twice", "id: b1", "id: a1", "rename one of the two", "id: b1"),
    Mistake(
        "a logo that is missing",
        "logo: logo.svg",
        "logo: logo.png",
        "put the file next to the brand file, and give its name there",
        "logo: logo.svg",
        file="brand.yaml",
        files=(
            ("brand.yaml", "logo: logo.svg\n"),
            ("logo.svg", _LOGO),
            (_YAML, _BASE.replace("  name: Elmwood Food Bank", _BRAND)),
        ),
    ),
    Mistake(
        "a share of 90",
        _GOAL,
        "{metric: on_time, average_of: reporting, target: 90}",
        "write `90%` or `0.9`",
        "{metric: on_time, average_of: reporting, target: 90%}",
    ),
    Mistake(
        "the lock file of Excel",
        "file: data/monthly.csv",
        "file: data/~$monthly.xlsx",
        "name the workbook itself: `data/monthly.xlsx`",
        "file: data/monthly.xlsx",
    ),
    Mistake("a decimal comma", "target: 450", "target: 450,5", "`'450,5'`", "target: '450,5'"),
    # Others that are typical of people who keep spreadsheets and write letters.
    Mistake("thousands", "target: 450", "target: 25,000", "`'25,000'`", "target: '25,000'"),
    Mistake(
        "quotation marks of a letter",
        "name: Elmwood Food Bank",
        "name: “Elmwood: Food Bank”",
        'straight ones: `"`',
        'name: "Elmwood: Food Bank"',
    ),
    Mistake(
        "a colon in a text",
        "Serve more households",
        "Our aim: serve more",
        "put the whole text in quotes",
        '"Our aim: serve more"',
    ),
    Mistake(
        "a percentage of a count",
        "target: 450",
        "target: 450%",
        "write the number to reach, without `%`",
        "target: 450",
    ),
    Mistake(
        "a date with slashes",
        "time_bound: 2026-12",
        "time_bound: 3/4/26",
        "write `2026-03-04` or `2026-04-03`",
        "time_bound: 2026-04-03",
    ),
    Mistake(
        "a date with slashes in the data",
        "2024-05,",
        "5/1/24,",
        "write the year first",
        "2024-05,",
        file=_CSV,
    ),
    Mistake(
        "a file moved into a folder",
        "file: data/monthly.csv",
        "file: monthly.csv",
        "did you mean `data/monthly.csv`?",
        "file: data/monthly.csv",
    ),
    Mistake(
        "a file renamed",
        "file: data/monthly.csv",
        "file: data/monthly-new.csv",
        "did you mean `data/monthly.csv`?",
        "file: data/monthly.csv",
    ),
    Mistake(
        "a column renamed in the spreadsheet",
        "Month,Households",
        "Month,Households served",
        "did you mean `Households served`?",
        "Month,Households served",
        file=_CSV,
        fix_also=("value: Households", "value: Households served"),
    ),
    Mistake(
        "a metric mistyped",
        "{metric: households",
        "{metric: houshold",
        "did you mean `households`?",
        "{metric: households",
    ),
    Mistake(
        "a line too far to the right",
        "    specific:",
        "     specific:",
        "align the line with its neighbours",
        "    specific:",
    ),
    Mistake(
        "a key twice",
        "    owner: Ada Ng\n",
        "    owner: Ada Ng\n    owner: Bo Li\n",
        "keep one of the two",
        "    owner: Bo Li\n",
    ),
    Mistake(
        "a target in words",
        "target: 450",
        "target: four hundred",
        "write a number in digits",
        "target: 400",
    ),
    Mistake(
        "a target with a sign of money",
        "target: 450",
        "target: $450",
        "write the number alone: `target: 450`",
        "target: 450",
    ),
    Mistake(
        "an owner who is no member",
        "owner: Ada Ng",
        "owner: Ada Nguyen",
        "did you mean `Ada Ng`?",
        "owner: Ada Ng",
    ),
    Mistake(
        "a word before a number in the data",
        "2024-05,",
        "2024-05,about ",
        "write the number alone",
        "2024-05,",
        file=_CSV,
    ),
    Mistake(
        "a period in words",
        "average_of: reporting",
        "average_of: last quarter",
        "write `average_of: reporting`",
        "average_of: reporting",
    ),
    Mistake(
        "another word for a kind",
        "kind: rate",
        "kind: percentage",
        "did you mean `rate`?",
        "kind: rate",
    ),
    Mistake(
        "a key in the wrong group",
        "  kind: board\nreporting_period",
        "  kind: board\n  reporting_period",
        "move `reporting_period` to the left edge",
        "  kind: board\nreporting_period",
    ),
    Mistake(
        "a period mistyped",
        "last quarter",
        "last quater",
        "did you mean `last quarter`?",
        "last quarter",
    ),
    Mistake(
        "a role that nobody has",
        "reports_to: Chair",
        "reports_to: Chairman",
        "did you mean `Chair`?",
        "reports_to: Chair",
    ),
    Mistake(
        "no space after a colon",
        "value: On time",
        "value:On time",
        "write a colon and a space after the key",
        "value: On time",
    ),
    Mistake(
        "an at sign",
        "name: Elmwood Food Bank",
        "name: @Elmwood",
        "put the value in quotes",
        'name: "@Elmwood"',
    ),
    Mistake(
        "a number sign",
        "specific: Serve more households",
        "specific: #1 is more households",
        "put a text that starts with `#` in quotes",
        'specific: "#1 is more households"',
    ),
    Mistake(
        "percentages as 85",
        ",0.8",
        ",8",
        "set `in_percent: true`",
        ",8",
        file=_CSV,
        fix_also=("kind: rate", "kind: rate\n    in_percent: true"),
    ),
    Mistake("a brace left open", "450}", "450", "close it with `]` or `}`", "450}"),
    Mistake(
        "a path of Windows",
        "file: data/monthly.csv",
        "file: data\\monthly.csv",
        "separate folders with `/`",
        "file: data/monthly.csv",
    ),
    Mistake(
        "which number of a metric",
        ", average_of: reporting",
        "",
        "add `average_of: reporting`",
        ", average_of: reporting",
    ),
    Mistake(
        "a list without a dash",
        "  - id: serve",
        "    id: serve",
        "put `- ` in front",
        "  - id: serve",
    ),
    Mistake(
        "a brand in the same file",
        "  name: Elmwood Food Bank",
        '  name: Elmwood Food Bank\n  brand: {color: {primary: "#a03030"}}',
        "`brand: brand.yaml`",
        _BRAND,
        files=(("brand.yaml", 'color: {primary: "#a03030"}\n'),),
    ),
)


def _problems(mistake: Mistake, typed: str, *, is_fixed: bool) -> str:
    """Return what is printed about the files with a text in the place of the right one."""
    texts = {_YAML: _BASE, _CSV: _DATA, **dict(mistake.files)}
    assert mistake.right in texts[mistake.file], mistake.right
    texts[mistake.file] = texts[mistake.file].replace(mistake.right, typed)
    if is_fixed:
        texts[_YAML] = texts[_YAML].replace(*mistake.fix_also)
    Path("data").mkdir(exist_ok=True)
    for name, text in texts.items():
        Path(name).write_text(text, encoding="utf-8")
    book = Workbook()
    assert book.active is not None
    for row in [("Month", "Households", "On time"), *((a, b, float(c)) for a, b, c in _ROWS)]:
        book.active.append(row)
    book.save("data/monthly.xlsx")
    found = check_brief(Path(_YAML), BuildOptions(output=Path("output")))
    bad = [item for item in found if is_fixed is False or item.severity is not Severity.ADVICE]
    return "\n".join(map(format_diagnostic, bad))


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_the_message_says_how_to_undo_a_mistake(
    mistake: Mistake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    printed = _problems(mistake, mistake.wrong, is_fixed=False)
    assert mistake.help in printed
    assert _problems(mistake, mistake.fix, is_fixed=True) == ""
