"""Recompute the organizations of a portfolio page from their configurations and data."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from reportgen.batch.summary import summarize
from reportgen.config.identity import identify
from reportgen.ledger.plain_data import from_plain
from reportgen.ledger.records import MemberGoalRecord, MemberRecord, MetricRecord

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportgen.ledger.records import PortfolioLedger

ROSTER, BASE = "roster.csv", "base.yaml"
_COLUMN = "organization.id"
_SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True, slots=True, kw_only=True)
class RecomputedOrganizations:
    """The organizations of a page, recomputed.

    Attributes
    ----------
    organizations : tuple of MemberRecord
        In the order of the page's ledger; those that can't be recomputed are as recorded there.
    problems : mapping of str to str
        By organization, why it can't be recomputed.
    unknown : tuple of str
        Organizations in the folder that are not on the page.
    """

    organizations: tuple[MemberRecord, ...]
    problems: Mapping[str, str]
    unknown: tuple[str, ...]


def recompute_organizations(ledger: PortfolioLedger, data: Path) -> RecomputedOrganizations:
    """Recompute every organization of a page.

    Parameters
    ----------
    ledger : PortfolioLedger
        The ledger of the page.
    data : Path
        A folder with the configurations and their data, also in subfolders, or with
        ``roster.csv``, ``base.yaml`` and the files that they name.

    Raises
    ------
    ConfigError, DataError
        The roster or its base is wrong.
    """
    with TemporaryDirectory(prefix="reportgen-") as folder:
        found = _configurations(data, Path(folder))
        problems: dict[str, str] = {}
        records = []
        for record in ledger.organizations:
            name = record.id
            made = _made(record, found.get(name), data) if record.is_current else record
            if isinstance(made, str):
                problems[name] = made
            records.append(record if isinstance(made, str) else made)
    known = {record.id for record in ledger.organizations}
    return RecomputedOrganizations(
        organizations=tuple(records),
        problems=problems,
        unknown=tuple(name for name in found if name not in known),
    )


def _configurations(data: Path, folder: Path) -> dict[str, Path]:
    """Return the configuration of each organization by its id."""
    if (data / ROSTER).is_file() and (data / BASE).is_file():
        from reportgen.batch.roster import Roster, jobs_of_roster

        roster = Roster(
            path=data / ROSTER, base=data / BASE, organization_column=_COLUMN, data_roots=(data,)
        )
        paths = [job.configuration for job in jobs_of_roster(roster, folder)]
    else:
        paths = sorted(path for path in data.rglob("*") if path.suffix in _SUFFIXES)
    return dict(_identified(paths))


def _identified(paths: list[Path]) -> Iterator[tuple[str, Path]]:
    for path in paths:
        name = identify(path.read_bytes()).id
        if name:
            yield name, path


def _made(record: MemberRecord, configuration: Path | None, data: Path) -> MemberRecord | str:
    """Return an organization's record as its data give it, or why they give none."""
    from reportgen.pipeline import analyse_organization, load_organization

    if configuration is None:
        return "its configuration is not in the folder of the data"
    analysed = analyse_organization(load_organization(configuration, data_roots=(data,)))
    if analysed is None:
        return "its configuration or its data can't be read as then"
    summary = summarize(analysed)
    keys = ("label", "unit", "kind", "frequency", "points")
    return replace(
        record,
        name=summary["name"],
        report_date=analysed.outcomes.plan.report_date,
        goals=tuple(
            MemberGoalRecord(specific=item.goal.specific, status=item.status)
            for item in analysed.outcomes.goals
        ),
        metrics={
            name: from_plain(MetricRecord, {key: metric[key] for key in keys})
            for name, metric in summary["metrics"].items()
            if metric["points"]
        },
    )
