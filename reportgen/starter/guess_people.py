"""Guess a committee from a list of people and their roles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.starter.guessed_metric import PeopleGuess

if TYPE_CHECKING:
    from reportgen.data.files.table import Table

_COLUMNS = {
    "person": ("person", "name", "member", "full name", "nombre", "naam"),
    "role": ("role", "position", "office", "function", "rolle", "funktion", "cargo", "rol"),
    "from": ("from", "since", "start", "start date", "joined", "von", "seit", "desde"),
    "until": ("until", "to", "end", "end date", "left", "bis", "hasta"),
}
_MOST_PEOPLE = 200


def guess_people(table: Table) -> PeopleGuess | None:
    """Return the committee that a table lists, None where it has no columns of people and roles.

    Rows with dates stay in their file; a list without dates becomes part of the configuration.
    """
    folded = [name.strip().casefold() for name in table.header]
    found = {
        key: next((folded.index(name) for name in names if name in folded), None)
        for key, names in _COLUMNS.items()
    }
    person, role = found["person"], found["role"]
    if person is None or role is None or not 0 < len(table.rows) <= _MOST_PEOPLE:
        return None
    named = {key: table.header[index] for key, index in found.items() if index is not None}
    if len(named) == len(_COLUMNS):
        columns = {key: name for key, name in named.items() if key != name}
        return PeopleGuess(columns=columns, why="its rows are people with their roles and terms")
    members = tuple(
        (row.cells[person].strip(), row.cells[role].strip())
        for row in table.rows
        if row.cells[person].strip() or row.cells[role].strip()
    )
    return PeopleGuess(members=members, why="its rows are people with their roles")
