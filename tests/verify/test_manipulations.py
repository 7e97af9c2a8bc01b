"""Everything that is not allowed is found and named; handling that changes nothing is not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pikepdf
import pypdfium2
import pytest
from click.testing import CliRunner

from reportgen import pipeline
from reportgen.cli.finished import verify as verify_command
from reportgen.verify.verification import BEFORE_BLOCKS, verification_text, verify
from tests.verify.manipulations_html import HTML_CHANGES, HTML_HANDLING
from tests.verify.manipulations_pdf import (
    PDF_CHANGES,
    PDF_FRAMES,
    PDF_HANDLING,
    PDF_MARKS,
    saved,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reportgen.verify.finding import Finding
    from tests.verify.conftest import Sample


def _names(findings: tuple[Finding, ...]) -> set[str]:
    return {name for item in findings for name in (item.subject, item.place)}


@pytest.mark.parametrize("kind", HTML_CHANGES)
def test_a_change_to_a_page_is_found_and_named(garden: Sample, tmp_path: Path, kind: str) -> None:
    change = HTML_CHANGES[kind]
    target = tmp_path / "page.html"
    target.write_text(change(garden.html.read_text(encoding="utf-8")), encoding="utf-8")
    found = verify(target)
    assert found.has_ledger
    assert not found.agrees
    assert _names(found.findings) & {*change.names}


@pytest.mark.parametrize("kind", HTML_HANDLING)
def test_handling_a_page_is_no_change(garden: Sample, tmp_path: Path, kind: str) -> None:
    target = tmp_path / "page.html"
    target.write_bytes(HTML_HANDLING[kind](garden.html.read_text(encoding="utf-8")))
    found = verify(target)
    assert found.has_ledger
    assert found.findings == ()


def test_a_page_whose_evidence_became_text_is_not_verifiable(
    garden: Sample, tmp_path: Path
) -> None:
    target = tmp_path / "page.html"
    page = garden.html.read_text(encoding="utf-8")
    target.write_text(page.replace("<main", "<plaintext><main", 1), encoding="utf-8")
    assert not verify(target).has_ledger


def _changed(sample: Sample, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    with pikepdf.open(sample.pdf) as pdf:
        change(pdf)
        return saved(pdf)


@pytest.mark.parametrize("kind", PDF_CHANGES)
def test_a_change_to_a_pdf_is_found_and_named(garden: Sample, tmp_path: Path, kind: str) -> None:
    change = PDF_CHANGES[kind]
    target = tmp_path / "brief.pdf"
    target.write_bytes(_changed(garden, change.make))
    found = verify(target)
    assert found.has_ledger
    assert not found.agrees
    assert _names(found.findings) & {*change.names}


@pytest.mark.parametrize("kind", PDF_FRAMES)
def test_what_is_not_part_of_the_pdf_is_found(garden: Sample, tmp_path: Path, kind: str) -> None:
    target = tmp_path / "brief.pdf"
    target.write_bytes(PDF_FRAMES[kind](garden.pdf.read_bytes()))
    assert {item.code for item in verify(target).findings} == {"AUD015"}


@pytest.mark.parametrize("kind", PDF_MARKS)
def test_a_mark_on_a_pdf_is_an_addition(garden: Sample, tmp_path: Path, kind: str) -> None:
    target = tmp_path / "brief.pdf"
    target.write_bytes(_changed(garden, PDF_MARKS[kind]))
    found = verify(target)
    assert found.findings == ()
    assert found.additions
    assert f"Added since: {found.additions[0]}" in verification_text(found)


@pytest.mark.parametrize("kind", PDF_HANDLING)
def test_handling_a_pdf_is_no_change(garden: Sample, tmp_path: Path, kind: str) -> None:
    target = tmp_path / "brief.pdf"
    with pikepdf.open(garden.pdf) as pdf:
        target.write_bytes(PDF_HANDLING[kind](pdf))
    found = verify(target)
    assert found.has_ledger
    assert (found.findings, found.additions) == ((), ())


def test_a_file_printed_again_is_not_verifiable(garden: Sample, tmp_path: Path) -> None:
    target = tmp_path / "printed.pdf"
    with pypdfium2.PdfDocument(garden.pdf) as pdf, pypdfium2.PdfDocument.new() as printed:
        printed.import_pages(pdf)
        printed.save(target)
    assert not verify(target).has_ledger


def test_a_file_whose_name_is_of_another_kind_is_found(garden: Sample, tmp_path: Path) -> None:
    target = tmp_path / "brief.html"
    target.write_bytes(garden.pdf.read_bytes())
    assert {item.code for item in verify(target).findings} == {"AUD015"}


def test_a_brief_built_again_shows_what_the_file_shows(garden: Sample, tmp_path: Path) -> None:
    options: dict[str, Any] = {
        "configuration": garden.configuration,
        "data": garden.data,
        "is_rebuilt": True,
    }
    marked = tmp_path / "marked.pdf"
    marked.write_bytes(_changed(garden, PDF_MARKS["a highlight"]))
    for path in (garden.html, marked):
        found = verify(path, **options)
        assert found.agrees
        assert found.is_rebuilt
    changed = tmp_path / "changed.pdf"
    changed.write_bytes(_changed(garden, PDF_CHANGES["white text"].make))
    names = {(item.code, item.subject) for item in verify(changed, **options).findings}
    assert ("AUD017", "page 1") in names


def test_a_brief_of_another_version_is_not_compared(
    garden: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "library_versions", lambda: {"reportgen": "9.9.9"})
    options = ["--rebuild", "--config", str(garden.configuration), "--data", str(garden.data)]
    result = CliRunner().invoke(verify_command, [str(garden.pdf), *options])
    assert result.exit_code == 2
    assert "not comparable: built with reportgen" in result.output


def test_a_file_without_fingerprints_says_so(garden: Sample, tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    page = garden.html.read_text(encoding="utf-8")
    target.write_text(re.sub(r',"blocks":\{[^}]*\}', "", page, count=1), encoding="utf-8")
    assert BEFORE_BLOCKS in verify(target).notes
