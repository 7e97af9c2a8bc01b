"""Any change to a finished brief is found, and reported with its number or claim."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from numpy.random import default_rng

from reportgen.ledger.readers.finished_file import open_finished
from reportgen.verify.verification import verify
from tests.verify.tampering import PAGE_KINDS, tamper_page
from tests.verify.tampering_pdf import PDF_KINDS, dissect, open_pdf

if TYPE_CHECKING:
    from pathlib import Path

    from tests.verify.conftest import Sample

CHANGES = 200
SEED = 20_230_605
LEAST_NAMED = 0.98


def _tamper_pages(sample: Sample, folder: Path, changes: int) -> Counter[str]:
    page = sample.html.read_text(encoding="utf-8")
    random = default_rng(SEED)
    kinds = list(PAGE_KINDS)
    counts: Counter[str] = Counter()
    turn = 0
    while counts["made"] < changes:
        tampering = tamper_page(page, kinds[turn % len(kinds)], random)
        turn += 1
        assert turn < 3 * changes + len(kinds), "the page offers too few spots"
        if tampering is None:
            continue
        target = folder / "tampered.html"
        target.write_text(tampering.page, encoding="utf-8")
        found = verify(target)
        counts["made"] += 1
        counts["caught"] += not found.agrees
        counts["named"] += any(item.subject in tampering.names for item in found.findings)
    return counts


def _tamper_pdfs(sample: Sample, folder: Path, changes: int) -> Counter[str]:
    transcript = open_finished(sample.pdf).recorded
    assert transcript is not None
    dissected = dissect(sample.pdf.read_bytes(), transcript)
    random = default_rng(SEED)
    kinds = list(PDF_KINDS)
    counts: Counter[str] = Counter()
    turn = 0
    while counts["made"] < changes:
        tampered = PDF_KINDS[kinds[turn % len(kinds)]](open_pdf(dissected), random)
        turn += 1
        assert turn < 3 * changes + len(kinds), "the PDF offers too few spots"
        if tampered is None:
            continue
        data, names = tampered
        target = folder / "tampered.pdf"
        target.write_bytes(data)
        found = verify(target)
        counts["made"] += 1
        counts["caught"] += not found.agrees
        if names:
            counts["nameable"] += 1
            counts["named"] += any(item.subject in names for item in found.findings)
    return counts


def test_a_tenth_of_the_changes_to_a_page_is_detected_and_reported(
    sample: Sample, tmp_path: Path
) -> None:
    counts = _tamper_pages(sample, tmp_path, CHANGES // 10)
    assert counts["caught"] == counts["made"]
    assert counts["named"] >= LEAST_NAMED * counts["made"]


def test_a_tenth_of_the_changes_to_a_pdf_is_detected_and_reported(
    sample: Sample, tmp_path: Path
) -> None:
    counts = _tamper_pdfs(sample, tmp_path, CHANGES // 10)
    assert counts["caught"] == counts["made"]
    assert counts["named"] >= LEAST_NAMED * counts["nameable"]


@pytest.mark.slow
def test_every_change_to_a_page_is_detected_and_reported(
    each_sample: Sample, tmp_path: Path
) -> None:
    counts = _tamper_pages(each_sample, tmp_path, CHANGES)
    assert counts["caught"] == counts["made"] == CHANGES
    assert counts["named"] >= LEAST_NAMED * counts["made"]


@pytest.mark.slow
def test_every_change_to_a_pdf_is_detected_and_reported(
    each_sample: Sample, tmp_path: Path
) -> None:
    counts = _tamper_pdfs(each_sample, tmp_path, CHANGES)
    assert counts["caught"] == counts["made"] == CHANGES
    assert counts["named"] >= LEAST_NAMED * counts["nameable"]
