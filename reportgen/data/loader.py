"""Read all data files of a configuration, and report all of their problems."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportgen.data.agreement import check_agreement
from reportgen.data.campaigns import read_campaigns
from reportgen.data.files.file_reader import FileReader
from reportgen.data.form_answers import read_form_answers
from reportgen.data.goal_history import check_goals
from reportgen.data.holdings import read_holdings
from reportgen.data.series import read_series
from reportgen.data.surveys import count_survey
from reportgen.diagnostics import has_errors
from reportgen.model.series import CampaignList, Dataset, Series

if TYPE_CHECKING:
    from reportgen.diagnostics import Diagnostic
    from reportgen.model.committee import HoldingList
    from reportgen.model.configuration import Configuration, KeyPath
    from reportgen.model.survey import FormAnswer, FormQuestion, Survey


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedDataset:
    """A dataset, None if a file has errors, and its diagnostics."""

    dataset: Dataset | None
    diagnostics: tuple[Diagnostic, ...]


def load_dataset(configuration: Configuration) -> LoadedDataset:
    """Read the data files of a configuration.

    Returns
    -------
    LoadedDataset
        With the problems of all files; a usable dataset may have findings, too. A faulty file
        raises no exception.
    """
    files = FileReader(configuration)
    found: list[Diagnostic] = []
    series = _read_metrics(configuration, files, found)
    campaigns = _read_campaigns(configuration, files, found)
    surveys = _read_surveys(configuration, files, found)
    holdings = _read_holdings(configuration, files, found)
    # Two metrics of one file can have the same diagnostic about a shared column.
    diagnostics = tuple(dict.fromkeys((*files.found, *found)))
    if has_errors(diagnostics):
        return LoadedDataset(dataset=None, diagnostics=diagnostics)
    dataset = Dataset(
        series=series,
        campaigns=campaigns,
        files=files.files,
        surveys=surveys,
        holdings=holdings,
        queries=files.queries,
    )
    diagnostics += (
        *check_agreement(configuration, dataset),
        *check_goals(configuration, dataset),
    )
    return LoadedDataset(dataset=dataset, diagnostics=diagnostics)


def _read_metrics(
    configuration: Configuration, files: FileReader, found: list[Diagnostic]
) -> dict[str, Series]:
    read: dict[str, Series] = {}
    for metric in configuration.metrics.values():
        tables = files.metric_tables(metric)
        if tables is None:
            continue
        series, more = read_series(metric, tables, configuration)
        found += more
        if series is not None:
            read[metric.id] = series
    return read


def _read_campaigns(
    configuration: Configuration, files: FileReader, found: list[Diagnostic]
) -> CampaignList | None:
    given = configuration.campaigns
    table = files.plain_table(given.file) if given is not None else None
    if given is None or table is None:
        return None
    campaigns, more = read_campaigns(table, given, configuration)
    found += more
    return campaigns


def _read_surveys(
    configuration: Configuration, files: FileReader, found: list[Diagnostic]
) -> dict[str, Survey]:
    """Return every survey; answers in a file are counted."""
    surveys: dict[str, Survey] = {}
    for index, survey in enumerate(configuration.surveys):
        surveys[survey.id] = survey
        if survey.form is not None:
            path = ("surveys", index)
            surveys[survey.id] = _read_form(survey, survey.form, files, configuration, path, found)
            continue
        table = files.plain_table(survey.file) if survey.file is not None else None
        if table is not None:
            place = configuration.place("surveys", index, "file")
            counted, more = count_survey(survey, table, place)
            found += more
            surveys[survey.id] = counted or survey
    return surveys


def _read_holdings(
    configuration: Configuration, files: FileReader, found: list[Diagnostic]
) -> HoldingList | None:
    committee = configuration.committee
    given = committee.source if committee is not None else None
    table = files.plain_table(given.file) if given is not None else None
    if given is None or table is None:
        return None
    holdings, more = read_holdings(table, given, configuration)
    found += more
    return holdings


def _read_form(
    survey: Survey,
    form: FormQuestion,
    files: FileReader,
    configuration: Configuration,
    path: KeyPath,
    found: list[Diagnostic],
) -> Survey:
    """Return a survey with the answers in the files of its form."""
    answers: list[FormAnswer] = []
    for name in form.files:
        table = files.plain_table(name, sheet=form.sheet)
        if table is not None:
            read, more = read_form_answers(survey, form, table, configuration, path)
            answers += read
            found += more
    return replace(survey, form_answers=tuple(answers))
