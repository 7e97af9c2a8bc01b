"""Build the portfolio page from facts about organizations."""

from __future__ import annotations

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
from reportgen.document.labels import current_words
from reportgen.languages.current import translated
from reportgen.model.goal import GoalStatus
from reportgen.model.prose import BulletList, Paragraph, Text, plain_text
from reportgen.model.quantity_ids import ORGANIZATIONS, OwnMeasureIds
from reportgen.narrative.numbers.number_text import date_text
from reportgen.narrative.portfolio import (
    PortfolioText,
    estimate_head,
    goals_text,
    latest_head,
    measure_subject,
    portfolio_labels,
)
from reportgen.portfolio.brief import (
    PortfolioBrief,
    PortfolioCell,
    PortfolioHead,
    PortfolioRow,
    PortfolioTable,
)
from reportgen.portfolio.figures import funnel_block, multiples_block, sparkline

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reportgen.analysis.organization_comparison import OrganizationComparison
    from reportgen.document.brief import Block
    from reportgen.document.labels import Words
    from reportgen.figures.drawing.style import Style
    from reportgen.ledger.records import PortfolioLedger
    from reportgen.model.organization_facts import OrganizationFacts
    from reportgen.model.prose import Prose
    from reportgen.model.quantity import Quantity
    from reportgen.narrative.portfolio import PortfolioLabels

# Each metric takes three columns; more would make the table too wide for a printed page.
_METRICS_SHOWN = 3


def portfolio_brief(
    organizations: Sequence[OrganizationFacts],
    measures: tuple[OrganizationComparison, ...],
    quantities: Mapping[str, Quantity],
    ledger: PortfolioLedger,
    *,
    style: Style,
) -> PortfolioBrief:
    """Return the portfolio page as a brief for templates."""
    text = PortfolioText(quantities, {item.id: item.name for item in organizations})
    labels, words = portfolio_labels(), current_words()
    title, standfirst = text.title(measures), text.standfirst()
    report_date = ledger.report_date.isoformat()
    dated = date_text(ledger.report_date)
    return PortfolioBrief(
        language=words.language,
        kind="portfolio",
        page_size="a4",
        organization=labels.portfolio,
        short_name=labels.portfolio,
        report_date=report_date,
        report_date_text=dated,
        is_synthetic=ledger.synthetic,
        words=words,
        front=FrontMatter(
            masthead=labels.portfolio,
            masthead_note=f"{words.synthetic}, {dated}" if ledger.synthetic else dated,
            kicker=labels.portfolio,
            title=title,
            short_title=plain_text(title),
            standfirst=standfirst,
            authors=(),
            affiliations=(),
            abstract=(),
            citation="",
            keywords=(),
            key_numbers=tuple(_key_numbers(text, labels)),
        ),
        sections=tuple(_sections(organizations, measures, text, words, style)),
        back=_back(labels),
        head=_head(plain_text(title), plain_text(standfirst), report_date),
        labels={},
        citations={},
        ledger=ledger,
        table=_table(organizations, measures, text, words, style),
        failures=_failures(organizations, labels, words),
    )


def _key_numbers(text: PortfolioText, labels: PortfolioLabels) -> Iterator[KeyNumber]:
    yield KeyNumber(value=(text.number(ORGANIZATIONS.total),), label=(Text(labels.organizations),))
    yield KeyNumber(
        value=(text.number(ORGANIZATIONS.current),), label=(Text(labels.current_briefs),)
    )
    goals = text.goals_met()
    if goals is not None:
        met, label = goals
        yield KeyNumber(value=(met,), label=label)


