"""A LaTeX command without its parts is an error of its entry, not a crash."""

from __future__ import annotations

import pytest

from reportgen.document.references.bibliography import parse_bibtex


@pytest.mark.parametrize("title", [r"A \href{}{} title \href{x}", r"\textcolor{red", r"\href"])
def test_broken_latex_is_an_error_at_its_line_or_is_read(title: str) -> None:
    text = "@article{a, title={Fine}, year={2020}}\n@article{k, title={" + title + "}, year={2021}}"
    found = parse_bibtex(text, name="works.bib")
    assert set(found.items) - {"k"} == {"a"}
    assert ("k" in found.items) != bool(found.diagnostics)
    for item in found.diagnostics:
        assert item.place is not None
        assert item.place.line == 2


def test_a_link_without_its_text_names_the_work() -> None:
    (found,) = parse_bibtex(r"@book{k, title={\href{x}}, year={2021}}", name="w.bib").diagnostics
    assert found.message == r"a LaTeX command of the work `k` can't be read: `\href{x}`"
