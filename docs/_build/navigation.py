"""The site's contents: the order of its parts is set here, the pages of a part are found."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

PARTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Start", ("index.md", "tutorial.md")),
    ("How to", ("how-to/*.md",)),
    ("Reference", ("configuration.md", "cli.md", "outcomes.md", "methods.md")),
    ("Messages", ("messages/README.md", "messages/*.md")),
    ("Background", ("architecture.md", "comparison.md", "statistics/*.md")),
    ("Decisions", ("decisions/README.md", "decisions/*.md")),
)


OVERVIEW = {"Overview": "index.md"}
"""The first page's heading is the name of the site, which says nothing next to it."""


def navigation(folder: Path) -> list[dict[str, list[str | dict[str, str]]]]:
    """Return the parts with their pages, each page once; parts without pages are left out."""
    seen: set[str] = set()
    parts: list[dict[str, list[str | dict[str, str]]]] = []
    for title, patterns in PARTS:
        pages: list[str | dict[str, str]] = []
        for pattern in patterns:
            for file in sorted(folder.glob(pattern)):
                name = file.relative_to(folder).as_posix()
                if name not in seen:
                    seen.add(name)
                    pages.append(OVERVIEW if name == "index.md" else name)
        if pages:
            parts.append({title: pages})
    rest = sorted(file.name for file in folder.glob("*.md") if file.name not in seen)
    return [*parts, {"More": [*rest]}] if rest else parts


def on_config(config: MkDocsConfig, **_: Any) -> MkDocsConfig:
    """Set the contents of the site; MkDocs calls this."""
    config.nav = navigation(Path(config.docs_dir))
    return config
