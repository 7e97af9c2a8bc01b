"""Work in a child that has everything heavy in memory already."""

from __future__ import annotations

import gc
import importlib
import os
import signal
import sys
import traceback
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

HEAVY = (
    "babel.dates",
    "babel.numbers",
    "hypothesis",
    "hypothesis.strategies",
    "markdown_it",
    "numpy",
    "pandas",
    "pingouin",
    "pydantic",
    "pytest",
    "scipy.special",
    "scipy.stats",
    "statsmodels.api",
    "yaml",
)


class Ending(Enum):
    """How a child ended."""

    WELL = "well"
    BADLY = "badly"
    TOO_LATE = "too late"


def warm_up() -> None:
    """Import what every child needs and no mutant changes: children start with it.

    They are short-lived: they load no plugins, and collect no garbage.
    """
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    for name in HEAVY:
        importlib.import_module(name)
    gc.disable()


def in_child(work: Callable[[], object], *, seconds: int = 0, is_silent: bool = False) -> Ending:
    """Do some work in a copy of this process; 0 seconds mean no limit."""
    child = os.fork()
    if child == 0:
        _work_and_leave(work, seconds, is_silent=is_silent)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGALRM:
        return Ending.TOO_LATE
    return Ending.WELL if status == 0 else Ending.BADLY


def _work_and_leave(work: Callable[[], object], seconds: int, *, is_silent: bool) -> None:
    code = 1
    try:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(seconds)
        if is_silent:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, 1)
            os.dup2(nowhere, 2)
        work()
        code = 0
    except BaseException:
        traceback.print_exc()
        raise
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
