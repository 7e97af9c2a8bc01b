"""The small changes that a test ought to notice, each of one node of a syntax tree."""

from __future__ import annotations

import ast
from copy import copy
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    Change = tuple[str, ast.AST]
    """Its kind, and what stands in the node's place."""

_OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Div,
    ast.Mod: ast.Div,
    ast.Pow: ast.Mult,
    ast.MatMult: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
_COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_OPPOSITES = {
    "min": "max",
    "max": "min",
    "any": "all",
    "all": "any",
    "floor": "ceil",
    "ceil": "floor",
    "removeprefix": "removesuffix",
    "removesuffix": "removeprefix",
}
_CONDITIONS = (ast.If, ast.IfExp, ast.While, ast.Assert, ast.comprehension, ast.match_case)


def changes(parent: ast.AST, field: str, node: ast.AST) -> Iterator[Change]:
    """Yield every change of a node, which stands in a field of its parent."""
    yield from _of_values(node)
    yield from _of_expressions(node)
    yield from _of_calls(node)
    yield from _of_statements(node)
    if isinstance(node, ast.expr):
        yield from _of_places(parent, field, node)


def _of_values(node: ast.AST) -> Iterator[Change]:
    if not isinstance(node, ast.Constant):
        return
    match node.value:
        case bool():
            yield "flag", ast.Constant(value=not node.value)
        case int() | float():
            yield "number", ast.Constant(value=node.value + 1)
        case str():
            yield "words", ast.Constant(value=f"XX{node.value}XX")


def _of_expressions(node: ast.AST) -> Iterator[Change]:
    match node:
        case ast.BinOp() | ast.AugAssign() if type(node.op) in _OPERATORS:
            yield "operator", _with(node, op=_OPERATORS[type(node.op)]())
        case ast.BoolOp(op=ast.And()):
            yield "logic", _with(node, op=ast.Or())
        case ast.BoolOp():
            yield "logic", _with(node, op=ast.And())
        case ast.UnaryOp(op=ast.Not() | ast.USub()):
            yield "sign", node.operand
        case ast.Compare():
            for place, operator in enumerate(node.ops):
                for other in _COMPARISONS[type(operator)]:
                    yield "comparison", _with(node, ops=_replaced(node.ops, place, other()))


def _of_calls(node: ast.AST) -> Iterator[Change]:
    match node:
        case ast.Call():
            for place, argument in enumerate(node.args):
                if not isinstance(argument, ast.Starred) and not _is_none(argument):
                    emptied = _replaced(node.args, place, ast.Constant(value=None))
                    yield "argument emptied", _with(node, args=emptied)
            if len(node.args) > 1:
                yield "argument left out", _with(node, args=node.args[:-1])
            for place, _ in enumerate(() if _is_mark(node) else node.keywords):
                yield "argument left out", _with(node, keywords=_without(node.keywords, place))
        case ast.Name() if node.id in _OPPOSITES:
            yield "opposite", _with(node, id=_OPPOSITES[node.id])
        case ast.Attribute() if node.attr in _OPPOSITES:
            yield "opposite", _with(node, attr=_OPPOSITES[node.attr])


def _of_statements(node: ast.AST) -> Iterator[Change]:
    match node:
        case ast.Expr(value=ast.Call() | ast.Yield() | ast.YieldFrom()) | ast.Raise():
            yield "statement left out", ast.Pass()
        case ast.Break():
            yield "loop", ast.Continue()
        case ast.Continue():
            yield "loop", ast.Break()


def _of_places(parent: ast.AST, field: str, node: ast.expr) -> Iterator[Change]:
    if isinstance(parent, _CONDITIONS) and field in {"test", "ifs", "guard"}:
        yield "condition", ast.UnaryOp(op=ast.Not(), operand=node)
    is_value = isinstance(parent, (ast.Assign, ast.AnnAssign, ast.Return))
    if is_value and field == "value" and not _is_none(node):
        yield "value emptied", ast.Constant(value=None)


def _is_mark(node: ast.Call) -> bool:
    """Return whether a call marks a message, whose context only those read who collect them."""
    return isinstance(node.func, ast.Name) and node.func.id == "marked"


def _is_none(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _with(node: ast.AST, **fields: object) -> ast.AST:
    changed = copy(node)
    for name, value in fields.items():
        setattr(changed, name, value)
    return changed


def _replaced(items: list[ast.expr] | list[ast.cmpop], place: int, other: ast.AST) -> list[ast.AST]:
    return [*items[:place], other, *items[place + 1 :]]


def _without(items: list[ast.keyword], place: int) -> list[ast.keyword]:
    return [*items[:place], *items[place + 1 :]]
