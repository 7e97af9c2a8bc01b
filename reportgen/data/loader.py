"""Read every data file that a configuration names: each once, all problems at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.data.campaigns import read_campaigns
from reportgen.data.csv_table import read_table
from reportgen.data.findings import error
from reportgen.data.series import read_series
from reportgen.data.surveys import count_survey
from reportgen.diagnostics import has_errors
from reportgen.model.series import CampaignList, DataFile, Dataset, Series

if TYPE_CHECKING:
    from reportgen.data.csv_table import Table
    from reportgen.diagnostics import Diagnostic
    from reportgen.model.configuration import Configuration
    from reportgen.model.survey import Survey


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedDataset:
    """A dataset, None where a file has errors, and everything to say about it."""

    dataset: Dataset | None
    diagnostics: tuple[Diagnostic, ...]


def load_dataset(configuration: Configuration) -> LoadedDataset:
    """Return what the data files of a configuration say.

    Returns
    -------
    LoadedDataset
        With all problems of all files at once; findings also stand beside a dataset that
        can be used. Nothing is raised for a faulty file.
    """
    reader = _Reader(configuration)
    reader.read_metrics()
    reader.read_campaigns()
    reader.read_surveys()
    # Two metrics of one file can have the same complaint about a shared column.
    found = tuple(dict.fromkeys(reader.found))
    if has_errors(found):
        return LoadedDataset(dataset=None, diagnostics=found)
    dataset = Dataset(
        series=reader.series,
        campaigns=reader.campaigns,
        files=reader.files,
        surveys=reader.surveys,
    )
    return LoadedDataset(dataset=dataset, diagnostics=found)


class _Reader:
    """Reads each file once, and shares it between the metrics that name it."""

    def __init__(self, configuration: Configuration) -> None:
        self.configuration = configuration
        self.found: list[Diagnostic] = []
        self.series: dict[str, Series] = {}
        self.campaigns: CampaignList | None = None
        self.surveys: dict[str, Survey] = {}
        self.files: dict[str, DataFile] = {}
        self._tables: dict[str, Table | None] = {}

    def read_metrics(self) -> None:
        """Read every metric."""
        for metric in self.configuration.metrics.values():
            if metric.source is not None:
                self._unknown_source(metric.id, metric.source)
                continue
            table = self._table(metric.file)
            if table is None:
                continue
            series, found = read_series(metric, table, self.configuration)
            self.found += found
            if series is not None:
                self.series[metric.id] = series

    def read_campaigns(self) -> None:
        """Read the campaigns, if there are any."""
        given = self.configuration.campaigns
        table = self._table(given.file) if given is not None else None
        if given is not None and table is not None:
            self.campaigns, found = read_campaigns(table, given, self.configuration)
            self.found += found

    def read_surveys(self) -> None:
        """Take every survey over, and count those whose answers stand in a file."""
        for index, survey in enumerate(self.configuration.surveys):
            self.surveys[survey.id] = survey
            table = self._table(survey.file) if survey.file is not None else None
            if table is not None:
                place = self.configuration.place("surveys", index, "file")
                counted, found = count_survey(survey, table, place)
                self.found += found
                self.surveys[survey.id] = counted or survey

    def _table(self, name: str) -> Table | None:
        if name not in self._tables:
            wanted = self._wanted_columns(name)
            table, found = read_table(self.configuration.files[name], name, wanted=wanted)
            self._tables[name] = table
            self.found += found
            if table is not None:
                self.files[name] = DataFile(
                    name=name, sha256=table.sha256, is_synthetic=table.is_synthetic
                )
        return self._tables[name]

    def _wanted_columns(self, name: str) -> frozenset[str]:
        """Return every column of a file that the configuration names."""
        columns: set[str] = set()
        for metric in self.configuration.metrics.values():
            if metric.file == name:
                columns |= {metric.date, metric.value, *(column for column, _ in metric.where)}
        given = self.configuration.campaigns
        if given is not None and given.file == name:
            columns |= {given.name, given.date, given.value}
        if any(survey.file == name for survey in self.configuration.surveys):
            columns |= {"before", "after"}
        return frozenset(columns)

    def _unknown_source(self, metric: str, source: str) -> None:
        self.found.append(
            error(
                "DAT023",
                f"there is no reader for the platform `{source}`",
                self.configuration.place("metrics", metric, "source"),
                "delete `source`, and name the date and value columns of a CSV file",
            )
        )
