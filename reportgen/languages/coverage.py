"""Check that a custom catalogue translates every sentence of briefs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.diagnostics import Diagnostic, Severity
from reportgen.languages.brief_language import FOLDER, unknown_language
from reportgen.languages.catalogue import (
    SHIPPED,
    SOURCE,
    base_language,
    language_names,
    load_catalogue,
)

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.model.configuration import Configuration

TEMPLATE = SHIPPED / "messages.pot"
"""Every English sentence that a brief may print, for translators."""
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
