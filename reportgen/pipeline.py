"""One organization, end to end: the only module that knows every room."""

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
    """What the person asked for beside the configuration.

    `kind` None takes the configuration's. `templates` is a folder that overrides shipped
    templates file by file. `is_strict` turns warnings into failures.
    """

    output: Path
    kind: str | None = None
    formats: tuple[str, ...] = FORMATS
    templates: Path | None = None
    data_roots: tuple[Path, ...] = ()
    is_strict: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A configuration with its data; either is None where it could not be read."""

    configuration: Configuration | None
    dataset: Dataset | None
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysed:
    """A configuration, its data and what was found in them."""

    configuration: Configuration
    dataset: Dataset
    outcomes: Outcomes
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildResult:
    """What one build made; `files` is empty where nothing was written."""

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
        Data files that the brief carries.
    pages : mapping of str to str
        The filled template of each format that has one, by the format's name.
    refusals : tuple of ReportgenError
        Why formats cannot be made; `render_brief` raises the first.
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
        """Return everything that was found, refusals included."""
        refused = (item for refusal in self.refusals for item in refusal.diagnostics)
        return tuple(dict.fromkeys((*self.diagnostics, *refused)))


def load_organization(path: Path, *, data_roots: tuple[Path, ...] = ()) -> Loaded:
    """Read a configuration and its metric files; every problem of both is in the result.

    The metrics that installed packages make from them are among theirs.
    """
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
        found += lacking or _few_points(configuration, dataset)
    return Loaded(
        configuration=configuration,
        dataset=dataset,
        diagnostics=tuple(loaded.hidden.scrubbed(item) for item in found),
    )


def _earlier(configuration: Configuration) -> tuple[Diagnostic, ...]:
    """Return what is wrong with the edition that this one shall be compared with."""
    if configuration.brief.previous is None:
        return ()
    from reportgen.ledger.previous_edition import previous_edition_problems

    return previous_edition_problems(configuration)


def _few_points(configuration: Configuration, dataset: Dataset) -> list[Diagnostic]:
    """Return what is said of comparisons with too few values, default ones included.

    A brief without an intervention lives by its control charts; that its months can't be
    compared with earlier ones yet is no fault of its data.
    """
    from reportgen.analysis.plan import complete_plan
    from reportgen.data.minimum_observations import few_points

    try:
        plan = complete_plan(configuration, dataset)
    except InsufficientDataError:
        return []
    if plan.is_monitoring and not configuration.comparisons:
        return []
    return few_points(plan.comparisons, plan.periods, configuration, dataset)


def analyse_organization(loaded: Loaded) -> Analysed | None:
    """Analyse what was loaded; None where an error stands in the way."""
    if loaded.configuration is None or loaded.dataset is None or has_errors(loaded.diagnostics):
        return None
    from reportgen.analysis.analyse import analyse
    from reportgen.analysis.privacy.redact import for_readers
    from reportgen.extensions import with_own_outcomes

    configuration, dataset = loaded.configuration, loaded.dataset
    outcomes = with_own_outcomes(configuration, dataset, analyse(configuration, dataset))
    configuration, dataset = for_readers(configuration, dataset, outcomes)
    return Analysed(
        configuration=configuration,
        dataset=dataset,
        outcomes=outcomes,
        diagnostics=(*loaded.diagnostics, *outcomes.findings),
    )


def check_brief(path: Path, options: BuildOptions) -> tuple[Diagnostic, ...]:
    """Return every problem that a build would find, except the limits of layout.

    Parameters
    ----------
    path : Path
        The configuration.
    options : BuildOptions
        As for a build; nothing is written.

    Raises
    ------
    ReportgenError
        A problem that stops the preparation and has no diagnostic of its own.
    """
    loaded = load_organization(path, data_roots=options.data_roots)
    analysed = analyse_organization(loaded)
    if analysed is None:
        return (*loaded.diagnostics, *_independent_of_data(loaded.configuration, options))
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
    """Return problems of language, brand and bibliography, where the data stop an analysis."""
    if configuration is None:
        return ()
    from reportgen.design.brand import branded
    from reportgen.design.tokens import load_tokens
    from reportgen.document.assemble import bibliography_of
    from reportgen.languages.coverage import language_findings

    _, brand = branded(load_tokens(options.templates), configuration)
    works = bibliography_of(configuration).diagnostics
    return (*language_findings(configuration, options.templates), *brand, *works)


def _nothing_more(_: Analysed) -> Mapping[str, Any]:
    return {}


def build_brief(
    path: Path,
    options: BuildOptions,
    *,
    tell: Callable[[str], None] = lambda _: None,
    describe: Callable[[Analysed], Mapping[str, Any]] = _nothing_more,
) -> BuildResult:
    """Make one organization's brief and write it to its folder below the output.

    Parameters
    ----------
    path : Path
        The configuration.
    options : BuildOptions
        Kind, formats, folders, strictness.
    tell : callable
        Called with the name of each step as it starts, for a progress display.
    describe : callable
        Called once the data are analysed and before anything is written; what it returns
        stands in the edition's manifest too.

    Returns
    -------
    BuildResult
        The files written, or none and the diagnostics that say why.
    """
    tell("reading")
    loaded = load_organization(path, data_roots=options.data_roots)
    tell("analysing")
    analysed = analyse_organization(loaded)
    name = loaded.configuration.organization.id if loaded.configuration else path.stem
    if analysed is None:
        return BuildResult(organization=name, files=(), diagnostics=loaded.diagnostics)
    more = describe(analysed)
    kind = options.kind or analysed.configuration.brief.kind
    prepared = prepare_brief(analysed, kind, options, tell)
    diagnostics = (*analysed.diagnostics, *prepared.diagnostics)
    if _is_blocked(diagnostics, is_strict=options.is_strict):
        diagnostics = (*analysed.diagnostics, *prepared.problems)
        return BuildResult(organization=name, files=(), diagnostics=diagnostics)
    return _write(
        analysed, prepared, kind=kind, options=options, tell=tell, told=diagnostics, more=more
    )


def _is_blocked(diagnostics: tuple[Diagnostic, ...], *, is_strict: bool) -> bool:
    return has_errors(diagnostics) or (
        is_strict and any(item.severity is Severity.WARNING for item in diagnostics)
    )


def prepare_brief(
    analysed: Analysed,
    kind: str,
    options: BuildOptions,
    tell: Callable[[str], None],
    *,
    carried: PreviousEdition | None = None,
) -> Prepared:
    """Turn outcomes into words, figures, the ledger and the brief, in the brief's language.

    The templates of `options.formats` are filled too, so that only layout remains. `carried` is
    the earlier edition where its file is not at hand.
    """
    from reportgen.languages.brief_language import brief_language
    from reportgen.languages.coverage import language_findings
    from reportgen.render.formats import fill_format

    with brief_language(analysed.configuration, options.templates):
        prepared = _composed(analysed, kind, options, tell, carried)
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
    return replace(
        prepared,
        diagnostics=(*lacking, *prepared.diagnostics),
        pages=pages,
        refusals=tuple(refusals),
    )


def _composed(
    analysed: Analysed,
    kind: str,
    options: BuildOptions,
    tell: Callable[[str], None],
    carried: PreviousEdition | None,
) -> Prepared:
    from reportgen.design.brand import branded
    from reportgen.design.tokens import load_tokens
    from reportgen.document.assemble import assemble_brief
    from reportgen.document.finished_lint import lint_brief
    from reportgen.document.kinds import brief_kind
    from reportgen.figures.goal_sparklines import plot_goal_sparklines
    from reportgen.figures.plot import plot_figures
    from reportgen.ledger.carried_data import carried_data
    from reportgen.ledger.ledger import assemble_ledger
    from reportgen.narrative.narrative import describe_outcomes

    configuration, dataset, outcomes = analysed.configuration, analysed.dataset, analysed.outcomes
    tell("writing")
    narrative = describe_outcomes(configuration, outcomes, diagnostics=analysed.diagnostics)
    assembled_ledger = assemble_ledger(
        configuration,
        dataset,
        outcomes,
        narrative,
        versions=library_versions(),
        warnings=analysed.diagnostics[: len(analysed.diagnostics) - len(outcomes.findings)],
        carried=carried,
    )
    tell("drawing")
    tokens, unworn = branded(load_tokens(options.templates), configuration)
    figures = dict(plot_figures(configuration, dataset, outcomes, narrative, tokens))
    if brief_kind(kind).has_goal_sparklines:
        figures |= plot_goal_sparklines(dataset, outcomes, narrative, tokens)
    assembled = assemble_brief(
        configuration, dataset, outcomes, narrative, figures, assembled_ledger, kind=kind
    )
    ledger = assembled_ledger.ledger
    linted = lint_brief(assembled.brief, configuration, ledger, told=assembled.diagnostics)
    return Prepared(
        brief=assembled.brief,
        ledger=ledger,
        tokens=tokens,
        diagnostics=(*unworn, *assembled.diagnostics, *linted),
        attached=carried_data(configuration, dataset),
    )


def _write(
    analysed: Analysed,
    prepared: Prepared,
    *,
    kind: str,
    options: BuildOptions,
    tell: Callable[[str], None],
    told: tuple[Diagnostic, ...],
    more: Mapping[str, Any],
) -> BuildResult:
    """Draw the brief in every format asked for, and write the edition.

    Kinds that stand in the folder from other outcomes are drawn anew with it, so that no
    folder ever holds two editions.
    """
    from reportgen.edition.edition import digest, read_standing, to_json, write_edition
    from reportgen.edition.output_folder import refuse_links_out
    from reportgen.ledger.read_ledger import ledger_document

    organization = analysed.configuration.organization.id
    folder = options.output / organization
    outcomes = to_json(ledger_document(prepared.ledger))
    standing = read_standing(folder)
    is_same = standing is not None and standing.outcomes_sha256 == digest(outcomes)
    with _places(analysed.configuration, options):
        files = list(render_brief(prepared, kind, options.formats, options, tell, outcomes))
    if standing is not None and not is_same:
        for other, formats in sorted(standing.formats.items()):
            rest = formats if other != kind else tuple(set(formats) - set(options.formats))
            wanted = replace(options, formats=tuple(sorted(rest)))
            again = prepared if other == kind else prepare_brief(analysed, other, wanted, tell)
            files += render_brief(again, other, wanted.formats, options, tell, outcomes)
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
        diagnostics=told,
        outcomes_sha256=digest(outcomes),
    )


@contextmanager
def _places(configuration: Configuration, options: BuildOptions) -> Iterator[None]:
    """Add to an error its place in the configuration: of a character, or of an unknown kind."""
    from reportgen.data.files.find_character import with_place

    try:
        yield
    except RenderError as problem:
        found = [with_place(item, configuration) for item in problem.diagnostics]
        raise RenderError(str(problem), found) from problem
    except TemplateError as problem:
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
    tell: Callable[[str], None],
    outcomes: bytes,
) -> Iterator[EditionFile]:
    """Yield the files of the brief in each format, as bytes.

    Raises
    ------
    ReportgenError
        A format cannot be made, as `prepared` says or as layout finds.
    """
    from reportgen.edition.edition import EditionFile
    from reportgen.render.formats import render_format

    for refusal in prepared.refusals:
        raise refusal
    for name in formats:
        tell(name)
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
    """Return the versions of reportgen, of its libraries, and of the packages that extend it."""
    from importlib.metadata import version

    from reportgen import __version__
    from reportgen.extensions import extension_versions

    names = ("numpy", "scipy", "matplotlib", "weasyprint", "jinja2", "fonttools")
    made_by = {name: version(name) for name in names}
    return {"reportgen": __version__, **made_by, **extension_versions()}
