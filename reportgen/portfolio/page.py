"""The portfolio page: from facts to a brief that templates can draw."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from reportgen.document.brief import (
    BackMatter,
    BriefSection,
    Cell,
    ColumnLabel,
    FrontMatter,
    HeadMatter,
    KeyNumber,
    Row,
    TableBlock,
)
from reportgen.document.labels import ENGLISH
from reportgen.model.prose import BulletList, Paragraph, Text, plain_text
from reportgen.model.quantity_ids import ALL_GOALS, ORGANIZATIONS, OwnMeasureIds
from reportgen.narrative.numbers.number_text import date_text
from reportgen.narrative.portfolio import Speaker, what
from reportgen.portfolio.brief import (
    PortfolioBrief,
    PortfolioCell,
    PortfolioHead,
    PortfolioRow,
    PortfolioTable,
)
from reportgen.portfolio.figures import funnel_block, multiples_block, spark_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reportgen.analysis.organization_comparison import Measure
    from reportgen.document.brief import Block
    from reportgen.figures.drawing.style import Style
    from reportgen.ledger.records import PortfolioLedger
    from reportgen.model.organization_facts import OrganizationFacts
    from reportgen.model.prose import Inline, Prose
    from reportgen.model.quantity import Quantity

_METRICS_SHOWN = 3
_STATUS_WORDS = {
    "met": "met",
    "met_late": "met late",
    "on_track": "on track",
    "at_risk": "at risk",
    "not_due": "not yet due",
    "missed": "missed",
    "not_measured": "not measured",
}
_METHODS = (
    (
        "The standard error of an organization's own value comes from few months. It is widened "
        "to the standard deviation of Student's t, and in the funnel to t's 99.8% limit."
    ),
    (
        "Counts are compared as totals of the last 12 months per month with a value (or per "
        "100 of another metric, where that was asked for), running totals by their mean gain "
        "a month as a share of the month before, rates by their mean."
    ),
    (
        "Limits of the funnel: exact Poisson limits for counts, normal limits otherwise, both "
        "widened by the root of the overdispersion, which is found from z scores whose outer "
        "tenths are drawn in (Spiegelhalter 2005)."
    ),
    (
        "Estimates are shrunken (empirical Bayes): by a gamma-Poisson model for counts "
        "(Marshall 1991), by a normal-normal model otherwise, whose variance between "
        "organizations is that of Paule and Mandel (1982). An organization with little to "
        "show lies near the mean of all."
    ),
    (
        "Multiplicity over organizations: the P values behind the positions were adjusted by "
        "the method of Benjamini and Hochberg. An organization is called different only where "
        "it lies beyond the 99.8% limits and its adjusted P value is below .05."
    ),
)


def portfolio_brief(
    organizations: Sequence[OrganizationFacts],
    measures: tuple[Measure, ...],
    quantities: Mapping[str, Quantity],
    ledger: PortfolioLedger,
    *,
    style: Style,
) -> PortfolioBrief:
    """Return the page over all organizations."""
    names = {item.id: item.name for item in organizations}
    speaker = Speaker(quantities, names)
    shown = measures[:_METRICS_SHOWN]
    title = speaker.title(measures)
    report_date = ledger.report_date.isoformat()
    dated = date_text(ledger.report_date)
    return PortfolioBrief(
        language=ENGLISH.language,
        kind="portfolio",
        page_size="a4",
        organization="Portfolio",
        short_name="Portfolio",
        report_date=report_date,
        report_date_text=dated,
        is_synthetic=ledger.synthetic,
        words=ENGLISH,
        front=_front(title, speaker, dated, is_synthetic=ledger.synthetic),
        sections=tuple(_sections(organizations, measures, speaker, style)),
        back=_back(),
        head=_head(plain_text(title), plain_text(speaker.standfirst()), report_date),
        labels={},
        citations={},
        ledger=ledger,
        table=_table(organizations, shown, speaker, style),
        failures=_failures(organizations),
    )


def _front(title: Prose, speaker: Speaker, dated: str, *, is_synthetic: bool) -> FrontMatter:
    numbers = [
        KeyNumber(value=(speaker.number(ORGANIZATIONS.total),), label=(Text("organizations"),)),
        KeyNumber(value=(speaker.number(ORGANIZATIONS.current),), label=(Text("current briefs"),)),
    ]
    if speaker.value(ALL_GOALS.total):
        words: Prose = (
            Text("of "),
            *speaker.counted(ALL_GOALS.total, "goal", "goals"),
            Text(" met"),
        )
        numbers.append(KeyNumber(value=(speaker.number(ALL_GOALS.met),), label=words))
    note = f"{ENGLISH.synthetic}, {dated}" if is_synthetic else dated
    return FrontMatter(
        masthead="Portfolio",
        masthead_note=note,
        kicker="Portfolio",
        title=title,
        short_title=plain_text(title),
        standfirst=speaker.standfirst(),
        authors=(),
        affiliations=(),
        abstract=(),
        citation="",
        keywords=(),
        key_numbers=tuple(numbers),
    )


def _sections(
    organizations: Sequence[OrganizationFacts],
    measures: tuple[Measure, ...],
    speaker: Speaker,
    style: Style,
) -> list[BriefSection]:
    sections, count = [], 0
    for measure in measures:
        blocks: list[Block] = [*speaker.measure(measure)]
        count += 1
        blocks.append(funnel_block(measure, speaker.names, style, label=f"Figure {count}"))
        panels = multiples_block(measure, organizations, style, label=f"Figure {count + 1}")
        if panels is not None:
            count += 1
            blocks.append(panels)
        heading = what(measure)
        sections.append(
            BriefSection(
                anchor=f"metric-{measure.metric.replace('_', '-')}",
                heading=heading[:1].upper() + heading[1:],
                blocks=tuple(blocks),
            )
        )
    return sections


def _table(
    organizations: Sequence[OrganizationFacts],
    measures: Sequence[Measure],
    speaker: Speaker,
    style: Style,
) -> PortfolioTable:
    heads = []
    for measure in measures:
        heads += [
            PortfolioHead(text=measure.label, is_line=True),
            PortfolioHead(text=f"{measure.label}, now", is_number=True),
            PortfolioHead(text=_estimate_head(measure), is_number=True),
        ]
    beyond = {name for measure in measures for name in measure.beyond}
    places = [{name: index for index, name in enumerate(measure.own)} for measure in measures]
    rows = tuple(
        PortfolioRow(
            name=item.name,
            href=item.href,
            is_current=item.is_current,
            is_beyond=item.id in beyond,
            cells=(
                *(
                    cell
                    for measure, place in zip(measures, places, strict=True)
                    for cell in _cells(item, measure, place.get(item.id), speaker, style)
                ),
                _goals(item),
            ),
        )
        for item in sorted(organizations, key=lambda item: item.name.casefold())
    )
    text = (
        "By name, since a rank would tell little: what is small moves most by chance. Estimates "
        "are drawn towards the mean of all organizations by how little each rests on; intervals "
        "are 95% intervals."
    )
    return PortfolioTable(
        heading="All organizations",
        text=(Paragraph((Text(text),)),),
        heads=(*heads, PortfolioHead(text="Goals")),
        rows=rows,
        label="Table 1",
        caption=(
            "Beyond the limits: outside the 99.8% limits of the funnel. A dash: not compared, for "
            "the reason beside it."
        ),
        line_caption="Lines end at the latest value and share no scale.",
    )


def _estimate_head(measure: Measure) -> str:
    per = f" per 100 {measure.per}" if measure.per else ""
    if measure.kind == "level":
        return "Growth a month (95% CI)"
    return f"{measure.unit or measure.label}{per} (95% CI)"


def _cells(
    item: OrganizationFacts,
    measure: Measure,
    place: int | None,
    speaker: Speaker,
    style: Style,
) -> tuple[PortfolioCell, PortfolioCell, PortfolioCell]:
    """Return the sparkline, the latest value and the estimate of one metric."""
    facts = item.metrics.get(measure.metric)
    dash: Prose = (Text("–"),)
    latest, spark = PortfolioCell(text=dash, is_number=True), None
    if facts is not None:
        spark = spark_of(facts, style)
        latest = PortfolioCell(
            text=(speaker.number(OwnMeasureIds(item.id, measure.metric).latest),),
            is_number=True,
        )
    line = PortfolioCell(
        text=() if spark else dash,
        spark=spark,
        sort=f"{facts.latest:.6g}" if facts else "",
        is_line=True,
    )
    if place is None:
        reason = measure.missing.get(item.id, "")
        return line, latest, PortfolioCell(text=(Text(f"– {reason}"),), is_number=True)
    name = OwnMeasureIds(item.id, measure.metric).estimate
    point = measure.funnel.points[place]
    side = "above" if point.z > 0 else "below"
    estimate: list[Inline] = [speaker.number(name), *speaker.bounds(name)]
    return (
        line,
        latest,
        PortfolioCell(
            text=tuple(estimate),
            note=f"{side} the 99.8% limits" if item.id in measure.beyond else "",
            is_number=True,
        ),
    )


def _goals(item: OrganizationFacts) -> PortfolioCell:
    """Return how an organization's goals stand: one by its word, several counted."""
    if not item.goals:
        return PortfolioCell(text=(Text("–"),))
    counts = Counter(status for _, status in item.goals)
    order = [status for status in _STATUS_WORDS if status in counts]
    parts = [
        _STATUS_WORDS[status]
        if len(item.goals) == 1
        else f"{counts[status]} {_STATUS_WORDS[status]}"
        for status in order
    ]
    worst = order[-1] if len(order) == 1 else ""
    text = ", ".join(parts)
    return PortfolioCell(text=(Text(text[:1].upper() + text[1:]),), status=worst, sort=text)


