"""JATS: rules beyond the DTD (tests/real validates against the DTD)."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from reportgen.document.brief import BriefAuthor, FormattedReference
from reportgen.edition.edition import digest, to_json
from reportgen.ledger.embedded_data import unpack_data
from reportgen.ledger.plain_data import to_plain
from reportgen.model.prose import Link, Paragraph, Text
from reportgen.render.figure_files import figures_of
from reportgen.render.jats.article import jats_figures, render_jats
from reportgen.render.jats.prose import JatsProse
from reportgen.render.jats.references import name_parts, reference
from tests.document.factories import brief, organization, settings
from tests.render.format_briefs import everything, example
from tests.render.format_readers import jats_tree

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportgen.document.brief import Brief

XLINK = "{http://www.w3.org/1999/xlink}href"
DOI = re.compile(r"^10\.\d{4,9}/\S+$")
ORCID = re.compile(r"^https://orcid\.org/(\d{4}-){3}\d{3}[\dX]$")


def _bare() -> Brief:
    """Return a brief with required metadata only."""
    empty = settings(
        authors=(),
        keywords=(),
        abstract="",
        acknowledgments="",
        conflicts_of_interest="",
        funding="",
        data_availability="",
        abbreviations={},
        edited_by="",
        copyright="",
        license="",
        citation="",
    )
    return brief(organization(brief=empty, testimonials=(), goals=()))


BRIEFS: dict[str, Callable[[], Brief]] = {
    "garden": brief,
    "everything": everything,
    "bare": _bare,
    "women-in-medicine": lambda: example("women-in-medicine"),
    "community-garden": lambda: example("community-garden"),
}


def test_it_states_its_article_type_and_version() -> None:
    tree = jats_tree(render_jats(brief()))

    assert tree.get("article-type") == "editorial"
    assert tree.get("dtd-version") == "1.3"
    assert tree.getroottree().docinfo.public_id.endswith("v1.3 20210610//EN")


def test_dates_are_valid_and_agree_with_their_parts() -> None:
    tree = jats_tree(render_jats(brief()))
    dated = [item for item in tree.find("front").iter() if item.get("iso-8601-date")]

    assert {item.get("date-type") for item in dated} == {"received", "pub"}
    for item in dated:
        day = date.fromisoformat(item.get("iso-8601-date"))
        parts = [int(item.findtext(part)) for part in ("year", "month", "day")]
        assert date(*parts) == day


def test_an_unpublished_brief_has_its_own_date() -> None:
    tree = jats_tree(render_jats(replace(brief(), back=replace(brief().back, dates={}))))

    assert tree.find(".//pub-date").get("iso-8601-date") == brief().report_date
    assert tree.find(".//history") is None


def test_identifiers_have_the_form_of_their_type() -> None:
    tree = jats_tree(render_jats(everything()))
    dois = [item.text for item in tree.iter("pub-id") if item.get("pub-id-type") == "doi"]
    dois += tree.xpath(".//article-id[@pub-id-type='doi']/text()")
    orcids = [item.text for item in tree.iter("contrib-id")]

    assert dois == ["10.1234/x", "10.1234/garden.1"]
    assert all(DOI.match(item) for item in dois)
    assert orcids
    assert all(ORCID.match(item) for item in orcids)


def test_every_figure_has_alternative_text_and_both_its_files() -> None:
    tree = jats_tree(render_jats(brief()))
    figures = tree.findall(".//fig")

    assert len(figures) == len(figures_of(brief())) > 0
    for item in figures:
        assert item.findtext("alt-text").strip()
        assert item.findtext("label").startswith("Figure")
        assert [link.get(XLINK)[-4:] for link in item.iter("graphic")] == [".png", ".svg"]


def test_the_accompanying_files_are_those_that_it_links_to() -> None:
    files = jats_figures(brief())
    linked = {item.get(XLINK) for item in jats_tree(render_jats(brief())).iter("graphic")}

    assert set(files) == linked
    for name, content in files.items():
        assert content.startswith(b"\x89PNG" if name.endswith("png") else b"<svg")


def test_every_reference_has_a_target_in_the_article() -> None:
    tree = jats_tree(render_jats(everything()))
    ids = [item.get("id") for item in tree.iter() if item.get("id")]

    targets = {item.get("rid") for item in tree.iter("xref")}

    assert len(ids) == len(set(ids))
    assert {"ref-1", "fig-trend-followers"} <= targets <= set(ids)


def test_tables_have_headers_with_their_scope() -> None:
    tree = jats_tree(render_jats(brief()))
    scopes = [item.get("scope") for item in tree.iter("th")]

    assert set(scopes) == {"col", "row"}
    assert all(row.find("th") is not None for row in tree.iter("tr"))


def test_people_funding_conflicts_and_acknowledgements_are_in_their_elements() -> None:
    tree = jats_tree(render_jats(brief()))

    assert tree.findtext(".//contrib[@contrib-type='author']/name/surname") == "Example"
    assert tree.findtext(".//contrib[@contrib-type='editor']/name/surname") == "Ditor"
    assert tree.findtext(".//corresp/email") == "ada@example.org"
    assert tree.findtext("back//fn[@fn-type='coi-statement']/p") == "None declared."
    assert tree.findtext(".//funding-statement") == "None."
    assert tree.findtext("back/ack/p") == "We thank the gardeners."
    assert tree.findtext("back/glossary//term") == "WIM"
    assert [item.text for item in tree.iter("kwd")] == ["gardens", "committees"]


def test_the_plain_language_summary_has_each_finding_without_p_values() -> None:
    tree = jats_tree(render_jats(brief()))

    (summary,) = tree.xpath(".//abstract[@abstract-type='plain-language-summary']")

    assert len(summary.findall(".//list-item")) == len(brief().findings) > 3
    assert "<.001" not in "".join(summary.itertext())


def test_the_ledger_round_trips_and_matches_the_hash_in_the_front() -> None:
    tree = jats_tree(render_jats(brief()))
    (instruction,) = [
        item
        for item in tree.itersiblings()
        if isinstance(item, etree._ProcessingInstruction) and item.target == "reportgen-outcomes"
    ]
    (named,) = tree.xpath(".//custom-meta[meta-name='reportgen-outcomes-sha256']/meta-value")

    found = to_json(unpack_data(instruction.text))

    assert found == to_json(to_plain(brief().ledger))
    assert digest(found) == named.text


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Ada Example", ("Ada", "Example", "")),
        ("Ada M. van der Berg", ("Ada M.", "van der Berg", "")),
        ("Berg, Ada", ("Ada", "Berg", "")),
        ("John Smith Jr.", ("John", "Smith", "Jr.")),
        ("John Smith, III", ("John", "Smith", "III")),
        ("Sukarno", ("", "Sukarno", "")),
        ("La Toya", ("La", "Toya", "")),
        ("", ("", "", "")),
    ],
)
def test_a_printed_name_is_split_into_its_parts(name: str, parts: tuple[str, str, str]) -> None:
    assert name_parts(name) == parts


@pytest.mark.parametrize(
    ("item", "kind", "expected"),
    [
        ({"type": "book", "title": "T", "publisher": "P"}, "book", ["source", "publisher-name"]),
        (
            {"type": "chapter", "title": "T", "container-title": "B", "page": "3-9"},
            "book",
            ["chapter-title", "source", "fpage", "lpage"],
        ),
        (
            {"type": "article-journal", "title": "T", "container-title": "J", "page": "e47800"},
            "journal",
            ["article-title", "source", "elocation-id"],
        ),
        (
            {"type": "webpage", "title": "T", "URL": "https://a.org"},
            "webpage",
            ["source", "ext-link"],
        ),
        (
            {"type": "report", "title": "T", "author": [{"literal": "WHO"}], "volume": ["odd"]},
            "report",
            ["person-group", "source"],
        ),
        ({"type": "strange", "title": "T", "issued": {"date-parts": []}}, "other", ["source"]),
    ],
)
def test_each_kind_of_work_has_its_own_elements(
    item: dict[str, object], kind: str, expected: list[str]
) -> None:
    entry = FormattedReference(
        key="k", anchor="ref-1", number="1", text=(Text("As printed."),), item=item
    )

    written = str(reference(entry, JatsProse(brief()))).replace("xlink:", "")
    work = etree.fromstring(written).find("element-citation")

    assert work.get("publication-type") == kind
    assert [element.tag for element in work] == expected


def test_a_reference_without_structure_is_printed_as_it_is() -> None:
    entry = FormattedReference(key="k", anchor="ref-1", number="1", text=(Text("As printed."),))

    written = str(reference(entry, JatsProse(brief())))

    assert "<mixed-citation>As printed.</mixed-citation>" in written


def test_a_link_that_is_not_to_the_web_becomes_text() -> None:
    words = JatsProse(brief()).block(Paragraph((Link("javascript:x", (Text("words"),)),)))

    assert str(words) == "<p>words</p>"


def test_an_author_without_an_affiliation_has_none() -> None:
    front = replace(brief().front, authors=(BriefAuthor(name="Solo"),), affiliations=())

    tree = jats_tree(render_jats(replace(brief(), front=front)))

    assert tree.find(".//aff") is None
    assert tree.find(".//author-notes") is None


def test_the_same_brief_gives_the_same_bytes() -> None:
    assert render_jats(brief()) == render_jats(brief())
    assert jats_figures(brief()) == jats_figures(brief())
