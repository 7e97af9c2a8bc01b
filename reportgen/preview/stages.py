"""Cached stages of a preview, and which of them a saved file invalidates."""

from __future__ import annotations

import sys
import traceback
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportgen.design.tokens import FILE as TOKENS
from reportgen.diagnostics import Diagnostic, Severity, has_errors
from reportgen.errors import ReportgenError
from reportgen.languages.brief_language import FOLDER
from reportgen.languages.catalogue import SOURCE, language_names
from reportgen.pipeline import analyse_organization, load_organization, prepare_brief, render_brief

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from reportgen.pipeline import Analysed, BuildOptions, Prepared

_OUR_MISTAKE = "this is a bug in reportgen; your files need no change"
_REPORT = "please report it with the output in the terminal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One kind of brief in one language, as shown.

    `html` is the brief exactly as a build writes it; empty if there is an error.
    """

    kind: str
    language: str
    html: str
    problems: tuple[Diagnostic, ...]

    @property
    def is_made(self) -> bool:
        """Return whether there is a brief to show."""
        return bool(self.html)


class Stages:
    """The stages from a configuration to HTML, each cached until it is out of date.

    Attributes
    ----------
    runs : Counter of str
        How often each stage ran: ``analyse``, ``compose`` and ``html``.
    """

    def __init__(self, path: Path, options: BuildOptions) -> None:
        self.path = path
        # Templates are rendered in `show`, so that a broken one does not fail other kinds.
        self.options = replace(options, formats=())
        self.runs: Counter[str] = Counter()
        self.kind = options.kind or "editorial"
        self._analysed: Analysed | None = None
        self._diagnostics: tuple[Diagnostic, ...] | None = None
        self.language = SOURCE
        self._composed: dict[tuple[str, str], Prepared] = {}
        self._html: dict[tuple[str, str], str] = {}

    def kinds(self) -> tuple[str, ...]:
        """Return the kinds of brief that have templates."""
        from reportgen.render.templates.template_files import brief_kinds

        return tuple(sorted({*brief_kinds(self.options.templates), self.kind}))

    def languages(self) -> tuple[str, ...]:
        """Return the languages that have catalogues."""
        templates = self.options.templates
        return language_names(() if templates is None else (templates / FOLDER,))

    def data_folders(self) -> tuple[Path, ...]:
        """Return the folders of the files that the configuration names."""
        files = self._analysed.configuration.files.values() if self._analysed else ()
        return tuple(sorted({file.parent.resolve() for file in files}))

    def forget(self, changed: Iterable[Path]) -> None:
        """Invalidate the stages that depend on a changed file, and no others.

        A stylesheet or template affects no numbers, text or figures; the design tokens affect
        no numbers; any other file may be data.
        """
        from reportgen.render.templates.environment import template_environment
        from reportgen.render.templates.template_files import template_folders

        folders = template_folders(self.options.templates)
        for path in changed:
            self._html.clear()
            if not any(path.resolve().is_relative_to(folder) for folder in folders):
                self._composed.clear()
                self._analysed, self._diagnostics = None, None
            elif path.name == TOKENS:
                self._composed.clear()
            else:
                template_environment.cache_clear()

    def show(self, kind: str | None = None, language: str | None = None) -> Shown:
        """Return a brief or its problems; None means the configuration's kind or language.

        Never raises: every error is reported among the problems.
        """
        try:
            return self._show(kind, language)
        except ReportgenError as error:
            problems = error.diagnostics or (_problem(str(error)),)
        except OSError as error:
            problems = (_problem(f"{error.strerror or error}: {error.filename or ''}"),)
        except Exception:  # noqa: BLE001  (report it on the page and keep the preview running)
            traceback.print_exc(file=sys.stderr)
            problems = (_problem(_OUR_MISTAKE, _REPORT),)
        kind, language = kind or self.kind, language or self.language
        return Shown(kind=kind, language=language, html="", problems=problems)

    def made(self) -> tuple[Analysed, Prepared] | None:
        """Return what the brief of the configuration's kind and language was made from."""
        composed = self._composed.get((self.kind, self.language))
        return None if self._analysed is None or composed is None else (self._analysed, composed)

    def pdf(self, kind: str, language: str) -> bytes:
        """Return the PDF of a brief that `show` has built.

        Raises
        ------
        ReportgenError
            It can't be rendered.
        """
        from reportgen.edition.edition import to_json
        from reportgen.ledger.read_ledger import ledger_document

        composed = self._composed[kind, language]
        outcomes = to_json(ledger_document(composed.ledger))
        files = render_brief(composed, kind, ("pdf",), self.options, _quiet, outcomes)
        return next(iter(files)).content

    def _show(self, kind: str | None, language: str | None) -> Shown:
        if self._diagnostics is None:
            self.runs["analyse"] += 1
            loaded = load_organization(self.path, data_roots=self.options.data_roots)
            self._analysed = analyse_organization(loaded)
            found = self._analysed
            self._diagnostics = loaded.diagnostics if found is None else found.diagnostics
            if found is not None:
                self.kind = self.options.kind or found.configuration.brief.kind
                self.language = found.configuration.brief.language
        kind, language = kind or self.kind, language or self.language
        if self._analysed is None:
            return Shown(kind=kind, language=language, html="", problems=self._diagnostics)
        if (kind, language) not in self._composed:
            self.runs["compose"] += 1
            spoken = _in_language(self._analysed, language)
            self._composed[kind, language] = prepare_brief(spoken, kind, self.options, _quiet)
        problems = (*self._diagnostics, *self._composed[kind, language].diagnostics)
        html = "" if has_errors(problems) else self._page(kind, language)
        return Shown(kind=kind, language=language, html=html, problems=problems)

    def _page(self, kind: str, language: str) -> str:
        wanted = (kind, language)
        if wanted not in self._html:
            self.runs["html"] += 1
            files = render_brief(self._composed[wanted], kind, ("html",), self.options, _quiet, b"")
            self._html[wanted] = next(iter(files)).content.decode()
        return self._html[wanted]


def _in_language(analysed: Analysed, language: str) -> Analysed:
    """Return the same outcomes for another language; no number depends on it."""
    configuration = analysed.configuration
    if language == configuration.brief.language:
        return analysed
    brief = replace(configuration.brief, language=language)
    return replace(analysed, configuration=replace(configuration, brief=brief))


def _quiet(_: str) -> None:
    """Ignore progress messages: a preview shows none."""


def _problem(message: str, fix: str = "") -> Diagnostic:
    return Diagnostic(code="", severity=Severity.ERROR, message=message, help=fix)
