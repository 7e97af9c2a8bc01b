"""Check a portfolio page against its own observations and against the organizations' data."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from reportgen.batch.summary import summarize, summarize_goal
from reportgen.config.identity import identify_file
from reportgen.errors import ReportgenError
from reportgen.ledger.ledger_values import same
from reportgen.ledger.plain_data import from_plain, to_plain
from reportgen.ledger.records import MemberRecord, MetricRecord
from reportgen.model.organization_facts import GoalFacts
from reportgen.portfolio.quantities import goal_record
from reportgen.portfolio.recompute import recompute_portfolio
from reportgen.verify.check_data import DataCheck
from reportgen.verify.finding import Check, Finding
from reportgen.verify.ledger_reading import ledger_language

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportgen.ledger.records import PortfolioLedger

_COMPARED = ("name", "report_date", "group", "goals")


def check_portfolio(ledger: PortfolioLedger) -> Iterator[Finding]:
    """Yield the numbers that do not follow from the observations in the page."""
    for name, problem in recompute_portfolio(ledger):
        yield Finding(check=Check.LEDGER, code="AUD010", subject=name, message=problem)


def check_portfolio_data(ledger: PortfolioLedger, data: Path) -> DataCheck:
    """Return where a page departs from what its organizations' data give today."""
    try:
        found = recompute_organizations(ledger, data)
    except ReportgenError as problem:
        return DataCheck(findings=(_finding("AUD020", "data", str(problem)),))
    findings = [_finding("AUD020", name, why) for name, why in found.problems.items()]
    for recorded, rebuilt in zip(ledger.organizations, found.organizations, strict=True):
        findings += _organization(recorded, rebuilt)
    with ledger_language(ledger):
        moved = recompute_portfolio(replace(ledger, organizations=found.organizations))
    findings += [_finding("AUD021", name, f"recomputed, {problem}") for name, problem in moved]
    return DataCheck(findings=tuple(findings), notes=tuple(_notes(ledger, found.unlisted)))


def _organization(recorded: MemberRecord, rebuilt: MemberRecord) -> Iterator[Finding]:
    """Yield where an organization's data disagree with its record in the page."""
    name = recorded.id
    for key in _COMPARED:
        if getattr(recorded, key) != getattr(rebuilt, key):
            yield _finding("AUD021", name, f"differs from its data: {key.replace('_', ' ')}")
    for key in dict.fromkeys((*recorded.metrics, *rebuilt.metrics)):
        one, other = recorded.metrics.get(key), rebuilt.metrics.get(key)
        if one is None or other is None:
            side = "the page" if one is None else "its data"
            yield _finding("AUD021", f"{name}.{key}", f"this metric is missing from {side}")
        elif not same(to_plain(one), to_plain(other)):
            yield _finding("AUD022", f"{name}.{key}", _difference(one, other))


def _difference(recorded: MetricRecord, rebuilt: MetricRecord) -> str:
    before, after = dict(recorded.points), dict(rebuilt.points)
    days = [day for day in dict.fromkeys((*before, *after)) if before.get(day) != after.get(day)]
    if not days:
        return "its label, unit or kind is not that of its configuration"
    # Eight days show where to look; a revised export can differ in all of them.
    return f"its data differ from those on the page: {', '.join(map(str, days[:8]))}"


def _notes(ledger: PortfolioLedger, unlisted: tuple[str, ...]) -> Iterator[str]:
    yield "the numbers were recomputed; the text between them was not rebuilt"
    outdated = [item.id for item in ledger.organizations if not item.is_current]
    if outdated:
        yield f"without a current brief, so not recomputed: {', '.join(outdated)}"
    if unlisted:
        yield f"in the folder but not on the page: {', '.join(unlisted)}"


def _finding(code: str, subject: str, message: str) -> Finding:
    return Finding(check=Check.DATA, code=code, subject=subject, message=message)


ROSTER, BASE = "roster.csv", "base.yaml"
_COLUMN = "organization.id"
_SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True, slots=True, kw_only=True)
class RecomputedOrganizations:
    """The organizations of a page, recomputed.

    Attributes
    ----------
    organizations : tuple of MemberRecord
        As the page's ledger records them; one that can't be recomputed is unchanged.
    problems : mapping of str to str
        Why an organization can't be recomputed, by its id.
    unlisted : tuple of str
        Organizations of the folder that are not on the page.
    """

    organizations: tuple[MemberRecord, ...]
    problems: Mapping[str, str]
    unlisted: tuple[str, ...]


def recompute_organizations(ledger: PortfolioLedger, data: Path) -> RecomputedOrganizations:
    """Return the organizations of a page, recomputed from today's data.

    Parameters
    ----------
    ledger : PortfolioLedger
        The ledger of the page.
    data : Path
        A folder with the configurations and their data in any folders below it, or with
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
        unlisted=tuple(name for name in found if name not in known),
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
        name = identify_file(path).id
        if name:
            yield name, path


def _made(record: MemberRecord, configuration: Path | None, data: Path) -> MemberRecord | str:
    """Return an organization's recomputed record, or why it can't be recomputed."""
    from reportgen.pipeline import analyse_organization, load_organization

    if configuration is None:
        return "its configuration is not in the folder of the data"
    analysed = analyse_organization(load_organization(configuration, data_roots=(data,)))
    if analysed is None:
        return "its configuration or its data can't be read any more"
    summary = summarize(analysed)
    keys = ("label", "unit", "kind", "frequency", "points", "denominators", "per")
    return replace(
        record,
        name=summary["name"],
        report_date=analysed.outcomes.plan.report_date,
        group=summary["group"] or None,
        goals=tuple(
            goal_record(GoalFacts(**summarize_goal(item, analysed.outcomes.quantities)))
            for item in analysed.outcomes.goals
        ),
        metrics={
            name: from_plain(MetricRecord, {key: metric[key] for key in keys if key in metric})
            for name, metric in summary["metrics"].items()
            if metric["points"]
        },
    )
