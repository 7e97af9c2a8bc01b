"""Stylesheets and templates follow the rules of the project."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from reportgen.design.signs import shape_address
from reportgen.design.tokens import Tokens, load_tokens, templates_folder
from reportgen.errors import TemplateError
from reportgen.render.html.tokens_css import (
    colour_names,
    print_properties,
    screen_css,
)
from reportgen.render.pdf.title_width import balanced_width

if TYPE_CHECKING:
    from pathlib import Path

SHEETS = sorted((templates_folder() / "css").glob("*.css"))
TEMPLATES = sorted(templates_folder().rglob("*.j2"))


@pytest.mark.parametrize("file", SHEETS, ids=lambda file: file.name)
def test_a_stylesheet_has_no_colour_no_id_and_no_important(file: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert not re.search(r"#[0-9a-fA-F]{3,8}\b", text)
    assert not re.search(r"\b(rgba?|hsla?)\(", text)
    assert not re.search(r"(^|[\s,{}])#[a-zA-Z]", text)
    assert "!important" not in text
    assert "opacity" not in text


@pytest.mark.parametrize("file", SHEETS, ids=lambda file: file.name)
def test_every_custom_property_of_a_stylesheet_is_a_token(file: Path) -> None:
    tokens = load_tokens()
    known = set(re.findall(r"--([\w-]+):", screen_css(tokens, "a4")))
    known |= {name for name, _ in print_properties(tokens, "a4")}
    used = set(re.findall(r"var\(--([\w-]+)", file.read_text(encoding="utf-8")))
    # Set by the layout, which measures how much room there is.
    fitted = {"title-width", "short-title-size", "gap-first", "gap-row", "gap-last"}
    assert used - fitted <= known


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_a_template_computes_nothing_and_escapes_everything(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    inside = re.findall(r"\{[{%](.*?)[%}]\}", text, flags=re.DOTALL)
    for code in inside:
        plain = re.sub(r"\"[^\"]*\"|'[^']*'", "", code).strip().strip("-")
        assert not re.search(r"[*/]|\d\s*[+<>]|\s[+-]\s|round|\|\s*(safe|int|float|sum)\b", plain)
    assert not re.search(r"#[0-9a-fA-F]{6}\b", text)
    # The lengths of a bar are those of a type that is made for drawing it.
    assert " style=" not in re.sub(r' style="(width|left): \{\{ bar\.\w+ \}\}%"', "", text)


def test_the_margin_column_appears_at_the_width_of_the_tokens() -> None:
    width = f"{load_tokens().number('screen.two_columns'):g}rem"
    sheet = (templates_folder() / "css" / "screen.css").read_text(encoding="utf-8")
    assert f"(min-width: {width})" in sheet


def test_every_status_has_its_own_shape_and_rule() -> None:
    tokens = load_tokens()
    shapes = [entry["shape"] for entry in tokens.get("status").values()]
    assert len(set(shapes)) == len(shapes)
    sheet = (templates_folder() / "css" / "components.css").read_text(encoding="utf-8")
    for status in tokens.get("status"):
        assert f".status-{status.replace('_', '-')}::before" in sheet


def test_the_colours_of_the_figures_have_names_on_the_page() -> None:
    names = colour_names(load_tokens())
    assert names["#1f6fa5"] == "--color-chart-after"
    assert names["#1a1c20"] == "--color-ink"


@pytest.mark.parametrize(
    ("path", "value"),
    [(("raw", "light", "ink"), "red;}</style>"), (("font", "serif"), 'X"; } body {')],
)
def test_a_token_can_not_inject_a_css_rule(path: tuple[str, ...], value: str) -> None:
    tables = _copied(load_tokens().tables)
    spot = tables
    for part in path[:-1]:
        spot = spot[part]
    spot[path[-1]] = value
    with pytest.raises(TemplateError):
        print_properties(Tokens(tables), "a4")


def test_an_unknown_shape_is_an_error() -> None:
    with pytest.raises(TemplateError, match="heart"):
        shape_address("heart", ink="#000000", paper="#ffffff")


def test_a_title_keeps_its_number_of_lines_but_balances_them() -> None:
    # Five words of width 30 in 100: lines of 3 and 2 words; so too in 95, but 3 lines in 80.
    width = balanced_width([30, 30, 30, 30, 30], space=2, room=100)
    assert 94 <= width <= 97
    assert balanced_width([40, 40], space=2, room=100) == pytest.approx(83, abs=1.5)
    assert balanced_width([], space=2, room=100) <= 100
    assert balanced_width([300], space=2, room=100) == 100


def _copied(table: Any) -> dict[str, Any]:
    return {
        key: _copied(value) if isinstance(value, dict) else value for key, value in table.items()
    }
