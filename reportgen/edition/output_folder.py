"""Whether everything that is about to be written lies in the folder of its organization."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.errors import EnvironmentProblemError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def refuse_links_out(folder: Path, names: Iterable[str]) -> None:
    """Refuse file names that a link inside the folder would lead out of it.

    A link in place of a file is no danger: the file replaces it.

    Raises
    ------
    EnvironmentProblemError
        A folder below the organization's own is a link to elsewhere.
    """
    root = folder.resolve()
    for name in names:
        if not (root / name).parent.resolve().is_relative_to(root):
            raise EnvironmentProblemError(f"a link in `{folder.name}` leads `{name}` out of it")
