"""Every exception that reportgen raises on purpose.

Anything else that reaches the user is a mistake in reportgen, and is reported as such.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any


class ReportgenError(Exception):
    """A problem that the person who runs reportgen can mend.

    Parameters
    ----------
    message : str
        What is wrong, in plain words, lower case, without a full stop.
    diagnostics : sequence of Diagnostic
        The same with code, place and help, one for each problem found. (Their type lives
        one room above this one, so it is not named here.)
    """

    def __init__(self, message: str, diagnostics: Sequence[Any] = ()) -> None:
        super().__init__(message)
        self.diagnostics = tuple(diagnostics)


class ConfigError(ReportgenError):
    """The configuration is wrong."""


class DataError(ReportgenError):
    """A metric file is missing or can't be read as it stands."""


class InsufficientDataError(ReportgenError):
    """There are too few values for an estimate, so none is given."""


class TemplateError(ReportgenError):
    """A template is wrong or asks for what a brief does not have."""


class RenderError(ReportgenError):
    """A brief can't be drawn, such as for a character that no font has."""


class EnvironmentProblemError(ReportgenError):
    """The machine lacks something: a font, a library, disk space or a permission."""


class ExtensionError(ReportgenError):
    """A metric or outcome function of another package failed."""


class DamagedLedgerError(DataError):
    """A ledger lacks an entry, or holds one that reportgen does not write.

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
