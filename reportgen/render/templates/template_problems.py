"""Translate Jinja2's errors into diagnostics that the template's author can act on."""

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
from reportgen.render.templates.sandbox import BeyondLimitsError, TextTooLongError

if TYPE_CHECKING:
    from collections.abc import Iterable


_NO_FILTER = "docs/how-to/your-own-template.md says which filters there are"


def template_error(problem: Exception, name: str, *, is_own: bool) -> TemplateError | None:
    """Return the error for a problem in a template, with its code and place, or None.

    Parameters
    ----------
    problem : Exception
        The exception raised while a template was rendered.
    name : str
        The template that was rendered.
    is_own : bool
        Whether user templates took part; any unknown exception is then blamed on them.
    """
    if isinstance(problem, TemplateNotFound):
        missing = problem.name or name
        place = _place(problem, name) if missing != name else None
        found = _diagnostic("TPL003", f"there is no template `{missing}`", place)
    # Before TemplateSyntaxError, its base class.
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
            "TPL004", "a template uses an attribute that is not allowed", _place(problem, name)
        )
    elif isinstance(problem, (BeyondLimitsError, TextTooLongError)):
        code = getattr(problem, "code", "TPL007")
        found = _diagnostic(code, str(problem), _place(problem, name))
    elif isinstance(problem, RecursionError):
        found = _diagnostic("TPL006", "a template calls itself endlessly", _place(problem, name))
    elif is_own and not isinstance(problem, ReportgenError):
        found = _diagnostic(
            "TPL008", "this line of the template can't be evaluated", _place(problem, name)
        )
    else:
        return None
    return TemplateError(found.message, (found,))


def refused(
    message: str, name: str, *, code: str = "TPL005", line: int | None = None
) -> TemplateError:
    """Return the error for a template that is refused, with its code and place."""
    found = _diagnostic(code, message, Place(file=name, line=line))
    return TemplateError(found.message, (found,))


def _diagnostic(code: str, message: str, place: Place | None) -> Diagnostic:
    helps = {
        "TPL001": "docs/how-to/your-own-template.md lists what a brief has",
        "TPL002": "each `{%` needs its `%}`, and each `if`, `for` and `macro` its end",
        "TPL003": "a template folder holds <kind>/brief.html.j2 and shared/",
        "TPL004": "templates see the brief and nothing else",
        "TPL005": "a template is UTF-8 text of a few pages; keep images and data in other files",
        "TPL006": "make sure that no template includes, imports or calls itself",
        "TPL007": "templates print what a brief has; draw rules and gaps with CSS",
        "TPL008": "templates print values; they do not compute",
        "TPL009": "embed images, link only to the web or within the page, and use no scripts",
    }
    return Diagnostic(
        code=code, severity=Severity.ERROR, message=message, place=place, help=helps[code]
    )


def _plain(message: str | None) -> str:
    """Return Jinja2's message without the names of Python types."""
    text = (message or "the template can't be read").rstrip(".")
    return re.sub(r"'reportgen\.(?:\w+\.)+", "'", text).replace(" object' ", "' ")


def _place(problem: Exception, name: str) -> Place:
    """Return the innermost line of a template that the problem went through."""
    # Jinja2 rewrites tracebacks: frames of templates have the template's file and line.
    # The last one is the innermost, where several templates include each other.
    frames: Iterable[traceback.FrameSummary] = traceback.extract_tb(problem.__traceback__)
    lines = [frame for frame in frames if frame.filename.endswith(".j2")]
    if not lines:
        return Place(file=name)
    path = lines[-1].filename.replace("\\", "/")
    marker = "/templates/"
    shown = path.rsplit(marker, 1)[-1] if marker in path else path.rsplit("/", 1)[-1]
    return Place(file=shown, line=lines[-1].lineno)
