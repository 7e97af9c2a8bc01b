"""Build one organization's brief from its configuration; connects all packages."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from reportgen.analysis.committee.from_holdings import with_structures
from reportgen.config.loader import load_configuration
from reportgen.config.privacy.redaction_leaks import find_named
from reportgen.data.loader import load_dataset
from reportgen.diagnostics import Diagnostic, Severity, has_errors
from reportgen.errors import (
    EnvironmentProblemError,
    InsufficientDataError,
    RenderError,
    ReportgenError,
    TemplateError,
)
from reportgen.os_errors import require_memory

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from reportgen.analysis.outcomes import Outcomes
    from reportgen.design.tokens import Tokens
    from reportgen.document.brief import Brief
    from reportgen.edition.edition import EditionFile
    from reportgen.ledger.previous_edition import PreviousEdition
    from reportgen.ledger.records import Ledger
    from reportgen.model.configuration import Configuration
    from reportgen.model.series import Dataset

FORMATS = ("html", "pdf")
UNKNOWN_KIND = "TPL003"


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildOptions:
    """Options of a build that are not in the configuration.

    `kind` is that of the configuration if None. `templates` is a folder that overrides the
    built-in templates file by file. `is_strict` treats warnings as errors.
    """

    output: Path
    kind: str | None = None
    formats: tuple[str, ...] = FORMATS
    templates: Path | None = None
    data_roots: tuple[Path, ...] = ()
    is_strict: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A configuration with its data; each is None if it could not be read."""

    configuration: Configuration | None
    dataset: Dataset | None
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysed:
    """A configuration, its data and their outcomes."""

    configuration: Configuration
    dataset: Dataset
    outcomes: Outcomes
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildResult:
    """The result of one build; `files` is empty if nothing was written."""

    organization: str
    files: tuple[Path, ...]
    diagnostics: tuple[Diagnostic, ...]
    outcomes_sha256: str = ""

    @property
    def is_made(self) -> bool:
        """Return whether the brief was written."""
        return bool(self.files)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """One kind of brief, ready for layout.

    Attributes
    ----------
    attached : mapping of str to bytes
        Data files that are embedded in the brief.
    pages : mapping of str to str
        The filled template of each format that has one, by the format's name.
    refusals : tuple of ReportgenError
        Why formats can't be rendered; `render_brief` raises the first.
    """

    brief: Brief
    ledger: Ledger
    tokens: Tokens
    diagnostics: tuple[Diagnostic, ...] = ()
    attached: Mapping[str, bytes] = field(default_factory=dict)
    pages: Mapping[str, str] = field(default_factory=dict)
    refusals: tuple[ReportgenError, ...] = ()

    @property
    def problems(self) -> tuple[Diagnostic, ...]:
        """Return all diagnostics, including those of refusals."""
        refused = (item for refusal in self.refusals for item in refusal.diagnostics)
        return tuple(dict.fromkeys((*self.diagnostics, *refused)))


def load_organization(path: Path, *, data_roots: tuple[Path, ...] = ()) -> Loaded:
    """Read a configuration and its data files; the result has all problems of both.

    It includes the metrics that installed packages compute.
    """
    require_memory()
    from reportgen.extensions import lacking_own_metrics, with_own_metrics

    loaded = load_configuration(path, data_roots=data_roots)
    if loaded.configuration is None:
        return Loaded(configuration=None, dataset=None, diagnostics=loaded.diagnostics)
    data = load_dataset(loaded.configuration)
    dataset = data.dataset
    loaded = loaded.with_people(dataset.holdings if dataset is not None else None)
    configuration = loaded.configuration
    if configuration is None:
        raise AssertionError("the people of a committee don't invalidate its configuration")
    found = [*loaded.diagnostics, *data.diagnostics, *_earlier(configuration)]
    if dataset is not None:
        found += find_named(configuration, dataset, loaded.hidden)
        configuration = with_structures(configuration, dataset)
        configuration, dataset = with_own_metrics(configuration, dataset)
        lacking = lacking_own_metrics(configuration)
        found += lacking or _problems_of_plan(configuration, dataset, found)
    return Loaded(
        configuration=configuration,
        dataset=dataset,
        # Messages quote cells and keys, which may be names that the configuration hides.
        diagnostics=tuple(loaded.hidden.scrubbed(item) for item in found),
    )


def _earlier(configuration: Configuration) -> tuple[Diagnostic, ...]:
    """Return the problems of the previous edition that the configuration names."""
    if configuration.brief.previous is None:
        return ()
    from reportgen.ledger.previous_edition import previous_edition_problems

    return previous_edition_problems(configuration)


