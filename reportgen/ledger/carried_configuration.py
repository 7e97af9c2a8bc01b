"""Redact the configuration before it is embedded in a brief."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

from reportgen.config.carried_text import carried_text
from reportgen.config.people import named_people
from reportgen.model.privacy import NamesShown
from reportgen.narrative.figures.initials import holders_of_roles, names_of_initials

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.model.committee import Committee
    from reportgen.model.configuration import Configuration, KeyPath
    from reportgen.model.privacy import Privacy
    from reportgen.model.survey import Survey

NO_NAME = "—"
NO_ADDRESS = "not-carried@example.org"
NO_ORCID = "0000-0000-0000-0000"


def carried_configuration(configuration: Configuration) -> str | None:
    """Return the configuration to embed, from which the brief can be rebuilt with its data.

    Removed is what affects no number and is not meant for readers: comments, the names of
    committee members (replaced by their ids), the addresses of all but the corresponding
    author, and everything that `privacy` withholds. None if the file is gone or has changed
    since it was read.
    """
    try:
        data = configuration.path.read_bytes()
    except OSError:
        return None
    if sha256(data).hexdigest() != configuration.sha256:
        return None
    return carried_text(data.decode("utf-8-sig"), dict(_private(configuration)))


def carried_sha256(configuration: Configuration, text: str | None) -> str:
    """Return the hash that identifies the configuration in a brief.

    With `privacy`, it is the hash of the carried text: given the hash of the file and the rest
    of its text, a suppressed count could be found by trying every possible value.
    """
    withholds = configuration.privacy.hides_members or configuration.privacy.smallest_group
    if not withholds:
        return configuration.sha256
    return sha256((text or "").encode()).hexdigest()


def _private(configuration: Configuration) -> Iterator[tuple[KeyPath, Any]]:
    privacy = configuration.privacy
    committee = configuration.committee
    if committee is not None and privacy.smallest_group is not None:
        yield ("committee",), None
        yield ("privacy", "named"), []
    elif committee is not None and committee.is_of_holdings:
        yield from _entries(committee, privacy)
    elif committee is not None:
        yield from _members(committee, privacy)
        for index, id_ in enumerate(privacy.named if privacy.hides_members else ()):
            yield ("privacy", "named", index), id_
    if committee is not None and committee.members:
        yield from named_people(configuration)
    for index, author in enumerate(configuration.brief.authors):
        path = ("brief", "authors", index)
        if privacy.authors is NamesShown.INITIALS:
            yield (*path, "name"), author.name
        if not author.corresponding or author.email is None:
            yield (*path, "email"), NO_ADDRESS
        if author.orcid is None:
            yield (*path, "orcid"), NO_ORCID
    for index, survey in enumerate(configuration.surveys):
        if survey.is_suppressed:
            yield ("surveys", index), _unanswered(survey)


def _entries(committee: Committee, privacy: Privacy) -> Iterator[tuple[KeyPath, str]]:
    """Yield the replacements for a list of names and roles; a name may occur several times.

    Printed names are kept. Hidden names become the pseudonymous ids, or initials, which still
    identify the entries of one person.
    """
    if not privacy.hides_members:
        return
    members = {item.id: item for item in committee.members}
    for item in committee.holdings if committee.source is None else ():
        member = members.get(item.member)
        if member is None:
            continue
        is_printed = privacy.members is not NamesShown.ROLES or member.id in privacy.named
        path = ("committee", "members", item.row)
        yield (*path, "name"), member.name if is_printed else member.id
        yield (*path, "id"), member.id
    for index, id_ in enumerate(privacy.named):
        yield ("privacy", "named", index), members[id_].name


def _members(committee: Committee, privacy: Privacy) -> Iterator[tuple[KeyPath, str]]:
    """Yield the replacements for members: initials for names, or the pseudonyms of `privacy`.

    The initials are those of the committee figure, so that it can be rebuilt. A member shown by
    role gets no name at all: a role in place of the name would hide the role.
    """
    has_ids = privacy.hides_members
    drawn = names_of_initials(holders_of_roles(committee))
    for index, member in enumerate(committee.members):
        path = ("committee", "members", index)
        is_nameless = privacy.members is NamesShown.ROLES and member.id not in privacy.named
        shown = NO_NAME if is_nameless else member.name
        yield (*path, "name"), shown if has_ids else drawn.get(member.id, member.id)
        if has_ids:
            yield (*path, "id"), member.id
    for index, structure in enumerate(committee.structures if has_ids else ()):
        path = ("committee", "structures", index)
        for position, role in enumerate(structure.roles):
            for place, holder in enumerate(role.holders):
                yield (*path, "roles", position, "holders", place), holder
        for position, pair in enumerate(structure.mentoring):
            yield (*path, "mentoring", position, "mentor"), pair.mentor
            yield (*path, "mentoring", position, "mentee"), pair.mentee


def _unanswered(survey: Survey) -> dict[str, Any]:
    """Return a survey without answers, so small that it is suppressed when read again."""
    answers: dict[str, Any] = {"paired": {"both": 1, "gained": 0, "lost": 0, "neither": 0}}
    one = {"yes": 0, "asked": 1}
    if survey.answers is not None:
        answers = {"answers": one}
    elif survey.paired is None:
        answers = {"before": one, "after": one}
    return {"id": survey.id, "question": survey.question, **answers}
