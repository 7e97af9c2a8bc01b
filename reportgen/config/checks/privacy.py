"""Detect texts of the configuration that reveal what `privacy` withholds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportgen.config.people import is_person_path
from reportgen.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportgen.config.checks.checker import Checker
    from reportgen.config.privacy.redaction import HiddenWords
    from reportgen.diagnostics import Place
    from reportgen.model.configuration import KeyPath

_BY_ID = ("holders", "mentoring")


def check_privacy(checker: Checker) -> None:
    """Check the names in `privacy`, and that data files are not attached at the same time."""
    asked = checker.schema.privacy
    if asked is None:
        return
    committee = checker.schema.committee
    members = committee.members if committee else []
    known = {name for item in members for name in (item.id, item.name)}
    is_read_later = committee is not None and committee.holdings is not None
    for index, id_ in enumerate(asked.named):
        if id_ not in known and not is_read_later:
            checker.error(
                "CFG093",
                "`privacy` names a member whom the committee does not have",
                ("privacy", "named", index),
                "write the `id` of one of the committee's members, or the name",
            )
    withholds = asked.members != "names" or asked.smallest_group is not None
    if checker.schema.brief.attach_data and withholds:
        checker.error(
            "CFG094",
            "`attach_data` would reveal what `privacy` withholds: files are attached unchanged",
            ("brief", "attach_data"),
            "remove one of the two; `data_availability` can say how to get the data",
        )


def check_hidden(
    hidden: HiddenWords, document: Mapping[str, Any], places: Mapping[KeyPath, Place]
) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each text with a hidden name; no message repeats the name."""
    for path, text in _texts(document, ()):
        # Replaced by what may be printed (`config.people`).
        if is_person_path(path) and hidden.is_person(text):
            continue
        place = _place(places, path)
        # One diagnostic per text, the most certain first.
        if hidden.has_name_in(text):
            yield _error(
                "CFG090",
                "this names a person whom `privacy` hides",
                place,
                "say what the person does instead; or add the member's id to `privacy: named:` "
                "once they agreed",
            )
        elif hidden.has_contact_in(text):
            yield _error(
                "CFG092",
                "this has an address or ORCID that `privacy` hides",
                place,
                "remove it, or set `contacts: true` under `privacy`",
            )
        elif hidden.has_family_name_in(text):
            yield Diagnostic(
                code="CFG091",
                severity=Severity.WARNING,
                message="this has the last name of a person whom `privacy` hides",
                place=place,
                help="say what the person does instead, unless the word means something else here",
            )


def _error(code: str, message: str, place: Place | None, fix: str) -> Diagnostic:
    return Diagnostic(code=code, severity=Severity.ERROR, message=message, place=place, help=fix)


def _texts(value: Any, path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    """Yield every text that can reach readers; keys have the path of their value plus ``#key``."""
    if _is_redacted(path):
        return
    if isinstance(value, dict):
        for key, inside in value.items():
            yield (*path, str(key), "#key"), str(key)
            yield from _texts(inside, (*path, str(key)))
    elif isinstance(value, list):
        for index, inside in enumerate(value):
            yield from _texts(inside, (*path, index))
    elif isinstance(value, str):
        yield path, value


def _is_redacted(path: KeyPath) -> bool:
    """Return whether the value at a path is replaced before publication."""
    if path[:1] == ("privacy",):
        return True
    if path[:2] == ("brief", "authors"):
        return path[3:] in (("name",), ("orcid",), ("email",))
    if path[:2] == ("committee", "members"):
        return path[3:] in (("name",), ("id",))
    return path[:1] == ("committee",) and any(key in _BY_ID for key in path)


def _place(places: Mapping[KeyPath, Place], path: KeyPath) -> Place | None:
    while path and path not in places:
        path = path[:-1]
    return places.get(path)