def _problems_of_plan(
    configuration: Configuration, dataset: Dataset, known: list[Diagnostic]
) -> list[Diagnostic]:
    """Return diagnostics on comparisons with too few observations, including default ones.

    A brief without an intervention consists of control charts; it is no problem of its data
    that there are no earlier months yet to compare with.
    """
    from reportgen.analysis.plan import complete_plan
    from reportgen.data.minimum_observations import no_report_date, too_few_observations

    try:
        plan = complete_plan(configuration, dataset)
    except InsufficientDataError:
        # Where the data have errors, these are why there is no day.
        return [] if has_errors(known) else [no_report_date(configuration)]
    if plan.is_monitoring and not configuration.comparisons:
        return []
    return too_few_observations(plan.comparisons, plan.periods, configuration, dataset)


def analyse_organization(loaded: Loaded) -> Analysed | None:
    """Analyse a loaded organization; None if it has errors."""
    if loaded.configuration is None or loaded.dataset is None or has_errors(loaded.diagnostics):
        return None
    from reportgen.analysis.analyse import analyse
    from reportgen.analysis.privacy.redact import redact
    from reportgen.extensions import with_own_outcomes
    from reportgen.narrative.numbers.common_decimals import with_common_decimals

    configuration, dataset = loaded.configuration, loaded.dataset
    # Redacted only after the analysis, which needs the complete data.
    outcomes = with_common_decimals(
        with_own_outcomes(configuration, dataset, analyse(configuration, dataset))
    )
    configuration, dataset = redact(configuration, dataset, outcomes)
    return Analysed(
        configuration=configuration,
        dataset=dataset,
        outcomes=outcomes,
        diagnostics=(*loaded.diagnostics, *outcomes.findings),
    )


def check_brief(
    path: Path, options: BuildOptions, *, seen: Callable[[Analysed], None] = lambda _: None
) -> tuple[Diagnostic, ...]:
    """Return all problems that a build would find, except those that only layout shows.

    Parameters
    ----------
    path : Path
        The configuration.
    options : BuildOptions
        The options of a build; nothing is written.
    seen : callable
        Called with the analysis, if there is one.

    Raises
    ------
    ReportgenError
        A problem that stops the preparation and has no diagnostic.
    """
    loaded = load_organization(path, data_roots=options.data_roots)
    analysed = analyse_organization(loaded)
    if analysed is None:
        return (*loaded.diagnostics, *_independent_of_data(loaded.configuration, options))
    seen(analysed)
    kind = options.kind or analysed.configuration.brief.kind
    prepared = prepare_brief(analysed, kind, options, lambda _: None)
    found = (*analysed.diagnostics, *prepared.problems)
    if "pdf" in prepared.pages:
        from reportgen.data.files.find_character import with_place
        from reportgen.render.trial import trial_problems

        trial = trial_problems(
            prepared.brief,
            prepared.pages["pdf"],
            tokens=prepared.tokens,
            templates=options.templates,
        )
        found += tuple(with_place(item, analysed.configuration) for item in trial)
    return tuple(dict.fromkeys(found))


def _independent_of_data(
    configuration: Configuration | None, options: BuildOptions
) -> tuple[Diagnostic, ...]:
    """Return problems of language, brand and bibliography if the data can't be analysed."""
    if configuration is None:
        return ()
    from reportgen.design.brand import branded
    from reportgen.design.tokens import load_tokens
    from reportgen.document.assemble import bibliography_of
    from reportgen.languages.brief_language import language_findings

    _, brand = branded(load_tokens(options.templates), configuration)
    works = bibliography_of(configuration).diagnostics
    return (*language_findings(configuration, options.templates), *brand, *works)


def build_brief(
    path: Path,
    options: BuildOptions,
    *,
    progress: Callable[[str], None] = lambda _: None,
    describe: Callable[[Analysed], Mapping[str, Any]] = lambda _: {},
) -> BuildResult:
    """Build one organization's brief and write it to its folder below the output.

    Parameters
    ----------
    path : Path
        The configuration.
    options : BuildOptions
        Kind, formats, folders, strictness.
    progress : callable
        Called with the name of each step at its start.
    describe : callable
        Called after the analysis and before anything is written; its result is added to the
        manifest of the edition.

    Returns
    -------
    BuildResult
        The files written, or none and the diagnostics that explain why.
    """
    progress("reading")
    loaded = load_organization(path, data_roots=options.data_roots)
    progress("analysing")
    analysed = analyse_organization(loaded)
    name = loaded.configuration.organization.id if loaded.configuration else path.stem
    if analysed is None:
        return BuildResult(organization=name, files=(), diagnostics=loaded.diagnostics)
    more = describe(analysed)
    kind = options.kind or analysed.configuration.brief.kind
    prepared = prepare_brief(analysed, kind, options, progress)
    diagnostics = (*analysed.diagnostics, *prepared.diagnostics)
    if _is_blocked(diagnostics, is_strict=options.is_strict):
        diagnostics = (*analysed.diagnostics, *prepared.problems)
        return BuildResult(organization=name, files=(), diagnostics=diagnostics)
    return _write(
        analysed,
        prepared,
        kind=kind,
        options=options,
        progress=progress,
        diagnostics=diagnostics,
        more=more,
    )


