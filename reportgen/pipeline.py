"""One organization, end to end: the only module that knows every room."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from reportgen.config.loader import load_configuration
from reportgen.config.privacy.redaction_leaks import find_named
from reportgen.data.loader import load_dataset
from reportgen.diagnostics import Diagnostic, Severity, has_errors
from reportgen.errors import InsufficientDataError, RenderError

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

BOARD = "board"
"""The kind whose first page has a small picture beside each goal."""
FORMATS = ("html", "pdf")


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
class Composed:
    """Everything of one kind of brief before it is drawn; `attached` are data files in it."""

    brief: Brief
    ledger: Ledger
    tokens: Tokens
    diagnostics: tuple[Diagnostic, ...] = field(default=())
    attached: Mapping[str, bytes] = field(default_factory=dict)


def load_organization(path: Path, *, data_roots: tuple[Path, ...] = ()) -> Loaded:
    """Read a configuration and its metric files; every problem of both is in the result.

    The metrics that installed packages make from them are among theirs.
    """
    from reportgen.extensions import lacking_own_metrics, with_own_metrics

    loaded = load_configuration(path, data_roots=data_roots)
    if loaded.configuration is None:
        return Loaded(configuration=None, dataset=None, diagnostics=loaded.diagnostics)
    configuration, data = loaded.configuration, load_dataset(loaded.configuration)
    dataset = data.dataset
    found = [*loaded.diagnostics, *data.diagnostics, *_earlier(configuration)]
    if dataset is not None:
        found += find_named(configuration, dataset, loaded.hidden)
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
    composed = compose(analysed, kind, options, tell)
    diagnostics = (*analysed.diagnostics, *composed.diagnostics)
    if _is_blocked(diagnostics, is_strict=options.is_strict):
        return BuildResult(organization=name, files=(), diagnostics=diagnostics)
    return _write(
        analysed, composed, kind=kind, options=options, tell=tell, told=diagnostics, more=more
    )


def _is_blocked(diagnostics: tuple[Diagnostic, ...], *, is_strict: bool) -> bool:
    return has_errors(diagnostics) or (
        is_strict and any(item.severity is Severity.WARNING for item in diagnostics)
    )


def compose(
    analysed: Analysed,
    kind: str,
    options: BuildOptions,
    tell: Callable[[str], None],
    *,
    carried: PreviousEdition | None = None,
) -> Composed:
    """Turn outcomes into words, figures, the ledger and the brief, in the brief's language.

    `carried` is what is taken for the earlier edition where its file is not at hand.
    """
    from reportgen.languages.brief_language import brief_language
    from reportgen.languages.coverage import language_findings

    with brief_language(analysed.configuration, options.templates):
        composed = _composed(analysed, kind, options, tell, carried)
    lacking = language_findings(analysed.configuration, options.templates)
    return replace(composed, diagnostics=(*lacking, *composed.diagnostics))


def _composed(
    analysed: Analysed,
    kind: str,
    options: BuildOptions,
    tell: Callable[[str], None],
    carried: PreviousEdition | None,
) -> Composed:
    from reportgen.design.brand import branded
    from reportgen.design.tokens import load_tokens
    from reportgen.document.assemble import assemble_brief
    from reportgen.document.finished_lint import lint_brief
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
    if kind == BOARD:
        figures |= plot_goal_sparklines(dataset, outcomes, narrative, tokens)
    assembled = assemble_brief(
        configuration, dataset, outcomes, narrative, figures, assembled_ledger, kind=kind
    )
    ledger = assembled_ledger.ledger
    linted = lint_brief(assembled.brief, configuration, ledger, told=assembled.diagnostics)
    return Composed(
        brief=assembled.brief,
        ledger=ledger,
        tokens=tokens,
        diagnostics=(*unworn, *assembled.diagnostics, *linted),
        attached=carried_data(configuration, dataset),
    )


def _write(
    analysed: Analysed,
    composed: Composed,
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
    outcomes = to_json(ledger_document(composed.ledger))
    standing = read_standing(folder)
    is_same = standing is not None and standing.outcomes_sha256 == digest(outcomes)
    with _places_of_characters(analysed.configuration):
        files = list(draw(composed, kind, options.formats, options, tell, outcomes))
    if standing is not None and not is_same:
        for other, formats in sorted(standing.formats.items()):
            rest = formats if other != kind else tuple(set(formats) - set(options.formats))
            again = composed if other == kind else compose(analysed, other, options, tell)
            files += draw(again, other, tuple(sorted(rest)), options, tell, outcomes)
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
def _places_of_characters(configuration: Configuration) -> Iterator[None]:
    """Let an error about a character say where it stands."""
    from reportgen.data.files.find_character import with_place

    try:
        yield
    except RenderError as problem:
        found = [with_place(item, configuration) for item in problem.diagnostics]
        raise RenderError(str(problem), found) from problem


def draw(
    composed: Composed,
    kind: str,
    formats: tuple[str, ...],
    options: BuildOptions,
    tell: Callable[[str], None],
    outcomes: bytes,
) -> Iterator[EditionFile]:
    """Yield the files of the brief in each format, as bytes."""
    from reportgen.edition.edition import EditionFile
    from reportgen.render.formats import render_format

    for name in formats:
        tell(name)
        made = render_format(
            name,
            composed.brief,
            tokens=composed.tokens,
            templates=options.templates,
            outcomes=outcomes,
            attached=composed.attached,
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
