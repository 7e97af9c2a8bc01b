"""Navigation of the site: a fixed order of sections, with their pages found by folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

PARTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Start", ("index.md", "tutorial.md", "how-to/install.md", "numbers.md")),
    ("How to", ("how-to/*.md",)),
    ("Reference", ("configuration.md", "cli.md", "outcomes.md", "methods.md")),
    ("Messages", ("messages/README.md", "messages/*.md")),
    ("Background", ("architecture.md", "comparison.md", "speed.md", "statistics/*.md")),
    ("Decisions", ("decisions/README.md", "decisions/*.md")),
)


OVERVIEW = {"Overview": "index.md"}
"""Title of the first page, whose heading would repeat the name of the site."""


def navigation(folder: Path) -> list[dict[str, list[str | dict[str, str]]]]:
    """Return the sections with their pages, each page once, without empty sections."""
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
    """Set the navigation of the site; a hook that MkDocs calls."""
    config.nav = navigation(Path(config.docs_dir))
    return config
