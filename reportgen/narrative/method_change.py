"""Say that two editions were computed by versions of the program with different methods."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportgen.narrative.phrases import phrase

if TYPE_CHECKING:
    from reportgen.model.prose import Prose

_DECISIONS_SINCE = (0, 2)
"""The first version that decides as docs/methods.md says under Decision."""
_VERSION = re.compile(r"(\d{1,4})\.(\d{1,4})[\w.+-]{0,20}", re.ASCII)


def method_change(before: str, after: str) -> Prose:
    """Return one sentence on the methods of two versions of reportgen.

    Parameters
    ----------
    before, after : str
        The versions that made the earlier and the later edition.

    Returns
    -------
    Prose
        Empty if the versions are the same, or one of them is not known.
    """
    earlier, later = _VERSION.fullmatch(before), _VERSION.fullmatch(after)
    if before == after or earlier is None or later is None:
        return ()
    if _is_before_decisions(earlier) and not _is_before_decisions(later):
        return phrase(
            "Since version {since}, reportgen decides whether a metric changed by a model that "
            "allows for season, trend and the correlation of successive values; verdicts of "
            "version {before}, which made the earlier edition, are not comparable.",
            since=".".join(map(str, (*_DECISIONS_SINCE, 0))),
            before=before,
        )
    return phrase(
        "Version {after} of reportgen may compute a number in another way than version {before}, "
        "which made the earlier edition.",
        after=after,
        before=before,
    )


def _is_before_decisions(version: re.Match[str]) -> bool:
    return (int(version[1]), int(version[2])) < _DECISIONS_SINCE
