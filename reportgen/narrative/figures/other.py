"""Text of figures on committee, campaigns, goals and further analyses."""

from __future__ import annotations

from string import digits
from typing import TYPE_CHECKING

from reportgen.languages.current import translated
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.prose import plain_text
from reportgen.model.quantity_ids import (
    ALL_CAMPAIGNS,
    PREVIOUS_RECORD,
    RECORD,
    GoalIds,
    StructureIds,
    is_of_committee,
)
from reportgen.model.verdict import Restraint
from reportgen.narrative.comparisons.closing import checks_found
from reportgen.narrative.comparisons.decision import is_beyond_trend
from reportgen.narrative.figures.initials import (
    holders_of_roles,
    initials_of,
    pseudonym_word,
)
from reportgen.narrative.figures.titles import comparison_title
from reportgen.narrative.numbers.number_text import date_text
from reportgen.narrative.numbers.number_words import number_in_words
from reportgen.narrative.period_names import during
from reportgen.narrative.phrases import (
    capitalized,
    compose,
    counted,
    listed,
    non_empty,
    paragraph,
    phrase,
    sentence,
)
from reportgen.narrative.statement import FigureWords
from reportgen.narrative.topics.goals import goal_name
from reportgen.narrative.topics.record import campaign_name
from reportgen.narrative.topics.role_holdings import names_people

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from reportgen.analysis.committee.structure import CommitteeOutcome, StructureMeasures
    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.analysis.record import RecordEstimate
    from reportgen.model.prose import Prose, Sentences
    from reportgen.narrative.quantity_phrases import QuantityFormatter


def other_figure_words(formatter: QuantityFormatter) -> Iterator[tuple[str, FigureWords]]:
    """Yield key and text of each figure that does not show the series of a metric."""
    outcomes, committee = formatter.outcomes, formatter.outcomes.committee
    if committee is not None and committee.measures and draws_structures(formatter):
        yield "committee", _committee(formatter, committee)
    if outcomes.record is not None:
        yield "campaigns", _campaigns(formatter, outcomes.record)
    if outcomes.goals:
        yield "goals", _goals(formatter)
    for outcome in outcomes.deciding:
        if outcome.verdict.sensitivity and formatter.has(outcome.ids.decided_difference):
            yield f"sensitivity.{outcome.comparison.id}", _sensitivity(formatter, outcome)


# A longer list would make the caption unreadable; the data of the figure has every name.
_MOST_MARKS = 40


def draws_structures(formatter: QuantityFormatter) -> bool:
    """Return whether the committee has a figure; role holdings need reporting lines for one."""
    committee = formatter.configuration.committee
    return committee is not None and (
        not committee.is_of_holdings
        or any(role.reports_to for item in committee.structures for role in item.roles)
    )


def _committee(formatter: QuantityFormatter, outcome: CommitteeOutcome) -> FigureWords:
    first, last = outcome.measures[0], outcome.measures[-1]
    committee = formatter.configuration.committee
    is_of_holdings = committee is not None and committee.is_of_holdings
    drawn = [
        date_text(item.structure.first) if is_of_holdings else item.structure.label.strip()
        for item in (first, last)
    ]
    subtitle = phrase("Roles and reporting lines")
    if not is_of_holdings:
        structures = listed(list(dict.fromkeys(drawn)), "; ")
        subtitle = phrase("Roles and reporting lines: {structures}", structures=structures)
    marks = phrase("Each mark is a person")
    if not is_of_holdings:
        has_trainees = committee is not None and committee.trainee_ranks
        marks = phrase(_TRAINEES if has_trainees else _LEADS)
    return FigureWords(
        title=_holders_title(drawn) if is_of_holdings else _committee_title(formatter, first, last),
        subtitle=subtitle,
        caption_sentences=non_empty(
            sentence(marks),
            () if is_of_holdings else sentence(phrase("Each row is a level")),
            sentence(phrase("Each line runs from a role to the one that it reports to")),
            *_marks(formatter),
        ),
        alt=paragraph(
            sentence(phrase("Diagram of people, joined by reporting lines")),
            *(_drawn(formatter, item) for item in outcome.measures),
        ),
        source=_records(first.structure.first, formatter.outcomes.plan.report_date),
    )


_TRAINEES = gettext_noop(
    "Each mark is a person: a square for a trainee, a circle for anyone else, filled for a lead "
    "role"
)
_LEADS = gettext_noop("Each mark is a person, filled for a lead role")


def _records(first: date, last: date) -> str:
    if first == last:
        return translated("Committee records of {day}").format(day=date_text(last))
    words = translated("Committee records from {first} to {last}")
    return words.format(first=date_text(first), last=date_text(last))


