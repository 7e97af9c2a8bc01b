"""Read each data file once and share it between the metrics that use it."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from reportgen.data.databases.read_database import rows_sha256
from reportgen.data.files.export_table import detect_export, detected_export, make_export_table
from reportgen.data.files.open_file import read_grid
from reportgen.data.files.period_sheets import with_sheet_years
from reportgen.data.files.table import make_table
from reportgen.data.files.wide_table import reshape_wide
from reportgen.data.findings import error, finding, listed, shorten
from reportgen.data.sources.catalogue import EXPORTS
from reportgen.data.zero_fill import may_have_no_rows
from reportgen.diagnostics import Diagnostic
from reportgen.limits import limits
from reportgen.model.metric import MetricKind
from reportgen.model.series import DataFile, QueryResult

if TYPE_CHECKING:
    from reportgen.data.files.grid import Grid
    from reportgen.data.files.table import Table
    from reportgen.data.sources.export import Export
    from reportgen.model.configuration import Configuration
    from reportgen.model.metric import Metric


class FileReader:
    """Reads the files of one configuration; diagnostics are collected in `found`."""

    def __init__(self, configuration: Configuration) -> None:
        self.configuration = configuration
        self.found: list[Diagnostic] = []
        self.files: dict[str, DataFile] = {}
        self.queries: dict[str, QueryResult] = {}
        self._grids: dict[tuple[str, str | None, str | None], Grid] = {}
        self._exports: dict[tuple[str, str | None], Export | None] = {}
        self._tables: dict[tuple[str | None, ...], Table | None] = {}

    def metric_tables(self, metric: Metric) -> list[Table] | None:
        """Return the table of each file of a metric, None if one can't be read."""
        if metric.source is not None and metric.source not in EXPORTS:
            self.found.append(self._unknown_source(metric.id, metric.source))
            return None
        names = self.configuration.file_groups.get(metric.file, (metric.file,))
        tables = [self._metric_table(metric, name) for name in names]
        known = [table for table in tables if table is not None]
        if len(known) < len(tables):
            return None
        rows = sum(len(table.rows) for table in known)
        if rows > limits().metric_rows:
            self.found.append(self._too_many_rows(metric, rows))
            return None
        detected = [table for table in known if table.export is not None]
        if detected and detected[0].export is not None and metric.source is None:
            self.found.append(detected_export(detected[0], detected[0].export, len(detected)))
        self.found += self._other_kind(metric, known[0])
        return known

    def plain_table(self, name: str, *, sheet: str | None = None) -> Table | None:
        """Return the table of a file of campaigns or a survey, None if it can't be read."""
        return self._table(self._grid(name, sheet), None, None, part=(sheet, None))

    def _metric_table(self, metric: Metric, name: str) -> Table | None:
        grid = self._grid(name, metric.sheet, metric)
        export = EXPORTS[metric.source] if metric.source is not None else None
        if export is None:
            export = None if metric.query else self._detected(grid, metric.sheet)
            # A date column other than the platform's shows that the user knows the file better.
            if export is not None and metric.date not in (None, export.date):
                export = None
        table = self._table(grid, export, metric.value, part=(metric.sheet, metric.query))
        return self._reshaped(table, metric) if table is not None else None

    def _reshaped(self, table: Table, metric: Metric) -> Table | None:
        """Return a metric's table with one row per period, None if it can't be reshaped."""
        path = ("metrics", metric.id)
        places = {key: self.configuration.place(*path, key) for key in metric.measured}
        places[""] = self.configuration.place(*path)
        result = reshape_wide(table, metric, places)
        if isinstance(result, Diagnostic):
            self.found.append(result)
            return None
        if result is None:
            return with_sheet_years(table, metric.date, metric.year_starts)
        self.found += result.found
        return result.table

    def _grid(self, name: str, sheet: str | None, metric: Metric | None = None) -> Grid:
        query = metric.query if metric is not None else None
        key = (name, sheet, query)
        if key not in self._grids:
            path = self.configuration.files[name]
            place = (
                self.configuration.place("metrics", metric.id, "query" if query else "file")
                if metric is not None
                else None
            )
            self._grids[key] = read_grid(
                path, name, sheet=sheet, query=(query, place), wanted=self._wanted(name)
            )
        grid = self._grids[key]
        if metric is not None and query is not None and grid.rows:
            self.queries[metric.id] = QueryResult(
                file=name, query=query, rows=len(grid.rows) - 1, sha256=rows_sha256(grid.rows)
            )
        return grid

    def _detected(self, grid: Grid, sheet: str | None) -> Export | None:
        key = (grid.name, sheet)
        if key not in self._exports:
            self._exports[key] = detect_export(grid)
        return self._exports[key]

    def _table(
        self,
        grid: Grid,
        export: Export | None,
        value: str | None,
        *,
        part: tuple[str | None, str | None] = (None, None),
    ) -> Table | None:
        """Return the table of a grid; `part` is the sheet or the query that it was read by."""
        # Only in exports whose tables have titles does `value` choose the table itself.
        titled = value if export is not None and export.titled is not None else None
        key = (grid.name, *part, export.id if export is not None else None, titled)
        if key not in self._tables:
            if export is None:
                table, found = make_table(
                    grid,
                    wanted=self._wanted(grid.name),
                    may_be_empty=self._may_be_empty(grid.name),
                )
            else:
                table, found = make_export_table(grid, export, value=value)
            self._tables[key] = table
            self.found += found
            if table is not None:
                self.files[grid.name] = DataFile(
                    name=grid.name, sha256=grid.sha256, is_synthetic=table.is_synthetic
                )
        return self._tables[key]

    def _may_be_empty(self, name: str) -> bool:
        """Return whether a file may have no rows: whether 0 is meant for all of its metrics."""
        given = self.configuration.campaigns
        if given is not None and given.file == name:
            return False
        if any(name in survey.files for survey in self.configuration.surveys):
            return False
        committee = self.configuration.committee
        if committee is not None and committee.source and committee.source.file == name:
            return False
        groups = self.configuration.file_groups
        metrics = self.configuration.metrics.values()
        own = [item for item in metrics if name in groups.get(item.file, (item.file,))]
        return all(may_have_no_rows(item) for item in own)

    def _wanted(self, name: str) -> frozenset[str]:
        """Return the columns of a file that the configuration names."""
        columns: set[str | None] = set()
        for metric in self.configuration.metrics.values():
            if name in self.configuration.file_groups.get(metric.file, (metric.file,)):
                columns |= {metric.date, *metric.measured.values(), *dict(metric.where)}
        given = self.configuration.campaigns
        if given is not None and given.file == name:
            columns |= {given.name, given.date, given.value}
        if any(survey.file == name for survey in self.configuration.surveys):
            columns |= {"before", "after"}
        committee = self.configuration.committee
        if committee is not None and committee.source and committee.source.file == name:
            columns |= committee.source.columns
        for form in (survey.form for survey in self.configuration.surveys):
            if form is not None and name in form.files:
                columns |= {form.column, form.date, form.person}
        return frozenset(column for column in columns if column is not None)

    def _unknown_source(self, metric: str, source: str) -> Diagnostic:
        near = get_close_matches(source.casefold(), EXPORTS, n=1, cutoff=0.6)
        known = listed([f"`{name}`" for name in EXPORTS])
        return error(
            "DAT023",
            f"there is no reader for the platform export `{shorten(source)}`",
            self.configuration.place("metrics", metric, "source"),
            f"did you mean `{near[0]}`?"
            if near
            else "delete `source`, and name the date and value columns of the file",
            note=f"known exports: {known}; docs/configuration.md lists all of them",
        )

    def _too_many_rows(self, metric: Metric, rows: int) -> Diagnostic:
        return error(
            "DAT010",
            f"the files of metric `{metric.id}` have {rows} rows together; at most "
            f"{limits().metric_rows} are read",
            self.configuration.place("metrics", metric.id, "file"),
            "leave out years that the brief does not need",
        )

    def _other_kind(self, metric: Metric, table: Table) -> list[Diagnostic]:
        """Return a finding if a metric's kind differs from the export: a flow is not a stock."""
        export = table.export
        if export is None or metric.value is None:
            return []
        column = metric.value if metric.value in export.metrics else export.titled
        known = export.metrics.get(column) if column is not None else None
        if known is None or known is metric.kind or metric.kind is MetricKind.RATE:
            return []
        meant = {
            MetricKind.LEVEL: "a running total",
            MetricKind.COUNT: "how many were new in each row",
            MetricKind.RATE: "a share",
        }
        return [
            finding(
                "DAT028",
                f"metric `{metric.id}` is a `{metric.kind}`, but `{metric.value}` of "
                f"{export.name} is {meant[known]}",
                self.configuration.place("metrics", metric.id, "kind"),
                f"write `kind: {known}`",
                in_brief=False,
            )
        ]
