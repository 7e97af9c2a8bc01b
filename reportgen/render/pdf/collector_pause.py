"""Typesetting without the search for garbage that it does not make."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def collector_paused() -> Iterator[None]:
    """Keep Python from looking for cycles of dead objects while it is entered.

    A layout makes a million objects and holds them until the PDF is written; looking through
    them again and again found nothing and took a sixth of the time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
