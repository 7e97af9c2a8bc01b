"""The editor's page, its scripts, its stylesheet and its font."""

from __future__ import annotations

from functools import cache

from reportgen.design.font_files import SANS, font_files
from reportgen.design.tokens import load_tokens
from reportgen.render.html.tokens_css import screen_css
from reportgen.render.templates.environment import template_environment
from reportgen.render.templates.template_files import read_template, template_folders

_SCRIPTS = ("edit.js", "server.js", "fields.js", "facts.js", "text.js", "brief.js", "dom.js")
_STYLE = "edit.css"
_FONT = "sans.ttf"


def page(name: str) -> str:
    """Return the page for a configuration of this name."""
    folders = template_folders(None)
    template = template_environment(folders).get_template("edit/edit.html.j2")
    return template.render(name=name)


@cache
def asset(name: str) -> tuple[bytes, str] | None:
    """Return a file that the page loads, with its type; None if there is no such file."""
    folders = template_folders(None)
    if name in _SCRIPTS:
        return read_template(folders, f"edit/{name}")[0].encode(), "text/javascript"
    if name == _STYLE:
        tokens = screen_css(load_tokens(), "a4")
        css = read_template(folders, f"edit/{name}")[0]
        return f"{tokens}\n{css}".encode(), "text/css"
    if name == _FONT:
        found = (item for item in font_files() if item.family == SANS and not item.is_italic)
        return next(found).path.read_bytes(), "font/ttf"
    return None
