"""The HTML: structure, escaping, evidence, and no external resources."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from reportgen.api import analyse
from reportgen.design.tokens import load_tokens
from reportgen.diagnostics import Diagnostic
from reportgen.errors import TemplateError
from reportgen.ledger.plain_data import to_plain
from reportgen.model.organization import Author, Organization, Section
from reportgen.pipeline import BuildOptions, prepare_brief
from reportgen.render.html.page_file import render_html
from reportgen.render.pdf.pdf_file import print_page
from reportgen.render.templates.template_files import template_folders
from tests.document.factories import brief, organization, settings
from tests.figures.factories import write_monthly

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.document.brief import Brief
    from reportgen.errors import ReportgenError


HOSTILE = "<script>alert('x')</script>\" onload=\"x & 'y' {{ 7*7 }} </style>"


class Page(HTMLParser):
    """Every element with its attributes, in order, and the text of each kind."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self._is_script = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._is_script = tag == "script"

    def handle_data(self, data: str) -> None:
        if self._is_script:
            self.scripts.append(data)

    def handle_endtag(self, tag: str) -> None:
        self._is_script = self._is_script and tag != "script"

    def tags(self, *names: str) -> list[str]:
        return [tag for tag, _ in self.elements if tag in names]


@cache
def _html() -> str:
    return render_html(brief(), tokens=load_tokens())


def _render(of: Brief, templates: Path | None = None) -> str:
    return render_html(of, tokens=load_tokens(templates), templates=templates)


def _only(problem: ReportgenError) -> Diagnostic:
    (found,) = problem.diagnostics
    assert isinstance(found, Diagnostic)
    return found


