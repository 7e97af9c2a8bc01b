"""Read catalogues of translations: gettext PO files, keyed by the English sentence."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING, TypeAlias

from reportgen.errors import ReportgenError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

SHIPPED = Path(__file__).parent
"""The folder of the catalogues shipped with the package."""
SOURCE = "en"
"""The language of the sentences in the code, which needs no catalogue."""

Key = tuple[str, str]
Forms: TypeAlias = "str | list[str] | tuple[str, ...]"


# Compared and hashed by identity, so that a catalogue can be a key of a cache.
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Catalogue:
    """The translations of one language.

    Attributes
    ----------
    language : str
        A tag such as `es` or `es-MX`; the region determines the format of numbers.
    singular : Mapping[tuple[str, str], str]
        Translation by context ("" without one) and English text.
    plural : Mapping[tuple[str, str], tuple[str, ...]]
        All plural forms, by context and English singular.
    form : Callable[[int], int]
        The index of the plural form for a count.
    """

    language: str
    singular: Mapping[Key, str]
    plural: Mapping[Key, tuple[str, ...]]
    form: Callable[[int], int]


def language_names(folders: tuple[Path, ...] = ()) -> tuple[str, ...]:
    """Return the languages with catalogues, sorted, including English."""
    found = {item.stem for folder in (SHIPPED, *folders) for item in folder.glob("*.po")}
    return tuple(sorted({SOURCE, *found}))


def base_language(tag: str) -> str:
    """Return the language of a tag without its region: ``es`` for ``es-MX``."""
    return tag.replace("_", "-").split("-", maxsplit=1)[0].lower()


@lru_cache(maxsize=8)
def load_catalogue(tag: str, folders: tuple[Path, ...] = ()) -> Catalogue | None:
    """Return the catalogue of a language; None for English.

    Parameters
    ----------
    tag : str
        A language tag, such as ``es`` or ``es-MX``.
    folders : tuple of Path
        Folders of custom catalogues, which take precedence over the shipped ones.

    Raises
    ------
    ReportgenError
        There is no catalogue for the language, or its file cannot be read.
    """
    name = base_language(tag)
    if name == SOURCE:
        return None
    # The first file that exists is used; catalogues are not merged.
    for folder in (*folders, SHIPPED):
        path = folder / f"{name}.po"
        if path.is_file():
            return _read(path, tag)
    known = ", ".join(language_names(folders))
    raise ReportgenError(f"there is no catalogue for the language `{tag}` (known: {known})")


def bare_catalogue(tag: str) -> Catalogue:
    """Return an empty catalogue, for a language of which only number formats are needed."""
    return Catalogue(language=tag, singular={}, plural={}, form=lambda count: int(count != 1))


def _read(path: Path, tag: str) -> Catalogue:
    # Imported here, because English briefs do not need Babel and it takes long to load.
    from babel.messages.pofile import PoFileError, read_po

    try:
        with path.open("rb") as file:
            found = read_po(file, locale=base_language(tag), abort_invalid=True)
    except (PoFileError, ValueError) as problem:
        raise ReportgenError(f"{path.name} cannot be read as a catalogue: {problem}") from problem
    singular: dict[Key, str] = {}
    plural: dict[Key, tuple[str, ...]] = {}
    for message in found:
        # The header has an empty id; a fuzzy translation is a guess that no translator confirmed.
        if not message.id or message.fuzzy or not message.string:
            continue
        context = message.context or ""
        _refuse_unknown_names(path, message.id, message.string)
        if isinstance(message.id, str):
            singular[context, message.id] = str(message.string)
        else:
            plural[context, message.id[0]] = tuple(message.string)
    return Catalogue(
        language=tag, singular=singular, plural=plural, form=lambda count: _form(found, count)
    )


def _refuse_unknown_names(path: Path, english: Forms, translation: Forms) -> None:
    """Refuse a translation with a placeholder that its sentence does not have."""
    known = set().union(*map(_names, _forms(english)))
    unknown = sorted(set().union(*map(_names, _forms(translation))) - known)
    if unknown:
        raise ReportgenError(
            f"{path.name}: the translation of “{_forms(english)[0]}” has the placeholder "
            f"{{{unknown[0]}}}, which the English sentence does not have"
        )


def _forms(text: Forms) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def _names(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def _form(found: object, count: int) -> int:
    """Return the plural form of a count by the rule in the catalogue's header."""
    from gettext import c2py

    return c2py(getattr(found, "plural_expr", "n != 1"))(count)
