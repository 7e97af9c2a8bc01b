"""Whatever is changed in a finished brief is found, and named by its number or claim."""

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
    told: Counter[str] = Counter()
    turn = 0
    while told["made"] < changes:
        tampering = tamper_page(page, kinds[turn % len(kinds)], random)
        turn += 1
        assert turn < 3 * changes + len(kinds), "the page offers too few spots"
        if tampering is None:
            continue
        target = folder / "tampered.html"
        target.write_text(tampering.page, encoding="utf-8")
        found = verify(target)
        told["made"] += 1
        told["caught"] += not found.agrees
        told["named"] += any(item.subject in tampering.names for item in found.findings)
    return told


def _tamper_pdfs(sample: Sample, folder: Path, changes: int) -> Counter[str]:
    transcript = open_finished(sample.pdf).recorded
    assert transcript is not None
    dissected = dissect(sample.pdf.read_bytes(), transcript)
    random = default_rng(SEED)
    kinds = list(PDF_KINDS)
    told: Counter[str] = Counter()
    turn = 0
    while told["made"] < changes:
        tampered = PDF_KINDS[kinds[turn % len(kinds)]](open_pdf(dissected), random)
        turn += 1
        assert turn < 3 * changes + len(kinds), "the PDF offers too few spots"
        if tampered is None:
            continue
        data, names = tampered
        target = folder / "tampered.pdf"
        target.write_bytes(data)
        found = verify(target)
        told["made"] += 1
        told["caught"] += not found.agrees
        if names:
            told["nameable"] += 1
            told["named"] += any(item.subject in names for item in found.findings)
    return told


def test_a_tenth_of_the_changes_to_a_page_is_caught_and_named(
    sample: Sample, tmp_path: Path
) -> None:
    told = _tamper_pages(sample, tmp_path, CHANGES // 10)
    assert told["caught"] == told["made"]
    assert told["named"] >= LEAST_NAMED * told["made"]


def test_a_tenth_of_the_changes_to_a_pdf_is_caught_and_named(
    sample: Sample, tmp_path: Path
) -> None:
    told = _tamper_pdfs(sample, tmp_path, CHANGES // 10)
    assert told["caught"] == told["made"]
    assert told["named"] >= LEAST_NAMED * told["nameable"]


@pytest.mark.slow
def test_every_change_to_a_page_is_caught_and_named(each_sample: Sample, tmp_path: Path) -> None:
    told = _tamper_pages(each_sample, tmp_path, CHANGES)
    assert told["caught"] == told["made"] == CHANGES
    assert told["named"] >= LEAST_NAMED * told["made"]


@pytest.mark.slow
def test_every_change_to_a_pdf_is_caught_and_named(each_sample: Sample, tmp_path: Path) -> None:
    told = _tamper_pdfs(each_sample, tmp_path, CHANGES)
    assert told["caught"] == told["made"] == CHANGES
    assert told["named"] >= LEAST_NAMED * told["nameable"]
