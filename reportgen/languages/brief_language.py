"""Set the language of a brief, and check that its catalogue is complete."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from reportgen.diagnostics import Diagnostic, Severity
from reportgen.errors import ConfigError
from reportgen.languages.catalogue import (
    SHIPPED,
    SOURCE,
    base_language,
    language_names,
    load_catalogue,
)
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


TEMPLATE = SHIPPED / "messages.pot"
"""Every English sentence that a brief may print, for translators."""
# Enough to find them in the file; the warning has the total number.
_MOST_QUOTED = 3


def language_findings(
    configuration: Configuration, templates: Path | None = None
) -> tuple[Diagnostic, ...]:
    """Return the problems with the language that a configuration requests.

    Parameters
    ----------
    configuration : Configuration
        The configuration with the language.
    templates : Path, optional
        Custom templates, which may include catalogues.

    Returns
    -------
    tuple of Diagnostic
        CFG103 if there is no catalogue; CFG104 if a custom catalogue is incomplete. The
        shipped ones are complete, which the tests check.

    Raises
    ------
    ReportgenError
        The catalogue's file cannot be read.
    """
    tag = configuration.brief.language
    folders = () if templates is None else (templates / FOLDER,)
    known = language_names(folders)
    if base_language(tag) not in known:
        return unknown_language(configuration, known).diagnostics
    path = next((folder / f"{base_language(tag)}.po" for folder in folders), None)
    if base_language(tag) == SOURCE or path is None or not path.is_file():
        return ()
    missing, total = untranslated(tag, folders)
    if not missing:
        return ()
    quoted = ", ".join(f"“{text}”" for text in missing[:_MOST_QUOTED])
    more = f" and {len(missing) - _MOST_QUOTED} more" if len(missing) > _MOST_QUOTED else ""
    return (
        Diagnostic(
            code="CFG104",
            severity=Severity.WARNING,
            message=f"{path.name} has no translation for {len(missing)} of {total} sentences, "
            f"which stay English: {quoted}{more}",
            place=configuration.place("brief", "language"),
            help="translate them; docs/how-to/another-language.md says where the list of all is",
        ),
    )


def untranslated(tag: str, folders: tuple[Path, ...] = ()) -> tuple[tuple[str, ...], int]:
    """Return the English sentences without translation, and the number of all sentences."""
    from babel.messages.pofile import read_po

    catalogue = load_catalogue(tag, folders)
    with TEMPLATE.open("rb") as file:
        every = [item for item in read_po(file) if item.id]
    if catalogue is None:
        return (), len(every)
    missing = []
    for item in every:
        english = item.id if isinstance(item.id, str) else item.id[0]
        key = (item.context or "", english)
        if key not in catalogue.singular and key not in catalogue.plural:
            missing.append(english)
    return tuple(missing), len(every)
