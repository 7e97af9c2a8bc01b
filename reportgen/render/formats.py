"""The formats of a brief: their names, and functions that render their files.

Each function gets the same Brief, so no format can contain more than another. Libraries are
imported when a format is rendered, so that formats which are not requested cost nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from reportgen.design.tokens import Tokens
    from reportgen.document.brief import Brief


OUTCOMES = "outcomes.json"


class _Writer(Protocol):
    def __call__(
        self,
        brief: Brief,
        tokens: Tokens,
        templates: Path | None,
        carried: Mapping[str, bytes],
        page: str | None,
        /,
    ) -> dict[str, bytes]: ...


class _Filler(Protocol):
    def __call__(self, brief: Brief, tokens: Tokens, templates: Path | None, /) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One format: `suffix` of its main file, empty where it has none, and who writes it.

    `write` takes the brief, the tokens, the user's templates or None, and the files that the
    brief carries: outcomes.json, and data files where there are any. It returns every file by
    its name, the main one first. A name may begin with a folder, such as
    ``editorial-figures/fig-trend-followers.svg``.

    `fill` returns the page that `write` lays out, for a format that is made from a template; it
    refuses what layout would refuse and can be known without layout.
    """

    name: str
    suffix: str
    write: _Writer
    fill: _Filler | None = None


def _html(
    brief: Brief,
    tokens: Tokens,
    templates: Path | None,
    carried: Mapping[str, bytes],
    page: str | None,
    /,
) -> dict[str, bytes]:
    from reportgen.render.html.page_file import render_html

    # The page itself contains the ledger.
    data = {name: content for name, content in carried.items() if name != OUTCOMES}
    text = render_html(brief, tokens=tokens, templates=templates, attached=data, page=page)
    return {f"{brief.kind}.html": text.encode()}


def _fill_html(brief: Brief, tokens: Tokens, templates: Path | None, /) -> str:
    from reportgen.render.html.page_file import screen_page
    from reportgen.render.templates.template_files import template_folders

    return screen_page(brief, tokens, template_folders(templates))


def _pdf(
    brief: Brief,
    tokens: Tokens,
    templates: Path | None,
    carried: Mapping[str, bytes],
    page: str | None,
    /,
) -> dict[str, bytes]:
    from reportgen.render.pdf.pdf_file import render_pdf

    content = render_pdf(brief, tokens=tokens, templates=templates, attachments=carried, page=page)
    return {f"{brief.kind}.pdf": content}


def _fill_pdf(brief: Brief, _tokens: Tokens, templates: Path | None, /) -> str:
    from reportgen.render.pdf.pdf_file import print_page
    from reportgen.render.templates.template_files import template_folders

    return print_page(brief, template_folders(templates))


def _docx(
    brief: Brief,
    tokens: Tokens,
    _templates: Path | None,
    _carried: Mapping[str, bytes],
    _page: str | None,
    /,
) -> dict[str, bytes]:
    from reportgen.render.docx.document import render_docx

    return {f"{brief.kind}.docx": render_docx(brief, tokens=tokens)}


def _jats(
    brief: Brief,
    _tokens: Tokens,
    _templates: Path | None,
    _carried: Mapping[str, bytes],
    _page: str | None,
    /,
) -> dict[str, bytes]:
    from reportgen.render.jats.article import jats_figures, render_jats

    return {f"{brief.kind}.xml": render_jats(brief), **jats_figures(brief)}


def _markdown(
    brief: Brief,
    _tokens: Tokens,
    _templates: Path | None,
    _carried: Mapping[str, bytes],
    _page: str | None,
    /,
) -> dict[str, bytes]:
    from reportgen.render.figure_files import svg_files
    from reportgen.render.text.markdown import render_markdown

    return {f"{brief.kind}.md": render_markdown(brief).encode(), **svg_files(brief)}


def _text(
    brief: Brief,
    _tokens: Tokens,
    _templates: Path | None,
    _carried: Mapping[str, bytes],
    _page: str | None,
    /,
) -> dict[str, bytes]:
    from reportgen.render.text.plain_text import render_plain_text

    return {f"{brief.kind}.txt": render_plain_text(brief).encode()}


