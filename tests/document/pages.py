"""Whole briefs of small configurations, as their readers read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.pipeline import BuildOptions, analyse_organization, load_organization, prepare_brief
from reportgen.render.text.plain_text import render_plain_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

HEAD = "reportgen: 1\norganization: {name: Harbour Club}\n"


def page(folder: Path, configuration: str, files: dict[str, str], *, kind: str = "board") -> str:
    """Return the text of the brief on one line, of which the figures are only described."""
    for name, text in files.items():
        (folder / name).write_text(text)
    path = folder / "club.yaml"
    path.write_text(HEAD + configuration)
    analysed = analyse_organization(load_organization(path))
    assert analysed is not None, load_organization(path).diagnostics
    made = prepare_brief(analysed, kind, BuildOptions(output=folder), lambda _: None)
    assert not [item for item in made.diagnostics if item.severity == "error"]
    return " ".join(render_plain_text(made.brief).split())


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a CSV file."""
    return "".join(",".join(map(str, row)) + "\n" for row in (header, *rows))
