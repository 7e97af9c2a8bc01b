"""Everything that is not allowed is found and named; handling that changes nothing is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reportgen.verify.verification import verify
from tests.verify.manipulations_html import HTML_CHANGES, HTML_HANDLING

if TYPE_CHECKING:
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
