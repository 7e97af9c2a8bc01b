"""Build the portfolio page from facts about organizations."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.analysis.shared_goals import shared_goals
from reportgen.document.brief import (
    BackMatter,
    BriefSection,
    Cell,
    ColumnLabel,
    FigureBlock,
    FrontMatter,
    HeadMatter,
    KeyNumber,
    Row,
    TableBlock,
)
from reportgen.document.labels import current_words
from reportgen.languages.current import translated
from reportgen.model.goal import GoalStatus
from reportgen.model.metric import MetricKind
from reportgen.model.prose import BulletList, Paragraph, Text, plain_text
from reportgen.model.quantity_ids import ORGANIZATIONS, OwnMeasureIds, SharedGoalIds, parsed
from reportgen.narrative.numbers.number_text import date_text
from reportgen.narrative.phrases import paragraph
from reportgen.narrative.portfolio import (
    PortfolioText,
    goals_text,
    measure_subject,
    portfolio_labels,
    value_head,
)
from reportgen.narrative.portfolio_goals import GoalText, goal_labels, letters
from reportgen.portfolio.brief import (
    MOST_PRINTED,
    PortfolioBrief,
    PortfolioCell,
    PortfolioHead,
    PortfolioRow,
    PortfolioTable,
)
from reportgen.portfolio.figures import comparison_block, sparkline
from reportgen.portfolio.goal_blocks import (
    GOALS_SHOWN,
    farthest_table,
    goals_table,
    grid,
    groups_table,
    moved_table,
    signs,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reportgen.analysis.organization_comparison import OrganizationComparison
    from reportgen.analysis.shared_goals import SharedGoal
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
    names = {item.id: item.name for item in organizations}
    text, goal_text = PortfolioText(quantities, names), GoalText(quantities, names)
    labels, words = portfolio_labels(), current_words()
    every = shared_goals(organizations)
    goals = every[:GOALS_SHOWN]
    lead = goals[0] if goals and goals[0].is_of_most else None
    measures = _in_order(measures, lead)
    title, standfirst = _front(lead, measures, text, goal_text)
    report_date = ledger.report_date.isoformat()
    dated = date_text(ledger.report_date)
    sections = tuple(_sections(measures, names, lead, text, words, style))
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
            kicker="",
            title=title,
            short_title=plain_text(title),
            standfirst=standfirst,
            authors=(),
            affiliations=(),
            abstract=(),
            citation="",
            keywords=(),
            key_numbers=tuple(_key_numbers(lead, measures, text, goal_text, labels)),
        ),
        sections=sections,
        back=_back(labels),
        head=_head(plain_text(title), plain_text(standfirst), report_date),
        labels={},
        citations={},
        ledger=ledger,
        table=_table(organizations, measures, goals, (text, goal_text), words, style),
        summary=tuple(_summary(organizations, goals, measures, goal_text)),
        beside=tuple(_beside(lead, measures, names, goal_text)),
        lead=_pictures(sections[:1]),
        rest=(*_words(sections[:1]), *sections[1:]),
        grid=grid(organizations, goals, goal_text),
        failures=_failures(organizations, labels, words),
    )


def _in_order(
    measures: tuple[OrganizationComparison, ...], lead: SharedGoal | None
) -> tuple[OrganizationComparison, ...]:
    """Return the metrics with the one of the shared goal first."""
    if lead is None or lead.common is None:
        return measures
    metric = parsed(lead.common.quantity).subject
    return tuple(sorted(measures, key=lambda measure: measure.metric != metric))


def _front(
    lead: SharedGoal | None,
    measures: Sequence[OrganizationComparison],
    text: PortfolioText,
    goal_text: GoalText,
) -> tuple[Prose, Prose]:
    """Return title and standfirst: the goal of most organizations, or who differs."""
    if lead is None:
        moves = goal_text.moves(measures[0]) if measures else ()
        return text.title(measures), paragraph(moves, text.standfirst())
    return goal_text.title(lead), paragraph(goal_text.farthest(lead), text.standfirst())


def _key_numbers(
    lead: SharedGoal | None,
    measures: Sequence[OrganizationComparison],
    text: PortfolioText,
    goal_text: GoalText,
    labels: PortfolioLabels,
) -> Iterator[KeyNumber]:
    if lead is None:
        for name, label in (
            (ORGANIZATIONS.total, labels.organizations),
            (ORGANIZATIONS.current, labels.current_briefs),
        ):
            yield KeyNumber(value=(text.number(name),), label=(Text(label),))
        goals = text.goals_met()
        if goals is not None:
            yield KeyNumber(value=(goals[0],), label=goals[1])
        return
    ids = SharedGoalIds(lead.key)
    yield KeyNumber(value=(text.number(ids.reached),), label=goal_text.met_label(lead))
    if lead.common is not None and len(lead.values) > 1:
        yield KeyNumber(value=(text.number(ids.median),), label=goal_text.range_label(lead))
    if any(lead.target_for(measure) is not None for measure in measures):
        value = (text.number(ids.clearly_short),)
        yield KeyNumber(value=value, label=goal_text.short_label(lead))
    move = goal_text.largest_move(measures[0]) if measures else None
    if move is not None:
        yield KeyNumber(value=move[0], label=move[1])


def _summary(
    organizations: Sequence[OrganizationFacts],
    goals: Sequence[SharedGoal],
    measures: Sequence[OrganizationComparison],
    text: GoalText,
) -> Iterator[BriefSection]:
    labels = goal_labels()
    # One goal is in the title and among the key numbers.
    counts = goals_table(goals, text) if len(goals) > 1 else None
    if counts is not None:
        yield BriefSection(anchor="goals", heading=labels.goals, blocks=(counts,))
    groups = groups_table(organizations, goals, measures, text)
    if groups is not None:
        yield BriefSection(anchor="groups", heading=labels.groups, blocks=(groups,))


def _beside(
    lead: SharedGoal | None,
    measures: Sequence[OrganizationComparison],
    names: dict[str, str],
    text: GoalText,
) -> Iterator[BriefSection]:
    labels = goal_labels()
    measure = measures[0] if measures else None
    found = (
        ("farthest", labels.farthest, farthest_table(lead, names, text) if lead else None),
        ("moved", labels.moved, moved_table(measure, names, text) if measure else None),
    )
    for anchor, heading, table in found:
        if table is not None:
            yield BriefSection(anchor=anchor, heading=heading, blocks=(table,))


def _sections(
    measures: Sequence[OrganizationComparison],
    names: Mapping[str, str],
    lead: SharedGoal | None,
    text: PortfolioText,
    words: Words,
    style: Style,
) -> Iterator[BriefSection]:
    """Yield a section with one picture for each metric."""
    for count, measure in enumerate(measures, start=1):
        heading = measure_subject(measure)
        figure = comparison_block(measure, names, style, goal=lead, label=f"{words.figure} {count}")
        yield BriefSection(
            anchor=f"metric-{measure.metric.replace('_', '-')}",
            heading=heading[:1].upper() + heading[1:],
            blocks=(Paragraph(text.measure(measure)), figure),
        )


def _pictures(sections: Sequence[BriefSection]) -> tuple[BriefSection, ...]:
    """Return sections with their figures alone, for the first page."""
    return tuple(
        replace(item, blocks=tuple(b for b in item.blocks if isinstance(b, FigureBlock)))
        for item in sections
    )


def _words(sections: Sequence[BriefSection]) -> tuple[BriefSection, ...]:
    """Return sections without their figures, for the pages after the table."""
    return tuple(
        replace(
            item,
            anchor=f"{item.anchor}-words",
            blocks=tuple(b for b in item.blocks if not isinstance(b, FigureBlock)),
        )
        for item in sections
    )


def _table(
    organizations: Sequence[OrganizationFacts],
    measures: Sequence[OrganizationComparison],
    goals: Sequence[SharedGoal],
    texts: tuple[PortfolioText, GoalText],
    words: Words,
    style: Style,
) -> PortfolioTable:
    labels, goal_text = portfolio_labels(), texts[1]
    about = [labels.table_text]
    if len(measures) > _METRICS_SHOWN:
        measures = measures[:_METRICS_SHOWN]
        about.append(labels.first_metrics)
    keys = letters(goals)
    heads = [PortfolioHead(text=key, is_sign=True) for key in keys]
    if goals:
        heads.insert(1, PortfolioHead(text=goal_labels().value, is_number=True))
    # The value of the goal stands for that of its metric.
    with_value = [not goals or goals[0].target_for(measure) is None for measure in measures]
    for measure, has_value in zip(measures, with_value, strict=True):
        if has_value:
            heads.append(PortfolioHead(text=value_head(measure), is_number=True))
        heads += [
            PortfolioHead(text=goal_labels().change, is_number=True),
            PortfolioHead(text=labels.line, is_line=True),
        ]
    has_others = any(
        len(item.goals) > sum(item.id in goal.results for goal in goals) for item in organizations
    )
    beyond = {name for measure in measures for name in measure.beyond}
    places = [{name: index for index, name in enumerate(measure.own)} for measure in measures]
    rows = tuple(
        PortfolioRow(
            name=item.name,
            href=item.href,
            is_current=item.is_current,
            is_beyond=item.id in beyond,
            cells=(
                *_goal_cells(item, goals, goal_text),
                *(
                    cell
                    for measure, place, has_value in zip(measures, places, with_value, strict=True)
                    for cell in _cells(
                        item, measure, place.get(item.id), texts, style, has_value=has_value
                    )
                ),
                *((_goals(item),) if has_others else ()),
            ),
        )
        for item in sorted(organizations, key=lambda item: item.name.casefold())
    )
    if has_others:
        heads.append(PortfolioHead(text=labels.goals))
    return PortfolioTable(
        text=(Paragraph((Text(" ".join(about)),)),),
        heads=tuple(heads),
        rows=rows,
        label=f"{words.table} 1",
        words=labels,
        legend=tuple(
            f"{key}: {goal.specific.rstrip('.')}" for key, goal in zip(keys, goals, strict=True)
        ),
        printed=_printed(organizations, rows),
    )


def _printed(
    organizations: Sequence[OrganizationFacts], rows: Sequence[PortfolioRow]
) -> tuple[PortfolioRow, ...]:
    """Return the rows that are printed: of very many, those with most goals missed."""
    if len(rows) <= MOST_PRINTED:
        return tuple(rows)
    ordered = sorted(organizations, key=lambda item: item.name.casefold())
    missed = [sum(goal.status == GoalStatus.MISSED for goal in item.goals) for item in ordered]
    places = sorted(range(len(rows)), key=lambda place: (-missed[place], place))
    return tuple(rows[place] for place in sorted(places[:MOST_PRINTED]))


def _goal_cells(
    item: OrganizationFacts, goals: Sequence[SharedGoal], text: GoalText
) -> Iterator[PortfolioCell]:
    """Yield the sign of each shared goal, and the value of the first one."""
    for place, (goal, sign) in enumerate(zip(goals, signs(item, goals), strict=True)):
        order = [str(status) for status in GoalStatus]
        yield PortfolioCell(
            text=(Text(sign.word),),
            status=sign.status,
            sort=str(order.index(sign.status)) if sign.status else "",
            is_sign=True,
        )
        if place == 0:
            yield PortfolioCell(text=text.value(item.id, goal), is_number=True)


def _cells(
    item: OrganizationFacts,
    measure: OrganizationComparison,
    place: int | None,
    texts: tuple[PortfolioText, GoalText],
    style: Style,
    *,
    has_value: bool,
) -> Iterator[PortfolioCell]:
    """Yield the value, the change within a year and the sparkline of one metric."""
    text, goal_text = texts
    facts, ids = item.metrics.get(measure.metric), OwnMeasureIds(item.id, measure.metric)
    dash: Prose = (Text("–"),)
    line = sparkline(facts, style) if facts is not None else None
    line_cell = PortfolioCell(
        text=() if line else dash,
        spark=line,
        sort=f"{facts.latest:.6g}" if facts else "",
        is_line=True,
    )
    is_level = measure.kind is MetricKind.LEVEL
    value: Prose = dash
    if is_level and facts is not None:
        value = (text.number(ids.latest),)
    elif place is not None:
        value = (text.number(ids.rate),)
    note = ""
    if place is None:
        # The reason is given once: a running total without a comparison still has a latest value.
        note = translated(measure.missing.get(item.id, ""))
    elif item.id in measure.beyond:
        labels = portfolio_labels()
        note = labels.above if measure.funnel.points[place].z > 0 else labels.below
    # What is compared of a running total is its growth.
    is_at_value = has_value and not is_level
    if has_value:
        yield PortfolioCell(text=value, note=note if is_at_value else "", is_number=True)
    yield PortfolioCell(
        text=goal_text.change(item.id, measure),
        note="" if is_at_value else note,
        is_number=True,
    )
    yield line_cell


def _goals(item: OrganizationFacts) -> PortfolioCell:
    """Return the status of an organization's goals, with its symbol if all have the same."""
    statuses = [GoalStatus(goal.status) for goal in item.goals]
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
