"""Set the current language while a brief is built."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from reportgen.diagnostics import Diagnostic, Severity
from reportgen.errors import ConfigError
from reportgen.languages.catalogue import base_language, language_names
from reportgen.languages.current import use_language

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reportgen.model.configuration import Configuration

FOLDER = "languages"
"""The folder of custom catalogues inside a folder of templates."""


@contextmanager
def brief_language(configuration: Configuration, templates: Path | None = None) -> Iterator[None]:
    """Use the language that the configuration requests within the block.

    Parameters
    ----------
    configuration : Configuration
        The configuration with the language.
    templates : Path, optional
        Custom templates, which may include catalogues.

    Raises
    ------
    ConfigError
        There is no catalogue for the language.
    """
    folders = () if templates is None else (templates / FOLDER,)
    tag, known = configuration.brief.language, language_names(folders)
    if base_language(tag) not in known:
        raise unknown_language(configuration, known)
    with use_language(tag, folders):
        yield


def unknown_language(configuration: Configuration, known: tuple[str, ...]) -> ConfigError:
    """Return the error that the requested language has no catalogue."""
    tag = configuration.brief.language
    message = f"there is no catalogue for the language `{tag}`"
    problem = Diagnostic(
        code="CFG103",
        severity=Severity.ERROR,
        message=message,
        place=configuration.place("brief", "language"),
        help=f"use one of {', '.join(known)}, or put `{base_language(tag)}.po` into the folder "
        f"`{FOLDER}` of your templates",
    )
    return ConfigError(message, (problem,))
