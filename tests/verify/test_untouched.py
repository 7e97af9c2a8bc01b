"""An unchanged brief agrees, also after other software has saved it again."""

from __future__ import annotations

import re
import shutil
import subprocess
from functools import cache
from shutil import which
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import lxml.html
import pikepdf
import pytest
import tinyhtml5

from reportgen.pipeline import BuildOptions, build_brief
from reportgen.verify.verification import Verification, verify

if TYPE_CHECKING:
    from pathlib import Path

    from tests.verify.conftest import Sample


def _agrees(found: Verification) -> None:
    assert found.has_ledger
    assert found.findings == ()


def test_a_built_brief_agrees_with_its_ledger(sample: Sample) -> None:
    for path in (sample.html, sample.pdf, sample.outcomes):
        _agrees(verify(path))


@pytest.mark.parametrize("form", ["docx", "jats", "md"])
def test_the_other_formats_agree_too_and_a_changed_number_is_reported(
    sample: Sample, tmp_path: Path, form: str
) -> None:
    path = _other_format(sample, form)
    _agrees(verify(path))
    _agrees(verify(path, data=sample.data))
    if form == "md":
        text = path.read_text(encoding="utf-8").replace("68 followers a month", "98 followers", 1)
        target = tmp_path / "brief.md"
        target.write_text(text, encoding="utf-8")
        named = {item.subject for item in verify(target).findings}
        assert "followers.growth.after.slope" in named


def test_a_brief_in_spanish_agrees_in_every_format(sample: Sample, tmp_path: Path) -> None:
    folder = tmp_path / "es"
    shutil.copytree(sample.data, folder)
    path = folder / sample.configuration.name
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("brief:\n", "brief:\n  language: es\n", 1), encoding="utf-8")
    options = BuildOptions(output=tmp_path / "out", formats=("html", "docx", "jats", "md"))
    made = build_brief(path, options)
    assert made.is_made, made.diagnostics
    finished = [file for file in made.files if file.name.startswith("editorial.")]
    assert len(finished) == 4
    for file in (*finished, made.files[0].parent / "outcomes.json"):
        _agrees(verify(file, data=folder))


@cache
def _other_format(sample: Sample, form: str) -> Path:
    output = sample.html.parent.parent / "other"
    made = build_brief(sample.configuration, BuildOptions(output=output, formats=(form,)))
    assert made.is_made, made.diagnostics
    return made.files[0]


def test_a_built_brief_agrees_with_its_data(sample: Sample) -> None:
    for path in (sample.html, sample.pdf, sample.outcomes):
        _agrees(verify(path, data=sample.data))


def test_verify_accepts_the_configuration_as_data(sample: Sample) -> None:
    _agrees(verify(sample.html, configuration=sample.configuration))


def test_a_page_parsed_and_written_again_agrees(sample: Sample, tmp_path: Path) -> None:
    page = sample.html.read_text(encoding="utf-8")
    target = tmp_path / "again.html"
    tree = lxml.html.document_fromstring(page)
    target.write_bytes(lxml.html.tostring(tree, encoding="utf-8", doctype="<!doctype html>"))
    _agrees(verify(target))
    # Another parser and serializer, which adds namespace prefixes to tags.
    parsed = tinyhtml5.parse(page, namespace_html_elements=False)
    text = ET.tostring(parsed, encoding="unicode", method="html")
    text = re.sub(r"(</?)ns\d+:", r"\1", text)
    target.write_text(f"<!doctype html>{text}", encoding="utf-8")
    _agrees(verify(target))


def test_a_page_with_other_line_ends_agrees(sample: Sample, tmp_path: Path) -> None:
    target = tmp_path / "crlf.html"
    target.write_bytes(sample.html.read_bytes().replace(b"\n", b"\r\n"))
    _agrees(verify(target))


def test_a_pdf_saved_again_agrees(sample: Sample, tmp_path: Path) -> None:
    target = tmp_path / "again.pdf"
    with pikepdf.open(sample.pdf) as pdf:
        pdf.save(target, linearize=True)
    _agrees(verify(target))


@pytest.mark.skipif(which("qpdf") is None, reason="qpdf is not installed")
@pytest.mark.parametrize(
    "options",
    [
        ["--linearize"],
        ["--object-streams=generate", "--recompress-flate", "--compression-level=9"],
        ["--coalesce-contents", "--normalize-content=y"],
        ["--stream-data=uncompress", "--object-streams=disable"],
    ],
    ids=lambda options: options[0].removeprefix("--"),
)
def test_a_pdf_written_again_by_qpdf_agrees(
    sample: Sample, tmp_path: Path, options: list[str]
) -> None:
    target = tmp_path / "again.pdf"
    subprocess.run(["qpdf", *options, str(sample.pdf), str(target)], check=True)
    _agrees(verify(target))


@pytest.mark.slow
def test_every_sample_agrees_with_its_ledger_and_its_data(each_sample: Sample) -> None:
    for path in (each_sample.html, each_sample.pdf, each_sample.outcomes):
        _agrees(verify(path))
        _agrees(verify(path, data=each_sample.data))
