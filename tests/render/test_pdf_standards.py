"""Corrections to a PDF before it is written, on minimal PDFs."""

from __future__ import annotations

import io
import subprocess
import zlib
from copy import deepcopy
from shutil import which
from typing import TYPE_CHECKING, Any

import pikepdf
import pydyf
import pytest

from reportgen.render.pdf.pdf_standards import end_streams_clearly, finish

if TYPE_CHECKING:
    from pathlib import Path

CARRIAGE_RETURN = 13
RULE = "PDFA3A-STREAM-LENGTH-001"


def text_whose_stream_ends_in(last: int) -> bytes:
    """Return text whose Flate stream ends in a given byte, the low byte of its Adler-32."""
    words = b"words"
    text = words + bytes([(last - 1 - sum(words)) % 256])
    assert zlib.compress(text, 9)[-1] == last
    return text


def written(text: bytes, *, is_finished: bool, is_packed: bool, length: int = 1) -> bytes:
    pdf = pydyf.PDF()
    pdf.add_page(
        pydyf.Dictionary(
            {
                "Type": "/Page",
                "Parent": pdf.pages.reference,
                "MediaBox": pydyf.Array([0, 0, 100, 100]),
                "LastModified": pydyf.String("y" * length),
            }
        )
    )
    pdf.add_object(pydyf.Stream([text], {"Type": "/Probe"}, compress=True))
    if is_finished:
        finish(None, pdf)
    file = io.BytesIO()
    pdf.write(file, version=b"1.7", compress=is_packed)
    return file.getvalue()


def faults(content: bytes) -> list[str]:
    page: Any = pytest.importorskip("page", reason="page-validation is not installed")
    report = page.validate_pdf_bytes(content, profile=page.ValidationProfile.PDF_A_3A)
    return [item.rule_id for item in report.failures if item.rule_id == RULE]


@pytest.mark.parametrize("is_packed", [False, True])
def test_a_stream_that_ends_in_a_carriage_return_keeps_its_length_in_every_reading(
    tmp_path: Path, *, is_packed: bool
) -> None:
    text = text_whose_stream_ends_in(CARRIAGE_RETURN)
    content = written(text, is_finished=True, is_packed=is_packed)
    assert faults(content) == []
    assert b"\r\r\nendstream" in content
    with pikepdf.open(io.BytesIO(content)) as pdf:
        (probe,) = [
            item
            for item in pdf.objects
            if isinstance(item, pikepdf.Stream) and item.get("/Type") == "/Probe"
        ]
        assert probe.read_bytes() == text
    if which("qpdf") is not None:
        file = tmp_path / "probe.pdf"
        file.write_bytes(content)
        subprocess.run(["qpdf", "--check", str(file)], check=True, capture_output=True)


def test_without_the_correction_it_is_a_fault() -> None:
    text = text_whose_stream_ends_in(CARRIAGE_RETURN)
    assert faults(written(text, is_finished=False, is_packed=False)) == [RULE]


@pytest.mark.parametrize("last", [0, 10, 32, 120])
def test_other_streams_are_unchanged(last: int) -> None:
    pdf = pydyf.PDF()
    pdf.add_object(pydyf.Stream([text_whose_stream_ends_in(last)], compress=True))
    before, corrected = io.BytesIO(), io.BytesIO()
    deepcopy(pdf).write(before)
    end_streams_clearly(pdf)
    pdf.write(corrected)
    assert corrected.getvalue() == before.getvalue()


def test_streams_created_while_writing_are_corrected_too() -> None:
    text = text_whose_stream_ends_in(0)
    files = (
        written(text, is_finished=True, is_packed=True, length=length) for length in range(1, 300)
    )
    corrected = [content for content in files if b"\r\r\nendstream" in content]
    assert corrected
    assert [faults(content) for content in corrected] == [[] for _ in corrected]


def test_objects_are_the_same_however_streams_are_packed() -> None:
    text = b"the same words again, " * 400
    before, after = (
        written(text, is_finished=is_finished, is_packed=True) for is_finished in (False, True)
    )
    with pikepdf.open(io.BytesIO(before)) as old, pikepdf.open(io.BytesIO(after)) as new:
        assert len(old.objects) == len(new.objects)
        assert old.pages[0].obj.LastModified == new.pages[0].obj.LastModified
        streams = [
            [item.read_bytes() for item in pdf.objects if isinstance(item, pikepdf.Stream)]
            for pdf in (old, new)
        ]
    assert text in streams[0]
    assert text in streams[1]
    assert len(after) < 1.1 * len(before)