def _holders_title(days: list[str]) -> Prose:
    if days[0] == days[1]:
        return phrase("Who reported to whom on {day}", day=days[0])
    return phrase("Who reported to whom on {first} and on {last}", first=days[0], last=days[1])


def _marks(formatter: QuantityFormatter) -> Sentences:
    """List the initials with the names; empty if names are hidden or there are too many."""
    committee, privacy = formatter.configuration.committee, formatter.configuration.privacy
    if committee is None or privacy.hides_members or not names_people(formatter.configuration):
        return ()
    drawn = holders_of_roles(committee)
    signs = initials_of(drawn)
    known = [f"{signs[item.id]}, {item.name}" for item in drawn if not item.name[-1:].isdigit()]
    # Of pseudonyms only the letters: S is Student, and S4 is Student 4.
    letters = dict.fromkeys(
        f"{signs[item.id].rstrip(digits)}, {word}"
        for item in drawn
        if (word := pseudonym_word(item.name))
    )
    return (
        sentence(phrase("Letters: {words}", words=listed(list(letters), "; "))) if letters else (),
        sentence(phrase("Marks: {people}", people=listed(known, "; ")))
        if 0 < len(known) <= _MOST_MARKS
        else (),
    )


_CHANGES = {
    "levels": gettext_noop("The committee went from {before} to {levels}"),
    "hierarchy": gettext_noop(
        "The committee went from {before} to {after} people above a member, on average"
    ),
}


def _committee_title(
    formatter: QuantityFormatter, first: StructureMeasures, last: StructureMeasures
) -> Prose:
    """Return the change of levels or hierarchy; without a change, the size."""
    committee = formatter.configuration.committee
    has_ranks = committee is not None and bool(committee.ranks)
    for name, template in _CHANGES.items():
        before, after = (StructureIds(item.structure.id).of(name) for item in (first, last))
        if first is last or not has_ranks or not (formatter.has(before) and formatter.has(after)):
            continue
        numbers = (formatter.number(before), formatter.number(after))
        # As printed; levels come first because they need no explanation.
        if numbers[0].text != numbers[1].text:
            levels = formatter.measured(after)
            return phrase(template, before=numbers[0], after=numbers[1], levels=levels)
    ids = StructureIds(last.structure.id)
    if committee is None or not committee.ranks:
        return phrase(
            "The committee had {members} in {roles}",
            members=formatter.measured(ids.members),
            roles=formatter.measured(ids.roles),
        )
    return phrase(
        "The committee had {members} on {levels}",
        members=formatter.measured(ids.members),
        levels=formatter.measured(ids.levels),
    )


def _drawn(formatter: QuantityFormatter, measures: StructureMeasures) -> Prose:
    ids, committee = StructureIds(measures.structure.id), formatter.configuration.committee
    if committee is not None and committee.is_of_holdings:
        clause = phrase(
            "{structure}: {members} in {roles}",
            structure=date_text(measures.structure.first),
            members=formatter.measured(ids.members),
            roles=formatter.measured(ids.roles),
        )
        return sentence(clause)
    clause = phrase(
        "{structure}: {members} in {roles} on {levels}",
        structure=measures.structure.label.strip(),
        members=formatter.measured(ids.members),
        roles=formatter.measured(ids.roles),
        levels=formatter.measured(ids.levels),
    )
    return sentence(clause)


def _campaigns(formatter: QuantityFormatter, record: RecordEstimate) -> FigureWords:
    ratio, previous = RECORD.ratio_to_previous, PREVIOUS_RECORD.value
    reached = formatter.measured(RECORD.value)
    title = phrase("One campaign reached {reached}", reached=reached)
    if formatter.has(ratio):
        title = phrase(
            "One campaign reached {reached}, {ratio} times the previous record",
            reached=reached,
            ratio=formatter.number(ratio),
        )
    best = phrase(
        "The record is {campaign} with {reached}",
        campaign=campaign_name(record.record),
        reached=reached,
    )
    listed = [sentence(best)]
    if record.previous is not None and formatter.has(previous):
        before = phrase(
            "The record before it is {campaign} with {reached}",
            campaign=campaign_name(record.previous),
            reached=formatter.measured(previous),
        )
        listed.append(sentence(before))
    settings = formatter.configuration.campaigns
    unit = translated(formatter.quantity(RECORD.value).unit)
    bars = phrase("Bars of {campaigns}, best first", campaigns=formatter.measured(ALL_CAMPAIGNS.n))
    return FigureWords(
        title=title,
        subtitle=capitalized(phrase("{unit} of each campaign, best first", unit=unit)),
        caption_sentences=(
            sentence(phrase("Each bar is a campaign and starts at zero")),
            sentence(phrase("The record before the best one is marked")),
        ),
        alt=paragraph(sentence(bars), *listed),
        source=settings.file if settings is not None else "",
    )


