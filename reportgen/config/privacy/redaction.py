"""Hidden names and contacts: what `privacy` withholds, and detection of it in texts."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from reportgen.config.privacy.pseudonymize import initials
from reportgen.model.privacy import NamesShown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from reportgen.diagnostics import Diagnostic, Place
    from reportgen.model.committee import Member
    from reportgen.model.privacy import Privacy

_WORD = re.compile(r"\w+")
# Two letters would match too many ordinary words.
_SHORTEST_FAMILY_NAME = 3
_Words = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HiddenWords:
    """Names and contacts that must not be printed.

    Attributes
    ----------
    people : tuple of tuple of str
        Name, id and replacement of each hidden member or author.
    signing : tuple of str
        Authors who sign by name; if one is also a member, the name is not secret.
    contacts : tuple of str
        ORCID iDs and e-mail addresses.
    """

    people: tuple[tuple[str, str, str], ...] = ()
    signing: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()

    def with_members(self, members: Iterable[Member], privacy: Privacy) -> HiddenWords:
        """Return these words plus the hidden names of members from a data file."""
        if not privacy.hides_members:
            return self
        people = [
            (member.name, "", f"member {number}")
            for number, member in enumerate(members, start=1)
            if not {member.id, member.name} & {*privacy.named}
            and not (
                privacy.members is NamesShown.INITIALS and member.name == initials(member.name)
            )
        ]
        return replace(self, people=(*self.people, *people))

    def has_name_in(self, text: str) -> bool:
        """Return whether a text has a hidden name: in full, first and last, or last name first."""
        said = _words(text)
        return any(_holds(said, form) for form in self._forms())

    def is_person(self, text: str) -> bool:
        """Return whether a text is the id or the full name of a hidden person, and no more."""
        return any(
            (id_ and text.strip() == id_) or _words(text) == _words(name)
            for name, id_, _ in self.people
        )

    def has_family_name_in(self, text: str) -> bool:
        """Return whether a text has the last word of a hidden name, in whatever meaning."""
        said = set(_words(text))
        return any(
            len(form) > 1 and len(form[-1]) >= _SHORTEST_FAMILY_NAME and form[-1] in said
            for form in map(_words, self._secret())
        )

    def has_contact_in(self, text: str) -> bool:
        """Return whether a text has a hidden ORCID iD or address."""
        folded = _folded(text)
        return any(_folded(item) in folded for item in self.contacts)

    def scrubbed(self, diagnostic: Diagnostic) -> Diagnostic:
        """Return a diagnostic that can be published: ids and names replaced."""
        if not self.people and not self.contacts:
            return diagnostic
        return replace(
            diagnostic,
            message=self._without(diagnostic.message),
            help=self._without(diagnostic.help),
            note=self._without(diagnostic.note),
            place=self._without_line(diagnostic.place),
        )

    def _secret(self) -> Iterator[str]:
        signed = {_words(name) for name in self.signing}
        return (name for name, _, _ in self.people if _words(name) not in signed)

    def _forms(self) -> Iterator[_Words]:
        for name in self._secret():
            words = _words(name)
            yield from dict.fromkeys(
                (words, (*words[-1:], *words[:-1]), (*words[:1], *words[-1:]))
                if len(words) > 1
                else (words,)
            )

    def _without(self, text: str) -> str:
        for name, id_, stand_in in self.people:
            text = text.replace(f"`{id_}`", f"`{stand_in}`") if id_ else text
            text = re.sub(r"\s+".join(map(re.escape, name.split())), stand_in, text, flags=re.I)
        if self.has_name_in(text) or self.has_contact_in(text):
            return "the text of this message names a person whom `privacy` hides"
        return text

    def _without_line(self, place: Place | None) -> Place | None:
        """Return a place, without its quoted line if that names a hidden person."""
        if place is None or not place.text:
            return place
        names = self.has_name_in(place.text) or self.has_contact_in(place.text)
        said = set(_words(place.text))
        ids = any(set(_words(id_)) <= said for _, id_, _ in self.people if id_)
        return replace(place, text="") if names or ids else place


def hidden_words(document: Mapping[str, Any]) -> HiddenWords:
    """Return the names and contacts that the `privacy` of a raw document hides.

    The document may be invalid: its errors are reported elsewhere, and they must not contain
    names either. If initials are shown, a name that consists of initials is not secret.
    """
    if "privacy" not in document:
        return HiddenWords()
    asked = _mapping(document["privacy"])
    authors = [_mapping(item) for item in _items(_mapping(document.get("brief")).get("authors"))]
    contacts = [str(author.get(key) or "") for author in authors for key in ("orcid", "email")]
    signs = asked.get("authors", "names") == "names"
    signed = [str(author.get("name") or "") for author in authors]
    people = list(_members(document, asked))
    if not signs:
        people += [
            (name, "", f"author {number}")
            for number, name in enumerate(signed, start=1)
            if name != initials(name)
        ]
    return HiddenWords(
        people=tuple(person for person in people if _words(person[0])),
        signing=tuple(signed) if signs else (),
        contacts=() if asked.get("contacts") is True else tuple(filter(None, contacts)),
    )


def _members(
    document: Mapping[str, Any], asked: Mapping[str, Any]
) -> Iterator[tuple[str, str, str]]:
    shown = asked.get("members", "roles")
    if shown == "names":
        return
    named = {str(item) for item in _items(asked.get("named"))}
    members = _items(_mapping(document.get("committee")).get("members"))
    for number, item in enumerate(members, start=1):
        member = _mapping(item)
        id_, name = str(member.get("id") or ""), str(member.get("name") or "")
        if (
            id_ not in named
            and name not in named
            and not (shown == "initials" and name == initials(name))
        ):
            yield name, id_, f"member {number}"


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _items(value: Any) -> Iterable[Any]:
    return value if isinstance(value, list) else ()


def _folded(text: str) -> str:
    """Return a text normalized for comparison: compatibility forms, no accents, casefolded."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(item for item in plain if not unicodedata.combining(item)).casefold()


def _words(text: str) -> _Words:
    return tuple(_WORD.findall(_folded(text)))


def _holds(said: _Words, form: _Words) -> bool:
    """Return whether a text contains words in sequence."""
    size = len(form)
    return any(said[at : at + size] == form for at in range(len(said) - size + 1))
