"""Hostile labels and extreme values in figures and pages."""

from __future__ import annotations

import re
import time
from html import unescape
from typing import TYPE_CHECKING

import pytest

from reportgen.diagnostics import has_errors
from reportgen.pipeline import BuildOptions, BuildResult, build_brief, load_organization
from tests.processor_time import seconds

if TYPE_CHECKING:
    from pathlib import Path

LABELS = (
    "$5 and $10",
    r"$\frac$ of $x_",
    "a_$x_$ ^{2}",
    r"\textbf{a} \\ % &amp;",
    "<b>bold</b> & <script>x</script>",
    '=HYPERLINK("http://example.org","a")',
    "+1+cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "-2+3",
    "{{ 7*7 }} {% raw %} ${7*7} #{7*7}",
    "%s %d %n {0.__class__}",
    "a]]>b --> c",
    "עִבְרִית and العربية",
    "Ελληνικά, Кириллица, Tiếng Việt",
)


def _build(
    folder: Path, *, label: str = "Members", values: list[str], more: str = ""
) -> BuildResult:
    rows = "".join(f"{2018 + n // 12}-{1 + n % 12:02},{value}\n" for n, value in enumerate(values))
    (folder / "data.csv").write_text(f"month,n\n{rows}", encoding="utf-8")
    quoted = label.replace("'", "''")
    path = folder / "club.yaml"
    path.write_text(
        "reportgen: 1\norganization: {name: River Club}\nintervention: {on: 2019-01-01}\n"
        f"metrics:\n  n: {{kind: count, label: '{quoted}', file: data.csv, date: month, "
        f"value: n}}\n{more}",
        encoding="utf-8",
    )
    return build_brief(path, BuildOptions(output=folder / "out", formats=("html", "md")))


@pytest.mark.parametrize("label", LABELS)
def test_a_label_is_printed_literally(label: str, tmp_path: Path) -> None:
    result = _build(tmp_path, label=label, values=[str(40 + n * 7 % 13) for n in range(24)])
    assert result.is_made, result.diagnostics
    (page,) = (path for path in result.files if path.suffix == ".html")
    text = page.read_text(encoding="utf-8")
    assert "<b>bold" not in text
    assert "<script>x" not in text
    words = " ".join(unescape(re.sub(r"(?s)<(style|script).*?</\1>|<[^>]+>", " ", text)).split())
    assert " ".join(label.split()) in words
    pictures = [path for path in result.files if path.suffix == ".svg"]
    assert pictures
    drawn = "".join(unescape(path.read_text(encoding="utf-8")) for path in pictures)
    assert label.split(maxsplit=1)[0] in drawn


@pytest.mark.parametrize(
    "values",
    [
        ["5"] * 24,
        ["0"] * 24,
        ["1"],
        ["1", "2"],
        ["0"] * 23 + ["1000000000000"],
        [""] * 23 + ["7"],
        ["0.000001"] * 12 + ["0.000002"] * 12,
    ],
    ids=["all-equal", "all-zero", "one", "two", "one-far-off", "one-of-many", "tiny"],
)
def test_extreme_values_are_drawn_or_refused_with_a_message(
    values: list[str], tmp_path: Path
) -> None:
    result = _build(tmp_path, values=values)
    assert result.is_made != has_errors(result.diagnostics)


def test_invalid_values_are_refused(tmp_path: Path) -> None:
    result = _build(tmp_path, values=[""] * 24)
    assert not result.is_made
    assert all(item.code.startswith("DAT") for item in result.diagnostics)


def test_five_thousand_campaigns_take_seconds(tmp_path: Path) -> None:
    rows = "".join(
        f"Campaign {n},{2018 + n % 2}-{1 + n % 12:02}-{1 + n % 28:02},{n * 7919 % 5003}\n"
        for n in range(5000)
    )
    (tmp_path / "campaigns.csv").write_text(f"name,on,n\n{rows}", encoding="utf-8")
    more = "campaigns: {file: campaigns.csv, name: name, date: on, value: n}\n"
    start = time.process_time()
    result = _build(tmp_path, values=[str(n) for n in range(24)], more=more)
    assert result.is_made, result.diagnostics
    assert time.process_time() - start < seconds(30)
    assert sum(path.stat().st_size for path in result.files) < 10_000_000


@pytest.mark.parametrize("letter", ["\u202e", "\u202a", "\u2066", "\u2069"])
def test_bidirectional_control_characters_are_refused(letter: str, tmp_path: Path) -> None:
    path = tmp_path / "club.yaml"
    path.write_text(f"reportgen: 1\norganization: {{name: River{letter}bulC}}\n", encoding="utf-8")
    (found,) = load_organization(path).diagnostics
    assert (found.code, found.place and found.place.line) == ("CFG004", 2)
    path.write_text(
        f'reportgen: 1\norganization: {{name: "River\\u{ord(letter):04x}bulC"}}\n', encoding="utf-8"
    )
    assert "CFG004" in {item.code for item in load_organization(path).diagnostics}