def _is_blocked(diagnostics: tuple[Diagnostic, ...], *, is_strict: bool) -> bool:
    return has_errors(diagnostics) or (
        is_strict and any(item.severity is Severity.WARNING for item in diagnostics)
    )


def prepare_brief(
    analysed: Analysed,
    kind: str,
    options: BuildOptions,
    progress: Callable[[str], None],
    *,
    carried: PreviousEdition | None = None,
) -> Prepared:
    """Turn outcomes into sentences, figures, the ledger and the brief, in the brief's language.

    The templates of `options.formats` are filled as well, so that only layout remains. `carried`
    is the previous edition as recorded in a ledger, if its file is not available.
    """
    from reportgen.languages.brief_language import brief_language, language_findings
    from reportgen.render.formats import fill_format

    with brief_language(analysed.configuration, options.templates):
        prepared = _assemble(analysed, kind, options, progress, carried)
    pages, refusals = {}, []
    for name in options.formats:
        try:
            with _places(analysed.configuration, options):
                pages[name] = fill_format(
                    name, prepared.brief, tokens=prepared.tokens, templates=options.templates
                )
        except EnvironmentProblemError:  # nothing in the configuration can fix it
            raise
        except ReportgenError as refusal:
            refusals.append(refusal)
    lacking = language_findings(analysed.configuration, options.templates)
    replaced = _replaced_characters(pages.get("pdf"), prepared.tokens, analysed.configuration)
    return replace(
        prepared,
        diagnostics=(*lacking, *prepared.diagnostics, *replaced),
        pages=pages,
        refusals=tuple(refusals),
    )


def _replaced_characters(
    page: str | None, tokens: Tokens, configuration: Configuration
) -> tuple[Diagnostic, ...]:
    """Return a warning, with its place, for each character that print can't show."""
    if page is None:
        return ()
    from reportgen.data.files.find_character import with_place
    from reportgen.render.trial import replaced_characters

    found = replaced_characters(page, tokens=tokens)
    return tuple(with_place(item, configuration) for item in found)


def _assemble(
    analysed: Analysed,
    kind: str,
    options: BuildOptions,
    progress: Callable[[str], None],
    carried: PreviousEdition | None,
) -> Prepared:
    from reportgen.design.brand import branded
    from reportgen.design.tokens import load_tokens
    from reportgen.document.assemble import assemble_brief
    from reportgen.document.finished_lint import lint_brief
    from reportgen.document.kinds import brief_kind
    from reportgen.document.own_claim_lint import lint_own_claims
    from reportgen.document.own_text_lint import lint_own_texts
    from reportgen.figures.plot import plot_figures, with_sizes
    from reportgen.figures.sparkline import plot_goal_sparklines
    from reportgen.ledger.embedded_data import carried_data
    from reportgen.ledger.ledger import assemble_ledger
    from reportgen.model.board import Length
    from reportgen.narrative.narrative import describe_outcomes

    configuration, dataset, outcomes = analysed.configuration, analysed.dataset, analysed.outcomes
    progress("writing")
    narrative = describe_outcomes(configuration, outcomes, diagnostics=analysed.diagnostics)
    assembled_ledger = assemble_ledger(
        configuration,
        dataset,
        outcomes,
        narrative,
        versions=library_versions(),
        # The findings of the analysis are the last ones; the ledger has them with the outcomes.
        warnings=analysed.diagnostics[: len(analysed.diagnostics) - len(outcomes.findings)],
        carried=carried,
    )
    progress("drawing")
    tokens, brand_findings = branded(load_tokens(options.templates), configuration)
    chosen = brief_kind(kind)
    figures = dict(
        plot_figures(
            configuration,
            dataset,
            outcomes,
            narrative,
            tokens,
            is_wide=chosen.has_wide_figures,
        )
    )
    if chosen.printed_length(configuration.brief.length) is Length.SHORT:
        figures = with_sizes(figures, configuration, dataset, outcomes, narrative, tokens)
    if chosen.has_goal_sparklines:
        figures |= plot_goal_sparklines(dataset, outcomes, narrative, tokens)
    assembled = assemble_brief(
        configuration, dataset, outcomes, narrative, figures, assembled_ledger, kind=kind
    )
    ledger = assembled_ledger.ledger
    linted = lint_brief(assembled.brief, configuration, ledger)
    written = (*lint_own_claims(configuration, outcomes), *lint_own_texts(configuration))
    return Prepared(
        brief=assembled.brief,
        ledger=ledger,
        tokens=tokens,
        diagnostics=(*brand_findings, *assembled.diagnostics, *linted, *written),
        attached=carried_data(configuration, dataset),
    )


