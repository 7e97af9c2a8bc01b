"""Every mutant of a file: the file with one small change."""

from __future__ import annotations

import ast
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tests.mutation.changes import changes

if TYPE_CHECKING:
    from collections.abc import Iterator

_NOT_RUN = {"annotation", "returns", "decorator_list", "type_params", "target", "targets", "bases"}
"""Fields that are types, names, or how a class is made; a test of behaviour sees none of them."""
_COMPOUND = (ast.If, ast.For, ast.While, ast.With, ast.Try, ast.Match, ast.match_case)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """One change of one file.

    Attributes
    ----------
    place : str
        Function or class that the change is in; empty for the file itself.
    lines : tuple of int
        First and last line of what is run when the change is reached.
    is_at_import : bool
        Whether it is reached when the file is imported, and not by a call.
    node, choice : int
        The changed node's place in the walk of the tree, and which of its changes it is.
    twin : int
        Counts the changes of one function that read alike, from 1.
    """

    path: str
    place: str
    lines: tuple[int, int]
    is_at_import: bool
    kind: str
    before: str
    after: str
    node: int
    choice: int
    twin: int = 1

    @property
    def name(self) -> str:
        """What it is called wherever in the file its function stands."""
        twin = f" (no. {self.twin})" if self.twin > 1 else ""
        return f"{self.path}::{self.place}: {self.before} -> {self.after}{twin}"


@dataclass(frozen=True, slots=True)
class _Spot:
    """A node, where it hangs, and when it is run."""

    parent: ast.AST
    field: str
    index: int | None
    node: ast.AST
    place: str
    lines: tuple[int, int]
    is_at_import: bool

    def put(self, other: ast.AST) -> None:
        if self.index is None:
            setattr(self.parent, self.field, other)
        else:
            getattr(self.parent, self.field)[self.index] = other


def mutants_of(path: str, source: str) -> list[Mutant]:
    """Return every mutant of a file, in the order of its text."""
    found: list[Mutant] = []
    alike: Counter[str] = Counter()
    for number, spot in enumerate(_spots(ast.parse(source))):
        for choice, (kind, other) in enumerate(changes(spot.parent, spot.field, spot.node)):
            mutant = Mutant(
                path=path,
                place=spot.place,
                lines=spot.lines,
                is_at_import=spot.is_at_import,
                kind=kind,
                before=ast.unparse(spot.node),
                after=ast.unparse(other),
                node=number,
                choice=choice,
            )
            alike[mutant.name] += 1
            found.append(replace(mutant, twin=alike[mutant.name]))
    return found


def mutated_tree(mutant: Mutant, source: str) -> ast.Module:
    """Return the tree of a file with one change made."""
    tree = ast.parse(source)
    for number, spot in enumerate(_spots(tree)):
        if number == mutant.node:
            found = list(changes(spot.parent, spot.field, spot.node))
            spot.put(found[mutant.choice][1])
            return ast.fix_missing_locations(tree)
    raise LookupError(mutant.name)


def _spots(tree: ast.Module) -> Iterator[_Spot]:
    yield from _below(_Spot(tree, "", None, tree, "", (1, 1), is_at_import=True))


def _below(spot: _Spot) -> Iterator[_Spot]:
    for field, value in ast.iter_fields(spot.node):
        if field in _NOT_RUN:
            continue
        nodes = value if isinstance(value, list) else [value]
        for index, node in enumerate(nodes):
            if isinstance(node, ast.AST) and not _is_for_readers(node):
                child = _child(spot, field, index if isinstance(value, list) else None, node)
                yield child
                yield from _below(child)


def _child(spot: _Spot, field: str, index: int | None, node: ast.AST) -> _Spot:
    place, at_import = spot.place, spot.is_at_import
    lines: tuple[int, int] | None = None
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        place = f"{place}.{node.name}".lstrip(".")
    if isinstance(node, ast.FunctionDef):
        lines, at_import = _lines(node.body[0], node), False
    elif isinstance(node, ast.stmt) or isinstance(spot.node, _COMPOUND):
        lines = _lines(node, node)
    return _Spot(spot.node, field, index, node, place, lines or spot.lines, at_import)


def _lines(first: ast.AST, last: ast.AST) -> tuple[int, int] | None:
    if not hasattr(first, "lineno") or not hasattr(last, "end_lineno"):
        return None
    return first.lineno, last.end_lineno


def _is_for_readers(node: ast.AST) -> bool:
    """Return whether a node is a docstring, an import, or read by people and tools alone."""
    match node:
        case ast.Expr(value=ast.Constant()) | ast.Import() | ast.ImportFrom():
            return True
        case (
            ast.If(test=ast.Name(id="TYPE_CHECKING")) | ast.Assign(targets=[ast.Name(id="__all__")])
        ):
            return True
    return False
