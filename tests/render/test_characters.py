"""A character that can't be printed is replaced, and reported with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reportgen.design.font_subset import print_fonts
from reportgen.diagnostics import Severity
from reportgen.errors import RenderError
from reportgen.pipeline import BuildOptions, build_brief, check_brief, load_organization
from reportgen.render.pdf.fontless import printable
from reportgen.verify.verification import verify

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.diagnostics import Diagnostic


def write(folder: Path, title: str, campaign: str = "Spring") -> Path:
    rows = [f"2024-{month:02},{100 + 9 * month + month % 3}" for month in range(1, 13)]
    (folder / "data.csv").write_text("month,followers\n" + "\n".join(rows) + "\n")
    (folder / "campaigns.csv").write_text(
        f"name,month,seen\nAutumn,2024-02,6\n{campaign},2024-01,50\nWinter,2024-03,9\n",
        encoding="utf-8",
    )
    config = folder / "config.yaml"
    config.write_text(
        f'reportgen: 1\norganization: {{name: River Club}}\nbrief:\n  title: "{title}"\n'
        "metrics:\n  followers: {kind: level, file: data.csv, date: month, value: followers}\n"
        "campaigns: {file: campaigns.csv, name: name, date: month, value: seen, complete: true}\n",
        encoding="utf-8",
    )
    return config


def replaced(config: Path) -> tuple[Diagnostic, ...]:
    """Return the warnings of a build, after comparing them with those of a check."""
    options = BuildOptions(output=config.parent / "out", formats=("pdf",))
    made = build_brief(config, options)
    assert made.is_made
    found = [item for item in made.diagnostics if item.code == "REN010"]
    assert all(item.severity is Severity.WARNING for item in found)
    checked = check_brief(config, options)
    assert [item for item in checked if item.code == "REN010"] == found
    return tuple(found)


def printed(config: Path) -> str:
    """Return the words of the PDF."""
    pdfium = pytest.importorskip("pypdfium2")
    document = pdfium.PdfDocument(next((config.parent / "out").rglob("*.pdf")))
    try:
        pages = [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()
    return " ".join(" ".join(pages).split())


@pytest.mark.parametrize(
    ("written", "number", "column"),
    [
        ("We \N{KHITAN SMALL SCRIPT CHARACTER-18B00} grew", "U+18B00 (", 14),
        ("We \ue0a0 grew", "U+E0A0", 14),
        ("We \\ue0a0 grew", "U+E0A0", 14),
        ("We \u0378 grew", "U+0378", 14),
        ("We \\U000E0FFF grew", "U+E0FFF", 14),
    ],
    ids=["script without a font", "private", "private escape", "unassigned", "unassigned escape"],
)
def test_a_character_of_the_configuration_has_a_place(
    tmp_path: Path, written: str, number: str, column: int
) -> None:
    config = write(tmp_path, written)
    found = replaced(config)
    assert [item.code for item in found] == ["REN010"]
    assert number in found[0].message
    place = found[0].place
    assert place is not None
    assert (place.file, place.line, place.column) == (str(config), 4, column)


@pytest.mark.parametrize("character", ["\ue0a0", "\u0378"])
def test_a_character_of_a_cell_has_its_file_and_row(tmp_path: Path, character: str) -> None:
    found = replaced(write(tmp_path, "Growth", campaign=f"Day {character}"))
    place = found[0].place
    assert place is not None
    assert (place.file, place.line, place.column) == ("campaigns.csv", 3, 5)


@pytest.mark.parametrize(
    "written",
    ["a\u202eb", "a\u2066b", "a\\u202eb", "a\\ud800b", "a\x07b", "a\\0b"],
    ids=["override", "isolate", "escaped override", "surrogate", "bell", "null"],
)
def test_bidirectional_controls_and_invalid_characters_are_refused_when_read(
    tmp_path: Path, written: str
) -> None:
    loaded = load_organization(write(tmp_path, written))
    assert loaded.configuration is None
    place = loaded.diagnostics[0].place
    assert place is not None
    assert place.line == 4


@pytest.mark.parametrize("written", ["zero\u200bwidth", "word\u2060joiner", "Zoë Ω Ж é"])
def test_invisible_marks_and_common_letters_are_printed(tmp_path: Path, written: str) -> None:
    config = write(tmp_path, written)
    options = BuildOptions(output=tmp_path / "out", formats=("pdf",))
    assert build_brief(config, options).is_made


def test_an_emoji_is_left_out_in_print_and_kept_on_screen(tmp_path: Path) -> None:
    config = write(tmp_path, "We grew \N{PARTY POPPER}", campaign="Camp \N{CAMPING}\ufe0f day")
    options = BuildOptions(output=tmp_path / "out", formats=("html", "pdf"))
    assert build_brief(config, options).is_made
    assert "\N{PARTY POPPER}" not in printed(config)
    page = next((tmp_path / "out").rglob("*.html"))
    assert "We grew \N{PARTY POPPER}" in page.read_text(encoding="utf-8")
    for file in (page, next((tmp_path / "out").rglob("*.pdf"))):
        assert not verify(file).findings


def test_an_emoji_that_is_all_there_is_becomes_its_name() -> None:
    faces = print_fonts("a", "a")
    page = "<p>Fair \N{PARTY POPPER}\ufe0f day</p><td>\N{PARTY POPPER}</td>"
    found = printable(page, faces)
    assert found == "<p>Fair  day</p><td>[party popper]</td>"


def test_a_letter_without_a_font_becomes_the_replacement_character_and_attributes_keep_it() -> None:
    letter = "\N{KHITAN SMALL SCRIPT CHARACTER-18B00}"
    page = f'<title>{letter}</title><p aria-label="{letter}">a{letter}</p>'
    found = printable(page, print_fonts("a", "a"))
    assert found == f'<title>{letter}</title><p aria-label="{letter}">a\ufffd</p>'


def test_a_digit_without_a_font_is_refused(tmp_path: Path) -> None:
    config = write(tmp_path, "Grew by \N{DIVES AKURU DIGIT FOUR}")
    with pytest.raises(RenderError) as caught:
        build_brief(config, BuildOptions(output=tmp_path / "out", formats=("pdf",)))
    assert [item.code for item in caught.value.diagnostics] == ["REN010"]


@pytest.mark.parametrize("words", ["सबका स्वागत है", "ສະບາຍ ດີ"])
def test_two_words_of_a_script_are_printed(tmp_path: Path, words: str) -> None:
    config = write(tmp_path, words)
    assert not [item for item in replaced(config) if "U+0020" in item.message]
