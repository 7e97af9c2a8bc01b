"""The page around a previewed brief: toolbar and list of problems."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from reportgen.design.tokens import load_tokens
from reportgen.errors import TemplateError
from reportgen.render.html.tokens_css import screen_css
from reportgen.render.templates.environment import template_environment
from reportgen.render.templates.template_files import read_template, template_folders

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from reportgen.diagnostics import Diagnostic, Place

_NAME = re.compile(r"`([^`]+)`")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemView:
    """A diagnostic as the page shows it; the quoted line is split around the marked part."""

    severity: str
    code: str
    message: Markup
    place: str
    line: str
    before: str
    spot: str
    after: str
    help: Markup
    note: Markup


def shell_page(title: str, *, kinds: tuple[str, ...], kind: str, languages: tuple[str, ...]) -> str:
    """Return the page that contains the brief.

    It uses shipped templates only, so that a broken custom template can't break it.
    """
    folders = template_folders(None)
    css, _ = read_template(folders, "preview/preview.css")
    script, _ = read_template(folders, "preview/preview.js")
    template = template_environment(folders).get_template("preview/preview.html.j2")
    tokens = screen_css(load_tokens(), "a4")
    return template.render(
        title=title,
        kinds=kinds,
        kind=kind,
        languages=languages,
        css=Markup(f"{tokens}\n{css}"),  # noqa: S704  (both are files of reportgen)
        script=Markup(script),  # noqa: S704
    )


def problems_html(problems: Iterable[Diagnostic], *, kind: str, templates: Path | None) -> str:
    """Return the problems as HTML, errors first, each with its line and how to fix it.

    `kind` and `templates` say where to search for a template that a problem refers to.
    """
    ranks = {"error": 0, "warning": 1}
    ordered = sorted(problems, key=lambda item: ranks.get(str(item.severity), 2))
    folders = template_folders(templates)
    views = [_view(item, kind, folders) for item in ordered]
    template = template_environment(template_folders(None)).get_template("preview/problems.html.j2")
    return template.render(problems=views)


def _view(item: Diagnostic, kind: str, folders: tuple[Path, ...]) -> ProblemView:
    place = item.place
    text = _line_text(place, kind, folders) if place else ""
    start = place.column - 1 if place and place.column else 0
    end = start + place.width if place and place.column else len(text)
    return ProblemView(
        severity=str(item.severity),
        code=item.code,
        message=_with_names(item.message),
        place=str(place) if place else "",
        line=str(place.line) if place and place.line and text else "",
        before=text[:start],
        spot=text[start:end],
        after=text[end:],
        help=_with_names(item.help),
        note=_with_names(item.note),
    )


def _line_text(place: Place, kind: str, folders: tuple[Path, ...]) -> str:
    """Return the line of a problem; for a template, read it from the template folders."""
    if place.text or place.line is None:
        return place.text
    for name in (place.file, f"{kind}/{place.file}", f"shared/{place.file}"):
        try:
            lines = read_template(folders, name)[0].splitlines()
        except (OSError, TemplateError):
            continue
        return lines[place.line - 1] if place.line <= len(lines) else ""
    return ""


def _with_names(text: str) -> Markup:
    """Return a message with text in backticks as code elements."""
    parts = _NAME.split(text)
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if place % 2 else Markup("{}").format(part)
        for place, part in enumerate(parts)
    )
