"""Sandboxed Jinja2 environment for untrusted templates, with resource limits.

Jinja2's sandbox keeps templates from the system. This one also bounds what they can produce:
doubling text, nested loops, templates that include themselves. What it can't see, such as a
page that takes long to lay out, is stopped by the limits of the child process.

Filters are those of Jinja2 whose result stays small. Left out are `safe` and `forceescape`, which
change escaping; `attr`, which bypasses the sandbox's check of attributes; `random`, because a
brief is reproducible; and `batch`, `center`, `format`, `indent`, `pprint`, `round`, `slice`,
`striptags`, `urlize`, `wordwrap` and `xmlattr`, which take much time or memory if given a large
number or long text.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from jinja2 import Template, TemplateSyntaxError, nodes, pass_eval_context
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS as ALL
from jinja2.filters import do_join, do_replace
from jinja2.runtime import LoopContext, Macro, markup_join
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer

from reportgen.limits import limits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, MutableMapping

    from jinja2.nodes import EvalContext
    from jinja2.runtime import Context

_KEPT = (
    *("abs", "capitalize", "count", "d", "default", "dictsort", "e", "escape", "first", "float"),
    *("groupby", "int", "items", "last", "length", "list", "lower", "map", "max", "min"),
    *("reject", "rejectattr", "reverse", "select", "selectattr", "sort", "string", "trim"),
    *("truncate", "unique", "upper", "urlencode", "wordcount"),
)


class TextTooLongError(Exception):
    """A template would produce text beyond the limit."""


def limit_length(length: int, kind: type[Exception] = TextTooLongError) -> None:
    """Refuse text of a given length before it is produced.

    Raises
    ------
    TextTooLongError
        The length is beyond the limit; an exception of `kind` if one is given.
    """
    most = limits().text_characters
    if length > most:
        raise kind(f"a text grows beyond {most} characters")


@pass_eval_context
def _replace(context: EvalContext, text: Any, old: str, new: str, count: int | None = None) -> str:
    found = str(text).count(str(old))
    limit_length(len(str(text)) + (found if count is None else min(found, count)) * len(str(new)))
    return do_replace(context, text, old, new, count)


@pass_eval_context
def _join(
    context: EvalContext, items: Iterable[Any], between: str = "", attribute: Any = None
) -> str:
    held = list(items)
    limit_length(len(str(between)) * len(held) + sum(len(str(item)) for item in held))
    return str(do_join(context, held, between, attribute))


FILTERS: dict[str, Any] = {name: ALL[name] for name in _KEPT} | {
    "replace": _replace,
    "join": _join,
}


_STEPS = 1_000_000
"""Most loop iterations and calls; a page of 2,000 organizations stays far below."""
# Bits, some 1,200 digits: longer than any printed number, and still quick to compute.
_WIDEST_NUMBER = 4096
# Without `center`, `format`, `replace`, `zfill` and others that make long text from short.
_METHODS: tuple[tuple[type, frozenset[str]], ...] = (
    (
        str,
        frozenset(("capitalize", "casefold", "count", "endswith", "find", "lower", "lstrip"))
        | frozenset(("partition", "removeprefix", "removesuffix", "rpartition", "rsplit"))
        | frozenset(("rstrip", "split", "splitlines", "startswith", "strip", "title", "upper")),
    ),
    (dict, frozenset(("get", "items", "keys", "values"))),
    (MappingProxyType, frozenset(("get", "items", "keys", "values"))),
    (list, frozenset(("count", "index"))),
    (tuple, frozenset(("count", "index"))),
    (LoopContext, frozenset(("changed", "cycle"))),
)


class BeyondLimitsError(Exception):
    """A template exceeds a limit on size, steps or nesting; `code` says which."""

    def __init__(self, message: str, code: str = "TPL007") -> None:
        super().__init__(message)
        self.code = code


@dataclass(slots=True)
class _Spent:
    steps: int = 0
    depth: int = 0
    most_bytes: int = 0


_spent: ContextVar[_Spent | None] = ContextVar("spent", default=None)


@contextmanager
def counting(most_bytes: int) -> Iterator[None]:
    """Count the steps of everything rendered meanwhile, from 0, and bound its size."""
    token = _spent.set(_Spent(most_bytes=most_bytes))
    try:
        yield
    finally:
        _spent.reset(token)


class Sandbox(ImmutableSandboxedEnvironment):
    """Plain data, few filters, permanent escaping, and limits on everything that grows."""

    # The operators whose result can be much larger than their operands.
    intercepted_binops = frozenset(("*", "**", "%", "+"))

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.template_class = _Nested
        self.globals = {}  # without `range`, `lipsum`, `dict`, `cycler` and the others
        self.filters = dict(FILTERS)
        self.concat = _concatenated  # type: ignore[method-assign]

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Return whether a template may access an attribute: data, and a few methods."""
        if not super().is_safe_attribute(obj, attr, value):
            return False
        if not callable(value) or isinstance(value, Macro):
            return True
        return any(isinstance(obj, kind) and attr in names for kind, names in _METHODS)

    def wrap_str_format(self, value: Any) -> Any:  # noqa: ARG002
        """Return None: `format` can pad text to any width, so it is not available."""
        return None

    # Named as in Jinja2, so that arguments of a macro can't have the same names.
    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805
        """Call a macro or method, and count it."""
        _step()
        return super().call(__context, __obj, *args, **kwargs)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Evaluate an operation, refusing one whose result would be too large."""
        _check_operation(operator, left, right)
        return super().call_binop(context, operator, left, right)

    def counted(self, items: Iterable[Any]) -> Iterator[Any]:
        """Yield the items of a loop, counting its iterations."""
        for item in items:
            _step()
            yield item

    def joined(self, *parts: Any) -> str:
        """Return ``a ~ b``, refusing a result that is too long."""
        limit_length(sum(len(str(part)) for part in parts), BeyondLimitsError)
        return markup_join(parts)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        return _Bounding(name, filename).visit(tree)  # type: ignore[no-any-return]


class _Bounding(NodeTransformer):
    """Rewrite loops and ``~`` as calls of `Sandbox`, since Jinja2 has no hooks for them."""

    def __init__(self, name: str | None, filename: str | None) -> None:
        self._at = (name, filename)

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        if node.recursive:
            raise TemplateSyntaxError("a loop must not call itself", node.lineno, *self._at)
        node.iter = _through("counted", [node.iter])  # type: ignore[list-item]
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return _through("joined", node.nodes)

    def visit_ScopedEvalContextModifier(  # noqa: N802
        self, node: nodes.ScopedEvalContextModifier
    ) -> nodes.Node:
        raise TemplateSyntaxError("escaping can't be turned off", node.lineno, *self._at)


def _through(name: str, parts: list[nodes.Expr]) -> nodes.Call:
    """Return a call of a method of the environment, at the line of its first argument."""
    call = nodes.Call(nodes.EnvironmentAttribute(name), parts, [], None, None)
    call.set_lineno(parts[0].lineno)
    if parts[0].environment is not None:
        call.set_environment(parts[0].environment)
    return call


class _Nested(Template):
    """A template that counts how deeply it is nested in others."""

    @classmethod
    def _from_namespace(
        cls,
        environment: Any,
        namespace: MutableMapping[str, Any],
        globals: MutableMapping[str, Any],  # noqa: A002
    ) -> Template:
        template = super()._from_namespace(environment, namespace, globals)
        template.root_render_func = _nested(namespace["root"])
        return template


def _nested(fill: Callable[..., Iterator[str]]) -> Callable[..., Iterator[str]]:
    @wraps(fill)
    def counted(*args: Any, **kwargs: Any) -> Iterator[str]:
        spent = _spent.get() or _Spent()
        if spent.depth >= limits().include_depth:
            most = limits().include_depth
            raise BeyondLimitsError(f"templates are nested more than {most} deep", "TPL006")
        spent.depth += 1
        try:
            yield from fill(*args, **kwargs)
        finally:
            spent.depth -= 1

    return counted


def _step() -> None:
    spent = _spent.get()
    if spent is not None:
        spent.steps += 1
        if spent.steps > _STEPS:
            raise BeyondLimitsError(f"the template takes more than {_STEPS} steps")


def _concatenated(parts: Iterable[str]) -> str:
    """Join the parts of a page, refusing one that is too large."""
    held = list(parts)
    spent = _spent.get()
    most = spent.most_bytes if spent is not None else limits().page_bytes
    if sum(map(len, held)) > most:
        raise BeyondLimitsError(f"the page grows beyond {most / 1e6:g} MB")
    return "".join(held)


def _check_operation(operator: str, left: Any, right: Any) -> None:
    sizes = [len(item) for item in (left, right) if isinstance(item, (str, list, tuple, bytes))]
    numbers = [item for item in (left, right) if isinstance(item, int)]
    if operator == "%" and sizes:
        raise SecurityError("texts have no `%` here")
    if operator == "+":
        limit_length(sum(sizes), BeyondLimitsError)
    elif operator == "*" and sizes:
        limit_length(sizes[0] * max([1, *map(abs, numbers)]), BeyondLimitsError)
    elif operator == "*" and numbers:
        _check_width(sum(number.bit_length() for number in numbers))
    elif operator == "**":
        base = max(1, abs(left).bit_length()) if isinstance(left, int) else 1
        _check_width(base * abs(right) if isinstance(right, (int, float)) else 1)


def _check_width(bits: float) -> None:
    if not bits <= _WIDEST_NUMBER:  # also refuses NaN
        raise BeyondLimitsError("a number grows beyond any that a brief prints")
