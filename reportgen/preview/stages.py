"""The stages of a preview: what each one keeps, and what a saved file throws away."""

from __future__ import annotations

import sys
import traceback
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.diagnostics import Diagnostic, Severity, has_errors
from reportgen.errors import ReportgenError
from reportgen.figures.tokens import FILE as TOKENS
from reportgen.pipeline import analyse_organization, compose, draw, load_organization

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from reportgen.pipeline import Analysed, BuildOptions, Composed

_NO_BRIEFS = frozenset({"portfolio", "share"})
"""Template folders whose page is over many briefs, or a picture of one."""

_OUR_MISTAKE = "reportgen itself has made a mistake; your files need no change"
_REPORT = "please report it, with what stands in the terminal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What there is to see of one kind of brief.

    `html` is the brief exactly as a build writes it; empty where an error stands in the way.
    """

    kind: str
    html: str
    problems: tuple[Diagnostic, ...]

    @property
    def is_made(self) -> bool:
        """Return whether there is a brief to see."""
        return bool(self.html)


class Stages:
    """One configuration on its way to HTML, stage by stage, each kept until it is out of date.

    Attributes
    ----------
    runs : Counter of str
        How often each stage ran: ``analyse``, ``compose`` and ``html``.
    """

    def __init__(self, path: Path, options: BuildOptions) -> None:
        self.path = path
        self.options = options
        self.runs: Counter[str] = Counter()
        self.kind = options.kind or "editorial"
        self._analysed: Analysed | None = None
        self._told: tuple[Diagnostic, ...] | None = None
        self._composed: dict[str, Composed] = {}
        self._html: dict[str, str] = {}

    def kinds(self) -> tuple[str, ...]:
        """Return the kinds of brief that there are templates for."""
        from reportgen.render.template_files import template_folders

        found = {
            file.parent.name
            for folder in template_folders(self.options.templates)
            for file in folder.glob("*/brief.html.j2")
        }
        return tuple(sorted({*found, self.kind} - _NO_BRIEFS))

    def data_folders(self) -> tuple[Path, ...]:
        """Return the folders of the files that the configuration names."""
        files = self._analysed.configuration.files.values() if self._analysed else ()
        return tuple(sorted({file.parent.resolve() for file in files}))

    def forget(self, changed: Iterable[Path]) -> None:
        """Throw away what rests on a file that changed, and nothing else.

        A stylesheet or template leaves all numbers, words and figures as they are; the design
        tokens leave the numbers; anything else may be data.
        """
        from reportgen.render.environment import template_environment
        from reportgen.render.template_files import template_folders

        folders = template_folders(self.options.templates)
        for path in changed:
            self._html.clear()
            if not any(path.resolve().is_relative_to(folder) for folder in folders):
                self._composed.clear()
                self._analysed, self._told = None, None
            elif path.name == TOKENS:
                self._composed.clear()
            else:
                template_environment.cache_clear()

    def show(self, kind: str | None = None) -> Shown:
        """Return a kind of brief, the configuration's own for None, or what is wrong with it.

        Nothing is raised: whatever stands in the way is among the problems.
        """
        try:
            return self._show(kind)
        except ReportgenError as error:
            problems = error.diagnostics or (_problem(str(error)),)
        except OSError as error:
            problems = (_problem(f"{error.strerror or error}: {error.filename or ''}"),)
        except Exception:  # noqa: BLE001  (the page must say so, and the preview must go on)
            traceback.print_exc(file=sys.stderr)
            problems = (_problem(_OUR_MISTAKE, _REPORT),)
        return Shown(kind=kind or self.kind, html="", problems=problems)

    def pdf(self, kind: str) -> bytes:
        """Return the PDF of a kind of brief that `show` has made.

        Raises
        ------
        ReportgenError
            It can't be drawn as it stands.
        """
        from reportgen.render.edition import to_json

        composed = self._composed[kind]
        outcomes = to_json(composed.ledger.document)
        files = draw(composed, kind, ("pdf",), self.options, _quiet, outcomes)
        return next(iter(files)).content

    def _show(self, kind: str | None) -> Shown:
        if self._told is None:
            self.runs["analyse"] += 1
            loaded = load_organization(self.path, data_roots=self.options.data_roots)
            self._analysed = analyse_organization(loaded)
            found = self._analysed
            self._told = loaded.diagnostics if found is None else found.diagnostics
            if found is not None and self.options.kind is None:
                self.kind = found.configuration.brief.kind
        kind = kind or self.kind
        if self._analysed is None:
            return Shown(kind=kind, html="", problems=self._told)
        if kind not in self._composed:
            self.runs["compose"] += 1
            self._composed[kind] = compose(self._analysed, kind, self.options, _quiet)
        problems = (*self._told, *self._composed[kind].diagnostics)
        is_blocked = has_errors(problems)
        return Shown(kind=kind, html="" if is_blocked else self._page(kind), problems=problems)

    def _page(self, kind: str) -> str:
        if kind not in self._html:
            self.runs["html"] += 1
            files = draw(self._composed[kind], kind, ("html",), self.options, _quiet, b"")
            self._html[kind] = next(iter(files)).content.decode()
        return self._html[kind]


def _quiet(_: str) -> None:
    """Tell nobody which step is under way: each takes a moment."""


def _problem(message: str, fix: str = "") -> Diagnostic:
    return Diagnostic(code="", severity=Severity.ERROR, message=message, help=fix)