def _share(
    brief: Brief,
    tokens: Tokens,
    templates: Path | None,
    _carried: Mapping[str, bytes],
    _page: str | None,
    /,
) -> dict[str, bytes]:
    from reportgen.render.share.share_pack import render_share

    files = render_share(brief, tokens=tokens, templates=templates)
    return {f"{brief.kind}-share/{name}": content for name, content in files.items()}


def _eml(
    brief: Brief,
    _tokens: Tokens,
    _templates: Path | None,
    _carried: Mapping[str, bytes],
    _page: str | None,
    /,
) -> dict[str, bytes]:
    from reportgen.render.mail.email_edition import render_eml

    return {f"{brief.kind}.eml": render_eml(brief)}


FORMATS: Mapping[str, Format] = {
    item.name: item
    for item in (
        Format(name="html", suffix="html", write=_html, fill=_fill_html),
        Format(name="pdf", suffix="pdf", write=_pdf, fill=_fill_pdf),
        Format(name="docx", suffix="docx", write=_docx),
        Format(name="jats", suffix="xml", write=_jats),
        Format(name="md", suffix="md", write=_markdown),
        Format(name="txt", suffix="txt", write=_text),
        Format(name="eml", suffix="eml", write=_eml),
        Format(name="share", suffix="", write=_share),
    )
}

ALL = "all"
"""The word that asks for every format."""


def chosen_formats(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the formats that a person named, with commas or one by one, in the order made.

    Raises
    ------
    ValueError
        One of them is unknown, or none was named; the message says which there are.
    """
    parts = (part.strip().lower() for text in texts for part in text.split(","))
    chosen = tuple(part for part in parts if part)
    unknown = sorted(set(chosen) - {*FORMATS, ALL})
    if unknown or not chosen:
        named = ", ".join(f"`{name}`" for name in unknown) or "none"
        raise ValueError(f"expected formats out of {', '.join((*FORMATS, ALL))}, found {named}")
    return format_names(chosen)


def format_names(asked: tuple[str, ...]) -> tuple[str, ...]:
    """Return the formats that were asked for, each once, in the order of `FORMATS`.

    Raises
    ------
    ValueError
        There is no such format.
    """
    unknown = [name for name in asked if name != ALL and name not in FORMATS]
    if unknown:
        raise ValueError(f"there is no format {unknown[0]!r}")
    return tuple(name for name in FORMATS if name in asked or ALL in asked)


def fill_format(name: str, brief: Brief, *, tokens: Tokens, templates: Path | None) -> str:
    """Return the page of a format before layout; empty for a format without a template.

    Raises
    ------
    TemplateError
        A template is wrong or asks for what a brief does not have.
    RenderError
        The page holds a character that cannot be printed.
    """
    fill = FORMATS[name].fill
    if fill is None:
        return ""
    from reportgen.render.templates.template_files import refuse_unknown_kind

    refuse_unknown_kind(brief.kind, templates)
    return fill(brief, tokens, templates)


def render_format(
    name: str,
    brief: Brief,
    *,
    tokens: Tokens,
    templates: Path | None,
    outcomes: bytes,
    attached: Mapping[str, bytes] | None = None,
    page: str | None = None,
) -> dict[str, bytes]:
    """Return every file of one format of a brief, by its name below the organization's folder.

    The main file is the first, and the supplement is the last.

    `attached` are data files, which PDF and HTML carry; the other formats have no place for them.
    `page` is what `fill_format` returned; without it the template is filled here.

    Raises
    ------
    EnvironmentProblemError
        The format needs a library that is not installed.
    TemplateError
        A template is wrong or asks for what a brief does not have.
    RenderError
        The brief holds what the format can't draw.
    """
    from reportgen.render.supplement_file import supplement_files

    carried = {OUTCOMES: outcomes, **(attached or {})}
    files = FORMATS[name].write(brief, tokens, templates, carried, page)
    # Every article points to its supplement; a share pack is not an article.
    return {**files, **supplement_files(brief)} if FORMATS[name].suffix else files
