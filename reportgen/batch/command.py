"""``reportgen batch``: its arguments, its printing and its exit code."""

from __future__ import annotations

import os
import signal
import sys
import threading
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from reportgen.batch.job import Job
    from reportgen.batch.run import BatchOptions, Pool
    from reportgen.limits import Limits

_MEGABYTE = 1_000_000

_folder = click.Path(file_okay=False, path_type=Path)
_existing_folder = click.Path(exists=True, file_okay=False, path_type=Path)
_existing_file = click.Path(exists=True, dir_okay=False, path_type=Path)
_above_0 = click.FloatRange(min=0, min_open=True)


@click.command()
@click.argument("configs", nargs=-1, metavar="[CONFIG]...", type=click.Path(path_type=Path))
@click.option(
    "--roster",
    type=_existing_file,
    help="A CSV file, a row an organization; its columns are keys such as `organization.name`.",
)
@click.option("--base", type=_existing_file, help="The configuration that the rows change.")
@click.option(
    "--organization-column",
    help="The column that names the organization, in the roster and in long data files.",
)
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="KEY=COLUMN",
    help="A key of the configuration that a column of another name gives; may be given again.",
)
@click.option("--kind", help="The kind of brief; each configuration's own where not given.")
@click.option(
    "--format",
    "formats",
    multiple=True,
    default=("html,pdf",),
    show_default=True,
    help="Formats, with commas or one by one.",
)
@click.option("--output", type=_folder, default=Path("output"), show_default=True)
@click.option("--templates", type=_existing_folder, help="A folder that overrides templates.")
@click.option(
    "--data-root",
    "data_roots",
    multiple=True,
    type=_existing_folder,
    help="A further folder that metric files may lie in; may be given again.",
)
@click.option("--strict", is_flag=True, help="Count warnings as failures.")
@click.option(
    "--jobs", type=click.IntRange(1), help="Briefs made at once; all processors if left out."
)
@click.option("--filter", "pattern", default="", help="Only ids, names or files like this, with *.")
@click.option("--resume", is_flag=True, help="Go on; do not try again what crashed or hung.")
@click.option("--force", is_flag=True, help="Build all, whether changed or not.")
@click.option("--fail-fast", is_flag=True, help="Stop at the first failure.")
@click.option("--dry-run", is_flag=True, help="Say what would be built, and build nothing.")
@click.option("--explain-cache", is_flag=True, help="Say why each brief is built or not.")
@click.option("--no-portfolio", is_flag=True, help="Make no page over all organizations.")
@click.option("--per", "rate_per", default="", help="The level metric that rates are taken per.")
@click.option("--wall-limit", type=_above_0, show_default="60", help="Seconds a brief may take.")
@click.option("--cpu-limit", type=_above_0, show_default="45", help="Its seconds of processor.")
@click.option("--memory-limit", type=_above_0, show_default="1500", help="Its memory, in MB.")
@click.option("--output-limit", type=_above_0, show_default="50", help="Its files, in MB.")
@click.option(
    "--executor", type=click.Choice(["local", "dask"]), default="local", show_default=True
)
@click.option("--scheduler", default="", help="The address of the dask scheduler.")
@click.option("--tls-ca", type=_existing_file, help="The certificate authority of the cluster.")
@click.option("--tls-cert", type=_existing_file, help="This machine's certificate.")
@click.option("--tls-key", type=_existing_file, help="The key of that certificate.")
@click.option(
    "--ship", is_flag=True, help="Send configurations and data with the tasks: no shared folder."
)
@click.option("--messages", type=click.Choice(["text", "json"]), default="text", show_default=True)
def batch(**given: Any) -> None:
    """Make the briefs of many organizations, and one page over all of them."""
    from reportgen.batch.outcome_text import exit_code, print_causes, print_outcome
    from reportgen.batch.progress import progress_bar
    from reportgen.batch.run import run_batch

    is_text = given["messages"] == "text"
    options = _options(given)
    find_jobs = _job_finder(given)
    with ended_as_interrupted():
        result = run_batch(find_jobs, options, bar=partial(progress_bar, is_shown=is_text))
    if given["explain_cache"] or given["dry_run"]:
        print_causes(result, is_text=is_text)
    if options.pattern and not result.standings:
        raise click.UsageError(f"no organization matches `--filter {options.pattern}`")
    if not given["dry_run"]:
        print_outcome(result, options, is_text=is_text)
    sys.exit(0 if given["dry_run"] else exit_code(result))


