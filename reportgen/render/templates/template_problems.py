"""What Jinja2 says about a template, said to the person who can mend it."""

from __future__ import annotations

import re
import traceback
from dataclasses import replace
from typing import TYPE_CHECKING

from jinja2 import (
    TemplateAssertionError,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
)
from jinja2.exceptions import SecurityError

from reportgen.diagnostics import Diagnostic, Place, Severity
from reportgen.errors import ReportgenError, TemplateError
from reportgen.render.templates.sandbox import BeyondLimitsError
from reportgen.render.templates.sandbox_filters import GrownError

if TYPE_CHECKING:
    from collections.abc import Iterable


_NO_FILTER = "docs/how-to/your-own-template.md says which filters there are"


def template_error(problem: Exception, name: str, *, is_own: bool) -> TemplateError | None:
    """Return a template's problem with its code and place; None for any other.

    Parameters
    ----------
    problem : Exception
        What was raised while a template was filled.
    name : str
        The template that was asked for.
    is_own : bool
        Whether the user's own templates took part: whatever goes wrong is then theirs.
    """
    if isinstance(problem, TemplateNotFound):
        missing = problem.name or name
        place = _place(problem, name) if missing != name else None
        found = _diagnostic("TPL003", f"there is no template `{missing}`", place)
    elif isinstance(problem, TemplateAssertionError):
        place = Place(file=problem.name or name, line=problem.lineno)
        said = re.sub(
            r"^No (filter|test) named '(.*)'.*",
            r"templates have no \1 `\2`",
            _plain(problem.message),
        )
        found = replace(_diagnostic("TPL002", said, place), help=_NO_FILTER)
    elif isinstance(problem, TemplateSyntaxError):
        place = Place(file=problem.name or name, line=problem.lineno)
        found = _diagnostic("TPL002", _plain(problem.message), place)
    elif isinstance(problem, UndefinedError):
        found = _diagnostic("TPL001", _plain(problem.message), _place(problem, name))
    elif isinstance(problem, SecurityError):
        found = _diagnostic(
            "TPL004", "a template reaches for what it must not have", _place(problem, name)
        )
    elif isinstance(problem, (BeyondLimitsError, GrownError)):
        code = getattr(problem, "code", "TPL007")
        found = _diagnostic(code, str(problem), _place(problem, name))
    elif isinstance(problem, RecursionError):
        found = _diagnostic("TPL006", "a template calls itself without end", _place(problem, name))
    elif is_own and not isinstance(problem, ReportgenError):
        found = _diagnostic("TPL008", "the template can't be filled here", _place(problem, name))
    else:
        return None
    return TemplateError(found.message, (found,))


def refused(
    message: str, name: str, *, code: str = "TPL005", line: int | None = None
) -> TemplateError:
    """Return the error for a template that is not to be filled, with its code and place."""
    found = _diagnostic(code, message, Place(file=name, line=line))
    return TemplateError(found.message, (found,))


def _diagnostic(code: str, message: str, place: Place | None) -> Diagnostic:
    helps = {
        "TPL001": "docs/how-to/your-own-template.md lists what a brief has",
        "TPL002": "each `{%` needs its `%}`, and each `if`, `for` and `macro` its end",
        "TPL003": "a template folder holds <kind>/brief.html.j2 and shared/",
        "TPL004": "templates see the brief and nothing else",
        "TPL005": "a template is UTF-8 text of a few pages; pictures and data stand elsewhere",
        "TPL006": "let no template include, import or call itself",
        "TPL007": "a template prints what a brief has; it makes no text from nothing",
        "TPL008": "templates print values; they do not compute",
        "TPL009": "a page carries what it shows, and its links lead to the web or into itself",
    }
    return Diagnostic(
        code=code, severity=Severity.ERROR, message=message, place=place, help=helps[code]
    )


def _plain(message: str | None) -> str:
    """Return Jinja2's words without the names of Python's types."""
    text = (message or "the template can't be read").rstrip(".")
    return text.replace("'reportgen.document.brief.", "'").replace(" object' ", "' ")


def _place(problem: Exception, name: str) -> Place:
    """Return the innermost line of a template that the problem went through."""
    frames: Iterable[traceback.FrameSummary] = traceback.extract_tb(problem.__traceback__)
    lines = [frame for frame in frames if frame.filename.endswith(".j2")]
    if not lines:
        return Place(file=name)
    path = lines[-1].filename.replace("\\", "/")
    marker = "/templates/"
    shown = path.rsplit(marker, 1)[-1] if marker in path else path.rsplit("/", 1)[-1]
    return Place(file=shown, line=lines[-1].lineno)
