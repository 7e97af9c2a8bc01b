"""Python interface to the functions of the command line: load, analyse, build and batch.

``docs/how-to/python.md`` shows how to use it; its examples run as tests.
"""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportgen.diagnostics import has_errors
from reportgen.errors import ConfigError
from reportgen.extensions import OwnMetric
from reportgen.model.quantity_ids import contrast
from reportgen.pipeline import (
    FORMATS,
    Analysed,
    BuildOptions,
    BuildResult,
    Loaded,
    analyse_organization,
    build_brief,
    load_organization,
    prepare_brief,
    render_brief,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from contextlib import AbstractContextManager

    import pandas as pd

    from reportgen.batch.job import Job
    from reportgen.batch.run import Batch, BatchOptions, BatchResult
    from reportgen.diagnostics import Diagnostic

__all__ = [
    "FORMATS",
    "Analysed",
    "BriefPage",
    "BuildOptions",
    "BuildResult",
    "Loaded",
    "OwnMetric",
    "analyse",
    "batch",
    "brief",
    "build",
    "goals_frame",
    "load",
    "quantities_frame",
    "verdicts_frame",
]

# In CSS pixels: a notebook's output area is about as high as a screen.
_NOTEBOOK_HEIGHT = 800


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefPage:
    """A brief in memory: its HTML, exactly as a build writes it. Notebooks display it."""

    organization: str
    kind: str
    html: str
    diagnostics: tuple[Diagnostic, ...]

    def _repr_html_(self) -> str:
        """Return the brief in an iframe, so that its styles do not affect the notebook."""
        return (
            f'<iframe title="{escape(self.organization)}" srcdoc="{escape(self.html)}" '
            f'width="100%" height="{_NOTEBOOK_HEIGHT}"></iframe>'
        )

    def __repr__(self) -> str:
        return f"<the {self.kind} of {self.organization}, {len(self.html)} characters of HTML>"


def load(path: str | Path, *, data_roots: tuple[Path, ...] = ()) -> Loaded:
    """Read a configuration with its data files.

    Problems in them raise no error; all of them are in `diagnostics`.
    """
    return load_organization(Path(path), data_roots=data_roots)


def analyse(path: str | Path, *, data_roots: tuple[Path, ...] = ()) -> Analysed:
    """Return the outcomes of one configuration.

    Raises
    ------
    ConfigError
        The configuration or its data are wrong; `diagnostics` says where and how to fix it.
    """
    loaded = load(path, data_roots=data_roots)
    analysed = analyse_organization(loaded)
    if analysed is None:
        raise ConfigError(f"{path} can't be analysed", loaded.diagnostics)
    return analysed


def brief(
    source: str | Path | Analysed, *, kind: str | None = None, templates: Path | None = None
) -> BriefPage:
    """Return a brief in memory, without writing files.

    Parameters
    ----------
    source : str, Path or Analysed
        A configuration, or the result of `analyse`.
    kind : str or None
        The kind of brief; None for the configuration's own.
    templates : Path or None
        A folder that overrides shipped templates file by file.

    Raises
    ------
    ConfigError
        The configuration, its data or its text fields are wrong; see `diagnostics`.
    TemplateError, RenderError
        The brief can't be rendered.
    """
    analysed = source if isinstance(source, Analysed) else analyse(source)
    organization = analysed.configuration.organization
    chosen = kind or analysed.configuration.brief.kind
    options = BuildOptions(
        output=Path("output"), kind=chosen, formats=("html",), templates=templates
    )
    composed = prepare_brief(analysed, chosen, options, _quiet)
    diagnostics = (*analysed.diagnostics, *composed.diagnostics)
    if has_errors(diagnostics):
        raise ConfigError(f"the brief of {organization.name} can't be built", diagnostics)
    page = next(iter(render_brief(composed, chosen, ("html",), options, _quiet, b"")))
    return BriefPage(
        organization=organization.name,
        kind=chosen,
        html=page.content.decode(),
        diagnostics=diagnostics,
    )


def build(
    path: str | Path,
    options: BuildOptions | None = None,
    *,
    tell: Callable[[str], None] = lambda _: None,
) -> BuildResult:
    """Build and write one organization's brief; see `reportgen.pipeline.build_brief`.

    The default `options` are those of the command line: HTML and PDF below ``output``.

    Raises
    ------
    EnvironmentProblemError
        A batch is using the output folder, or it is not writable.
    """
    options = options or BuildOptions(output=Path("output"))
    with _shared(options.output):
        return build_brief(Path(path), options, progress=tell)


def _shared(output: Path) -> AbstractContextManager[None]:
    """Keep batches out of a folder that one has used; a build alone needs no lock."""
    # Batches need locks of files, which not every system has; imported only where one has run.
    if not (output / ".batch" / "lock").is_file():
        return nullcontext()
    from reportgen.batch.output_lock import share_output

    return share_output(output)


def batch(
    paths: Iterable[str | Path], options: BuildOptions | BatchOptions | None = None
) -> BatchResult:
    """Build the briefs of many organizations and the portfolio page over all of them.

    A failure is in the result's `failed` and does not affect the other briefs.

    Parameters
    ----------
    paths : iterable of str or Path
        The configurations.
    options : BuildOptions, BatchOptions or None
        BatchOptions have more settings, such as workers and limits.

    Raises
    ------
    ReportgenError
        The whole batch can't run, for example because another one uses the output folder.
    """
    from reportgen.batch.jobs import jobs_of
    from reportgen.batch.run import BatchOptions

    chosen = options or BuildOptions(output=Path("output"))
    if isinstance(chosen, BuildOptions):
        chosen = BatchOptions(build=chosen)
    configurations = [Path(path) for path in paths]
    return run_batch(
        lambda: jobs_of(configurations), chosen, bar=lambda _: nullcontext(lambda _: None)
    )


def run_batch(
    find_jobs: Callable[[], Sequence[Job]],
    options: BatchOptions,
    *,
    bar: Callable[[int], AbstractContextManager[Callable[[str], None]]],
) -> BatchResult:
    """Build the briefs of a batch's jobs and the portfolio page.

    The output folder is locked until both are written and in the manifest.

    Parameters
    ----------
    find_jobs : callable
        Returns a job for each organization; called after the output folder is locked.
    options : BatchOptions
        The options of the batch; an interrupted batch has no portfolio.
    bar : callable
        Opens a progress display for a number of briefs.

    Raises
    ------
    EnvironmentProblemError
        Another batch is using the output folder, or it is not writable.
    """
    from reportgen.batch.run import open_batch

    with open_batch(find_jobs, options) as batch:
        if not batch.is_idle:
            batch.make_reports(bar)
            batch.write_records(_portfolio(batch))
        return batch.result()


def _portfolio(batch: Batch) -> Mapping[str, Any]:
    """Write the portfolio if it is requested and there is at least one brief."""
    is_wanted = batch.options.has_portfolio and not batch.was_interrupted
    if not (is_wanted and any(entry.files for entry in batch.entries)):
        return {}
    from reportgen.portfolio.write import write_portfolio

    options = batch.options
    with batch.timed("portfolio"):
        return write_portfolio(
            options.build, batch.entries, common=batch.common, rate_per=options.rate_per
        )


def quantities_frame(analysed: Analysed) -> pd.DataFrame:
    """Return all quantities at full precision, one row per quantity, indexed by id.

    Columns: ``value``, ``ci_low``, ``ci_high``, ``confidence_level``, ``unit``, ``form``, ``n``,
    ``method``, ``formula``, ``reason``; a value that is not available is missing, with its reason.
    """
    columns = (
        *("value", "ci_low", "ci_high", "confidence_level"),
        *("unit", "form", "n", "method", "formula", "reason"),
    )
    found = analysed.outcomes.quantities
    rows = {
        key: {name: _plain(getattr(item, name)) for name in columns} for key, item in found.items()
    }
    return _frame(rows, columns, index="id")


def verdicts_frame(analysed: Analysed) -> pd.DataFrame:
    """Return the verdicts, one row per comparison and survey question, indexed by subject."""
    columns = ("verdict", "strength", "p_value", "p_adjusted", "alpha", "primary", "reason")
    rows = {
        item.comparison.id: {
            "metric": item.metric.id,
            "test": str(item.comparison.test),
            "contrast": contrast(item.comparison.base, item.comparison.later),
            **{name: _plain(getattr(item.verdict, name)) for name in columns},
        }
        for item in analysed.outcomes.comparisons
    }
    rows |= {
        verdict.comparison: {
            "metric": "",
            "test": "survey",
            "contrast": "",
            **{name: _plain(getattr(verdict, name)) for name in columns},
        }
        for survey in analysed.outcomes.surveys
        for verdict in survey.verdicts
    }
    return _frame(rows, ("metric", "test", "contrast", *columns), index="comparison")


def goals_frame(analysed: Analysed) -> pd.DataFrame:
    """Return the status of the goals, one row per goal, indexed by its id."""
    columns = ("status", "value", "gap", "reached_on", "chance_of_meeting", "reason")
    rows = {
        item.goal.id: {
            "target": item.goal.measurable.target if item.goal.measurable else None,
            "due": item.goal.due,
            **{name: _plain(getattr(item, name)) for name in columns},
        }
        for item in analysed.outcomes.goals
    }
    return _frame(rows, ("target", "due", *columns), index="goal")


def _frame(
    rows: dict[str, dict[str, Any]], columns: tuple[str, ...], *, index: str
) -> pd.DataFrame:
    import pandas as pd

    frame = pd.DataFrame(list(rows.values()), index=list(rows), columns=list(columns))
    return frame.rename_axis(index)


def _plain(value: Any) -> Any:
    """Return the value of an enumeration as text; anything else unchanged."""
    from enum import Enum

    return str(value) if isinstance(value, Enum) else value


def _quiet(_: str) -> None:
    """Ignore progress messages."""
