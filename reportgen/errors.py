"""Exceptions that reportgen raises intentionally.

Any other exception that reaches the user is a bug in reportgen, and is reported as one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any


class ReportgenError(Exception):
    """A problem that the user of reportgen can fix.

    Parameters
    ----------
    message : str
        What is wrong, in plain words, lower case, without a full stop.
    diagnostics : sequence of Diagnostic
        One per problem, with code, place and help. (Their type belongs to a higher layer,
        so the annotation can't name it.)
    """

    def __init__(self, message: str, diagnostics: Sequence[Any] = ()) -> None:
        super().__init__(message)
        self.diagnostics = tuple(diagnostics)


class ConfigError(ReportgenError):
    """The configuration is wrong."""


class DataError(ReportgenError):
    """A data file is missing or can't be read."""


class InsufficientDataError(ReportgenError):
    """There are too few values for an estimate."""


class TemplateError(ReportgenError):
    """A template is wrong or uses something that the brief does not have."""


class RenderError(ReportgenError):
    """A brief can't be rendered, for example because no font has a character."""


class EnvironmentProblemError(ReportgenError):
    """The machine lacks something: a font, a library, disk space or a permission."""


class ExtensionError(ReportgenError):
    """A metric or outcome function of another package failed."""


class DamagedLedgerError(DataError):
    """A ledger has a missing, unknown or malformed entry.

    Parameters
    ----------
    path : sequence of str
        The keys that lead to the entry, such as ``("quantities", "followers.last", "n")``.
    problem : str
        What is wrong with it, such as ``expected a whole number, found "x"``.
    """

    def __init__(self, path: Sequence[str], problem: str) -> None:
        self.path = tuple(path)
        where = f"{'.'.join(self.path)}: " if self.path else ""
        super().__init__(f"the ledger is damaged: {where}{problem}")