def _failures(organizations: Sequence[OrganizationFacts]) -> BriefSection | None:
    failed = [item for item in organizations if not item.is_current]
    if not failed:
        return None
    rows = tuple(
        Row(
            stub=(Text(item.name),),
            cells=(
                Cell(text=(Text(item.message),)),
                Cell(text=(Text("an earlier brief stands" if item.href else "no brief"),)),
            ),
        )
        for item in failed
    )
    table = TableBlock(
        anchor="table-failed",
        label="Table 2",
        design="failed",
        title=(Text("Organizations without a current brief"),),
        subtitle=(),
        stub_head=(Text("Organization"),),
        column_labels=(
            ColumnLabel(text=(Text("Why"),)),
            ColumnLabel(text=(Text("What stands"),)),
        ),
        rows=rows,
        source_note="manifest.json has every message with its place.",
        is_long=True,
    )
    return BriefSection(anchor="failed", heading="What failed", blocks=(table,))


def _back() -> BackMatter:
    items = tuple((Paragraph((Text(text),)),) for text in _METHODS)
    methods = BriefSection(
        anchor="methods", heading="How organizations were compared", blocks=(BulletList(items),)
    )
    return BackMatter(
        sections=(),
        references=(),
        abbreviations=(),
        history="",
        copyright="",
        license="",
        license_url="",
        appendices=(methods,),
    )


def _head(title: str, description: str, report_date: str) -> HeadMatter:
    return HeadMatter(
        title=title,
        description=description,
        named=(
            ("description", description),
            ("generator", "reportgen"),
            ("dcterms.created", report_date),
            ("dcterms.modified", report_date),
        ),
        properties=(("og:type", "article"), ("og:title", title)),
        json_ld={"@context": "https://schema.org", "@type": "Report", "name": title},
    )