def _write(
    analysed: Analysed,
    prepared: Prepared,
    *,
    kind: str,
    options: BuildOptions,
    progress: Callable[[str], None],
    diagnostics: tuple[Diagnostic, ...],
    more: Mapping[str, Any],
) -> BuildResult:
    """Render the brief in all requested formats, and write the edition.

    Kinds and formats in the folder that were built from other outcomes are rendered again, so
    that a folder never contains two editions.
    """
    from reportgen.edition.edition import digest, read_current_edition, to_json, write_edition
    from reportgen.edition.output_folder import refuse_links_out
    from reportgen.ledger.read_ledger import ledger_document

    organization = analysed.configuration.organization.id
    folder = options.output / organization
    outcomes = to_json(ledger_document(prepared.ledger))
    standing = read_current_edition(folder)
    is_same = standing is not None and standing.outcomes_sha256 == digest(outcomes)
    with _places(analysed.configuration, options):
        files = list(render_brief(prepared, kind, options.formats, options, progress, outcomes))
    if standing is not None and not is_same:
        for other, formats in sorted(standing.formats.items()):
            rest = formats if other != kind else tuple(set(formats) - set(options.formats))
            wanted = replace(options, formats=tuple(sorted(rest)))
            again = prepared if other == kind else prepare_brief(analysed, other, wanted, progress)
            files += render_brief(again, other, wanted.formats, options, progress, outcomes)
    made = {file.name: file for file in files}  # two formats may share a figure's file
    drawn = {(file.kind, file.format) for file in files}
    kept = {
        name: record
        for name, record in (standing.records.items() if standing is not None and is_same else ())
        if name not in made and (record["kind"], record["format"]) not in drawn
    }
    about = {
        "organization": organization,
        "configuration_sha256": analysed.configuration.sha256,
        "data": {name: file.sha256 for name, file in sorted(analysed.dataset.files.items())},
        "versions": dict(library_versions()),
        **more,
    }
    refuse_links_out(folder, made)
    paths = write_edition(folder, tuple(made.values()), outcomes=outcomes, about=about, kept=kept)
    return BuildResult(
        organization=organization,
        files=paths,
        diagnostics=diagnostics,
        outcomes_sha256=digest(outcomes),
    )


@contextmanager
def _places(configuration: Configuration, options: BuildOptions) -> Iterator[None]:
    """Add the place in the configuration to errors about a character or an unknown kind."""
    from reportgen.data.files.find_character import with_place

    try:
        yield
    except RenderError as problem:
        found = [with_place(item, configuration) for item in problem.diagnostics]
        raise RenderError(str(problem), found) from problem
    except TemplateError as problem:
        # A kind from the command line has no place in the configuration.
        if options.kind is not None:
            raise
        place = configuration.place("brief", "kind")
        found = [
            replace(item, place=place) if item.code == UNKNOWN_KIND and item.place is None else item
            for item in problem.diagnostics
        ]
        raise TemplateError(str(problem), found) from problem


def render_brief(
    prepared: Prepared,
    kind: str,
    formats: tuple[str, ...],
    options: BuildOptions,
    progress: Callable[[str], None],
    outcomes: bytes,
) -> Iterator[EditionFile]:
    """Yield the files of the brief in each format, as bytes.

    Raises
    ------
    ReportgenError
        A format can't be rendered: one of `prepared.refusals`, or an error of layout.
    """
    from reportgen.edition.edition import EditionFile
    from reportgen.render.formats import render_format

    for refusal in prepared.refusals:
        raise refusal
    for name in formats:
        progress(name)
        made = render_format(
            name,
            prepared.brief,
            tokens=prepared.tokens,
            templates=options.templates,
            outcomes=outcomes,
            attached=prepared.attached,
            page=prepared.pages.get(name),
        )
        for file, content in made.items():
            yield EditionFile(name=file, kind=kind, format=name, content=content)


def library_versions() -> Mapping[str, str]:
    """Return the versions of reportgen, its main libraries and installed extensions."""
    from importlib.metadata import version

    from reportgen import __version__
    from reportgen.extensions import extension_versions

    # Those that compute numbers or draw; `batch.versions` has every dependency.
    names = ("numpy", "scipy", "matplotlib", "weasyprint", "jinja2", "fonttools")
    made_by = {name: version(name) for name in names}
    return {"reportgen": __version__, **made_by, **extension_versions()}
