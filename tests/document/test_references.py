"""Reference lists in the styles of JMIR and AMA, from BibTeX and CSL-JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reportgen.document.references.bibliography import (
    load_bibliography,
    parse_bibtex,
    parse_csl_json,
)
from reportgen.document.references.reference_list import format_references
from reportgen.model.prose import Link, plain_text

if TYPE_CHECKING:
    from pathlib import Path

BIBTEX = r"""
@comment{jabref-meta: databaseType:bibtex;}
@article{article,
  author = {Ash, Ann B and M{\"u}ller, Bo},
  title = {Gardens & {DNA} in cities},
  journal = {J Gard}, year = 2021, month = mar, day = 4, volume = 12, number = 3,
  pages = {101--109}, doi = {https://doi.org/10.1234/jg.2021.3}
}
@misc{page,
  author = {{World Garden Organization}},
  title = {Garden facts}, howpublished = {WGO}, year = 2020,
  url = {https://example.org/facts}, urldate = {2021-05-01}
}
@book{book,
  author = {Oak, Olga and Pine, Pat}, title = {How to garden}, edition = {2},
  publisher = {Leaf Press}, address = {Boston}, year = {1999}
}
@techreport{report,
  author = {Elm, E}, title = {Soil report}, institution = {Soil Office}, year = 2018, number = 7
}
@misc{preprint,
  author = {Fir, F}, title = {Early results}, howpublished = {gardRxiv}, eprint = {2101.1},
  year = 2021, doi = {10.1234/rxiv.1}
}
"""

JMIR = {
    "article": (
        "Ash AB, Müller B. Gardens & DNA in cities. J Gard 2021 Mar 4;12(3):101-109. "
        "doi: 10.1234/jg.2021.3"
    ),
    "page": (
        "World Garden Organization. Garden facts. WGO 2020. Available from: "
        "https://example.org/facts [accessed May 1, 2021]"
    ),
    "book": "Oak O, Pine P. How to garden. 2nd ed. Boston: Leaf Press; 1999.",
}

AMA = {
    "article": (
        "Ash AB, Müller B. Gardens & DNA in cities. J Gard. 2021;12(3):101-109. "
        "doi:10.1234/jg.2021.3"
    ),
    "page": (
        "World Garden Organization. Garden facts. WGO. 2020. Accessed May 1, 2021. "
        "https://example.org/facts"
    ),
    "book": "Oak O, Pine P. How to Garden. 2nd ed. Leaf Press; 1999.",
}


@pytest.mark.parametrize("key", sorted(JMIR))
def test_a_reference_in_the_style_of_jmir(key: str) -> None:
    (entry,) = format_references(parse_bibtex(BIBTEX, name="r.bib"), [key], style="jmir")
    assert plain_text(entry.text) == JMIR[key]


@pytest.mark.parametrize("key", sorted(AMA))
def test_a_reference_in_the_style_of_ama(key: str) -> None:
    (entry,) = format_references(parse_bibtex(BIBTEX, name="r.bib"), [key], style="ama")
    assert plain_text(entry.text) == AMA[key]


@pytest.mark.parametrize("key", ["report", "preprint"])
@pytest.mark.parametrize("style", ["jmir", "ama"])
def test_reports_and_preprints_keep_author_title_and_year(key: str, style: str) -> None:
    (entry,) = format_references(parse_bibtex(BIBTEX, name="r.bib"), [key], style=style)
    text = plain_text(entry.text).replace("Report", "report")
    wanted = {"report": ("Elm E", "Soil report", "2018"), "preprint": ("Fir F", "Early", "2021")}
    assert all(word in text for word in wanted[key])


def test_a_work_without_an_author_prints_its_title_once() -> None:
    text = "@misc{x, title={Garden facts}, howpublished={WGO}, year=2020, url={https://a.org}}"
    (entry,) = format_references(parse_bibtex(text, name="r.bib"), ["x"], style="ama")
    assert plain_text(entry.text).count("Garden facts") == 1


def test_a_doi_is_a_link_to_the_resolver() -> None:
    (entry,) = format_references(parse_bibtex(BIBTEX, name="r.bib"), ["article"], style="ama")
    links = [item.href for item in entry.text if isinstance(item, Link)]
    assert links == ["https://doi.org/10.1234/jg.2021.3"]


def test_a_web_address_is_a_link_without_the_full_stop_after_it() -> None:
    (entry,) = format_references(parse_bibtex(BIBTEX, name="r.bib"), ["page"], style="jmir")
    assert [item.href for item in entry.text if isinstance(item, Link)] == [
        "https://example.org/facts"
    ]


def test_the_order_is_that_of_the_keys_and_unknown_keys_are_left_out() -> None:
    entries = format_references(
        parse_bibtex(BIBTEX, name="r.bib"), ["book", "missing", "article"], style="jmir"
    )
    assert [(entry.key, entry.number) for entry in entries] == [("book", "1"), ("article", "2")]


def test_a_duplicate_key_is_an_error_with_its_line() -> None:
    found = parse_bibtex("@book{a, title={A}}\n@book{a, title={B}}\n", name="r.bib")
    assert [(item.code, str(item.place)) for item in found.diagnostics] == [("REN003", "r.bib:2")]


def test_an_unreadable_entry_is_an_error_with_its_line() -> None:
    found = parse_bibtex("\n@book{a, title={A},\n@book{b, title={B}}\n", name="r.bib")
    assert [(item.code, str(item.place)) for item in found.diagnostics] == [("REN002", "r.bib:2")]
    assert found.keys == {"b"}


def test_csl_json_is_read_as_it_is() -> None:
    text = (
        '[{"id": "a", "type": "book", "title": "Trees",'
        ' "author": [{"family": "Oak", "given": "O"}],'
        ' "issued": {"date-parts": [[2001]]}, "publisher": "Leaf"}]'
    )
    found = parse_csl_json(text, name="r.json")
    (entry,) = format_references(found, ["a"], style="ama")
    assert plain_text(entry.text) == "Oak O. Trees. Leaf; 2001."


@pytest.mark.parametrize("text", ["{", "{}", '[{"id": 1}]', "[1]"])
def test_json_that_is_not_a_bibliography_is_an_error(text: str) -> None:
    assert [item.code for item in parse_csl_json(text, name="r.json").diagnostics] == ["REN002"]


def test_a_missing_file_is_an_error_at_the_place_that_names_it(tmp_path: Path) -> None:
    found = load_bibliography(tmp_path / "none.bib", name="none.bib", place=None)
    assert [item.code for item in found.diagnostics] == ["REN001"]
