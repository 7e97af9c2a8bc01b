"""The filters that templates may use: those of Jinja2 that can't make much from little.

Left out are `safe` and `forceescape`, which decide about escaping; `attr`, which goes round
the sandbox's way to attributes; `random`, since a brief is always the same; and `batch`,
`center`, `format`, `indent`, `pprint`, `round`, `slice`, `striptags`, `urlize`, `wordwrap`
and `xmlattr`, which need much time or room for a wide number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jinja2 import pass_eval_context
from jinja2.filters import FILTERS as ALL
from jinja2.filters import do_join, do_replace

from reportgen.limits import limits

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jinja2.nodes import EvalContext

_KEPT = (
    *("abs", "capitalize", "count", "d", "default", "dictsort", "e", "escape", "first", "float"),
    *("groupby", "int", "items", "last", "length", "list", "lower", "map", "max", "min"),
    *("reject", "rejectattr", "reverse", "select", "selectattr", "sort", "string", "trim"),
    *("truncate", "unique", "upper", "urlencode", "wordcount"),
)


class GrownError(Exception):
    """A text would grow beyond what a template may make."""


def grown(length: int, kind: type[Exception] = GrownError) -> None:
    """Refuse a text of a length before it is made.

    Raises
    ------
    GrownError
        Or the kind given: the length is beyond the limit.
    """
    most = limits().text_characters
    if length > most:
        raise kind(f"a text grows beyond {most} characters")


@pass_eval_context
def _replace(context: EvalContext, text: Any, old: str, new: str, count: int | None = None) -> str:
    found = str(text).count(str(old))
    grown(len(str(text)) + (found if count is None else min(found, count)) * len(str(new)))
    return do_replace(context, text, old, new, count)


@pass_eval_context
def _join(
    context: EvalContext, items: Iterable[Any], between: str = "", attribute: Any = None
) -> str:
    held = list(items)
    grown(len(str(between)) * len(held) + sum(len(str(item)) for item in held))
    return str(do_join(context, held, between, attribute))


FILTERS: dict[str, Any] = {name: ALL[name] for name in _KEPT} | {
    "replace": _replace,
    "join": _join,
}
