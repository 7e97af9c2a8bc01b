"""The current language, as in gettext: a context variable while a brief is written.

Sentences are composed in about a hundred places, so the catalogue is not passed as an argument.
The build sets the language with `use_language` for the duration of one brief. Otherwise, and in
English, nothing is looked up and no catalogue is loaded.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import fields, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar, cast

from reportgen.languages.catalogue import (
    SOURCE,
    bare_catalogue,
    base_language,
    language_names,
    load_catalogue,
)
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.message import Message, Named, Step, StepRuns, Steps

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator
    from datetime import date
    from pathlib import Path

    from _typeshed import DataclassInstance

    from reportgen.languages.catalogue import Catalogue
    from reportgen.model.message import Month

Labels = TypeVar("Labels", bound="DataclassInstance")

_current: ContextVar[Catalogue | None] = ContextVar("reportgen_language", default=None)


@contextmanager
def use_language(tag: str, folders: tuple[Path, ...] = ()) -> Iterator[None]:
    """Use a language within the block.

    Raises
    ------
    ReportgenError
        There is no catalogue for it.
    """
    token = _current.set(load_catalogue(tag, folders))
    try:
        yield
    finally:
        _current.reset(token)


@contextmanager
def use_number_formats(tag: str) -> Iterator[None]:
    """Use a language within the block; without a catalogue, only its numbers and dates."""
    known = base_language(tag) in language_names()
    token = _current.set(load_catalogue(tag) if known else bare_catalogue(tag))
    try:
        yield
    finally:
        _current.reset(token)


def current_language() -> str:
    """Return the tag of the current language."""
    catalogue = _current.get()
    return SOURCE if catalogue is None else catalogue.language


def translated(message: str, *, context: str = "") -> str:
    """Return a sentence, or a template with placeholders, in the current language.

    A `Message` is returned with its parts filled in. Without a translation, the English text is
    used.
    """
    catalogue = _current.get()
    if catalogue is None:
        return message
    if isinstance(message, Message):
        return filled(message, _terminal_text)
    return catalogue.singular.get((context, message), message)


def filled(
    message: str, write: Callable[[date | Month | Step | Steps | StepRuns | Named], str]
) -> str:
    """Return a message in the current language, with its typed parts formatted by `write`."""
    if not isinstance(message, Message):
        return translated(message)
    parts = {
        name: filled(part, write) if isinstance(part, str) else write(part)
        for name, part in message.parts.items()
    }
    if message.singular:
        form = translated_count(message.singular, message.template, message.number)
        return form.format(**parts)
    return translated(message.template).format(**parts)


_NAMINGS = (
    gettext_noop("metric `{name}`"),
    gettext_noop("period `{name}`"),
    gettext_noop("the period `{name}`"),
    gettext_noop("comparison `{name}`"),
)
"""The messages of `Naming`, marked here because `model` may not import `languages`."""
_STEPS = (gettext_noop("the week to {day}"), gettext_noop("{first} to {last}"))
"""The messages of `Step`."""


def _terminal_text(part: str | date | Month | Step | Steps | StepRuns | Named) -> str:
    if isinstance(part, Steps):
        return ", ".join(_terminal_text(item) for item in part.parts)
    if isinstance(part, StepRuns):
        ends = ([_terminal_text(first), _terminal_text(last)] for first, last in part.ends)
        to = translated("{first} to {last}")
        return ", ".join(
            first if first == last else to.format(first=first, last=last) for first, last in ends
        )
    if isinstance(part, Named):
        return translated(part.naming).format(name=part.id)
    return filled(part.text, _terminal_text) if isinstance(part, Step) else str(part)


def translated_labels(labels: Labels) -> Labels:
    """Return a frozen dataclass of labels with all text translated.

    Parameters
    ----------
    labels : dataclass
        Its fields are text, tuples of text, or tuples of a key and text.
    """
    catalogue = _current.get()
    # The cast is for the type checker: `lru_cache` requires hashable arguments.
    return labels if catalogue is None else _translated_fields(cast("Hashable", labels), catalogue)


# Labels are requested many times per brief, and there are a few sets of them per language.
@lru_cache(maxsize=16)
def _translated_fields(labels: Any, catalogue: Catalogue) -> Any:
    found = {item.name: _deep(getattr(labels, item.name), catalogue) for item in fields(labels)}
    return replace(labels, **found)


def _deep(value: Any, catalogue: Catalogue) -> Any:
    """Translate text and tuples of text; the first item of a pair is a key and is kept."""
    if isinstance(value, str):
        return catalogue.singular.get(("", value), value)
    return tuple(
        (item[0], _deep(item[1], catalogue)) if isinstance(item, tuple) else _deep(item, catalogue)
        for item in value
    )


def translated_count(one: str, many: str, count: int, *, context: str = "") -> str:
    """Return the plural form for a count; `one` and `many` are the English forms."""
    catalogue = _current.get()
    forms = None if catalogue is None else catalogue.plural.get((context, one))
    # Without a translation the English rule applies, as in gettext.
    if catalogue is None or forms is None:
        return one if count == 1 else many
    return forms[catalogue.form(count)]