def _sections(
    organizations: Sequence[OrganizationFacts],
    measures: tuple[OrganizationComparison, ...],
    text: PortfolioText,
    words: Words,
    style: Style,
) -> list[BriefSection]:
    names = {item.id: item.name for item in organizations}
    sections, count = [], 0
    for measure in measures:
        blocks: list[Block] = [Paragraph(text.measure(measure))]
        count += 1
        label = f"{words.figure} {count}"
        blocks.append(funnel_block(measure, names, style, label=label))
        label = f"{words.figure} {count + 1}"
        # Without panels, the number of the next figure stays free.
        panels = multiples_block(measure, organizations, style, label=label)
        if panels is not None:
            count += 1
            blocks.append(panels)
        heading = measure_subject(measure)
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
    measures: Sequence[OrganizationComparison],
    text: PortfolioText,
    words: Words,
    style: Style,
) -> PortfolioTable:
    labels = portfolio_labels()
    about = [labels.table_text]
    if len(measures) > _METRICS_SHOWN:
        measures = measures[:_METRICS_SHOWN]
        about.append(labels.first_metrics)
    heads = []
    for measure in measures:
        heads += [
            PortfolioHead(text=measure.label, is_line=True),
            PortfolioHead(text=latest_head(measure), is_number=True),
            PortfolioHead(text=estimate_head(measure), is_number=True),
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
                    for cell in _cells(item, measure, place.get(item.id), text, style)
                ),
                _goals(item),
            ),
        )
        for item in sorted(organizations, key=lambda item: item.name.casefold())
    )
    return PortfolioTable(
        text=(Paragraph((Text(" ".join(about)),)),),
        heads=(*heads, PortfolioHead(text=labels.goals)),
        rows=rows,
        label=f"{words.table} 1",
        words=labels,
    )


def _cells(
    item: OrganizationFacts,
    measure: OrganizationComparison,
    place: int | None,
    text: PortfolioText,
    style: Style,
) -> tuple[PortfolioCell, PortfolioCell, PortfolioCell]:
    """Return the sparkline, the latest value and the estimate of one metric."""
    facts = item.metrics.get(measure.metric)
    dash: Prose = (Text("–"),)
    latest, line = dash, None
    if facts is not None:
        line = sparkline(facts, style)
        latest = (text.number(OwnMeasureIds(item.id, measure.metric).latest),)
    line_cell = PortfolioCell(
        text=() if line else dash,
        spark=line,
        sort=f"{facts.latest:.6g}" if facts else "",
        is_line=True,
    )
    latest_cell = PortfolioCell(text=latest, is_number=True)
    if place is None:
        reason = translated(measure.missing.get(item.id, ""))
        return line_cell, latest_cell, PortfolioCell(text=(Text(f"– {reason}"),), is_number=True)
    note = ""
    if item.id in measure.beyond:
        labels = portfolio_labels()
        note = labels.above if measure.funnel.points[place].z > 0 else labels.below
    estimate = PortfolioCell(text=text.estimate(item.id, measure), note=note, is_number=True)
    return line_cell, latest_cell, estimate


def _goals(item: OrganizationFacts) -> PortfolioCell:
    """Return the status of an organization's goals, with its symbol if all have the same."""
    statuses = [GoalStatus(status) for _, status in item.goals]
    if not statuses:
        return PortfolioCell(text=(Text("–"),))
    text = goals_text(statuses)
    shape = str(statuses[0]) if len(set(statuses)) == 1 else ""
    return PortfolioCell(text=(Text(text),), status=shape, sort=text.lower())


def _failures(
    organizations: Sequence[OrganizationFacts], labels: PortfolioLabels, words: Words
) -> BriefSection | None:
    failed = [item for item in organizations if not item.is_current]
    if not failed:
        return None
    rows = tuple(
        Row(
            stub=(Text(item.name),),
            cells=(
                Cell(text=(Text(item.message),)),
                Cell(text=(Text(labels.earlier_brief if item.href else labels.no_brief),)),
            ),
        )
        for item in failed
    )
    table = TableBlock(
        anchor="table-failed",
        label=f"{words.table} 2",
        design="failed",
        title=(Text(labels.failures_title),),
        subtitle=(),
        stub_head=(Text(labels.organization),),
        column_labels=(
            ColumnLabel(text=(Text(labels.why),)),
            ColumnLabel(text=(Text(labels.what_stands),)),
        ),
        rows=rows,
        source_note=labels.failures_note,
        is_long=True,
    )
    return BriefSection(anchor="failed", heading=labels.failures, blocks=(table,))


def _back(labels: PortfolioLabels) -> BackMatter:
    items = tuple((Paragraph((Text(text),)),) for text in labels.method_items)
    methods = BriefSection(anchor="methods", heading=labels.methods, blocks=(BulletList(items),))
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
