"""The words of figures on committee, campaigns, goals and further analyses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.languages.current import translated
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.quantity_ids import ALL_CAMPAIGNS, PREVIOUS_RECORD, RECORD, StructureIds
from reportgen.model.verdict import Strength
from reportgen.narrative.claim_words import claim, robustness_words
from reportgen.narrative.figures.initials import holders_of_roles, initials_of
from reportgen.narrative.figures.titles import comparison_title
from reportgen.narrative.numbers.number_text import date_text
from reportgen.narrative.phrases import capitalized, counted, listed, paragraph, phrase, sentence
from reportgen.narrative.statement import FigureWords
from reportgen.narrative.topics.committee import structure_label
from reportgen.narrative.topics.record import campaign_name
from reportgen.narrative.topics.role_holdings import tells_people

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.analysis.committee.structure import CommitteeOutcome, StructureMeasures
    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.analysis.record import RecordEstimate
    from reportgen.model.prose import Prose
    from reportgen.narrative.quantity_phrases import Speaker

_COUNTED = "a number of goals, in words"
_NUMBER_WORDS = (
    gettext_noop("none", context=_COUNTED),
    gettext_noop("one", context=_COUNTED),
    gettext_noop("two", context=_COUNTED),
    gettext_noop("three", context=_COUNTED),
    gettext_noop("four", context=_COUNTED),
    gettext_noop("five", context=_COUNTED),
    gettext_noop("six", context=_COUNTED),
    gettext_noop("seven", context=_COUNTED),
    gettext_noop("eight", context=_COUNTED),
    gettext_noop("nine", context=_COUNTED),
)


def other_figure_words(speaker: Speaker) -> Iterator[tuple[str, FigureWords]]:
    """Yield figure keys with their words, for all figures that show no single metric."""
    outcomes = speaker.outcomes
    if outcomes.committee is not None and outcomes.committee.measures and draws_structures(speaker):
        yield "committee", _committee(speaker, outcomes.committee)
    if outcomes.record is not None:
        yield "campaigns", _campaigns(speaker, outcomes.record)
    if outcomes.goals:
        yield "goals", _goals(speaker)
    for outcome in outcomes.comparisons:
        if outcome.verdict.sensitivity:
            yield f"sensitivity.{outcome.comparison.id}", _sensitivity(speaker, outcome)


_MOST_MARKS = 40
"""More people than these are listed with the data of the figure alone."""


def draws_structures(speaker: Speaker) -> bool:
    """Return whether there is a structure to draw: of role holdings, only with reporting lines."""
    committee = speaker.configuration.committee
    return committee is not None and (
        not committee.is_of_holdings
        or any(role.reports_to for item in committee.structures for role in item.roles)
    )


def _committee(speaker: Speaker, outcome: CommitteeOutcome) -> FigureWords:
    first, last = outcome.measures[0], outcome.measures[-1]
    committee = speaker.configuration.committee
    is_of_holdings = committee is not None and committee.is_of_holdings
    drawn = [
        date_text(item.structure.first) if is_of_holdings else structure_label(item)
        for item in (first, last)
    ]
    subtitle = phrase("Roles and reporting lines under {first}", first=drawn[0])
    if len(outcome.measures) > 1:
        subtitle = phrase(
            "Roles and reporting lines under {first} and {last}", first=drawn[0], last=drawn[1]
        )
    if is_of_holdings:
        subtitle = phrase("Roles and reporting lines")
    caption = phrase(
        "Each mark is a person: a square for a trainee, a circle for anyone else, filled for a "
        "lead role; each row is a level, and each line runs from a role to the one that it "
        "reports to"
    )
    if is_of_holdings:
        caption = phrase(
            "Each mark is a person; each line runs from a role to the one that it reports to"
        )
    elif committee is not None and not committee.trainee_ranks:
        caption = phrase(
            "Each mark is a person, filled for a lead role; each row is a level, and each line "
            "runs from a role to the one that it reports to"
        )
    return FigureWords(
        title=_holders_title(drawn) if is_of_holdings else _committee_title(speaker, first, last),
        subtitle=subtitle,
        caption=paragraph(sentence(caption), _marks(speaker)),
        alt=paragraph(*(_drawn(speaker, item) for item in outcome.measures)),
        source=translated("Committee records from {first} to {last}").format(
            first=date_text(first.structure.first),
            last=date_text(speaker.outcomes.plan.report_date),
        ),
    )


def _holders_title(days: list[str]) -> Prose:
    if days[0] == days[1]:
        return phrase("Who reported to whom on {day}", day=days[0])
    return phrase("Who reported to whom on {first} and on {last}", first=days[0], last=days[1])


def _marks(speaker: Speaker) -> Prose:
    """Say whose the marks are, where people may be named and are not too many."""
    committee, privacy = speaker.configuration.committee, speaker.configuration.privacy
    if committee is None or privacy.hides_members or not tells_people(speaker.configuration):
        return ()
    drawn = holders_of_roles(committee)
    signs = initials_of(drawn)
    # A mark with a number says of itself that it is Student 4.
    known = [f"{signs[item.id]}, {item.name}" for item in drawn if not item.name[-1:].isdigit()]
    if not 0 < len(known) <= _MOST_MARKS:
        return ()
    return sentence(phrase("Marks: {people}", people=listed(known, "; ")))


_WENT = {
    "levels": gettext_noop("The committee went from {before} to {after} levels"),
    "hierarchy": gettext_noop(
        "The committee went from {before} to {after} people above a member, on average"
    ),
}


def _committee_title(speaker: Speaker, first: StructureMeasures, last: StructureMeasures) -> Prose:
    """Return what levels or hierarchy went from and to."""
    committee = speaker.configuration.committee
    for name, template in _WENT.items():
        before, after = (StructureIds(item.structure.id).of(name) for item in (first, last))
        is_studied = committee is not None and committee.ranks
        if first is last or not is_studied or not (speaker.has(before) and speaker.has(after)):
            continue
        spoken = (speaker.number(before), speaker.number(after))
        if spoken[0].text != spoken[1].text:
            return phrase(template, before=spoken[0], after=spoken[1])
    ids = StructureIds(last.structure.id)
    if committee is None or not committee.ranks:
        return phrase(
            "The committee had {members} in {roles}",
            members=speaker.measured(ids.members),
            roles=speaker.measured(ids.roles),
        )
    return phrase(
        "The committee had {members} on {levels}",
        members=speaker.measured(ids.members),
        levels=speaker.measured(ids.levels),
    )


def _drawn(speaker: Speaker, measures: StructureMeasures) -> Prose:
    ids, committee = StructureIds(measures.structure.id), speaker.configuration.committee
    if committee is not None and committee.is_of_holdings:
        told = phrase(
            "{structure}: {members} in {roles}",
            structure=date_text(measures.structure.first),
            members=speaker.measured(ids.members),
            roles=speaker.measured(ids.roles),
        )
        return sentence(told)
    told = phrase(
        "{structure}: {members} in {roles} on {levels}",
        structure=structure_label(measures),
        members=speaker.measured(ids.members),
        roles=speaker.measured(ids.roles),
        levels=speaker.measured(ids.levels),
    )
    return sentence(told)


def _campaigns(speaker: Speaker, record: RecordEstimate) -> FigureWords:
    ratio, previous = RECORD.ratio_to_previous, PREVIOUS_RECORD.value
    reached = speaker.measured(RECORD.value)
    title = phrase("One campaign reached {reached}", reached=reached)
    if speaker.has(ratio):
        title = phrase(
            "One campaign reached {reached}, {ratio} times the previous record",
            reached=reached,
            ratio=speaker.number(ratio),
        )
    best = phrase(
        "The record is {campaign} with {reached}",
        campaign=campaign_name(record.record),
        reached=reached,
    )
    listed = [sentence(best)]
    if record.previous is not None and speaker.has(previous):
        before = phrase(
            "The record before it is {campaign} with {reached}",
            campaign=campaign_name(record.previous),
            reached=speaker.measured(previous),
        )
        listed.append(sentence(before))
    settings = speaker.configuration.campaigns
    unit = translated(speaker.quantity(RECORD.value).unit)
    bars = phrase("Bars of {campaigns}, best first", campaigns=speaker.measured(ALL_CAMPAIGNS.n))
    return FigureWords(
        title=title,
        subtitle=capitalized(phrase("{unit} of each campaign, best first", unit=unit)),
        caption=sentence(
            phrase(
                "Each bar is a campaign and starts at zero; the record before the best one is "
                "marked"
            )
        ),
        alt=paragraph(sentence(bars), *listed),
        source=settings.file if settings is not None else "",
    )


def _goals(speaker: Speaker) -> FigureWords:
    goals = speaker.outcomes.goals
    met = sum(1 for item in goals if item.status.is_reached)
    day = date_text(speaker.outcomes.plan.report_date)
    return FigureWords(
        title=capitalized(phrase("{verdict} by {day}", verdict=_of_all(met, len(goals)), day=day)),
        subtitle=phrase("Value of each goal against its target"),
        caption=sentence(
            phrase("Each bar runs to the value, and the mark across it is the target")
        ),
        alt=sentence(_of_all(met, len(goals))),
        source=translated("Configuration of this brief and its metric files, as of {day}").format(
            day=day
        ),
    )


def _of_all(met: int, total: int) -> Prose:
    """Return how many goals were met."""
    if total == 1:
        return phrase("the only goal was met") if met else phrase("the only goal was not met")
    if met == total:
        return phrase("all {total} goals were met", total=small_number(total))
    return counted(
        "{met} of {total} goals was met",
        "{met} of {total} goals were met",
        met,
        met=small_number(met),
        total=small_number(total),
    )


def _sensitivity(speaker: Speaker, outcome: ComparisonOutcome) -> FigureWords:
    verdict, label = outcome.verdict, outcome.metric.label
    if verdict.strength is Strength.NONE:
        title = comparison_title(speaker, outcome)
    else:
        held = claim(robustness_words(verdict), verdict)
        title = capitalized(phrase("{label}: {held}", label=label, held=held))
    caption = phrase(
        "Each point is the estimate of one analysis and each bar its interval; open points have no "
        "vote"
    )
    return FigureWords(
        title=title,
        subtitle=capitalized(phrase("{label}: the same comparison by other analyses", label=label)),
        caption=sentence(caption),
        alt=sentence(title),
        source=outcome.metric.file,
    )


def small_number(count: int) -> str:
    """Return a small number as a word, so that a title does not begin with a digit."""
    if count >= len(_NUMBER_WORDS):
        return str(count)
    return translated(_NUMBER_WORDS[count], context=_COUNTED)
