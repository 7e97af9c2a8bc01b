"""The PDF: valid, tagged, rendered without warnings, and reproducible."""

from __future__ import annotations

import io
import logging
import subprocess
from dataclasses import replace
from functools import cache
from itertools import pairwise
from shutil import which
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest

from reportgen.design.tokens import load_tokens
from reportgen.diagnostics import Diagnostic
from reportgen.errors import RenderError, TemplateError
from reportgen.limits import Limits, in_force
from reportgen.model.organization import Organization
from reportgen.render.pdf.pdf_file import render_pdf
from tests.document.factories import brief, organization, settings

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.errors import ReportgenError

ATTACHED = {"outcomes.json": b'{"schema": "x"}\n'}


@cache
def _pdf() -> bytes:
    return render_pdf(brief(), tokens=load_tokens(), attachments=ATTACHED)


def _open() -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(_pdf()))


def _tags(pdf: pikepdf.Pdf) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []

    def walk(node: Any) -> None:
        if isinstance(node, pikepdf.Array):
            for item in node:
                walk(item)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                found.append((str(node["/S"]), node))
            if "/K" in node:
                walk(node["/K"])

    walk(pdf.Root["/StructTreeRoot"]["/K"])
    return found


def _only(problem: ReportgenError) -> Diagnostic:
    (found,) = problem.diagnostics
    assert isinstance(found, Diagnostic)
    return found


def test_it_has_a_title_a_language_and_tags() -> None:
    with _open() as pdf:
        assert str(pdf.docinfo["/Title"]) == "A garden’s committee and its followers"
        assert str(pdf.Root["/Lang"]) == "en"
        assert bool(pdf.Root["/MarkInfo"]["/Marked"])


def test_figures_have_their_description_and_headers_their_scope() -> None:
    with _open() as pdf:
        tags = _tags(pdf)
        figures = [node for name, node in tags if name == "/Figure"]
        headers = [node for name, node in tags if name == "/TH"]
        assert figures
        assert all(str(node["/Alt"]) for node in figures)
        assert headers
        scopes = {str(node["/A"]["/Scope"]) for node in headers}
        assert scopes == {"/Column", "/Row"}


def test_headings_do_not_skip_a_level() -> None:
    with _open() as pdf:
        levels = [int(name[2]) for name, _ in _tags(pdf) if name[:2] == "/H" and name[2:].isdigit()]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later - before <= 1 for before, later in pairwise(levels))


def test_the_outcomes_are_attached_with_the_date_of_the_report() -> None:
    with _open() as pdf:
        file = pdf.attachments["outcomes.json"]
        assert file.get_file().read_bytes() == ATTACHED["outcomes.json"]
        assert str(file.obj["/AFRelationship"]) == "/Data"
        assert str(file.get_file().obj["/Params"]["/ModDate"]).startswith("D:20200701")


def test_it_declares_pdf_a_and_pdf_ua_in_uncompressed_metadata() -> None:
    assert b"<pdfuaid:part>1</pdfuaid:part>" in _pdf()
    assert b'pdfaid:part="3"' in _pdf()
    assert b'pdfaid:conformance="A"' in _pdf()


def test_every_font_is_embedded() -> None:
    with _open() as pdf:
        names = {
            str(font["/BaseFont"])
            for page in pdf.pages
            for font in page.get("/Resources", {}).get("/Font", {}).values()
        }
    assert names
    assert all("Source" in name for name in names)


def test_every_page_states_that_the_data_are_synthetic(tmp_path: Path) -> None:
    if which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    file = tmp_path / "brief.pdf"
    file.write_bytes(_pdf())
    text = subprocess.run(
        ["pdftotext", "-layout", str(file), "-"], check=True, capture_output=True, text=True
    ).stdout
    pages = text.split("\f")[:-1]
    assert len(pages) > 2
    assert all("Synthetic data" in page for page in pages)
    assert f"1/{len(pages)}" in pages[0].replace(" ", "")


def test_qpdf_finds_nothing_wrong(tmp_path: Path) -> None:
    if which("qpdf") is None:
        pytest.skip("qpdf is not installed")
    file = tmp_path / "brief.pdf"
    file.write_bytes(_pdf())
    found = subprocess.run(
        ["qpdf", "--check", str(file)], check=False, capture_output=True, text=True
    )
    assert found.returncode == 0, found.stdout + found.stderr


def test_the_same_brief_gives_the_same_bytes() -> None:
    assert render_pdf(brief(), tokens=load_tokens(), attachments=ATTACHED) == _pdf()


def test_nothing_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, logger="weasyprint"):
        render_pdf(brief(), tokens=load_tokens())
    assert [record.getMessage() for record in caplog.records if record.levelno >= 30] == []


def test_letter_size_has_the_width_of_letter() -> None:
    content = render_pdf(replace(brief(), page_size="letter"), tokens=load_tokens())
    with pikepdf.open(io.BytesIO(content)) as pdf:
        box = [float(side) for side in pdf.pages[0]["/MediaBox"]]
    assert box == pytest.approx([0, 0, 612, 792], abs=0.5)


def test_greek_and_cyrillic_names_are_set_in_the_fonts_of_the_page() -> None:
    of = organization(organization=Organization(id="x", name="Ελλάς Сад Łódź", short_name="Сад"))
    assert render_pdf(brief(of), tokens=load_tokens()).startswith(b"%PDF")


def test_a_character_without_a_font_stops_nothing() -> None:
    of = organization(brief=settings(abstract="A word: \ue123."))
    assert render_pdf(brief(of), tokens=load_tokens()).startswith(b"%PDF")


def test_a_page_that_requests_a_file_is_refused(tmp_path: Path) -> None:
    own = tmp_path / "shared"
    own.mkdir()
    (own / "back.html.j2").write_text(
        '{% macro matter() %}<p style="background-image: url(file:///etc/hostname)">x</p>'
        "{% endmacro %}{% macro appendices() %}{% endmacro %}{% macro colophon() %}{% endmacro %}",
        encoding="utf-8",
    )
    with pytest.raises(TemplateError) as raised:
        render_pdf(brief(), tokens=load_tokens(), templates=tmp_path)
    assert _only(raised.value).code == "TPL009"


@pytest.mark.parametrize("profile", ["PDF_UA_1", "PDF_A_3A"])
def test_a_validator_finds_nothing_against_the_standard(profile: str) -> None:
    page = pytest.importorskip("page", reason="page-validation is not installed")
    report = page.validate_pdf_bytes(_pdf(), profile=getattr(page.ValidationProfile, profile))
    assert [(item.rule_id, item.message) for item in report.failures] == []


def test_a_brief_of_more_pages_than_the_operator_allows_is_refused() -> None:
    with in_force(Limits(pdf_pages=1)), pytest.raises(RenderError) as raised:
        render_pdf(brief(), tokens=load_tokens())
    found = _only(raised.value)
    assert found.code == "REN013"
    assert "at most 1" in found.message
