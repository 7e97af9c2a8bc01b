"""What a finished page costs beside a plain one: the same words and as many figures.

One editorial of six pages with three figures, tagged, with its evidence attached and its HTML
made as well, against one column of the same words with three charts by matplotlib's own writer,
untagged. CPU seconds by part, the best of several runs in turn; the goal is a ratio of at most 1.
"""

from __future__ import annotations

import io
import re
import time
from dataclasses import replace
from html import escape, unescape
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias

from benchmarks.cold_build import EXAMPLE
from benchmarks.figures import best_ms, ordinary_svg, our_figures

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from reportgen.design.tokens import Tokens
    from reportgen.document.brief import Brief, FigureBlock

RUNS = 5
FIGURES = 3
_PARAGRAPH = re.compile(r"<(p|h\d|td|th|li|figcaption)\b[^>]*>(.*?)</\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")

Parts = dict[str, float]
Measure: TypeAlias = "Callable[[], tuple[Parts, bytes]]"


def example() -> tuple[Brief, Tokens]:
    """Return the example's brief, cut to its first figures and about six pages."""
    from reportgen.pipeline import BuildOptions, analyse_organization, compose, load_organization
    from reportgen.render.pdf.page_plan import plan_pages

    analysed = analyse_organization(load_organization(EXAMPLE))
    assert analysed is not None
    composed = compose(analysed, "editorial", BuildOptions(output=EXAMPLE.parent), lambda _: None)
    brief = composed.brief
    kept = {id(block) for block in islice(figures_of(brief), FIGURES)}
    sections = tuple(
        replace(
            section,
            blocks=tuple(
                block for block in section.blocks if not hasattr(block, "svg") or id(block) in kept
            ),
        )
        for section in brief.sections
    )
    cut = replace(brief, sections=sections, back=replace(brief.back, appendices=()))
    while plan_pages(cut, composed.tokens).is_long:
        cut = replace(cut, sections=cut.sections[:-1])
    page = printed(cut)
    there = {name: label for name, label in cut.labels.items() if f'id="{name}"' in page}
    return replace(cut, labels=there), composed.tokens


def printed(brief: Brief) -> str:
    """Return the page that the PDF is laid out from."""
    from reportgen.render.pdf.pdf_file import print_page
    from reportgen.render.templates.template_files import template_folders

    return print_page(brief, template_folders(None))


def figures_of(brief: Brief) -> list[FigureBlock]:
    """Return the figures of the body."""
    from reportgen.document.brief import FigureBlock

    blocks = (block for section in brief.sections for block in section.blocks)
    return [block for block in blocks if isinstance(block, FigureBlock)]


def ours(brief: Brief, tokens: Tokens) -> tuple[Parts, bytes]:
    """Return what HTML and PDF cost, and the PDF."""
    from reportgen.render.html.page_file import render_html
    from reportgen.render.pdf.pdf_file import render_pdf

    start = time.process_time()
    render_html(brief, tokens=tokens)
    middle = time.process_time()
    content = render_pdf(brief, tokens=tokens, attachments={"outcomes.json": b"{}\n"})
    return {"HTML": middle - start, "PDF": time.process_time() - middle}, content


def plain(page: str) -> tuple[Parts, bytes]:
    """Return what the plain page costs, and its PDF."""
    from weasyprint import HTML

    start = time.process_time()
    document = HTML(string=page).render()
    middle = time.process_time()
    file = io.BytesIO()
    document.write_pdf(file)
    parts = {"layout": middle - start, "writing": time.process_time() - middle}
    return parts, file.getvalue()


def plain_page(brief: Brief) -> str:
    """Return the words of a brief as paragraphs of one column, and three ordinary charts."""
    found = _PARAGRAPH.finditer(printed(brief))
    words = [unescape(_TAG.sub("", match[2])).strip() for match in found]
    paragraphs = [f"<p>{escape(item)}</p>" for item in words if item]
    for number in range(FIGURES):
        paragraphs.insert((number + 1) * len(paragraphs) // (FIGURES + 1), ordinary_svg())
    style = "<style>@page { size: A4; margin: 2.5cm } body { font: 11pt/1.4 serif }</style>"
    return f"<!doctype html><html lang=en><title>Plain</title>{style}{''.join(paragraphs)}"


def best_in_turn(measures: Mapping[str, Measure]) -> dict[str, tuple[Parts, int]]:
    """Return the parts of the run with the smallest sum, and the number of pages, of each."""
    import pikepdf

    pages = {}
    for name, measure in measures.items():
        with pikepdf.open(io.BytesIO(measure()[1])) as pdf:
            pages[name] = len(pdf.pages)
    runs: dict[str, list[Parts]] = {name: [] for name in measures}
    for _ in range(RUNS):
        for name, measure in measures.items():
            runs[name].append(measure()[0])
    return {
        name: (min(found, key=lambda parts: sum(parts.values())), pages[name])
        for name, found in runs.items()
    }


def measured() -> dict[str, tuple[Parts, int]]:
    """Return what each page cost by part, drawing its figures included, and its pages."""
    brief, tokens = example()
    wanted = {block.svg for block in figures_of(brief)}
    drawing = {
        "editorial": sum(ms for _, svg, ms in our_figures() if svg in wanted) / 1000,
        "plain page": FIGURES * best_ms(ordinary_svg) / 1000,
    }
    page = plain_page(brief)
    found = best_in_turn(
        {"editorial": lambda: ours(brief, tokens), "plain page": lambda: plain(page)}
    )
    return {
        name: ({"drawing": drawing[name], **parts}, pages) for name, (parts, pages) in found.items()
    }


def totals() -> tuple[float, float]:
    """Return the CPU seconds of the editorial and of the plain page."""
    ours, plain = (sum(parts.values()) for parts, _ in measured().values())
    return ours, plain


def main() -> None:
    """Print the table."""
    print("A page beside a plain one, warm, CPU seconds")
    totals = []
    for name, (parts, pages) in measured().items():
        told = ", ".join(f"{part} {seconds:.2f}" for part, seconds in parts.items())
        totals.append(sum(parts.values()))
        print(f"  {name:<12}{totals[-1]:6.2f} s   {pages} pages: {told}")
    print(f"  ratio {totals[0] / totals[1]:.2f}   goal 1.00")


if __name__ == "__main__":
    main()
