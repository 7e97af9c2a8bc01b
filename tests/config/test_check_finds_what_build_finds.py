"""`check` reports every problem that `build` would: texts, files, templates, fonts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reportgen.diagnostics import Severity
from reportgen.pipeline import BuildOptions, check_brief
from tests.fuzz.configurations import EXAMPLES, judge, mutant

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.diagnostics import Diagnostic

# A small part of `python -m tests.fuzz.configurations`, so that the suite stays fast.
SAMPLE = 25
# Layout is the slowest stage by far, so only some of the sample are built as PDF too.
PRINTED_EVERY = 12
BROKEN_PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x10\x08\x06\0\0\0"


def write(folder: Path, brief: str = "kind: editorial", organization: str = "") -> Path:
    rows = [f"2024-{month:02},{100 + 9 * month + month % 3}" for month in range(1, 13)]
    (folder / "data.csv").write_text("month,followers\n" + "\n".join(rows) + "\n")
    (folder / "brand.yml").write_text("color: {primary: forrest}\n")
    (folder / "works.bib").write_text("@misc{works, title = {Works}}\n")
    config = folder / "config.yaml"
    config.write_text(
        f"reportgen: 1\norganization:\n  name: River Club\n  {organization}\nbrief:\n  {brief}\n"
        "metrics:\n  followers: {kind: level, file: data.csv, date: month, value: followers}\n",
        encoding="utf-8",
    )
    return config


def errors(
    config: Path, kind: str | None = None, templates: Path | None = None
) -> dict[str, Diagnostic]:
    options = BuildOptions(output=config.parent / "out", kind=kind, templates=templates)
    found = check_brief(config, options)
    assert not (config.parent / "out").exists()
    return {item.code: item for item in found if item.severity is Severity.ERROR}


@pytest.mark.parametrize("number", range(SAMPLE))
def test_what_check_accepts_can_be_built(tmp_path: Path, number: int) -> None:
    example = EXAMPLES[number % len(EXAMPLES)]
    formats = ("html", "pdf") if number % PRINTED_EVERY == 0 else ("html",)
    text = mutant(example, f"sample {number}")
    found = judge(text, example, tmp_path / "mutant", formats=formats)
    assert found.name in ("refused", "built"), found.detail


def test_every_problem_of_texts_files_and_kind_is_reported_at_once_with_its_place(
    tmp_path: Path,
) -> None:
    config = write(
        tmp_path,
        brief='kind: memo\n  abstract: "See [@noname] and {{ nothing.at.all }}"\n'
        "  citation_style: aap\n  references: works.bib",
        organization="brand: brand.yml",
    )
    found = errors(config)
    assert {"TXT002", "TXT005", "TPL003", "CFG081", "REN014"} <= set(found), found
    assert all(item.place is not None and item.place.line for item in found.values()), found
    place = found["TPL003"].place
    assert place is not None
    assert (place.line, place.column) == (6, 9)
    assert "`board`, `editorial`" in found["TPL003"].help


@pytest.mark.parametrize("kind", ["memo", "portfolio", "share"])
def test_a_kind_of_the_command_line_without_a_template_has_no_place(
    tmp_path: Path, kind: str
) -> None:
    assert errors(write(tmp_path), kind=kind)["TPL003"].place is None


@pytest.mark.parametrize(
    ("written", "is_drawn"),
    [
        ("Growth \N{GREEK SMALL LETTER OMEGA} \N{CYRILLIC SMALL LETTER ZHE}", True),
        ("Growth \N{KHITAN SMALL SCRIPT CHARACTER-18B00}", False),
        ("Growth \ue0a0", False),
    ],
    ids=["shipped fonts", "no font", "private use"],
)
def test_a_character_without_a_font_is_found_with_its_place(
    tmp_path: Path, written: str, is_drawn: bool
) -> None:
    config = write(tmp_path, brief=f'title: "{written}"')
    assert not errors(config)
    options = BuildOptions(output=tmp_path / "out")
    found = [item for item in check_brief(config, options) if item.code == "REN010"]
    assert bool(found) is not is_drawn
    if is_drawn:
        return
    place = found[0].place
    assert place is not None
    assert (place.line, place.column) == (6, 18)


def test_an_invalid_logo_is_found(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(BROKEN_PNG)
    (tmp_path / "brand.yml").write_text("logo: logo.png\n")
    assert errors(write(tmp_path, organization="brand: brand.yml"))


def test_a_css_rule_unknown_to_weasyprint_is_found(tmp_path: Path) -> None:
    templates = tmp_path / "templates"
    (templates / "css").mkdir(parents=True)
    (templates / "css" / "editorial.css").write_text("p { colour: red }\n")
    assert "REN011" in errors(write(tmp_path), templates=templates)


def test_brand_and_bibliography_are_checked_where_the_data_cannot_be_read(tmp_path: Path) -> None:
    config = write(
        tmp_path,
        brief="references: works.bib\n  citation_style: aap",
        organization="brand: brand.yml",
    )
    (tmp_path / "data.csv").write_text("month,followers\n")
    assert {"CFG081", "REN014"} < set(errors(config))
