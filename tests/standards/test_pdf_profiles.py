"""Every example, in every kind, is PDF/UA-1 and PDF/A-3a."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize("profile", ["PDF_UA_1", "PDF_A_3A"])
def test_a_validator_finds_nothing_against_the_standard(pdf: bytes, profile: str) -> None:
    page = pytest.importorskip("page", reason="page-validation is not installed")
    report = page.validate_pdf_bytes(pdf, profile=getattr(page.ValidationProfile, profile))
    assert [(item.rule_id, item.message) for item in report.failures] == []
