"""The Python interface: load, analyse and build, as the command line does."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.errors import ConfigError
from reportgen.pipeline import (
    FORMATS,
    Analysed,
    BuildOptions,
    BuildResult,
    Loaded,
    analyse_organization,
    build_brief,
    load_organization,
)

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "FORMATS",
    "Analysed",
    "BuildOptions",
    "BuildResult",
    "Loaded",
    "analyse",
    "build",
    "load",
]


def load(path: str | Path, *, data_roots: tuple[Path, ...] = ()) -> Loaded:
    """Read a configuration with its metric files.

    Nothing is raised for what is wrong in them: every problem is in `diagnostics`.
    """
    return load_organization(Path(path), data_roots=data_roots)


def analyse(path: str | Path, *, data_roots: tuple[Path, ...] = ()) -> Analysed:
    """Return the outcomes of one configuration.

    Raises
    ------
    ConfigError
        The configuration or its data are wrong; `diagnostics` says where and how to mend it.
    """
    loaded = load(path, data_roots=data_roots)
    analysed = analyse_organization(loaded)
    if analysed is None:
        raise ConfigError(f"{path} can't be analysed as it stands", loaded.diagnostics)
    return analysed


def build(
    path: str | Path, options: BuildOptions, *, tell: Callable[[str], None] = lambda _: None
) -> BuildResult:
    """Make and write one organization's brief; see `reportgen.pipeline.build_brief`."""
    return build_brief(Path(path), options, tell=tell)
