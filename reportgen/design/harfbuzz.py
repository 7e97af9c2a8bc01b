"""Import HarfBuzz, which measures and subsets fonts."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from reportgen.errors import EnvironmentProblemError


def harfbuzz() -> Any:
    """Return the module uharfbuzz, imported by name because it has no type information.

    Raises
    ------
    EnvironmentProblemError
        uharfbuzz is not installed.
    """
    try:
        return import_module("uharfbuzz")
    except ModuleNotFoundError:
        raise EnvironmentProblemError(
            "the library `uharfbuzz` is missing; install it with `pip install uharfbuzz`"
        ) from None