def test_there_is_one_h1_and_no_heading_level_is_skipped() -> None:
    levels = [int(tag[1]) for tag in Page(_html()).tags("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(later - before <= 1 for before, later in pairwise(levels))


def test_the_page_has_landmarks_a_language_and_a_skip_link() -> None:
    page = Page(_html())
    assert ("html", {"lang": "en"}) in page.elements
    assert page.tags("main") == ["main"]
    assert "nav" in page.tags("nav")
    assert "footer" in page.tags("footer")
    first_link = next(attributes for tag, attributes in page.elements if tag == "a")
    assert first_link == {"class": "skip", "href": "#text"}
    assert any(attributes.get("id") == "text" for _, attributes in page.elements)


def test_every_id_is_unique_and_every_internal_link_has_a_target() -> None:
    page = Page(_html())
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    targets = {
        str(attributes["href"])[1:]
        for tag, attributes in page.elements
        if tag == "a" and str(attributes.get("href", "")).startswith("#")
    }
    assert targets <= set(ids)


def test_every_number_has_its_id_and_its_unrounded_value() -> None:
    page = Page(_html())
    ledger = brief().ledger
    assert ledger is not None
    marks = [attributes for tag, attributes in page.elements if tag == "data"]
    assert len(marks) > 40
    for mark in marks:
        name = str(mark["data-q"])
        if name.startswith("verdicts.") and ".sensitivity." in name:
            continue
        expected = getattr(ledger.quantities[name], str(mark.get("data-part", "value")))
        assert mark["value"] == (repr(expected) if isinstance(expected, float) else str(expected))


def test_every_claim_has_its_comparison() -> None:
    subjects = {
        attributes["data-claim"]
        for _, attributes in Page(_html()).elements
        if "data-claim" in attributes
    }
    assert {"reach", "impressions", "goals.grow"} <= subjects


def test_the_ledger_is_embedded_unchanged() -> None:
    found = re.search(r'<script type="application/json" id="outcomes">(.*?)</script>', _html())
    assert found is not None
    assert json.loads(found[1]) == to_plain(brief().ledger)


def test_the_page_loads_no_external_resource() -> None:
    page = Page(_html())
    for tag, attributes in page.elements:
        assert tag not in ("link", "iframe", "object", "embed", "img")
        assert not (tag == "script" and "src" in attributes)
        assert not any(name.startswith("on") for name in attributes)
    sheet = re.search(r"<style>(.*?)</style>", _html(), re.DOTALL)
    assert sheet is not None
    assert set(re.findall(r'url\("(\w+):', sheet[1])) == {"data"}
    assert "@import" not in sheet[1]


def test_a_hostile_name_is_escaped() -> None:
    of = organization(
        organization=Organization(id="x", name=HOSTILE, short_name=HOSTILE, description=HOSTILE),
        brief=settings(
            title="Plain",
            authors=(Author(name=HOSTILE, affiliation=HOSTILE, email="a@b.c", corresponding=True),),
            keywords=(HOSTILE,),
            citation=HOSTILE,
            copyright=HOSTILE,
            edited_by=HOSTILE,
            abbreviations={HOSTILE: HOSTILE},
            sections=(Section(heading=HOSTILE, outcomes=("reach",)),),
        ),
    )
    page = Page(_render(brief(of)))
    kinds = [attributes.get("type") for tag, attributes in page.elements if tag == "script"]
    assert kinds.count(None) == 1
    assert set(kinds) == {None, "application/ld+json", "application/json"}
    assert "alert(" not in page.scripts[kinds.index(None)]
    for _, attributes in page.elements:
        assert not any(name.startswith("on") for name in attributes)


def test_a_link_to_a_script_keeps_its_text_and_loses_its_target() -> None:
    text = "Look [here](javascript:alert(1)) and [there](https://example.org/a?b=1&c=2)."
    page = _render(brief(organization(brief=settings(abstract=text))))
    assert 'href="javascript' not in page
    assert 'href="https://example.org/a?b=1&amp;c=2"' in page


def test_the_same_brief_gives_the_same_bytes() -> None:
    assert _render(brief()) == _render(brief())


def test_figures_have_names_and_use_the_colours_of_the_page() -> None:
    page = Page(_html())
    named = [attributes for tag, attributes in page.elements if tag == "svg"]
    assert named
    assert all(item.get("role") == "img" and item.get("aria-label") for item in named)
    assert "var(--color-chart-after, #1F6FA5)" in _html()


def test_each_figure_has_a_table_of_its_data() -> None:
    page = Page(_html())
    wide = [item for tag, item in page.elements if tag == "svg" and is_wide(item)]
    assert len(page.tags("details")) == len(wide) > 0


def is_wide(attributes: dict[str, str | None]) -> bool:
    return attributes.get("class") != "narrow-drawing"


def test_figures_are_drawn_again_for_narrow_screens_but_not_for_print(tmp_path: Path) -> None:
    path = write_monthly(tmp_path, [40 + place % 5 for place in range(24)])
    options = BuildOptions(output=tmp_path, kind="editorial", formats=("html",))
    made = prepare_brief(analyse(path), "editorial", options, lambda _: None).brief
    page = Page(_render(made))
    drawings = [item.get("class") for tag, item in page.elements if tag == "svg"]
    assert drawings == ["wide-drawing", "narrow-drawing"] * (len(drawings) // 2)
    assert drawings
    assert "narrow-drawing" not in print_page(made, template_folders(None))


def test_citation_and_preview_metadata_are_in_the_head() -> None:
    metas = [attributes for tag, attributes in Page(_html()).elements if tag == "meta"]
    named = {item.get("name"): item.get("content") for item in metas if "name" in item}
    properties = {item.get("property") for item in metas}
    assert named["citation_title"] == "A garden’s committee and its followers"
    assert named["citation_publication_date"] == "2020/08/01"
    assert "og:title" in properties


def test_a_custom_template_overrides_only_its_part(tmp_path: Path) -> None:
    own = tmp_path / "shared"
    own.mkdir()
    (own / "back.html.j2").write_text(
        "{% macro matter() %}<p>Own back</p>{% endmacro %}"
        "{% macro appendices() %}{% endmacro %}{% macro colophon() %}{% endmacro %}",
        encoding="utf-8",
    )
    page = _render(brief(), tmp_path)
    assert "<p>Own back</p>" in page
    assert 'class="key-numbers"' in page


def test_an_undefined_name_in_a_template_is_an_error_with_its_line(
    tmp_path: Path,
) -> None:
    own = tmp_path / "editorial"
    own.mkdir()
    (own / "brief.html.j2").write_text("<html>\n{{ brief.owner }}\n</html>", encoding="utf-8")
    with pytest.raises(TemplateError) as raised:
        _render(brief(), tmp_path)
    found = _only(raised.value)
    assert found.code == "TPL001"
    assert "owner" in found.message
    assert found.place is not None
    assert found.place.line == 2


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{% if %}", "TPL002"),
        ("{% include 'nothing.j2' %}", "TPL003"),
        ("{% include '../../secret.txt' %}", "TPL003"),
        ("{{ brief.__class__.__mro__ }}", "TPL004"),
        ("{{ lipsum() }}", "TPL001"),
    ],
)
def test_a_template_can_not_escape_the_sandbox(tmp_path: Path, text: str, code: str) -> None:
    own = tmp_path / "templates" / "editorial"
    own.mkdir(parents=True)
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    (own / "brief.html.j2").write_text(text, encoding="utf-8")
    with pytest.raises(TemplateError) as raised:
        _render(brief(), tmp_path / "templates")
    assert _only(raised.value).code == code


def test_a_symbolic_link_can_not_escape_the_templates(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    own = tmp_path / "templates" / "editorial"
    own.mkdir(parents=True)
    (own / "brief.html.j2").symlink_to(tmp_path / "secret.txt")
    page = _render(brief(), tmp_path / "templates")
    assert "secret" not in page.split("</style>")[1]


def test_a_kind_without_templates_is_an_error() -> None:
    with pytest.raises(TemplateError) as raised:
        _render(replace(brief(), kind="poster"))
    assert "poster" in str(raised.value)
