"""Run all checks of keys against each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.config.checks.board import check_board
from reportgen.config.checks.checker import Checker
from reportgen.config.checks.committee import check_committee
from reportgen.config.checks.comparisons import check_analysis, check_comparison_keys
from reportgen.config.checks.interrupted_series import check_interrupted_series
from reportgen.config.checks.metrics import check_metrics
from reportgen.config.checks.plan import check_goal_letters, check_plan
from reportgen.config.checks.privacy import check_privacy
from reportgen.config.checks.surveys import check_surveys
from reportgen.config.to_model import slug

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportgen.config.schema.root import ConfigurationSchema
    from reportgen.diagnostics import Diagnostic, Place
    from reportgen.model.configuration import KeyPath

# Names that Windows reserves for devices, in any folder and with any extension.
_DEVICE_NAMES = frozenset(
    {"con", "prn", "aux", "nul"}
    | {f"com{number}" for number in range(1, 10)}
    | {f"lpt{number}" for number in range(1, 10)}
)


def cross_check(
    schema: ConfigurationSchema, places: Mapping[KeyPath, Place]
) -> tuple[Diagnostic, ...]:
    """Return the diagnostics of all cross checks."""
    checker = Checker(schema, places)
    # The loader sorts diagnostics by line; this order decides only between those of one place.
    _check_organization(checker)
    _check_content(checker)
    check_committee(checker)
    check_metrics(checker)
    check_plan(checker)
    check_comparison_keys(checker)
    check_interrupted_series(checker)
    check_analysis(checker)
    check_goal_letters(checker)
    check_surveys(checker)
    _check_report_date(checker)
    _check_brief(checker)
    check_board(checker)
    check_privacy(checker)
    return tuple(checker.found)


def _check_organization(checker: Checker) -> None:
    given = checker.schema.organization
    folder = given.id or slug(given.name)
    path: KeyPath = ("organization", "id" if given.id else "name")
    if not folder:
        checker.error(
            "CFG055",
            f"no folder name can be made from `{given.name}`",
            path,
            "add `id: …` with small letters, digits and `-`",
        )
    elif folder in _DEVICE_NAMES:
        checker.error(
            "CFG055",
            f"`{folder}` can't be a folder on every computer",
            path,
            f"write `id: {folder}-organization`",
        )


def _check_content(checker: Checker) -> None:
    schema = checker.schema
    parts = (schema.metrics, schema.committee, schema.campaigns, schema.surveys, schema.milestones)
    if not any(parts):
        checker.error(
            "CFG056",
            "there is nothing to report on: no metric, committee, campaign, survey or milestone",
            (),
            "add `metrics:` with one file, as in the tutorial",
        )


def _check_report_date(checker: Checker) -> None:
    day = checker.schema.brief.report_date
    if day is None:
        return
    for key, period in checker.schema.periods.items():
        if day.last < period.end.last:
            checker.warning(
                "CFG059",
                f"the report date {day.last} lies before the end of period `{key}`",
                ("brief", "report_date"),
                "fix the report date, or shorten the period",
            )


def _check_brief(checker: Checker) -> None:
    """Check authors, sections and dates of the brief."""
    brief = checker.schema.brief
    for index, author in enumerate(brief.authors):
        if author.corresponding and author.email is None:
            checker.warning(
                "CFG062",
                f"the corresponding author `{author.name}` has no e-mail address",
                ("brief", "authors", index),
                "add `email: …`",
            )
    for index, section in enumerate(brief.sections):
        if not section.text.strip() and not section.outcomes:
            checker.warning(
                "CFG061",
                f"section `{section.heading}` has neither text nor outcomes",
                ("brief", "sections", index),
                "add `text: …` or `outcomes: […]`, or remove the section",
            )
    dates = [brief.history.submitted, brief.history.accepted, brief.history.published]
    given = [item.first for item in dates if item is not None]
    if given != sorted(given):
        checker.error(
            "CFG063",
            "the dates of `history` are not in order: submitted, accepted, published",
            ("brief", "history"),
            "fix the year of one of them",
        )
