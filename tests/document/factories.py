"""A small organization that uses every part of a brief, for document and render tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportgen.analysis.analyse import analyse
from reportgen.document.assemble import AssembledBrief, assemble_brief
from reportgen.figures.figure import Figure, FigureTable
from reportgen.ledger.ledger import assemble_ledger
from reportgen.model.comparison import Alternative, Comparison, Test, Variant
from reportgen.model.goal import Goal, Measure, TargetDirection
from reportgen.model.metric import MetricKind
from reportgen.model.organization import Author, BriefSettings, History, Organization
from reportgen.model.period import Intervention, Milestone, Period
from reportgen.model.survey import Testimonial
from reportgen.narrative.narrative import describe_outcomes
from tests.analysis.factories import campaign, configuration, dataset, growing, metric, monthly

if TYPE_CHECKING:
    from reportgen.document.brief import Brief
    from reportgen.model.configuration import Configuration
    from reportgen.model.series import Dataset

START = date(2018, 7, 1)
REPORT = date(2020, 7, 1)

_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 334 145" width="334pt" height="145pt">'
    '<path d="M20 120 L300 30" stroke="#1F6FA5" stroke-width="1.75" fill="none"/>'
    '<text x="20" y="20" font-family="Source Sans 3" font-size="7.5" fill="#1A1C20">'
    "Followers</text></svg>"
)


def figure(key: str) -> Figure:
    """Return a small figure."""
    return Figure(
        id=f"fig-{key}",
        svg=_SVG,
        alt=f"A line that rises: {key}.",
        width_mm=118,
        height_mm=51,
        data=FigureTable(columns=("Month", "Value"), rows=(("July 2018", "1480"),)),
    )


def data() -> Dataset:
    """Return two years of two metrics, and four campaigns."""
    followers = metric("followers", MetricKind.LEVEL, label="followers")
    impressions = metric("impressions", MetricKind.COUNT, label="impressions")
    totals = growing(1200, 40, 12)
    totals += growing(totals[-1], 68, 12)
    counts = [45_000 + 1000 * ((index * 7) % 12 - 6) for index in range(12)]
    counts += [87_000 + 1500 * ((index * 5) % 12 - 6) for index in range(12)]
    return dataset(
        monthly(followers, START, totals),
        monthly(impressions, START, counts),
        campaigns=[
            campaign("Spring", date(2019, 3, 1), 72_000, 2),
            campaign("Autumn", date(2019, 10, 1), 415_000, 3),
        ],
    )


def settings(**changes: Any) -> BriefSettings:
    """Return brief settings with every text field filled in."""
    full = BriefSettings(
        kind="editorial",
        title="A garden's committee and its followers",
        report_date=REPORT,
        authors=(
            Author(
                name="Ada Example",
                degrees="MD",
                affiliation="Example University",
                orcid="0000-0002-1825-0097",
                email="ada@example.org",
                corresponding=True,
            ),
            Author(name="Bea Sample", affiliation="Sample College"),
        ),
        keywords=("gardens", "committees"),
        abstract="Followers grew {{ followers.growth.after_vs_before.slope_ratio }} times as fast.",
        acknowledgments="We thank the gardeners.",
        conflicts_of_interest="None declared.",
        funding="None.",
        data_availability="On request.",
        abbreviations={"WIM": "Women in Medicine"},
        history=History(submitted=date(2020, 7, 2), published=date(2020, 8, 1)),
        edited_by="E Ditor",
        copyright="© The authors.",
        license="CC BY 4.0",
        citation="Gardens 2020;1:e1 https://doi.org/10.1234/garden.1",
    )
    return replace(full, **changes)


def organization(**changes: Any) -> Configuration:
    """Return a configuration with two comparisons, three goals and every other part."""
    fields: dict[str, Any] = {
        "path": Path("garden.yaml"),
        "organization": Organization(
            id="garden", name="Garden", short_name="Garden", description="A garden for all."
        ),
        "brief": settings(),
        "intervention": Intervention(on=date(2019, 7, 1), label="New committee"),
        "periods": {
            "before": _period("before", date(2018, 7, 1), date(2019, 6, 30)),
            "after": _period("after", date(2019, 7, 1), date(2020, 6, 30)),
        },
        "comparisons": (
            Comparison(
                id="reach", metric="followers", test=Test.SLOPE, later="after", base="before"
            ),
            Comparison(
                id="impressions",
                metric="impressions",
                test=Test.MEAN,
                later="after",
                base="before",
                variant=Variant.STUDENT,
                alternative=Alternative.GREATER,
            ),
        ),
        "goals": (
            _goal("grow", "followers.growth.after_vs_before.slope_ratio", 1.2),
            _goal("double", "impressions.mean.after_vs_before.ratio", 9.0),
            _goal("kindness", None, 0),
        ),
        "milestones": (Milestone(on=date(2019, 11, 20), what="Account verified"),),
        "testimonials": (Testimonial(text="I learned a lot.", who="A gardener"),),
    }
    return configuration(data(), **{**fields, **changes})


def assembled(configuration: Configuration | None = None) -> AssembledBrief:
    """Return the brief of `organization`, with a figure for each one that has words."""
    return _assembled_once() if configuration is None else _assemble(configuration)


def brief(configuration: Configuration | None = None) -> Brief:
    """Return the brief of `organization`."""
    return assembled(configuration).brief


@cache
def _assembled_once() -> AssembledBrief:
    return _assemble(organization())


def of_kind(kind: str) -> Brief:
    """Return the brief of `organization` as another kind."""
    return _assemble(organization(), kind).brief


def _assemble(configuration: Configuration, kind: str | None = None) -> AssembledBrief:
    found = data()
    outcomes = analyse(configuration, found)
    narrative = describe_outcomes(configuration, outcomes)
    ledger = assemble_ledger(
        configuration, found, outcomes, narrative, versions={"reportgen": "test"}
    )
    figures = {key: figure(key) for key in narrative.figure_words}
    return assemble_brief(configuration, found, outcomes, narrative, figures, ledger, kind=kind)


def _period(name: str, first: date, last: date) -> Period:
    return Period(id=name, label=name, first=first, last=last)


def _goal(name: str, quantity: str | None, target: float) -> Goal:
    measure = None
    if quantity is not None:
        measure = Measure(quantity=quantity, target=target, direction=TargetDirection.AT_LEAST)
    return Goal(
        id=name,
        specific=f"Reach {name}",
        measurable=measure,
        achievable="Yes",
        relevant="Yes",
        time_bound=date(2020, 6, 30),
    )
