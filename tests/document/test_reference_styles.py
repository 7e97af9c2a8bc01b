"""Works of every type with few and many authors, in the styles of AMA and JMIR.

AMA Manual of Style, 11th edition, chapter 3: surnames before initials without full stops; all
authors up to six, the first three and "et al" from seven on; an article as abbreviated journal,
year, volume(issue):pages with a hyphen and every digit, `doi:` without a space; a book's title in
title case without the publisher's place; a preprint with "Preprint posted online" and its day; a
web page with its site, day, "Accessed" and address last.

JMIR's instructions for authors, as implemented by the Citation Style Language project: all authors;
the journal without a full stop before the year, month and day; a book's place before its
publisher; "[accessed ...]" after an address.
"""

from __future__ import annotations

import pytest

from reportgen.document.references.bibliography import parse_bibtex
from reportgen.document.references.reference_list import (
    format_references,
    has_style,
    style_names_near,
)
from reportgen.model.prose import plain_text

AUTHORS = (
    ("Ash, Ann B", "Ash AB"),
    (r"M{\"u}ller, Bo", "Müller B"),
    ("Oak, Olga", "Oak O"),
    ("de la Cruz, Rosa Maria", "de la Cruz RM"),
    ("Pine, Pat", "Pine P"),
    ("Elm, Eve", "Elm E"),
    ("Fir, Finn", "Fir F"),
)
COUNTS = (1, 3, 6, 7)
WORKS = {
    "article": "@article{x, author={AUTHORS}, title={Gardens and {DNA} in cities: 2010--2020},"
    " journal={J Gard}, year=2021, month=mar, day=4, volume=12, number=3, pages={101--109},"
    " doi={10.1234/jg.2021.3}}",
    "web page": "@online{x, author={AUTHORS}, title={Garden facts}, organization={World Gardens},"
    " date={2020-02-03}, url={https://example.org/facts}, urldate={2021-05-01}}",
    "preprint": "@misc{x, author={AUTHORS}, title={Early results of gardens},"
    " howpublished={medRxiv}, eprint={2021.01.02.1}, archiveprefix={medRxiv}, year=2021,"
    " month=jan, day=2, doi={10.1101/2021.01.02.1}}",
    "book": "@book{x, author={AUTHORS}, title={How to garden in cities}, edition={2},"
    " publisher={Leaf Press}, address={Boston}, year={1999}}",
    "report": "@techreport{x, author={AUTHORS}, title={Soil in cities}, year=2018,"
    " institution={Soil Office}, url={https://example.org/soil}, urldate={2021-05-01}}",
}
AFTER_THE_AUTHORS = {
    "ama": {
        "article": "Gardens and DNA in cities: 2010–2020. J Gard. 2021;12(3):101-109. "
        "doi:10.1234/jg.2021.3",
        "web page": "Garden facts. World Gardens. February 3, 2020. Accessed May 1, 2021. "
        "https://example.org/facts",
        "preprint": "Early results of gardens. medRxiv. Preprint posted online January 2, 2021. "
        "doi:10.1101/2021.01.02.1",
        "book": "How to Garden in Cities. 2nd ed. Leaf Press; 1999.",
        "report": "Soil in Cities. Soil Office; 2018. Accessed May 1, 2021. "
        "https://example.org/soil",
    },
    "jmir": {
        "article": "Gardens and DNA in cities: 2010–2020. J Gard 2021 Mar 4;12(3):101-109. "
        "doi: 10.1234/jg.2021.3",
        "web page": "Garden facts. World Gardens 2020. Available from: "
        "https://example.org/facts [accessed May 1, 2021]",
        "preprint": "Early results of gardens. medRxiv 2021. doi: 10.1101/2021.01.02.1",
        "book": "How to garden in cities. 2nd ed. Boston: Leaf Press; 1999.",
        "report": "Soil in cities. Soil Office; 2018. Available from: "
        "https://example.org/soil [accessed May 1, 2021]",
    },
}
MOST_NAMED = {"ama": 6, "jmir": 1000}
NAMED_OF_MANY = 3


def named(count: int, style: str) -> str:
    names = [short for _, short in AUTHORS[:count]]
    if count > MOST_NAMED[style]:
        names = [*names[:NAMED_OF_MANY], "et al"]
    return ", ".join(names)


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize("work", sorted(WORKS))
@pytest.mark.parametrize("style", sorted(AFTER_THE_AUTHORS))
def test_a_work_is_formatted_in_the_style(style: str, work: str, count: int) -> None:
    written = " and ".join(long for long, _ in AUTHORS[:count])
    source = parse_bibtex(WORKS[work].replace("AUTHORS", written), name="r.bib")
    (entry,) = format_references(source, ["x"], style=style)
    assert plain_text(entry.text) == f"{named(count, style)}. {AFTER_THE_AUTHORS[style][work]}"


def test_ama_abbreviates_seven_authors() -> None:
    assert named(7, "ama") == "Ash AB, Müller B, Oak O, et al"
    assert named(6, "ama") == "Ash AB, Müller B, Oak O, de la Cruz RM, Pine P, Elm E"


@pytest.mark.parametrize(
    ("style", "text"),
    [
        ("apa", "Doe, J., & Roe, R. (2020). A study. Journal of Things, 3, 1–9."),
        ("nature", "Doe, J. & Roe, R. A study. Journal of Things 3, 1–9 (2020)."),
        ("ieee", "J. Doe and R. Roe, “A study”, Journal of Things, vol. 3, pp. 1–9, 2020."),
        ("the-lancet", "Doe J, Roe R. A study. Journal of Things 2020; 3: 1–9."),
        ("plos-one", "Doe J, Roe R. A study. Journal of Things. 2020;3: 1–9."),
    ],
)
def test_any_style_of_the_citation_style_language_lists_works(style: str, text: str) -> None:
    entry = (
        "@article{x, author = {Doe, Jane and Roe, Richard}, title = {A study}, "
        "journal = {Journal of Things}, year = 2020, volume = 3, pages = {1--9}}"
    )
    assert has_style(style)
    (found,) = format_references(parse_bibtex(entry, name="r.bib"), ["x"], style=style)
    assert plain_text(found.text) == text


def test_similar_names_are_suggested_for_an_unknown_style() -> None:
    assert not has_style("vancuver")
    assert not has_style("../apa")
    assert "vancouver" in " ".join(style_names_near("vancuver"))
