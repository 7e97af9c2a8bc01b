"""The filters that templates may use: those of Jinja2 whose result stays small.

Left out are `safe` and `forceescape`, which change escaping; `attr`, which bypasses the
sandbox's check of attributes; `random`, because a brief is reproducible; and `batch`, `center`,
`format`, `indent`, `pprint`, `round`, `slice`, `striptags`, `urlize`, `wordwrap` and `xmlattr`,
which take much time or memory if given a large number or long text.
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
    """A template would produce text beyond the limit."""


def grown(length: int, kind: type[Exception] = GrownError) -> None:
    """Refuse text of a given length before it is produced.

    Raises
    ------
    GrownError
        The length is beyond the limit; an exception of `kind` if one is given.
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