def _goals(formatter: QuantityFormatter) -> FigureWords:
    goals = formatter.outcomes.goals
    met = sum(1 for item in goals if item.status.is_reached)
    day = date_text(formatter.outcomes.plan.report_date)
    has_starts = any(item.goal.measurable and item.goal.measurable.baseline for item in goals)
    starts = phrase("A bar that begins at a mark begins at the value at the start")
    return FigureWords(
        title=capitalized(_of_all(met, len(goals))),
        subtitle=phrase("Each result as a share of its target"),
        caption_sentences=non_empty(
            sentence(phrase("Bars end at the result")), sentence(starts) if has_starts else ()
        ),
        alt=paragraph(sentence(phrase("One bar for each goal")), *_results(formatter)),
        source=translated("{file}, as of {day}").format(file=_files(formatter), day=day),
    )


def _results(formatter: QuantityFormatter) -> Sentences:
    """Return the results of all goals that have one, those that are not met first."""
    results: dict[bool, list[Prose]] = {False: [], True: []}
    for progress in formatter.outcomes.goals:
        if progress.value is None:
            continue
        ids = GoalIds(progress.goal.id)
        result = phrase(
            "{goal} ({value}, target {target})",
            goal=goal_name(progress),
            value=formatter.number(ids.value),
            target=formatter.number(ids.target),
        )
        results[progress.status.is_reached].append(result)
    return non_empty(
        *(
            sentence(phrase(_MET if is_reached else _OPEN, goals=listed(found, "; ")))
            for is_reached, found in results.items()
            if found
        )
    )


_MET = gettext_noop("met: {goals}")
_OPEN = gettext_noop("not met so far: {goals}")


def _files(formatter: QuantityFormatter) -> str:
    """Return what the values of goals were read from; numbers that were typed have no file."""
    found: dict[str, None] = {}
    for item in formatter.outcomes.goals:
        value = formatter.quantity(GoalIds(item.goal.id).value)
        found |= dict.fromkeys(source.file for source in value.sources)
        if not value.sources and value.value is not None:
            of_committee = any(is_of_committee(name) for name in value.derived_from)
            typed = gettext_noop("committee records") if of_committee else gettext_noop("surveys")
            found[translated(typed)] = None
    return ", ".join(found) or translated("the goals")


def _of_all(met: int, total: int) -> Prose:
    """Return how many goals were met, in words."""
    if total == 1:
        return phrase("the only goal has been met") if met else phrase(_NOT_MET)
    words = {"met": number_in_words(met), "total": number_in_words(total)}
    if met == total:
        return phrase("all {total} goals have been met", words)
    if not met:
        return phrase("none of the {total} goals has been met", words)
    return counted(
        "{met} of {total} goals has been met", "{met} of {total} goals have been met", met, **words
    )


_NOT_MET = gettext_noop("the only goal has not been met")


def _sensitivity(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> FigureWords:
    verdict, label = outcome.verdict, outcome.metric.label
    held, difference = checks_found(verdict), outcome.ids.decided_difference
    title = comparison_title(formatter, outcome)
    if held:
        same = [
            item
            for item in formatter.outcomes.deciding
            if item.metric.id == outcome.metric.id
            and plain_text(checks_found(item.verdict)) == plain_text(held)
        ]
        subject = compose(label)
        if len(same) > 1:
            span = during(formatter, outcome.comparison.later)
            subject = phrase("{label} {span}", label=label, span=span)
        title = capitalized(phrase("{label}: {held}", label=subject, held=held))
    estimate = formatter.with_interval(difference)
    own = _OWN_BEYOND_TREND if is_beyond_trend(formatter, outcome) else _OWN
    form = phrase(own, estimate=estimate)
    has_bars = verdict.restraint is not Restraint.TOO_FEW
    return FigureWords(
        title=title,
        subtitle=phrase("Difference in {unit}", unit=formatter.unit_text(difference)),
        caption_sentences=(
            sentence(phrase(_POINTS_AND_BARS if has_bars else _POINTS)),
            sentence(phrase("Open points are not checks of the result")),
        ),
        alt=sentence(form),
        source=outcome.metric.file,
    )


_OWN = gettext_noop(
    "Points with intervals, one for each analysis; the comparison itself gives {estimate}"
)
_OWN_BEYOND_TREND = gettext_noop(
    "Points with intervals, one for each analysis; the comparison itself gives {estimate} beyond "
    "the trend through both periods"
)
_POINTS = gettext_noop("Each point is the estimate of one analysis")
_POINTS_AND_BARS = gettext_noop(
    "Each point is the estimate of one analysis and each bar its interval"
)
