"""``reportgen batch``."""

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

from reportgen.cli.options import (
    chosen_formats,
    data_root_option,
    existing_file,
    formats_option,
    kind_option,
    templates_option,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from reportgen.batch.job import Job
    from reportgen.batch.run import BatchOptions, Pool
    from reportgen.limits import Limits

_MEGABYTE = 1_000_000

_folder = click.Path(file_okay=False, path_type=Path)
_above_0 = click.FloatRange(min=0, min_open=True)


@click.command()
@click.argument("configs", nargs=-1, metavar="[CONFIG]...", type=click.Path(path_type=Path))
@click.option(
    "--roster",
    type=existing_file,
    help="A CSV file with one row per organization; columns are keys such as `organization.name`.",
)
@click.option("--base", type=existing_file, help="The configuration that each row modifies.")
@click.option(
    "--organization-column",
    help="The column with the organization's id, in the roster and in long data files.",
)
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="KEY=COLUMN",
    help="Reads a key of the configuration from this column; can be repeated.",
)
@kind_option
@formats_option
@click.option("--output", type=_folder, default=Path("output"), show_default=True)
@templates_option
@data_root_option
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option(
    "--jobs",
    type=click.IntRange(1),
    help="Briefs built in parallel; default: one per processor.",
)
@click.option(
    "--filter",
    "pattern",
    default="",
    help="Only organizations whose id, name or file matches.",
)
@click.option("--resume", is_flag=True, help="Continue; skip those that crashed or timed out.")
@click.option("--force", is_flag=True, help="Build everything, changed or not.")
@click.option("--fail-fast", is_flag=True, help="Stop at the first failure.")
@click.option("--dry-run", is_flag=True, help="List what would be built, without building.")
@click.option("--explain-cache", is_flag=True, help="Show why each brief is or is not rebuilt.")
@click.option("--no-portfolio", is_flag=True, help="Do not build the portfolio page.")
@click.option(
    "--per",
    "rate_per",
    default="",
    help="The metric by which counts and amounts without `per:` are divided.",
)
@click.option("--wall-limit", type=_above_0, show_default="60", help="Seconds per brief.")
@click.option("--cpu-limit", type=_above_0, show_default="45", help="CPU seconds per brief.")
@click.option("--memory-limit", type=_above_0, show_default="1500", help="Memory per brief, in MB.")
@click.option(
    "--output-limit",
    type=_above_0,
    show_default="50",
    help="Size of a brief's files, in MB.",
)
@click.option(
    "--executor", type=click.Choice(["local", "dask"]), default="local", show_default=True
)
@click.option("--scheduler", default="", help="The address of the dask scheduler.")
@click.option("--tls-ca", type=existing_file, help="The cluster's certificate authority.")
@click.option("--tls-cert", type=existing_file, help="This machine's certificate.")
@click.option("--tls-key", type=existing_file, help="The private key of that certificate.")
@click.option(
    "--ship",
    is_flag=True,
    help="Send configurations and data with the tasks; no shared folder.",
)
@click.option("--messages", type=click.Choice(["text", "json"]), default="text", show_default=True)
def batch(**given: Any) -> None:
    """Build the briefs of many organizations, and a portfolio page of all of them."""
    from reportgen.api import run_batch
    from reportgen.batch.progress import progress_bar
    from reportgen.cli.batch_outcome import exit_code, print_causes, print_outcome

    is_text = given["messages"] == "text"
    options = _options(given)
    find_jobs = _job_finder(given)
    with ended_as_interrupted():
        result = run_batch(find_jobs, options, bar=partial(progress_bar, is_shown=is_text))
    if given["explain_cache"] or given["dry_run"]:
        print_causes(result, is_text=is_text)
    if options.pattern and not result.states:
        raise click.UsageError(f"no organization matches `--filter {options.pattern}`")
    if not given["dry_run"]:
        print_outcome(result, options, is_text=is_text)
    sys.exit(0 if given["dry_run"] else exit_code(result))


@contextmanager
def ended_as_interrupted() -> Iterator[None]:
    """Treat SIGTERM, which services and containers send, as an interrupt: resumable."""
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
        formats=chosen_formats(given["formats"]),
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
    """Return the current limits with those of the command line."""
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
    """Return the function that opens the pool of a cluster; None for a local batch."""
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


def _job_finder(given: dict[str, Any]) -> Callable[[], Sequence[Job]]:
    """Return the function that finds the jobs, called once the output folder is locked."""
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
    return partial(jobs_of_roster, source, given["output"], remark=partial(click.echo, err=True))


def _columns(given: tuple[str, ...]) -> dict[str, str]:
    """Return the column of each key."""
    pairs = [item.partition("=") for item in given]
    if any(not key or not column for key, _, column in pairs):
        raise click.BadParameter("expected KEY=COLUMN", param_hint="--column")
    return {key: column for key, _, column in pairs}
