"""Generate docs/how-to/your-own-template.md from the types that a template receives.

``python docs/_build/brief_page.py``
"""

from __future__ import annotations

import inspect
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.document import brief
from reportgen.render.html.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = Path(__file__).parent.parent / "how-to" / "your-own-template.md"

_TYPES = (
    brief.Brief,
    brief.FrontMatter,
    brief.BriefAuthor,
    brief.Affiliation,
    brief.KeyNumber,
    brief.BriefSection,
    brief.FigureBlock,
    brief.TableBlock,
    brief.ColumnLabel,
    brief.Row,
    brief.Cell,
    brief.Picture,
    brief.SideNote,
    brief.LimitsBox,
    brief.Ask,
    brief.AskField,
    brief.ReserveBar,
    brief.OwnersView,
    brief.PlannedAction,
    brief.Agreed,
    brief.AgreedAction,
    brief.StatusLine,
    brief.StatusItem,
    brief.FrontSheetField,
    brief.BackMatter,
    brief.Supplement,
    brief.LeftOut,
    brief.Coverage,
    brief.NumberEvidence,
    brief.FormattedReference,
    brief.Abbreviation,
    brief.Finding,
    brief.HeadMatter,
    Page,
)

_HEAD = Path(__file__).with_name("your-own-template.head.md")


def brief_page() -> str:
    """Return the page: how to write a template, and every field that it may use."""
    return (
        _HEAD.read_text(encoding="utf-8")
        + "\n".join(line for kind in _TYPES for line in _type(kind))
        + "\n"
    )


def _type(kind: type) -> Iterator[str]:
    summary = (inspect.getdoc(kind) or "").split("\nAttributes\n")[0]
    text = " ".join(summary.replace("``", "`").split())
    yield f"### {kind.__name__}\n\n{text}\n"
    yield "| name | is |\n|---|---|"
    told = [(item.name, str(item.type)) for item in fields(kind)]
    told += [
        (name, item.fget.__annotations__["return"])
        for name, item in vars(kind).items()
        if isinstance(item, property)
    ]
    for name, annotation in told:
        yield f"| `{name}` | `{_plain(annotation)}` |"
    yield ""


def _plain(annotation: str) -> str:
    """Return a type as printed on the page: ``Row ...`` for any number of rows."""
    if annotation.startswith("tuple[") and annotation.endswith(", ...]"):
        return f"{_plain(annotation[len('tuple[') : -len(', ...]')])} …"
    words = {"str": "text", "bool": "true or false", "float": "number", "int": "number"}
    return words.get(annotation, annotation.replace(" | None", ", or none"))


if __name__ == "__main__":
    PAGE.write_text(brief_page(), encoding="utf-8")
