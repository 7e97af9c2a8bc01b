"""The configuration that a brief was made from, in the form that the brief itself carries."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from reportgen.config.carried_text import carried_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.model.configuration import Configuration, KeyPath

NO_ADDRESS = "not-carried@example.org"


def carried_configuration(configuration: Configuration) -> str | None:
    """Return the text that a brief carries, so that it can be made again from its data alone.

    Left out is what no number rests on and no reader is meant to see: comments, the names of
    committee members (their ids stand in), and addresses of authors who are not the
    corresponding one. None where the file is gone or no longer the one that was read.
    """
    try:
        data = configuration.path.read_bytes()
    except OSError:
        return None
    if sha256(data).hexdigest() != configuration.sha256:
        return None
    return carried_text(data.decode("utf-8-sig"), dict(_private(configuration)))


def _private(configuration: Configuration) -> Iterator[tuple[KeyPath, str]]:
    members = configuration.committee.members if configuration.committee else ()
    for index, member in enumerate(members):
        yield ("committee", "members", index, "name"), member.id
    for index, author in enumerate(configuration.brief.authors):
        if not author.corresponding:
            yield ("brief", "authors", index, "email"), NO_ADDRESS
