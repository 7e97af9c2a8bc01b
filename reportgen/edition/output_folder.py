"""Check that no output is written outside the folder of its organization."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.errors import EnvironmentProblemError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def refuse_links_out(folder: Path, names: Iterable[str]) -> None:
    """Raise an error for file names that a link in the folder leads out of it.

    A link in place of a file is harmless, because the file replaces it.

    Raises
    ------
    EnvironmentProblemError
        A subfolder is a link to a folder elsewhere.
    """
    root = folder.resolve()
    for name in names:
        if not (root / name).parent.resolve().is_relative_to(root):
            raise EnvironmentProblemError(f"a link in `{folder.name}` leads `{name}` out of it")
