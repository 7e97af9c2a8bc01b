"""Simplification of printed pages before layout: what is removed, and what is kept."""

from __future__ import annotations

import re
import subprocess
from base64 import b64decode
from shutil import which
from typing import TYPE_CHECKING

import pytest

from reportgen.render.html.stylesheet import with_values
from reportgen.render.pdf.strip_markup import is_known, lean_page, with_lines_of_text

if TYPE_CHECKING:
    from pathlib import Path

_NUMBER = '<data class="number" value="1.7086" data-q="a.growth.after.slope">{}</data>'


@pytest.mark.parametrize("text", ["1.7", "1,200", "89%", "−81", "+3"])
def test_a_number_that_cannot_break_needs_no_element(text: str) -> None:
    page = lean_page(f"<p>about {_NUMBER.format(text)} times</p>")
    assert page == f"<p>about {text}\u00a0times</p>"


@pytest.mark.parametrize("text", ["1 July 2019", "8 of 9", "&lt;.001", "15/15", ".007"])
def test_a_number_that_could_break_keeps_the_element_that_prevents_it(text: str) -> None:
    page = lean_page(_NUMBER.format(text))
    assert page.replace("\u00a0", " ") == f'<span class="number">{text}</span>'


def test_lines_do_not_end_within_a_date_or_before_what_is_counted() -> None:
    page = lean_page("<p>By 30 June 2020, 15 of 15; el 1 de julio de 2021; 122,000 impressions</p>")
    tied = "30\u00a0June\u00a02020, 15\u00a0of 15; el 1\u00a0de\u00a0julio\u00a0de\u00a02021"
    assert page == f"<p>By {tied}; 122,000 impressions</p>"


def test_claims_become_text() -> None:
    assert lean_page('<p><span data-claim="reach">It grew.</span></p>') == "<p>It grew.</p>"


def test_a_figure_with_a_name_becomes_an_image_with_its_description() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9mm"><title>a &#34;b&#34; &lt; c</title>'
    page = lean_page(f"<div>{svg}<text x='1'>words</text></svg></div>")
    match = re.fullmatch(
        r'<div><img alt="(.*?)" src="data:image/svg\+xml;base64,(.*?)"></div>', page
    )
    assert match is not None
    assert match[1] == "a &#34;b&#34; &lt; c"
    assert b">words</line-of-text>" in b64decode(match[2])


def test_a_figure_without_a_name_stays_inline() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>'
    assert lean_page(svg) == svg


def test_plain_text_of_a_figure_is_drawn_directly() -> None:
    assert is_known()
    assert with_lines_of_text('<text x="1">one</text>') == (
        '<line-of-text x="1">one</line-of-text>'
    )


@pytest.mark.parametrize(
    "text",
    [
        '<text x="1">one <tspan>two</tspan></text>',
        '<text x="1" rotate="30">one</text>',
        '<text x="1" textLength="40">one</text>',
        '<text x="1"></text>',
    ],
)
def test_text_with_other_positioning_is_left_to_weasyprint(text: str) -> None:
    assert with_lines_of_text(text) == text


def test_known_custom_properties_are_substituted() -> None:
    css = "p { margin: var(--gap) calc(-1 * var(--side, 3mm)); color: var(--mine); }"
    settled = with_values(css, [("gap", "4pt"), ("side", "7mm")])
    assert settled == "p { margin: 4pt calc(-1 * 7mm); color: var(--mine); }"


def test_a_property_that_the_stylesheet_declares_is_left_to_the_cascade() -> None:
    css = ".note { --gap: 9pt; } p { margin: var(--gap); }"
    assert with_values(css, [("gap", "4pt")]) == css


@pytest.mark.skipif(which("pdftotext") is None, reason="pdftotext is not installed")
@pytest.mark.parametrize(
    ("anchor", "edge", "place"),
    [
        ("start", "xMin", 100.0),
        ("end", "xMax", 100.0),
        ("middle", "", 100.0),
    ],
)
def test_a_line_is_placed_by_its_anchor(
    tmp_path: Path, anchor: str, edge: str, place: float
) -> None:
    from weasyprint import HTML

    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="200pt" height="50pt"'
        ' viewBox="0 0 200 50" font-size="12"><title>a</title>'
        f'<text x="100" y="30" text-anchor="{anchor}">Wavelength</text></svg>'
    )
    file = tmp_path / "line.pdf"
    page = f"<style>@page {{ size: 200pt 50pt; margin: 0 }} body {{ margin: 0 }}</style>{svg}"
    HTML(string=lean_page(page)).write_pdf(file)
    output = subprocess.run(
        ["pdftotext", "-bbox", file, "-"], capture_output=True, text=True, check=True
    ).stdout
    word = re.search(r'<word xMin="([\d.]+)" .*?xMax="([\d.]+)".*?>Wavelength<', output)
    assert word is not None, output
    left, right = float(word[1]), float(word[2])
    found = {"xMin": left, "xMax": right}.get(edge, (left + right) / 2)
    assert found == pytest.approx(place, abs=0.1)