@contextmanager
def ended_as_interrupted() -> Iterator[None]:
    """Let a request to end, as services and containers send it, be an interrupt: resumable."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _options(given: dict[str, Any]) -> BatchOptions:
    from reportgen.batch.run import BatchOptions
    from reportgen.pipeline import BuildOptions

    build = BuildOptions(
        output=given["output"],
        kind=given["kind"],
        formats=_formats(given["formats"]),
        templates=given["templates"],
        data_roots=_data_roots(given),
        is_strict=given["strict"],
    )
    return BatchOptions(
        build=build,
        workers=given["jobs"] or os.cpu_count() or 1,
        limits=_limits(given),
        is_forced=given["force"],
        is_resuming=given["resume"],
        stops_at_failure=given["fail_fast"],
        is_dry_run=given["dry_run"],
        pattern=given["pattern"],
        has_portfolio=not given["no_portfolio"],
        rate_per=given["rate_per"],
        open_pool=_cluster_opener(given),
    )


def _limits(given: dict[str, Any]) -> Limits:
    """Return the limits in force, with those that the command line gives."""
    from dataclasses import replace

    from reportgen.limits import limits

    asked: dict[str, Any] = {
        "wall_seconds": given["wall_limit"],
        "cpu_seconds": given["cpu_limit"],
        "memory_bytes": given["memory_limit"] and int(given["memory_limit"] * _MEGABYTE),
        "output_bytes": given["output_limit"] and int(given["output_limit"] * _MEGABYTE),
    }
    return replace(limits(), **{name: value for name, value in asked.items() if value})


def _cluster_opener(given: dict[str, Any]) -> Callable[[BatchOptions], Pool] | None:
    """Return what opens the pool of a cluster, None for this machine alone."""
    if given["executor"] != "dask":
        return None
    if not given["scheduler"]:
        raise click.UsageError("`--executor dask` needs the address of its `--scheduler`")
    from reportgen.batch.cluster import Cluster, ClusterPool

    cluster = Cluster(
        address=given["scheduler"],
        ca=given["tls_ca"],
        certificate=given["tls_cert"],
        key=given["tls_key"],
        ships=given["ship"],
    )
    return lambda options: ClusterPool(cluster, options.build.output, options.work)


def _data_roots(given: dict[str, Any]) -> tuple[Path, ...]:
    base = given["base"]
    return (*given["data_roots"], *([base.parent] if base is not None else []))


def _formats(texts: tuple[str, ...]) -> tuple[str, ...]:
    from reportgen.render.formats import chosen_formats

    try:
        return chosen_formats(texts)
    except ValueError as problem:
        raise click.BadParameter(str(problem), param_hint="--format") from problem


def _job_finder(given: dict[str, Any]) -> Callable[[], Sequence[Job]]:
    """Return the function that finds the jobs, once the output folder is held."""
    configs, roster, base = given["configs"], given["roster"], given["base"]
    if bool(configs) == bool(roster) or bool(roster) != bool(base):
        raise click.UsageError("name configurations, or a `--roster` with its `--base`")
    if configs:
        from reportgen.batch.jobs import jobs_of

        return partial(jobs_of, configs)
    from reportgen.batch.roster import Roster, jobs_of_roster

    source = Roster(
        path=roster,
        base=base,
        organization_column=given["organization_column"] or "organization.id",
        columns=_columns(given["columns"]),
        data_roots=given["data_roots"],
    )
    return partial(jobs_of_roster, source, given["output"], tell=partial(click.echo, err=True))


def _columns(given: tuple[str, ...]) -> dict[str, str]:
    """Return the column that gives each key."""
    pairs = [item.partition("=") for item in given]
    if any(not key or not column for key, _, column in pairs):
        raise click.BadParameter("expected KEY=COLUMN", param_hint="--column")
    return {key: column for key, _, column in pairs}
